import type { CgroupFacts, CgroupHierarchy, UnifiedHierarchy } from './facts.ts';

export type CgroupManager = 'cgroupfs' | 'systemd' | 'disabled';

/** One cgroup directory of the container. */
export interface CgroupDirectory {
  /** The controllers of its hierarchy; those available for the unified one. */
  readonly controllers: readonly string[];
  /** Absolute, on the host. */
  readonly path: string;
  readonly version: 1 | 2;
  /** Where the hierarchy is mounted. */
  readonly mountPoint: string;
}

/** Where the container's processes go in each hierarchy; no directories: they stay where the caller is. */
export interface CgroupPlacement {
  readonly manager: CgroupManager;
  readonly directories: readonly CgroupDirectory[];
  /** Controllers that the host has and the container cannot: the first cgroup on the way without each. */
  readonly withheld?: Readonly<Record<string, string>>;
}

export interface PlacementInput {
  readonly cgroupsPath: string | undefined;
  readonly id: string;
  readonly facts: CgroupFacts;
  readonly manager: CgroupManager;
}

/**
 * The container's directories: an absolute cgroupsPath lies below the mount, a relative one below
 * the caller's own cgroup (on v2 beside it, where a cgroup with processes can have no children with
 * controllers, but for a caller who can make none there), an absent or empty one is the id as a
 * relative path. Beside v1 hierarchies the unified one gets a directory too, for the controllers
 * and files that only it has. A caller who may make none gets none.
 */
export function placeCgroups({ cgroupsPath, id, facts, manager }: PlacementInput): CgroupPlacement {
  if (manager === 'disabled' || !facts.writable) return { manager, directories: [] };
  const wanted = cgroupsPath === undefined || cgroupsPath === '' ? id : cgroupsPath;
  const unified = facts.unified === undefined ? [] : [facts.unified];
  const directories = [
    ...facts.hierarchies.map((hierarchy) =>
      directoryBelow(insideMount(hierarchy), hierarchy, { wanted, version: 1 }),
    ),
    ...unified.map((hierarchy) => unifiedDirectory(hierarchy, wanted)),
  ];
  return { manager, directories };
}

/** Whether the path is that of a cgroup of its own, not just of the place where cgroups are made. */
export function namesCgroup(path: string): boolean {
  return cleanPath(path) !== '';
}

/** The directory of the caller's own cgroup. */
export function ownDirectory(hierarchy: CgroupHierarchy): string {
  return `${hierarchy.mountPoint}${cleanPath(insideMount(hierarchy))}`;
}

/** The cgroups above the directory, from the mount point down. */
export function cgroupsAbove({ path, mountPoint }: CgroupDirectory): readonly string[] {
  const names = path.slice(mountPoint.length + 1).split('/');
  return names.map((_, depth) => [mountPoint, ...names.slice(0, depth)].join('/'));
}

function unifiedDirectory(hierarchy: UnifiedHierarchy, wanted: string): CgroupDirectory {
  const own = insideMount(hierarchy);
  const base = hierarchy.delegatedHere === true ? own : parentOf(own);
  return directoryBelow(base, hierarchy, { wanted, version: 2 });
}

function directoryBelow(
  base: string,
  { controllers, mountPoint }: CgroupHierarchy,
  { wanted, version }: { readonly wanted: string; readonly version: 1 | 2 },
): CgroupDirectory {
  // Cleaned by itself first: `..` in a relative path must not lead out of its base.
  const path = wanted.startsWith('/')
    ? cleanPath(wanted)
    : `${cleanPath(base)}${cleanPath(wanted)}`;
  return { controllers, mountPoint, version, path: `${mountPoint}${path}` };
}

function insideMount({ own, root }: CgroupHierarchy): string {
  if (root === '/') return own;
  return own.startsWith(`${root}/`) ? own.slice(root.length) : '/';
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** The path with `.`, `..` and doubled slashes resolved, never above its start; empty for that. */
function cleanPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.map((name) => `/${name}`).join('');
}
