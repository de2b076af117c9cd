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
import { type CgroupSetting, isAsked, type Lower, type Refusal, tolerating } from '../lowering.ts';
import { weightOfShares } from './weights.ts';

export const lowerCpu: Lower = ({ cpu = {} }) => ({
  settings: [...withIdle(cpu, weight(cpu)), ...bandwidth(cpu)],
  refusals: [...cpuRefusals(cpu), ...realtimeRefusals(cpu)],
});

export const lowerCpuset: Lower = ({ cpu = {} }) => ({
  settings: cpusetSettings(cpu),
  refusals: [],
});

function weight({ shares }: LinuxCPU): readonly CgroupSetting[] {
  if (!isAsked(shares)) return [];
  const value = `${weightOfShares(shares)}`;
  return [{ at: `${cpuPointer}/shares`, file: 'cpu.weight', value }];
}

/** An old quota may forbid the new burst, which is then written again after the new quota. */
function bandwidth(cpu: LinuxCPU): readonly CgroupSetting[] {
  const bursts = burstSettings(cpu, 'cpu.max.burst');
  const maximum = quotaAndPeriod(cpu);
  if (maximum.length === 0) return bursts;
  return [...tolerating(bursts, errno.EINVAL, errno.ENOENT), ...maximum, ...bursts];
}

/** `cpu.max` takes quota and period in one write, and keeps its period where it gets none. */
function quotaAndPeriod({ quota, period }: LinuxCPU): readonly CgroupSetting[] {
  if (!isAsked(quota) && !isAsked(period)) return [];
  const first = isAsked(quota) && quota > 0 ? `${quota}` : 'max';
  const value = isAsked(period) ? `${first} ${period}` : first;
  const at = `${cpuPointer}/${isAsked(quota) ? 'quota' : 'period'}`;
  return [{ at, file: 'cpu.max', value, onErrno: bandwidthHints }];
}

function realtimeRefusals(cpu: LinuxCPU): readonly Refusal[] {
  return (['realtimeRuntime', 'realtimePeriod'] as const)
    .filter((name) => isAsked(cpu[name]))
    .map((name) => ({
      pointer: `${cpuPointer}/${name}`,
      problem: 'cannot be honoured: cgroup v2 does not divide up real time; remove it',
    }));
}
