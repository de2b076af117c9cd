import { join } from 'node:path';
import t from 'tap';
import { readSchemas, type Schema } from '../../../hack/lib/schemas.ts';
import { root } from '../../../hack/lib/source-files.ts';
import { capabilities, isCapabilityName } from './capabilities.ts';
import { memoryPolicyFlags, memoryPolicyModes } from './memory-policies.ts';
import { mountAttributes, mountOptions } from './mount-options.ts';
import { namespaces } from './namespaces.ts';
import { personalities } from './personalities.ts';
import { isRlimitName, rlimits } from './rlimits.ts';
import { ioPriorityClasses, schedulerFlags, schedulerPolicies } from './scheduling.ts';
import { seccompActions, seccompArchitectures, seccompFlags, seccompOperators } from './seccomp.ts';
import { highestSignal, signals } from './signals.ts';

const schemas = readSchemas(join(root, 'schemas'));

/** The words that a schema allows at a place. */
function words(file: string, ...path: string[]): unknown[] {
  const node = path.reduce<Schema>((at, key) => at[key] as Schema, schemas.get(file) ?? {});
  return [...(node['enum'] as unknown[])].sort();
}

t.test('each table has the words that the schema allows, and no more', (t) => {
  const linux = (name: string): unknown[] => words('config-linux.json', 'definitions', name);
  const seccomp = (name: string): unknown[] => words('config-seccomp.json', 'definitions', name);
  const process = (...path: string[]): unknown[] =>
    words('config-process.json', 'properties', ...path);
  const same = (table: object, allowed: unknown[]): boolean =>
    t.same(Object.keys(table).sort(), allowed);
  same(namespaces, linux('namespace'));
  same(memoryPolicyModes, linux('memoryPolicyMode'));
  same(memoryPolicyFlags, linux('memoryPolicyFlag'));
  same(seccompActions, seccomp('action'));
  same(seccompOperators, seccomp('operator'));
  same(seccompFlags, seccomp('flag'));
  same(seccompArchitectures, seccomp('architecture'));
  same(schedulerPolicies, process('scheduler', 'properties', 'policy'));
  same(schedulerFlags, process('scheduler', 'properties', 'flags', 'items'));
  same(ioPriorityClasses, process('ioPriority', 'properties', 'class'));
  same(
    personalities,
    words('config-linux.json', 'properties', 'personality', 'properties', 'domain'),
  );
  t.end();
});

t.test('capabilities are numbered from 0 to 40 without a gap', (t) => {
  t.same(
    Object.values(capabilities),
    Array.from({ length: 41 }, (_, index) => index),
  );
  t.ok(isCapabilityName('CAP_BPF'));
  for (const name of ['cap_bpf', 'BPF', 'toString', '__proto__']) t.notOk(isCapabilityName(name));
  t.end();
});

t.test('resources are numbered from 0 to 15 without a gap', (t) => {
  t.same(
    Object.values(rlimits),
    Array.from({ length: 16 }, (_, index) => index),
  );
  t.ok(isRlimitName('RLIMIT_NOFILE'));
  t.notOk(isRlimitName('RLIMIT_X'));
  t.end();
});

t.test('every signal but the two of the C library has a name', (t) => {
  const numbers = new Set(signals.values());
  const missing = Array.from({ length: highestSignal }, (_, index) => index + 1).filter(
    (number) => !numbers.has(number),
  );
  t.same(missing, [32, 33]);
  t.end();
});

t.test('every mount option that the specification lists is known', (t) => {
  // The names of the table in config.md#linux-mount-options, rexec and rdiratime among them.
  const listed = `async atime bind defaults dev diratime dirsync exec idmap iversion lazytime loud
    mand noatime nodev nodiratime noexec noiversion nolazytime nomand norelatime nostrictatime
    nosuid nosymfollow private ratime rbind rdev rdiratime relatime remount rexec ridmap rnoatime
    rnodiratime rnoexec rnorelatime rnostrictatime rnosuid rnosymfollow ro rprivate rrelatime rro
    rrw rshared rslave rstrictatime rsuid rsymfollow runbindable rw shared silent slave strictatime
    suid symfollow sync tmpcopyup unbindable`.split(/\s+/);
  t.same(
    listed.filter((name) => !mountOptions.has(name)),
    [],
  );
  t.end();
});

t.test('an option that sets a time of access clears the whole field', (t) => {
  const field = mountAttributes.MOUNT_ATTR__ATIME;
  for (const [name, option] of mountOptions) {
    if (option.kind !== 'attribute') continue;
    t.equal(option.set & ~mountAttributes.MOUNT_ATTR__ATIME & option.clear, 0, name);
    if ((option.set & field) !== 0) t.equal(option.clear & field, field, name);
    t.ok([0, field].includes(option.clear & field), name);
  }
  t.end();
});

t.test('a recursive attribute does below what its plain form does above', (t) => {
  for (const [name, option] of mountOptions) {
    if (option.kind !== 'attribute' || !option.recursive) continue;
    const plain = mountOptions.get(name.slice(1));
    t.match(plain, { kind: 'attribute', set: option.set, clear: option.clear }, name);
  }
  t.end();
});

t.test('an option and its opposite undo each other', (t) => {
  for (const [name, option] of mountOptions) {
    const opposite = mountOptions.get(name.replace(/^(r?)no/, '$1'));
    if (opposite === option || option.kind !== 'attribute' || opposite?.kind !== 'attribute') {
      continue;
    }
    t.equal(opposite.set & option.set, 0, name);
    t.equal(option.set & ~opposite.clear, 0, `${name} is undone`);
  }
  t.end();
});
