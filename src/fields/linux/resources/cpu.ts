import { cgroupsAbove } from '../../../cgroup/placement.ts';
import { resourceParts } from '../../../cgroup/resource-parts.ts';
import type { PlacedSetting } from '../../../cgroup/settle.ts';
import { ANY_ERRNO } from '../../../plan/field-types.ts';
import { resourceField } from './resource-field.ts';

export const cpu = resourceField({
  name: 'cpu',
  section: 'config-linux.md#cpu',
  parts: [resourceParts.cpu, resourceParts.cpuset],
  before: realtimeAbove,
});

/**
 * A cgroup of v1 can give no more real time than it has, and a new one has none: it goes through
 * the cgroups below the root first. One that has it for others already may refuse the change.
 */
export function realtimeAbove(setting: PlacedSetting): readonly PlacedSetting[] {
  if (!setting.file.startsWith('cpu.rt_')) return [];
  const { directory } = setting;
  return cgroupsAbove(directory)
    .slice(1)
    .map((path) => ({
      ...setting,
      directory: { ...directory, path },
      onErrno: [{ errno: ANY_ERRNO, then: 'ignore' }],
    }));
}
