import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { background } from '../support/background.ts';
import { addProbe, giveRootfsTo } from '../support/inside.ts';
import type { Json, JsonObject } from '../support/json.ts';
import { namespaceOf } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const kinds = {
  pid: 'pid',
  network: 'net',
  ipc: 'ipc',
  uts: 'uts',
  mount: 'mnt',
  cgroup: 'cgroup',
  time: 'time',
};

function listed(...types: readonly string[]): JsonObject[] {
  return types.map((type) => ({ type }));
}

for (const [type, name] of Object.entries(kinds)) {
  onStage(t, `a new ${type} namespace when it is listed, else that of the runtime`, (t, stage) => {
    const rest = Object.keys(kinds).filter((kind) => kind !== type);
    stage.configure({ linux: { namespaces: listed(...rest, type) } });
    succeed('create', stage.create());
    t.not(namespaceOf(stage.pid, name), namespaceOf('self', name));
    succeed('delete', stage.delete());
    if (type === 'mount') return;
    stage.configure({
      hostname: type === 'uts' ? null : 'box',
      linux: { namespaces: listed(...rest) },
    });
    succeed('create', stage.create());
    t.equal(namespaceOf(stage.pid, name), namespaceOf('self', name));
  });
}

for (const [type, name] of Object.entries(kinds)) {
  if (type === 'mount' || type === 'time') continue;
  onStage(t, `a ${type} namespace is joined by its path`, (t, stage) => {
    const option =
      { network: '--net', pid: '--pid', ipc: '--ipc', uts: '--uts', cgroup: '--cgroup' }[type] ??
      '';
    const keeper = background(
      ['unshare', '--fork', '--kill-child', option, 'sh', '-c', 'echo ready; exec sleep 100'],
      stage.path('keeper'),
    );
    t.teardown(() => keeper.stop());
    keeper.says('ready');
    const child = Number(readFileSync(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8'));
    const rest = Object.keys(kinds).filter((kind) => kind !== type && kind !== 'time');
    const joined = { type, path: `/proc/${child}/ns/${name}` };
    const namespaces = [...listed(...rest), joined];
    stage.configure({ hostname: type === 'uts' ? null : 'box', linux: { namespaces } });
    succeed('create', stage.create());
    t.equal(namespaceOf(stage.pid, name), namespaceOf(child, name));
    t.not(namespaceOf(stage.pid, name), namespaceOf('self', name));
    stage.delete('--force');
    process.kill(child, 'SIGKILL');
  });
}

for (const [title, path] of [
  ['is missing', '/no/such/namespace'],
  ['is of another type', '/proc/self/ns/uts'],
  ['is no namespace', '/etc/passwd'],
] as const) {
  onStage(t, `a namespace path that ${title} fails create`, (t, stage) => {
    const namespaces = [...listed('pid', 'mount', 'uts'), { type: 'network', path }];
    stage.configure({ linux: { namespaces } });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.ok(stderr.includes(path) || stderr.includes('namespaces'), stderr);
  });
}

onStage(t, 'a FIFO as a namespace path fails create and does not hang', (t, stage) => {
  spawnSync('mkfifo', [stage.path('fifo')]);
  const namespaces = [
    ...listed('pid', 'mount', 'uts'),
    { type: 'network', path: stage.path('fifo') },
  ];
  stage.configure({ linux: { namespaces } });
  t.equal(stage.create({ timeout: 5000 }).code, 1);
});

onStage(t, 'the loopback interface of a new network namespace is up', (t, stage) => {
  const text = stage.capture('busybox ip link show lo 2>/dev/null || busybox ifconfig lo');
  t.match(text, /\bUP\b/);
});

/** A user namespace in which root is an ordinary user of the host. */
function mapped(hostID: number, size = 65536): JsonObject {
  const map = [{ containerID: 0, hostID, size }];
  return {
    namespaces: listed('user', 'pid', 'network', 'ipc', 'uts', 'mount'),
    uidMappings: map,
    gidMappings: map,
  };
}

onStage(t, 'a user namespace has the mappings of config.json', (t, stage) => {
  giveRootfsTo(stage, 100_000);
  const script =
    'cat /proc/self/uid_map /proc/self/gid_map; cat /proc/self/setgroups; stat -c %u /bin';
  const numbers = (line: string) => line.trim().split(/\s+/).map(Number);
  const [uid = '', gid = '', setgroups, owner] = stage
    .capture(script, { linux: mapped(100_000) })
    .split('\n');
  t.same(
    [numbers(uid), numbers(gid)],
    [
      [0, 100_000, 65536],
      [0, 100_000, 65536],
    ],
  );
  t.same([setgroups, owner], ['allow', '0']);
});

onStage(
  t,
  'in a user namespace the program has the user, groups and capabilities it should',
  (t, stage) => {
    giveRootfsTo(stage, 100_000);
    addProbe(stage);
    const user = { uid: 1000, gid: 1001, additionalGids: [7] };
    const patch = { linux: mapped(100_000), process: { user } };
    t.equal(stage.capture('probe id', patch), 'uid 1000 1000 1000 gid 1001 1001 1001 groups 7\n');
    stage.configure({ ...patch, process: { user, args: ['sleep', '100'] } });
    succeed('create', stage.create());
    t.match(readFileSync(`/proc/${stage.pid}/status`, 'utf8'), /Uid:\t101000\t101000\t101000/);
  },
);

onStage(t, 'in a user namespace devices are bound from the host and cannot be made', (t, stage) => {
  giveRootfsTo(stage, 100_000);
  const mounts = [
    { destination: '/proc', type: 'proc', source: 'proc' },
    { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
    { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['ro'] },
  ];
  const script =
    'echo x > /dev/null && head -c 4 /dev/zero | wc -c; mknod /tmp/x c 1 3 2>/dev/null || echo refused';
  t.equal(stage.capture(script, { mounts, linux: mapped(100_000) }), '4\nrefused\n');
});

onStage(
  t,
  'standard input from /dev/null leaves the device of the host to its owner',
  (t, stage) => {
    giveRootfsTo(stage, 100_000);
    stage.capture('true', { linux: mapped(100_000) }, { stdin: '/dev/null' });
    t.pass('the leak check compares the devices of the host');
  },
);

onStage(t, 'the namespaces of a container belong to its user namespace', (t, stage) => {
  giveRootfsTo(stage, 100_000);
  const capabilities = Object.fromEntries(
    ['bounding', 'effective', 'permitted'].map((set) => [set, ['CAP_SYS_ADMIN', 'CAP_NET_ADMIN']]),
  );
  const script = 'hostname changed && hostname; busybox ip link set lo down && echo down';
  t.equal(
    stage.capture(script, { linux: mapped(100_000), process: { capabilities } }),
    'changed\ndown\n',
  );
});

/** An ordinary user of the machine who has no entry anywhere: setpriv needs none. */
const user = 12345;

function asUser(stage: Stage): readonly string[] {
  spawnSync('chown', ['-hR', `${user}:${user}`, stage.directory]);
  return [
    'setpriv',
    `--reuid=${user}`,
    `--regid=${user}`,
    '--clear-groups',
    '--inh-caps=-all',
    '--',
  ];
}

function rootless(): Json {
  const one = [{ containerID: 0, hostID: user, size: 1 }];
  return {
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs' },
    ],
    linux: {
      cgroupsPath: null,
      namespaces: listed('user', 'pid', 'network', 'ipc', 'uts', 'mount'),
      uidMappings: one,
      gidMappings: one,
    },
  };
}

onStage(t, 'an ordinary user runs a container in which he is root', (t, stage) => {
  chmodSync(stage.directory, 0o755);
  stage.configure(rootless());
  const config = JSON.parse(readFileSync(join(stage.bundle, 'config.json'), 'utf8')) as JsonObject;
  const args = ['sh', '-c', 'id -u; cat /proc/self/uid_map; echo x > /dev/null && echo fine'];
  const program = { ...(config['process'] as JsonObject), args };
  writeFileSync(join(stage.bundle, 'config.json'), JSON.stringify({ ...config, process: program }));
  const wrapper = asUser(stage);
  for (const path of Object.values(stage.streams)) chownSync(path, user, user);
  succeed('create', stage.create({ wrapper }));
  succeed('start', stage.start({ wrapper }));
  t.ok(stage.ended());
  t.match(stage.output(), /^0\n +0 +12345 +1\nfine\n$/);
  const state = stage.run(['state', stage.id], { wrapper });
  t.equal((JSON.parse(state.stdout) as JsonObject)['status'], 'stopped');
  succeed('delete', stage.run(['delete', stage.id], { wrapper }));
});

onStage(t, 'an ordinary user kills and deletes his running container', (t, stage) => {
  chmodSync(stage.directory, 0o755);
  stage.configure(rootless());
  const config = JSON.parse(readFileSync(join(stage.bundle, 'config.json'), 'utf8')) as JsonObject;
  const program = { ...(config['process'] as JsonObject), args: ['sleep', '100'] };
  writeFileSync(join(stage.bundle, 'config.json'), JSON.stringify({ ...config, process: program }));
  const wrapper = asUser(stage);
  succeed('create', stage.create({ wrapper }));
  succeed('start', stage.start({ wrapper }));
  succeed('kill', stage.run(['kill', stage.id, 'KILL'], { wrapper }));
  t.ok(stage.ended());
  succeed('delete', stage.run(['delete', '--force', stage.id], { wrapper }));
});

onStage(
  t,
  'an ordinary user without a user namespace is refused with words that help',
  (t, stage) => {
    chmodSync(stage.directory, 0o755);
    mkdirSync(stage.root, { recursive: true });
    stage.configure({ linux: { cgroupsPath: null } });
    const wrapper = asUser(stage);
    const { code, stderr } = stage.create({ wrapper });
    t.equal(code, 1);
    t.match(stderr, /user|root|permitted/i);
    t.equal(stderr.trim().split('\n').length, 1);
  },
);
