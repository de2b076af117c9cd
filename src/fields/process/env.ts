import { slotNames } from '../../plan/slot-names.ts';
import type { Step } from '../../plan/step.ts';
import type { Field } from '../field.ts';
import { below, hasNul, quote } from '../quote.ts';
import { environmentOf, variableOf } from './environment.ts';

const pointer = '/process/env';

/** The environment of the program: that of the configuration alone, and HOME where it lacks one. */
export const env: Field = {
  pointer,
  check({ spec }) {
    return (spec.process?.env ?? []).flatMap((entry, index) => {
      if (!hasNul(entry)) return [];
      const problem = 'holds a NUL character, which no environment can hold';
      return [{ pointer: below(pointer, index), problem, section: 'config.md#process' }];
    });
  },
  compile({ spec, slots, options }) {
    const { process } = spec;
    if (process === undefined) return [];
    const environment = environmentOf(process);
    const warnings = options.logLevel === 'error' ? [] : environment.dropped;
    const steps: Step[] = warnings.map((index) => ({
      phase: 'claim',
      op: {
        op: 'log',
        at: below(pointer, index),
        what: 'log a warning',
        level: 'warning',
        message: `${below(pointer, index)} is dropped: ${quote(process.env?.[index] ?? '')} is not NAME=value`,
      },
    }));
    // Programs expect HOME, and docker and podman rely on the runtime for it.
    if ((variableOf(environment, 'HOME') ?? '') !== '') return steps;
    const what = 'find the home directory of the user in /etc/passwd';
    steps.push({
      phase: 'attributes',
      op: {
        op: 'home',
        at: pointer,
        what,
        root: slots.take(slotNames.root),
        uid: process.user?.uid ?? 0,
      },
    });
    return steps;
  },
};
