import { type CommandRow, commands, globalOptions, type OptionRow } from '../command-table.ts';
import { type Candidates, COMPLETED_WORDS, valuesOf, wordsOf } from './words.ts';

/** The completion for fish. */
export function fishCompletion(): string {
  return [
    '# Completion of pelagos for fish: pelagos completion fish | source',
    program,
    'complete -c pelagos -f',
    ...globalOptions.flatMap((row) => optionLine('__pelagos_at 0', row)),
    ...commands.map(({ name, describe }) =>
      line('__pelagos_at 0', `-a ${quoted(name)} -d ${quoted(describe)}`),
    ),
    ...commands.flatMap(commandLines),
    '',
  ].join('\n');
}

/** `__pelagos_words` prints the command and the words behind it, without options and their values. */
const program = `function __pelagos_words
  set -l option ''
  for word in (commandline -opc)[2..]
    if test -n "$option"
      set option ''
    else if contains -- $word ${valued().join(' ')}
      set option $word
    else if not string match -q -- '-*' $word
      echo $word
    end
  end
end
function __pelagos_at
  set -l words (__pelagos_words)
  test (count $words) -eq $argv[1]; and test (count $argv) -eq 1 -o "$words[1]" = "$argv[2]"
end
function __pelagos_in
  set -l words (__pelagos_words)
  test "$words[1]" = $argv[1]
end
function __pelagos_ids
  set -l root (commandline -opc | string join \\n | string match -r -g -- '^--root=(.*)' )
  set -l words (commandline -opc)
  set -l place (contains -i -- --root $words); and set root $words[(math $place + 1)]
  if test -n "$root"
    pelagos --root $root[-1] list --quiet 2>/dev/null
  else
    pelagos list --quiet 2>/dev/null
  end
end`;

/** Every spelling, of any command, that takes the next word as its value. */
function valued(): readonly string[] {
  const rows = [...globalOptions, ...commands.flatMap(({ options }) => options)];
  const taking = rows.filter(({ value }) => value !== undefined);
  const flags = new Set(rows.filter(({ value }) => value === undefined).map(({ short }) => short));
  const shorts = taking.flatMap(({ short }) =>
    short === undefined || flags.has(short) ? [] : [`-${short}`],
  );
  return [...new Set([...taking.map(({ name }) => `--${name}`), ...shorts])].sort();
}

function commandLines(row: CommandRow): readonly string[] {
  const words = Array.from({ length: COMPLETED_WORDS }, (_, position) => wordsOf(row, position));
  return [
    ...row.options.flatMap((option) => optionLine(`__pelagos_in ${row.name}`, option)),
    ...words.flatMap((candidates, position) =>
      candidates === 'nothing'
        ? []
        : [line(`__pelagos_at ${position + 1} ${row.name}`, from(candidates))],
    ),
  ];
}

function optionLine(condition: string, row: OptionRow): readonly string[] {
  if (row.hidden === true) return [];
  const short = row.short === undefined ? '' : ` -s ${row.short}`;
  const value = row.value === undefined ? '' : ` ${needed(valuesOf(row))}`;
  const text = `-l ${row.name}${short}${value} -d ${quoted(row.describe)}`;
  return [line(condition, text.replaceAll(/ +/g, ' '))];
}

function line(condition: string, rest: string): string {
  return `complete -c pelagos -n ${quoted(condition)} ${rest}`;
}

/** After an option: -x for a value that is no file. */
function needed(candidates: Candidates): string {
  return candidates === 'files' ? '-r -F' : `-x ${from(candidates)}`;
}

function from(candidates: Candidates): string {
  switch (candidates) {
    case 'files':
      return '-F';
    case 'directories':
      return "-a '(__fish_complete_directories)'";
    case 'ids':
      return "-a '(__pelagos_ids)'";
    case 'nothing':
      return '';
    default:
      return `-a ${quoted(candidates.join(' '))}`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
