import t from 'tap';
import { errno } from '../../lib/errno.ts';
import type { LinuxMemory } from '../../spec/config.ts';
import { lowerMemory } from './memory.ts';

const written = (memory: LinuxMemory) =>
  lowerMemory({ memory }).settings.map(({ file, value }) => `${file}=${value}`);

t.test('memory comes before memory and swap, and again where it was refused at first', (t) => {
  const { settings } = lowerMemory({ memory: { limit: 4096, swap: 8192 } });
  t.same(written({ limit: 4096, swap: 8192 }), [
    'memory.limit_in_bytes=4096',
    'memory.memsw.limit_in_bytes=8192',
    'memory.limit_in_bytes=4096',
  ]);
  t.same(settings[0]?.onErrno, [{ errno: errno.EINVAL, then: 'ignore' }]);
  t.match(settings[2]?.onErrno, [{ errno: errno.EBUSY, then: 'hint' }]);
  t.end();
});

t.test('unlimited memory means unlimited swap, unless swap is set', (t) => {
  t.same(written({ limit: -1 }), ['memory.memsw.limit_in_bytes=-1', 'memory.limit_in_bytes=-1']);
  t.same(written({ swap: -1, limit: 4096 }), [
    'memory.memsw.limit_in_bytes=-1',
    'memory.limit_in_bytes=4096',
  ]);
  t.end();
});

t.test('every value of memory has its file', (t) => {
  const memory = {
    reservation: 1024,
    kernelTCP: 2048,
    swappiness: 0,
    disableOOMKiller: true,
    useHierarchy: true,
  };
  t.same(written(memory), [
    'memory.use_hierarchy=1',
    'memory.kmem.tcp.limit_in_bytes=2048',
    'memory.soft_limit_in_bytes=1024',
    'memory.oom_control=1',
    'memory.swappiness=0',
  ]);
  t.end();
});

t.test('a limit beyond 2^53 stays exact', (t) => {
  t.same(written({ limit: 2n ** 62n + 1n }), ['memory.limit_in_bytes=4611686018427387905']);
  t.end();
});

t.test('swap less than limit, and a limit on kernel memory, are refused', (t) => {
  t.match(lowerMemory({ memory: { limit: 2, swap: 1, kernel: 5, swappiness: 101 } }).refusals, [
    { pointer: '/linux/resources/memory/swap' },
    { pointer: '/linux/resources/memory/kernel' },
    { pointer: '/linux/resources/memory/swappiness' },
  ]);
  t.end();
});
