import type { CgroupFacts } from '../facts.ts';
import type { CgroupDirectory, CgroupPlacement } from '../placement.ts';
import type { SystemdManager } from './facts.ts';

/** The v1 hierarchies that systemd itself puts a delegated unit into; others are for us to make. */
const managed: ReadonlySet<string> = new Set([
  'name=systemd',
  'cpu',
  'cpuacct',
  'memory',
  'blkio',
  'devices',
  'pids',
]);

/** The directories of a unit: its path in each hierarchy. A user's manager has the unified one alone. */
export function placeUnit(
  path: string,
  facts: CgroupFacts,
  { user, cgroup, controllers, withheld }: SystemdManager,
): CgroupPlacement {
  const place = (mountPoint: string): string => `${mountPoint}${cgroup}${path}`;
  const legacy = user ? [] : facts.hierarchies;
  const directories: CgroupDirectory[] = legacy.map((hierarchy) => ({
    controllers: hierarchy.controllers,
    mountPoint: hierarchy.mountPoint,
    path: place(hierarchy.mountPoint),
    version: 1,
  }));
  const { unified } = facts;
  if (unified !== undefined) {
    const { mountPoint } = unified;
    const known = controllers ?? unified.controllers;
    directories.push({ controllers: known, mountPoint, path: place(mountPoint), version: 2 });
  }
  return { manager: 'systemd', directories, withheld };
}

/** Whether systemd makes the directory and puts the first process of the unit into it. */
export function isManaged({ version, controllers }: CgroupDirectory): boolean {
  return version === 2 || controllers.some((name) => managed.has(name));
}

/** Whether systemd watches the directory, to learn when no process is left in the unit. */
export function isWatched(
  { version, controllers }: CgroupDirectory,
  _: number,
  all: readonly CgroupDirectory[],
): boolean {
  return (
    version === 2 ||
    (controllers.includes('name=systemd') && all.every((other) => other.version === 1))
  );
}
