import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op } from '../../src/plan/ops.ts';
import { planBytes, words } from '../support/execute-plan.ts';
import { Installed } from '../support/installed.ts';

const print = (text: string): Op => ({ op: 'print', ...words('print'), fd: 1, text });
const clone = (init: readonly Op[]): Op => ({
  op: 'clone',
  ...words('clone'),
  flags: 0,
  cgroup: NONE,
  memory: '',
  out: 0,
  init,
});
const awaitReady: Op = { op: 'awaitReady', ...words('wait'), point: 1, timeout: 0, out: NONE };
const ready: Op = { op: 'ready', ...words(), point: 1, value: NONE };

t.test('The planner', (t) => {
  t.test('answers with a plan, which is executed', (t) => {
    const installed = new Installed(t.testdir(), 'cat $d/plan >&3').plan('plan', [print('done')]);
    t.match(installed.call(['state', 'x']), { code: 0, stdout: 'done', stderr: '' });
    t.end();
  });

  t.test('gets the arguments and the standard streams as they are', (t) => {
    const script = 'for a; do echo "[$a]"; done >$d/args; cat >$d/in; echo out; cat $d/plan >&3';
    const installed = new Installed(t.testdir(), script).plan('plan', []);
    const outcome = installed.call(['--root', '/a b', '', 'x\ny'], { input: 'input' });
    t.match(outcome, { code: 0, stdout: 'out\n' });
    t.equal(installed.read('args'), '[--root]\n[/a b]\n[]\n[x\ny]\n');
    t.equal(installed.read('in'), 'input');
    t.end();
  });

  t.test('is not waited for once its answer is whole', (t) => {
    const installed = new Installed(
      t.testdir(),
      'cat $d/plan >&3; sleep 3 >/dev/null 2>&1; echo late >$d/late',
    );
    const { code, milliseconds } = installed.plan('plan', []).call();
    t.equal(code, 0);
    t.ok(milliseconds < 1500, `${milliseconds} ms`);
    t.end();
  });

  t.test('hears when it was asked where --timing wants to know, and never else', (t) => {
    const script = 'echo "$ASKED_AT" >$d/asked; cat $d/plan >&3';
    const installed = new Installed(t.testdir(), script).plan('plan', []);
    installed.call(['state', 'x'], { env: { ASKED_AT: '7' } });
    t.equal(installed.read('asked'), '\n');
    for (const words of [
      ['--timing', 'state', 'x'],
      ['state', '-timing=true', 'x'],
    ]) {
      const before = process.hrtime.bigint();
      installed.call(words, { env: { ASKED_AT: '7' } });
      const asked = BigInt(installed.read('asked'));
      t.ok(before < asked && asked < process.hrtime.bigint(), `${asked}`);
    }
    t.end();
  });

  t.test('sees only what it needs of the environment', (t) => {
    const script = '/usr/bin/env >$d/env; cat $d/plan >&3';
    const installed = new Installed(t.testdir(), script).plan('plan', []);
    const steering = {
      BUN_OPTIONS: '--preload /x',
      NODE_OPTIONS: '--require /x',
      JSC_useJIT: '0',
      BUN_JSC_useJIT: '1',
      LD_PRELOAD: '/none.so',
      OPENSSL_CONF: '/x',
      SECRET: 'x',
    };
    const needed = { PATH: '/usr/bin:/bin', XDG_RUNTIME_DIR: '/run/u', LISTEN_FDS: '1' };
    installed.call([], { env: { ...steering, ...needed } });
    const lines = installed.read('env').trim().split('\n');
    const names = lines.map((line) => line.split('=')[0]).filter((name) => name !== 'PWD');
    t.same(names.sort(), ['BUN_JSC_useJIT', ...Object.keys(needed)].sort());
    t.ok(lines.includes('BUN_JSC_useJIT=0'), 'and does not compile what runs for milliseconds');
    t.end();
  });

  t.test('inherits no descriptor but the streams and the pipe of its answer', (t) => {
    const script = 'ls /proc/self/fd | cat >$d/fds; cat $d/plan >&3';
    const installed = new Installed(t.testdir(), script).plan('plan', []);
    installed.call([], { extra: [1, 1, 1] });
    // 4 is the directory that is being read.
    t.equal(installed.read('fds'), '0\n1\n2\n3\n4\n');
    t.end();
  });
  t.end();
});

t.test('A planner that gives no plan', (t) => {
  for (const [title, script, sentence] of [
    [
      'is told by how it ended',
      'exit 3',
      /^the planner \S+ exited with code 3 before it gave a wh/,
    ],
    ['may have been killed', 'kill -9 $$', /^the planner \S+ was killed by signal 9/],
    ['may stop half-way', 'head -c 30 $d/plan >&3; exit 0', /exited with code 0 before it gave a/],
    ['may close its answer', 'exec 3>&-; sleep 5', /^the planner \S+ closed its answer before/],
    ['may belong to another version', 'echo no plan at all >&3', /belongs to another version/],
  ] as const) {
    t.test(title, (t) => {
      const outcome = new Installed(t.testdir(), script).plan('plan', [print('done')]).call();
      t.match(outcome, { code: 1, stdout: '', stderr: sentence });
      t.equal(outcome.stderr.split('\n').length, 2);
      t.end();
    });
  }

  t.test('may be missing', (t) => {
    const installed = new Installed(t.testdir(), '');
    chmodSync(join(installed.directory, 'libexec/pelagos/planner'), 0o644);
    t.match(installed.call(), { code: 1, stderr: /^cannot start the planner \S+: Permission/ });
    t.end();
  });
  t.end();
});

t.test('A stale plan', (t) => {
  const expect = (path: string): Op => ({
    op: 'expect',
    ...words(),
    path,
    content: new TextEncoder().encode('new\n'),
  });

  for (const [title, steps] of [
    ['is asked for again', []],
    ['is asked for again from the sealed copy', [clone([ready]), awaitReady]],
  ] as const) {
    t.test(title, (t) => {
      const script = 'echo x >>$d/calls; test $(wc -l <$d/calls) -lt 4 || echo new >$d/state';
      const installed = new Installed(
        t.testdir(),
        `${script}; echo "$*" >>$d/args; cat $d/plan >&3`,
      );
      const plan = [expect(join(installed.directory, 'state')), ...steps, print('done')];
      t.match(installed.plan('plan', plan).call(['a', 'b']), { code: 0, stdout: 'done' });
      t.equal(installed.read('args'), 'a b\n'.repeat(4));
      t.end();
    });
  }

  t.test('is given up after sixteen times, with one record in the log', (t) => {
    const installed = new Installed(t.testdir(), 'echo x >>$d/calls; cat $d/plan >&3');
    const logPath = join(installed.directory, 'log');
    const plan = planBytes([expect('/none')], { logPath });
    writeFileSync(join(installed.directory, 'plan'), plan);
    t.match(installed.call(), {
      code: 1,
      stderr: /changed before it could be executed: try again/,
    });
    t.equal(installed.read('calls'), 'x\n'.repeat(16));
    t.match(JSON.parse(installed.read('log')), { level: 'error', msg: /try again$/ });
    t.end();
  });
  t.end();
});

t.test('A plan with a clone', (t) => {
  t.test('keeps the caller’s descriptors for the container, and no others', (t) => {
    const script = 'cat $d/plan >&3';
    const directory = t.testdir();
    const file = join(directory, 'fds');
    const args = ['sh', '-c', `ls /proc/self/fd | cat >${file}`];
    const preserve: Op = { op: 'preserveFds', ...words('preserve'), count: 2 };
    const init: readonly Op[] = [
      ready,
      { op: 'resolveExecutable', ...words(), file: 'sh', path: '/bin' },
      { op: 'inheritFds', ...words(), count: 2 },
      { op: 'execute', ...words(), args, env: ['PATH=/bin:/usr/bin'] },
    ];
    const wait: Op = {
      op: 'run',
      ...words(),
      path: '/bin/sleep',
      args: ['sleep', '0.3'],
      env: [],
      home: 0,
      pid: NONE,
      directory: NONE,
      stdin: '',
      timeout: 0,
    };
    const installed = new Installed(directory, script);
    installed.plan('plan', [preserve, clone(init), awaitReady, wait]);
    t.equal(installed.call([], { extra: [1, 1, 1] }).stderr, '');
    // 5 is the directory that is being read.
    t.equal(installed.read('fds'), '0\n1\n2\n3\n4\n5\n');
    t.end();
  });

  t.test('fails where a descriptor to pass on was not open', (t) => {
    const installed = new Installed(t.testdir(), 'cat $d/plan >&3');
    const preserve: Op = { op: 'preserveFds', ...words('preserve'), count: 3 };
    installed.plan('plan', [preserve, clone([ready]), awaitReady]);
    t.match(installed.call([], { extra: [1] }).stderr, /^cannot preserve: .*descriptor 4 was not/);
    t.equal(installed.call([], { extra: [1, 1, 1] }).stderr, '');
    t.end();
  });
  t.end();
});

t.test('Closed standard streams are filled before anything else is opened', (t) => {
  const installed = new Installed(
    t.testdir(),
    'x=$(ls -l /proc/$$/fd); echo "$x" >$d/fds; cat $d/plan >&3',
  );
  installed.plan('plan', []);
  const outcome = installed.call([], {
    wrapper: ['/bin/sh', '-c', 'exec "$@" <&- >&- 2>&-', 'sh'],
  });
  t.equal(outcome.code, 0);
  for (const fd of [0, 1, 2]) t.match(installed.read('fds'), new RegExp(` ${fd} -> /dev/null`));
  t.end();
});
