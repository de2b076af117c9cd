import { errno } from '../../lib/errno.ts';
import { type DeviceRule, defaultDevices, isTotal, ruleText } from '../device-rules.ts';
import { type CgroupSetting, hintOn, ignoring, type Lowering, type Refusal } from '../lowering.ts';

/** What the kernel keeps of a cgroup: one verdict for all devices, and exceptions from it. */
interface Policy {
  readonly allow: boolean;
  readonly at: string;
  readonly exceptions: readonly DeviceRule[];
  readonly refusals: readonly Refusal[];
}

const denyAll: Policy = { allow: false, at: defaultDevices, exceptions: [], refusals: [] };

/**
 * The rules as one verdict and its exceptions. The kernel removes an exception only by its exact
 * name and ignores whatever else contradicts one, so rules are resolved here, and a hole in a wider
 * exception, which the kernel cannot keep, is refused.
 */
export function lowerDevices(rules: readonly DeviceRule[]): Lowering {
  const policy = rules.reduce(applied, denyAll);
  const { refusals } = policy;
  if (refusals.length > 0) return { settings: [], refusals };
  const everything = { type: 'a', major: undefined, minor: undefined, access: 'rwm' } as const;
  return {
    settings: [
      settingOf({ ...everything, at: policy.at, allow: policy.allow }),
      ...policy.exceptions.map((rule) => settingOf({ ...rule, allow: !policy.allow })),
    ],
    refusals,
  };
}

function settingOf(rule: DeviceRule): CgroupSetting {
  const { at, allow } = rule;
  const file = allow ? 'devices.allow' : 'devices.deny';
  const hints = [
    hintOn(errno.EPERM, 'the cgroup above does not allow it'),
    hintOn(errno.EINVAL, 'the cgroup has sub-cgroups, so that rules for all devices cannot change'),
  ];
  // In a container without all of the default devices, its containers do without them too.
  const spare = at === defaultDevices && rule.type !== 'a';
  return { at, file, value: ruleText(rule), onErrno: spare ? ignoring(errno.EPERM) : hints };
}

function applied(policy: Policy, rule: DeviceRule): Policy {
  if (isTotal(rule)) {
    return { ...policy, allow: rule.allow, at: rule.at, exceptions: [] };
  }
  const rules = rule.type === 'a' ? bothTypes(rule) : [rule];
  return rules.reduce(rule.allow === policy.allow ? withoutException : withException, policy);
}

function bothTypes(rule: DeviceRule): readonly DeviceRule[] {
  return (['b', 'c'] as const).map((type) => ({ ...rule, type }));
}

function withException(policy: Policy, rule: DeviceRule): Policy {
  const same = policy.exceptions.find((known) => isWithin(known, rule) && isWithin(rule, known));
  const others = policy.exceptions.filter((known) => known !== same);
  const access = letters((letter) => (rule.access + (same?.access ?? '')).includes(letter));
  return { ...policy, exceptions: [...others, { ...rule, access }] };
}

function withoutException(policy: Policy, rule: DeviceRule): Policy {
  const holed = policy.exceptions.filter(
    (known) => overlaps(known, rule) && !isWithin(known, rule),
  );
  const exceptions = policy.exceptions
    .map((known) => (isWithin(known, rule) ? without(known, rule.access) : known))
    .filter(({ access }) => access !== '');
  // A default never opens what the configuration closes with a wider rule.
  const refused = rule.at === defaultDevices ? [] : holed;
  const refusals = refused.map((known) => ({
    pointer: rule.at,
    problem: holeProblem(rule, known),
  }));
  return { ...policy, exceptions, refusals: [...policy.refusals, ...refusals] };
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
  return [...'rwm'].filter(keep).join('');
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
