import t from 'tap';
import { errno } from '../../lib/errno.ts';
import type { LinuxCPU } from '../../spec/config.ts';
import { lowerCpu, lowerCpuset } from './cpu.ts';

const written = (cpu: LinuxCPU) =>
  lowerCpu({ cpu }).settings.map(({ file, value }) => `${file}=${value}`);

t.test('period and burst are tried before the quota and written behind it', (t) => {
  const cpu = { quota: 50_000, period: 100_000, burst: 10_000 };
  t.same(written(cpu), [
    'cpu.cfs_period_us=100000',
    'cpu.cfs_burst_us=10000',
    'cpu.cfs_quota_us=50000',
    'cpu.cfs_period_us=100000',
    'cpu.cfs_burst_us=10000',
  ]);
  const { settings } = lowerCpu({ cpu });
  t.match(settings[0]?.onErrno, [{ errno: errno.EINVAL, then: 'ignore' }]);
  t.notMatch(settings[3]?.onErrno, [{ then: 'ignore' }]);
  t.same(written({ quota: -5 }), ['cpu.cfs_quota_us=-1']);
  t.end();
});

t.test('shares are refused where the kernel would silently take others', (t) => {
  t.same(written({ shares: 2 }), ['cpu.shares=2']);
  t.match(lowerCpu({ cpu: { shares: 1 } }).refusals, [
    { problem: /the minimum allowed cpu-shares is 2/ },
  ]);
  t.match(lowerCpu({ cpu: { shares: 262_145 } }).refusals, [
    { problem: /the maximum allowed cpu-shares is 262144/ },
  ]);
  t.end();
});

t.test('a cgroup is idle after its shares are set, or no longer idle before', (t) => {
  t.same(written({ shares: 9, idle: 1 }), ['cpu.shares=9', 'cpu.idle=1']);
  t.same(written({ shares: 9, idle: 0 }), ['cpu.idle=0', 'cpu.shares=9']);
  t.end();
});

t.test('real time has a runtime and a period', (t) => {
  t.same(written({ realtimePeriod: 1_000_000, realtimeRuntime: 5000 }), [
    'cpu.rt_period_us=1000000',
    'cpu.rt_runtime_us=5000',
    'cpu.rt_period_us=1000000',
  ]);
  t.end();
});

t.test('cpus and mems are those of the cpuset controller', (t) => {
  const { settings } = lowerCpuset({ cpu: { cpus: '0-3,7', mems: '0' } });
  t.match(settings, [
    { at: '/linux/resources/cpu/cpus', file: 'cpuset.cpus', value: '0-3,7' },
    { at: '/linux/resources/cpu/mems', file: 'cpuset.mems', value: '0' },
  ]);
  t.end();
});
