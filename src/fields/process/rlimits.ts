import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import { slotNames } from '../../plan/slot-names.ts';
import type { POSIXRlimit } from '../../spec/config.ts';
import { isRlimitName, rlimits as resources } from '../../spec/tables/rlimits.ts';
import type { Field } from '../field.ts';
import { below, quote } from '../quote.ts';

const pointer = '/process/rlimits';
const section = 'config.md#posix-process';

/** Set by the host when init is prepared: before, setting up might exceed them. */
export const rlimits: Field = {
  pointer,
  check({ spec }) {
    const list = spec.process?.rlimits ?? [];
    return list.flatMap((rlimit, index) => faultsOf(rlimit, index, list));
  },
  compile({ spec, slots }) {
    const list = spec.process?.rlimits ?? [];
    return list.flatMap(({ type, soft, hard }, index) =>
      isRlimitName(type)
        ? [
            {
              phase: 'restrict',
              op: {
                op: 'rlimit',
                at: below(pointer, index),
                what: `set ${type} to ${soft} (soft) and ${hard} (hard)`,
                onErrno: [{ errno: errno.EPERM, then: 'hint', text: raiseHint }],
                pid: slots.take(slotNames.init),
                resource: resources[type],
                soft,
                hard,
              },
            },
          ]
        : [],
    );
  },
};

const raiseHint =
  'a hard limit above that of the caller needs CAP_SYS_RESOURCE: raise it for the caller, or lower it here';

function faultsOf(
  { type, soft, hard }: POSIXRlimit,
  index: number,
  list: readonly POSIXRlimit[],
): readonly Fault[] {
  const at = below(pointer, index);
  const faults: Fault[] = [];
  if (!isRlimitName(type)) {
    const problem = `is ${quote(type)}, which Linux has no limit of; getrlimit(2) lists them`;
    faults.push({ pointer: `${at}/type`, problem, section });
  }
  const first = list.findIndex((other) => other.type === type);
  if (first < index) {
    const problem = `is ${quote(type)} again, which ${below(pointer, first)} has set already`;
    faults.push({ pointer: `${at}/type`, problem, section });
  }
  if (BigInt(soft) > BigInt(hard)) {
    const problem = `is ${soft}, above the hard limit ${hard}`;
    faults.push({ pointer: `${at}/soft`, problem, section });
  }
  return faults;
}
