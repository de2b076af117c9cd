/** Two verbs on one container at the same moment: one is first, and the other says what it found. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { onStage, type Stage, succeed } from '../support/stage.ts';

const rounds = Number(process.env['PELAGOS_TEST_ROUNDS'] ?? 25);

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Starts a verb and lets it run beside others. */
function begin(stage: Stage, verb: readonly string[]): Promise<Ended> {
  const argv = ['--root', stage.root, ...verb];
  const child = spawn(stage.runtime, argv, {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 30_000,
  });
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += String(data);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stderr }));
  });
}

/** All that a verb may say which comes too late, or too early. */
const documented = [
  'container does not exist',
  'container not running',
  'cannot start an already running container',
  'cannot start a container that has stopped',
  'cannot start the container: its init process ended',
].map((words) => `${words}\n`);

/** Pairs of verbs, and which of the two must succeed whatever the other does. */
const pairs: readonly (readonly [
  readonly string[],
  readonly string[],
  'second' | 'one' | 'both',
])[] = [
  [['start'], ['delete', '--force'], 'second'],
  [['kill', 'KILL'], ['delete', '--force'], 'second'],
  [['state'], ['delete', '--force'], 'second'],
  [['delete', '--force'], ['delete', '--force'], 'both'],
  [['start'], ['start'], 'one'],
  [['start'], ['kill', 'KILL'], 'second'],
];

for (const [first, second, winner] of pairs) {
  const title = `${first.join(' ')} and ${second.join(' ')} at once, ${rounds} times`;
  onStage(t, `${title}: each succeeds, or says what it found`, async (t, stage) => {
    stage.configure({ process: { args: ['sleep', '1000'] } });
    const outcomes = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      succeed('create', stage.create());
      const words = ([verb = '', ...rest]: readonly string[]) =>
        verb === 'kill' ? [verb, stage.id, ...rest] : [verb, ...rest, stage.id];
      const both = [begin(stage, words(first)), begin(stage, words(second))];
      const [one, other] = await Promise.all(both);
      for (const { code, stderr } of [one, other].filter((ended) => ended !== undefined)) {
        if (code !== 0 && !documented.includes(stderr)) t.fail(`${code}: ${stderr}`);
        if (code === 0 && stderr !== '') t.fail(`succeeded with ${stderr}`);
      }
      if (winner === 'both') t.equal(one?.code, 0);
      if (winner !== 'one') t.equal(other?.code, 0);
      else t.equal([one, other].filter((ended) => ended?.code === 0).length, 1);
      const outcome = `${one?.code} ${other?.code}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      succeed('delete', stage.delete('--force'));
      t.notOk(existsSync(join(stage.root, stage.id)));
    }
    t.comment([...outcomes].map(([codes, count]) => `${codes}: ${count}`).join(', '));
  });
}
