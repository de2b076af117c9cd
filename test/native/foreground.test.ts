/** What a process in the foreground needs besides awaitChild's code: its terminal, its orphans, its end. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Op } from '../../src/plan/ops.ts';
import { executePlan, words } from '../support/execute-plan.ts';
import { awaitChild, awaitExecuted, cloneTo, execute, print } from '../support/native-steps.ts';

const [CHILD, ROOT, SENDER, RECEIVER, MASTER, PEER] = [0, 1, 2, 3, 4, 5] as const;
const O_PATH_DIRECTORY = 0o10200000;
const clone = cloneTo(CHILD);

/** A program on a terminal of the host's devpts, relayed. */
function onTerminal(script: string): readonly Op[] {
  const child: readonly Op[] = [
    { op: 'openFile', ...words(), path: '/', flags: O_PATH_DIRECTORY, out: ROOT },
    {
      op: 'openTerminal',
      ...words('open'),
      root: ROOT,
      path: '/dev/pts/ptmx',
      rows: 12,
      columns: 34,
      uid: 0,
      outMaster: MASTER,
      outPeer: PEER,
    },
    { op: 'sendFd', ...words('send'), socket: SENDER, fd: MASTER, payload: 'x' },
    { op: 'close', ...words(), slot: MASTER },
    { op: 'controllingTerminal', ...words('take'), peer: PEER },
    ...execute(script),
  ];
  return [
    { op: 'socketPair', ...words('make a pair'), outSender: SENDER, outReceiver: RECEIVER },
    clone(...child),
    awaitExecuted,
    { op: 'takeTerminal', ...words('take it'), socket: RECEIVER, out: MASTER },
    awaitChild(MASTER),
  ];
}

t.test('takeTerminal and awaitChild', (t) => {
  t.test('relay what the program writes, and end as it does', (t) => {
    const { stdout, stderr, code } = executePlan(onTerminal('stty size; test -t 2 && exit 5'));
    t.equal(stderr, '');
    t.equal(stdout, '12 34\n');
    t.equal(code, 5);
    t.end();
  });

  t.test('survive a terminal that everybody has lost', (t) => {
    const script = 'T=$(tty); exec 3>&-; setsid -w true; exec <&- >&- 2>&-; sleep 0.2; echo on >$T';
    t.match(executePlan(onTerminal(script)).stdout, /on\n$/);
    t.end();
  });

  t.test('do not wait for a terminal that was not sent', (t) => {
    const steps: readonly Op[] = [
      { op: 'socketPair', ...words(), outSender: SENDER, outReceiver: RECEIVER },
      { op: 'takeTerminal', ...words('take it'), socket: RECEIVER, out: MASTER },
    ];
    const { code, stderr } = executePlan(steps);
    t.equal(code, 1);
    t.match(stderr, /cannot take it: Resource temporarily unavailable/);
    t.end();
  });
  t.end();
});

t.test('awaitChild', (t) => {
  t.test('forgets what onFailure kept, and keeps the code of the child for what fails', (t) => {
    const undo: Op = { op: 'onFailure', ...words(), undo: [print('undone')] };
    const fail: Op = { op: 'fail', ...words(), message: 'too late', code: 0 };
    const steps = [undo, clone(...execute('exit 7')), awaitExecuted, awaitChild(), fail];
    const { stdout, stderr, code } = executePlan(steps);
    t.equal(stdout, '');
    t.equal(stderr, 'too late\n');
    t.equal(code, 7);
    const good = [undo, clone(...execute('exit 0')), awaitExecuted, awaitChild(), fail];
    t.equal(executePlan(good).code, 1);
    t.end();
  });

  t.test('holds no descriptor but standard streams and its own', (t) => {
    const open: Op = { op: 'openFile', ...words(), path: '/etc', flags: 0, out: ROOT };
    const script = 'sleep 0.2; ls /proc/$PPID/fd | wc -l';
    const { stdout } = executePlan([open, clone(...execute(script)), awaitExecuted, awaitChild()]);
    t.equal(stdout.trim(), '4');
    t.end();
  });
  t.end();
});

t.test('becomeSubreaper', (t) => {
  t.test('makes orphans of the program come to the executor, which reaps them', (t) => {
    const become: Op = { op: 'becomeSubreaper', ...words() };
    const orphan = 'sh -c \'(sleep 0.1; exec sh -c "echo \\$PPID") &\'; sleep 0.5; echo $PPID';
    const steps = [become, clone(...execute(orphan)), awaitExecuted, awaitChild()];
    const [found, executor] = executePlan(steps).stdout.trim().split('\n');
    t.match(found, /^\d+$/);
    t.equal(found, executor);
    t.end();
  });
  t.end();
});

t.test('unlessStale', (t) => {
  t.test('passes over what another command has done meanwhile, and over nothing else', (t) => {
    const path = join(t.testdir({}), 'file');
    writeFileSync(path, 'of another');
    const expect: Op = { op: 'expect', ...words(), path, content: new TextEncoder().encode('own') };
    const unlessStale = (steps: readonly Op[]): Op => ({ op: 'unlessStale', ...words(), steps });
    const passed = executePlan([unlessStale([expect, print('not reached ')]), print('on')]);
    t.match(passed, { stdout: 'on', code: 0 });
    const remove: Op = { op: 'removeFile', ...words('remove it'), path: `${path}.none` };
    t.match(executePlan([unlessStale([remove]), print('on')]), {
      stdout: '',
      stderr: /cannot remove it: No such file/,
      code: 1,
    });
    t.end();
  });
  t.end();
});
