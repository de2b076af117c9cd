import { help } from './common-options.ts';
import type { OptionRow } from './option-row.ts';

/** Options of `planner serve`. */
export const plannerOptions: readonly OptionRow[] = [
  {
    name: 'socket',
    value: 'PATH',
    describe:
      'serve at PATH; by default at $PELAGOS_PLANNER_SOCKET, /run/pelagos-planner.sock, or pelagos-planner.sock in $XDG_RUNTIME_DIR',
  },
  {
    name: 'idle',
    value: 'DURATION',
    describe: 'end when nobody has asked for so long; 0s: never',
    default: '10m',
  },
  {
    name: 'memory',
    value: 'SIZE',
    describe: 'start the planner anew when it takes more memory than SIZE',
    default: '256m',
  },
  {
    name: 'practice',
    value: 'N',
    describe:
      'plan N examples while nobody asks, so that the engine has compiled itself when somebody does',
    default: '3000',
  },
  help,
];
