import type { LinuxDeviceCgroup } from '../spec/config.ts';
import type { Refusal } from './lowering.ts';

export const devicesPointer = '/linux/resources/devices';

/** Where a rule comes from that the configuration does not name. */
export const defaultDevices = 'default:devices';

/** One rule; of those that match, the last decides about each kind of access. */
export interface DeviceRule {
  /** JSON pointer of the rule, or `default:devices`. */
  readonly at: string;
  readonly allow: boolean;
  readonly type: 'a' | 'b' | 'c';
  /** undefined: any. */
  readonly major: number | undefined;
  readonly minor: number | undefined;
  /** Letters of `rwm`, each once, in this order. */
  readonly access: string;
}

/** Device numbers have 12 and 20 bits (MINORBITS of linux/kdev_t.h). */
const highest = { major: 4095, minor: 1_048_575 } as const;

/**
 * What containers may always do, as with other runtimes: make any node, and use the devices that
 * the specification wants in every container. 10:200 is /dev/net/tun, which VPNs in containers
 * rely on.
 */
const alwaysAllowed: readonly (readonly ['b' | 'c', number?, number?])[] = [
  ['c', 1, 3],
  ['c', 1, 8],
  ['c', 1, 7],
  ['c', 5, 0],
  ['c', 1, 5],
  ['c', 1, 9],
  ['c', 136],
  ['c', 5, 2],
  ['c', 10, 200],
];

export const defaultRules: readonly DeviceRule[] = [
  defaultRule(['c'], 'm'),
  defaultRule(['b'], 'm'),
  ...alwaysAllowed.map((device) => defaultRule(device, 'rwm')),
];

function defaultRule(
  [type, major, minor]: (typeof alwaysAllowed)[number],
  access: string,
): DeviceRule {
  return { at: defaultDevices, allow: true, type, major, minor, access };
}

/** The rules of the configuration; -1 stands for any number, as absence does. */
export function rulesOf(devices: readonly LinuxDeviceCgroup[]): readonly DeviceRule[] {
  return devices.map(({ allow, type = 'a', major, minor, access = '' }, index) => ({
    at: `${devicesPointer}/${index}`,
    allow,
    type,
    major: numberOf(major),
    minor: numberOf(minor),
    access: [...'rwm'].filter((letter) => access.includes(letter)).join(''),
  }));
}

function numberOf(value: number | bigint | undefined): number | undefined {
  return value === undefined || value === -1 ? undefined : Number(value);
}

export function ruleRefusals(rules: readonly DeviceRule[]): readonly Refusal[] {
  return rules.flatMap((rule) => [
    ...numberRefusal(rule, 'major'),
    ...numberRefusal(rule, 'minor'),
    ...(rule.access === ''
      ? [{ pointer: `${rule.at}/access`, problem: 'is empty; wanted letters of "rwm"' }]
      : []),
  ]);
}

function numberRefusal(rule: DeviceRule, name: 'major' | 'minor'): readonly Refusal[] {
  const value = rule[name];
  if (value === undefined || (value >= 0 && value <= highest[name])) return [];
  const problem = `is ${value}; wanted -1 (any) or a number from 0 to ${highest[name]}`;
  return [{ pointer: `${rule.at}/${name}`, problem }];
}

/** Whether the rule is about all devices and all access, so that rules before it do not count. */
export function isTotal({ type, major, minor, access }: DeviceRule): boolean {
  return type === 'a' && major === undefined && minor === undefined && access === 'rwm';
}

/** `c 1:3 rwm`, as the kernel writes it. */
export function ruleText({ type, major, minor, access }: Omit<DeviceRule, 'at' | 'allow'>): string {
  return `${type} ${major ?? '*'}:${minor ?? '*'} ${access}`;
}
