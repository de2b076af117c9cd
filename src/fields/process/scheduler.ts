import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import type { Scheduler, Spec } from '../../spec/config.ts';
import { schedulerFlags, schedulerPolicies } from '../../spec/tables/scheduling.ts';
import type { Field } from '../field.ts';

const pointer = '/process/scheduler';
const section = 'config.md#linux-process';

/** Source: sched(7). */
const niceRange = [-20, 19] as const;
const priorityRange = [1, 99] as const;
const deadlineKeys = ['runtime', 'deadline', 'period'] as const;

export const scheduler: Field = {
  pointer,
  check({ spec }) {
    return spec.process?.scheduler === undefined ? [] : faultsOf(spec.process.scheduler);
  },
  compile({ spec }) {
    const wanted = spec.process?.scheduler;
    if (wanted === undefined) return [];
    const { policy, nice = 0, priority = 0, flags = [] } = wanted;
    const { runtime = 0, deadline = 0, period = 0 } = wanted;
    const text = whyRefused(spec, policy);
    return [
      {
        phase: 'attributes',
        op: {
          op: 'scheduler',
          at: pointer,
          what: `set the scheduling policy ${policy}`,
          onErrno: [{ errno: errno.EPERM, then: 'hint', text }],
          policy: schedulerPolicies[policy],
          nice: nice >>> 0,
          priority,
          flags: flags.reduce((bits, flag) => bits | schedulerFlags[flag], 0),
          runtime,
          deadline,
          period,
        },
      },
    ];
  },
};

/** What EPERM means. The kernel keeps deadlines on all processors or none: runc says it in these words. */
function whyRefused({ linux }: Spec, policy: Scheduler['policy']): string {
  const isBound = (linux?.resources?.cpu?.cpus ?? '') !== '';
  return policy === 'SCHED_DEADLINE' && isBound
    ? "process scheduler can't be used together with AllowedCPUs (/linux/resources/cpu/cpus): SCHED_DEADLINE wants every CPU of the machine; leave one of them out"
    : 'the caller needs CAP_SYS_NICE, and time of its cgroup for real-time policies';
}

function faultsOf(wanted: Scheduler): readonly Fault[] {
  const { policy, nice = 0, priority = 0 } = wanted;
  const fault = (key: keyof Scheduler, problem: string): Fault => ({
    pointer: `${pointer}/${key}`,
    problem,
    section,
  });
  const faults: Fault[] = [];
  if (policy === 'SCHED_ISO') {
    faults.push(fault('policy', 'is SCHED_ISO, which no kernel implements'));
  }
  if (!within(nice, niceRange)) {
    faults.push(fault('nice', `is ${nice}; wanted a number from -20 to 19`));
  }
  const realTime = policy === 'SCHED_FIFO' || policy === 'SCHED_RR';
  if (realTime && !within(priority, priorityRange)) {
    faults.push(fault('priority', `is ${priority}; ${policy} wants a number from 1 to 99`));
  }
  if (!realTime && priority !== 0) {
    faults.push(fault('priority', `is ${priority}; only SCHED_FIFO and SCHED_RR have priorities`));
  }
  if (policy === 'SCHED_DEADLINE') return [...faults, ...deadlineFaults(wanted, fault)];
  const misplaced = deadlineKeys.filter((key) => BigInt(wanted[key] ?? 0) !== 0n);
  return [
    ...faults,
    ...misplaced.map((key) => fault(key, `is set, but only SCHED_DEADLINE has a ${key}`)),
  ];
}

/** The kernel wants runtime <= deadline <= period, where no period means the deadline. */
function deadlineFaults(
  wanted: Scheduler,
  fault: (key: keyof Scheduler, problem: string) => Fault,
): readonly Fault[] {
  const [runtime, deadline, period] = deadlineKeys.map((key) => BigInt(wanted[key] ?? 0));
  if (runtime === undefined || deadline === undefined || period === undefined) return [];
  const faults: Fault[] = [];
  if (runtime === 0n) faults.push(fault('runtime', 'is 0; SCHED_DEADLINE wants a time'));
  if (runtime > deadline) faults.push(fault('deadline', `is ${deadline}, less than runtime`));
  if (period !== 0n && deadline > period) {
    faults.push(fault('period', `is ${period}, less than deadline`));
  }
  return faults;
}

function within(value: number, [lowest, highest]: readonly [number, number]): boolean {
  return value >= lowest && value <= highest;
}
