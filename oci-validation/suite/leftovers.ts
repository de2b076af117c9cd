import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace.ts';

/** Names under which the programs themselves place cgroups, beside one for each container's id. */
const fixedNames = ['cgrouptest', 'testdir'];
const cgroupRoot = '/sys/fs/cgroup';

/** All cgroup folders that carry the name of a container in `ids` or one the programs use. */
export function findCgroups(ids: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const path of cgroupFolders()) {
    const names = path.slice(cgroupRoot.length + 1).split('/');
    const ours = names.some(
      (name) => fixedNames.includes(name) || ids.some((id) => name.includes(id)),
    );
    if (ours) found.add(path);
  }
  return found;
}

function cgroupFolders(): string[] {
  const found = spawnSync('find', [cgroupRoot, '-mindepth', '2', '-type', 'd'], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  return found.stdout.trimEnd().split('\n');
}

/**
 * Removes what the program left: its containers, the processes in its cgroups, the cgroups.
 * Folders in `before` were on the machine before and stay. Returns what could not be removed.
 */
export async function removeLeftovers(
  workspace: Workspace,
  ids: readonly string[],
  before: ReadonlySet<string>,
): Promise<string[]> {
  for (const id of ids) {
    if (!existsSync(join(workspace.root, id))) continue;
    spawnSync(workspace.wrapper, ['delete', '--force', id], { timeout: 10_000 });
  }
  for (const pid of strays(workspace)) killQuietly(pid);
  let left: string[] = [];
  for (let round = 0; round < 200; round += 1) {
    left = [...findCgroups(ids)].filter((path) => !before.has(path));
    if (left.length === 0) return [];
    removeCgroups(left);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return left;
}

/** Processes that carry the wrapper's path in their environment, as all of the program's do. */
function strays(workspace: Workspace): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readQuietly(`/proc/${pid}/environ`).includes(workspace.wrapper))
    .map(Number);
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended while we looked.
    return '';
  }
}

function removeCgroups(paths: readonly string[]): void {
  const deepestFirst = [...paths].sort((a, b) => b.length - a.length);
  for (const path of deepestFirst) {
    for (const pid of processesOf(path)) killQuietly(pid);
    try {
      rmdirSync(path);
    } catch {
      // Busy until the kernel has reaped its processes, or gone already: the next round decides.
    }
  }
}

function processesOf(cgroup: string): number[] {
  return readQuietly(join(cgroup, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
