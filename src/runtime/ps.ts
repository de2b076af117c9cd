import { RuntimeError } from '../errors/runtime-error.ts';
import { secondsNow } from '../host/clock.ts';
import { requireTimeZone } from '../host/engine.ts';
import { findProgram } from '../host/find-program.ts';
import { bootTime, processesIn, readProcess } from '../host/processes.ts';
import { userNames } from '../host/user-names.ts';
import { errno } from '../lib/errno.ts';
import type { OpOf } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import type { Container } from './container.ts';
import { cgroupOfAll } from './kill.ts';
import { planText } from './messages.ts';
import { processTable } from './process-table.ts';

export interface PsInput {
  readonly container: Container;
  readonly format: 'table' | 'json';
  /** For ps(1), which makes the table then. */
  readonly options: readonly string[];
  readonly report: Report;
}

/** The plan of ps: the processes in the container's cgroup and below; none once it has stopped. */
export function planPs({ container, format, options, report }: PsInput): Plan {
  const cgroup = cgroupOfAll(container);
  if (cgroup === undefined) {
    const words = 'cannot list the processes: the container has no cgroup of its own';
    throw new RuntimeError('container-state', words, { hint: 'create it with one' });
  }
  const pids = processesIn(cgroup);
  if (format === 'json') return planText(`${JSON.stringify(pids)}\n`, report);
  if (options.length > 0) return { report, slots: [], steps: [printProcesses(pids, options)] };
  const processes = pids.map(readProcess).filter((texts) => texts !== undefined);
  const userName = userNames(String);
  requireTimeZone();
  const now = secondsNow();
  return planText(processTable({ processes, now, bootTime: bootTime(), userName }), report);
}

/** ps(1) of the host lists what the options say; of that, only the container's lines are printed. */
function printProcesses(
  pids: readonly number[],
  options: readonly string[],
): OpOf<'printProcesses'> {
  const path = findProgram('ps');
  if (path === undefined) {
    throw new RuntimeError(
      'usage',
      'cannot list the processes with options of ps(1): it is missing',
      {
        hint: 'install the package procps, or leave the options out',
      },
    );
  }
  const noPid =
    'cannot tell the processes of the container: the table has no column PID; ask for it, as -o pid,comm does';
  return {
    op: 'printProcesses',
    at: 'ps',
    what: `list the processes with ${path}`,
    onErrno: [{ errno: errno.EPROTO, then: 'say', text: noPid }],
    path,
    args: ['ps', ...options],
    pids,
  };
}
