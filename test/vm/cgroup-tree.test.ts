import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cgroupFolder, membership, removeCgroups } from '../support/cgroups.ts';
import { giveRootfsTo } from '../support/inside.ts';
import type { Json } from '../support/json.ts';
import { hasEnded, readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';
import { eventually } from '../support/wait.ts';

const top = '/sys/fs/cgroup';
const listed = (...types: readonly string[]) => types.map((type) => ({ type }));
const isolated = listed('pid', 'network', 'ipc', 'uts', 'mount', 'cgroup');
const proc = { destination: '/proc', type: 'proc', source: 'proc' };
const sysfs = { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['ro'] };

function cgroups(type: string, ...options: readonly string[]): Json {
  const mount = { destination: '/sys/fs/cgroup', type, source: 'cgroup', options };
  return [proc, sysfs, mount];
}

const words = (path: string) => readFileSync(path, 'utf8').trim().split(/\s+/);

onStage(t, 'controllers are enabled in every cgroup above that of the container', (t, stage) => {
  const resources = { pids: { limit: 7 }, memory: { limit: 1 << 26 }, cpu: { cpus: '0' } };
  stage.configure({ linux: { cgroupsPath: `/${stage.id}/deep/er`, resources } });
  succeed('create', stage.create());
  const needed = ['cpuset', 'memory', 'pids'];
  for (const above of ['', stage.id, `${stage.id}/deep`]) {
    const enabled = words(join(top, above, 'cgroup.subtree_control'));
    t.ok(
      needed.every((name) => enabled.includes(name)),
      `/${above}: ${enabled}`,
    );
  }
  const leaf = join(top, stage.id, 'deep/er');
  t.equal(readOr(join(leaf, 'pids.max')).trim(), '7');
  t.same(words(join(leaf, 'cgroup.subtree_control')), [''], 'the container itself has processes');
  succeed('delete', stage.delete());
  t.notOk(existsSync(leaf));
  removeCgroups(join(top, stage.id));
});

// The kernel refuses to hand down memory from there, and pids only when a process comes in.
for (const resources of [{ memory: { limit: 1 << 26 } }, { pids: { limit: 7 } }]) {
  const [controller] = Object.keys(resources);
  onStage(t, `a cgroup above that has processes is told: ${controller}`, (t, stage) => {
    const busy = join(top, `${stage.id}-busy`);
    mkdirSync(busy);
    const { pid = 0 } = spawn('sleep', ['100'], { stdio: 'ignore' });
    try {
      writeFileSync(join(busy, 'cgroup.procs'), `${pid}`);
      stage.configure({ linux: { cgroupsPath: `/${stage.id}-busy/inner`, resources } });
      const { code, stderr } = stage.create();
      t.equal(code, 1);
      t.match(stderr, /has processes of its own, and .* can hand down no controllers/);
      t.notOk(existsSync(join(busy, 'inner')));
    } finally {
      process.kill(pid, 'SIGKILL');
      eventually(() => readOr(join(busy, 'cgroup.procs')) === '');
      removeCgroups(busy);
    }
  });
}

onStage(t, 'init is born in its cgroup and never moved there', (t, stage) => {
  const trace = stage.path('trace');
  const calls = 'trace=clone3,openat,openat2';
  const wrapper = ['strace', '-qq', '-s', '200', '-o', trace, '-e', calls];
  succeed('create', stage.create({ wrapper, timeout: 60_000 }));
  const text = readFileSync(trace, 'utf8');
  t.match(text, /clone3\(\{flags=[^}]*CLONE_INTO_CGROUP[^}]*cgroup=\d+/);
  t.notMatch(text, /cgroup\.procs", [^)]*O_(WRONLY|RDWR)/);
  t.equal(membership(stage.pid).get(''), `/${stage.id}`);
});

for (const type of ['cgroup', 'cgroup2']) {
  onStage(
    t,
    `a mount of type ${type} shows the container its own cgroup as the root`,
    (t, stage) => {
      const linux = { namespaces: isolated, resources: { pids: { limit: 77 } } };
      const script =
        'cat /proc/self/cgroup /sys/fs/cgroup/pids.max; ' +
        'grep -c " /sys/fs/cgroup " /proc/mounts; grep " /sys/fs/cgroup " /proc/mounts; ' +
        'mkdir /sys/fs/cgroup/x 2>/dev/null || echo refused';
      const text = stage.capture(script, { mounts: cgroups(type, 'ro', 'nosuid', 'nodev'), linux });
      t.match(text, /^0::\/\n77\n1\n\w+ \/sys\/fs\/cgroup cgroup2 ro,.*\nrefused\n$/);
    },
  );
}

onStage(t, 'in a user namespace too, with its own cgroup namespace and without', (t, stage) => {
  giveRootfsTo(stage, 100_000);
  const mapping = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
  for (const namespaces of [isolated, listed('pid', 'network', 'ipc', 'uts', 'mount')]) {
    const linux = {
      namespaces: [...namespaces, { type: 'user' }],
      uidMappings: mapping,
      gidMappings: mapping,
      resources: { pids: { limit: 77 } },
    };
    const patch = { mounts: cgroups('cgroup', 'ro'), linux };
    t.equal(stage.capture('cat /sys/fs/cgroup/pids.max', patch), '77\n');
  }
});

/** Starts a container that has made cgroups below its own and put a process there, frozen. */
function startNested(stage: Stage): string {
  const script =
    'cd /sys/fs/cgroup; mkdir -p a/b/c d; sleep 100 & echo $! > a/b/c/cgroup.procs; ' +
    'echo 1 > a/cgroup.freeze; echo ready; exec sleep 101';
  stage.configure({
    process: { args: ['sh', '-c', script] },
    mounts: cgroups('cgroup', 'rw'),
    linux: { namespaces: isolated },
  });
  succeed('create', stage.create());
  succeed('start', stage.start());
  if (!eventually(() => stage.output() === 'ready\n')) throw new Error(stage.errors());
  return cgroupFolder(stage.pid, '');
}

onStage(t, 'delete --force ends a frozen process in a cgroup of a cgroup', (t, stage) => {
  const folder = startNested(stage);
  t.ok(existsSync(join(folder, 'a/b/c')));
  succeed('delete', stage.delete('--force'));
  t.notOk(existsSync(folder));
});

onStage(t, 'delete --force ends a container that is frozen whole', (t, stage) => {
  const folder = startNested(stage);
  writeFileSync(join(folder, 'cgroup.freeze'), '1');
  t.ok(eventually(() => /frozen 1/.test(readOr(join(folder, 'cgroup.events')))));
  succeed('delete', stage.delete('--force'));
  t.ok(hasEnded(stage.pid));
  t.notOk(existsSync(folder));
});

onStage(t, 'a frozen container is killed', (t, stage) => {
  const folder = startNested(stage);
  writeFileSync(join(folder, 'cgroup.freeze'), '1');
  succeed('kill', stage.kill('KILL'));
  t.ok(stage.ended());
  succeed('delete', stage.delete());
});

onStage(t, 'KILL ends a crowd without a pid namespace at once, by cgroup.kill', (t, stage) => {
  stage.configure({
    // A shell that can fork no more ends; this one stays below the limit.
    process: { args: ['sh', '-c', 'for i in $(seq 40); do sleep 100 & done; wait'] },
    linux: { namespaces: listed('ipc', 'uts', 'mount'), resources: { pids: { limit: 100 } } },
  });
  succeed('create', stage.create());
  succeed('start', stage.start());
  const folder = cgroupFolder(stage.pid, '');
  t.ok(eventually(() => Number(readOr(join(folder, 'pids.current'))) > 20, 20_000));
  const trace = stage.path('trace');
  const wrapper = ['strace', '-qq', '-y', '-o', trace, '-e', 'trace=write,kill'];
  const kill = ['kill', stage.id, 'KILL'];
  succeed('kill', stage.run(kill, { wrapper, timeout: 60_000 }));
  t.match(readFileSync(trace, 'utf8'), /write\(\d+<[^>]*\/cgroup\.kill>, "1"/);
  t.match(readOr(join(folder, 'cgroup.events')), /populated 0/);
  succeed('delete', stage.delete());
});

onStage(t, 'devices are opened as the rules say, in a program that the kernel runs', (t, stage) => {
  const node = (path: string, major: number, minor: number) => {
    return { path, type: 'c', major, minor, fileMode: 0o666 };
  };
  const rule = (allow: boolean, major: number | null, minor: number | null, access: string) => {
    return { allow, type: 'c', ...(major && { major }), ...(minor && { minor }), access };
  };
  const linux = {
    devices: [node('/dev/kmsg', 1, 11), node('/dev/mem', 1, 1), node('/dev/snapshot', 10, 231)],
    resources: {
      devices: [
        { allow: false, access: 'rwm' },
        rule(true, 1, 11, 'r'),
        rule(true, 10, null, 'rw'),
        rule(false, 10, 231, 'rw'),
      ],
    },
  };
  const dev = { destination: '/dev', type: 'tmpfs', source: 'tmpfs' };
  const script =
    'say() { if (eval "$2") 2>/tmp/why; then echo "$1 yes"; else grep -o "not permitted" /tmp/why; fi; }; ' +
    'say "read kmsg" ": </dev/kmsg"; say "write kmsg" ": >/dev/kmsg"; say mem ": </dev/mem"; ' +
    'say snapshot ": </dev/snapshot"; say null "echo x >/dev/null"; say urandom "head -c1 /dev/urandom >/dev/null"';
  const denied = 'not permitted\n';
  const expected = `read kmsg yes\n${denied}${denied}${denied}null yes\nurandom yes\n`;
  const capabilities = ['bounding', 'effective', 'permitted'].map((set) => {
    return [set, ['CAP_SYSLOG', 'CAP_SYS_RAWIO', 'CAP_SYS_ADMIN']] as const;
  });
  const process = { capabilities: Object.fromEntries(capabilities) };
  t.equal(stage.capture(script, { mounts: [proc, dev], linux, process }), expected);
});
