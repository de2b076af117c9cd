import { type CommandRow, commands, globalOptions, type OptionRow } from './command-table.ts';

/** The help of the program: what it is for, its commands, and the options before them. */
export function programHelp(): string {
  return [
    'pelagos runs containers from OCI bundles.',
    '',
    'Usage: pelagos [OPTIONS] COMMAND [ARGUMENTS]',
    '',
    'Commands:',
    ...columns(commands.map(({ usage, describe }) => [usage, describe])),
    '',
    'Options before the command:',
    ...optionLines(globalOptions),
    '',
    'To begin:',
    ...columns([
      ['pelagos spec', 'writes a config.json'],
      ['pelagos plan', 'shows what it would do'],
      ['pelagos COMMAND --help', 'tells more of a command'],
    ]),
    '',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp({ usage, describe, example, options }: CommandRow): string {
  return [
    `Usage: pelagos ${usage}`,
    '',
    `${capitalized(describe)}.`,
    '',
    'Options:',
    ...optionLines(options),
    '',
    'Example:',
    `  ${example}`,
    '',
    'Options of the program (pelagos --help) may stand among these.',
    '',
  ].join('\n');
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

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
