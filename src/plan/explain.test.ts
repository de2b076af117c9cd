import t from 'tap';
import { explainPlan } from './explain.ts';
import { NONE } from './field-types.ts';
import type { Plan } from './plan.ts';
import { planJson } from './plan-json.ts';

const report = { logPath: '', logFormat: 'text', exitCode: 1 } as const;

const plan: Plan = {
  report,
  slots: ['init', 'process'],
  steps: [
    { op: 'print', at: 'answer', what: 'say it', fd: 1, text: ['pid ', 0, '\n', 9] },
    { op: 'lock', at: 'state', what: 'lock /r', path: '/r', timeout: 5, out: NONE },
    {
      op: 'clone',
      at: '/linux/namespaces',
      what: 'clone init',
      flags: 0x2000_0000n,
      cgroup: NONE,
      memory: '',
      out: 0,
      init: [
        { op: 'keepCapabilities', at: '/process', what: 'keep', keep: true },
        { op: 'keepCapabilities', at: '/process', what: 'let go', keep: false },
      ],
    },
    {
      op: 'onFailure',
      at: 'state',
      what: 'undo',
      undo: [{ op: 'signal', at: 'state', what: 'kill', process: 1, signal: 9 }],
    },
    { op: 'expect', at: 'state', what: 'compare', path: '/s', content: new Uint8Array([1, 255]) },
    { op: 'setHostname', at: '/hostname', what: 'name it', name: 'x'.repeat(500) },
  ],
};

t.test('a plan is told a step at a time, with names for slots and nested tracks indented', (t) => {
  const cut = `"${'x'.repeat(119)}…`;
  t.equal(
    explainPlan(plan),
    [
      '  1  say it  [answer]',
      '       print fd=1 text="pid $init\\n$9"',
      '  2  lock /r  [state]',
      '       lock path="/r" timeout=5',
      '  3  clone init  [/linux/namespaces]',
      '       clone flags=0x20000000 memory="" out=$init',
      '       1  keep  [/process]',
      '            keepCapabilities keep',
      '       2  let go  [/process]',
      '            keepCapabilities',
      '  4  undo  [state]',
      '       onFailure',
      '       1  kill  [state]',
      '            signal process=$process signal=9',
      '  5  compare  [state]',
      '       expect path="/s" content=2 bytes',
      '  6  name it  [/hostname]',
      `       setHostname name=${cut}`,
      '',
    ].join('\n'),
  );
  t.end();
});

t.test('as JSON nothing is left out: big integers are decimal, bytes hexadecimal', (t) => {
  const { report: shown, slots, steps } = JSON.parse(planJson(plan));
  t.same(shown, report);
  t.same(slots, plan.slots);
  t.equal(steps.length, plan.steps.length);
  t.match(steps[2], { flags: '536870912', init: [{ keep: true }, { keep: false }] });
  t.equal(steps[4].content, '01ff');
  t.equal(steps[5].name.length, 500);
  t.end();
});

t.test('a plan of nothing is explained by nothing', (t) => {
  t.equal(explainPlan({ report, slots: [], steps: [] }).trim(), '');
  t.end();
});
