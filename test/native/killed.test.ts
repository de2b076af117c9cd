/** What the v1 freezer hides: a SIGKILL that waits for the thaw. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Op } from '../../src/plan/ops.ts';
import { hierarchyRoot } from '../support/cgroups.ts';
import { executePlan, words } from '../support/execute-plan.ts';
import { readOr } from '../support/processes.ts';
import { eventually } from '../support/wait.ts';

function planFor(directory: string, pid: number): readonly Op[] {
  writeFileSync(join(directory, 'init'), `now ${pid} 1\n`);
  return [
    {
      op: 'readInit',
      ...words('read init'),
      path: join(directory, 'init'),
      record: join(directory, 'init'),
      identity: 'now',
      outPid: 0,
      outStartTime: 1,
    },
    { op: 'expectUnkilled', ...words('see whether it was killed'), pid: 0 },
  ];
}

t.test('expectUnkilled tells a process that is there from one that is gone', (t) => {
  const directory = t.testdir();
  t.equal(executePlan(planFor(directory, process.pid)).code, 0);
  const gone = executePlan(planFor(directory, 2 ** 22 - 1));
  t.match(gone, { code: 1, stderr: 'cannot see whether it was killed: No such process\n' });
  t.end();
});

const freezers = hierarchyRoot('freezer');

t.test('expectUnkilled sees a SIGKILL that the v1 freezer keeps from a process', async (t) => {
  if (!existsSync(freezers)) {
    t.pass('cgroup v2 keeps none: a frozen process dies of it');
    return;
  }
  const cgroup = join(freezers, `pelagos-killed-${process.pid}`);
  mkdirSync(cgroup);
  const child = spawn('sleep', ['100'], { stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  const pid = child.pid ?? 0;
  try {
    writeFileSync(`${cgroup}/cgroup.procs`, `${pid}`);
    writeFileSync(`${cgroup}/freezer.state`, 'FROZEN');
    t.ok(eventually(() => readFileSync(`${cgroup}/freezer.state`, 'utf8') === 'FROZEN\n'));
    t.equal(executePlan(planFor(t.testdir(), pid)).code, 0, 'control: frozen, not killed');
    child.kill('SIGKILL');
    t.match(executePlan(planFor(t.testdir(), pid)).stderr, /No such process/);
    t.match(readOr(`/proc/${pid}/status`), /^State:\tD/m, 'control: it is still there');
  } finally {
    writeFileSync(`${cgroup}/freezer.state`, 'THAWED');
    child.kill('SIGKILL');
    await ended;
    t.ok(eventually(() => readOr(`${cgroup}/cgroup.procs`) === ''));
    rmdirSync(cgroup);
  }
});
