import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Op } from '../../src/plan/ops.ts';
import { executePlan, words } from '../support/execute-plan.ts';
import { inChild, slots, withFolder } from '../support/in-child.ts';

const program = slots.first;
const listener = slots.first + 1;
const noNewPrivileges: Op = { op: 'noNewPrivileges', ...words() };
const compile = (profile: string, cache = ''): Op => ({
  op: 'compileSeccomp',
  ...words('compile the profile'),
  profile,
  cache,
  out: program,
});
const load = (flags = 0): Op => ({
  op: 'loadSeccomp',
  ...words('load the filter'),
  program,
  flags,
  outListener: listener,
});
const refuseMkdir = 'default ALLOW\nrule ERRNO 122 mkdir\nrule ERRNO 122 mkdirat\n';

t.test('compileSeccomp and loadSeccomp', async (t) => {
  await withFolder(t, 'filter the system calls of the program', (t, folder) => {
    const script = `mkdir ${folder}/made; grep Seccomp: /proc/self/status`;
    const steps = [noNewPrivileges, load()];
    const outcome = inChild(steps, { before: [compile(refuseMkdir)], script });
    t.match(outcome.stderr, /Disk quota exceeded/);
    t.match(outcome.stdout, /Seccomp:\s*2/);
  });

  await withFolder(t, 'compare arguments, each way', (t) => {
    // kill(2) of a process that is not there: what the filter answers shows which rule matched.
    const cases: readonly (readonly [string, number, boolean])[] = [
      ['1:EQ:0', 0, true],
      ['1:NE:0', 0, false],
      ['1:LT:10', 9, true],
      ['1:LE:9', 9, true],
      ['1:GE:10', 9, false],
      ['1:GT:8', 9, true],
      ['1:MASKED_EQ:8:8', 9, true],
      ['1:MASKED_EQ:6:4', 9, false],
      ['1:EQ:9 1:EQ:10', 9, true],
      ['1:EQ:9 0:EQ:1', 9, false],
    ];
    for (const [condition, signal, filtered] of cases) {
      const before = [compile(`default ALLOW\nrule ERRNO 122 kill ${condition}\n`)];
      const script = `kill -${signal} 4194303`;
      const { stderr } = inChild([noNewPrivileges, load()], { before, script });
      t.match(
        stderr,
        filtered ? /Disk quota exceeded/ : /No such process/,
        `${condition} ${signal}`,
      );
    }
  });

  await withFolder(t, 'name the line that is wrong', (t) => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [
        'default ALLOW\nrule FOO 1 read\n',
        /line 2 of the seccomp profile, "rule FOO 1 read": its action is not/,
      ],
      [
        'default ALLOW\nrule ERRNO 1 read 6:EQ:0\n',
        /the index of a condition is not a number up to 5/,
      ],
      ['default ALLOW\nrule ERRNO 1 read 0:IS:0\n', /the operator of a condition/],
      ['default ALLOW\nrule ERRNO 1 read 0:EQ:18446744073709551616\n', /not a number of 64 bits/],
      ['default ALLOW\narch z80\n', /does not know the architecture/],
      ['default ALLOW\nstrict\nrule ERRNO 1 nosuch\n', /does not know the system call/],
      ['rule ERRNO 1 read\n', /the default action must come first/],
      ['', /gives no default action/],
    ];
    for (const [profile, message] of cases) {
      const { code, stderr } = executePlan([compile(profile)]);
      t.equal(code, 1);
      t.match(stderr, message);
    }
  });

  await withFolder(
    t,
    'skip system calls that are unknown, and rules that say what the default says',
    (t) => {
      const profile =
        'default ALLOW\nrule ERRNO 1 nosuch\nrule ALLOW 0 read\nrule ERRNO 1 mkdir\nrule ERRNO 1 mkdir\n';
      t.equal(executePlan([compile(profile)]).stderr, '');
    },
  );

  await withFolder(t, 'take every action and architecture of the same byte order', (t) => {
    const actions = [
      'KILL',
      'KILL_THREAD',
      'KILL_PROCESS',
      'TRAP',
      'ERRNO',
      'TRACE',
      'LOG',
      'NOTIFY',
    ];
    const rules = actions.map(
      (action) => `rule ${action} 1 mkdir 1:EQ:${actions.indexOf(action)}\n`,
    );
    const archs = ['x86_64', 'x86', 'x32', 'arm', 'aarch64', 'mipsel64', 'ppc64le', 'riscv64'];
    const profile = `default ALLOW\n${archs.map((arch) => `arch ${arch}\n`).join('')}${rules.join('')}`;
    t.equal(executePlan([compile(profile)]).stderr, '');
  });

  await withFolder(t, 'hand out the listener where a call is to be notified', (t) => {
    const notify = compile('default ALLOW\nrule NOTIFY 0 mkdir\n');
    const NEW_LISTENER = 8;
    const tell: Op = { op: 'print', ...words(), fd: 1, text: ['listener ', listener] };
    t.match(
      executePlan([noNewPrivileges, notify, load(NEW_LISTENER), tell]).stdout,
      /^listener \d+$/,
    );
    t.equal(
      executePlan([noNewPrivileges, compile(refuseMkdir), load(), tell]).stdout,
      'listener -1',
    );
  });

  await withFolder(t, 'are refused by the kernel without any privilege', (t) => {
    const drop: Op = { op: 'setIds', ...words(), uid: 1000, gid: 1000 };
    t.match(
      executePlan([compile(refuseMkdir), drop, load()]).stderr,
      /cannot load the filter: Permission denied/,
    );
    t.match(executePlan([compile(refuseMkdir), load(1 << 20)]).stderr, /Invalid argument/);
  });
});

t.test('the cache of compiled profiles', async (t) => {
  const other = 'default ALLOW\nrule ERRNO 5 mkdir\n';

  await withFolder(t, 'is filled once, and then believed', (t, folder) => {
    const cache = join(folder, 'cached');
    t.equal(executePlan([compile(refuseMkdir, cache)]).code, 0);
    t.equal(statSync(cache).mode & 0o777, 0o600);
    const first = readFileSync(cache);
    t.equal(executePlan([compile('this is no profile', cache)]).stderr, '');
    t.same(readFileSync(cache), first);
  });

  await withFolder(t, 'is not believed where another could have written it', (t, folder) => {
    const cache = join(folder, 'cached');
    const attacks: readonly (() => void)[] = [
      () => chmodSync(cache, 0o666),
      () => writeFileSync(cache, 'not a multiple of 8'),
      () => writeFileSync(cache, ''),
      () => writeFileSync(cache, Buffer.alloc(8 * 4097)),
    ];
    for (const attack of attacks) {
      t.equal(executePlan([compile(refuseMkdir, cache)]).code, 0);
      const good = readFileSync(cache);
      attack();
      t.match(executePlan([compile('this is no profile', cache)]).stderr, /begins with none of/);
      t.equal(executePlan([compile(refuseMkdir, cache)]).code, 0);
      t.same(readFileSync(cache), good);
      t.equal(statSync(cache).mode & 0o777, 0o600);
    }
  });

  await withFolder(t, 'does not follow a link', (t, folder) => {
    const cache = join(folder, 'cached');
    t.equal(executePlan([compile(refuseMkdir, join(folder, 'elsewhere'))]).code, 0);
    symlinkSync('elsewhere', cache);
    t.match(executePlan([compile('this is no profile', cache)]).stderr, /begins with none of/);
    const before = readFileSync(join(folder, 'elsewhere'));
    t.equal(executePlan([compile(other, cache)]).code, 0);
    t.same(readFileSync(join(folder, 'elsewhere')), before);
  });

  await withFolder(t, 'is a gain only: a missing directory is no failure', (t, folder) => {
    t.equal(executePlan([compile(refuseMkdir, join(folder, 'missing/cached'))]).stderr, '');
  });
});
