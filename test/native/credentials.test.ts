import { chownSync, closeSync, openSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { NONE } from '../../src/plan/field-types.ts';
import type { Op, OpOf } from '../../src/plan/ops.ts';
import { words } from '../support/execute-plan.ts';
import { type ChildOptions, inChild, withFolder } from '../support/in-child.ts';
import { statusField } from '../support/inside.ts';
import { nativeProgram } from '../support/native-program.ts';

const CAP_CHOWN = 1n;
const CAP_SETPCAP = 1n << 8n;
const CAP_NET_RAW = 1n << 13n;
/** A capability that this machine's root may lack; setting it may be refused. */
const ALL = (1n << 41n) - 1n;

const setIds = (uid: number, gid: number): Op => ({ op: 'setIds', ...words('set ids'), uid, gid });
const setGroups = (groups: readonly number[]): Op => ({ op: 'setGroups', ...words(), groups });
const keep = (keep: boolean): Op => ({ op: 'keepCapabilities', ...words(), keep });
const bounding = (mask: bigint): Op => ({ op: 'boundingSet', ...words(), mask });
const ambient = (mask: bigint, clamp = false): Op => ({
  op: 'ambientSet',
  ...words('set ambient'),
  mask,
  clamp,
});
const capabilities = (all: bigint, more: Partial<OpOf<'capabilities'>> = {}): Op => ({
  op: 'capabilities',
  ...words('set capabilities'),
  effective: all,
  permitted: all,
  inheritable: 0n,
  clamp: false,
  ...more,
});

/** The fields of /proc/self/status of a program started after the steps. */
function statusAfter(steps: readonly Op[], options: ChildOptions = {}) {
  const { stdout, stderr } = inChild(steps, {
    argv: ['/bin/cat', '/proc/self/status'],
    ...options,
  });
  if (stderr !== '') throw new Error(stderr);
  return (key: string): string => statusField(stdout, key);
}
const hex = (mask: bigint): string => mask.toString(16).padStart(16, '0');

t.test('setGroups and setIds', async (t) => {
  await withFolder(t, 'set every id, the empty list of groups too', (t) => {
    const status = statusAfter([setGroups([]), setIds(1234, 4321)]);
    t.equal(status('Uid'), '1234\t1234\t1234\t1234');
    t.equal(status('Gid'), '4321\t4321\t4321\t4321');
    t.equal(status('Groups'), '');
    t.equal(statusAfter([setGroups([7, 9])])('Groups'), '7 9');
  });
  await withFolder(t, 'never take the number that means "as it is"', (t) => {
    t.match(inChild([setIds(0xffff_ffff, 1)]).stderr, /cannot set ids: Invalid argument/);
    t.match(inChild([setIds(1, 0xffff_ffff)]).stderr, /cannot set ids: Invalid argument/);
  });
  await withFolder(t, 'fail where they are not permitted', (t) => {
    t.match(inChild([setIds(5, 5), setIds(0, 0)]).stderr, /Operation not permitted/);
    t.match(inChild([setIds(5, 5), setGroups([])]).stderr, /Operation not permitted/);
  });
});

t.test('capability sets', async (t) => {
  await withFolder(t, 'hold exactly what they were given', (t) => {
    const wanted = CAP_CHOWN | CAP_NET_RAW;
    const status = statusAfter([
      bounding(wanted),
      keep(true),
      setGroups([]),
      setIds(1000, 1000),
      keep(false),
      capabilities(wanted, { inheritable: CAP_NET_RAW }),
      ambient(CAP_NET_RAW),
    ]);
    t.equal(status('CapBnd'), hex(wanted));
    t.equal(status('CapInh'), hex(CAP_NET_RAW));
    t.equal(status('CapAmb'), hex(CAP_NET_RAW));
    t.equal(status('CapPrm'), hex(CAP_NET_RAW), 'a user other than root keeps the ambient ones');
    t.equal(status('CapEff'), hex(CAP_NET_RAW));
  });
  await withFolder(t, 'lose everything with another uid unless they are kept', (t) => {
    t.equal(statusAfter([setIds(1000, 1000)])('CapEff'), hex(0n));
  });
  await withFolder(t, 'refuse what the process may not have, or leave it out when clamped', (t) => {
    const few = capabilities(CAP_CHOWN | CAP_SETPCAP);
    const more = { ...capabilities(CAP_NET_RAW | CAP_CHOWN), inheritable: ALL } as Op;
    t.match(inChild([few, more]).stderr, /cannot set capabilities: Operation not permitted/);
    const clamped = inChild([few, { ...more, clamp: true } as Op, ambient(CAP_NET_RAW, true)]);
    t.equal(clamped.stderr, '');
    t.match(
      inChild([few, ambient(CAP_NET_RAW)]).stderr,
      /cannot set ambient: Operation not permitted/,
    );
  });
  await withFolder(t, 'drop nothing from the bounding set without CAP_SETPCAP', (t) => {
    t.match(inChild([capabilities(CAP_CHOWN), bounding(0n)]).stderr, /Operation not permitted/);
  });
});

t.test('noNewPrivileges, setDumpable and umask', async (t) => {
  await withFolder(t, 'hold for the program', (t) => {
    const steps: readonly Op[] = [
      { op: 'noNewPrivileges', ...words() },
      { op: 'umask', ...words(), mask: 0o027 },
    ];
    const status = statusAfter(steps);
    t.equal(status('NoNewPrivs'), '1');
    t.equal(status('Umask'), '0027');
    t.equal(statusAfter([])('NoNewPrivs'), '0');
  });
  await withFolder(t, 'keep other users away from a process that is not dumpable', (t) => {
    const open = (out: number): Op => ({
      op: 'openFile',
      ...words('open it'),
      path: '/proc/self/environ',
      flags: 0,
      out,
    });
    const dumpable = (dumpable: boolean): Op => ({ op: 'setDumpable', ...words(), dumpable });
    const unprivileged = [setIds(1000, 1000), dumpable(true)];
    t.equal(inChild([...unprivileged, open(5)]).stderr, '');
    t.match(
      inChild([...unprivileged, dumpable(false), open(5)]).stderr,
      /cannot open it: Permission denied/,
    );
  });
});

t.test('joinKeyring', async (t) => {
  await withFolder(t, 'gives a session keyring that its possessor alone may search', (t) => {
    const join_: Op = { op: 'joinKeyring', ...words('join a keyring') };
    const argv = [nativeProgram('probe'), 'keyring'];
    const first = inChild([join_], { argv }).stdout;
    t.match(first, /^\d+ keyring;0;0;3f030000;_ses\n$/);
    t.not(inChild([join_], { argv }).stdout, first);
  });
});

t.test('chownStdio', async (t) => {
  const step: Op = { op: 'chownStdio', ...words(), uid: 4242 };
  await withFolder(
    t,
    'gives the standard streams to the user, never the null device',
    (t, folder) => {
      const path = join(folder, 'stdout');
      const before = statSync('/dev/null').uid;
      writeFileSync(path, '');
      chownSync(path, 0, 77);
      const file = openSync(path, 'w');
      const { code } = inChild([step], { stdout: file });
      closeSync(file);
      t.equal(code, 0);
      t.equal(statSync(path).uid, 4242);
      t.equal(statSync(path).gid, 77);
      t.equal(statSync('/dev/null').uid, before);
    },
  );
  await withFolder(t, 'does not mind what it may not change', (t) => {
    t.equal(inChild([setIds(5, 5), step]).stderr, '');
  });
});

t.test('rlimit', async (t) => {
  const RLIMIT_NOFILE = 7;
  const limit = (resource: number, soft: number, hard: number): Op => ({
    op: 'rlimit',
    ...words('set the limit'),
    pid: NONE,
    resource,
    soft,
    hard,
  });
  await withFolder(t, 'sets both values', (t) => {
    const { stdout } = inChild([limit(RLIMIT_NOFILE, 100, 200)], {
      script: 'ulimit -Sn; ulimit -Hn',
    });
    t.equal(stdout, '100\n200\n');
  });
  await withFolder(t, 'fails on a soft limit above the hard one', (t) => {
    t.match(inChild([limit(RLIMIT_NOFILE, 3, 2)]).stderr, /cannot set the limit: Invalid argument/);
  });
});

t.test('scheduling', async (t) => {
  const scheduler = (policy: number, nice: number): Op => ({
    op: 'scheduler',
    ...words('set the scheduler'),
    policy,
    nice: nice >>> 0,
    priority: 0,
    flags: 0,
    runtime: 0,
    deadline: 0,
    period: 0,
  });
  await withFolder(t, 'is that of the program', (t) => {
    const steps: readonly Op[] = [
      scheduler(3, 5),
      { op: 'ioPriority', ...words(), class: 2, level: 6 },
      { op: 'affinity', ...words(), pid: NONE, cpus: new Uint8Array([1]) },
      { op: 'memoryPolicy', ...words(), mode: 2, nodes: new Uint8Array([1]) },
      { op: 'personality', ...words(), domain: 8 },
    ];
    const script = `chrt -p $$; nice; ionice; grep Cpus_allowed_list /proc/self/status
      head -1 /proc/self/numa_maps | cut -d' ' -f2; uname -m`;
    const { stdout, stderr } = inChild(steps, { script });
    t.equal(stderr, '');
    t.match(
      stdout,
      /SCHED_BATCH[\s\S]*\n5\nbest-effort: prio 6\nCpus_allowed_list:\s*0\nbind:0\ni686\n/,
    );
  });
  await withFolder(t, 'fails with the words of the kernel', (t) => {
    t.match(inChild([scheduler(99, 0)]).stderr, /cannot set the scheduler: Invalid argument/);
    const noCpu: Op = { op: 'affinity', ...words('pin'), pid: NONE, cpus: new Uint8Array([0]) };
    t.match(inChild([noCpu]).stderr, /cannot pin: Invalid argument/);
    const priority: Op = { op: 'ioPriority', ...words('prioritize'), class: 7, level: 0 };
    t.match(inChild([priority]).stderr, /cannot prioritize: Invalid argument/);
    const policy: Op = {
      op: 'memoryPolicy',
      ...words('place'),
      mode: 77,
      nodes: new Uint8Array([1]),
    };
    t.match(inChild([policy]).stderr, /cannot place: Invalid argument/);
    const wide: Op = { op: 'memoryPolicy', ...words(), mode: 2, nodes: new Uint8Array(129) };
    t.match(inChild([wide]).stderr, /at most 1024 memory nodes/);
  });
});
