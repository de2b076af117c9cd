import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { readOr } from './processes.ts';

const mountPoint = '/sys/fs/cgroup';

/** The cgroup of a process (or this one) in every hierarchy, by controllers ("" is version 2). */
export function membership(pid: number | 'self'): ReadonlyMap<string, string> {
  const lines = readOr(`/proc/${pid}/cgroup`).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [, controllers = '', ...path] = line.split(':');
      return [controllers.replace('name=', ''), path.join(':')];
    }),
  );
}

/** Where a hierarchy is mounted: version 2 alone, or beside version 1. */
export function hierarchyRoot(controllers: string): string {
  if (controllers !== '') return join(mountPoint, controllers);
  return existsSync(join(mountPoint, 'cgroup.controllers'))
    ? mountPoint
    : join(mountPoint, 'unified');
}

export function isUnified(): boolean {
  return existsSync(join(mountPoint, 'cgroup.controllers'));
}

/** The folder of a process' cgroup in the hierarchy of a controller. */
export function cgroupFolder(pid: number, controller: string): string {
  for (const [controllers, path] of membership(pid)) {
    if (controllers.split(',').includes(controller) || (isUnified() && controllers === '')) {
      return join(hierarchyRoot(controllers), path);
    }
  }
  throw new Error(`process ${pid} is in no cgroup of ${controller}`);
}

/** The cgroups whose name has the mark, at the roots and beside our own. */
export function markedCgroups(mark: string): string[] {
  const parents = [...membership('self')].flatMap(([controllers, path]) => {
    const root = hierarchyRoot(controllers);
    return path === '/' ? [root] : [root, join(root, path)];
  });
  return [...new Set(parents)].flatMap((parent) =>
    namesIn(parent)
      .filter((name) => name.includes(mark))
      .map((name) => join(parent, name)),
  );
}

/** Removes an empty tree of cgroups, deepest first; what is busy stays. */
export function removeCgroups(folder: string): void {
  for (const entry of foldersIn(folder)) removeCgroups(join(folder, entry));
  try {
    rmdirSync(folder);
  } catch {
    // Busy or gone: the leak check says so.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
