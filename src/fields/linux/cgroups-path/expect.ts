import type { CgroupDirectory } from '../../../cgroup/placement.ts';
import { slotNames } from '../../../plan/slot-names.ts';
import type { Step } from '../../../plan/step.ts';
import type { FieldContext } from '../../field.ts';
import { isMadeBeside } from './beside.ts';
import { followsInit } from './entered.ts';

const at = '/linux/cgroupsPath';

/** Limits would be another's, and its processes killed, where the process is elsewhere (service managers move them). */
export function expectCgroups(
  directories: readonly CgroupDirectory[],
  context: FieldContext,
): readonly Step[] {
  const { facts, slots } = context;
  const { hierarchies, unified } = facts.cgroup;
  const all = unified === undefined ? hierarchies : [...hierarchies, unified];
  const known = directories.filter((directory) => !followsInit(directory, context));
  const lines = known.map(({ path, mountPoint, version, controllers }) => {
    const root = all.find((hierarchy) => hierarchy.mountPoint === mountPoint)?.root ?? '/';
    const inside = `${root === '/' ? '' : root}${path.slice(mountPoint.length)}`;
    return `${version === 2 ? '' : controllers.join(',')}:${inside}`;
  });
  if (lines.length === 0) return [];
  const what = 'find the process in the cgroups of the container';
  const pid = slots.take(slotNames.init);
  const phase = isMadeBeside(context) ? 'restrict' : 'identify';
  return [{ phase, op: { op: 'cgroupExpect', at, what, pid, lines } }];
}
