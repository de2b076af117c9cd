import t from 'tap';
import { decide, decideRace, needsMore } from './best-of-three.ts';
import type { ProgramResult } from './run-program.ts';

function result(passed: boolean): ProgramResult {
  const why = passed ? '' : 'lost the race';
  return { program: 'a', runtime: 'b', passed, assertions: 1, why, seconds: 1, leftovers: [] };
}

t.test('one run is enough where all pass, or all fail what is known to fail', (t) => {
  const [pass, fail] = [{ passed: true }, { passed: false }];
  t.equal(needsMore([pass, pass], false), false);
  t.equal(needsMore([fail, fail], true), false);
  t.equal(needsMore([fail, fail], false), true);
  t.equal(needsMore([pass, fail], true), true);
  t.equal(needsMore([pass, fail], false), true);
  t.end();
});

t.test('one run decides alone', (t) => {
  t.match(decide([result(true)]), { passed: true, passes: 1, runs: 1 });
  t.match(decide([result(false)]), { passed: false, passes: 0, runs: 1 });
  t.end();
});

t.test('of three runs the majority decides, and tells why', (t) => {
  const lost = decide([result(true), result(false), result(false)]);
  t.match(lost, { passed: false, passes: 1, runs: 3, why: 'lost the race' });
  t.match(decide([result(false), result(true), result(true)]), { passed: true, why: '' });
  t.end();
});

t.test('a race is won where one run won it', (t) => {
  const won = decideRace([result(false), result(false), result(true)]);
  t.match(won, { passed: true, passes: 1, runs: 3, why: '' });
  t.match(decideRace([result(false), result(false)]), { passed: false, passes: 0, runs: 2 });
  t.end();
});
