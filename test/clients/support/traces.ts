import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { allPids, hasEnded, namespaceOf, readOr } from '../../support/processes.ts';

/** What an engine can leave in a machine, as comparable text. */
export interface Traces {
  /** Command lines. */
  readonly processes: readonly string[];
  readonly mounts: readonly string[];
  /** Below the roots of all hierarchies. */
  readonly cgroups: readonly string[];
  readonly networks: string;
}

/** Of the machine with this first process, and these cgroups as the roots of its hierarchies. */
export function tracesOf(first: number, roots: readonly string[]): Omit<Traces, 'networks'> {
  return {
    processes: processesIn(first, roots),
    mounts: mountsOf(first),
    cgroups: [...new Set(roots.flatMap(cgroupsBelow))].sort(),
  };
}

function commandLine(pid: number): string {
  return readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

/** What runs beside the first process and its sleep, in containers too: all is in its cgroups. */
function processesIn(first: number, roots: readonly string[]): string[] {
  const [host, names] = [namespaceOf('self', 'pid'), roots.map((root) => basename(root))];
  const isIn = (pid: number): boolean => {
    const membership = readOr(`/proc/${pid}/cgroup`);
    return names.some((name) => membership.includes(name)) && namespaceOf(pid, 'pid') !== host;
  };
  return (
    allPids()
      .filter((pid) => pid !== first && isIn(pid) && !hasEnded(pid))
      .map(commandLine)
      // The sleep may not have been executed yet.
      .filter((line) => line !== 'sleep 3600' && line !== commandLine(first))
      .sort()
  );
}

function mountsOf(pid: number): string[] {
  const lines = readOr(`/proc/${pid}/mountinfo`).trim().split('\n');
  return lines.map((line) => line.split(' ')[4] ?? '').sort();
}

function cgroupsBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
