import { writeFileSync } from 'node:fs';
import process from 'node:process';
import t from 'tap';
import { planPs } from './ps.ts';
import { containerOf, report } from './testing.ts';

function printed(directories: readonly string[], format: 'table' | 'json'): string {
  const cgroup = { manager: 'cgroupfs', directories, found: [], freezer: '', unified: '' } as const;
  const container = containerOf({ cgroup });
  const [step] = planPs({ container, format, options: [], report }).steps;
  return step?.op === 'print' ? String(step.text) : '';
}

t.test('the processes are those of the cgroup at this moment', (t) => {
  const cgroup = t.testdir();
  writeFileSync(`${cgroup}/cgroup.procs`, `${process.pid}\n`);
  t.equal(printed([cgroup], 'json'), `[${process.pid}]\n`);
  const [heading, row, ...rest] = printed([cgroup], 'table').split('\n');
  t.match(heading, /^UID +PID /);
  t.match(row, new RegExp(`^\\S+ +${process.pid} `));
  t.same(rest, ['']);
  t.end();
});

t.test('a stopped container has none', (t) => {
  t.equal(printed([`${t.testdir()}/gone`], 'json'), '[]\n');
  t.end();
});

t.test('a container without a cgroup is refused: its processes cannot be told', (t) => {
  t.throws(() => printed([], 'json'), { code: 'container-state', message: /no cgroup of its own/ });
  t.end();
});

t.test(
  'options are for ps(1) of the host, of which the lines of the container are printed',
  (t) => {
    const cgroup = t.testdir({ 'cgroup.procs': '7\n9\n' });
    const container = containerOf({
      cgroup: { manager: 'cgroupfs', directories: [cgroup], found: [], freezer: '', unified: '' },
    });
    const plan = (format: 'table' | 'json') =>
      planPs({ container, format, options: ['-o', 'pid'], report }).steps;
    t.match(plan('table'), [
      { op: 'printProcesses', path: /\/ps$/, args: ['ps', '-o', 'pid'], pids: [7, 9] },
    ]);
    t.match(plan('json'), [{ op: 'print', text: '[7,9]\n' }]);
    t.end();
  },
);
