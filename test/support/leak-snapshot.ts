import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { markedCgroups } from './cgroups.ts';
import { type Marks, markedProcesses, readOr } from './processes.ts';
import { eventually } from './wait.ts';

/** Everything a runtime could leave behind, as comparable text. */
export interface Snapshot {
  readonly cgroups: readonly string[];
  readonly mounts: readonly string[];
  readonly processes: readonly string[];
  readonly state: readonly string[];
  readonly devices: readonly string[];
}

/** A test's marks, and the `--root` it gives to the runtime. */
export interface Watched extends Marks {
  readonly root: string;
}

export function takeSnapshot(watched: Watched): Snapshot {
  return {
    cgroups: markedCgroups(watched.cgroup),
    mounts: mountsBelow(watched.directory),
    processes: markedProcesses(watched).map(describeProcess),
    state: stateIn(watched.root),
    devices: hostDevices(),
  };
}

/** Asserts that all is as before, allowing the kernel a moment to finish what has been asked of it. */
export function assertNoLeak(t: Test, before: Snapshot, watched: Watched): void {
  const same = () => JSON.stringify(takeSnapshot(watched)) === JSON.stringify(before);
  if (eventually(same)) t.pass('nothing is left behind');
  else t.same(takeSnapshot(watched), before, 'nothing is left behind');
}

export function mountsBelow(directory: string): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point === directory || point.startsWith(`${directory}/`));
}

/** Containers; hidden entries are caches that containers share. */
function stateIn(root: string): string[] {
  try {
    return readdirSync(root).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
}

/** Names, modes, owners and numbers of the host's device nodes: a runtime could chown them. */
function hostDevices(): string[] {
  return readdirSync('/dev')
    .sort()
    .map((name) => {
      const stats = lstatSync(join('/dev', name), { throwIfNoEntry: false });
      return `${name} ${stats?.mode.toString(8)} ${stats?.uid}:${stats?.gid} ${stats?.rdev}`;
    });
}

function describeProcess(pid: number): string {
  return `${pid} ${readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`;
}
