/** What the planner sends behind a plan, while the executor does it. */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { encodeFrame } from '../../src/host/warm-channel.ts';
import type { Op } from '../../src/plan/ops.ts';
import { PLAN_STAMP } from '../../src/plan/stamp.generated.ts';
import { LARGEST_STORED_PLANS, STORED_PLANS_MAGIC } from '../../src/runtime/stored-plans.ts';
import { checksum } from '../support/checksum.ts';
import { executeBytes, planBytes, words } from '../support/execute-plan.ts';
import { Installed } from '../support/installed.ts';

const store = (path: string, timeout = 5000): Op => ({
  op: 'storePlans',
  ...words('store'),
  path,
  timeout,
});
const print = (text: string): Op => ({ op: 'print', ...words('print'), fd: 1, text });

/** As much as the executor looks at, and some bytes. */
function content(size = 24, stamp = PLAN_STAMP): Uint8Array {
  const bytes = new Uint8Array(size).fill(7);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, STORED_PLANS_MAGIC, true);
  head.setUint32(4, stamp, true);
  return bytes;
}

const frame = (bytes: Uint8Array): Uint8Array => encodeFrame('later', bytes);

/** Executes steps of a plan, with these bytes behind it. */
function execute(steps: readonly Op[], behind: Uint8Array, wrapper: readonly string[] = []) {
  return executeBytes(Buffer.concat([planBytes(steps), behind]), { wrapper });
}

t.test('storePlans', (t) => {
  t.test('puts the checksum before the content, for nobody else to read', (t) => {
    const path = join(t.testdir(), 'plans');
    t.equal(execute([store(path)], frame(content(9999))).stderr, '');
    const written = readFileSync(path);
    t.equal(written.readBigUInt64LE(0), checksum(content(9999)));
    t.ok(written.subarray(8).equals(content(9999)));
    t.equal(statSync(path).mode & 0o7777, 0o600);
    t.end();
  });

  t.test('replaces nothing', (t) => {
    const directory = t.testdir({ plans: 'before' });
    const path = join(directory, 'plans');
    t.match(execute([store(path)], frame(content())).stderr, /File exists/);
    t.equal(readFileSync(path, 'utf8'), 'before');
    t.end();
  });

  t.test('removes what could not be written whole', (t) => {
    const small = join(t.testdir(), 'small');
    mkdirSync(small);
    const path = join(small, 'plans');
    const mount = `mount -t tmpfs -o size=8k tmpfs ${small} && exec "$@"`;
    const wrapper = ['unshare', '-m', 'sh', '-c', mount, 'sh'];
    const left: Op = { op: 'openFile', ...words('find it'), path, flags: 0, out: 3 };
    const plan = [{ ...store(path), onErrno: [{ errno: 0, then: 'ignore' }] as const }, left];
    const { stderr } = execute(plan, frame(content(100_000)), wrapper);
    t.match(stderr, /^cannot find it: No such file/);
    t.notOk(existsSync(path));
    t.end();
  });

  t.test('stores nothing where there are no plans', (t) => {
    const path = join(t.testdir(), 'plans');
    t.equal(execute([store(path)], frame(new Uint8Array())).stderr, '');
    t.notOk(existsSync(path));
    t.end();
  });

  for (const [title, behind, error] of [
    ['a planner that sends nothing', new Uint8Array(), /No data available/],
    ['half a head', frame(content()).subarray(0, 5), /No data available/],
    ['half a frame', frame(content()).subarray(0, 20), /No data available/],
    ['a frame of another kind', encodeFrame('plan', content()), /Bad message/],
    ['plans of another version', frame(content(24, PLAN_STAMP + 1)), /Bad message/],
    ['what is too short for plans', frame(content().subarray(0, 7)), /Bad message/],
    ['what are no plans', frame(new Uint8Array(99)), /Bad message/],
    ['more than any verb reads', frame(content(LARGEST_STORED_PLANS + 1)), /Bad message/],
  ] as const) {
    t.test(`refuses ${title}`, (t) => {
      const path = join(t.testdir(), 'plans');
      t.match(execute([store(path)], behind).stderr, error);
      t.notOk(existsSync(path));
      t.end();
    });
  }

  t.test('reads what is sent once', (t) => {
    const directory = t.testdir();
    const plan = [store(join(directory, 'a')), store(join(directory, 'b'))];
    t.match(execute(plan, frame(content())).stderr, /No data available/);
    t.ok(existsSync(join(directory, 'a')));
    t.end();
  });
  t.end();
});

t.test('A planner that goes on behind its plan', (t) => {
  const asked = (directory: string, script: string) => {
    const installed = new Installed(directory, script);
    const path = join(installed.directory, 'plans');
    installed.plan('plan', [store(path, 400), print('done')]);
    installed.write('later', frame(content()));
    return { outcome: installed.call(['state', 'x']), installed, path };
  };

  t.test('is read as soon as it has finished', (t) => {
    const { outcome, path } = asked(t.testdir(), 'cat $d/plan >&3; sleep 0.1; cat $d/later >&3');
    t.match(outcome, { code: 0, stdout: 'done', stderr: '' });
    t.ok(readFileSync(path).subarray(8).equals(content()));
    t.end();
  });

  t.test('is not waited for longer than the plan says, and ended', (t) => {
    const { outcome, installed } = asked(
      t.testdir(),
      'echo $$ >$d/pid; cat $d/plan >&3; exec sleep 50',
    );
    t.match(outcome, { code: 1, stdout: '', stderr: 'cannot store: Operation timed out\n' });
    t.ok(outcome.milliseconds < 5000, `${outcome.milliseconds} ms`);
    t.notOk(existsSync(`/proc/${installed.read('pid').trim()}`));
    t.end();
  });

  t.test('may send some of it and stall', (t) => {
    const script = 'cat $d/plan >&3; head -c 20 $d/later >&3; exec sleep 50';
    t.equal(asked(t.testdir(), script).outcome.stderr, 'cannot store: Operation timed out\n');
    t.end();
  });

  t.test('may die, which is told by nothing but the step', (t) => {
    const { outcome, path } = asked(
      t.testdir(),
      'cat $d/plan >&3; head -c 20 $d/later >&3; kill -9 $$',
    );
    t.match(outcome, { code: 1, stderr: 'cannot store: No data available\n' });
    t.notOk(existsSync(path));
    t.end();
  });

  t.end();
});
