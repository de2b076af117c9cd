import fc from 'fast-check';
import t from 'tap';
import { onStage, Stage } from '../support/stage.ts';
import { compare, explains } from './compare.ts';
import type { Trial } from './configurations.ts';
import { trials } from './configurations.ts';
import { differences } from './differences.ts';
import { type Observation, observe } from './observe.ts';

const references = ['runc', 'crun'] as const;
const runs = Number(process.env['PELAGOS_DIFFERENTIAL_RUNS'] ?? 40);

function observeWith(runtime: string, trial: Trial): Observation {
  const stage = new Stage(runtime);
  try {
    return observe(stage, trial);
  } finally {
    stage.clean();
  }
}

/** What no row of the table of differences explains, a line each. */
function unexplained(ours: Observation, trial: Trial): string[] {
  return references.flatMap((from) =>
    compare(ours, observeWith(from, trial))
      .filter((seen) => !differences.some((row) => explains(row, from, seen)))
      .map(({ key, ours, theirs }) => `${key}: ${ours} here, ${theirs} with ${from}`),
  );
}

onStage(
  t,
  'containers look the same as with runc and crun, or differ as docs/differences.md says',
  (t, stage) => {
    fc.assert(
      fc.property(trials, (trial) => {
        const found = unexplained(observeWith(stage.runtime, trial), trial);
        if (found.length > 0) throw new Error(found.join('\n'));
      }),
      { numRuns: runs, seed: 20 },
    );
    t.pass(`${runs} configurations`);
  },
  { timeout: 540_000 },
);
