import { join } from 'node:path';
import { markedCgroups, removeCgroups } from '../../test/support/cgroups.ts';
import { allPids, hasEnded, readOr } from '../../test/support/processes.ts';
import { eventually } from '../../test/support/wait.ts';
import { mark, markVariable, serviceVariable } from './mark.ts';

/** Ends the processes of this run's containers and runtimes, and removes their cgroups. */
export function clearAway(): void {
  eventually(() => {
    const known = [...pidsInCgroups(), ...markedProcesses(), ...markedProcesses(serviceVariable)];
    const pids = known.filter((pid) => !hasEnded(pid));
    for (const pid of pids) endIfThere(pid);
    return pids.length === 0;
  });
  for (const cgroup of markedCgroups(mark)) removeCgroups(cgroup);
}

function pidsInCgroups(): number[] {
  return markedCgroups(mark).flatMap((cgroup) =>
    readOr(join(cgroup, 'cgroup.procs')).split('\n').filter(Boolean).map(Number),
  );
}

/** The processes that have inherited a mark: runtimes and what they keep, not what containers run. */
export function markedProcesses(variable = markVariable): number[] {
  const text = `${variable}=${mark}`;
  return allPids().filter((pid) => readOr(`/proc/${pid}/environ`).includes(text));
}

function endIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
