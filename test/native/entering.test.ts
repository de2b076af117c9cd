/** What exec does that create does not: joins all namespaces of a process, and stands in for its child. */
import { spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Op } from '../../src/plan/ops.ts';
import { executePlan, words } from '../support/execute-plan.ts';
import { awaitChild, awaitExecuted, cloneTo, execute, print } from '../support/native-steps.ts';
import { namespaceOf } from '../support/processes.ts';
import { eventually } from '../support/wait.ts';

const NEWUTS = 0x0400_0000;
const NEWIPC = 0x0800_0000;
const NEWUSER = 0x1000_0000;
const PID = 0;
const START = 1;
const PROCESS = 2;
const CHILD = 3;
const clone = cloneTo(CHILD);

const holdSignals: Op = { op: 'holdSignals', ...words('hold signals') };

/** A process in namespaces of its own, and the steps that open it. */
function stranger(t: Test): { readonly pid: number; readonly open: readonly Op[] } {
  const child = spawn('unshare', ['-u', '-i', 'sleep', '1000'], { stdio: 'ignore' });
  t.teardown(() => child.kill('SIGKILL'));
  const pid = child.pid ?? 0;
  eventually(() => namespaceOf(pid, 'ipc') !== namespaceOf('self', 'ipc'));
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const path = join(t.testdir({ init: `test ${pid} ${start}\n` }), 'init');
  const outs = { outPid: PID, outStartTime: START };
  return {
    pid,
    open: [
      { op: 'readInit', ...words('read init'), path, record: path, identity: 'test', ...outs },
      { op: 'openProcess', ...words('open'), pid: PID, startTime: START, out: PROCESS },
    ],
  };
}

const enter = (flags: number): Op => ({
  op: 'joinProcess',
  ...words('join'),
  process: PROCESS,
  pid: PID,
  flags,
});

t.test('joinProcess', (t) => {
  const links = 'readlink /proc/self/ns/uts /proc/self/ns/ipc';
  t.test('joins all namespaces of flags, but those that are shared already', (t) => {
    const { pid, open } = stranger(t);
    // To join one's own user namespace alone would fail.
    const child = clone(enter(NEWUTS + NEWIPC + NEWUSER), ...execute(links));
    const { stdout, stderr } = executePlan([...open, child, awaitExecuted, awaitChild()]);
    t.equal(stderr, '');
    t.equal(stdout, `${namespaceOf(pid, 'uts')}\n${namespaceOf(pid, 'ipc')}\n`);
    t.end();
  });

  t.test('joins none that flags do not name', (t) => {
    const { pid, open } = stranger(t);
    const child = clone(enter(NEWUTS), ...execute(links));
    const { stdout } = executePlan([...open, child, awaitExecuted, awaitChild()]);
    t.equal(stdout, `${namespaceOf(pid, 'uts')}\n${readlinkSync('/proc/self/ns/ipc')}\n`);
    t.end();
  });
  t.end();
});

t.test('openProcessRoot', (t) => {
  const end: readonly Op[] = [
    { op: 'signal', ...words('kill'), process: PROCESS, signal: 9 },
    { op: 'awaitExit', ...words('wait'), process: PROCESS, timeout: 5000 },
  ];
  const openRoot: Op = {
    op: 'openProcessRoot',
    ...words('open the root'),
    process: PROCESS,
    pid: PID,
    out: CHILD,
  };
  t.test('opens the root of a process', (t) => {
    t.equal(executePlan([...stranger(t).open, openRoot]).stderr, '');
    t.end();
  });

  t.test('is ESRCH where the process has ended', (t) => {
    const { stderr } = executePlan([...stranger(t).open, ...end, openRoot]);
    t.equal(stderr, 'cannot open the root: No such process\n');
    t.end();
  });
  t.end();
});

t.test('awaitExecuted', (t) => {
  t.test('fails with the words of a child that could not execute', (t) => {
    const missing: Op = {
      op: 'resolveExecutable',
      ...words('find it'),
      file: '/no/such',
      path: '',
    };
    const { stderr, stdout, code } = executePlan([clone(missing), awaitExecuted, print('on')]);
    t.match(stderr, /cannot find it: No such file or directory/);
    t.equal(stdout, '');
    t.equal(code, 1);
    t.end();
  });

  t.test('goes on while the program runs', (t) => {
    const child = clone(...execute('sleep 0.5; echo end'));
    const { stdout } = executePlan([child, awaitExecuted, print('meanwhile '), awaitChild()]);
    t.equal(stdout, 'meanwhile end\n');
    t.end();
  });
  t.end();
});

t.test('holdSignals and awaitChild', (t) => {
  t.test('end with the code of the child, or 128 and its signal', (t) => {
    for (const [script, wanted] of [
      ['exit 0', 0],
      ['exit 9', 9],
      ['kill -TERM $$', 143],
    ] as const) {
      const steps = [clone(...execute(script)), holdSignals, awaitExecuted, awaitChild()];
      t.equal(executePlan(steps).code, wanted, script);
    }
    t.end();
  });

  t.test('send on what comes, and let nothing of it reach the executor itself', (t) => {
    const wait = 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.2; done';
    const script = `trap "exit 6" INT; sleep 0.3; kill -INT $PPID; ${wait}`;
    const steps = [clone(...execute(script)), holdSignals, awaitExecuted, awaitChild()];
    t.equal(executePlan(steps).code, 6);
    t.end();
  });
  t.end();
});
