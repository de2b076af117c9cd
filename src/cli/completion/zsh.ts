import { type CommandRow, commands, globalOptions, type OptionRow } from '../command-table.ts';
import { type Candidates, COMPLETED_WORDS, shownOptions, valuesOf, wordsOf } from './words.ts';

/** The completion for Zsh, as a function for its path or to be evaluated. */
export function zshCompletion(): string {
  return [
    '#compdef pelagos',
    '# Completion of pelagos for Zsh: eval "$(pelagos completion zsh)", or as _pelagos in $fpath',
    ids,
    '_pelagos() {',
    '  local curcontext=$curcontext state line ret=1',
    '  local -a root',
    '  typeset -A opt_args',
    `  _arguments -C ${specs(globalOptions).join(' ')} '1:command:->command' '*::word:->word' && ret=0`,
    '  case $state in',
    '    command)',
    '      local -a commands',
    `      commands=(${commands.map(({ name, describe }) => quoted(`${name}:${describe}`)).join(' ')})`,
    '      _describe -t commands command commands && ret=0 ;;',
    '    word)',
    // The options of the command take the place of these.
    keepRoot,
    '      case $words[1] in',
    ...commands.map((row) => `        ${row.name}) _arguments ${argumentsOf(row)} && ret=0 ;;`),
    '      esac ;;',
    '  esac',
    '  return ret',
    '}',
    'if [[ $funcstack[1] == _pelagos ]]; then _pelagos "$@"; else compdef _pelagos pelagos; fi',
    '',
  ].join('\n');
}

const keepRoot = `      (( \${+opt_args[--root]} )) && root=(--root "\${(Q)opt_args[--root]}")`;

const ids = `_pelagos_ids() {
  local -a ids
  ids=(\${(f)"$(_call_program ids pelagos $root list --quiet 2>/dev/null)"})
  compadd -a ids
}`;

function argumentsOf(row: CommandRow): string {
  const words = Array.from({ length: COMPLETED_WORDS }, (_, position) => wordsOf(row, position));
  const places = words.flatMap((candidates, position) =>
    candidates === 'nothing'
      ? []
      : [quoted(`${position + 1}:${noun(candidates)}:${action(candidates)}`)],
  );
  return [
    ...(row.optionsFirst === true ? ['-A', "'-*'"] : []),
    ...specs(row.options),
    ...places,
  ].join(' ');
}

function noun(candidates: Candidates): string {
  return candidates === 'ids' ? 'container' : 'word';
}

function specs(options: readonly OptionRow[]): readonly string[] {
  return shownOptions(options).flatMap((row) => {
    const { name, short, value, describe, repeatable } = row;
    const text = `[${describe.replaceAll(/[[\]:]/g, '\\$&')}]`;
    const rest =
      value === undefined ? text : `${text}:${value.replaceAll(':', '')}:${action(valuesOf(row))}`;
    const many = repeatable === true ? '*' : '';
    const long = quoted(`${many}--${name}${value === undefined ? '' : '='}${rest}`);
    return short === undefined ? [long] : [long, quoted(`${many}-${short}${rest}`)];
  });
}

function action(candidates: Candidates): string {
  switch (candidates) {
    case 'files':
      return '_files';
    case 'directories':
      return '_files -/';
    case 'ids':
      return '_pelagos_ids';
    case 'nothing':
      return ' ';
    default:
      return `(${candidates.join(' ')})`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
