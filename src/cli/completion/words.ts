import { signals } from '../../spec/tables/signals.ts';
import type { CommandRow, OptionRow } from '../command-table.ts';

/** What can be typed for a value or a word: one of a few, or what the shell or the runtime knows. */
export type Candidates = readonly string[] | 'files' | 'directories' | 'ids' | 'nothing';

/** What may follow an option that takes a value. */
export function valuesOf({ value, choices }: OptionRow): Candidates {
  if (choices !== undefined) return choices;
  if (value === 'DIR') return 'directories';
  return value === 'FILE' || value === 'SOCKET' ? 'files' : 'nothing';
}

/** What may be typed for the word at a position behind a command, counted from 0. */
export function wordsOf({ name, usage }: CommandRow, position: number): Candidates {
  const word = usage.replaceAll(/\[OPTIONS\]|[[\]]/g, '').split(/\s+/)[position + 1] ?? '';
  if (word === 'ID') return makesContainer(name) ? 'nothing' : 'ids';
  if (word === 'SIGNAL') return [...signals.keys()].map((signal) => signal.replace(/^SIG/, ''));
  return /^[a-z|]+$/.test(word) ? word.split('|') : 'nothing';
}

/** The id that such a command takes is a new one. */
function makesContainer(name: string): boolean {
  return ['create', 'run', 'restore', 'plan'].includes(name);
}

/** How many words of a command have candidates. */
export const COMPLETED_WORDS = 2;

/** As the shells want them: those that people are shown. */
export function shownOptions(options: readonly OptionRow[]): readonly OptionRow[] {
  return options.filter(({ hidden }) => hidden !== true);
}

/** Each spelling of an option: `--name` and `-n`. */
export function spellings({ name, short }: OptionRow): readonly string[] {
  return short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`];
}
