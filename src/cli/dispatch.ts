import { RuntimeError } from '../errors/runtime-error.ts';
import type { Plan, Report } from '../plan/plan.ts';
import { planFailure, planText } from '../runtime/messages.ts';
import type { Caller } from './caller.ts';
import { type CommandRow, commands, globalOptions, type OptionRow } from './command-table.ts';
import { readGlobals, reportOf } from './globals.ts';
import { nearest } from './nearest.ts';
import { verbs } from './oci/verbs.ts';
import { checkChoices, type Parsed, parseOptions, type Values } from './parse.ts';
import { versionText } from './version.ts';

/** runc's exit code for a command it does not know. */
const UNKNOWN_COMMAND = 3;

/** The plan for a command line; every failure a person can cause is itself a plan. */
export async function planFor(commandLine: readonly string[], caller: Caller): Promise<Plan> {
  let report = reportOf({}, caller);
  try {
    refuseNul(commandLine);
    const before = parseOptions(commandLine, globalOptions, { firstWord: true });
    report = reportOf(before.values, caller);
    const line = readLine(before);
    report = reportOf(line.globals, caller);
    checkChoices(line.globals, globalOptions);
    return await planLine(line, report, caller);
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
  /** Of the options before the command, and of those behind it that the command has no other use for. */
  readonly globals: Values;
  /** Undefined: no command is to be carried out, but a text is to be shown. */
  readonly row?: CommandRow;
  readonly text?: 'version' | { readonly helpFor: string | undefined };
  readonly parsed: Parsed;
}

function readLine(before: Parsed): Line {
  const { values, words } = before;
  const [name, ...rest] = words;
  const shown = { globals: values, parsed: before };
  if (values['version'] === 'true' || values['V'] === 'true') return { ...shown, text: 'version' };
  if (values['help'] === 'true' || name === undefined) {
    return { ...shown, text: { helpFor: undefined } };
  }
  if (name === 'help') return { ...shown, text: { helpFor: rest[0] } };
  const row = findCommand(name);
  const late = globalsBehind(row);
  const options = { firstWord: row.optionsFirst === true };
  const parsed = parseOptions(rest, [...row.options, ...late], options);
  const given = late.filter((option) => option.name in parsed.values);
  const added = Object.fromEntries(
    given.map((option) => [option.name, parsed.values[option.name] ?? '']),
  );
  const line = { globals: { ...values, ...added }, row, parsed };
  return parsed.values['help'] === 'true' ? { ...line, text: { helpFor: name } } : line;
}

/** Runc takes its global options behind the command as well, where the command has none of that name. */
function globalsBehind(row: CommandRow): readonly OptionRow[] {
  const own = new Set(row.options.map(({ name }) => name));
  const shorts = new Set(row.options.map(({ short }) => short));
  return globalOptions
    .filter(({ name }) => !own.has(name) && name !== 'version' && name !== 'V')
    .filter(({ short }) => short === undefined || !shorts.has(short));
}

async function planLine(line: Line, report: Report, caller: Caller): Promise<Plan> {
  const { row, text, parsed } = line;
  if (text === 'version') return planText(versionText(caller.calledAs), report);
  if (text !== undefined || row === undefined) {
    return planText(await helpText(caller.calledAs, text?.helpFor), report);
  }
  checkChoices(parsed.values, row.options);
  checkWords(row, parsed.words);
  const globals = readGlobals(line.globals, caller);
  const timing = globals.timing ? await import('../runtime/timing.ts') : undefined;
  timing?.beginMarks();
  const verb = await verbs[row.name]?.();
  if (verb === undefined) throw new Error(`no verb carries out the command ${row.name}`);
  const plan = await verb({ caller, globals, report, ...parsed });
  return timing?.timed(plan, row.name, caller.environment('ASKED_AT')) ?? plan;
}

/** The help of the program, or of the command called name; loaded only where it is asked for. */
async function helpText(calledAs: string, name?: string): Promise<string> {
  const { commandHelp, programHelp } = await import('./help.ts');
  return name === undefined ? programHelp(calledAs) : commandHelp(calledAs, findCommand(name));
}

function findCommand(name: string): CommandRow {
  const row = commands.find((candidate) => candidate.name === name);
  if (row !== undefined) return row;
  const near = nearest(name, commands);
  const quoted = JSON.stringify(name);
  // The end is runc's, for whoever tries out what a runtime can do.
  const message = `unknown command ${quoted}: No help topic for '${quoted.slice(1, -1)}'`;
  throw new RuntimeError('unknown-command', message, {
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
