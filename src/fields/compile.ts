import type { Fault } from '../errors/fault.ts';
import type { Step } from '../plan/step.ts';
import type { FieldContext } from './field.ts';
import { fields } from './index.ts';

/** Every fault of the configuration, in the order of the fields. */
export function checkFields(context: FieldContext): readonly Fault[] {
  return fields.flatMap((field) => field.check?.(context) ?? []);
}

/** The steps of all fields; the caller adds those of the life cycle and assembles them. */
export function compileFields(context: FieldContext): readonly Step[] {
  return fields.flatMap((field) => field.compile?.(context) ?? []);
}
