import { RuntimeError } from '../errors/runtime-error.ts';
import { secondsNow } from '../host/clock.ts';
import { bootTime, processesIn, readProcess } from '../host/processes.ts';
import { userNames } from '../host/user-names.ts';
import type { Plan, Report } from '../plan/plan.ts';
import type { Container } from './container.ts';
import { cgroupOfAll } from './kill.ts';
import { planText } from './messages.ts';
import { processTable } from './process-table.ts';

export interface PsInput {
  readonly container: Container;
  readonly format: 'table' | 'json';
  readonly report: Report;
}

/** The plan of ps: the processes in the container's cgroup and below; none once it has stopped. */
export function planPs({ container, format, report }: PsInput): Plan {
  const cgroup = cgroupOfAll(container);
  if (cgroup === undefined) {
    const words = 'cannot list the processes: the container has no cgroup of its own';
    throw new RuntimeError('container-state', words, { hint: 'create it with one' });
  }
  const pids = processesIn(cgroup);
  if (format === 'json') return planText(`${JSON.stringify(pids)}\n`, report);
  const processes = pids.map(readProcess).filter((texts) => texts !== undefined);
  const userName = userNames(String);
  const now = secondsNow();
  return planText(processTable({ processes, now, bootTime: bootTime(), userName }), report);
}
