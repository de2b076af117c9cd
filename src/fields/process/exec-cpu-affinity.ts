import type { Fault } from '../../errors/fault.ts';
import { bitMask } from '../../lib/bit-list.ts';
import { errno } from '../../lib/errno.ts';
import { NONE, type Slot } from '../../plan/field-types.ts';
import type { PhaseName } from '../../plan/phases.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import { debugStep } from '../debug-step.ts';
import type { Field } from '../field.ts';
import { quote } from '../quote.ts';

const pointer = '/process/execCPUAffinity';
const section = 'config.md#linux-process';

/** More than any kernel is built for (CONFIG_NR_CPUS). */
const mostCpus = 8192;

interface Moment {
  readonly phase: PhaseName;
  readonly cpus: string | undefined;
  readonly key: 'initial' | 'final';
  readonly pid: Slot;
}

/** For exec: where the process starts, and where it is once the cgroup has had its say. */
export const execCPUAffinity: Field = {
  pointer,
  check({ spec }) {
    const { initial, final } = spec.process?.execCPUAffinity ?? {};
    return [...listFaults('initial', initial), ...listFaults('final', final)];
  },
  compile(context) {
    const { mode, spec, slots } = context;
    const wanted = spec.process?.execCPUAffinity;
    const init = slots.take(slotNames.init);
    if (mode === 'create' || wanted === undefined) return [everyCpu(init)];
    const { initial = '', final } = wanted;
    return [
      // Of the executor itself: what it clones inherits it.
      ...affinity({ phase: 'open', key: 'initial', cpus: initial, pid: NONE }),
      ...(initial === '' ? [] : debugStep(context, `${pointer}/initial`, affinityRecord(initial))),
      ...affinity({ phase: 'restrict', key: 'final', cpus: final, pid: init }),
    ];
  },
};

/** The CPUs as runc writes them, in hexadecimal. */
function affinityRecord(cpus: string): string {
  const mask = (bitMask(cpus, mostCpus) ?? new Uint8Array()).toReversed();
  const digits = [...mask].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `nsexec: affinity: 0x${digits.replace(/^0+(?=.)/, '') || '0'}`;
}

/**
 * What the caller is bound to is its own matter: without this, a service with CPUAffinity= would
 * bind its containers, against the cpuset of their cgroup, too (kernel 6.2 keeps the mask).
 */
function everyCpu(pid: Slot): Step {
  const what = 'let the process run on every CPU of its cgroup';
  // The caller may be no more than an ordinary user.
  const onErrno = [errno.EPERM, errno.EINVAL].map((number) => ({
    errno: number,
    then: 'ignore' as const,
  }));
  const op = { op: 'affinity', at: pointer, what, onErrno, pid, cpus: new Uint8Array() } as const;
  return { phase: 'restrict', op };
}

function listFaults(key: Moment['key'], cpus = ''): readonly Fault[] {
  if (bitMask(cpus, mostCpus) !== undefined) return [];
  const problem = `is ${quote(cpus)}; wanted a list of CPUs such as "0-3,7"`;
  return [{ pointer: `${pointer}/${key}`, problem, section }];
}

function affinity({ phase, key, cpus = '', pid }: Moment): readonly Step[] {
  const mask = bitMask(cpus, mostCpus);
  if (mask === undefined || mask.length === 0) return [];
  const what = `run on the CPUs ${cpus}`;
  return [{ phase, op: { op: 'affinity', at: `${pointer}/${key}`, what, pid, cpus: mask } }];
}
