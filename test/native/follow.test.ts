/** What speaks to the caller for longer: following a cgroup, and the words of other programs. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op, OpOf } from '../../src/plan/ops.ts';
import { type Executed, executePlan, startPlan, words } from '../support/execute-plan.ts';
import { hasEnded } from '../support/processes.ts';
import { commandPath } from '../support/requires.ts';
import { eventually } from '../support/wait.ts';

const print = (text: string): Op => ({ op: 'print', ...words('print'), fd: 1, text });

/** Runs the plan beside a process that ends after some seconds, whose descriptor is in slot 2. */
function beside(seconds: string, follow: Partial<OpOf<'cgroupFollow'>>): readonly Op[] {
  const child = spawn(commandPath('sleep'), [seconds], { stdio: 'ignore' });
  const start = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
  const directory = t.testdir({ init: `now ${child.pid} ${start}\n`, record: '' });
  return [
    {
      op: 'readInit',
      ...words(),
      path: join(directory, 'init'),
      record: join(directory, 'record'),
      identity: 'now',
      outPid: 0,
      outStartTime: 1,
    },
    { op: 'openProcess', ...words(), pid: 0, startTime: 1, out: 2 },
    {
      op: 'cgroupFollow',
      ...words('follow'),
      process: 2,
      interval: 60_000,
      every: [],
      counter: '',
      key: 'oom_kill',
      look: 0,
      grown: [],
      ...follow,
    },
  ];
}

const lines = ({ stdout }: Executed): readonly string[] => stdout.split('\n').slice(0, -1);

t.test('cgroupFollow runs its steps at each interval until the process ends', (t) => {
  const run = executePlan(beside('1', { interval: 200, every: [print('tick\n')] }));
  t.equal(run.code, 0, run.stderr);
  t.ok(lines(run).length >= 2 && lines(run).length <= 5, run.stdout);
  t.end();
});

t.test(
  'cgroupFollow tells each growth of the counter, and nothing of what was there before',
  (t) => {
    const directory = t.testdir({ counter: 'oom_kill_disable 9\noom_kill 3\n' });
    const counter = join(directory, 'counter');
    const stdout = join(directory, 'stdout');
    const output = openSync(stdout, 'a');
    const plan = beside('2', { counter, look: 10, grown: [print('oom\n')] });
    const pid = startPlan(plan, { stdout: output });
    closeSync(output);
    const told = (count: number) =>
      eventually(() => readFileSync(stdout, 'utf8') === 'oom\n'.repeat(count));
    eventually(() => false, 200);
    t.ok(told(0));
    writeFileSync(counter, 'oom_kill_disable 10\noom_kill 4\n');
    t.ok(told(1));
    writeFileSync(counter, 'oom_kill_disable 10\noom_kill 6\n');
    t.ok(told(2));
    t.ok(
      eventually(() => hasEnded(pid)),
      'and ends with the process',
    );
    t.end();
  },
);

t.test('cgroupFollow ends as soon as nobody reads', (t) => {
  const plan = beside('20', { every: [print('never\n')] });
  const begin = Date.now();
  const { code } = executePlan(plan, { wrapper: ['sh', '-c', '"$@" | true', 'sh'] });
  t.equal(code, 0);
  t.ok(Date.now() - begin < 10_000);
  t.end();
});

t.test('cgroupFollow fails with a step that fails while the process lives', (t) => {
  const failing: Op = { op: 'fail', ...words('x'), message: 'it failed', code: 4 };
  const { code, stderr } = executePlan(beside('20', { interval: 1, every: [failing] }));
  t.same([code, stderr], [4, 'it failed\n']);
  t.end();
});

t.test('cgroupFollow without a process fails', (t) => {
  const [, , follow] = beside('0', {});
  t.equal(executePlan(follow === undefined ? [] : [{ ...follow, process: NONE } as Op]).code, 1);
  t.end();
});

t.test('runSelf does what another command line says, with its exit code', (t) => {
  const run = (args: readonly string[]) => executePlan([{ op: 'runSelf', ...words('ask'), args }]);
  t.match(run(['--version']).stdout, /pelagos version/);
  const failed = run(['no-such-command']);
  t.equal(failed.code, 1);
  t.match(failed.stderr, /unknown command "no-such-command"/);
  t.match(failed.stderr, /cannot ask: it exited with code 3/);
  t.end();
});

const listing = (text: string, pids: readonly number[], more = ''): Op => ({
  op: 'printProcesses',
  ...words('list'),
  path: '/bin/sh',
  args: ['sh', '-c', `printf '${text}'; ${more}`],
  pids,
});

t.test('printProcesses prints the heading and the lines of the processes', (t) => {
  const text = 'USER   PID CMD\\nroot     1 init\\nme      17 sh 1\\nme     171 17\\n\\n';
  const { code, stdout } = executePlan([listing(text, [17, 99])]);
  t.same([code, stdout], [0, 'USER   PID CMD\nme      17 sh 1\n']);
  t.equal(executePlan([listing('PID\\n1', [1])]).stdout, 'PID\n1', 'without a newline at the end');
  t.end();
});

t.test('printProcesses refuses a table without pids, and tells why the program failed', (t) => {
  t.match(executePlan([listing('CMD\\nsh\\n', [1])]), { code: 1, stdout: '' });
  t.match(executePlan([listing('', [1])]), { code: 1, stdout: '' });
  const { stdout, stderr } = executePlan([
    listing('PID\\n1\\n', [1], 'echo bad option >&2; exit 3'),
  ]);
  t.equal(stdout, '');
  t.match(stderr, /cannot list: .*exited with code 3: PID\n1\nbad option/);
  t.match(executePlan([{ ...listing('', []), path: '/no/ps' } as Op]).stderr, /No such file/);
  t.end();
});
