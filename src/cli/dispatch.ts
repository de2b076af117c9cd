import { RuntimeError } from '../errors/runtime-error.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { planFailure, planText } from '../runtime/messages.ts';
import type { Caller } from './caller.ts';
import { type CommandRow, commands, globalOptions } from './command-table.ts';
import { readGlobals, reportOf } from './globals.ts';
import { commandHelp, programHelp } from './help.ts';
import { verbs } from './oci/verbs.ts';
import { parseOptions, type Values } from './parse.ts';
import { versionText } from './version.ts';

/** runc's exit code for a command it does not know. */
const UNKNOWN_COMMAND = 3;

/** The plan for a command line; every failure a person can cause is itself a plan. */
export function planFor(commandLine: readonly string[], caller: Caller): Plan {
  let report = reportOf({}, caller);
  try {
    const { values, words } = parseOptions(commandLine, globalOptions, { firstWord: true });
    report = reportOf(values, caller);
    return planCommand({ values, words, report }, caller);
  } catch (error) {
    if (error instanceof RuntimeError) return planFailure(error, report);
    throw error;
  }
}

interface Line {
  /** Of the options before the command. */
  readonly values: Values;
  readonly words: readonly string[];
  readonly report: Report;
}

function planCommand({ values, words, report }: Line, caller: Caller): Plan {
  const [name, ...rest] = words;
  if (values['version'] === 'true') return planText(versionText(), report);
  if (values['help'] === 'true' || name === undefined) return planText(programHelp(), report);
  if (name === 'help') return planText(helpFor(rest[0]), report);
  const { row, verb } = findCommand(name);
  const parsed = parseOptions(rest, row.options, { firstWord: false });
  if (parsed.values['help'] === 'true') return planText(commandHelp(row), report);
  checkWords(row, parsed.words);
  const globals = readGlobals(values, caller);
  return verb({ caller, globals, report, values: parsed.values, words: parsed.words });
}

function helpFor(name: string | undefined): string {
  return name === undefined ? programHelp() : commandHelp(findCommand(name).row);
}

function findCommand(name: string): {
  readonly row: CommandRow;
  readonly verb: NonNullable<(typeof verbs)[string]>;
} {
  const row = commands.find((candidate) => candidate.name === name);
  const verb = row === undefined ? undefined : verbs[row.name];
  if (row === undefined || verb === undefined) {
    throw new RuntimeError('unknown-command', `unknown command ${JSON.stringify(name)}`, {
      hint: 'pelagos --help lists the commands',
      exitCode: UNKNOWN_COMMAND,
    });
  }
  return { row, verb };
}

function checkWords({ name, usage, words }: CommandRow, given: readonly string[]): void {
  if (given.length >= words.least && given.length <= words.most) return;
  throw new RuntimeError(
    'usage',
    `${name} got ${given.length} arguments, which is not what it wants`,
    { hint: `usage: pelagos ${usage}` },
  );
}
