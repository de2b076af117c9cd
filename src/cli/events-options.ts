import { help } from './common-options.ts';
import type { OptionRow } from './option-row.ts';

/** Options of `events`. */
export const eventsOptions: readonly OptionRow[] = [
  {
    name: 'interval',
    value: 'DURATION',
    describe: 'time between two statistics, such as 500ms or 1m',
    default: '5s',
  },
  { name: 'stats', describe: 'print the statistics once, and end' },
  help,
];
