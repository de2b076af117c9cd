import t from 'tap';
import type { Op } from '../plan/ops.ts';
import type { ContainerState } from '../spec/state.ts';
import { statuses } from './init-status.ts';
import { type ListedContainer, planList } from './list.ts';
import { hasInit } from './state.ts';
import { containerOf, report } from './testing.ts';

const listed = (id: string, bundle = '/bundle'): ListedContainer => ({
  ...containerOf({ id, bundle }),
  owner: 'root',
});

/** What a plan prints to a descriptor where every container has that status and the pid 4711. */
function printed(steps: readonly Op[], status: ContainerState, fd = 1): string {
  return steps
    .map((step) => {
      if (step.op === 'printStatus' && fd === 1) {
        const pid = hasInit(status) ? '4711' : '0';
        const word = step.words[statuses.indexOf(status)];
        return `${step.before}${pid.padEnd(step.width)}${step.between}${word}${step.after}`;
      }
      return step.op === 'print' && step.fd === fd ? step.text : '';
    })
    .join('');
}

const planned = (
  form: 'table' | 'json' | 'ids',
  containers: readonly ListedContainer[],
  unreadable: readonly string[] = [],
) => planList({ containers, unreadable, form, report }).steps;

t.test('json is one line: an array of states that name their owner', (t) => {
  const text = printed(planned('json', [listed('a'), listed('b')]), 'running');
  t.equal(text.indexOf('\n'), text.length - 1);
  t.match(JSON.parse(text), [
    { id: 'a', pid: 4711, status: 'running', owner: 'root' },
    { id: 'b', pid: 4711, status: 'running', owner: 'root' },
  ]);
  t.match(JSON.parse(printed(planned('json', [listed('a')]), 'stopped')), [{ pid: 0 }]);
  t.equal(printed(planned('json', []), 'running'), '[]\n');
  t.end();
});

t.test(
  'the columns of the table are 12 characters wide, or 3 more than their longest cell',
  (t) => {
    const containers = [listed('a'), listed('long-name-of-one', '/a/long/path/of/a/bundle')];
    const [heading = '', first = '', second = '', ...rest] = printed(
      planned('table', containers),
      'running',
    ).split('\n');
    t.same(rest, ['']);
    t.equal(heading.indexOf('PID'), 'long-name-of-one'.length + 3);
    for (const [word, cell] of Object.entries({
      PID: '4711',
      STATUS: 'running',
      CREATED: '2026-',
      OWNER: 'root',
    })) {
      t.equal(first.indexOf(cell), heading.indexOf(word), word);
      t.equal(second.indexOf(cell), heading.indexOf(word), word);
    }
    t.equal(printed(planned('table', []), 'running').trim().split(/ +/).length, 6);
    t.end();
  },
);

t.test('no path of a bundle breaks a line of the table', (t) => {
  const text = printed(planned('table', [listed('a', '/a\n\u001b[2Jb')]), 'running');
  t.equal(text.split('\n').length, 3);
  t.match(text, '/a??[2Jb');
  t.end();
});

t.test('quiet prints the ids and looks at nothing', (t) => {
  const steps = planned('ids', [listed('a'), listed('b')]);
  t.equal(printed(steps, 'running'), 'a\nb\n');
  t.match(steps, [{ op: 'print' }, { op: 'print' }]);
  t.end();
});

t.test('all containers are looked for before anything is printed', (t) => {
  const steps = planned('json', [listed('a'), listed('b')]);
  t.same(
    steps.map(({ op }) => op),
    ['readInit', 'readInit', 'print', 'printStatus', 'printStatus', 'print'],
  );
  const pids = steps.flatMap((step) => (step.op === 'readInit' ? [step.outPid] : []));
  t.equal(new Set(pids).size, 2, 'each has slots of its own');
  t.end();
});

t.test('what cannot be read is told on standard error', (t) => {
  const steps = planned('json', [listed('a')], ['b: it is damaged']);
  t.equal(printed(steps, 'running', 2), 'b: it is damaged\n');
  t.equal(JSON.parse(printed(steps, 'running')).length, 1);
  t.end();
});
