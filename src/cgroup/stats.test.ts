import fc from 'fast-check';
import t from 'tap';
import { jsonText } from '../lib/json-text.ts';
import type { CgroupDirectory } from './placement.ts';
import { cgroupStats, oomCounter } from './read-stats.ts';
import { keyedNumbers, NO_LIMIT } from './stat-texts.ts';
import { blockIoEntries } from './v1/block-io-stats.ts';
import { pressure } from './v2/stats.ts';

const legacy = (name: string, controllers: readonly string[]): CgroupDirectory => ({
  controllers,
  mountPoint: `/cg/${name}`,
  path: `/cg/${name}/c1`,
  version: 1,
});
const unified: CgroupDirectory = {
  controllers: ['cpu', 'memory', 'io', 'pids', 'hugetlb'],
  mountPoint: '/cg',
  path: '/cg/c1',
  version: 2,
};
const of = (directories: readonly CgroupDirectory[], files: Readonly<Record<string, string>>) =>
  cgroupStats({ manager: 'cgroupfs', directories }, ['2MB', '1GB'], (path) => files[path]);

t.test('version 1: each number comes from the hierarchy of its controller', (t) => {
  const directories = ['cpu', 'cpuacct', 'cpuset', 'memory', 'pids', 'blkio', 'hugetlb'].map(
    (name) => legacy(name, [name]),
  );
  const stats = of(directories, {
    '/cg/cpu/c1/cpu.stat':
      'nr_periods 7\nnr_throttled 2\nthrottled_time 3000\nnr_bursts 0\nburst_time 0\n',
    '/cg/cpuacct/c1/cpuacct.usage': '199682940\n',
    '/cg/cpuacct/c1/cpuacct.stat': 'user 3\nsystem 16\n',
    '/cg/cpuacct/c1/cpuacct.usage_percpu': '139969211 59713729 \n',
    '/cg/cpuacct/c1/cpuacct.usage_all': 'cpu user system\n0 19997166 79838730\n1 0 23986279\n',
    '/cg/cpuset/c1/cpuset.cpus': '0-1,4\n',
    '/cg/cpuset/c1/cpuset.mems': '0\n',
    '/cg/cpuset/c1/cpuset.sched_load_balance': '1\n',
    '/cg/cpuset/c1/cpuset.sched_relax_domain_level': '-1\n',
    '/cg/memory/c1/memory.stat': 'cache 4096\nrss 114688\nhierarchical_memory_limit 20971520\n',
    '/cg/memory/c1/memory.usage_in_bytes': '458752\n',
    '/cg/memory/c1/memory.max_usage_in_bytes': '495616\n',
    '/cg/memory/c1/memory.limit_in_bytes': '20971520\n',
    '/cg/memory/c1/memory.failcnt': '4\n',
    '/cg/memory/c1/memory.kmem.usage_in_bytes': '274432\n',
    '/cg/pids/c1/pids.current': '2\n',
    '/cg/pids/c1/pids.max': 'max\n',
    '/cg/blkio/c1/blkio.throttle.io_serviced_recursive': '254:0 Read 3\nTotal 3\n',
    '/cg/blkio/c1/blkio.throttle.io_service_bytes_recursive': '254:0 Read 4096\nTotal 4096\n',
    '/cg/hugetlb/c1/hugetlb.2MB.rsvd.usage_in_bytes': '2097152\n',
    '/cg/hugetlb/c1/hugetlb.2MB.rsvd.failcnt': '1\n',
  });
  t.same(stats, {
    cpu: {
      usage: {
        total: 199682940n,
        percpu: [139969211n, 59713729n],
        percpu_kernel: [79838730n, 23986279n],
        percpu_user: [19997166n, 0n],
        kernel: 160_000_000n,
        user: 30_000_000n,
      },
      throttling: { periods: 7n, throttledPeriods: 2n, throttledTime: 3000n },
    },
    cpuset: {
      cpus: [0, 1, 4],
      cpu_exclusive: 0n,
      mems: [0],
      mem_hardwall: 0n,
      mem_exclusive: 0n,
      memory_migrate: 0n,
      memory_spread_page: 0n,
      memory_spread_slab: 0n,
      memory_pressure: 0n,
      sched_load_balance: 1n,
      sched_relax_domain_level: -1n,
    },
    memory: {
      cache: 4096n,
      usage: { limit: 20971520n, usage: 458752n, max: 495616n, failcnt: 4n },
      swap: { limit: 0n, usage: undefined, max: undefined, failcnt: 0n },
      kernel: { limit: 0n, usage: 274432n, max: undefined, failcnt: 0n },
      kernelTCP: { limit: 0n, usage: undefined, max: undefined, failcnt: 0n },
      raw: { cache: 4096n, rss: 114688n, hierarchical_memory_limit: 20971520n },
    },
    pids: { current: 2n, limit: undefined },
    blkio: {
      ioServicedRecursive: [{ major: 254n, minor: undefined, op: 'Read', value: 3n }],
      ioServiceBytesRecursive: [{ major: 254n, minor: undefined, op: 'Read', value: 4096n }],
    },
    hugetlb: { '2MB': { usage: 2097152n, max: undefined, failcnt: 1n } },
  });
  t.end();
});

t.test('version 2: microseconds become nanoseconds, and swap counts memory too', (t) => {
  const stats = of([unified], {
    '/cg/c1/cpu.stat':
      'usage_usec 1670\nuser_usec 874\nsystem_usec 796\nnr_periods 5\nnr_throttled 1\nthrottled_usec 9\n',
    '/cg/c1/cpu.pressure':
      'some avg10=95.12 avg60=88.46 avg300=72.41 total=591809883\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
    '/cg/c1/memory.stat': 'anon 12288\nfile 8192\n',
    '/cg/c1/memory.current': '1000\n',
    '/cg/c1/memory.max': '5000\n',
    '/cg/c1/memory.peak': '2000\n',
    '/cg/c1/memory.swap.current': '10\n',
    '/cg/c1/memory.swap.max': '70\n',
    '/cg/c1/pids.current': '3\n',
    '/cg/c1/pids.max': '50\n',
    '/cg/c1/io.stat':
      '254:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n7:3 rbytes=5 wbytes=0 rios=1 wios=0\n',
    '/cg/c1/hugetlb.2MB.current': '0\n',
    '/cg/c1/hugetlb.2MB.events': 'max 6\n',
  });
  t.match(stats, {
    cpu: {
      usage: { total: 1_670_000n, kernel: 796_000n, user: 874_000n },
      throttling: { periods: 5n, throttledPeriods: 1n, throttledTime: 9000n },
      psi: {
        some: { avg10: 95.12, avg60: 88.46, avg300: 72.41, total: 591809883n },
        full: { avg10: 0, total: 0n },
      },
    },
    memory: {
      cache: 8192n,
      usage: { limit: 5000n, usage: 1000n, max: 2000n, failcnt: 0n },
      swap: { limit: 5070n, usage: 1010n, failcnt: 0n },
      kernel: { limit: 0n },
      raw: { anon: 12288n, file: 8192n },
      psi: undefined,
    },
    pids: { current: 3n, limit: 50n },
    blkio: {
      ioServiceBytesRecursive: [
        { major: 254n, op: 'Read', value: 4096n },
        { major: 254n, op: 'Write', value: 8192n },
        { major: 7n, minor: 3n, op: 'Read', value: 5n },
        { major: 7n, minor: 3n, op: 'Write', value: undefined },
      ],
      ioServicedRecursive: [{ value: 1n }, { value: 2n }, { value: 1n }, { op: 'Write' }],
    },
    hugetlb: { '2MB': { usage: undefined, failcnt: 6n } },
  });
  t.end();
});

t.test('version 2: no limit is the largest number, written with all its digits', (t) => {
  const { memory } = of([unified], {
    '/cg/c1/memory.current': '1000\n',
    '/cg/c1/memory.max': 'max\n',
    '/cg/c1/memory.swap.max': '70\n',
  });
  t.equal(memory.usage.limit, NO_LIMIT);
  t.equal(memory.swap.limit, NO_LIMIT, 'and no sum is larger');
  t.match(jsonText({ memory }), '"limit":18446744073709551615');
  t.end();
});

t.test('version 2: without the controller pids, processes are counted', (t) => {
  t.same(of([unified], { '/cg/c1/cgroup.procs': '7\n9\n' }).pids, { current: 2n });
  t.end();
});

t.test('beside a v1 hierarchy the unified one gives what only it has', (t) => {
  const directories = [legacy('memory', ['memory']), { ...unified, controllers: [] }];
  const stats = of(directories, {
    '/cg/memory/c1/memory.usage_in_bytes': '12\n',
    '/cg/c1/cpu.stat': 'usage_usec 1\n',
    '/cg/c1/memory.current': '99\n',
  });
  t.equal(stats.memory.usage.usage, 12n);
  t.equal(stats.cpu.usage.total, 1000n);
  t.end();
});

t.test('the kernel counts what it kills in a file of the memory controller', (t) => {
  const counter = (...directories: readonly CgroupDirectory[]) =>
    oomCounter({ manager: 'cgroupfs', directories });
  t.same(counter(unified), { file: '/cg/c1/memory.events', version: 2 });
  t.same(counter(unified, legacy('memory', ['memory'])), {
    file: '/cg/memory/c1/memory.oom_control',
    version: 1,
  });
  t.equal(counter(legacy('pids', ['pids'])), undefined);
  t.end();
});

t.test('any files whatever give statistics', (t) => {
  const line = fc.oneof(
    fc.string(),
    fc.tuple(fc.stringMatching(/^[a-z_:0-9.]{1,9}$/), fc.bigInt()).map((pair) => pair.join(' ')),
  );
  const text = fc.option(fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n')));
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(unified, legacy('all', ['cpu', 'memory', 'blkio'])),
      (given, place) => {
        const placement = { manager: 'cgroupfs', directories: [place] } as const;
        const { memory, cpu } = cgroupStats(placement, ['2MB'], () => given ?? undefined);
        return memory.usage.limit <= NO_LIMIT || (given !== null && cpu.usage.kernel >= 0n);
      },
    ),
  );
  t.end();
});

t.test('keyed numbers come back as they were written', (t) => {
  const key = fc.stringMatching(/^[a-z_]{1,12}$/);
  fc.assert(
    fc.property(fc.dictionary(key, fc.bigInt({ min: 0n, max: NO_LIMIT })), (numbers) => {
      const text = Object.entries(numbers).map(([name, value]) => `${name} ${value}\n`);
      const read = keyedNumbers(text.join(''));
      return Object.entries(numbers).every(([name, value]) => read.get(name) === value);
    }),
  );
  t.end();
});

t.test('a device has a line for each operation, or one without', (t) => {
  t.same(blockIoEntries('8:16 Write 3\n8:0 99\nTotal 102\nnonsense\n'), [
    { major: 8n, minor: 16n, op: 'Write', value: 3n },
    { major: 8n, minor: undefined, op: undefined, value: 99n },
  ]);
  t.end();
});

t.test('pressure is absent where it is not measured', (t) => {
  t.equal(pressure(undefined), undefined);
  t.match(pressure(''), { some: { avg10: 0, total: 0n }, full: { total: 0n } });
  t.end();
});
