import { errnoName, kindOf, listDirectory, readBytes, readTextIfThere } from './files.ts';

const LONGEST_LIST = 64 << 20;

/** The processes in a cgroup and below, by number; none where it is gone. */
export function processesIn(cgroup: string): readonly number[] {
  return [...new Set(treeOf(cgroup).flatMap(membersOf))].sort((a, b) => a - b);
}

function treeOf(cgroup: string): readonly string[] {
  const below = (listDirectory(cgroup) ?? []).map((name) => `${cgroup}/${name}`);
  return [cgroup, ...below.filter(isCgroup).flatMap(treeOf)];
}

function isCgroup(path: string): boolean {
  return kindOf(path) === 'directory';
}

/** ENODEV: it was removed meanwhile. EOPNOTSUPP: it is threaded, its processes stand above. */
const EMPTY = ['ENOENT', 'ENODEV', 'EOPNOTSUPP', 'ENOTSUP'];

/** A process outside of our pid namespace is 0 there. */
function membersOf(cgroup: string): readonly number[] {
  try {
    const text = new TextDecoder().decode(readBytes(`${cgroup}/cgroup.procs`, LONGEST_LIST));
    return text
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch (error) {
    if (EMPTY.includes(errnoName(error))) return [];
    throw error;
  }
}

/** What /proc says of one process, in the kernel's own texts. */
export interface ProcessTexts {
  readonly pid: number;
  readonly uid: number;
  readonly stat: string;
  /** Its arguments, a NUL behind each; empty for a zombie. */
  readonly commandLine: string;
}

/** undefined: it has ended. */
export function readProcess(pid: number): ProcessTexts | undefined {
  const folder = `/proc/${pid}`;
  const stat = readTextIfThere(`${folder}/stat`);
  const status = readTextIfThere(`${folder}/status`);
  const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(status ?? '')?.[1];
  if (stat === undefined || uid === undefined) return undefined;
  const commandLine = readTextIfThere(`${folder}/cmdline`) ?? '';
  return { pid, uid: Number(uid), stat, commandLine };
}

/** When the machine came up, in seconds since 1970. */
export function bootTime(): number {
  return Number(/^btime (\d+)$/m.exec(readTextIfThere('/proc/stat') ?? '')?.[1] ?? 0);
}
