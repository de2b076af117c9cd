import t from 'tap';
import { deviceProperties } from './devices.ts';
import { limitProperties } from './properties.ts';

/** The properties for values of files, by name. */
function of(files: Readonly<Record<string, string>>) {
  const settings = Object.entries(files).map(([file, value]) => ({ at: '', file, value }));
  return Object.fromEntries(limitProperties(settings).map(({ name, value }) => [name, value]));
}

const infinity = (1n << 64n) - 1n;

t.test('limits of version 2 are properties of the unit', (t) => {
  t.same(
    of({
      'memory.max': '1000',
      'memory.high': '1M',
      'memory.low': 'max',
      'memory.swap.max': '0',
      'pids.max': '5',
      'io.weight': 'default 7',
      'cpu.weight': '59',
      'cpuset.cpus': '0,9',
      'cpuset.mems': '0',
    }),
    {
      MemoryMax: 1000n,
      MemoryHigh: 1n << 20n,
      MemoryLow: infinity,
      MemorySwapMax: 0n,
      TasksMax: 5n,
      IOWeight: 7n,
      CPUWeight: 59n,
      AllowedCPUs: Uint8Array.of(1, 2),
      AllowedMemoryNodes: Uint8Array.of(1),
    },
  );
  t.end();
});

t.test('limits of version 1 are properties of the unit', (t) => {
  const files = { 'memory.limit_in_bytes': '-1', 'cpu.shares': '512', 'blkio.weight': '10' };
  t.same(of(files), { MemoryLimit: infinity, CPUShares: 512n, BlockIOWeight: 10n });
  t.same(of({ 'cpu.cfs_quota_us': '20000', 'cpu.cfs_period_us': '50000' }), {
    CPUQuotaPeriodUSec: 50_000n,
    CPUQuotaPerSecUSec: 400_000n,
  });
  t.end();
});

t.test('a quota is rounded up to what systemd keeps', (t) => {
  t.same(of({ 'cpu.max': '33333 100000' }), {
    CPUQuotaPeriodUSec: 100_000n,
    CPUQuotaPerSecUSec: 340_000n,
  });
  t.same(of({ 'cpu.max': '30000' }), { CPUQuotaPerSecUSec: 300_000n });
  t.same(of({ 'cpu.max': 'max' }), { CPUQuotaPerSecUSec: infinity });
  t.end();
});

t.test('an idle cgroup has no other weight, and no tasks at all is one', (t) => {
  t.same(of({ 'cpu.weight': '59', 'cpu.idle': '1' }), { CPUWeight: 0n });
  t.same(of({ 'pids.max': '0' }), { TasksMax: 1n });
  t.end();
});

t.test('rates of devices have a property each', (t) => {
  const io = limitProperties([
    { at: '', file: 'io.max', value: '8:0 rbps=100 wiops=max' },
    { at: '', file: 'io.max', value: '8:16 rbps=200' },
  ]);
  t.same(
    io.map(({ name, value }) => [name, value]),
    [
      ['IOReadBandwidthMax', [['/dev/block/8:0', 100n]]],
      ['IOWriteIOPSMax', [['/dev/block/8:0', infinity]]],
      ['IOReadBandwidthMax', [['/dev/block/8:16', 200n]]],
    ],
  );
  t.end();
});

t.test('what systemd has no word for is left to the files', (t) => {
  t.same(of({ 'hugetlb.2MB.max': '0', 'memory.max': 'odd', 'cpuset.cpus': '' }), {});
  t.end();
});

const rules = (verdict: 'allow' | 'deny', ...exceptions: readonly string[]) => [
  { at: '', file: `devices.${verdict}`, value: 'a *:* rwm' },
  ...exceptions.map((value) => ({ at: '', file: 'devices.allow', value })),
];

t.test('device rules are a list of what is allowed', (t) => {
  t.same(
    deviceProperties(rules('deny', 'c 1:3 rwm', 'c 136:* rw', 'b *:* m'))?.map((p) => p.value),
    [
      'strict',
      [
        ['/dev/char/1:3', 'rwm'],
        ['char-136', 'rw'],
        ['block-*', 'm'],
      ],
    ],
  );
  t.same(
    deviceProperties(rules('allow'))?.map(({ value }) => value),
    ['auto'],
  );
  t.end();
});

t.test('rules that are no such list are not for systemd', (t) => {
  t.equal(deviceProperties(rules('allow', 'c 1:3 rwm')), undefined);
  t.equal(deviceProperties(rules('deny', 'c *:3 rwm')), undefined);
  t.equal(deviceProperties([]), undefined);
  t.end();
});
