import { errno } from '../../lib/errno.ts';
import type { LinuxMemory } from '../../spec/config.ts';
import {
  type CgroupSetting,
  hintOn,
  ignoring,
  isAsked,
  type Lower,
  settingIf,
  tolerating,
} from '../lowering.ts';
import { memoryPointer, memoryRefusals, swapOf } from '../memory-rules.ts';

export const lowerMemory: Lower = ({ memory = {} }) => ({
  settings: [
    ...hierarchy(memory),
    ...limitAndSwap(memory),
    ...settingIf(memory.kernelTCP, {
      at: `${memoryPointer}/kernelTCP`,
      file: 'memory.kmem.tcp.limit_in_bytes',
    }),
    ...settingIf(memory.reservation, {
      at: `${memoryPointer}/reservation`,
      file: 'memory.soft_limit_in_bytes',
    }),
    ...oomAndSwappiness(memory),
  ],
  refusals: memoryRefusals(memory),
});

/**
 * The kernel wants memory ≤ memory+swap after every single write. A new cgroup has no limits, so
 * memory comes first; one that existed may have lower ones, so memory is tried, then written again.
 */
function limitAndSwap(memory: LinuxMemory): readonly CgroupSetting[] {
  const limit = settingIf(memory.limit, {
    at: `${memoryPointer}/limit`,
    file: 'memory.limit_in_bytes',
    onErrno: [hintOn(errno.EBUSY, 'the cgroup uses more than this already')],
  });
  const wanted = swapOf(memory);
  const swap = settingIf(wanted, {
    at: `${memoryPointer}/${isAsked(memory.swap) ? 'swap' : 'limit'}`,
    file: 'memory.memsw.limit_in_bytes',
    onErrno: wanted === -1 ? ignoring(errno.ENOENT) : swapHints,
  });
  if (wanted === -1) return [...swap, ...limit];
  if (limit.length === 0 || swap.length === 0) return [...limit, ...swap];
  return [...tolerating(limit, errno.EINVAL), ...swap, ...limit];
}

const swapHints = [
  hintOn(errno.ENOENT, 'the kernel counts no swap here; boot it with swapaccount=1'),
  hintOn(errno.EINVAL, 'it counts memory and swap together and must not be less than limit'),
];

/** Since Linux 5.11 every cgroup is hierarchical: true is taken, false is EINVAL. */
function hierarchy({ useHierarchy }: LinuxMemory): readonly CgroupSetting[] {
  if (useHierarchy === undefined) return [];
  const onErrno = [
    hintOn(errno.EINVAL, 'since Linux 5.11 memory is always counted hierarchically'),
  ];
  const value = useHierarchy ? '1' : '0';
  return [{ at: `${memoryPointer}/useHierarchy`, file: 'memory.use_hierarchy', value, onErrno }];
}

function oomAndSwappiness(memory: LinuxMemory): readonly CgroupSetting[] {
  const { disableOOMKiller, swappiness } = memory;
  const settings: CgroupSetting[] = [];
  if (disableOOMKiller === true) {
    const at = `${memoryPointer}/disableOOMKiller`;
    settings.push({ at, file: 'memory.oom_control', value: '1' });
  }
  if (swappiness !== undefined) {
    const at = `${memoryPointer}/swappiness`;
    settings.push({ at, file: 'memory.swappiness', value: `${swappiness}` });
  }
  return settings;
}
