import { RuntimeError } from '../../errors/runtime-error.ts';
import type { Values } from '../parse.ts';

/** What --format says of the commands that print a table unless told. */
export function tableOrJson(values: Values): 'table' | 'json' {
  const format = values['format'] ?? 'table';
  if (format === 'table' || format === 'json') return format;
  throw new RuntimeError(
    'usage',
    `--format is table or json: current value is ${JSON.stringify(format)}`,
  );
}
