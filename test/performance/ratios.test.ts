import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { excesses } from '../../hack/bench.d/guard/excess.ts';
import { measureRatios } from '../../hack/bench.d/guard/ratios.ts';
import { type Figures, readRecorded } from '../../hack/bench.d/guard/recorded.ts';
import { projectRoot } from '../support/project.ts';
import { pelagosPath, requireRoot } from '../support/requires.ts';

/**
 * Of processors a machine that others use as well takes hardly more than a quiet one; the times of
 * the cheap verbs have tripled there, and a wait that should not be is many times as long as they.
 */
const tolerances = { processor: 0.6, time: 3 };
/** An excess that is one shows each time. */
const tries = 3;

requireRoot();
pelagosPath();
execFileSync('make', ['-s', '-C', join(projectRoot, 'native'), 'bench']);
execFileSync(join(projectRoot, 'hack/provide-hugetlb'));

t.test('beside crun and runc, no verb takes much more than recorded', async (t) => {
  const { ratios } = readRecorded();
  let found: readonly string[] = [];
  for (let left = tries; left > 0; left--) {
    const measured = await measureRatios((line) => t.comment(line));
    found = [
      ...excesses(
        measured.processor,
        ratios.processor,
        tolerances.processor,
        describe('of processors'),
      ),
      ...excesses(measured.time, ratios.time, tolerances.time, describe('of time')),
    ];
    if (found.length === 0) break;
    t.comment(found.join('\n'));
  }
  t.same(found, []);
});

function describe(what: string) {
  return (pair: string, ratio: Figures[string]): string => {
    const [verb = '', to = ''] = pair.split('/');
    return `${verb} takes ${ratio} of what ${to} takes ${what}`;
  };
}
