import { errno } from '../lib/errno.ts';
import type { LinuxResources } from '../spec/config.ts';
import { type CgroupSetting, ignoring, type Lower } from './lowering.ts';

export const hugePagesPointer = '/linux/resources/hugepageLimits';

/**
 * The limit on reservations, where the kernel has it (5.7), and the one on faults, which alone
 * covers pages that nobody reserved.
 */
function settings(
  { hugepageLimits = [] }: LinuxResources,
  suffix: 'limit_in_bytes' | 'max',
): readonly CgroupSetting[] {
  return hugepageLimits.flatMap(({ pageSize, limit }, index) => {
    const at = `${hugePagesPointer}/${index}/limit`;
    const value = `${limit}`;
    return [
      { at, file: `hugetlb.${pageSize}.rsvd.${suffix}`, value, onErrno: ignoring(errno.ENOENT) },
      { at, file: `hugetlb.${pageSize}.${suffix}`, value },
    ];
  });
}

export const lowerHugePagesV1: Lower = (resources) => ({
  settings: settings(resources, 'limit_in_bytes'),
  refusals: [],
});

export const lowerHugePagesV2: Lower = (resources) => ({
  settings: settings(resources, 'max'),
  refusals: [],
});
