import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { addProbe, statusField } from '../support/inside.ts';
import { namespaceOf } from '../support/processes.ts';
import { call } from '../support/runtime.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const five = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'] as const;

t.test('CVE-2022-29162: the inheritable set is empty unless config.json fills it', (t) => {
  for (const uid of [0, 1000]) {
    onStage(t, `for uid ${uid}`, (t, stage) => {
      const sets = ['bounding', 'effective', 'permitted'].map((set) => [
        set,
        ['CAP_NET_RAW', 'CAP_CHOWN'],
      ]);
      const process = { capabilities: Object.fromEntries(sets), user: { uid, gid: uid } };
      // The caller has inheritable and ambient capabilities, as one started from such a shell would.
      const wrapper = ['setpriv', '--inh-caps=+net_raw,+kill', '--ambient-caps=+net_raw,+kill'];
      const text = stage.capture('cat /proc/self/status', { process }, { wrapper });
      t.equal(Number.parseInt(statusField(text, 'CapInh'), 16), 0);
      t.equal(Number.parseInt(statusField(text, 'CapAmb'), 16), 0);
      t.equal(Number.parseInt(statusField(text, 'CapBnd'), 16), 0x2001);
      if (uid !== 0) t.equal(Number.parseInt(statusField(text, 'CapEff'), 16), 0, 'CVE-2018-10856');
    });
  }

  onStage(t, 'a setuid program gains nothing under noNewPrivileges', (t, stage) => {
    addProbe(stage);
    chmodSync(join(stage.rootfs, 'bin/probe'), 0o4755);
    const process = { noNewPrivileges: true, user: { uid: 1000, gid: 1000 } };
    t.match(stage.capture('probe id', { process }), /^uid 1000 1000 1000 /);
    t.match(
      stage.capture('probe id', { process: { user: process.user } }),
      /^uid 1000 0 0 /,
      'control',
    );
  });
  t.end();
});

onStage(
  t,
  'CVE-2022-2995: groups are set, so that a mode that shuts a group out does',
  (t, stage) => {
    writeFileSync(join(stage.rootfs, 'etc/shut'), 'secret');
    chownSync(join(stage.rootfs, 'etc/shut'), 0, 555);
    chmodSync(join(stage.rootfs, 'etc/shut'), 0o704);
    const user = { uid: 1000, gid: 1000 };
    const script = 'cat /etc/shut 2>/dev/null || echo refused';
    const of = (additionalGids: readonly number[]) => ({
      process: { user: { ...user, additionalGids } },
    });
    t.equal(stage.capture(script, of([555])), 'refused\n');
    t.equal(stage.capture(script, of([])), 'secret');
  },
);

onStage(
  t,
  'seccomp is loaded with and without noNewPrivileges, for root and for users',
  (t, stage) => {
    addProbe(stage);
    const seccomp = {
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [{ names: ['getpriority'], action: 'SCMP_ACT_ERRNO', errnoRet: 77 }],
    };
    const number = process.arch === 'x64' ? 140 : 141;
    for (const noNewPrivileges of [true, false]) {
      for (const uid of [0, 1000]) {
        const patch = { process: { noNewPrivileges, user: { uid, gid: uid } }, linux: { seccomp } };
        const text = stage.capture(`probe syscall ${number} 0 0; cat /proc/self/status`, patch);
        t.match(text, /^errno 77\n/, `noNewPrivileges ${noNewPrivileges}, uid ${uid}`);
        t.equal(statusField(text, 'Seccomp'), '2');
        t.equal(statusField(text, 'NoNewPrivs'), noNewPrivileges ? '1' : '0');
      }
    }
  },
);

onStage(
  t,
  'CVE-2017-5226: without a terminal of its own a program cannot type into that of the caller',
  (t, stage) => {
    addProbe(stage);
    stage.configure({
      process: { args: ['sh', '-c', 'probe tiocsti; ps -o sid= 2>/dev/null; exec sleep 100'] },
    });
    // script(1) is the caller with a terminal, of which the container inherits the standard input.
    const create = [
      stage.runtime,
      '--root',
      stage.root,
      'create',
      '--bundle',
      stage.bundle,
      '--pid-file',
      stage.pidFile,
      stage.id,
    ];
    const command = `${create.join(' ')} > ${stage.streams.stdout} 2> ${stage.streams.stderr}`;
    const terminal = background(
      ['script', '-qec', `${command}; sleep 20`, '/dev/null'],
      stage.path('terminal'),
    );
    t.teardown(() => terminal.stop());
    while (readOrEmpty(stage.pidFile) === '') if (terminal.ended(10)) break;
    const own = sessionOf(stage.pid);
    t.equal(own, stage.pid, 'init leads a session of its own');
    succeed('start', stage.start());
    while (!stage.output().includes('\n')) if (terminal.ended(10)) break;
    t.match(stage.output(), /^errno (5|1|25)\n/);
    terminal.stop();
    stage.delete('--force');
    process.kill(terminal.pid, 0);
  },
);

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function sessionOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
}

onStage(
  t,
  'each container has a session keyring of its own, unless --no-new-keyring',
  (t, stage) => {
    addProbe(stage);
    const serial = (text: string) => text.split(' ')[0];
    const outside = (wrapper: readonly string[]) =>
      call([...wrapper, join(stage.rootfs, 'bin/probe'), 'keyring']).stdout;
    const first = stage.capture('probe keyring');
    const second = stage.capture('probe keyring');
    t.not(serial(first), serial(second));
    t.not(serial(first), serial(outside([])));
    const kept = stage.capture('probe keyring', {}, { flags: ['--no-new-keyring'] });
    t.equal(serial(kept), serial(outside([])));
  },
);

onStage(t, 'a container cannot join the session keyring of another', (t, stage) => {
  addProbe(stage);
  const script = 'probe keyring; probe join-keyring _ses';
  const [own = '', joined = ''] = stage.capture(script).split('\n');
  t.match(own, /;3f030000;_ses$/, 'its owner may not search it, only who possesses it');
  const serial = Number(own.split(' ')[0]);
  t.match(joined, /^ok \d+$/);
  t.not(joined, `ok ${serial}`, 'its name gives another');
  t.not(joined, 'ok 0', 'not even the one that the caller has');
});

onStage(t, 'an ordinary user in a container has a session keyring to use', (t, stage) => {
  addProbe(stage);
  const text = stage.capture('probe keyring', { process: { user: { uid: 1000, gid: 1000 } } });
  t.match(text, /^\d+ keyring;0;0;3f030000;_ses\n$/);
});

/** Whether an ordinary user of the host can look into a process. */
function spied(stage: Stage, path: string): boolean {
  const user = [
    'setpriv',
    '--reuid=12345',
    '--regid=12345',
    '--clear-groups',
    '--inh-caps=-all',
    '--',
  ];
  return call([...user, 'ls', `/proc/${stage.pid}/${path}`]).code === 0;
}

onStage(t, 'other users cannot look into the waiting init', (t, stage) => {
  succeed('create', stage.create());
  for (const path of ['fd/', 'root/', 'map_files/']) t.notOk(spied(stage, path), path);
});

onStage(
  t,
  'a user in a container cannot look into the init that waits in the same pid namespace',
  (t, stage) => {
    const namespaces = ['ipc', 'uts', 'mount'].map((type) => ({ type }));
    stage.configure({ linux: { namespaces }, process: { user: { uid: 12345, gid: 12345 } } });
    succeed('create', stage.create());
    t.notOk(spied(stage, 'fd/'), 'while it still has descriptors of the runtime');
  },
);

t.test('CVE-2021-43784: many mappings and long paths drop no namespace', (t) => {
  onStage(t, '300 mappings', (t, stage) => {
    const maps = Array.from({ length: 300 }, (_, id) => ({
      containerID: id,
      hostID: 100_000 + 2 * id,
      size: 1,
    }));
    const kinds = {
      user: 'user',
      pid: 'pid',
      network: 'net',
      ipc: 'ipc',
      uts: 'uts',
      mount: 'mnt',
    };
    stage.configure({
      linux: {
        namespaces: Object.keys(kinds).map((type) => ({ type })),
        uidMappings: maps,
        gidMappings: maps,
      },
    });
    call(['chown', '-hR', '100000:100000', stage.rootfs]);
    for (const path of [stage.directory, stage.bundle]) chmodSync(path, 0o755);
    succeed('create', stage.create());
    for (const name of Object.values(kinds))
      t.not(namespaceOf(stage.pid, name), namespaceOf('self', name), name);
    const lines = readFileSync(`/proc/${stage.pid}/uid_map`, 'utf8').trim().split('\n');
    t.equal(lines.length, 300);
  });

  onStage(t, 'a namespace path of 64 KiB', (t, stage) => {
    const path = `/proc/self/ns/../${'ns/../'.repeat(10_000)}ns/net`;
    const namespaces = [
      ...['pid', 'mount', 'uts'].map((type) => ({ type })),
      { type: 'network', path },
    ];
    stage.configure({ linux: { namespaces } });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /namespaces|name too long/i);
  });
  t.end();
});

onStage(
  t,
  'all five sets are empty without process.capabilities, whatever the caller has',
  (t, stage) => {
    const wrapper = ['setpriv', '--inh-caps=+net_raw,+kill', '--ambient-caps=+net_raw,+kill'];
    const text = stage.capture('cat /proc/self/status', {}, { wrapper });
    for (const set of five) t.equal(Number.parseInt(statusField(text, set), 16), 0, set);
  },
);

onStage(t, 'LD_PRELOAD of config.json reaches neither hooks nor the runtime', (t, stage) => {
  const file = stage.path('environment');
  const createContainer = [{ path: '/bin/sh', args: ['sh', '-c', `/bin/busybox env > ${file}`] }];
  const process = { env: ['PATH=/bin', 'LD_PRELOAD=./evil.so'], args: ['true'] };
  stage.configure({ process, hooks: { createContainer } });
  succeed('create', stage.create());
  t.notMatch(readFileSync(file, 'utf8'), /LD_PRELOAD|evil/);
});

onStage(t, 'a startContainer hook, a program of the image, runs under the filter', (t, stage) => {
  const seccomp = {
    defaultAction: 'SCMP_ACT_ALLOW',
    syscalls: [{ names: ['mkdir', 'mkdirat'], action: 'SCMP_ACT_ERRNO', errnoRet: 1 }],
  };
  for (const noNewPrivileges of [true, false]) {
    stage.configure({
      process: { args: ['true'], noNewPrivileges },
      hooks: { startContainer: [{ path: '/bin/mkdir', args: ['mkdir', '/tmp/made'] }] },
      linux: { seccomp },
    });
    succeed('create', stage.create());
    const start = stage.start();
    t.not(start.code, 0);
    t.match(start.stderr, /startContainer hook.*Operation not permitted/s);
    stage.delete('--force');
  }
});
