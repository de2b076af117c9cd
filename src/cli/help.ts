import { type CommandRow, commands, globalOptions, type OptionRow } from './command-table.ts';
import { nameFor } from './version.ts';

/** The help of the program: what it is for, its commands, and the options before them. */
export function programHelp(calledAs: string): string {
  const name = nameFor(calledAs);
  return page(name, [
    ['NAME', [`  ${name} - Open Container Initiative runtime: runs containers from OCI bundles`]],
    ['USAGE', [`  ${name} [OPTIONS] COMMAND [ARGUMENTS]`]],
    ['COMMANDS', columns(commands.map(({ usage, describe }) => [usage, describe]))],
    ['GLOBAL OPTIONS', optionLines(globalOptions)],
    [
      'TO BEGIN',
      columns([
        ['pelagos spec', 'writes a config.json'],
        ['pelagos plan', 'shows what it would do'],
        ['pelagos COMMAND --help', 'tells more of a command'],
      ]),
    ],
  ]);
}

/** The help of one command. */
export function commandHelp(calledAs: string, row: CommandRow): string {
  const { usage, describe, example, options } = row;
  const name = nameFor(calledAs);
  const title = wrapped(`${name} ${row.name} - ${describe}`, WIDTH - 2);
  return page(name, [
    ['NAME', title.map((line) => `  ${line}`)],
    ['USAGE', [`  ${name} ${usage}`]],
    [
      'OPTIONS',
      [
        ...optionLines(options),
        '',
        `  Options of the program (${name} --help) may stand among these.`,
      ],
    ],
    ['EXAMPLE', [`  ${example}`]],
  ]);
}

type Section = readonly [title: string, lines: readonly string[]];

/** Sections with the headings of runc's pages, which people look for, under the name that they typed. */
function page(name: string, sections: readonly Section[]): string {
  const parts = sections.map(([title, lines]) => [`${title}:`, ...lines, ''].join('\n'));
  return parts.join('\n').replaceAll(/^ {2}pelagos /gm, `  ${name} `);
}

function optionLines(rows: readonly OptionRow[]): readonly string[] {
  return columns(rows.filter(({ hidden }) => !hidden).map((row) => [spelling(row), meaning(row)]));
}

function spelling({ name, short, value }: OptionRow): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? `    ${long}` : `-${short}, ${long}`;
}

function meaning({ describe, default: fallback }: OptionRow): string {
  return fallback === undefined ? describe : `${describe} (default: ${fallback})`;
}

/** The width of a terminal at its smallest. */
const WIDTH = 80;

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const left = Math.max(...rows.map(([term]) => term.length));
  const indent = ' '.repeat(left + 4);
  return rows.map(([term, text]) =>
    `  ${term.padEnd(left)}  ${wrapped(text, WIDTH - indent.length).join(`\n${indent}`)}`.trimEnd(),
  );
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
