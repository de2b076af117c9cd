import t from 'tap';
import type { LinuxCPU } from '../../spec/config.ts';
import { lowerCpu } from './cpu.ts';

const written = (cpu: LinuxCPU) =>
  lowerCpu({ cpu }).settings.map(({ file, value }) => `${file}=${value}`);

t.test('quota and period are one file', (t) => {
  t.same(written({ quota: 5000, period: 10_000 }), ['cpu.max=5000 10000']);
  t.same(written({ quota: 5000 }), ['cpu.max=5000']);
  t.same(written({ quota: -1 }), ['cpu.max=max']);
  t.same(written({ period: 10_000 }), ['cpu.max=max 10000']);
  t.end();
});

t.test('shares become a weight, and burst surrounds the quota', (t) => {
  t.same(written({ shares: 1024, quota: 5000, burst: 10 }), [
    'cpu.weight=100',
    'cpu.max.burst=10',
    'cpu.max=5000',
    'cpu.max.burst=10',
  ]);
  t.end();
});

t.test('real time is refused', (t) => {
  t.match(lowerCpu({ cpu: { realtimePeriod: 1, realtimeRuntime: 0 } }).refusals, [
    { pointer: '/linux/resources/cpu/realtimePeriod', problem: /does not divide up real time/ },
  ]);
  t.end();
});
