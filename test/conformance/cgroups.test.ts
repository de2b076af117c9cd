import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import t from 'tap';
import {
  cgroupFolder,
  isUnified,
  markedCgroups,
  membership,
  removeCgroups,
} from '../support/cgroups.ts';
import type { Json, JsonObject } from '../support/json.ts';
import { readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** What a file of a created container's cgroup holds, by its name in version 1 or 2. */
function limit(
  stage: Stage,
  resources: Json,
  [controller, one, two]: readonly [string, string, string],
): string {
  stage.configure({ linux: { resources } });
  succeed('create', stage.create());
  const name = isUnified() ? two : one;
  const value = readOr(join(cgroupFolder(stage.pid, controller), name), 'unreadable').trim();
  succeed('delete', stage.delete());
  return value;
}

const megabyte = 1 << 20;

for (const [title, resources, file, expected] of [
  [
    'memory.limit',
    { memory: { limit: 64 * megabyte } },
    ['memory', 'memory.limit_in_bytes', 'memory.max'],
    String(64 * megabyte),
  ],
  [
    'memory.reservation',
    { memory: { reservation: 32 * megabyte } },
    ['memory', 'memory.soft_limit_in_bytes', 'memory.low'],
    String(32 * megabyte),
  ],
  [
    'memory.limit of -1',
    { memory: { limit: -1 } },
    ['memory', 'memory.limit_in_bytes', 'memory.max'],
    isUnified() ? 'max' : '9223372036854771712',
  ],
  [
    'cpu.shares',
    { cpu: { shares: 512 } },
    ['cpu', 'cpu.shares', 'cpu.weight'],
    isUnified() ? /^\d+$/ : '512',
  ],
  [
    'cpu.quota',
    { cpu: { quota: 20000, period: 100000 } },
    ['cpu', 'cpu.cfs_quota_us', 'cpu.max'],
    isUnified() ? '20000 100000' : '20000',
  ],
  [
    'cpu.period',
    { cpu: { quota: 20000, period: 50000 } },
    ['cpu', 'cpu.cfs_period_us', 'cpu.max'],
    isUnified() ? '20000 50000' : '50000',
  ],
  ['cpu.cpus', { cpu: { cpus: '0' } }, ['cpuset', 'cpuset.cpus', 'cpuset.cpus'], '0'],
  ['cpu.mems', { cpu: { mems: '0' } }, ['cpuset', 'cpuset.mems', 'cpuset.mems'], '0'],
  ['pids.limit', { pids: { limit: 77 } }, ['pids', 'pids.max', 'pids.max'], '77'],
  ['pids.limit of -1', { pids: { limit: -1 } }, ['pids', 'pids.max', 'pids.max'], 'max'],
  ['pids.limit of 0', { pids: { limit: 0 } }, ['pids', 'pids.max', 'pids.max'], '1'],
] as const) {
  onStage(t, `linux.resources: ${title}`, (t, stage) => {
    const found = limit(stage, resources, file);
    if (typeof expected === 'string') t.equal(found, expected);
    else t.match(found, expected);
  });
}

onStage(t, 'linux.resources: memory.swappiness, which only version 1 has', (t, stage) => {
  const resources = { memory: { swappiness: 10 } };
  if (isUnified()) {
    stage.configure({ linux: { resources } });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, /memory\/swappiness: cannot be honoured: cgroup v2 has no swappiness/);
    return;
  }
  t.equal(limit(stage, resources, ['memory', 'memory.swappiness', '']), '10');
});

onStage(
  t,
  'linux.cgroupsPath is where the container is, below the own cgroup or the root',
  (t, stage) => {
    const path = `/${stage.id}/deep/er`;
    stage.configure({ linux: { cgroupsPath: path } });
    succeed('create', stage.create());
    const own = membership(stage.pid).get(isUnified() ? '' : 'pids');
    t.ok(own?.endsWith(path), own ?? 'in none');
    succeed('delete', stage.delete());
    const left = markedCgroups(stage.id);
    t.ok(left.every((folder) => basename(folder) === stage.id));
    for (const folder of left) removeCgroups(folder);
  },
);

onStage(t, 'a relative cgroupsPath is below the cgroup of the caller', (t, stage) => {
  stage.configure({ linux: { cgroupsPath: stage.id } });
  succeed('create', stage.create());
  const own = membership(stage.pid).get(isUnified() ? '' : 'pids');
  t.ok(own?.endsWith(`/${stage.id}`), own ?? 'in none');
});

onStage(t, 'without cgroupsPath the container has a cgroup of its own all the same', (t, stage) => {
  stage.configure({ linux: { cgroupsPath: null } });
  succeed('create', stage.create());
  const own = membership(stage.pid).get(isUnified() ? '' : 'pids');
  t.ok(own?.includes(stage.id), own ?? 'in none');
});

onStage(t, 'a pids limit stops a fork bomb', (t, stage) => {
  const script = 'for i in $(seq 50); do sleep 5 & done 2>&1 | head -1; echo end';
  const text = stage.capture(script, { linux: { resources: { pids: { limit: 10 } } } });
  t.match(text + stage.errors(), /can't fork|Resource temporarily unavailable/);
});

onStage(t, 'a memory limit ends a program that wants more', (t, stage) => {
  const resources = { memory: { limit: 16 * megabyte, swap: 16 * megabyte } };
  const script = 'x=$(head -c 60000000 /dev/zero | tr "\\0" x); echo survived';
  const dev = { destination: '/dev', type: 'tmpfs', source: 'tmpfs' };
  const proc = { destination: '/proc', type: 'proc', source: 'proc' };
  t.notMatch(stage.capture(script, { mounts: [proc, dev], linux: { resources } }), /survived/);
});

onStage(t, 'devices are denied but for the default ones and those allowed', (t, stage) => {
  const capabilities = Object.fromEntries(
    ['bounding', 'effective', 'permitted'].map((set) => [set, ['CAP_MKNOD']]),
  );
  const script =
    'mknod /tmp/null c 1 3; mknod /tmp/fuse c 10 229; mknod /tmp/loop b 7 0; mknod /tmp/full c 1 7; ' +
    'for i in null fuse loop full; do (: < /tmp/$i) 2>/dev/null && echo $i; done';
  const deny: JsonObject = { allow: false, access: 'rwm' };
  const mknod: readonly JsonObject[] = [
    { allow: true, type: 'c', access: 'm' },
    { allow: true, type: 'b', access: 'm' },
  ];
  const devices = [deny, ...mknod];
  const patch = { process: { capabilities }, linux: { resources: { devices } } };
  t.equal(stage.capture(script, patch), 'null\nfull\n');
  const allowed = [...devices, { allow: true, type: 'c', major: 10, minor: 229, access: 'r' }];
  const more = { process: { capabilities }, linux: { resources: { devices: allowed } } };
  t.equal(
    stage.capture(script.replace(/mknod \/tmp\/\w+ [bc] \d+ \d+; /g, ''), more),
    'null\nfuse\nfull\n',
  );
});

onStage(t, 'linux.resources.unified sets files of the unified hierarchy by name', (t, stage) => {
  stage.configure({ linux: { resources: { unified: { 'pids.max': '55' } } } });
  const { code, stderr } = stage.create();
  if (!isUnified()) {
    t.equal(code, 1, 'without one it is refused');
    t.match(stderr, /unified/);
    return;
  }
  t.equal(readOr(join(cgroupFolder(stage.pid, 'pids'), 'pids.max')).trim(), '55');
});

onStage(t, 'a cgroup that has processes is refused', (t, stage) => {
  const folder = isUnified() ? '/sys/fs/cgroup' : '/sys/fs/cgroup/pids';
  const busy = join(folder, stage.id);
  mkdirSync(busy);
  const own = join(folder, membership('self').get(isUnified() ? '' : 'pids') ?? '/');
  writeFileSync(join(busy, 'cgroup.procs'), String(process.pid));
  const { code, stderr } = stage.create();
  writeFileSync(join(own, 'cgroup.procs'), String(process.pid));
  t.equal(code, 1);
  t.match(stderr, /cgroup/);
  stage.clean();
});
