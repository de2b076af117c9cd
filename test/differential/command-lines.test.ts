import fc from 'fast-check';
import t from 'tap';
import { onStage, Stage, succeed } from '../support/stage.ts';
import { type CommandLine, commandLines, type Moment } from './command-lines.ts';
import { compare, explains } from './compare.ts';
import { differences } from './differences.ts';
import type { Observation } from './observe.ts';

const references = ['runc', 'crun'] as const;
const runs = Number(process.env['PELAGOS_DIFFERENTIAL_RUNS'] ?? 60);

/** What a command line came to: its exit code, and the status of the container behind it. */
function tryOn(runtime: string, { moment, words }: CommandLine): Observation {
  const stage = new Stage(runtime);
  try {
    stage.configure({ process: { args: ['sleep', '100'] } });
    bring(stage, moment);
    const { code, signal } = stage.run(words.map((word) => word.replace('$ID', stage.id)));
    // exec ends as its program does; of what else fails only that it fails is a promise.
    const exact = words[0] === 'exec' || code === 0 || code === null;
    if (words[0] === 'kill') stage.ended(300);
    const key = `${words.join(' ')} (${moment})`;
    return new Map([
      [key, exact ? String(code ?? signal) : 'fails'],
      [`${key}: status`, stage.status().split(':')[0] ?? ''],
    ]);
  } finally {
    stage.clean();
  }
}

function bring(stage: Stage, moment: Moment): void {
  if (moment === 'none') return;
  succeed('create', stage.create());
  if (moment === 'created') return;
  succeed('start', stage.start());
  if (moment === 'paused') succeed('pause', stage.run(['pause', stage.id]));
  if (moment !== 'stopped') return;
  succeed('kill', stage.kill('KILL'));
  stage.ended();
}

function unexplained(runtime: string, line: CommandLine): string[] {
  const ours = tryOn(runtime, line);
  return references.flatMap((from) =>
    compare(ours, tryOn(from, line))
      .filter((seen) => !differences.some((row) => explains(row, from, seen)))
      .map(({ key, ours: here, theirs }) => `${key}: ${here} here, ${theirs} with ${from}`),
  );
}

onStage(
  t,
  'command lines end as with runc and crun, or differ as docs/differences.md says',
  (t, stage) => {
    fc.assert(
      fc.property(commandLines, (line) => {
        const found = unexplained(stage.runtime, line);
        if (found.length > 0) throw new Error(found.join('\n'));
      }),
      { numRuns: runs, seed: 20 },
    );
    t.pass(`${runs} command lines`);
  },
  { timeout: 540_000 },
);
