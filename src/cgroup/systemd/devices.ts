import type { CgroupSetting } from '../lowering.ts';
import { property, type UnitProperty } from './properties.ts';

/** Words that begin an entry for all devices of a kind, or of one driver. */
const kinds = { b: 'block', c: 'char' } as const;

/**
 * The device rules as systemd keeps them: a list of what is allowed. Undefined where they deny single
 * devices, or allow a minor number of any driver, which such a list cannot say. settings: those of
 * lowerDevices, one verdict for all devices and the exceptions from it.
 */
export function deviceProperties(
  settings: readonly CgroupSetting[],
): readonly UnitProperty[] | undefined {
  const [verdict, ...exceptions] = settings;
  if (verdict === undefined) return undefined;
  if (verdict.file === 'devices.allow') return exceptions.length === 0 ? everything : undefined;
  const entries = exceptions.map(({ value }) => entryOf(value));
  const known = entries.filter((entry) => entry !== undefined);
  if (known.length < entries.length) return undefined;
  return [property('DevicePolicy', 's', 'strict'), property('DeviceAllow', 'a(ss)', known)];
}

/** Without a policy systemd sets no rules of its own. */
export const everything: readonly UnitProperty[] = [property('DevicePolicy', 's', 'auto')];

/** `c 1:3 rwm`; since systemd 240 a device needs no node to be named by its number. */
function entryOf(rule: string): readonly [path: string, access: string] | undefined {
  const [, type, major, minor, access = ''] = /^([bc]) (\d+|\*):(\d+|\*) (\w+)$/.exec(rule) ?? [];
  if (type !== 'b' && type !== 'c') return undefined;
  const kind = kinds[type];
  if (major === '*') return minor === '*' ? [`${kind}-*`, access] : undefined;
  if (minor === '*') return [`${kind}-${major}`, access];
  return [`/dev/${kind}/${major}:${minor}`, access];
}
