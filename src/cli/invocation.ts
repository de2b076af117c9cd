import type { Report } from '../plan/plan.ts';
import type { Caller } from './caller.ts';
import type { Globals } from './globals.ts';
import type { Lists, Values } from './parse.ts';

/** One call of a command, read but not yet carried out. */
export interface Invocation {
  readonly caller: Caller;
  readonly globals: Globals;
  readonly report: Report;
  readonly values: Values;
  readonly lists: Lists;
  readonly words: readonly string[];
}
