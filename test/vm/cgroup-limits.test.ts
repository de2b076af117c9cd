import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cgroupFolder } from '../support/cgroups.ts';
import type { Json, JsonObject } from '../support/json.ts';
import { readOr } from '../support/processes.ts';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** What the named files of a created container's cgroup hold. */
function limits(stage: Stage, resources: Json, names: readonly string[]): JsonObject {
  stage.configure({ linux: { resources } });
  succeed('create', stage.create());
  const folder = cgroupFolder(stage.pid, '');
  const found = names.map((name) => [name, readOr(join(folder, name), 'missing').trim()]);
  succeed('delete', stage.delete());
  return Object.fromEntries(found);
}

function read(stage: Stage, resources: Json, expected: Readonly<Record<string, string>>) {
  return limits(stage, resources, Object.keys(expected));
}

const megabyte = 1 << 20;

t.test('the machine has unified cgroups and nothing else', (t) => {
  const lines = readFileSync('/proc/self/cgroup', 'utf8').trim().split('\n');
  t.equal(lines.length, 1);
  t.match(lines[0], /^0::\//);
  t.end();
});

onStage(t, 'memory: limit, reservation and swap, which v2 counts alone', (t, stage) => {
  const expected = {
    'memory.max': `${64 * megabyte}`,
    'memory.low': `${32 * megabyte}`,
    'memory.swap.max': `${16 * megabyte}`,
  };
  const memory = { limit: 64 * megabyte, reservation: 32 * megabyte, swap: 80 * megabyte };
  t.same(read(stage, { memory }, expected), expected);
});

onStage(t, 'memory: -1 is no limit, and none on swap', (t, stage) => {
  const expected = { 'memory.max': 'max', 'memory.swap.max': 'max' };
  t.same(read(stage, { memory: { limit: -1 } }, expected), expected);
});

onStage(t, 'cpu: shares, quota, period, burst, cpus and mems', (t, stage) => {
  const expected = {
    'cpu.weight': '59',
    'cpu.max': '20000 50000',
    'cpu.max.burst': '10000',
    'cpuset.cpus': '1',
    'cpuset.mems': '0',
  };
  const cpu = { shares: 512, quota: 20000, period: 50000, burst: 10000, cpus: '1', mems: '0' };
  t.same(read(stage, { cpu }, expected), expected);
});

onStage(t, 'cpu: idle', (t, stage) => {
  const expected = { 'cpu.idle': '1' };
  t.same(read(stage, { cpu: { idle: 1, shares: 2048 } }, expected), expected);
});

onStage(t, 'cpu: a period without a quota, and a quota of -1', (t, stage) => {
  t.same(read(stage, { cpu: { period: 50000 } }, { 'cpu.max': '' }), { 'cpu.max': 'max 50000' });
  const expected = { 'cpu.max': 'max 100000' };
  t.same(read(stage, { cpu: { quota: -1, period: 100000 } }, expected), expected);
});

onStage(t, 'pids, huge pages, and any file by its name', (t, stage) => {
  const expected = {
    'pids.max': '77',
    'hugetlb.2MB.max': `${4 * megabyte}`,
    'hugetlb.2MB.rsvd.max': `${4 * megabyte}`,
    'memory.high': `${48 * megabyte}`,
    'memory.min': `${megabyte}`,
    'memory.oom.group': '1',
    'cgroup.max.depth': '5',
    'cpu.weight': '200',
  };
  const resources = {
    pids: { limit: 77 },
    hugepageLimits: [{ pageSize: '2MB', limit: 4 * megabyte }],
    unified: {
      'memory.high': `${48 * megabyte}`,
      'memory.min': `${megabyte}`,
      'memory.oom.group': '1',
      'cgroup.max.depth': '5',
      'cpu.weight': '200',
    },
  };
  t.same(read(stage, resources, expected), expected);
});

/** The numbers of the machine's disk. */
function disk(): { readonly major: number; readonly minor: number } {
  const [major = 0, minor = 0] = readFileSync('/sys/block/vda/dev', 'utf8').split(':').map(Number);
  return { major, minor };
}

onStage(t, 'blockIO: weight and the four rates of a device', (t, stage) => {
  const { major, minor } = disk();
  const blockIO = {
    weight: 500,
    throttleReadBpsDevice: [{ major, minor, rate: 1048576 }],
    throttleWriteBpsDevice: [{ major, minor, rate: 2097152 }],
    throttleReadIOPSDevice: [{ major, minor, rate: 100 }],
    throttleWriteIOPSDevice: [{ major, minor, rate: 200 }],
  };
  const expected = {
    'io.weight': 'default 4950',
    'io.max': `${major}:${minor} rbps=1048576 wbps=2097152 riops=100 wiops=200`,
  };
  t.same(read(stage, { blockIO }, expected), expected);
});

onStage(t, 'blockIO: weights of devices go to the BFQ scheduler', (t, stage) => {
  const { major, minor } = disk();
  t.equal(spawnSync('modprobe', ['bfq']).status, 0);
  const scheduler = '/sys/block/vda/queue/scheduler';
  const [, before = 'none'] = /\[(.*)\]/.exec(readFileSync(scheduler, 'utf8')) ?? [];
  writeFileSync(scheduler, 'bfq');
  try {
    const blockIO = { weight: 300, weightDevice: [{ major, minor, weight: 400 }] };
    const { 'io.bfq.weight': found } = limits(stage, { blockIO }, ['io.bfq.weight']);
    t.equal(found, `default 300\n${major}:${minor} 400`);
  } finally {
    writeFileSync(scheduler, before);
  }
});

for (const [title, resources, message] of [
  [
    'a limit of an RDMA device that is not there',
    { rdma: { mlx5_1: { hcaHandles: 3 } } },
    /no such RDMA device.*\/linux\/resources\/rdma\/mlx5_1/,
  ],
  [
    'real-time bandwidth',
    { cpu: { realtimeRuntime: 950000 } },
    /\/linux\/resources\/cpu\/realtimeRuntime: cannot be honoured: cgroup v2/,
  ],
  [
    'swappiness',
    { memory: { swappiness: 10 } },
    /\/linux\/resources\/memory\/swappiness: cannot be honoured: cgroup v2/,
  ],
  [
    'network classes',
    { network: { classID: 1048577 } },
    /\/linux\/resources\/network\/classID: cannot be honoured/,
  ],
  [
    'a file that the kernel has not',
    { unified: { 'memory.no-such-file': '1' } },
    /set memory\.no-such-file to 1 .*No such file/,
  ],
  [
    'a file of a controller that there is not',
    { unified: { 'nothing.max': '1' } },
    /no controller "nothing"/,
  ],
  [
    'a value that the kernel does not take',
    { unified: { 'memory.high': 'lots' } },
    /set memory\.high to lots .*Invalid argument/,
  ],
  ['processors that there are not', { cpu: { cpus: '4000' } }, /\/linux\/resources\/cpu\/cpus/],
] as const) {
  onStage(t, `refused with the field's name: ${title}`, (t, stage) => {
    stage.configure({ linux: { resources } });
    const { code, stderr } = stage.create();
    t.equal(code, 1);
    t.match(stderr, message);
    t.equal(stderr.trim().split('\n').length, 1);
    t.notOk(existsSync(`/sys/fs/cgroup/${stage.id}`));
  });
}
