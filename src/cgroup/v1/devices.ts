import { errno } from '../../lib/errno.ts';
import type { ErrnoRule } from '../../plan/field-types.ts';
import { type DeviceRule, defaultDevices, isTotal, ruleText } from '../device-rules.ts';
import { type CgroupSetting, hintOn, ignoring, type Lowering, type Refusal } from '../lowering.ts';

/** What the kernel keeps of a cgroup: one verdict for all devices, and exceptions from it. */
interface Policy {
  allow: boolean;
  at: string;
  exceptions: DeviceRule[];
  readonly refusals: Refusal[];
}

/**
 * The rules as one verdict and its exceptions. The kernel removes an exception only by its exact
 * name and ignores whatever else contradicts one, so rules are resolved here, and a hole in a wider
 * exception, which the kernel cannot keep, is refused.
 */
export function lowerDevices(rules: readonly DeviceRule[]): Lowering {
  const policy: Policy = { allow: false, at: defaultDevices, exceptions: [], refusals: [] };
  for (const rule of rules) apply(rule, policy);
  const { refusals } = policy;
  if (refusals.length > 0) return { settings: [], refusals };
  const everything = { type: 'a', major: undefined, minor: undefined, access: 'rwm' } as const;
  return {
    settings: [
      settingOf({ ...everything, at: policy.at }, policy.allow),
      ...policy.exceptions.map((rule) => settingOf(rule, !policy.allow)),
    ],
    refusals,
  };
}

const hints: readonly ErrnoRule[] = [
  hintOn(errno.EPERM, 'the cgroup above does not allow it'),
  hintOn(errno.EINVAL, 'the cgroup has sub-cgroups, so that rules for all devices cannot change'),
];
/** In a container without all of the default devices, its containers do without them too. */
const spared = ignoring(errno.EPERM);

function settingOf(rule: Omit<DeviceRule, 'allow'>, allow: boolean): CgroupSetting {
  const { at } = rule;
  const file = allow ? 'devices.allow' : 'devices.deny';
  const onErrno = at === defaultDevices && rule.type !== 'a' ? spared : hints;
  return { at, file, value: ruleText(rule), onErrno };
}

function apply(rule: DeviceRule, policy: Policy): void {
  if (isTotal(rule)) {
    Object.assign(policy, { allow: rule.allow, at: rule.at, exceptions: [] });
    return;
  }
  const change = rule.allow === policy.allow ? removeException : addException;
  if (rule.type === 'a') {
    change({ ...rule, type: 'b' }, policy);
    change({ ...rule, type: 'c' }, policy);
  } else change(rule, policy);
}

function addException(rule: DeviceRule, policy: Policy): void {
  const { exceptions } = policy;
  const place = exceptions.findIndex((known) => isWithin(known, rule) && isWithin(rule, known));
  const [same] = place < 0 ? [] : exceptions.splice(place, 1);
  const access = same === undefined ? rule.access : rule.access + same.access;
  exceptions.push({ ...rule, access: letters((letter) => access.includes(letter)) });
}

function removeException(rule: DeviceRule, policy: Policy): void {
  const holed = policy.exceptions.filter(
    (known) => overlaps(known, rule) && !isWithin(known, rule),
  );
  policy.exceptions = policy.exceptions
    .map((known) => (isWithin(known, rule) ? without(known, rule.access) : known))
    .filter(({ access }) => access !== '');
  // A default never opens what the configuration closes with a wider rule.
  const refused = rule.at === defaultDevices ? [] : holed;
  for (const known of refused) {
    policy.refusals.push({ pointer: rule.at, problem: holeProblem(rule, known) });
  }
}

function holeProblem(rule: DeviceRule, known: DeviceRule): string {
  const verb = rule.allow ? 'allows' : 'denies';
  return `cannot be honoured: it ${verb} a part of ${known.at} ("${ruleText(known)}"), which cgroup v1 cannot express; name the devices one by one`;
}

function without(rule: DeviceRule, access: string): DeviceRule {
  return {
    ...rule,
    access: letters((letter) => rule.access.includes(letter) && !access.includes(letter)),
  };
}

function letters(keep: (letter: string) => boolean): string {
  return `${keep('r') ? 'r' : ''}${keep('w') ? 'w' : ''}${keep('m') ? 'm' : ''}`;
}

/** Whether the outer rule is about every device of the inner one. */
function isWithin(inner: DeviceRule, outer: DeviceRule): boolean {
  return (
    inner.type === outer.type &&
    (outer.major === undefined || outer.major === inner.major) &&
    (outer.minor === undefined || outer.minor === inner.minor)
  );
}

function overlaps(one: DeviceRule, other: DeviceRule): boolean {
  const meets = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined || a === b;
  return (
    one.type === other.type &&
    meets(one.major, other.major) &&
    meets(one.minor, other.minor) &&
    [...one.access].some((letter) => other.access.includes(letter))
  );
}
