import fc from 'fast-check';
import t from 'tap';
import { assemble } from '../plan/assemble.ts';
import { encodePlan } from '../plan/encode.ts';
import { NONE } from '../plan/field-types.ts';
import { definitionOf, type Op } from '../plan/ops.ts';
import { brokenOrder } from '../plan/order.ts';
import { slotNames } from '../plan/slot-names.ts';
import type { Linux, LinuxNamespace, Process, Spec } from '../spec/config.ts';
import { checkFields, compileFields } from './compile.ts';
import type { FieldContext } from './field.ts';
import { seccompHandovers } from './linux/seccomp.ts';
import { contextOf, ordinaryUser } from './testing.ts';

const capability = fc.constantFrom('CAP_CHOWN', 'CAP_KILL', 'CAP_NET_BIND_SERVICE', 'CAP_BOGUS');
const capabilityList = fc.subarray(['CAP_CHOWN', 'CAP_KILL', 'CAP_SETPCAP']);

const process: fc.Arbitrary<Process> = fc.record(
  {
    cwd: fc.constantFrom('/', '/work', '/a/../b'),
    args: fc.array(fc.constantFrom('sh', '/bin/true', '-c'), { minLength: 1, maxLength: 3 }),
    env: fc.array(fc.constantFrom('PATH=/bin', 'HOME=/x', 'bad', 'A=1')),
    terminal: fc.boolean(),
    user: fc.record(
      {
        uid: fc.nat(9),
        gid: fc.nat(9),
        umask: fc.nat(0o777),
        additionalGids: fc.array(fc.nat(9)),
      },
      { requiredKeys: [] },
    ),
    capabilities: fc.record(
      {
        bounding: fc.array(capability),
        effective: capabilityList,
        permitted: capabilityList,
        inheritable: capabilityList,
        ambient: capabilityList,
      },
      { requiredKeys: [] },
    ),
    rlimits: fc.constant([{ type: 'RLIMIT_NOFILE', soft: 10, hard: 20 }]),
    noNewPrivileges: fc.boolean(),
    oomScoreAdj: fc.integer({ min: -1000, max: 1000 }),
    scheduler: fc.constant({ policy: 'SCHED_BATCH', nice: 5 } as const),
    ioPriority: fc.constant({ class: 'IOPRIO_CLASS_BE', priority: 3 } as const),
  },
  { requiredKeys: ['cwd', 'args'] },
);

const kinds = ['network', 'ipc', 'uts', 'pid', 'cgroup', 'time', 'user'] as const;

/** Each kind is new, joined or that of the runtime; a mount namespace is always there. */
const namespaces: fc.Arbitrary<LinuxNamespace[]> = fc
  .tuple(...kinds.map(() => fc.constantFrom('new', 'joined', 'runtime')))
  .map((places) => [
    { type: 'mount' },
    ...kinds.flatMap((type, index): LinuxNamespace[] => {
      if (places[index] === 'runtime') return [];
      return places[index] === 'new' ? [{ type }] : [{ type, path: `/run/ns/${type}` }];
    }),
  ]);

const linux: fc.Arbitrary<Linux> = fc
  .record(
    {
      sysctl: fc.constant({ 'net.ipv4.ip_forward': '1' }),
      seccomp: fc.constantFrom<Linux['seccomp'] & object>(
        { defaultAction: 'SCMP_ACT_ALLOW' },
        {
          defaultAction: 'SCMP_ACT_ALLOW',
          listenerPath: '/run/agent',
          syscalls: [{ names: ['mkdir'], action: 'SCMP_ACT_NOTIFY' }],
        },
      ),
      maskedPaths: fc.subarray(['/proc/kcore', '/sys/firmware', '/a']),
      readonlyPaths: fc.subarray(['/proc/sys', '/proc/bus', '/b']),
      devices: fc.constant([{ path: '/dev/fuse', type: 'c', major: 10, minor: 229 } as const]),
      rootfsPropagation: fc.constantFrom('private', 'rslave', 'shared'),
      personality: fc.constant({ domain: 'LINUX' } as const),
      memoryPolicy: fc.constant({ mode: 'MPOL_BIND', nodes: '0' } as const),
      netDevices: fc.constant({ eth0: { name: 'net0' } }),
      resources: fc.constantFrom({}, { pids: { limit: 10 } }, { memory: { limit: 1 << 30 } }),
    },
    { requiredKeys: [] },
  )
  .chain((rest) =>
    namespaces.map((list) => ({ ...rest, namespaces: list, ...mapsFor(list), ...timesFor(list) })),
  );

/** What exec finds in a configuration that create has honoured must not keep it from joining. */
function timesFor(list: readonly LinuxNamespace[]): Linux {
  const own = list.some(({ type, path }) => type === 'time' && path === undefined);
  return own ? { timeOffsets: { boottime: { secs: 1 } } } : {};
}

function mapsFor(list: readonly LinuxNamespace[]): Linux {
  if (!list.some(({ type }) => type === 'user')) return {};
  const mappings = [
    { containerID: 0, hostID: 1000, size: 1 },
    { containerID: 1, hostID: 100_000, size: 99 },
  ];
  return { uidMappings: mappings, gidMappings: mappings };
}

const hook = { path: '/bin/hook' };
const mountList = [
  { destination: '/proc', type: 'proc', source: 'proc' },
  { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'size=64k'] },
  { destination: '/dev/pts', type: 'devpts', source: 'devpts' },
  { destination: '/data', type: 'bind', source: '/srv', options: ['rbind', 'ro'] },
] as const;

const spec: fc.Arbitrary<Partial<Spec>> = fc.record(
  {
    process,
    linux,
    mounts: fc.subarray([...mountList]),
    hostname: fc.constantFrom('', 'box'),
    hooks: fc.constant({ prestart: [hook], createContainer: [hook], startContainer: [hook] }),
    annotations: fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
  },
  { requiredKeys: ['linux'] },
);

interface Case {
  readonly spec: Partial<Spec>;
  readonly mode: FieldContext['mode'];
  readonly rootless: boolean;
  readonly preserveFds: number;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  spec,
  mode: fc.constantFrom('create', 'exec'),
  rootless: fc.boolean(),
  preserveFds: fc.nat(2),
});

function contextFor({ spec: described, mode, rootless, preserveFds }: Case): FieldContext {
  const given = mode === 'exec' ? joining(described) : described;
  const helpers = { idMapHelpers: { uid: '/usr/bin/newuidmap', gid: '/usr/bin/newgidmap' } };
  const facts = rootless ? { ...ordinaryUser, ...helpers } : {};
  return contextOf({ spec: given, mode, facts, options: { preserveFds } });
}

/** exec makes no namespace: it joins those of the container. */
function joining(described: Partial<Spec>): Partial<Spec> {
  const list = (described.linux?.namespaces ?? []).map(({ type }) => ({
    type,
    path: `/proc/7/ns/${type}`,
  }));
  return { ...described, linux: { ...described.linux, namespaces: list } };
}

function compile(given: Case): { readonly steps: readonly Op[]; readonly bytes: Uint8Array } {
  const context = contextFor(given);
  const steps = assemble(compileFields(context), { handovers: seccompHandovers(context) });
  const report = { logPath: '', logFormat: 'text', exitCode: 1 } as const;
  return { steps, bytes: encodePlan({ report, slots: context.slots.names, steps }, 1) };
}

t.test('every rule holds in the plan of any configuration without a fault', (t) => {
  let valid = 0;
  fc.assert(
    fc.property(anyCase, (given) => {
      if (checkFields(contextFor(given)).length > 0) return true;
      valid += 1;
      return brokenOrder(compile(given).steps).length === 0;
    }),
    { numRuns: 300 },
  );
  t.ok(valid > 30, `${valid} of 300 configurations had no fault`);
  t.end();
});

t.test('the same configuration gives the same bytes', (t) => {
  fc.assert(
    fc.property(anyCase, (given) => {
      if (checkFields(contextFor(given)).length > 0) return true;
      const [first, second] = [compile(given), compile(given)];
      return first.bytes.join() === second.bytes.join();
    }),
    { numRuns: 60 },
  );
  t.end();
});

/** Filled by the life cycle, before the steps of any field. */
const fromLifeCycle: readonly string[] = [
  slotNames.gate,
  slotNames.result,
  slotNames.enteredInit,
  slotNames.enteredProcess,
];

/** What reads a slot that no step before it has filled, in words; closing forgets a slot. */
function unfilled(steps: readonly Op[], names: readonly string[], filled: Set<number>): string[] {
  return steps.flatMap((op) => {
    const read = slotsOf(op, 'slot').concat(textSlots(op));
    const missing = read
      .filter((slot) => slot !== NONE && !filled.has(slot))
      .map((slot) => `${op.op} at ${op.at} reads ${names[slot]}`);
    for (const slot of slotsOf(op, 'out')) filled.add(slot);
    if (op.op === 'close') filled.delete(op.slot);
    const nested = op.op === 'clone' ? unfilled(op.init, names, new Set(filled)) : [];
    return [...missing, ...nested];
  });
}

function slotsOf(op: Op, type: 'slot' | 'out'): number[] {
  const values: Readonly<Record<string, unknown>> = { ...op };
  return Object.entries(definitionOf(op.op).fields).flatMap(([name, fieldType]) =>
    fieldType === type ? [Number(values[name])] : [],
  );
}

function textSlots(op: Op): number[] {
  return Object.values(op)
    .filter((value) => Array.isArray(value))
    .flat()
    .filter((part) => typeof part === 'number' && op.op !== 'setGroups');
}

t.test('every slot is filled before it is read, whatever the configuration', (t) => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const context = contextFor(given);
      if (checkFields(context).length > 0) return;
      const steps = assemble(compileFields(context), { handovers: seccompHandovers(context) });
      const known = new Set(fromLifeCycle.map((name) => context.slots.take(name)));
      const missing = unfilled(steps, context.slots.names, known);
      if (missing.length > 0) throw new Error(missing.join('; '));
    }),
    { numRuns: 200 },
  );
  t.end();
});

t.test('what create honours, exec does not refuse', (t) => {
  let honoured = 0;
  fc.assert(
    fc.property(anyCase, (given) => {
      if (checkFields(contextFor({ ...given, mode: 'create' })).length > 0) return true;
      honoured += 1;
      return checkFields(contextFor({ ...given, mode: 'exec' })).length === 0;
    }),
    { numRuns: 300 },
  );
  t.ok(honoured > 20, `${honoured} of 300 configurations had no fault at create`);
  t.end();
});
