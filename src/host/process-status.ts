import { readTextIfThere } from './files.ts';

export interface ProcessStatus {
  /** One letter, as in proc_pid_stat(5). */
  readonly state: string;
  /** Clock ticks since boot: with the pid, the identity of a process. */
  readonly startTime: number;
}

/** What /proc says about a process; undefined where there is none. */
export function processStatus(pid: number): ProcessStatus | undefined {
  const stat = readTextIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name is in parentheses and may itself hold parentheses and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTime] = [fields[0], fields[19]];
  if (state === undefined || startTime === undefined) return undefined;
  return { state, startTime: Number(startTime) };
}
