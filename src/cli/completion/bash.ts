import { type CommandRow, commands, globalOptions, type OptionRow } from '../command-table.ts';
import {
  type Candidates,
  COMPLETED_WORDS,
  shownOptions,
  spellings,
  valuesOf,
  wordsOf,
} from './words.ts';

/**
 * The completion for Bash: what may stand at a place is looked up in two functions made from the
 * table, by the command and the option or the position.
 */
export function bashCompletion(): string {
  return [
    '# Completion of pelagos for Bash: eval "$(pelagos completion bash)"',
    ...lookup('_pelagos_options', [optionsArm('', globalOptions), ...commands.map(commandOptions)]),
    ...lookup('_pelagos_values', [
      ...globalOptions.flatMap((row) => valueArm('*', row)),
      ...commands.flatMap(({ name, options }) => options.flatMap((row) => valueArm(name, row))),
      ...commands.flatMap(wordArms),
      `:word0) echo ${quoted(commands.map(({ name }) => name).join(' '))} ;;`,
    ]),
    program,
  ].join('\n');
}

function lookup(name: string, arms: readonly string[]): readonly string[] {
  return [`${name}() {`, '  case $1 in', ...arms.map((arm) => `    ${arm}`), '  esac', '}'];
}

function commandOptions({ name, options }: CommandRow): string {
  return optionsArm(name, options);
}

function optionsArm(name: string, options: readonly OptionRow[]): string {
  const words = shownOptions(options).flatMap(spellings).join(' ');
  return `${quoted(name)}) echo ${quoted(words)} ;;`;
}

function valueArm(command: string, row: OptionRow): readonly string[] {
  if (row.value === undefined) return [];
  const patterns = spellings(row).map((spelling) => `${command}:${spelling}`);
  return [`${patterns.join(' | ')}) echo ${quoted(text(valuesOf(row)))} ;;`];
}

function wordArms(row: CommandRow): readonly string[] {
  return Array.from({ length: COMPLETED_WORDS }, (_, position) => {
    const candidates = wordsOf(row, position);
    return `${row.name}:word${position}) echo ${quoted(text(candidates))} ;;`;
  });
}

function text(candidates: Candidates): string {
  return typeof candidates === 'string' ? `@${candidates}` : candidates.join(' ');
}

function quoted(words: string): string {
  return `'${words}'`;
}

/** `=` is a word of its own to Bash. A value that begins with `@` says where candidates come from. */
const program = `_pelagos_candidates() {
  case $1 in
    @files) compopt -o filenames 2>/dev/null; compgen -f -- "$2" ;;
    @directories) compopt -o filenames 2>/dev/null; compgen -d -- "$2" ;;
    @ids) compgen -W "$("\${COMP_WORDS[0]}" "\${root[@]}" list --quiet 2>/dev/null)" -- "$2" ;;
    @nothing) ;;
    *) compgen -W "$1" -- "$2" ;;
  esac
}
_pelagos() {
  local current=\${COMP_WORDS[COMP_CWORD]} command='' option='' words=0 index word
  local -a root=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ $word == = ]]; then
      continue
    elif [[ -n $option ]]; then
      [[ $option == --root ]] && root=(--root "$word")
      option=''
    elif [[ $word == -* ]]; then
      [[ -n $(_pelagos_values "$command:$word") ]] && option=$word
    elif [[ -z $command ]]; then
      command=$word
    else
      ((words++))
    fi
  done
  [[ $current == = ]] && current=''
  if [[ -n $option ]]; then
    word=$(_pelagos_values "$command:$option")
  elif [[ $current == -* ]]; then
    word=$(_pelagos_options "$command")
  else
    word=$(_pelagos_values "$command:word$words")
  fi
  mapfile -t COMPREPLY < <(_pelagos_candidates "$word" "$current")
}
complete -F _pelagos pelagos
`;
