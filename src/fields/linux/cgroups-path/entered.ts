import type { CgroupDirectory } from '../../../cgroup/placement.ts';
import { ANY_ERRNO, type ErrnoRule } from '../../../plan/field-types.ts';
import type { Op } from '../../../plan/ops.ts';
import { slotNames } from '../../../plan/slot-names.ts';
import type { Step } from '../../../plan/step.ts';
import type { FieldContext } from '../../field.ts';

const at = '/linux/cgroupsPath';
const O_PATH = 0x200000;

/**
 * Whether a process that enters goes where init is, should it be elsewhere: the container may have
 * made unified cgroups below its own and have moved init into one, as systemd and nested runtimes do.
 */
export function followsInit(directory: CgroupDirectory, context: FieldContext): boolean {
  return context.mode === 'exec' && directory.version === 2 && !isChosen(directory, context);
}

function isChosen({ path }: CgroupDirectory, { options }: FieldContext): boolean {
  return options.enteredCgroups?.some((one) => one.path === path && one.chosen) === true;
}

/** For a process that enters a container: the unified cgroup that is there. One that the caller has chosen is that or none. */
export function openEntered(directory: CgroupDirectory, context: FieldContext): readonly Step[] {
  const { slots, facts } = context;
  const { path, version, mountPoint: mount } = directory;
  if (version === 1) return [];
  const out = slots.take(slotNames.cgroup);
  const words = {
    at,
    what: `open the cgroup ${path}`,
    onErrno: rulesOfEntering(directory, context),
  };
  const root = facts.cgroup.unified?.root ?? '/';
  const pid = slots.take(slotNames.enteredInit);
  const op: Op = followsInit(directory, context)
    ? { op: 'cgroupOpen', ...words, path, mount, root, pid, out }
    : { op: 'openFile', ...words, path, flags: O_PATH, out };
  return [{ phase: 'open', op }];
}

/** Of one that the caller has chosen runc says "adding pid" where it is not there, and callers look for it. */
export function rulesOfEntering(
  directory: CgroupDirectory,
  context: FieldContext,
): readonly ErrnoRule[] {
  if (!isChosen(directory, context)) return [];
  const text = `error adding pid of the new process to the cgroup ${directory.path}`;
  return [{ errno: ANY_ERRNO, then: 'lead', text }];
}
