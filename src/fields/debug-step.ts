import type { Text } from '../plan/field-types.ts';
import { record } from '../plan/records.ts';
import type { Step } from '../plan/step.ts';
import type { FieldContext } from './field.ts';

/** With --debug, a record of what the host does before there is a process; else nothing. */
export function debugStep({ options }: FieldContext, at: string, message: Text): readonly Step[] {
  return options.logLevel === 'debug' ? [{ phase: 'open', op: record(at, message) }] : [];
}
