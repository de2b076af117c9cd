import type { Values } from '../parse.ts';

/** What --format says of the commands that print a table unless told. */
export function tableOrJson(values: Values): 'table' | 'json' {
  return values['format'] === 'json' ? 'json' : 'table';
}
