import { accessSync, constants, statfsSync } from 'node:fs';
import type { CgroupFacts, CgroupHierarchy } from '../cgroup/facts.ts';
import { errnoName, kindOf, readTextIfThere } from './files.ts';
import { type Membership, parseMembership } from './parse-membership.ts';

const CGROUP_ROOT = '/sys/fs/cgroup';
/** statfs(2) f_type. */
const CGROUP2_MAGIC = 0x63677270;

/**
 * The cgroup hierarchies at their customary places. /proc/self/mountinfo is read only where one is
 * elsewhere: it grows with the number of containers.
 */
export function probeCgroups(): CgroupFacts {
  const memberships = parseMembership(readTextIfThere('/proc/self/cgroup') ?? '');
  const unified = unifiedHierarchy(memberships);
  const hierarchies = memberships
    .filter(({ controllers }) => controllers.length > 0)
    .map(hierarchyOf)
    .filter((hierarchy) => hierarchy !== undefined);
  return {
    mode: modeOf(hierarchies, unified),
    hierarchies,
    unified,
    writable: [...hierarchies, ...(unified === undefined ? [] : [unified])].some(isWritable),
  };
}

function modeOf(
  hierarchies: readonly CgroupHierarchy[],
  unified: CgroupHierarchy | undefined,
): CgroupFacts['mode'] {
  const legacy = hierarchies.some(({ controllers }) => !controllers[0]?.startsWith('name='));
  if (legacy) return unified === undefined ? 'v1' : 'hybrid';
  return unified === undefined ? 'none' : 'v2';
}

function unifiedHierarchy(memberships: readonly Membership[]): CgroupHierarchy | undefined {
  const membership = memberships.find(({ controllers }) => controllers.length === 0);
  if (membership === undefined) return undefined;
  const mountPoint = [CGROUP_ROOT, `${CGROUP_ROOT}/unified`].find(isCgroup2);
  if (mountPoint === undefined) return mountedElsewhere(membership, 'cgroup2');
  const controllers = readTextIfThere(`${mountPoint}/cgroup.controllers`) ?? '';
  return {
    controllers: controllers.split(/\s+/).filter((name) => name !== ''),
    mountPoint,
    root: '/',
    own: membership.path,
  };
}

function hierarchyOf(membership: Membership): CgroupHierarchy | undefined {
  const name = membership.controllers.join(',').replace('name=', '');
  const mountPoint = `${CGROUP_ROOT}/${name}`;
  // Where the path is not below the mount, the mount shows only a part of the hierarchy.
  if (kindOf(`${mountPoint}${membership.path}/cgroup.procs`) === 'file') {
    return { ...membership, mountPoint, root: '/', own: membership.path };
  }
  return mountedElsewhere(membership, 'cgroup');
}

function mountedElsewhere(membership: Membership, type: string): CgroupHierarchy | undefined {
  const lines = (readTextIfThere('/proc/self/mountinfo') ?? '').split('\n');
  for (const line of lines) {
    const [mount = '', fileSystem = ''] = line.split(' - ');
    const [, , , root = '/', mountPoint = ''] = mount.split(' ');
    const [mountedType, , options = ''] = fileSystem.split(' ');
    const shown = new Set(options.split(','));
    if (mountedType === type && membership.controllers.every((name) => shown.has(name))) {
      return { controllers: membership.controllers, mountPoint, root, own: membership.path };
    }
  }
  return undefined;
}

function isCgroup2(path: string): boolean {
  try {
    return statfsSync(path).type === CGROUP2_MAGIC;
  } catch (error) {
    errnoName(error);
    return false;
  }
}

function isWritable({ mountPoint, root, own }: CgroupHierarchy): boolean {
  const below = root === '/' ? own : own.slice(root.length);
  try {
    accessSync(`${mountPoint}${below}`, constants.W_OK);
    return true;
  } catch (error) {
    errnoName(error);
    return false;
  }
}
