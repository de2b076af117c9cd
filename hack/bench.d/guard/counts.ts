import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, readOr } from '../../../test/support/processes.ts';
import { commandPath } from '../../../test/support/requires.ts';
import { eventually } from '../../../test/support/wait.ts';
import { type Competitor, type Verb, verbs } from '../competitor.ts';
import { dist } from '../competitors.ts';
import { benchProgram } from '../measure.ts';
import { spawned } from '../pelagos.ts';
import { type Container, Stage } from '../stage.ts';
import type { Figures } from './recorded.ts';
import { countCalls } from './strace-output.ts';

const timeout = 300_000;

/** The engines of the planner, which are not the executor's work. */
const planners = /\/libexec\/pelagos\/[a-z-]*planner$/;

/** Counts something of one command; `words` have the program first. */
type Count = (words: readonly string[], stage: Stage) => number;

/** The instructions that the executor executes outside the kernel in each verb. */
export function countInstructions(): Figures {
  return countLife(verbs, (words, stage) => {
    const file = join(stage.memory, 'steps');
    call(stage, [benchProgram('steps'), file, ...words]);
    return Number(readFileSync(file, 'utf8'));
  });
}

/**
 * The system calls of each verb: the executor's, and those of what it becomes in the container. `run`
 * stands for create, of which strace(1) would follow the container.
 */
export function countSystemCalls(): Figures {
  const count: Count = (words, stage) => {
    const file = join(stage.memory, 'calls');
    call(stage, [commandPath('strace'), '-f', '-o', file, ...words]);
    return countCalls(readFileSync(file, 'utf8'), planners);
  };
  const others = verbs.filter((verb) => verb !== 'create');
  return { ...countRun(count), ...countLife(others, count) };
}

function countRun(count: Count): Figures {
  return onStage((competitor, stage) => {
    const container = stage.container(competitor.name, 'run');
    return { run: count(wordsOf(competitor, 'run', container), stage) };
  });
}

/** Takes a container through its life, counting the wanted verbs. */
function countLife(wanted: readonly Verb[], count: Count): Figures {
  return onStage((competitor, stage) => {
    const container = stage.container(competitor.name, 'life', { waits: true });
    const counts: [string, number][] = [];
    for (const verb of verbs) {
      if (verb === 'delete') awaitEnd(competitor.pidFile(container));
      const words = wordsOf(competitor, verb, container);
      if (wanted.includes(verb)) counts.push([verb, count(words, stage)]);
      else call(stage, words);
    }
    return Object.fromEntries(counts);
  });
}

function onStage(act: (competitor: Competitor, stage: Stage) => Figures): Figures {
  const stage = new Stage(benchProgram('guest'));
  try {
    return act(spawned(copyOf(stage)), stage);
  } finally {
    stage.clear();
  }
}

/** The program in a folder whose path is as long everywhere: it copies, compares and hashes paths. */
function copyOf({ disk }: Stage): string {
  const program = join(disk, 'bin/pelagos');
  mkdirSync(join(disk, 'bin'));
  copyFileSync(join(dist, 'bin/pelagos'), program);
  symlinkSync(join(dist, 'libexec'), join(disk, 'libexec'));
  return program;
}

/** The command without the variables before it: `call` sets what all of them see. */
function wordsOf(competitor: Competitor, verb: Verb, container: Container): readonly string[] {
  const words = competitor.command(verb, container);
  return words.slice(words.findIndex((word) => word.startsWith('/')));
}

function call({ memory }: Stage, [program = '', ...args]: readonly string[]): void {
  const output = join(memory, 'output');
  const stream = openSync(output, 'a+');
  const ended = spawnSync(program, args, {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PELAGOS_PLANNER_SOCKET: 'none' },
    stdio: [stream, stream, stream],
    timeout,
  });
  closeSync(stream);
  if (ended.status === 0) return;
  throw new Error(`${program} ${args.join(' ')} failed: ${readFileSync(output, 'utf8').trim()}`);
}

function awaitEnd(pidFile: string): void {
  const pid = Number(readOr(pidFile, '0'));
  if (!eventually(() => hasEnded(pid))) throw new Error(`process ${pid} does not end`);
}
