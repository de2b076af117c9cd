import { fnv1a } from '../lib/fnv.ts';
import type { OpDefinition } from './field-types.ts';
import { opTable } from './ops.ts';

/** What comes before the steps (src/plan/encode.ts, native/decode.c). */
const head = ['texts behind the words', 'slots', 'exitCode', 'logFormat', 'logPath', 'logName'];

/**
 * A number that differs whenever the op table differs, so that an executor refuses a plan made for
 * another one. The words of `doc` do not count. Programs use the constant of stamp.generated.ts.
 */
export function opTableStamp(table: Readonly<Record<string, OpDefinition>> = opTable): number {
  const steps = Object.entries(table).map(([name, { fields }]) => [name, fields]);
  return fnv1a(JSON.stringify([head, steps]));
}
