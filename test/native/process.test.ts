import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { errno } from '../../src/lib/errno.ts';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { executePlan, executor, startPlan, words } from '../support/execute-plan.ts';
import { hasEnded, processState } from '../support/processes.ts';
import { eventually } from '../support/wait.ts';

const NEWPID = 0x2000_0000;
const NEWUTS = 0x0400_0000;
const PID = 0;
const VALUE = 1;
const PROCESS = 2;
const START = 3;
const GATE = 4;
const RESULT = 5;

const clone = (init: readonly Op[], flags = 0): Op => ({
  op: 'clone',
  ...words('clone'),
  flags,
  cgroup: NONE,
  memory: '',
  out: PID,
  init,
});
const ready = (point: number, value = NONE): Op => ({ op: 'ready', ...words(), point, value });
const awaitReady = (point: number, out = NONE): Op => ({
  op: 'awaitReady',
  ...words('wait for init'),
  point,
  timeout: 0,
  out,
});
const awaitGo = (point: number): Op => ({ op: 'awaitGo', ...words('wait for go'), point });
const go = (point: number): Op => ({ op: 'go', ...words('say go'), point });
const print = (text: string | readonly (string | number)[]): Op => ({
  op: 'print',
  ...words('print'),
  fd: 1,
  text,
});
const fail = (message: string, code = 1): Op => ({ op: 'fail', ...words(), message, code });
const killChild: Op = { op: 'killChild', ...words('kill init'), pid: PID };
const continueInChild = (flags: number): Op => ({
  op: 'continueInChild',
  ...words('clone again'),
  flags,
});
const setIds: Op = { op: 'setIds', ...words(), uid: 1000, gid: 1000 };
/** Opens a process by its pid and start time, which reach the slots as those of init do. */
const openProcess = (t: Test, pid: number, startTime: bigint): readonly Op[] => {
  const path = join(t.testdir({ init: `test ${pid} ${startTime}\n` }), 'init');
  const outs = { outPid: PID, outStartTime: START };
  return [
    { op: 'readInit', ...words('read init'), path, record: path, identity: 'test', ...outs },
    { op: 'openProcess', ...words('open'), pid: PID, startTime: START, out: PROCESS },
  ];
};
const shell = (script: string): Op => ({
  op: 'run',
  ...words(`run "${script}"`),
  path: '/bin/sh',
  args: ['sh', '-c', script],
  env: ['PATH=/usr/bin:/bin'],
  home: 0,
  pid: NONE,
  directory: NONE,
  stdin: '',
  timeout: 0,
});

t.test('clone', (t) => {
  t.test('joins parent and child by sync points', (t) => {
    const { stdout, stderr, code } = executePlan([
      clone([ready(1, PID), awaitGo(1), print('child '), ready(2), awaitGo(2)]),
      awaitReady(1, VALUE),
      print('parent '),
      go(1),
      awaitReady(2),
      go(2),
      print([PID]),
      print(' '),
      print([VALUE]),
    ]);
    t.equal(stderr, '');
    t.equal(code, 0);
    const [, , parentSees, childSees] = stdout.split(' ');
    t.match(stdout, /^parent child \d+ \d+$/);
    t.equal(parentSees, childSees);
    t.end();
  });

  t.test('gives the child its own pid in a new pid namespace', (t) => {
    const plan = [clone([ready(1, PID), awaitGo(1)], NEWPID), awaitReady(1, VALUE), print([VALUE])];
    t.equal(executePlan([...plan, killChild]).stdout, '1');
    t.end();
  });

  t.test('runs from a sealed copy, under the same name', (t) => {
    const exe = 'readlink /proc/$PPID/exe; tr "\\0" " " </proc/$PPID/cmdline; cat /proc/$PPID/comm';
    const file = join(t.testdir(), 'out');
    const child = clone([shell(`{ ${exe}; } >${file}`), ready(1)]);
    t.equal(executePlan([child, awaitReady(1)]).stderr, '');
    const [link, line] = readFileSync(file, 'utf8').split('\n');
    t.equal(link, '/memfd:pelagos (deleted)');
    t.match(line, /^pelagos execute-plan \d+ 0 \S+\/planner pelagos$/);
    t.end();
  });

  t.test('leaves no writable way to the program of the host', (t) => {
    const before = readFileSync(executor);
    const write = 'echo x 2>/dev/null >>/proc/$PPID/exe && echo written';
    const { stderr } = executePlan([clone([shell(`! { ${write}; }`), ready(1)]), awaitReady(1)]);
    t.equal(stderr, '');
    t.ok(readFileSync(executor).equals(before));
    t.end();
  });
  t.end();
});

t.test('A child that says nothing is waited for no longer than the time given', (t) => {
  const waits: Op = { op: 'awaitGo', ...words(), point: 1 };
  const undo: Op = { op: 'onFailure', ...words(), undo: [killChild] };
  const late: Op = {
    op: 'awaitReady',
    ...words('wait for init'),
    point: 1,
    timeout: 2000,
    out: NONE,
  };
  const { code, stderr } = executePlan([clone([waits]), undo, late]);
  t.equal(code, 1);
  t.match(
    stderr,
    /^cannot wait for init: \w+ timed out: waited 2 s for process \d+ \(pelagos, state S, in [\w.]+\)\n$/,
  );
  t.end();
});

t.test('A child that fails', (t) => {
  t.test('fails the plan with its own words and exit code', (t) => {
    const removal: Op = {
      op: 'removeFile',
      at: '/mounts/1',
      what: 'remove "/none"',
      path: '/none',
    };
    t.equal(
      executePlan([clone([removal]), awaitReady(1)]).stderr,
      'cannot remove "/none": No such file or directory (config.json: /mounts/1)\n',
    );
    const outcome = executePlan([clone([fail('no such user', 77)]), awaitReady(1)]);
    t.same([outcome.code, outcome.stderr], [77, 'no such user\n']);
    t.end();
  });

  t.test('without a word fails it with how it ended', (t) => {
    for (const [script, words] of [
      ['kill -9 $PPID', /^cannot wait for init: the process was killed by signal 9\n$/],
      ['kill -3 $PPID', /^cannot wait for init: the process was killed by signal 3 \(quit\)/],
    ] as const) {
      t.match(executePlan([clone([shell(script)]), awaitReady(1)]).stderr, words);
    }
    t.match(
      executePlan([clone([]), awaitReady(1)]).stderr,
      /^cannot wait for init: the process exited with code 0\n$/,
    );
    t.end();
  });

  t.test('at the wrong point is refused', (t) => {
    t.match(executePlan([clone([ready(2)]), awaitReady(1)]).stderr, /reached point 2 instead of 1/);
    t.end();
  });

  t.test('lets the plan undo what it did', (t) => {
    const undo: Op = { op: 'onFailure', ...words(), undo: [killChild, print('undone')] };
    const outcome = executePlan([clone([awaitGo(1)]), undo, fail('x')]);
    t.equal(outcome.stdout, 'undone');
    t.end();
  });

  t.test('hands warnings to the log of the parent', (t) => {
    const logPath = join(t.testdir(), 'log');
    const warn: Op = { op: 'log', ...words(), level: 'warning', message: 'from below' };
    executePlan([clone([warn, ready(1)]), awaitReady(1)], { logPath });
    t.match(readFileSync(logPath, 'utf8'), /"level":"warning","msg":"from below"/);
    t.end();
  });
  t.end();
});

t.test('The death of the parent', (t) => {
  for (const [title, init] of [
    ['ends a child that waits', [ready(1), awaitGo(1)]],
    ['ends a child that works', [ready(1), shell('sleep 3')]],
    ['ends a successor', [continueInChild(0), ready(1), shell('sleep 3')]],
    ['ends a child that has become another user', [setIds, ready(1), shell('sleep 3')]],
  ] as const) {
    t.test(title, (t) => {
      const file = join(t.testdir(), 'pid');
      const tell: Op = {
        op: 'writeFile',
        ...words('write the pid'),
        path: file,
        temporary: `${file}.new`,
        content: [PID],
        mode: 0o600,
      };
      const parent = startPlan([clone(init), awaitReady(1), tell, awaitReady(2)]);
      t.ok(eventually(() => existsSync(file)));
      const child = Number(readFileSync(file, 'utf8'));
      t.notOk(hasEnded(child));
      process.kill(parent, 'SIGKILL');
      t.ok(eventually(() => hasEnded(child)));
      t.end();
    });
  }
  t.end();
});

t.test('continueInChild', (t) => {
  t.test('puts the successor into the slot of the clone', (t) => {
    const { stdout, stderr } = executePlan([
      clone([continueInChild(0), ready(1, PID), awaitGo(1)], NEWUTS),
      awaitReady(1, VALUE),
      print([PID]),
      print(' '),
      print([VALUE]),
      killChild,
      print(' '),
      print([PID]),
    ]);
    t.equal(stderr, '');
    t.match(stdout, /^(\d+) \1 -1$/);
    t.end();
  });

  t.test('makes the first process of a new pid namespace', (t) => {
    const steps = [
      clone([continueInChild(NEWPID), ready(1, PID), awaitGo(1)]),
      awaitReady(1, VALUE),
    ];
    t.equal(executePlan([...steps, print([VALUE]), killChild]).stdout, '1');
    t.end();
  });

  t.test('lets killChild end a successor nobody has heard of yet', (t) => {
    const marker = join(t.testdir(), 'lives');
    const { stderr } = executePlan([
      clone([continueInChild(0), shell('sleep 0.5'), shell(`echo >${marker}`)]),
      killChild,
      shell('sleep 0.8'),
    ]);
    t.equal(stderr, '');
    t.notOk(existsSync(marker));
    t.end();
  });

  t.test('is refused outside a child', (t) => {
    t.equal(executePlan([continueInChild(0)]).stderr, 'cannot clone again: Invalid argument\n');
    t.end();
  });
  t.end();
});

t.test('A process descriptor', (t) => {
  const start: Op = { op: 'startTime', ...words('read the start time'), pid: PID, out: START };
  const startOf = (pid: number | 'self'): bigint =>
    BigInt(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '0');
  const open = (pid: number, startTime: bigint): readonly Op[] => openProcess(t, pid, startTime);

  t.test('is opened only for the process with the start time', (t) => {
    t.equal(executePlan(open(process.pid, startOf('self'))).stderr, '');
    for (const plan of [open(process.pid, 1n), open(0x7fff_fffe, 1n), open(0, 0n).slice(1)]) {
      t.equal(executePlan(plan).stderr, 'cannot open: No such process\n');
    }
    t.end();
  });

  t.test('of a zombie is ESRCH', (t) => {
    const child = startPlan([]);
    const isZombie = (): boolean => readFileSync(`/proc/${child}/stat`, 'utf8').includes(') Z ');
    t.ok(eventually(isZombie));
    t.equal(executePlan(open(child, startOf(child))).stderr, 'cannot open: No such process\n');
    t.end();
  });

  t.test('takes signals, and says when the process has ended', (t) => {
    const pid = startPlan([shell('sleep 3')]);
    const end = (timeout: number): Op => ({
      op: 'awaitExit',
      ...words('wait'),
      process: PROCESS,
      timeout,
    });
    const signal: Op = { op: 'signal', ...words('signal'), process: PROCESS, signal: 9 };
    const opened = open(pid, startOf(pid));
    t.match(
      executePlan([...opened, end(50)]).stderr,
      /^cannot wait: \w+ timed out: waited 50 ms for process \d+ \(pelagos, state S, in \w+[\w.]*\)\n$/,
    );
    t.equal(executePlan([...opened, signal, end(5000)]).stderr, '');
    t.end();
  });

  t.test('gives the start time of a clone', (t) => {
    const plan = [clone([awaitGo(1)]), start, print([START]), killChild];
    t.ok(Number(executePlan(plan).stdout) >= Number(startOf('self')));
    t.end();
  });

  t.test('lets a descriptor be taken from a child', (t) => {
    const file = join(t.testdir({ file: '' }), 'file');
    const open: Op = { op: 'openFile', ...words(), path: file, flags: 1, out: VALUE };
    const take: Op = { op: 'takeFd', ...words('take'), pid: PID, number: VALUE, out: PROCESS };
    const inChild = clone([open, ready(1, VALUE), awaitGo(1)]);
    const { stderr } = executePlan([inChild, awaitReady(1, VALUE), take, killChild]);
    t.equal(stderr, '');
    t.end();
  });
  t.end();
});

t.test('The start gate', (t) => {
  const fifo = (path: string, out: number): Op => ({
    op: 'makeFifo',
    ...words(),
    path,
    mode: 0o600,
    out,
  });
  const awaitStart: Op = { op: 'awaitStart', ...words(), gate: GATE, result: RESULT };
  const alive: Op = { op: 'parentDeath', ...words(), signal: 0 };
  const startTime: Op = { op: 'startTime', ...words(), pid: PID, out: START };

  /** Creates a process that waits at the gate: its pid and start time. */
  function createWaiting(directory: string, after: readonly Op[], flags = 0): [number, bigint] {
    const plan: Op[] = [
      fifo(join(directory, 'start'), GATE),
      fifo(join(directory, 'result'), RESULT),
      clone([alive, ready(1), awaitStart, ...after], flags),
      awaitReady(1),
      startTime,
      print([PID, ' ', START]),
    ];
    // The waiting process keeps the streams: a pipe would never end.
    const output = openSync(join(directory, 'output'), 'w');
    executePlan(plan, { stdout: output, stderr: output });
    closeSync(output);
    const [pid = '0', start = '0'] = readFileSync(join(directory, 'output'), 'utf8').split(' ');
    return [Number(pid), BigInt(start)];
  }

  const open = (directory: string, [pid, startTime]: [number, bigint]): readonly Op[] => [
    ...openProcess(t, pid, startTime),
    {
      op: 'openGate',
      ...words('open the gate'),
      start: join(directory, 'start'),
      result: join(directory, 'result'),
      process: PROCESS,
      timeout: 0,
    },
  ];

  const openSelf = (): readonly Op[] => {
    const startTime = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[19];
    return openProcess(t, process.pid, BigInt(startTime ?? 0));
  };

  t.test('lets the process go on, and is done when its program runs', (t) => {
    const directory = t.testdir();
    const marker = join(directory, 'marker');
    const resolve: Op = { op: 'resolveExecutable', ...words(), file: 'sh', path: '/bin' };
    const args = ['sh', '-c', `echo $0 >${marker}; exec sleep 3`, 'program'];
    const execute: Op = { op: 'execute', ...words('execute'), args, env: [] };
    const waiting = createWaiting(directory, [resolve, execute]);
    t.notOk(hasEnded(waiting[0]));
    t.equal(executePlan(open(directory, waiting)).stderr, '');
    t.ok(eventually(() => existsSync(marker) && readFileSync(marker, 'utf8') === 'program\n'));
    process.kill(waiting[0], 'SIGKILL');
    t.end();
  });

  t.test('counts a program that ended at once as started', (t) => {
    const directory = t.testdir();
    const resolve: Op = { op: 'resolveExecutable', ...words(), file: 'true', path: '/bin' };
    const execute: Op = { op: 'execute', ...words('execute'), args: ['true'], env: [] };
    const waiting = createWaiting(directory, [resolve, execute]);
    t.equal(executePlan(open(directory, waiting)).stderr, '');
    t.end();
  });

  t.test('says when the process ends before it could go on', (t) => {
    const directory = t.testdir();
    const waiting = createWaiting(directory, []);
    process.kill(waiting[0], 'SIGSTOP');
    t.ok(eventually(() => processState(waiting[0]) === 'T'));
    const stderr = openSync(join(directory, 'stderr'), 'w');
    const opening = startPlan(open(directory, waiting), { stderr });
    closeSync(stderr);
    t.ok(eventually(() => !existsSync(join(directory, 'start'))));
    process.kill(waiting[0], 'SIGKILL');
    t.ok(eventually(() => hasEnded(opening)));
    const said = readFileSync(join(directory, 'stderr'), 'utf8');
    t.equal(said, 'cannot open the gate: No such process\n');
    t.notOk(existsSync(join(directory, 'result')));
    t.end();
  });

  t.test('can be waited for by a first process that a signal ends', (t) => {
    const directory = t.testdir();
    const [pid] = createWaiting(directory, [], NEWPID);
    t.notOk(hasEnded(pid));
    process.kill(pid, 'SIGWINCH');
    process.kill(pid, 'SIGTERM');
    t.ok(eventually(() => hasEnded(pid)));
    t.end();
  });

  t.test('leaves signals to the program as the caller had them', (t) => {
    const directory = t.testdir();
    const file = join(directory, 'signals');
    const tell = shell(`cat /proc/self/status >${file}`);
    const waiting = createWaiting(directory, [tell], NEWPID);
    t.equal(executePlan(open(directory, waiting)).stderr, '');
    t.ok(eventually(() => existsSync(file) && readFileSync(file, 'utf8').includes('SigCgt')));
    t.match(readFileSync(file, 'utf8'), /SigBlk:\t0+\nSigIgn:\t0+\nSigCgt:\t0+\n/);
    t.end();
  });

  t.test('brings the words of a failure behind it', (t) => {
    const directory = t.testdir();
    const waiting = createWaiting(directory, [fail('exec: "x": executable file not found')]);
    const { stderr, code } = executePlan(open(directory, waiting));
    t.equal(stderr, 'exec: "x": executable file not found\n');
    t.equal(code, 1);
    t.notOk(existsSync(join(directory, 'start')));
    t.notOk(existsSync(join(directory, 'result')));
    t.end();
  });

  t.test('says when nobody waits there', (t) => {
    const directory = t.testdir();
    const waiting = createWaiting(directory, []);
    process.kill(waiting[0], 'SIGKILL');
    const rule = { errno: errno.ENXIO, then: 'say', text: 'nobody waits' } as const;
    t.ok(eventually(() => hasEnded(waiting[0])));
    const gate = open(directory, waiting).at(-1);
    if (gate === undefined) throw new Error('there is no gate');
    const plan = [...openSelf(), { ...gate, onErrno: [rule] }];
    t.equal(executePlan(plan).stderr, 'nobody waits\n');
    t.end();
  });
  t.end();
});
