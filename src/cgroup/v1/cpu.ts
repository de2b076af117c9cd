import { errno } from '../../lib/errno.ts';
import type { LinuxCPU } from '../../spec/config.ts';
import {
  bandwidthHints,
  burstSettings,
  cpuPointer,
  cpuRefusals,
  cpusetSettings,
  withIdle,
} from '../cpu-rules.ts';
import {
  type CgroupSetting,
  hintOn,
  isAsked,
  type Lower,
  type Refusal,
  settingIf,
  tolerating,
} from '../lowering.ts';

/** MIN_SHARES and MAX_SHARES of the scheduler, to which the kernel silently moves other values. */
const lowestShares = 2;
const highestShares = 262_144;

export const lowerCpu: Lower = ({ cpu = {} }) => ({
  settings: [
    ...withIdle(cpu, settingIf(cpu.shares, { at: `${cpuPointer}/shares`, file: 'cpu.shares' })),
    ...bandwidth(cpu),
    ...realtime(cpu),
  ],
  refusals: [...cpuRefusals(cpu), ...sharesRefusals(cpu)],
});

export const lowerCpuset: Lower = ({ cpu = {} }) => ({
  settings: cpusetSettings(cpu),
  refusals: [],
});

function sharesRefusals({ shares }: LinuxCPU): readonly Refusal[] {
  if (!isAsked(shares)) return [];
  const pointer = `${cpuPointer}/shares`;
  if (shares < lowestShares) {
    const problem = `is ${shares}; the minimum allowed cpu-shares is ${lowestShares}`;
    return [{ pointer, problem }];
  }
  if (shares <= highestShares) return [];
  return [{ pointer, problem: `is ${shares}; the maximum allowed cpu-shares is ${highestShares}` }];
}

/**
 * Three files that the kernel checks against each other at every write. In a cgroup that existed,
 * the old quota may forbid the new period or burst, which are then written again after the quota.
 */
function bandwidth(cpu: LinuxCPU): readonly CgroupSetting[] {
  const { quota, period } = cpu;
  const periods = settingIf(period, {
    at: `${cpuPointer}/period`,
    file: 'cpu.cfs_period_us',
    onErrno: bandwidthHints,
  });
  const bursts = burstSettings(cpu, 'cpu.cfs_burst_us');
  if (!isAsked(quota)) return [...periods, ...bursts];
  const quotas: CgroupSetting = {
    at: `${cpuPointer}/quota`,
    file: 'cpu.cfs_quota_us',
    value: quota < 0 ? '-1' : `${quota}`,
    onErrno: bandwidthHints,
  };
  const tries = tolerating([...periods, ...bursts], errno.EINVAL, errno.ENOENT);
  return [...tries, quotas, ...periods, ...bursts];
}

/** The runtime may not exceed the period, so that one of two orders fits: the period is tried twice. */
function realtime({ realtimePeriod, realtimeRuntime }: LinuxCPU): readonly CgroupSetting[] {
  const hints = [
    hintOn(errno.ENOENT, 'the kernel is built without CONFIG_RT_GROUP_SCHED'),
    hintOn(errno.EINVAL, 'the cgroups above have no such share of real time to give'),
  ];
  const period = settingIf(realtimePeriod, {
    at: `${cpuPointer}/realtimePeriod`,
    file: 'cpu.rt_period_us',
    onErrno: hints,
  });
  const runtime = settingIf(realtimeRuntime, {
    at: `${cpuPointer}/realtimeRuntime`,
    file: 'cpu.rt_runtime_us',
    onErrno: hints,
  });
  if (runtime.length === 0) return period;
  return [...tolerating(period, errno.EINVAL), ...runtime, ...period];
}
