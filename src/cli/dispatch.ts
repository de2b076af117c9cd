import { RuntimeError } from '../errors/runtime-error.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { planFailure, planText } from '../runtime/messages.ts';
import type { Caller } from './caller.ts';
import { type CommandRow, commands, globalOptions } from './command-table.ts';
import { readGlobals, reportOf } from './globals.ts';
import { nearest } from './nearest.ts';
import { verbs } from './oci/verbs.ts';
import { parseOptions, type Values } from './parse.ts';
import { versionText } from './version.ts';

/** runc's exit code for a command it does not know. */
const UNKNOWN_COMMAND = 3;

/** The plan for a command line; every failure a person can cause is itself a plan. */
export async function planFor(commandLine: readonly string[], caller: Caller): Promise<Plan> {
  let report = reportOf({}, caller);
  try {
    refuseNul(commandLine);
    const { values, words } = parseOptions(commandLine, globalOptions, { firstWord: true });
    report = reportOf(values, caller);
    return await planCommand({ values, words, report }, caller);
  } catch (error) {
    if (error instanceof RuntimeError) return planFailure(error, report);
    throw error;
  }
}

/** No argument of a process holds one, but those that come over a socket might. */
function refuseNul(commandLine: readonly string[]): void {
  const position = commandLine.findIndex((word) => word.includes('\0'));
  if (position < 0) return;
  throw new RuntimeError('usage', `argument ${position + 1} holds a NUL character`);
}

interface Line {
  /** Of the options before the command. */
  readonly values: Values;
  readonly words: readonly string[];
  readonly report: Report;
}

async function planCommand({ values, words, report }: Line, caller: Caller): Promise<Plan> {
  const [name, ...rest] = words;
  if (values['version'] === 'true') return planText(versionText(), report);
  if (values['help'] === 'true' || name === undefined) return planText(await helpText(), report);
  if (name === 'help') return planText(await helpText(rest[0]), report);
  const row = findCommand(name);
  const parsed = parseOptions(rest, row.options, { firstWord: row.optionsFirst === true });
  if (parsed.values['help'] === 'true') return planText(await helpText(name), report);
  checkWords(row, parsed.words);
  const globals = readGlobals(values, caller);
  const verb = await verbs[row.name]?.();
  if (verb === undefined) throw new Error(`no verb carries out the command ${row.name}`);
  return verb({ caller, globals, report, ...parsed });
}

/** The help of the program, or of the command called name; loaded only where it is asked for. */
async function helpText(name?: string): Promise<string> {
  const { commandHelp, programHelp } = await import('./help.ts');
  return name === undefined ? programHelp() : commandHelp(findCommand(name));
}

function findCommand(name: string): CommandRow {
  const row = commands.find((candidate) => candidate.name === name);
  if (row !== undefined) return row;
  const near = nearest(name, commands);
  throw new RuntimeError('unknown-command', `unknown command ${JSON.stringify(name)}`, {
    hint:
      near === undefined
        ? 'pelagos --help lists the commands'
        : `did you mean ${near.name}? pelagos --help lists the commands`,
    exitCode: UNKNOWN_COMMAND,
  });
}

function checkWords({ name, usage, words }: CommandRow, given: readonly string[]): void {
  if (given.length >= words.least && given.length <= words.most) return;
  throw new RuntimeError('usage', `${name} wants ${wanted(words)}, not ${given.length}`, {
    hint: `usage: pelagos ${usage}`,
  });
}

function wanted({ least, most }: CommandRow['words']): string {
  if (most === 0) return 'no argument';
  if (most === Number.POSITIVE_INFINITY) return `at least ${least} argument`;
  if (least < most) return `${least} to ${most} arguments`;
  return most === 1 ? '1 argument' : `${most} arguments`;
}
