import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { OpOf } from '../../src/plan/ops.ts';
import { type Executed, executePlan } from '../support/execute-plan.ts';
import { run } from '../support/native-steps.ts';

const outcomeOf = (script: string, more: Partial<OpOf<'run'>> = {}): Executed =>
  executePlan([run(script, more)]);

t.test('A program', (t) => {
  t.test('gets exactly its arguments and its environment', (t) => {
    const file = join(t.testdir(), 'out');
    const script = `{ tr '\\0' ' ' </proc/$$/cmdline; echo; env; } >${file}`;
    t.equal(outcomeOf(script, { env: ['A=1', 'PATH=/bin'] }).stderr, '');
    const said = readFileSync(file, 'utf8');
    t.match(said, /^hook -c /);
    t.match(said, /^A=1$/m);
    t.notMatch(said, /HOME/);
    t.end();
  });

  t.test('reads its standard input in any way, or not at all', (t) => {
    const directory = t.testdir();
    const file = join(directory, 'out');
    const stdin = `{"pid":1,"x":"${'y'.repeat(300_000)}"}`;
    for (const script of [`cat >${file}`, `cat /dev/stdin >${file}`, `sleep 0.1; cat >${file}`]) {
      writeFileSync(file, '');
      t.equal(outcomeOf(script, { stdin }).stderr, '');
      t.equal(readFileSync(file, 'utf8'), stdin);
    }
    t.equal(outcomeOf('exit 0', { stdin }).stderr, '');
    t.equal(outcomeOf('exec 0<&-', { stdin }).stderr, '');
    t.end();
  });

  t.test('gets slots in its standard input', (t) => {
    const file = join(t.testdir(), 'out');
    outcomeOf(`cat >${file}`, { stdin: ['{"pid":', 0, '}'] });
    t.equal(readFileSync(file, 'utf8'), '{"pid":-1}');
    t.end();
  });

  t.test('cannot write to the standard output of the caller', (t) => {
    const { stdout, code } = outcomeOf('echo out; exit 1');
    t.same([stdout, code], ['', 1]);
    t.match(
      outcomeOf('x=$(readlink /proc/$$/fd/1); echo $x >&2; exit 1').stderr,
      /: \/dev\/null\n$/,
    );
    t.end();
  });

  t.test('inherits no descriptor but its streams', (t) => {
    const file = join(t.testdir(), 'out');
    // The last one is that of the directory being read.
    t.equal(outcomeOf(`ls /proc/self/fd | tr '\\n' ' ' >${file}`).stderr, '');
    t.equal(readFileSync(file, 'utf8'), '0 1 2 3 ');
    t.end();
  });

  t.test('runs in the directory of the executor, in a process group of its own', (t) => {
    const directory = t.testdir();
    const script = 'pwd >out; cut -d" " -f1,5 /proc/self/stat >>out; echo $$ >>out';
    t.equal(executePlan([run(script)], { cwd: directory }).stderr, '');
    const [cwd, group, pid] = readFileSync(join(directory, 'out'), 'utf8').split('\n');
    t.equal(cwd, directory);
    t.equal(group?.split(' ')[1], pid);
    t.end();
  });
  t.end();
});

t.test('A program that fails', (t) => {
  t.test('is told with its arguments, its end, its time and its last words', (t) => {
    t.match(
      outcomeOf('echo bad news >&2; exit 3').stderr,
      /^cannot run the hook: "hook" "-c" ".*" exited with code 3 after \d+ ms: bad news\n$/,
    );
    t.match(outcomeOf('kill -15 $$').stderr, /was killed by signal 15 \(terminated\) after/);
    t.end();
  });

  t.test('is told with no more than its last twenty lines, in four kilobytes', (t) => {
    const lines = outcomeOf('seq 1 100000 >&2; exit 1').stderr.trimEnd().split('\n');
    t.equal(lines.length, 20);
    t.equal(lines.at(-1), '100000');
    t.match(lines[0], /: …99981$/);
    const long = outcomeOf('head -c 100000 /dev/zero | tr "\\0" x >&2; exit 1').stderr;
    t.ok(long.length < 4200, `${long.length} bytes`);
    t.end();
  });

  t.test('is told without what a terminal would obey', (t) => {
    t.match(outcomeOf('printf "a\\033[2J\\0b" >&2; exit 1').stderr, /: a\\x1b\[2J\?b\n$/);
    t.end();
  });

  t.test('that cannot be executed is told with the reason', (t) => {
    t.equal(
      outcomeOf('', { path: '/none' }).stderr,
      'cannot run the hook: No such file or directory\n',
    );
    t.equal(outcomeOf('', { path: '/etc' }).stderr, 'cannot run the hook: Permission denied\n');
    t.end();
  });
  t.end();
});

t.test('A time limit', (t) => {
  t.test('ends the program and what it has started', (t) => {
    const directory = t.testdir();
    const start = Date.now();
    const script = '(sleep 1; echo alive >out) & echo begun >&2; sleep 5';
    const { stderr } = executePlan([run(script, { timeout: 200 })], { cwd: directory });
    t.ok(Date.now() - start < 900);
    t.match(
      stderr,
      /^cannot run the hook: \w+ timed out: .* was killed for it after 2\d\d ms: begun/,
    );
    executePlan([run('sleep 1.2; ! test -e out')], { cwd: directory });
    t.equal(executePlan([run('! test -e out')], { cwd: directory }).stderr, '');
    t.end();
  });

  t.test('does not touch a program that ends in time', (t) => {
    t.equal(outcomeOf('sleep 0.1', { timeout: 5000 }).stderr, '');
    t.end();
  });
  t.end();
});

t.test('A daemon left behind with the error stream open hangs nobody', (t) => {
  const start = Date.now();
  t.equal(outcomeOf('sleep 2 & exit 0').stderr, '');
  t.match(outcomeOf('sleep 2 & echo x >&2; exit 1').stderr, /exited with code 1 .*: x\n$/);
  t.ok(Date.now() - start < 1500);
  t.end();
});
