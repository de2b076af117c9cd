import fc from 'fast-check';
import t from 'tap';
import type { HostFacts } from '../fields/facts.ts';
import { contextOf, ordinaryUser } from '../fields/testing.ts';
import { encodePlan } from '../plan/encode.ts';
import { GIVEN_SIGNAL } from '../plan/field-types.ts';
import type { Plan } from '../plan/plan.ts';
import { PLAN_STAMP } from '../plan/stamp.generated.ts';
import type { Hook, Spec } from '../spec/config.ts';
import { planCreate } from './create.ts';
import { planDelete } from './delete.ts';
import { planKill } from './kill.ts';
import { parseRecord } from './record.ts';
import { planStart } from './start.ts';
import { planState } from './state.ts';
import { storePaths } from './store.ts';
import { LARGEST_STORED_PLANS, STORED_PLANS_MAGIC, storedPlans } from './stored-plans.ts';
import { containerOf, report } from './testing.ts';
import { VERSION } from './version.ts';

const directory = '/run/pelagos/c1';

/** What create writes for a bundle: the record, and the file of plans. */
function created(spec: Partial<Spec>, facts: Partial<HostFacts> = {}) {
  const plan = planCreate({
    context: contextOf({ spec, facts }),
    config: '{}',
    root: '/run/pelagos',
    report,
  });
  const record = plan.steps.find((op) => op.op === 'writeFile' && op.path.endsWith('/state.json'));
  t.ok(plan.steps.some((op) => op.op === 'storePlans'));
  return {
    record: record?.op === 'writeFile' ? String(record.content) : '',
    content: plan.later?.() ?? new Uint8Array(),
  };
}

/** Reads the file as native/stored-plans.c does. */
function decodeStored(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const u32 = (): number => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const take = (): Uint8Array => {
    const length = u32();
    at += length;
    return bytes.slice(at - length, at);
  };
  const string = (): string => new TextDecoder().decode(take()).replace(/\0$/, '');
  const head = [u32(), u32(), string(), string()];
  const plans = new Map(Array.from({ length: u32() }, () => [string(), take()] as const));
  t.equal(at, bytes.length, 'no byte is left over');
  return { head, plans };
}

/** What the planner answers when it reads the record later. */
function fresh(recordText: string): ReadonlyMap<string, Plan> {
  const container = { record: parseRecord(recordText, '/s'), paths: storePaths(directory) };
  const kill = { container, signal: GIVEN_SIGNAL, all: false, report };
  return new Map([
    ['start', planStart(container, report)],
    ['state', planState(container, report)],
    ['kill', planKill(kill)],
    ['delete', planDelete({ container, force: false, report })],
    ['delete --force', planDelete({ container, force: true, report })],
  ]);
}

const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
const hook: fc.Arbitrary<Hook> = fc.record(
  { path: text.map((name) => `/${name}`), args: fc.array(text), env: fc.array(text) },
  { requiredKeys: ['path'] },
);
const spec: fc.Arbitrary<Partial<Spec>> = fc.record(
  {
    ociVersion: fc.constantFrom('1.0.0', '1.2.1', '1.3.0'),
    process: fc.constant({ cwd: '/', args: ['true'] }),
    annotations: fc.dictionary(fc.oneof(text, fc.constantFrom('1', '__proto__')), text),
    hooks: fc.record(
      { poststart: fc.array(hook), poststop: fc.array(hook), prestart: fc.array(hook) },
      { requiredKeys: [] },
    ),
    linux: fc.constantFrom({}, { namespaces: [{ type: 'pid' as const }] }, { cgroupsPath: '/g' }),
  },
  { requiredKeys: [] },
);

t.test('a stored plan and one made later are the same bytes, whatever the bundle', (t) => {
  const same = (given: Partial<Spec>): void => {
    const { record, content } = created(given);
    const { head, plans } = decodeStored(content);
    t.same(head, [STORED_PLANS_MAGIC, PLAN_STAMP, VERSION, directory]);
    const later = fresh(record);
    const commands = [...plans.keys()];
    const own = parseRecord(record, '/s').ownPidNamespace;
    t.same(
      commands,
      [...later.keys(), 'exec'].filter((command) => own || command !== 'kill'),
    );
    for (const [command, bytes] of plans) {
      // What exec does is compared in test/differential: it depends on the host.
      if (command === 'exec') continue;
      const plan = later.get(command);
      t.ok(plan !== undefined && Buffer.from(encodePlan(plan, PLAN_STAMP)).equals(bytes), command);
    }
  };
  fc.assert(fc.property(spec, same), { numRuns: 60 });
  t.end();
});

t.test('kill is stored where SIGKILL needs no more than init', (t) => {
  const commands = (ownPidNamespace: boolean) =>
    storedPlans(containerOf({ ownPidNamespace })).map(({ command }) => command);
  t.same(commands(true), ['start', 'state', 'kill', 'delete', 'delete --force']);
  t.same(commands(false), ['start', 'state', 'delete', 'delete --force']);
  t.end();
});

t.test('very large plans are not stored: the planner serves these containers', (t) => {
  const annotations = { large: 'x'.repeat(LARGEST_STORED_PLANS / 4) };
  t.equal(created({ annotations }).content.length, 0);
  t.end();
});

const commandsFor = (...given: Parameters<typeof created>) => [
  ...decodeStored(created(...given).content).plans.keys(),
];

t.test('exec is stored for root of the host, where no agent hears of each process', (t) => {
  const process = { cwd: '/', args: ['true'] };
  t.ok(commandsFor({ process }).includes('exec'));
  t.notOk(commandsFor({ process }, ordinaryUser).includes('exec'));
  t.notOk(commandsFor({ process }, { inUserNamespace: true }).includes('exec'));
  const syscalls = [{ names: ['mkdir'], action: 'SCMP_ACT_NOTIFY' as const }];
  const seccomp = {
    defaultAction: 'SCMP_ACT_ALLOW' as const,
    listenerPath: '/run/agent',
    syscalls,
  };
  t.notOk(commandsFor({ process, linux: { seccomp } }).includes('exec'));
  t.end();
});

t.test('where only exec is too large, the others are stored', (t) => {
  const env = Array.from({ length: 9 }, (_, i) => `V${i}=${'x'.repeat(30_000)}`);
  const commands = commandsFor({ process: { cwd: '/', args: ['true'], env } });
  t.same(commands, ['start', 'state', 'delete', 'delete --force']);
  t.end();
});
