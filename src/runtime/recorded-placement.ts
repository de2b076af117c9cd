import type { CgroupFacts } from '../cgroup/facts.ts';
import type { CgroupDirectory, CgroupPlacement } from '../cgroup/placement.ts';
import type { ContainerRecord } from './record.ts';

/** The cgroups that create has made, with what this host says of their hierarchies. */
export function recordedPlacement(
  { cgroup }: ContainerRecord,
  facts: CgroupFacts,
): CgroupPlacement {
  const { manager, directories, unified } = cgroup;
  const legacy = facts.hierarchies.flatMap(({ controllers, mountPoint }) =>
    directories
      .filter((path) => path !== unified && path.startsWith(`${mountPoint}/`))
      .map((path): CgroupDirectory => ({ controllers, mountPoint, path, version: 1 })),
  );
  if (unified === '' || facts.unified === undefined) return { manager, directories: legacy };
  const { controllers, mountPoint } = facts.unified;
  const own: CgroupDirectory = { controllers, mountPoint, path: unified, version: 2 };
  return { manager, directories: [...legacy, own] };
}
