import t from 'tap';
import type { CgroupFacts } from '../../../cgroup/facts.ts';
import { errno } from '../../../lib/errno.ts';
import type { LinuxResources } from '../../../spec/config.ts';
import type { HostFacts } from '../../facts.ts';
import type { Field } from '../../field.ts';
import { contextOf, ordinaryUser, plainFacts } from '../../testing.ts';
import { blockIO } from './block-io.ts';
import { cpu } from './cpu.ts';
import { devices } from './devices.ts';
import { hugepageLimits } from './hugepage-limits.ts';
import { memory } from './memory.ts';
import { network } from './network.ts';
import { pids } from './pids.ts';
import { rdma } from './rdma.ts';
import { unified } from './unified.ts';

const all = [memory, cpu, pids, blockIO, hugepageLimits, network, rdma, devices, unified];
const names = ['cpu', 'cpuset', 'memory', 'pids', 'blkio', 'devices', 'net_cls', 'net_prio'];
const hybrid: CgroupFacts = {
  mode: 'hybrid',
  hierarchies: names.map((name) => ({
    controllers: [name],
    mountPoint: `/cg/${name}`,
    root: '/',
    own: '/',
  })),
  unified: { controllers: ['hugetlb'], mountPoint: '/cg/unified', root: '/', own: '/' },
  writable: true,
};
const onHybrid = { facts: { cgroup: hybrid } };
const noCgroups = { cgroup: { ...plainFacts.cgroup, writable: false } };

interface Host {
  readonly facts?: Partial<HostFacts>;
  readonly options?: { readonly cgroupManager: 'disabled' };
  readonly mode?: 'exec';
}

const context = (resources: LinuxResources, host: Host = {}) =>
  contextOf({ spec: { linux: { cgroupsPath: '/a/b', resources } }, ...host });
const faults = (field: Field, resources: LinuxResources, host?: Host) =>
  (field.check?.(context(resources, host)) ?? []).map(
    ({ pointer, problem }) => `${pointer} ${problem}`,
  );
const ops = (field: Field, resources: LinuxResources, host?: Host) =>
  (field.compile?.(context(resources, host)) ?? []).map(({ op }) => op);
const written = (field: Field, resources: LinuxResources, host?: Host) =>
  ops(field, resources, host).map((op) =>
    op.op === 'writeKernelFile' ? `${op.path} ${op.data}` : op.op,
  );

t.test('a limit is set before init exists, and says where it comes from', (t) => {
  const [step] = memory.compile?.(context({ memory: { limit: 1_048_576 } }, onHybrid)) ?? [];
  t.match(step, {
    phase: 'limits',
    op: {
      op: 'writeKernelFile',
      at: '/linux/resources/memory/limit',
      what: "set memory.limit_in_bytes to 1048576 in the container's cgroup",
      path: '/cg/memory/a/b/memory.limit_in_bytes',
      data: '1048576',
    },
  });
  t.end();
});

t.test('each failure has a cure, and the own rules of a setting come first', (t) => {
  const rules = ops(memory, { memory: { limit: 4096 } }, onHybrid)[0]?.onErrno ?? [];
  t.same(
    rules.map((rule) => rule.errno),
    [errno.EBUSY, errno.ENOENT, errno.EINVAL, errno.ERANGE, errno.EACCES],
  );
  t.end();
});

t.test('a process that enters a container changes none of its limits', (t) => {
  const resources = { memory: { limit: 1 }, devices: [{ allow: true, access: 'r' }] };
  for (const field of all) t.same(written(field, resources, { mode: 'exec' }), [], field.pointer);
  t.end();
});

t.test('without resources only the default devices are set', (t) => {
  for (const field of all) {
    t.same(faults(field, {}), [], field.pointer);
    if (field !== devices) t.same(written(field, {}), [], field.pointer);
  }
  t.same(written(devices, {}), ['cgroupDevices']);
  t.end();
});

t.test('cpu and cpuset are two controllers', (t) => {
  t.same(written(cpu, { cpu: { shares: 8, cpus: '0' } }, onHybrid), [
    '/cg/cpu/a/b/cpu.shares 8',
    '/cg/cpuset/a/b/cpuset.cpus 0',
  ]);
  t.end();
});

t.test('real time on v1 is given to the cgroups above first', (t) => {
  t.same(written(cpu, { cpu: { realtimeRuntime: 900 } }, onHybrid), [
    '/cg/cpu/a/cpu.rt_runtime_us 900',
    '/cg/cpu/a/b/cpu.rt_runtime_us 900',
  ]);
  t.end();
});

t.test('a controller that only the unified hierarchy of a hybrid host has is used there', (t) => {
  t.same(written(hugepageLimits, { hugepageLimits: [{ pageSize: '2MB', limit: 8 }] }, onHybrid), [
    '/cg/unified/a/b/hugetlb.2MB.rsvd.max 8',
    '/cg/unified/a/b/hugetlb.2MB.max 8',
  ]);
  t.same(written(unified, { unified: { 'hugetlb.2MB.max': '8' } }, onHybrid), [
    '/cg/unified/a/b/hugetlb.2MB.max 8',
  ]);
  t.end();
});

t.test('the runtime must generate an error for a controller that is not there', (t) => {
  t.match(faults(rdma, { rdma: { mlx5_1: { hcaHandles: 1 } } }, onHybrid), [
    '/linux/resources/rdma/mlx5_1 cannot be honoured: this host has no cgroup controller "rdma"',
  ]);
  t.match(faults(unified, { unified: { 'memory.high': '1' } }, onHybrid), [
    /unified\/memory.high cannot be honoured: the cgroup v2 hierarchy .* no controller "memory"/,
  ]);
  t.match(faults(unified, { unified: { 'nothing.max': '1' } }), [/no controller "nothing"/]);
  t.match(faults(network, { network: { classID: 5, priorities: [{ name: 'e', priority: 1 }] } }), [
    /network\/classID cannot be honoured: .*"net_cls", which only cgroup v1 has/,
    /network\/priorities\/0 cannot be honoured: .*"net_prio"/,
  ]);
  t.end();
});

t.test('on v1 network has a class and priorities', (t) => {
  const priorities = [{ name: 'eth0', priority: 500 }];
  t.same(written(network, { network: { classID: 1_048_577, priorities } }, onHybrid), [
    '/cg/net_cls/a/b/net_cls.classid 1048577',
    '/cg/net_prio/a/b/net_prio.ifpriomap eth0 500',
  ]);
  const blank = { network: { priorities: [{ name: 'a b', priority: 1 }] } };
  t.match(faults(network, blank, onHybrid), [/priorities\/0\/name/]);
  t.end();
});

t.test('pids are limited, not limited, or none at all', (t) => {
  for (const [limit, value] of [
    [5, '5'],
    [-1, 'max'],
    [0, '1'],
  ] as const) {
    t.same(written(pids, { pids: { limit } }), [`/sys/fs/cgroup/a/b/pids.max ${value}`]);
  }
  t.end();
});

t.test('an rdma device is one line', (t) => {
  const resources = { rdma: { mlx5_1: { hcaHandles: 3, hcaObjects: 10_000 } } };
  t.same(written(rdma, resources), [
    '/sys/fs/cgroup/a/b/rdma.max mlx5_1 hca_handle=3 hca_object=10000',
  ]);
  t.end();
});

t.test('pageSize must be one that the host has', (t) => {
  t.match(faults(hugepageLimits, { hugepageLimits: [{ pageSize: '1GB', limit: 1 }] }), [
    '/linux/resources/hugepageLimits/0/pageSize is "1GB", but this host has "2MB"',
  ]);
  t.end();
});

t.test('limits that no cgroup can keep are faults, each with its reason', (t) => {
  const limit = { pids: { limit: 1 } };
  t.match(faults(pids, limit, { facts: noCgroups }), [/may make no cgroups here/]);
  t.match(faults(pids, limit, { options: { cgroupManager: 'disabled' } }), [
    /asked for no cgroups/,
  ]);
  const none = { ...hybrid, mode: 'none', hierarchies: [], unified: undefined } as const;
  t.match(faults(pids, limit, { facts: { cgroup: none } }), [/no cgroup hierarchy is mounted/]);
  t.end();
});

const rules = [{ allow: false, access: 'rwm' }];

t.test('device rules alone do not keep ordinary users from containers without cgroups', (t) => {
  const facts = { ...ordinaryUser, ...noCgroups };
  t.same(faults(devices, { devices: rules }, { facts }), []);
  t.same(faults(devices, { devices: rules }, { options: { cgroupManager: 'disabled' } }), []);
  t.match(faults(devices, { devices: rules }, { facts: noCgroups }), [/could keep device rules/]);
  t.end();
});

t.test('ordinary users with cgroups of their own go without device rules', (t) => {
  const ruled = (facts: Partial<HostFacts>) => ops(devices, {}, { facts })[0]?.onErrno;
  t.match(ruled(ordinaryUser), [{ errno: errno.EPERM, then: 'ignore' }, { errno: errno.EACCES }]);
  t.match(ruled({}), [{ errno: errno.EPERM, then: 'hint' }]);
  t.end();
});

t.test('on v1 everything is denied but what is allowed, and the default devices', (t) => {
  const allowed = { allow: true, type: 'c', major: 10, minor: 229, access: 'rw' } as const;
  t.same(written(devices, { devices: [...rules, allowed] }, onHybrid), [
    '/cg/devices/a/b/devices.deny a *:* rwm',
    '/cg/devices/a/b/devices.allow c 10:229 rw',
    '/cg/devices/a/b/devices.allow c *:* m',
    '/cg/devices/a/b/devices.allow b *:* m',
    '/cg/devices/a/b/devices.allow c 1:3 rwm',
    '/cg/devices/a/b/devices.allow c 1:8 rwm',
    '/cg/devices/a/b/devices.allow c 1:7 rwm',
    '/cg/devices/a/b/devices.allow c 5:0 rwm',
    '/cg/devices/a/b/devices.allow c 1:5 rwm',
    '/cg/devices/a/b/devices.allow c 1:9 rwm',
    '/cg/devices/a/b/devices.allow c 136:* rwm',
    '/cg/devices/a/b/devices.allow c 5:2 rwm',
    '/cg/devices/a/b/devices.allow c 10:200 rwm',
  ]);
  t.end();
});

t.test('a device rule that cannot be kept is a fault of that rule', (t) => {
  t.match(faults(devices, { devices: [{ allow: true }] }), [/devices\/0\/access is empty/]);
  const hole = [
    { allow: true, type: 'b', access: 'rwm' },
    { allow: false, type: 'b', major: 8, minor: 0, access: 'w' },
  ] as const;
  t.match(faults(devices, { devices: hole }, onHybrid), [/devices\/1 cannot be honoured/]);
  t.same(faults(devices, { devices: hole }), [], 'a program of v2 can keep it');
  t.end();
});
