/** What a plan that was made beforehand leaves to the moment: who init is, and how it is. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { ErrnoRule } from '../../src/plan/field-types.ts';
import { GIVEN_SIGNAL, NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { executePlan, startPlan, words } from '../support/execute-plan.ts';
import { processState } from '../support/processes.ts';
import { eventually } from '../support/wait.ts';

const PID = 0;
const START = 1;
const GATE = 2;

const print = (text: string | readonly (string | number)[]): Op => ({
  op: 'print',
  ...words('print'),
  fd: 1,
  text,
});
const readInit = (directory: string, identity = 'now'): Op => ({
  op: 'readInit',
  ...words('read init'),
  path: join(directory, 'init'),
  record: join(directory, 'record'),
  identity,
  outPid: PID,
  outStartTime: START,
});
const byStatus = (directory: string, changes: Partial<Record<string, readonly Op[]>> = {}): Op => ({
  op: 'byStatus',
  ...words('look'),
  pid: PID,
  startTime: START,
  gate: join(directory, 'gate'),
  freezer: join(directory, 'freezer'),
  frozen: 'frozen 1',
  creating: [print('creating')],
  created: [print('created')],
  running: [print('running')],
  paused: [print('paused')],
  stopped: [print('stopped')],
  ...changes,
});
const printStatus = (directory: string, width: number, wordCount = 5): Op => ({
  op: 'printStatus',
  ...words('look'),
  pid: PID,
  startTime: START,
  gate: join(directory, 'gate'),
  freezer: join(directory, 'freezer'),
  frozen: 'frozen 1',
  before: '<',
  width,
  between: '|',
  words: ['A', 'B', 'C', 'D', 'E'].slice(0, wordCount),
  after: '>',
});
const startOf = (pid: number | 'self'): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
const self = (): string => `now ${process.pid} ${startOf('self')}\n`;

t.test('readInit', (t) => {
  const show = print([PID, ' ', START]);

  t.test('puts pid and start time of its container into slots', (t) => {
    const directory = t.testdir();
    for (const text of ['now\n4711 123456789012\n', 'now 4711 123456789012\n']) {
      writeFileSync(join(directory, 'init'), text);
      t.equal(executePlan([readInit(directory), show]).stdout, '4711 123456789012');
    }
    t.end();
  });

  t.test('leaves them empty before init exists', (t) => {
    const directory = t.testdir({ init: 'now\n', record: '' });
    t.equal(executePlan([readInit(directory), show]).stdout, '-1 -1');
    rmSync(join(directory, 'init'));
    t.equal(executePlan([readInit(directory), show]).stdout, '-1 -1');
    t.end();
  });

  t.test('takes what is no such line for a missing one', (t) => {
    const directory = t.testdir({ init: '' });
    const big = '9'.repeat(30);
    for (const line of [
      '',
      'now',
      '\n',
      ' 1 2\n',
      'now 1\n',
      'now 1 2',
      'now 0 2\n',
      'now 1 2\nx',
      'now\n\n',
      'now\n1\n',
      'now\n1 2',
      'now\n 1 2\n',
      'now\n1 2\n3 4\n',
      'now -1 2\n',
      'now 1 2 3\n',
      'now 1  2\n',
      `now ${big} 2\n`,
      `now 1 ${big}\n`,
      'now 4294967297 2\n',
      `${'x'.repeat(300)}\n`,
      'now 1\0 2\n',
    ]) {
      writeFileSync(join(directory, 'init'), line);
      t.equal(executePlan([readInit(directory), show]).stdout, '-1 -1', JSON.stringify(line));
    }
    t.end();
  });

  t.test('makes the plan stale where the container is another one, or gone', (t) => {
    const directory = t.testdir({ init: 'later 4711 5\n', record: '' });
    const stale = /changed before it could be executed/;
    for (const identity of ['now', 'lat', 'later2', '']) {
      t.match(executePlan([readInit(directory, identity), show]), { stdout: '', stderr: stale });
    }
    rmSync(join(directory, 'init'));
    rmSync(join(directory, 'record'));
    t.match(executePlan([readInit(directory), show]), { stdout: '', stderr: stale });
    t.end();
  });
  t.end();
});

t.test('printStatus', (t) => {
  const directory = t.testdir();
  const printed = (init: string, width: number): string => {
    writeFileSync(join(directory, 'init'), init);
    return executePlan([readInit(directory), printStatus(directory, width)]).stdout;
  };

  t.test('prints the word of the status, and the pid while there is a process', (t) => {
    t.equal(printed('now\n', 0), '<0|A>');
    t.equal(printed(self(), 0), `<${process.pid}|C>`);
    t.equal(printed('now 2147483646 1\n', 0), '<0|E>');
    t.end();
  });

  t.test('fills the pid up with blanks, at least one', (t) => {
    t.equal(printed('now\n', 5), '<0    |A>');
    t.equal(printed('now\n', 1), '<0 |A>');
    const { length } = `${process.pid}`;
    t.equal(printed(self(), length + 2), `<${process.pid}  |C>`);
    t.end();
  });

  t.test('prints nothing without a word for each status', (t) => {
    const outcome = executePlan([readInit(directory), printStatus(directory, 0, 4)]);
    t.match(outcome, { stdout: '', stderr: /cannot look: Invalid argument/ });
    t.end();
  });
  t.end();
});

t.test('byStatus', (t) => {
  const statusFor = (directory: string, init: string): string => {
    writeFileSync(join(directory, 'init'), init);
    return executePlan([readInit(directory), byStatus(directory)]).stdout;
  };

  t.test('is creating without a pid', (t) => {
    t.equal(statusFor(t.testdir(), 'now\n'), 'creating');
    t.end();
  });

  t.test('is running while the process of the pid and start time lives', (t) => {
    const directory = t.testdir({ gate: 'no FIFO' });
    t.equal(statusFor(directory, self()), 'running');
    t.end();
  });

  t.test('is created while somebody reads the gate', (t) => {
    const directory = t.testdir();
    const gate: Op = {
      op: 'makeFifo',
      ...words(),
      path: join(directory, 'gate'),
      mode: 0o600,
      out: GATE,
    };
    writeFileSync(join(directory, 'init'), self());
    const plan = [gate, readInit(directory), byStatus(directory)];
    t.equal(executePlan(plan).stdout, 'created');
    t.equal(statusFor(directory, self()), 'running', 'the reader has closed it');
    t.end();
  });

  t.test('is paused where the file of the freezer has the line', (t) => {
    for (const text of ['frozen 1', 'populated 1\nfrozen 1\n', 'frozen 1\npopulated 0\n']) {
      t.equal(statusFor(t.testdir({ freezer: text }), self()), 'paused', text);
    }
    for (const text of ['', '\n', 'frozen 10\n', 'frozen\n', 'frozen 0\n', 'xfrozen 1\n']) {
      t.equal(statusFor(t.testdir({ freezer: text }), self()), 'running', text);
    }
    t.equal(statusFor(t.testdir({ freezer: 'frozen 1' }), 'now 2147483646 1\n'), 'stopped');
    t.equal(statusFor(t.testdir({ freezer: 'frozen 1' }), 'now\n'), 'creating');
    t.end();
  });

  t.test('is stopped where the process is gone, another, or a zombie', (t) => {
    const directory = t.testdir();
    t.equal(statusFor(directory, `now ${process.pid} 1\n`), 'stopped');
    t.equal(statusFor(directory, 'now 2147483646 1\n'), 'stopped');
    const child = startPlan([]);
    t.ok(eventually(() => processState(child) === 'Z'));
    t.equal(statusFor(directory, `now ${child} ${startOf(child)}\n`), 'stopped');
    t.end();
  });

  t.test('fails with the words of the step inside, whatever its own rules', (t) => {
    const directory = t.testdir({ init: 'now\n' });
    const onErrno: readonly ErrnoRule[] = [{ errno: 0, then: 'ignore' }];
    const inside: readonly (readonly [Op, number, string])[] = [
      [{ op: 'fail', ...words(), message: 'not so', code: 9 }, 9, 'not so\n'],
      [
        { op: 'removeFile', ...words('remove it'), path: '/none' },
        1,
        'cannot remove it: No such file or directory\n',
      ],
    ];
    for (const [op, code, stderr] of inside) {
      const status = { ...byStatus(directory, { creating: [op] }), onErrno };
      const plan = [readInit(directory), status, print('on')];
      t.match(executePlan(plan), { code, stderr, stdout: '' });
    }
    t.end();
  });

  t.test('keeps what undoes the steps inside', (t) => {
    const directory = t.testdir({ init: 'now\n' });
    const creating: readonly Op[] = [{ op: 'onFailure', ...words(), undo: [print('undone')] }];
    const fail: Op = { op: 'fail', ...words(), message: 'no', code: 1 };
    const plan = [readInit(directory), byStatus(directory, { creating }), fail];
    t.equal(executePlan(plan).stdout, 'undone');
    t.end();
  });

  t.test('wants a slot for the start time', (t) => {
    const directory = t.testdir({ init: self() });
    const status: Op = { ...byStatus(directory), startTime: NONE } as Op;
    t.match(executePlan([readInit(directory), status]), { code: 1, stderr: /Bad file descriptor/ });
    t.end();
  });
  t.end();
});

t.test('onSignal runs its steps for one signal, with their own words', (t) => {
  const run = (signal: number, steps: readonly Op[]) =>
    executePlan([{ op: 'onSignal', ...words('choose'), signal, number: 9, steps }]);
  t.match(run(9, [print('kill')]), { code: 0, stdout: 'kill' });
  t.match(run(15, [print('kill')]), { code: 0, stdout: '' });
  t.match(run(GIVEN_SIGNAL, [print('kill')]), { code: 0, stdout: '' });
  const missing: Op = { op: 'removeFile', ...words('remove it'), path: '/nonexistent' };
  t.match(run(9, [missing]), { code: 1, stderr: /^cannot remove it/ });
  t.end();
});

t.test('The signal of the command line is none for a plan that was handed over', (t) => {
  const directory = t.testdir({ init: self() });
  const plan: readonly Op[] = [
    readInit(directory),
    { op: 'openProcess', ...words('open'), pid: PID, startTime: START, out: GATE },
    { op: 'signal', ...words('signal'), process: GATE, signal: GIVEN_SIGNAL },
  ];
  t.equal(executePlan(plan).stderr, 'cannot signal: Invalid argument\n');
  t.end();
});
