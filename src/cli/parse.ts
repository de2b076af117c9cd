import { RuntimeError } from '../errors/runtime-error.ts';
import type { OptionRow } from './command-table.ts';
import { nearest } from './nearest.ts';

/** Option values by name: the last one given, `true` for one without a value. */
export type Values = Readonly<Record<string, string>>;

/** Every value of the options that may be given more than once, in their order. */
export type Lists = Readonly<Record<string, readonly string[]>>;

export interface Parsed {
  readonly values: Values;
  readonly lists: Lists;
  readonly words: readonly string[];
}

/**
 * Reads options in every spelling that callers of runc use: `--name value`, `--name=value`, one dash
 * or two, booleans with `=true` or `=false`; `--` ends them. firstWord: stop at the first word that
 * is no option (what follows belongs to a command), and give the rest as words.
 */
export function parseOptions(
  words: readonly string[],
  rows: readonly OptionRow[],
  { firstWord }: { readonly firstWord: boolean },
): Parsed {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  const lists: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') return { values, lists, words: [...rest, ...words.slice(i + 1)] };
    if (!isOption(word)) {
      if (firstWord) return { values, lists, words: words.slice(i) };
      rest.push(word);
      continue;
    }
    const { row, given } = findRow(word, rows);
    if (row.value !== undefined && given === undefined) i++;
    const value = optionValue(row, given, words[i]);
    values[row.name] = value;
    if (row.repeatable === true) lists[row.name] = [...(lists[row.name] ?? []), value];
  }
  return { values, lists, words: rest };
}

/** Refuses a value that is none of its option's choices. */
export function checkChoices(values: Values, rows: readonly OptionRow[]): void {
  for (const { name, choices } of rows) {
    const value = values[name];
    if (value === undefined || choices === undefined || choices.includes(value)) continue;
    throw new RuntimeError(
      'usage',
      `--${name} is ${choices.join(' or ')}: current value is ${JSON.stringify(value)}`,
    );
  }
}

function isOption(word: string): boolean {
  return word.startsWith('-') && word !== '-';
}

function findRow(
  word: string,
  rows: readonly OptionRow[],
): { readonly row: OptionRow; readonly given: string | undefined } {
  const [, name = '', given] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const row = rows.find((candidate) => candidate.name === name || candidate.short === name);
  if (row === undefined) {
    const near = nearest(name, rows);
    throw new RuntimeError('usage', `flag provided but not defined: ${word.split('=')[0]}`, {
      hint: near === undefined ? '--help lists them' : `did you mean --${near.name}?`,
    });
  }
  return { row, given };
}

function optionValue(row: OptionRow, given: string | undefined, next: string | undefined): string {
  if (row.value === undefined) return booleanValue(row, given ?? 'true');
  const value = given ?? next;
  if (value === undefined) {
    throw new RuntimeError('usage', `flag needs an argument: --${row.name}`);
  }
  return value;
}

function booleanValue(row: OptionRow, value: string): string {
  if (/^(true|t|1)$/i.test(value)) return 'true';
  if (/^(false|f|0)$/i.test(value)) return 'false';
  throw new RuntimeError('usage', `--${row.name} is true or false: current value is ${value}`);
}
