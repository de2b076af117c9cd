import type { CgroupFacts, CgroupHierarchy, UnifiedHierarchy } from '../cgroup/facts.ts';
import { fileSystemOf, kindOf, mayWrite, type Question, readTextIfThere } from './files.ts';
import { type Membership, parseMembership } from './parse-membership.ts';
import { type MountLine, parseMountinfo } from './parse-mountinfo.ts';

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

function unifiedHierarchy(memberships: readonly Membership[]): UnifiedHierarchy | undefined {
  const membership = memberships.find(({ controllers }) => controllers.length === 0);
  if (membership === undefined) return undefined;
  const mountPoint = [CGROUP_ROOT, `${CGROUP_ROOT}/unified`].find(isCgroup2);
  const hierarchy =
    mountPoint !== undefined && shows(mountPoint, membership)
      ? { mountPoint, root: '/', own: membership.path }
      : mountedElsewhere(membership, 'cgroup2');
  if (hierarchy === undefined) return undefined;
  const controllers = readTextIfThere(`${hierarchy.mountPoint}/cgroup.controllers`) ?? '';
  return {
    ...hierarchy,
    controllers: controllers.split(/\s+/).filter((name) => name !== ''),
    ...(isDelegatedHere(hierarchy) && { delegatedHere: true }),
  };
}

function hierarchyOf(membership: Membership): CgroupHierarchy | undefined {
  const mountPoint = customaryPlace(membership);
  if (!shows(mountPoint, membership)) return mountedElsewhere(membership, 'cgroup');
  return { controllers: membership.controllers, mountPoint, root: '/', own: membership.path };
}

function customaryPlace({ controllers }: Membership): string {
  return `${CGROUP_ROOT}/${controllers.join(',').replace('name=', '')}`;
}

/** Where the path is not below the mount, the mount shows only a part of the hierarchy. */
function shows(mountPoint: string, { path }: Membership): boolean {
  return kindOf(`${mountPoint}${path}/cgroup.procs`) === 'file';
}

function mountedElsewhere(membership: Membership, type: string): CgroupHierarchy | undefined {
  const mounts = parseMountinfo(readTextIfThere('/proc/self/mountinfo') ?? '');
  return hierarchyAmong(mounts, membership, type);
}

/** What probeCgroups will ask, as far as the customary places say. */
export function cgroupQuestions(): readonly Question[] {
  const memberships = parseMembership(readTextIfThere('/proc/self/cgroup') ?? '');
  const writable: readonly Question[] = memberships
    .filter(({ controllers }) => controllers.length > 0)
    .slice(0, 1)
    .map((membership) => ['mayWrite', `${customaryPlace(membership)}${membership.path}`]);
  return [...memberships.flatMap(questionsAbout), ...writable];
}

function questionsAbout(membership: Membership): readonly Question[] {
  const { controllers, path } = membership;
  if (controllers.length > 0)
    return [['stat', `${customaryPlace(membership)}${path}/cgroup.procs`]];
  const mountPoint = [CGROUP_ROOT, `${CGROUP_ROOT}/unified`].find(isCgroup2) ?? '';
  return [
    ['stat', `${mountPoint}${path}/cgroup.procs`],
    ['read', `${mountPoint}/cgroup.controllers`],
    ['mayWrite', `${mountPoint}${path}`],
    ['mayWrite', `${mountPoint}${path.slice(0, path.lastIndexOf('/'))}`],
  ];
}

/** The first mount that shows the hierarchy of a membership. */
export function hierarchyAmong(
  mounts: readonly MountLine[],
  { controllers, path }: Membership,
  type: string,
): CgroupHierarchy | undefined {
  const found = mounts.find(
    (mount) => mount.type === type && controllers.every((name) => mount.options.includes(name)),
  );
  if (found === undefined) return undefined;
  return { controllers, mountPoint: found.mountPoint, root: found.root, own: path };
}

function isCgroup2(path: string): boolean {
  return fileSystemOf(path) === CGROUP2_MAGIC;
}

type Place = Omit<CgroupHierarchy, 'controllers'>;

function isWritable({ mountPoint, root, own }: Place): boolean {
  const prefix = root === '/' ? '' : root;
  const below = own.startsWith(`${prefix}/`) ? own.slice(prefix.length) : '';
  return mayWrite(`${mountPoint}${below}`);
}

/** Systemd gives a service with Delegate= its own cgroup and not the one above. */
function isDelegatedHere(hierarchy: Place): boolean {
  const above = hierarchy.own.slice(0, hierarchy.own.lastIndexOf('/'));
  return isWritable(hierarchy) && !isWritable({ ...hierarchy, own: above });
}
