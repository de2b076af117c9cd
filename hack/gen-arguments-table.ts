/**
 * Writes native/arguments-table.h: what the executor must know of the command line to run a stored
 * plan. It is the planner's own table, so that both read the same words in the same way.
 */
import { writeFileSync } from 'node:fs';
import {
  askedWhereSet,
  cloningVerbs,
  globalUses,
  type OptionUse,
  SIGNAL_VERB,
  verbsAhead,
} from '../src/cli/ahead.ts';
import {
  type CommandRow,
  commands,
  globalOptions,
  type OptionRow,
} from '../src/cli/command-table.ts';
import { ROOT_OF_ROOT } from '../src/cli/globals.ts';
import { DEFAULT_SIGNAL } from '../src/cli/oci/kill.ts';
import { ID_BEGINS_WITH, ID_GOES_ON_WITH, LONGEST_ID } from '../src/runtime/container-id.ts';
import { STORED_PLANS_MAGIC } from '../src/runtime/stored-plans.ts';
import { VERSION } from '../src/runtime/version.ts';
import { highestSignal, signals } from '../src/spec/tables/signals.ts';

type Uses = Readonly<Record<string, OptionUse>>;

const text = (value: string): string => JSON.stringify(value);
const ahead = commands.filter(({ name }) => name in verbsAhead);
const missing = Object.keys(verbsAhead).filter((name) => !ahead.some((row) => row.name === name));
if (missing.length > 0) throw new Error(`not in the table of commands: ${missing.join()}`);

/** A bracket expression's inside as all its characters. */
function charactersOf(inside: string): string {
  const pattern = new RegExp(`[${inside}]`);
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  return ascii.filter((character) => pattern.test(character)).join('');
}

function optionRow(option: OptionRow, uses: Uses): string {
  const use = (uses[option.name] ?? 'planner').replace('-', '_').toUpperCase();
  const list = [...(option.choices ?? []).map(text), 'NULL'].join(', ');
  const short = option.short === undefined ? 'NULL' : text(option.short);
  return `\t{${text(option.name)}, ${short}, ${option.value !== undefined}, USE_${use}, {${list}}},`;
}

function optionTable(name: string, options: readonly OptionRow[], uses: Uses): string[] {
  const rows = options.map((option) => optionRow(option, uses));
  return [`static const struct option_row ${name}[] = {`, ...rows, '\t{0},', '};', ''];
}

function verbRow({ name, words: { least, most }, optionsFirst }: CommandRow): string {
  const variable = askedWhereSet[name];
  const unlessSet = variable === undefined ? 'NULL' : text(variable);
  const numbers = `${least}, ${Number.isFinite(most) ? most : 'INT_MAX'}`;
  return `\t{${text(name)}, ${name}_options, ${numbers}, ${name === SIGNAL_VERB}, ${optionsFirst === true}, ${unlessSet}},`;
}

const lines = [
  '/* Generated from src/cli/command-table.ts by hack/gen-arguments-table.ts. Do not edit. */',
  '#ifndef PELAGOS_ARGUMENTS_TABLE_H',
  '#define PELAGOS_ARGUMENTS_TABLE_H',
  '',
  `#define PELAGOS_VERSION ${text(VERSION)}`,
  `#define STORED_PLANS_MAGIC 0x${STORED_PLANS_MAGIC.toString(16)}u`,
  `#define ROOT_OF_ROOT ${text(ROOT_OF_ROOT)}`,
  `#define ID_BEGINS_WITH ${text(charactersOf(ID_BEGINS_WITH))}`,
  `#define ID_GOES_ON_WITH ${text(charactersOf(ID_GOES_ON_WITH))}`,
  `#define LONGEST_ID ${LONGEST_ID}`,
  `#define DEFAULT_SIGNAL ${text(DEFAULT_SIGNAL)}`,
  `#define HIGHEST_SIGNAL ${highestSignal}`,
  '',
  '#ifdef ARGUMENTS_TABLES',
  ...optionTable('global_options', globalOptions, globalUses),
  ...ahead.flatMap((row) =>
    optionTable(`${row.name}_options`, row.options, verbsAhead[row.name] ?? {}),
  ),
  `static const char *const cloning_verbs[] = {${[...cloningVerbs.map(text), 'NULL'].join(', ')}};`,
  '',
  'static const struct verb_row verbs[] = {',
  ...ahead.map(verbRow),
  '\t{0},',
  '};',
  '',
  'static const struct signal_row signals[] = {',
  ...[...signals].map(([name, number]) => `\t{${text(name)}, ${number}},`),
  '\t{0},',
  '};',
  '#endif',
  '',
  '#endif',
  '',
];

writeFileSync('native/arguments-table.h', lines.join('\n'));
