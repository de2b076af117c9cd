import { writeFileSync } from 'node:fs';
import process from 'node:process';
import t from 'tap';
import { planPs } from './ps.ts';
import { containerOf, report } from './testing.ts';

function printed(directories: readonly string[], format: 'table' | 'json'): string {
  const cgroup = { manager: 'cgroupfs', directories, found: [], freezer: '', unified: '' } as const;
  const [step] = planPs({ container: containerOf({ cgroup }), format, report }).steps;
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
