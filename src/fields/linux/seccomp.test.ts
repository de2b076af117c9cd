import t from 'tap';
import { NONE } from '../../plan/field-types.ts';
import type { LinuxSeccomp, LinuxSyscall, Spec } from '../../spec/config.ts';
import { contextOf } from '../testing.ts';
import { profileText } from './seccomp/profile-text.ts';
import { loadFlags } from './seccomp/program.ts';
import { seccomp, seccompHandovers } from './seccomp.ts';

const allow: LinuxSeccomp = { defaultAction: 'SCMP_ACT_ALLOW' };
const notify: LinuxSeccomp = {
  ...allow,
  listenerPath: '/run/agent.sock',
  listenerMetadata: 'm"1',
  syscalls: [{ names: ['mkdir'], action: 'SCMP_ACT_NOTIFY' }],
};

function given(profile: LinuxSeccomp, noNewPrivileges = false, seccompCache = '') {
  return contextOf({
    spec: { process: { cwd: '/', noNewPrivileges }, linux: { seccomp: profile } },
    options: { seccompCache },
  });
}

const loadPhaseOf = (profile: LinuxSeccomp, noNewPrivileges: boolean) =>
  seccomp.compile?.(given(profile, noNewPrivileges))?.find(({ op }) => op.op === 'loadSeccomp')
    ?.phase;

t.test(
  'a filter is always loaded, at the place that noNewPrivileges and notifications allow',
  (t) => {
    t.equal(loadPhaseOf(allow, false), 'seccomp-privileged');
    t.equal(loadPhaseOf(notify, false), 'seccomp-privileged');
    t.equal(loadPhaseOf(allow, true), 'seccomp-last');
    t.equal(loadPhaseOf(notify, true), 'seccomp-notify');
    t.same(seccomp.compile?.(contextOf()), []);
    t.end();
  },
);

t.test('the profile is written one statement a line', (t) => {
  const text = profileText({
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: 38,
    architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X86_64'],
    syscalls: [
      { names: ['read', 'write'], action: 'SCMP_ACT_ALLOW' },
      {
        names: ['clone'],
        action: 'SCMP_ACT_ALLOW',
        args: [
          { index: 0, value: 2114060288, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' },
          { index: 1, value: 18446744073709551615n, op: 'SCMP_CMP_NE' },
        ],
      },
      { names: ['a'], action: 'SCMP_ACT_KILL' },
      { names: ['b'], action: 'SCMP_ACT_ERRNO' },
      { names: ['c'], action: 'SCMP_ACT_TRACE', errnoRet: 7 },
      { names: ['d'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 },
    ],
  });
  t.strictSame(text.split('\n'), [
    'default ERRNO 38',
    'arch x86_64',
    'arch x86',
    'rule ALLOW 0 read',
    'rule ALLOW 0 write',
    'rule ALLOW 0 clone 0:MASKED_EQ:2114060288:0 1:NE:18446744073709551615',
    'rule KILL_THREAD 0 a',
    'rule ERRNO 1 b',
    'rule TRACE 7 c',
    'rule ERRNO 38 d',
    '',
  ]);
  t.end();
});

t.test('the errno of SCMP_ACT_ERRNO is EPERM unless said otherwise', (t) => {
  t.equal(profileText({ defaultAction: 'SCMP_ACT_ERRNO' }), 'default ERRNO 1\n');
  t.end();
});

t.test('the compiled profile is kept under a hash of its content', (t) => {
  const cacheOf = (profile: LinuxSeccomp) =>
    seccomp
      .compile?.(given(profile, false, '/run/p/seccomp'))
      ?.flatMap(({ op }) => (op.op === 'compileSeccomp' ? [op.cache] : []))[0];
  t.match(cacheOf(allow), /^\/run\/p\/seccomp\/[0-9a-f]{64}$/);
  t.equal(cacheOf(allow), cacheOf({ ...allow }));
  t.not(cacheOf(allow), cacheOf({ defaultAction: 'SCMP_ACT_LOG' }));
  t.match(seccomp.compile?.(given(allow)), [{ op: { op: 'compileSeccomp', cache: '' } }, {}]);
  t.end();
});

t.test('flags become those of seccomp(2)', (t) => {
  t.equal(loadFlags(allow), 4, 'SPEC_ALLOW where no list is given');
  t.equal(loadFlags({ ...allow, flags: [] }), 0);
  t.equal(
    loadFlags({ ...allow, flags: ['SECCOMP_FILTER_FLAG_LOG', 'SECCOMP_FILTER_FLAG_TSYNC'] }),
    2,
    'TSYNC is about threads that init does not have',
  );
  t.equal(loadFlags({ ...allow, flags: ['SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV'] }), 0);
  t.equal(loadFlags({ ...notify, flags: ['SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV'] }), 0x28);
  t.equal(loadFlags({ ...notify, flags: ['SECCOMP_FILTER_FLAG_TSYNC'] }), 8);
  t.end();
});

t.test('with --debug the flags of the profile are told, without those of the runtime', (t) => {
  const told = (profile: LinuxSeccomp) => {
    const { options } = contextOf({ options: { logLevel: 'debug' } });
    const steps = seccomp.compile?.({ ...given(profile, true), options }) ?? [];
    return steps.flatMap(({ op }) => (op.op === 'log' ? [op.message] : []));
  };
  t.same(told(allow), ['seccomp filter flags: 4']);
  t.same(told({ ...notify, flags: ['SECCOMP_FILTER_FLAG_LOG'] }), ['seccomp filter flags: 2']);
  t.end();
});

t.test('the listener goes to the agent with the container process state', (t) => {
  const context = given(notify, true);
  const steps = seccomp.compile?.(context) ?? [];
  const listener = context.slots.take('seccomp-listener');
  t.strictSame(
    steps.filter(({ phase }) => phase === 'record').map(({ op }) => op.op),
    ['takeFd', 'connectSocket', 'sendFd', 'close', 'close'],
  );
  t.match(steps.at(-1), { phase: 'gate', op: { op: 'close', slot: listener } });
  t.strictSame(seccompHandovers(context), { created: listener });
  const sent = steps.find(({ op }) => op.op === 'sendFd')?.op;
  if (sent?.op !== 'sendFd' || typeof sent.payload === 'string') throw new Error('nothing is sent');
  const json = sent.payload.map((part) => (typeof part === 'number' ? '4422' : part)).join('');
  t.strictSame(JSON.parse(json), {
    ociVersion: '1.3.0',
    fds: ['seccompFd'],
    pid: 4422,
    metadata: 'm"1',
    state: { ociVersion: '1.3.0', id: 'c1', status: 'creating', pid: 4422, bundle: '/bundle' },
  });
  t.end();
});

t.test(
  'the agent gets the listener of a filter that is loaded early right behind the load',
  (t) => {
    const context = given(notify);
    const steps = seccomp.compile?.(context) ?? [];
    t.strictSame(
      steps.filter(({ phase }) => phase === 'listener').map(({ op }) => op.op),
      ['takeFd', 'connectSocket', 'sendFd', 'close', 'close'],
    );
    t.strictSame(seccompHandovers(context), { filtered: context.slots.take('seccomp-listener') });
    t.end();
  },
);

t.test('without SCMP_ACT_NOTIFY listenerPath is ignored', (t) => {
  const context = given({ ...allow, listenerPath: '/run/agent.sock' });
  t.same(seccompHandovers(context), {});
  t.match(seccomp.compile?.(context)?.at(-1), { op: { op: 'loadSeccomp', outListener: NONE } });
  t.end();
});

t.test('what the kernel or libseccomp would misread is a fault', (t) => {
  const pointers = (profile: LinuxSeccomp) =>
    seccomp.check?.(given(profile))?.map(({ pointer }) => pointer);
  const rule = (syscall: Partial<LinuxSyscall>): LinuxSeccomp => ({
    ...allow,
    syscalls: [{ names: ['read'], action: 'SCMP_ACT_ERRNO', ...syscall }],
  });
  const at = '/linux/seccomp/syscalls/0';
  t.strictSame(pointers({ defaultAction: 'SCMP_ACT_NOTIFY', listenerPath: '/a' }), [
    '/linux/seccomp/defaultAction',
  ]);
  t.strictSame(pointers({ ...allow, defaultErrnoRet: 1 }), ['/linux/seccomp/defaultErrnoRet']);
  t.strictSame(pointers(rule({ errnoRet: 5000 })), [`${at}/errnoRet`]);
  t.strictSame(pointers(rule({ action: 'SCMP_ACT_TRACE', errnoRet: 5000 })), []);
  t.strictSame(pointers(rule({ names: [''] })), [`${at}/names/0`]);
  t.strictSame(pointers(rule({ names: ['read\nrule ALLOW 0 mount'] })), [`${at}/names/0`]);
  t.strictSame(pointers(rule({ args: [{ index: 6, value: 0, op: 'SCMP_CMP_EQ' }] })), [
    `${at}/args/0/index`,
  ]);
  t.strictSame(pointers({ ...notify, listenerPath: 'agent.sock' }), [
    '/linux/seccomp/listenerPath',
  ]);
  t.strictSame(pointers({ ...allow, listenerMetadata: 'x' }), ['/linux/seccomp/listenerMetadata']);
  t.strictSame(pointers(rule({ names: ['write'], action: 'SCMP_ACT_NOTIFY' })), [
    `${at}/names/0`,
    '/linux/seccomp/listenerPath',
  ]);
  t.strictSame(pointers(notify), []);
  t.end();
});

t.test('an annotation of crun names the agent where listenerPath does not', (t) => {
  const annotations = { 'run.oci.seccomp.receiver': '/run/annotated.sock' };
  const { listenerPath, ...unnamed } = notify;
  const pathOf = (profile: LinuxSeccomp) =>
    (seccomp.compile?.(contextOf({ spec: { annotations, linux: { seccomp: profile } } })) ?? [])
      .map(({ op }) => (op.op === 'connectSocket' ? op.path : ''))
      .join('');
  t.equal(pathOf(unnamed), '/run/annotated.sock');
  t.equal(pathOf(notify), listenerPath);
  t.end();
});

t.test('an annotation of crun makes an unknown system call an error', (t) => {
  const annotations = { 'run.oci.seccomp_fail_unknown_syscall': '1' };
  const textOf = (spec: Partial<Spec>) =>
    (seccomp.compile?.(contextOf({ spec: { linux: { seccomp: allow }, ...spec } })) ?? [])
      .map(({ op }) => (op.op === 'compileSeccomp' ? op.profile : ''))
      .join('');
  t.match(textOf({ annotations }), /^default ALLOW 0\nstrict\n/);
  t.notMatch(textOf({}), /strict/);
  t.end();
});
