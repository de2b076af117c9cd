import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { errno } from '../../src/lib/errno.ts';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { background } from '../support/background.ts';
import { executePlan, startPlan, words } from '../support/execute-plan.ts';
import { nativeProgram } from '../support/native-program.ts';
import { eventually } from '../support/wait.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const print = (text: string): Op => ({ op: 'print', ...words('print'), fd: 1, text });
const fail = (message: string, code = 1): Op => ({ op: 'fail', ...words(), message, code });

/** Takes so many datagrams in the place of a log daemon; the path of a socket must be short. */
function logDaemon(t: Test, count: number) {
  const directory = mkdtempSync(join(tmpdir(), 'log-'));
  const logPath = join(directory, 's');
  const argv = [nativeProgram('receive-datagram'), logPath, String(count)];
  const daemon = background(argv, join(directory, 'out'));
  t.teardown(() => {
    daemon.stop();
    rmSync(directory, { recursive: true });
  });
  daemon.says('ready\n');
  const received = () => {
    t.ok(daemon.ended());
    return daemon.output().slice('ready\n'.length);
  };
  return { logPath, received };
}

t.test('A plan', (t) => {
  t.test('without a step ends with 0 and says nothing', (t) => {
    t.same(executePlan([]), { code: 0, signal: null, stdout: '', stderr: '' });
    t.end();
  });

  t.test('prints a text of any length, slots in decimal', (t) => {
    const long = 'x'.repeat(200_000);
    t.equal(executePlan([print(long)]).stdout, long);
    const plan: Op[] = [{ op: 'print', ...words(), fd: 2, text: ['slot ', 3, '!'] }];
    t.equal(executePlan(plan).stderr, 'slot -1!');
    t.end();
  });

  t.test('that cannot write its output fails with its exit code', (t) => {
    const full = openSync('/dev/full', 'w');
    const outcome = executePlan([print('text')], { stdout: full, exitCode: 7 });
    closeSync(full);
    t.equal(outcome.code, 7);
    t.equal(outcome.stderr, 'cannot print: No space left on device\n');
    t.end();
  });
  t.end();
});

t.test('fail', (t) => {
  t.test('ends the plan with its words and its exit code', (t) => {
    const outcome = executePlan([print('a'), fail('container does not exist', 42), print('b')]);
    t.same(outcome, { code: 42, signal: null, stdout: 'a', stderr: 'container does not exist\n' });
    t.end();
  });

  t.test('with code 0 still fails', (t) => {
    t.equal(executePlan([fail('no', 0)], { exitCode: 3 }).code, 3);
    t.end();
  });
  t.end();
});

t.test('A failed step', (t) => {
  const step = (rules: Op['onErrno'], at = '/mounts/3'): Op => ({
    op: 'removeFile',
    at,
    what: 'remove "/none"',
    ...(rules === undefined ? {} : { onErrno: rules }),
    path: '/none',
  });

  t.test('is told with its origin in config.json', (t) => {
    t.equal(
      executePlan([step([])]).stderr,
      'cannot remove "/none": No such file or directory (config.json: /mounts/3)\n',
    );
    t.equal(
      executePlan([step([], 'default:/dev')]).stderr,
      'cannot remove "/none": No such file or directory\n',
    );
    t.end();
  });

  t.test('is judged by the rule of its errno before the rule of any', (t) => {
    const say = { errno: errno.ENOENT, then: 'say', text: 'it is gone' } as const;
    const any = { errno: 0, then: 'ignore' } as const;
    t.equal(executePlan([step([any, say])]).stderr, 'it is gone\n');
    t.equal(executePlan([step([any]), print('on')]).stdout, 'on');
    const hint = { errno: 0, then: 'hint', text: 'make it first' } as const;
    t.match(executePlan([step([hint])]).stderr, /directory; make it first \(config.json: /);
    t.end();
  });

  t.test('begins with the words of its lead, whatever the errno and its rule', (t) => {
    const lead = { errno: 0, then: 'lead', text: 'error removing it' } as const;
    const hint = { errno: errno.ENOENT, then: 'hint', text: 'make it first' } as const;
    t.equal(
      executePlan([step([lead, hint])]).stderr,
      'error removing it: No such file or directory; make it first (config.json: /mounts/3)\n',
    );
    t.equal(executePlan([step([lead, { errno: 0, then: 'ignore' }])]).code, 0);
    t.end();
  });

  t.test('is a warning in the log, and the plan goes on, where its rule says so', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'pelagos-flow-'));
    try {
      const log = join(folder, 'log');
      const warn = { errno: 0, then: 'warn' } as const;
      const outcome = executePlan([step([warn]), print('on')], { logPath: log });
      t.match(outcome, { code: 0, stdout: 'on', stderr: '' });
      t.match(JSON.parse(readFileSync(log, 'utf8')), {
        level: 'warning',
        msg: 'cannot remove "/none": No such file or directory (config.json: /mounts/3)',
      });
      t.equal(executePlan([step([warn]), print('on')]).stdout, 'on');
    } finally {
      rmSync(folder, { recursive: true });
    }
    t.end();
  });

  t.test('is told without what a terminal would obey', (t) => {
    t.equal(executePlan([fail('a\x1b[2Jb\x7f\n\tc')]).stderr, 'a\\x1b[2Jb\\x7f\n\tc\n');
    t.end();
  });
  t.end();
});

t.test('onFailure', (t) => {
  const keep = (text: string, ...more: Op[]): Op => ({
    op: 'onFailure',
    ...words(),
    undo: [...more, print(text)],
  });

  t.test('runs what was kept, last first, whatever becomes of each op', (t) => {
    const outcome = executePlan([
      keep('first'),
      keep('second ', fail('ignored', 9)),
      fail('the cause', 5),
      keep('never'),
    ]);
    t.same(outcome, { code: 5, signal: null, stdout: 'second first', stderr: 'the cause\n' });
    t.end();
  });

  t.test('does nothing when the plan succeeds', (t) => {
    t.equal(executePlan([keep('undone'), print('done')]).stdout, 'done');
    t.end();
  });
  t.end();
});

t.test('The log', (t) => {
  t.test('gets exactly one error record, as JSON', (t) => {
    const logPath = join(t.testdir(), 'log');
    const outcome = executePlan([fail('a "b"\n\\\x01 ü')], { logPath });
    t.equal(outcome.code, 1);
    const record = JSON.parse(readFileSync(logPath, 'utf8')) as Record<string, string>;
    t.equal(record['level'], 'error');
    t.equal(record['msg'], 'a "b"\n\\\x01 ü');
    t.match(record['time'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    t.ok(Math.abs(Date.parse(record['time'] ?? '') - Date.now()) < 60_000);
    t.end();
  });

  t.test('is appended to as text, warnings too', (t) => {
    const logPath = join(t.testdir({ log: 'before\n' }), 'log');
    const plan: Op[] = [{ op: 'log', ...words(), level: 'warning', message: ['w', 1] }, fail('x')];
    executePlan(plan, { logPath, logFormat: 'text' });
    const [before, warning, error, ...rest] = readFileSync(logPath, 'utf8').split('\n');
    t.equal(before, 'before');
    t.match(warning, /^time="[^"]+" level=warning msg="w-1"$/);
    t.match(error, /^time="[^"]+" level=error msg="x"$/);
    t.same(rest, ['']);
    t.end();
  });

  t.test('goes to the journal as the datagram of its protocol, many lines in one record', (t) => {
    const { logPath, received } = logDaemon(t, 2);
    const plan: Op[] = [
      { op: 'log', ...words(), level: 'warning', message: ['w', 1] },
      fail('a\n"b"'),
    ];
    const { code, stderr } = executePlan(plan, { logPath, logFormat: 'journald', logName: 'c1' });
    t.same([code, stderr], [1, 'a\n"b"\n']);
    const head = (priority: number) =>
      `PRIORITY=${priority}\nSYSLOG_IDENTIFIER=c1\nID=c1\nMESSAGE\n`;
    const length = (bytes: number) => `${String.fromCharCode(bytes)}${'\0'.repeat(7)}`;
    t.equal(received(), `${head(4)}${length(3)}w-1\n${head(3)}${length(5)}a\n"b"\n`);
    t.end();
  });

  t.test('goes to syslog with the priority of a user program', (t) => {
    const { logPath, received } = logDaemon(t, 1);
    executePlan([fail('no\x1bway')], { logPath, logFormat: 'syslog', logName: 'c1' });
    t.equal(received(), '<11>c1: no\\x1bway');
    t.end();
  });

  t.test('that has no daemon fails the plan before its first step', (t) => {
    const outcome = executePlan([print('ran')], { logPath: '/none/s', logFormat: 'journald' });
    t.same([outcome.code, outcome.stdout], [1, '']);
    t.equal(outcome.stderr, 'cannot open the log "/none/s": No such file or directory\n');
    t.end();
  });

  t.test('that cannot be opened fails the plan before its first step', (t) => {
    const outcome = executePlan([print('ran')], { logPath: '/none/log' });
    t.equal(outcome.code, 1);
    t.equal(outcome.stdout, '');
    t.equal(outcome.stderr, 'cannot open the log "/none/log": No such file or directory\n');
    t.end();
  });
  t.end();
});

t.test('lock', (t) => {
  const lock = (path: string, timeout: number): Op => ({
    op: 'lock',
    ...words('lock'),
    path,
    timeout,
    out: 0,
  });
  const hold: Op = {
    op: 'run',
    ...words(),
    path: '/bin/sh',
    args: ['sh', '-c', 'echo $$ >new; mv new held; exec sleep 30'],
    env: [],
    home: 0,
    pid: NONE,
    directory: NONE,
    stdin: '',
    timeout: 0,
  };

  const endProgram = (path: string): void => {
    process.kill(Number(readFileSync(join(path, 'held'), 'utf8')), 'SIGKILL');
  };

  t.test('waits at most its time for another executor', (t) => {
    const path = t.testdir();
    const holder = startPlan([lock(path, 0), hold], { cwd: path });
    try {
      t.ok(eventually(() => existsSync(join(path, 'held'))));
      const start = Date.now();
      t.match(executePlan([lock(path, 300)]).stderr, /^cannot lock: \w+ timed out\n$/);
      t.ok(Date.now() - start >= 300);
    } finally {
      process.kill(holder, 'SIGKILL');
      endProgram(path);
    }
    t.end();
  });

  t.test('is free again when the holder was killed, its hook still running', (t) => {
    const path = t.testdir();
    const holder = startPlan([lock(path, 0), hold], { cwd: path });
    t.ok(eventually(() => existsSync(join(path, 'held'))));
    process.kill(holder, 'SIGKILL');
    t.equal(executePlan([lock(path, 2000)]).stderr, '');
    endProgram(path);
    t.end();
  });

  t.test('is ENOENT where the directory is gone', (t) => {
    t.equal(executePlan([lock('/none', 0)]).stderr, 'cannot lock: No such file or directory\n');
    t.end();
  });
  t.end();
});

t.test('expect', (t) => {
  const expect = (path: string, content: string): Op => ({
    op: 'expect',
    ...words(),
    path,
    content: bytes(content),
  });

  t.test('goes on where the file has the content', (t) => {
    const path = join(t.testdir(), 'file');
    const content = 'y'.repeat(5000);
    writeFileSync(path, content);
    t.equal(executePlan([expect(path, content), print('same')]).stdout, 'same');
    t.equal(executePlan([expect('/none', ''), print('absent')]).stdout, 'absent');
    writeFileSync(path, '');
    t.equal(executePlan([expect(path, ''), print('empty')]).stdout, 'empty');
    t.end();
  });

  t.test('is one way to a stale plan; the rule of an errno is the other', (t) => {
    const onErrno = [{ errno: errno.ENOENT, then: 'stale' }] as const;
    const gone: Op = { op: 'removeFile', ...words(), path: '/none', onErrno };
    const { stdout, stderr } = executePlan([gone, print('on')]);
    t.equal(stdout, '');
    t.match(stderr, /changed before it could be executed/);
    t.end();
  });

  t.test('makes the plan stale where it has another', (t) => {
    const directory = t.testdir({ file: 'abc', empty: '' });
    mkdirSync(join(directory, 'more'));
    for (const [name, content] of [
      ['file', 'abd'],
      ['file', 'ab'],
      ['file', 'abcd'],
      ['file', ''],
      ['none', 'a'],
    ] as const) {
      const outcome = executePlan([expect(join(directory, name), content), print('same')]);
      t.equal(outcome.stdout, '', `${name} against "${content}"`);
      t.match(outcome.stderr, /changed before it could be executed/);
      t.equal(outcome.code, 1);
    }
    t.end();
  });
  t.end();
});
