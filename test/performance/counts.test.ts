import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { countInstructions, countSystemCalls } from '../../hack/bench.d/guard/counts.ts';
import { excesses } from '../../hack/bench.d/guard/excess.ts';
import { readRecorded } from '../../hack/bench.d/guard/recorded.ts';
import { projectRoot } from '../support/project.ts';
import { pelagosPath, requireRoot } from '../support/requires.ts';

/** What the length of a pid, and a signal between two calls, may add. */
const tolerance = 0.02;

requireRoot();
pelagosPath();
execFileSync('make', ['-s', '-C', join(projectRoot, 'native'), 'bench']);
const recorded = readRecorded();

t.test('no verb executes more instructions than recorded', (t) => {
  const describe = (verb: string, figure: number): string =>
    `${verb} executes ${figure} instructions`;
  t.same(excesses(countInstructions(), recorded.instructions, tolerance, describe), []);
  t.end();
});

t.test('no verb makes more system calls than recorded', (t) => {
  const describe = (verb: string, figure: number): string => `${verb} makes ${figure} system calls`;
  t.same(excesses(countSystemCalls(), recorded.calls, tolerance, describe), []);
  t.end();
});
