/** Writes native/foreseen-table.h: what an executor looks at before a warm planner asks for it. */
import { writeFileSync } from 'node:fs';
import { commands, globalOptions } from '../src/cli/command-table.ts';
import { foreseen, foreseenVerbs } from '../src/host/foreseen.ts';

const text = (value: string): string => JSON.stringify(value);

function upper(name: string): string {
  return name
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replace(' ', '_')
    .toUpperCase();
}

/** Of all these verbs together: where one takes a value behind a name, none has a flag of that name. */
const options = [
  globalOptions,
  ...commands.filter(({ name }) => name in foreseenVerbs).map((command) => command.options),
].flat();
const namesOf = (valued: boolean): ReadonlySet<string> =>
  new Set(
    options
      .filter(({ value }) => (value !== undefined) === valued)
      .flatMap(({ name, short }) => [name, ...(short === undefined ? [] : [short])]),
  );
const [valued, flags] = [namesOf(true), namesOf(false)];
const both = [...valued].filter((name) => flags.has(name));
if (both.length > 0) throw new Error(`with and without a value: ${both.join()}`);

writeFileSync(
  'native/foreseen-table.h',
  [
    '/* Generated from src/host/foreseen.ts by hack/gen-foreseen-table.ts. Do not edit. */',
    '',
    'static const char *const valued_options[] = {',
    ...[...valued].map((name) => `\t${text(name)},`),
    '\tNULL,',
    '};',
    '',
    'static const struct verb_of_row verbs_of_rows[] = {',
    ...Object.entries(foreseenVerbs).map(([verb, on]) => `\t{${text(verb)}, FOR_${upper(on)}},`),
    '\t{0},',
    '};',
    '',
    'static const struct foreseen_row foreseen_rows[] = {',
    ...foreseen.map(
      ({ on, per, about, path, is }) =>
        `\t{FOR_${upper(on)}, PER_${upper(per)}, ASK_${upper(about)}, IS_${upper(is ?? 'nothing')}, ${text(path)}},`,
    ),
    '};',
    '',
  ].join('\n'),
);
