import type { CgroupFacts } from './facts.ts';

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
}

export interface PlacementInput {
  readonly cgroupsPath: string | undefined;
  readonly id: string;
  readonly facts: CgroupFacts;
  readonly manager: CgroupManager;
}

/**
 * The container's directories: an absolute cgroupsPath lies below the mount, a relative one below
 * the caller's own cgroup (beside it on v2, where a cgroup with processes can have no children with
 * controllers), an absent one is the id as a relative path. A caller who may make none gets none.
 */
export function placeCgroups({ cgroupsPath, id, facts, manager }: PlacementInput): CgroupPlacement {
  if (manager === 'disabled' || !facts.writable) return { manager, directories: [] };
  const wanted = cgroupsPath ?? id;
  const hierarchies = [
    ...facts.hierarchies.map((hierarchy) => ({ ...hierarchy, version: 1 as const })),
    ...(facts.mode === 'v2' && facts.unified !== undefined
      ? [{ ...facts.unified, version: 2 as const }]
      : []),
  ];
  const directories = hierarchies.map(({ controllers, mountPoint, root, own, version }) => {
    const below = insideMount(own, root);
    const base = version === 2 ? parentOf(below) : below;
    const path = wanted.startsWith('/') ? cleanPath(wanted) : cleanPath(`${base}/${wanted}`);
    return { controllers, mountPoint, version, path: `${mountPoint}${path}` };
  });
  return { manager, directories };
}

function insideMount(own: string, root: string): string {
  if (root === '/') return own;
  return own.startsWith(root) ? own.slice(root.length) : '/';
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** The path with `.`, `..` and doubled slashes resolved, never above `/`. */
function cleanPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}
