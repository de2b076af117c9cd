import { join } from 'node:path';
import { markedCgroups, removeCgroups } from '../../test/support/cgroups.ts';
import { allPids, hasEnded, readOr } from '../../test/support/processes.ts';
import { eventually } from '../../test/support/wait.ts';
import { mark, markVariable } from './mark.ts';

/** Ends the processes of this run's containers and runtimes, and removes their cgroups. */
export function clearAway(): void {
  eventually(() => {
    const pids = [...pidsInCgroups(), ...markedProcesses()].filter((pid) => !hasEnded(pid));
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

/** The processes that have inherited the mark: runtimes and what they keep, not what containers run. */
export function markedProcesses(): number[] {
  const variable = `${markVariable}=${mark}`;
  return allPids().filter((pid) => readOr(`/proc/${pid}/environ`).includes(variable));
}

function endIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
