import { errno } from '../../lib/errno.ts';
import type { LinuxMemory } from '../../spec/config.ts';
import {
  type CgroupSetting,
  hintOn,
  ignoring,
  isAsked,
  type Lower,
  type Refusal,
} from '../lowering.ts';
import { memoryPointer, memoryRefusals, refuse, swapOf } from '../memory-rules.ts';

export const lowerMemory: Lower = ({ memory = {} }) => {
  const refusals = [...memoryRefusals(memory), ...v1Only(memory)];
  const settings = refusals.length > 0 ? [] : settingsOf(memory);
  return { settings, refusals };
};

/** Swap before memory: a lower memory limit may push pages into the swap that is allowed. */
function settingsOf(memory: LinuxMemory): readonly CgroupSetting[] {
  return [
    ...swapSetting(memory),
    ...limitSetting('limit', 'memory.max', memory),
    ...limitSetting('reservation', 'memory.low', memory),
  ];
}

function limitSetting(
  name: 'limit' | 'reservation',
  file: string,
  memory: LinuxMemory,
): readonly CgroupSetting[] {
  const value = memory[name];
  if (!isAsked(value)) return [];
  return [{ at: `${memoryPointer}/${name}`, file, value: orMax(value) }];
}

function swapSetting(memory: LinuxMemory): readonly CgroupSetting[] {
  const swap = swapOf(memory);
  if (!isAsked(swap)) return [];
  const value = swapAlone(swap, memory.limit);
  const asked = isAsked(memory.swap) ? 'swap' : 'limit';
  // Without swap in the kernel there is nothing to forbid and nothing to limit.
  const harmless = value === 'max' || value === '0';
  const onErrno = harmless
    ? ignoring(errno.ENOENT)
    : [hintOn(errno.ENOENT, 'the kernel counts no swap here; boot it with swapaccount=1')];
  return [{ at: `${memoryPointer}/${asked}`, file: 'memory.swap.max', value, onErrno }];
}

/** The specification counts memory and swap together, cgroup v2 swap alone. */
export function swapAlone(swap: number | bigint, limit: number | bigint | undefined): string {
  if (swap === -1 || limit === undefined || limit === -1) return orMax(swap);
  return String(BigInt(swap) - BigInt(limit));
}

function orMax(value: number | bigint): string {
  return value === -1 ? 'max' : String(value);
}

function v1Only(memory: LinuxMemory): readonly Refusal[] {
  const { limit, swap, kernelTCP, swappiness, disableOOMKiller, useHierarchy } = memory;
  const none = (what: string) => `cannot be honoured: cgroup v2 ${what}; remove it`;
  const refusals: Refusal[] = [];
  if (isAsked(swap) && swap !== -1 && !isAsked(limit)) {
    refusals.push(refuse('swap', 'needs limit beside it: cgroup v2 limits swap alone'));
  }
  if (isAsked(kernelTCP) && kernelTCP !== -1) {
    refusals.push(refuse('kernelTCP', none('has no limit on TCP buffers')));
  }
  if (swappiness !== undefined) {
    refusals.push(refuse('swappiness', none('has no swappiness of a cgroup')));
  }
  if (disableOOMKiller === true) {
    refusals.push(refuse('disableOOMKiller', none('cannot switch the OOM killer off')));
  }
  if (useHierarchy === false) {
    refusals.push(refuse('useHierarchy', none('always counts hierarchically')));
  }
  return refusals;
}
