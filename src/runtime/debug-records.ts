import type { FieldContext } from '../fields/field.ts';
import type { Records } from '../plan/records.ts';
import { slotNames } from '../plan/slot-names.ts';

/** The records of a create and of an exec, with --debug: each begins as that of runc at its place. */
export function debugRecords({ mode, options, slots }: FieldContext): Records | undefined {
  if (options.logLevel !== 'debug') return undefined;
  const [goal, last] =
    mode === 'exec'
      ? ['a process that enters it', 'setns_init: about to exec']
      : ['its init process', 'init: closing the pipe to signal completion'];
  return {
    clone: `nsexec container setup of ${options.id}: clone ${goal}; exeseal: using /proc/self/exe clone, in sealed memory`,
    first: ['nsexec[', slots.take(slotNames.init), ']: child process in init()'],
    last,
  };
}
