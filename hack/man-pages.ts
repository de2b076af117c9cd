/**
 * Writes the manual pages, one for the program and one for each command, from the table of commands:
 * hack/man-pages.ts DIRECTORY.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CommandRow,
  commands,
  globalOptions,
  type OptionRow,
} from '../src/cli/command-table.ts';
import { shownOptions } from '../src/cli/completion/words.ts';
import { VERSION } from '../src/runtime/version.ts';

/** By the name of its file. */
export function manualPages(): ReadonlyMap<string, string> {
  const pages = commands.map((row) => [`pelagos-${row.name}.8`, commandPage(row)] as const);
  return new Map([['pelagos.8', programPage()], ...pages]);
}

function programPage(): string {
  return page('pelagos', 'run containers from OCI bundles', [
    section('SYNOPSIS', ['.B pelagos', '.RI [ OPTIONS ]', '.I COMMAND', '.RI [ ARGUMENTS ]']),
    section('DESCRIPTION', [
      roff('pelagos compiles a bundle of the OCI runtime specification to a plan and executes it.'),
      roff('It takes the commands and options that engines give to runc and crun.'),
    ]),
    section(
      'COMMANDS',
      commands.flatMap(({ name, describe }) => [
        '.TP',
        `.BR pelagos\\-${roff(name)} (8)`,
        roff(`${describe}.`),
      ]),
    ),
    section('OPTIONS', optionLines(globalOptions)),
    section('EXIT STATUS', [
      '0: done. 1: not done. 3: there is no such command.',
      '.BR pelagos\\-exec (8)',
      'ends as the program does, or with 255 where it cannot be executed.',
    ]),
    section('FILES', [
      '.TP',
      '.I /run/pelagos',
      'the state of the containers of root',
      '.TP',
      '.I $XDG_RUNTIME_DIR/pelagos',
      'that of the containers of another user',
    ]),
  ]);
}

function commandPage({ name, usage, describe, options, example }: CommandRow): string {
  return page(`pelagos-${name}`, describe, [
    section('SYNOPSIS', ['.B pelagos', roff(usage)]),
    section('DESCRIPTION', [roff(`${describe.slice(0, 1).toUpperCase()}${describe.slice(1)}.`)]),
    section('OPTIONS', [
      ...optionLines(options),
      '.PP',
      'Options of the program may stand here too:',
      'see',
      '.BR pelagos (8).',
    ]),
    section('EXAMPLE', ['.EX', roff(example), '.EE']),
    section('SEE ALSO', ['.BR pelagos (8)']),
  ]);
}

function page(name: string, describe: string, sections: readonly string[]): string {
  const title = name.toUpperCase();
  return [
    `.TH ${roff(title)} 8 "" "pelagos ${VERSION}" "System Administration"`,
    section('NAME', [`${roff(name)} \\- ${roff(describe)}`]),
    ...sections,
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return [`.SH ${title}`, ...lines].join('\n');
}

function optionLines(options: readonly OptionRow[]): readonly string[] {
  return shownOptions(options).flatMap((row) => {
    const { name, short, value, describe, repeatable } = row;
    const long = `\\fB\\-\\-${roff(name)}\\fR${value === undefined ? '' : ` \\fI${roff(value)}\\fR`}`;
    const text = [
      `${describe}${row.default === undefined ? '' : ` (default: ${row.default})`}`,
      ...(repeatable === true ? ['may be given more than once'] : []),
    ].join('; ');
    return ['.TP', short === undefined ? long : `\\fB\\-${short}\\fR, ${long}`, roff(text)];
  });
}

/** Text as roff reads it: a line must not begin with a control character. */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&');
}

if (import.meta.main) {
  const [directory = ''] = process.argv.slice(2);
  if (directory === '') throw new Error('name the directory for the pages');
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of manualPages()) writeFileSync(join(directory, name), text);
}
