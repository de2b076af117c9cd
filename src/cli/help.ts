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
    'To begin: pelagos spec writes a config.json, pelagos plan shows what it would do,',
    'pelagos COMMAND --help tells more.',
    '',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp({ usage, describe, options }: CommandRow): string {
  return [
    `Usage: pelagos ${usage}`,
    '',
    `${capitalized(describe)}.`,
    '',
    'Options:',
    ...optionLines(options),
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

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
