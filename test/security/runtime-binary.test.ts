import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { addProbe } from '../support/inside.ts';
import { markedProcesses } from '../support/processes.ts';
import { commandPath, pelagosPath } from '../support/requires.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const installed = ['bin/pelagos', 'libexec/pelagos/planner', 'libexec/pelagos/seccomp-compile'];

function digests(): string[] {
  return installed.map((name) =>
    createHash('sha256')
      .update(readFileSync(pelagosPath(name)))
      .digest('hex'),
  );
}

t.test('CVE-2019-5736: the program of the runtime cannot be written from inside', (t) => {
  for (const program of ['#!/proc/self/exe\n', '#!/proc/1/exe\n', '#!/bin/probe overwrite\n']) {
    onStage(t, `the program is ${JSON.stringify(program)}`, (t, stage) => {
      const before = digests();
      addProbe(stage);
      writeFileSync(join(stage.rootfs, 'bin/init'), program, { mode: 0o755 });
      stage.configure({ process: { args: ['/bin/init'] } });
      if (stage.create().code === 0) {
        stage.start();
        stage.ended(3000);
      }
      t.same(digests(), before);
    });
  }

  onStage(t, 'in the waiting init it is a sealed copy', (t, stage) => {
    succeed('create', stage.create());
    const link = readlinkSync(`/proc/${stage.pid}/exe`);
    t.match(link, /^\/memfd:/);
    t.ok(existsSync(stage.runtime));
  });

  onStage(
    t,
    'the waiting init cannot be written through its exe by one in its pid namespace',
    (t, stage) => {
      const before = digests();
      addProbe(stage);
      const kinds = ['ipc', 'uts', 'mount', 'network'].map((type) => ({ type }));
      stage.configure({ linux: { namespaces: kinds } });
      succeed('create', stage.create());
      const attack = stage.run([], {
        wrapper: [join(stage.rootfs, 'bin/probe'), 'overwrite', `/proc/${stage.pid}/exe`],
      });
      // ETXTBSY while it runs; a sealed file refuses the write (EPERM) even when it can be opened.
      t.match(attack.stdout, /errno (26|1)\n$/);
      t.same(digests(), before);
    },
  );
  t.end();
});

/** The traced calls of create, all threads and children. */
function traceOfCreate(stage: Stage, calls: string): string[] {
  const file = stage.path('trace');
  const wrapper = [
    commandPath('strace'),
    '-D',
    '-f',
    '-qq',
    '-s',
    '300',
    '-e',
    `trace=${calls}`,
    '-o',
    file,
  ];
  succeed('create', stage.create({ wrapper }));
  // The tracer writes its last lines when init ends.
  succeed('delete', stage.delete());
  eventually(() => markedProcesses(stage.watched).length === 0);
  return wholeLines(readFileSync(file, 'utf8').split('\n'));
}

/** strace tells a call during which another process was told of in two halves. */
function wholeLines(lines: readonly string[]): string[] {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const pid = line.split(' ', 1)[0] ?? '';
    const [first, unfinished] = line.split(' <unfinished ...>', 2);
    if (unfinished !== undefined) {
      begun.set(pid, first ?? '');
      return [];
    }
    const rest = /<\.\.\. \w+ resumed>(.*)$/.exec(line)?.[1];
    return rest === undefined ? [line] : [`${begun.get(pid) ?? ''}${rest}`];
  });
}

onStage(
  t,
  'CVE-2025-52881: nothing in /proc is opened for writing by a path that starts at /',
  (t, stage) => {
    const linux = { sysctl: { 'net.ipv4.ip_forward': '1', 'kernel.shmmni': '4000' } };
    stage.configure({ linux, process: { oomScoreAdj: 100 } });
    const lines = traceOfCreate(stage, 'open,openat,openat2,creat');
    const writing = lines.filter((line) => /O_(WRONLY|RDWR)/.test(line) && /"\/proc\//.test(line));
    // Before the container has a mount namespace, /proc is that of the host.
    const own = /"\/proc\/(self|\d+)\/(uid_map|gid_map|setgroups|oom_score_adj)"/;
    t.same(
      writing.filter((line) => !own.test(line)),
      [],
    );
  },
);

onStage(
  t,
  'no path of the container is resolved by the kernel without RESOLVE_IN_ROOT',
  (t, stage) => {
    const mounts = [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/made/deep', type: 'tmpfs', source: 'tmpfs' },
    ];
    stage.configure({ mounts, linux: { maskedPaths: ['/proc/keys'] } });
    const lines = traceOfCreate(
      stage,
      'mkdir,mkdirat,mknod,mknodat,symlink,symlinkat,mount,chown,lchown,chmod',
    );
    const wanton = lines.filter((line) => line.includes(`${stage.rootfs}/`));
    t.same(wanton, [], 'no path below the root is given as text');
  },
);

onStage(t, 'every descriptor that the runtime opens is close-on-exec from birth', (t, stage) => {
  const lines = traceOfCreate(
    stage,
    'openat,openat2,socket,socketpair,pipe2,memfd_create,eventfd2,accept4',
  );
  const executor = lines.filter((line) => line.startsWith(lines[0]?.split(' ')[0] ?? '-'));
  const kept = executor.filter(
    (line) => / = \d+$/.test(line) && !/CLOEXEC/.test(line) && !/\/dev\/null/.test(line),
  );
  t.same(kept, []);
});
