import { controllerOf } from '../../../cgroup/lowering.ts';
import { type CgroupDirectory, cgroupsAbove, ownDirectory } from '../../../cgroup/placement.ts';
import type { PlacedSetting } from '../../../cgroup/settle.ts';
import { errno } from '../../../lib/errno.ts';
import { ANY_ERRNO, type ErrnoRule } from '../../../plan/field-types.ts';
import type { Op } from '../../../plan/ops.ts';
import type { HostFacts } from '../../facts.ts';

/**
 * A unified cgroup has the controllers that all cgroups above it hand down. What the resources need
 * must be there; the rest, for statistics, where it can be had.
 */
export function enableControllers(
  directory: CgroupDirectory,
  settings: readonly PlacedSetting[],
  facts: HostFacts,
): readonly Op[] {
  const needed = neededControllers(settings);
  return cgroupsAbove(directory).flatMap((ancestor) => [
    ...(needed.length > 0 ? [enable(ancestor, needed, neededRules(ancestor))] : []),
    ...wished(ancestor, directory, facts).map((names) =>
      enable(ancestor, names, [{ errno: ANY_ERRNO, then: 'ignore' }]),
    ),
  ]);
}

/**
 * One write enables all or none: who has a part of the tree only asks for one at a time, and not for
 * those below the caller itself. Beside processes the kernel hands down some controllers (cpu, pids) and
 * from then on lets no process into the cgroups below (cgroups(7), "Threaded mode").
 */
function wished(ancestor: string, { controllers }: CgroupDirectory, facts: HostFacts) {
  const { uid, inUserNamespace, cgroup } = facts;
  if (uid === 0 && !inUserNamespace) return [controllers];
  const own = cgroup.unified === undefined ? '' : ownDirectory(cgroup.unified);
  return ancestor === own ? [] : controllers.map((name) => [name]);
}

function enable(
  ancestor: string,
  controllers: readonly string[],
  onErrno: readonly ErrnoRule[],
): Op {
  return {
    op: 'writeKernelFile',
    at: '/linux/cgroupsPath',
    what: `enable ${controllers.join(', ')} below the cgroup ${ancestor}`,
    onErrno,
    path: `${ancestor}/cgroup.subtree_control`,
    data: controllers.map((name) => `+${name}`).join(' '),
  };
}

/** Above what is delegated to the caller nothing can be written; there they may be enabled already. */
function neededRules(ancestor: string): readonly ErrnoRule[] {
  const processes = `${ancestor} has processes of its own, and such a cgroup can hand down no controllers; use another cgroupsPath`;
  return [
    { errno: errno.EACCES, then: 'ignore' },
    { errno: errno.EPERM, then: 'ignore' },
    { errno: errno.EROFS, then: 'ignore' },
    { errno: errno.EBUSY, then: 'hint', text: processes },
    { errno: errno.ENOENT, then: 'hint', text: 'the cgroup above does not hand it down' },
    { errno: errno.EOPNOTSUPP, then: 'hint', text: 'the cgroup is threaded' },
  ];
}

function neededControllers(settings: readonly PlacedSetting[]): readonly string[] {
  const names = settings
    .filter(({ directory }) => directory.version === 2)
    .map(({ file }) => controllerOf(file))
    .filter((name) => name !== 'cgroup');
  return [...new Set(names)];
}
