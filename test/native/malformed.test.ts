import t from 'tap';
import type { Op } from '../../src/plan/ops.ts';
import { executeBytes, planBytes, words } from '../support/execute-plan.ts';

const print: Op = { op: 'print', ...words('print'), fd: 1, text: ['ran ', 0] };
const whole = planBytes([{ op: 'onFailure', ...words(), undo: [print] }, print]);

t.test('A plan that ends early is never begun', (t) => {
  for (const length of [0, 1, 11, 12, 13, 40, whole.length >> 1, whole.length - 1]) {
    const outcome = executeBytes(whole.subarray(0, length));
    t.same([outcome.code, outcome.signal, outcome.stdout], [1, null, ''], `${length} bytes`);
    t.match(outcome.stderr, /^cannot read the plan: .+\n$/);
  }
  t.end();
});

t.test('No changed byte makes the executor crash or hang', (t) => {
  // Each byte once, to a value that makes lengths and counts huge.
  for (let at = 0; at < whole.length; at += 3) {
    const changed = Uint8Array.from(whole);
    changed[at] = 0xff;
    const { signal, code } = executeBytes(changed, { milliseconds: 5000 });
    if (signal !== null || code === null) t.fail(`byte ${at}: ended by ${signal}`);
  }
  t.pass('none did');
  t.end();
});

t.test('A descriptor without a plan is told so', (t) => {
  t.match(executeBytes(new Uint8Array(64)), { code: 1, stderr: /^cannot read the plan: / });
  t.end();
});
