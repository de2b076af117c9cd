import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { addProbe, statusField } from '../support/inside.ts';
import type { Json, JsonObject } from '../support/json.ts';
import { nativeProgram } from '../support/native-program.ts';
import { onStage, succeed } from '../support/stage.ts';

const proc = { destination: '/proc', type: 'proc', source: 'proc' };
const dev = { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] };
const all = { allow: true, access: 'rwm' };

onStage(t, 'the default devices are there', (t, stage) => {
  const names = 'null zero full random urandom tty';
  const script = `cd /dev; stat -c '%n %a %u:%g %t:%T %F' ${names}`;
  t.equal(
    stage.capture(script, { mounts: [proc, dev] }),
    [
      'null 666 0:0 1:3',
      'zero 666 0:0 1:5',
      'full 666 0:0 1:7',
      'random 666 0:0 1:8',
      'urandom 666 0:0 1:9',
      'tty 666 0:0 5:0',
    ]
      .map((line) => `${line} character special file\n`)
      .join(''),
  );
});

onStage(t, 'the default links of /dev are there', (t, stage) => {
  const pts = {
    destination: '/dev/pts',
    type: 'devpts',
    source: 'devpts',
    options: ['newinstance', 'ptmxmode=0666'],
  };
  const script = 'for i in fd stdin stdout stderr ptmx; do readlink /dev/$i; done';
  const expected = ['/proc/self/fd', '/proc/self/fd/0', '/proc/self/fd/1', '/proc/self/fd/2'];
  const lines = stage
    .capture(script, { mounts: [proc, dev, pts] })
    .trim()
    .split('\n');
  t.same(lines.slice(0, 4), expected);
  t.match(lines[4], /^(\/dev\/)?pts\/ptmx$/);
});

onStage(t, 'linux.devices are made with their numbers, modes and owners', (t, stage) => {
  const devices = [
    { path: '/dev/own', type: 'c', major: 1, minor: 3, fileMode: 0o640, uid: 12, gid: 34 },
    { path: '/dev/sub/block', type: 'b', major: 7, minor: 0 },
    { path: '/dev/pipe', type: 'p', fileMode: 0o600 },
    { path: '/dev/unbuffered', type: 'u', major: 1, minor: 5 },
  ];
  const script = "stat -c '%n %a %u:%g %t:%T %F' /dev/own /dev/sub/block /dev/pipe /dev/unbuffered";
  const patch = { mounts: [proc, dev], linux: { devices, resources: { devices: [all] } } };
  const text = stage.capture(script, patch);
  t.match(text, /^\/dev\/own 640 12:34 1:3 character/);
  t.match(text, /^\/dev\/sub\/block \d+ 0:0 7:0 block/m);
  t.match(text, /^\/dev\/pipe 600 0:0 0:0 fifo/m);
  t.match(text, /^\/dev\/unbuffered \d+ 0:0 1:5 character/m);
});

onStage(t, 'sysctl sets parameters of the namespaces of the container', (t, stage) => {
  const before = readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8');
  const sysctl = {
    'net.ipv4.ip_forward': before.trim() === '1' ? '0' : '1',
    'kernel.shmmni': '1234',
    'net/ipv4/conf/lo.1/x': '1',
  };
  const { 'net/ipv4/conf/lo.1/x': _missing, ...real } = sysctl;
  const script = 'cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/shmmni';
  const text = stage.capture(script, { linux: { sysctl: real } });
  t.equal(text, `${sysctl['net.ipv4.ip_forward']}\n1234\n`);
  t.equal(readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8'), before, 'the host has its own');
});

onStage(t, 'masked files are empty and masked directories have nothing in them', (t, stage) => {
  mkdirSync(join(stage.rootfs, 'folder'));
  writeFileSync(join(stage.rootfs, 'folder/file'), 'secret');
  writeFileSync(join(stage.rootfs, 'file'), 'secret');
  const maskedPaths = ['/file', '/folder', '/no/such', '/proc/cpuinfo'];
  const script = 'cat /file /proc/cpuinfo | wc -c; ls /folder | wc -l; (echo x > /folder/new) 2>&1';
  const text = stage.capture(script, { linux: { maskedPaths } });
  t.match(text, /^0\n0\n.*(Read-only file system|No space|Permission denied)/);
});

onStage(t, 'read-only paths cannot be written, the mounts below them included', (t, stage) => {
  mkdirSync(join(stage.rootfs, 'folder/sub'), { recursive: true });
  const tmpfs = { destination: '/folder/sub', type: 'tmpfs', source: 'tmpfs' };
  const readonlyPaths = ['/folder', '/proc/sys', '/no/such'];
  const script = '(echo x > /folder/new) 2>&1; (echo x > /proc/sys/kernel/hostname) 2>&1; echo end';
  const text = stage.capture(script, { mounts: [proc, tmpfs], linux: { readonlyPaths } });
  t.equal(text.match(/Read-only file system/g)?.length, 2, text);
});

/** Rules for one system call of x86-64 and arm64 that nothing else needs. */
function filter(action: string, more: JsonObject = {}): JsonObject {
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    syscalls: [{ names: ['getpriority', 'no_such_system_call'], action, ...more }],
  };
}

const getpriority = process.arch === 'x64' ? 140 : 141;
const probeScript = `probe syscall ${getpriority} 0 0; echo alive`;

for (const [title, seccomp, expected] of [
  ['SCMP_ACT_ERRNO gives EPERM', filter('SCMP_ACT_ERRNO'), 'errno 1\nalive\n'],
  ['errnoRet is the errno', filter('SCMP_ACT_ERRNO', { errnoRet: 38 }), 'errno 38\nalive\n'],
  ['SCMP_ACT_KILL_PROCESS ends the process', filter('SCMP_ACT_KILL_PROCESS'), 'alive\n'],
  ['SCMP_ACT_ALLOW allows', filter('SCMP_ACT_ALLOW'), 'ok 20\nalive\n'],
  ['SCMP_ACT_LOG allows', filter('SCMP_ACT_LOG'), 'ok 20\nalive\n'],
  [
    'arguments are compared',
    filter('SCMP_ACT_ERRNO', { args: [{ index: 1, value: 7, op: 'SCMP_CMP_EQ' }] }),
    'ok 20\nalive\n',
  ],
  [
    'arguments match',
    filter('SCMP_ACT_ERRNO', { args: [{ index: 1, value: 0, op: 'SCMP_CMP_EQ' }] }),
    'errno 1\nalive\n',
  ],
  [
    'a masked comparison',
    filter('SCMP_ACT_ERRNO', {
      args: [{ index: 0, value: 1, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
    }),
    'errno 1\nalive\n',
  ],
] as const) {
  onStage(t, `seccomp: ${title}`, (t, stage) => {
    addProbe(stage);
    t.equal(stage.capture(probeScript, { linux: { seccomp } }), expected);
    const status = stage.capture('cat /proc/self/status', { linux: { seccomp } });
    t.equal(statusField(status, 'Seccomp'), '2');
  });
}

onStage(t, 'seccomp with architectures and a default errno', (t, stage) => {
  addProbe(stage);
  const architectures =
    process.arch === 'x64'
      ? ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']
      : ['SCMP_ARCH_AARCH64'];
  const seccomp = { ...filter('SCMP_ACT_ERRNO', { errnoRet: 5 }), architectures };
  t.equal(stage.capture(probeScript, { linux: { seccomp } }), 'errno 5\nalive\n');
});

onStage(
  t,
  'seccomp: SCMP_ACT_NOTIFY hands the listener to the agent, with the state',
  (t, stage) => {
    addProbe(stage);
    const listenerPath = stage.path('agent');
    const agent = background(
      [nativeProgram('receive-fds'), listenerPath, '99'],
      stage.path('said'),
    );
    t.teardown(() => agent.stop());
    agent.says('listening');
    const seccomp = { ...filter('SCMP_ACT_NOTIFY'), listenerPath, listenerMetadata: 'meta data' };
    t.equal(stage.capture(probeScript, { linux: { seccomp } }), 'errno 99\nalive\n');
    t.ok(agent.ended());
    const [, header = '', message = ''] = agent.output().split('\n');
    t.match(header, /^fds=1 /);
    const state = JSON.parse(message) as JsonObject;
    t.equal(state['metadata'], 'meta data');
    t.same(state['fds'], ['seccompFd']);
    t.equal((state['state'] as JsonObject)['id'], stage.id);
    t.match(agent.output(), new RegExp(`notified of ${getpriority}`));
  },
);

onStage(t, 'personality and time offsets', (t, stage) => {
  const namespaces = ['pid', 'network', 'ipc', 'uts', 'mount', 'time'].map((type) => ({ type }));
  const personality = { domain: 'LINUX32' };
  if (process.arch === 'x64') {
    t.match(stage.capture('uname -m || busybox uname -m', { linux: { personality } }), /i[36]86/);
  }
  const timeOffsets = { monotonic: { secs: 1000, nanosecs: 0 }, boottime: { secs: 500_000 } };
  const text = stage.capture('cut -d. -f1 /proc/uptime', { linux: { namespaces, timeOffsets } });
  const own = Number(readFileSync('/proc/uptime', 'utf8').split('.')[0]);
  t.ok(Math.abs(Number(text) - own - 500_000) < 60, text);
});

onStage(t, 'a container with everything that Docker sets runs', (t, stage) => {
  const caps = ['CAP_CHOWN', 'CAP_SETUID', 'CAP_SETGID', 'CAP_KILL', 'CAP_NET_BIND_SERVICE'];
  const config: Json = {
    process: {
      user: { uid: 0, gid: 0, additionalGids: [0, 10] },
      capabilities: { bounding: caps, effective: caps, permitted: caps },
      rlimits: [{ type: 'RLIMIT_NOFILE', hard: 1024, soft: 1024 }],
      oomScoreAdj: 0,
      noNewPrivileges: true,
    },
    mounts: [
      proc,
      dev,
      {
        destination: '/dev/pts',
        type: 'devpts',
        source: 'devpts',
        options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
      },
      {
        destination: '/sys',
        type: 'sysfs',
        source: 'sysfs',
        options: ['nosuid', 'noexec', 'nodev', 'ro'],
      },
      {
        destination: '/sys/fs/cgroup',
        type: 'cgroup',
        source: 'cgroup',
        options: ['ro', 'nosuid', 'noexec', 'nodev'],
      },
      {
        destination: '/dev/mqueue',
        type: 'mqueue',
        source: 'mqueue',
        options: ['nosuid', 'noexec', 'nodev'],
      },
      {
        destination: '/dev/shm',
        type: 'tmpfs',
        source: 'shm',
        options: ['nosuid', 'noexec', 'nodev', 'mode=1777', 'size=67108864'],
      },
    ],
    linux: {
      resources: {
        devices: [
          { allow: false, access: 'rwm' },
          { allow: true, type: 'c', major: 1, minor: 5, access: 'rwm' },
        ],
        pids: { limit: 100 },
        blockIO: { weight: 0 },
      },
      maskedPaths: [
        '/proc/acpi',
        '/proc/asound',
        '/proc/kcore',
        '/proc/keys',
        '/proc/latency_stats',
        '/proc/timer_list',
        '/proc/sched_debug',
        '/proc/scsi',
        '/sys/firmware',
      ],
      readonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
      sysctl: { 'net.ipv4.ip_unprivileged_port_start': '0' },
      seccomp: filter('SCMP_ACT_ERRNO'),
      namespaces: ['mount', 'network', 'uts', 'pid', 'ipc', 'cgroup'].map((type) => ({ type })),
    },
  };
  t.equal(stage.capture('echo ok; cat /proc/kcore | wc -c', config), 'ok\n0\n');
  t.equal(statSync('/dev/null').uid, 0);
  succeed('create again', stage.create());
});
