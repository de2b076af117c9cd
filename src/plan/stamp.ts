import { fnv1a } from '../lib/fnv.ts';
import { opNames, opTable } from './ops.ts';

/**
 * A number that differs whenever the op table differs, so that an executor refuses a plan made for
 * another one. The words of `doc` do not count.
 */
export function opTableStamp(): number {
  return fnv1a(JSON.stringify(opNames.map((name) => [name, opTable[name].fields])));
}
