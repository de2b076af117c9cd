import { errno } from '../lib/errno.ts';
import type { LinuxCPU } from '../spec/config.ts';
import { type CgroupSetting, hintOn, isAsked, neededSince, type Refusal } from './lowering.ts';

export const cpuPointer = '/linux/resources/cpu';

/** What neither version of cgroups can honour. */
export function cpuRefusals({ burst, quota, idle }: LinuxCPU): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (burst !== undefined && isAsked(quota) && quota > 0 && burst > quota) {
    const problem = `is ${burst}, more than quota (${quota})`;
    refusals.push({ pointer: `${cpuPointer}/burst`, problem });
  }
  if (idle !== undefined && idle !== 0 && idle !== 1) {
    const problem = `is ${idle}; wanted 0 (default) or 1 (SCHED_IDLE)`;
    refusals.push({ pointer: `${cpuPointer}/idle`, problem });
  }
  return refusals;
}

/** A weight cannot be set while a cgroup is idle: idle is left first, or entered last. */
export function withIdle(
  { idle }: LinuxCPU,
  weight: readonly CgroupSetting[],
): readonly CgroupSetting[] {
  if (idle === undefined) return weight;
  const at = `${cpuPointer}/idle`;
  const setting = { at, file: 'cpu.idle', value: `${idle}`, onErrno: neededSince('5.15') };
  return idle === 0 ? [setting, ...weight] : [...weight, setting];
}

export const bandwidthHints = [
  hintOn(
    errno.EINVAL,
    'quota and period are at least 1000, period is at most 1000000, and a cgroup gets no larger share than those above it',
  ),
];

/** `cpu.cfs_burst_us` or `cpu.max.burst`; 0 is a value like any other. */
export function burstSettings({ burst }: LinuxCPU, file: string): readonly CgroupSetting[] {
  if (burst === undefined) return [];
  const onErrno = [
    ...neededSince('5.14'),
    hintOn(errno.EINVAL, 'burst must not be more than quota'),
  ];
  return [{ at: `${cpuPointer}/burst`, file, value: `${burst}`, onErrno }];
}

/** Both versions have these two files under the same names. */
export function cpusetSettings({ cpus, mems }: LinuxCPU): readonly CgroupSetting[] {
  return [...listSetting('cpus', cpus), ...listSetting('mems', mems)];
}

function listSetting(name: 'cpus' | 'mems', value: string | undefined): readonly CgroupSetting[] {
  if (value === undefined || value === '') return [];
  const wanted = 'wanted a list such as "0-3,7" of what this host has';
  const onErrno = [
    hintOn(errno.EINVAL, wanted),
    hintOn(errno.ERANGE, wanted),
    hintOn(errno.EACCES, 'the cgroup above does not have all of them'),
  ];
  return [{ at: `${cpuPointer}/${name}`, file: `cpuset.${name}`, value, onErrno }];
}
