import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The state letter of a process (proc(5)), or undefined when it is gone. */
export function processState(pid: number): string | undefined {
  const stat = readOr(`/proc/${pid}/stat`);
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2)[0];
}

/** Ended: gone, or a zombie that its parent has not reaped yet. */
export function hasEnded(pid: number): boolean {
  const state = processState(pid);
  return state === undefined || state === 'Z' || state === 'X';
}

export function parentOf(pid: number): number {
  const stat = readOr(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

export function childrenOf(pid: number): readonly number[] {
  return readOr(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

/** The inode of a namespace of a process, such as "pid:[4026531836]"; empty when it is gone. */
export function namespaceOf(pid: number | 'self', kind: string): string {
  return linkOr(`/proc/${pid}/ns/${kind}`);
}

/** Where the open descriptors of a process lead, by number. */
export function descriptorsOf(pid: number): ReadonlyMap<number, string> {
  const names = readdirSync(`/proc/${pid}/fd`).map(Number);
  return new Map(names.map((fd) => [fd, linkOr(`/proc/${pid}/fd/${fd}`)]));
}

/** How to tell processes as a test's own; never by name. */
export interface Marks {
  /** A part of the names of its cgroups. */
  readonly cgroup: string;
  /** The folder that all its files are in. */
  readonly directory: string;
  readonly pidNamespaces: ReadonlySet<string>;
}

/** The living processes that bear one of the marks. */
export function markedProcesses({ cgroup, directory, pidNamespaces }: Marks): number[] {
  return allPids().filter((pid) => {
    if (pid === process.pid || hasEnded(pid)) return false;
    return (
      pidNamespaces.has(namespaceOf(pid, 'pid')) ||
      readOr(`/proc/${pid}/cgroup`).includes(cgroup) ||
      readOr(`/proc/${pid}/cmdline`).includes(directory) ||
      [linkOr(`/proc/${pid}/root`), linkOr(`/proc/${pid}/cwd`)].some((path) =>
        path.startsWith(directory),
      )
    );
  });
}

export function allPids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

export function readOr(path: string, otherwise = ''): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function linkOr(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
