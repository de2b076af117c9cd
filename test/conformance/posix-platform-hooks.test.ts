import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cgroupFolder } from '../support/cgroups.ts';
import type { Json, JsonObject } from '../support/json.ts';
import { namespaceOf, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const sleeping = { args: ['sleep', '100'] };

/** A hook that is a program of its own, at a place where only the runtime or the container sees it. */
function program(path: string, script: string): JsonObject {
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { path };
}

/** The pid in the state on standard input. */
const pidOfState = `pid=$(sed 's/.*"pid": *\\([0-9]*\\).*/\\1/')`;

/** Writes through the descriptors of the stage's own folder, which every hook sees. */
function withFolder(stage: Stage, patch: JsonObject): Json {
  const source = stage.directory;
  const bind = { destination: source, type: 'bind', source, options: ['rbind'] };
  return { mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }, bind], ...patch };
}

for (const kind of ['prestart', 'createRuntime', 'createContainer', 'poststart', 'poststop']) {
  onStage(
    t,
    `The value of path of ${kind} hooks MUST resolve in the runtime namespace`,
    (t, stage) => {
      // The container has neither the folder of the program nor that of the journal.
      const journal = stage.path('journal');
      const hook = program(stage.path('hook'), `echo ran >> ${journal}`);
      stage.configure({ process: sleeping, hooks: { [kind]: [hook] } });
      succeed('create', stage.create());
      succeed('start', stage.start());
      succeed('delete', stage.delete('--force'));
      t.equal(readOr(journal), 'ran\n');
    },
  );
}

onStage(
  t,
  'The value of path of startContainer hooks MUST resolve in the container namespace',
  (t, stage) => {
    program(join(stage.rootfs, 'bin/only-inside'), 'echo ran > /tmp/journal');
    const hooks = { startContainer: [{ path: '/bin/only-inside' }] };
    t.equal(stage.capture('cat /tmp/journal', { hooks }), 'ran\n');
    stage.configure({ hooks: { startContainer: [program(stage.path('outside'), 'true')] } });
    succeed('create', stage.create());
    t.not(stage.start().code, 0, 'a path of the runtime is not there');
  },
);

for (const kind of ['prestart', 'createRuntime', 'createContainer'] as const) {
  onStage(
    t,
    `The ${kind} hooks MUST be called after the runtime environment has been created but before the pivot_root`,
    (t, stage) => {
      const file = stage.path('seen');
      const inside = kind === 'createContainer';
      const root = inside ? '/' : '/proc/$pid/root';
      const pid = inside ? 'self' : '$pid';
      const script = `${pidOfState}
        for i in uts ipc net mnt; do readlink /proc/${pid}/ns/$i; done > ${file}
        test -d ${root}/${stage.rootfs} && echo before >> ${file}
        grep -q ' ${stage.rootfs}/mnt ' /proc/${pid}/mountinfo && echo mounts >> ${file}; true`;
      const mounts = [
        { destination: '/proc', type: 'proc', source: 'proc' },
        { destination: '/mnt', type: 'tmpfs', source: 'tmpfs' },
      ];
      const hooks = { [kind]: [program(stage.path('hook'), script)] };
      stage.configure({ mounts, process: sleeping, hooks });
      succeed('create', stage.create());
      const namespaces = ['uts', 'ipc', 'net', 'mnt'].map((name) => namespaceOf(stage.pid, name));
      const seen = readOr(file).trim().split('\n');
      t.same(seen.slice(0, 4), namespaces, 'the namespaces are those of the container');
      t.ok(seen.includes('before'), 'the root is still that of the runtime');
      t.ok(seen.includes('mounts'), 'the mounts have been made');
      t.notOk(namespaces.includes(namespaceOf('self', 'net')));
    },
  );
}

onStage(
  t,
  'The poststart hooks MUST be called after the user-specified process is executed but before the start operation returns',
  (t, stage) => {
    const file = stage.path('seen');
    const script = `${pidOfState}; tr '\\0' ' ' < /proc/$pid/cmdline > ${file}; sleep 0.3; echo end >> ${file}`;
    const hooks = { poststart: [program(stage.path('hook'), script)] };
    stage.configure({ process: sleeping, hooks });
    succeed('create', stage.create());
    succeed('start', stage.start());
    t.equal(readOr(file), 'sleep 100 end\n');
  },
);

onStage(
  t,
  'The startContainer hooks MUST be called before the user-specified process is executed as part of the start operation',
  (t, stage) => {
    const file = stage.path('seen');
    const hook = {
      path: '/bin/sh',
      args: ['sh', '-c', `cat /proc/1/cmdline > ${file}; echo >> ${file}`],
    };
    const args = ['sh', '-c', `echo program >> ${file}`];
    stage.configure(withFolder(stage, { process: { args }, hooks: { startContainer: [hook] } }));
    succeed('create', stage.create());
    t.equal(readOr(file), '', 'create does not call them');
    succeed('start', stage.start());
    t.ok(stage.ended());
    const [before = '', ...after] = readOr(file).trim().split('\n');
    t.notMatch(before, /echo program/, 'the program is not executed yet');
    t.same(after, ['program']);
  },
);

onStage(
  t,
  'The poststop hooks MUST be called after the container is deleted but before the delete operation returns',
  (t, stage) => {
    const file = stage.path('seen');
    stage.configure({ process: sleeping });
    succeed('create', stage.create());
    const cgroup = cgroupFolder(stage.pid, 'pids');
    const { pid } = stage;
    succeed('delete', stage.delete());
    const script = `ls -d ${cgroup} >> ${file} 2>/dev/null; sleep 0.3; echo end >> ${file}`;
    const hooks = { poststop: [program(stage.path('hook'), script)] };
    stage.configure({ process: sleeping, hooks });
    succeed('create', stage.create());
    t.not(stage.pid, pid);
    t.equal(cgroupFolder(stage.pid, 'pids'), cgroup, 'the same cgroup as before');
    succeed('start', stage.start());
    process.kill(stage.pid, 'SIGKILL');
    t.ok(stage.ended());
    succeed('delete', stage.delete());
    t.equal(readOr(file), 'end\n', 'the cgroup is gone before, and delete waits');
  },
);

for (const kind of ['prestart', 'createRuntime', 'poststop']) {
  onStage(t, `If set, timeout of a ${kind} hook MUST be greater than zero`, (t, stage) => {
    for (const timeout of [0, -1]) {
      stage.configure({ hooks: { [kind]: [{ path: '/bin/true', timeout }] } });
      const { code, stderr } = stage.create();
      t.equal(code, 1, `${timeout}`);
      t.match(stderr, new RegExp(`/hooks/${kind}/0/timeout`));
    }
  });
}

onStage(t, 'the path of every hook MUST be absolute', (t, stage) => {
  for (const kind of [
    'prestart',
    'createRuntime',
    'createContainer',
    'startContainer',
    'poststart',
    'poststop',
  ]) {
    stage.configure({ hooks: { [kind]: [{ path: 'bin/true' }] } });
    const { code, stderr } = stage.create();
    t.equal(code, 1, kind);
    t.match(stderr, new RegExp(`/hooks/${kind}/0/path`));
  }
});

for (const kind of ['prestart', 'createRuntime', 'createContainer'] as const) {
  onStage(
    t,
    `If any ${kind} hook fails, the runtime MUST generate an error, stop the container, and continue the lifecycle at step 12`,
    (t, stage) => {
      const journal = stage.path('journal');
      const hooks = {
        [kind]: [program(stage.path('fails'), 'exit 9')],
        poststop: [program(stage.path('stops'), `cat > ${journal}`)],
      };
      stage.configure({ ociVersion: '1.3.0', hooks });
      const { code, stderr } = stage.create();
      t.equal(code, 1);
      t.match(stderr, /\b9\b/);
      t.match(stage.state().stderr, /does not exist/, 'the container is destroyed');
      t.ok(readOr(journal).includes(stage.id), 'the poststop hooks are invoked');
      // The leak check sees that nothing of it lives on.
    },
  );
}

for (const kind of ['startContainer', 'poststart'] as const) {
  onStage(
    t,
    `If any ${kind} hook fails, the runtime MUST generate an error, stop the container, and continue the lifecycle with delete`,
    (t, stage) => {
      const journal = stage.path('journal');
      const fails = { path: '/bin/sh', args: ['sh', '-c', 'exit 9'] };
      const hooks = {
        [kind]: [fails],
        poststop: [program(stage.path('stops'), `echo poststop >> ${journal}`)],
      };
      stage.configure({ ociVersion: '1.3.0', process: sleeping, hooks });
      succeed('create', stage.create());
      const { code, stderr } = stage.start();
      t.equal(code, 1);
      t.match(stderr, /\b9\b/);
      t.ok(stage.ended(), 'the container is stopped');
      t.ok(eventually(() => /^stopped|does not exist/.test(stage.status())));
      if (readOr(journal) === '') succeed('delete', stage.delete());
      t.equal(readOr(journal), 'poststop\n', 'the poststop hooks are invoked once');
      t.match(stage.state().stderr, /does not exist/, 'the container is destroyed');
    },
  );
}

onStage(
  t,
  'If any poststop hook fails, the runtime MUST log a warning, but the remaining hooks and lifecycle continue',
  (t, stage) => {
    const journal = stage.path('journal');
    const log = stage.path('log');
    const hooks = {
      poststop: [
        program(stage.path('fails'), 'exit 9'),
        program(stage.path('next'), `echo next >> ${journal}`),
      ],
    };
    stage.configure({ hooks });
    succeed('create', stage.create());
    const globals = ['--log', log, '--log-format', 'json'];
    const { code, stderr } = stage.run(['delete', stage.id], { globals });
    t.equal(code, 0, stderr);
    t.equal(readOr(journal), 'next\n');
    t.match(stage.state().stderr, /does not exist/);
    t.match(readOr(log), /"level":"warning".*hooks\/poststop\/0/);
  },
);
