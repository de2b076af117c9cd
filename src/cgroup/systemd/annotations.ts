import { below } from '../../lib/json-pointer.ts';
import type { Refusal } from '../lowering.ts';
import { parseGvariant } from './gvariant.ts';
import { property, type UnitProperty } from './properties.ts';

const PREFIX = 'org.systemd.property.';

/** What places the container, and what tells which container it is: cgroupsPath and the moment. */
const ours: ReadonlySet<string> = new Set(['PIDs', 'Slice', 'Delegate']);

export interface AnnotatedProperties {
  readonly properties: readonly UnitProperty[];
  readonly refusals: readonly Refusal[];
}

/** The properties that annotations `org.systemd.property.NAME` give the unit, in GVariant text. */
export function annotatedProperties(
  annotations: Readonly<Record<string, string>>,
): AnnotatedProperties {
  const properties: UnitProperty[] = [];
  const refusals: Refusal[] = [];
  for (const [key, text] of Object.entries(annotations)) {
    if (!key.startsWith(PREFIX)) continue;
    const found = read(key.slice(PREFIX.length), text);
    if (typeof found !== 'string') properties.push(found);
    else refusals.push({ pointer: below('/annotations', key), problem: found });
  }
  return { properties, refusals };
}

/** The property, or what is wrong. */
function read(name: string, text: string): UnitProperty | string {
  if (!/^[A-Za-z]{3,}$/.test(name)) {
    return `names the property ${JSON.stringify(name)}; wanted letters, such as "KillSignal"`;
  }
  if (ours.has(name)) return `sets ${name}, which follows from linux.cgroupsPath; remove it`;
  const value = parseGvariant(text);
  if (value === undefined) {
    return `is ${JSON.stringify(text)}; wanted a value in GVariant text, such as "uint64 1" or "['a.service']"`;
  }
  // Over the bus systemd has times in microseconds, by another name than in unit files.
  if (!/[a-z]Sec$/.test(name)) return { name, ...value };
  const microseconds = microsecondsOf(value.value);
  return microseconds === undefined
    ? `is ${JSON.stringify(text)}; wanted seconds, such as "30"`
    : property(name.replace(/Sec$/, 'USec'), 't', microseconds);
}

function microsecondsOf(value: UnitProperty['value']): bigint | undefined {
  if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
  if (value < 0) return undefined;
  const microseconds =
    typeof value === 'bigint' ? value * 1_000_000n : BigInt(Math.round(value * 1e6));
  return microseconds < 1n << 64n ? microseconds : undefined;
}
