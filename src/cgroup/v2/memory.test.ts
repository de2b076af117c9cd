import fc from 'fast-check';
import t from 'tap';
import type { LinuxMemory } from '../../spec/config.ts';
import { lowerMemory, swapAlone } from './memory.ts';

const written = (memory: LinuxMemory) =>
  lowerMemory({ memory }).settings.map(({ file, value }) => `${file}=${value}`);

t.test('-1 is max, and swap is limited without memory', (t) => {
  t.same(written({ limit: 100, swap: 300, reservation: -1 }), [
    'memory.swap.max=200',
    'memory.max=100',
    'memory.low=max',
  ]);
  t.same(written({ limit: -1 }), ['memory.swap.max=max', 'memory.max=max']);
  t.same(written({ limit: -1, swap: 5 }), ['memory.swap.max=5', 'memory.max=max']);
  t.same(written({ limit: 100, swap: 100 }), ['memory.swap.max=0', 'memory.max=100']);
  t.end();
});

t.test('memory and swap together are what was asked for, for every size', (t) => {
  const size = fc.bigInt({ min: 1n, max: 2n ** 62n });
  fc.assert(
    fc.property(size, size, (limit, extra) => {
      return BigInt(swapAlone(limit + extra, limit)) + limit === limit + extra;
    }),
  );
  t.end();
});

t.test('without swap in the kernel, no swap and unlimited swap are fine, a limit is not', (t) => {
  const rule = (swap: number) => lowerMemory({ memory: { limit: 9, swap } }).settings[0]?.onErrno;
  t.match(rule(9), [{ then: 'ignore' }]);
  t.match(rule(-1), [{ then: 'ignore' }]);
  t.match(rule(10), [{ then: 'hint' }]);
  t.end();
});

t.test('what only cgroup v1 has is refused', (t) => {
  const memory = {
    swap: 5,
    kernelTCP: 1,
    swappiness: 0,
    disableOOMKiller: true,
    useHierarchy: false,
  };
  const { settings, refusals } = lowerMemory({ memory });
  t.same(settings, []);
  t.same(
    refusals.map(({ pointer }) => pointer.replace(/.*\//, '')),
    ['swap', 'kernelTCP', 'swappiness', 'disableOOMKiller', 'useHierarchy'],
  );
  t.same(lowerMemory({ memory: { useHierarchy: true, disableOOMKiller: false } }).refusals, []);
  t.end();
});
