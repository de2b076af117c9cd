import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
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

/** What a compiled program answers to the system call `number` of `arch`: a SECCOMP_RET_ value. */
function answerOf(program: Buffer, arch: number, number: number): number {
  let accumulator = 0;
  for (let at = 0; at < program.length; at += 8) {
    const code = program.readUInt16LE(at);
    const value = program.readUInt32LE(at + 4);
    const holds =
      (code === 0x15 && accumulator === value) ||
      (code === 0x25 && accumulator > value) ||
      (code === 0x35 && accumulator >= value);
    if (code === 0x06) return value;
    if (code === 0x20) accumulator = [number, arch][value / 4] ?? 0;
    else if (code === 0x05) at += 8 * value;
    else if ([0x15, 0x25, 0x35].includes(code)) at += 8 * program.readUInt8(at + (holds ? 2 : 3));
    else throw new Error(`no such instruction: ${code}`);
  }
  throw new Error('the program does not end');
}

t.test('a system call newer than the profile', async (t) => {
  const [x64, x86, allowed, killed] = [0xc000003e, 0x40000003, 0x7fff0000, 0x80000000];
  const refused = (errno: number): number => 0x50000 + errno;
  const [EPERM, ENOSYS] = [1, 38];
  const answers = (folder: string, profile: string) => {
    const cache = join(folder, 'program');
    rmSync(cache, { force: true });
    const { stderr } = executePlan([compile(profile, cache)]);
    if (stderr !== '') throw new Error(stderr);
    const program = readFileSync(cache);
    return (arch: number, number: number): number => answerOf(program, arch, number);
  };
  // clone3 is 435 everywhere; read is 0 on x86-64 and 3 on i386; mkdir is 83 and 39.
  const rules = 'rule ALLOW 0 clone3\nrule ALLOW 0 read\n';

  await withFolder(t, 'is ENOSYS where the profile refuses what it does not name', (t, folder) => {
    const answer = answers(folder, `default ERRNO 1\narch x86_64\narch x86\narch x32\n${rules}`);
    t.equal(answer(x64, 0), allowed);
    t.equal(answer(x64, 83), refused(EPERM));
    t.equal(answer(x64, 435), allowed);
    t.equal(answer(x64, 436), refused(ENOSYS));
    t.equal(answer(x86, 3), allowed);
    t.equal(answer(x86, 39), refused(EPERM));
    t.equal(answer(x86, 436), refused(ENOSYS));
    t.equal(answer(x64, 0x4000_0000), allowed, 'x32');
    t.equal(answer(x64, 0x4000_0000 + 83), refused(EPERM), 'x32');
    t.equal(answer(x64, 0x4000_0000 + 436), refused(ENOSYS), 'x32');
    t.equal(answer(0xc00000b7, 63), 0, 'an architecture that the profile does not have');
  });

  await withFolder(t, 'is ENOSYS where the profile kills, and x32 still dies', (t, folder) => {
    const answer = answers(folder, `default KILL_PROCESS\narch x86_64\n${rules}`);
    t.equal(answer(x64, 83), killed);
    t.equal(answer(x64, 436), refused(ENOSYS));
    t.equal(answer(x64, 0x4000_0000), 0);
    t.equal(answer(x64, 0xffff_ffff), killed);
  });

  await withFolder(t, 'is what the profile says where it allows or defers', (t, folder) => {
    t.equal(
      answers(folder, `default ALLOW\narch x86_64\nrule ERRNO 1 clone3\n`)(x64, 436),
      allowed,
    );
    t.equal(answers(folder, `default LOG\narch x86_64\n${rules}`)(x64, 436), 0x7ffc0000);
    t.equal(answers(folder, `default ERRNO 38\narch x86_64\n${rules}`)(x64, 436), refused(ENOSYS));
    t.equal(answers(folder, `default ERRNO 1\narch x86_64\n`)(x64, 436), refused(EPERM));
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

  await withFolder(t, 'holds so many, and lets go of the one not read for longest', (t, folder) => {
    const path = (number: number) => join(folder, `kept-${number}`);
    for (let number = 1; number <= 256; number++) {
      writeFileSync(path(number), '');
      utimesSync(path(number), number === 77 ? 1000 : 2000 + number, 5000);
    }
    t.equal(executePlan([compile(refuseMkdir, join(folder, 'cached'))]).code, 0);
    t.equal(readdirSync(folder).filter((name) => name.startsWith('kept-')).length, 255);
    t.notOk(existsSync(path(77)));
    t.ok(existsSync(join(folder, 'cached')));
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
