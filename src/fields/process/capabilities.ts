import type { Fault } from '../../errors/fault.ts';
import type { Step } from '../../plan/step.ts';
import type { LinuxCapabilities, LinuxCapabilitySet } from '../../spec/config.ts';
import { isCapabilityName } from '../../spec/tables/capabilities.ts';
import { isBefore } from '../../spec/version.ts';
import { isCapable } from '../capability-facts.ts';
import type { Field, FieldContext } from '../field.ts';
import { placementOf } from '../namespace-placement.ts';
import { below, quote } from '../quote.ts';
import { capabilitySets, maskOf } from './capability-mask.ts';

const pointer = '/process/capabilities';

/**
 * The five sets, exactly as configured: without `capabilities` the process has none, and nothing
 * becomes inheritable that is not listed as such (CVE-2022-29162). What cannot be granted is
 * dropped with a warning, as the specification wants; up to 1.0 it wanted an error for a name that
 * is no capability.
 */
export const capabilities: Field = {
  pointer,
  check({ spec }) {
    return isBefore(spec.ociVersion, [1, 1]) ? unknownNames(spec.process?.capabilities ?? {}) : [];
  },
  compile(context) {
    const { process } = context.spec;
    return process === undefined
      ? []
      : [...warnings(process.capabilities ?? {}, context), ...setSteps(process.capabilities ?? {})];
  },
};

function unknownNames(sets: LinuxCapabilities): readonly Fault[] {
  return capabilitySets.flatMap((set) =>
    (sets[set] ?? []).flatMap((name, index) => {
      if (isCapabilityName(name)) return [];
      const problem = `is ${quote(name)}, which is no capability of Linux; remove it, or set ociVersion to "1.1.0" or later, which makes it a warning`;
      return [
        { pointer: below(`${pointer}/${set}`, index), problem, section: 'config.md#process' },
      ];
    }),
  );
}

function setSteps(sets: LinuxCapabilities): readonly Step[] {
  return [
    {
      phase: 'bounding',
      op: {
        op: 'boundingSet',
        at: `${pointer}/bounding`,
        what: 'set the capability bounding set',
        mask: maskOf(sets.bounding),
      },
    },
    {
      phase: 'capabilities',
      op: {
        op: 'capabilities',
        at: pointer,
        what: 'set the capabilities',
        effective: maskOf(sets.effective),
        permitted: maskOf(sets.permitted),
        inheritable: maskOf(sets.inheritable),
        clamp: true,
      },
    },
    {
      phase: 'capabilities',
      op: {
        op: 'ambientSet',
        at: `${pointer}/ambient`,
        what: 'set the ambient capabilities',
        mask: maskOf(sets.ambient),
        clamp: true,
      },
    },
  ];
}

/** What is left out; of what is lost to the ambient set runc tells always, and people look for its words. */
function warnings(sets: LinuxCapabilities, context: FieldContext): readonly Step[] {
  const isTold = context.options.logLevel !== 'error';
  return (isTold ? capabilitySets : alwaysTold).flatMap((set) =>
    (sets[set] ?? []).flatMap((name, index) => {
      const why = reasonNotGranted(name, context);
      const lacking = why === undefined ? setsWithout(name, set, sets) : '';
      const at = below(`${pointer}/${set}`, index);
      if (set === 'ambient' && lacking !== '') {
        const lost = `can't raise ambient capability ${name}: it is not in ${lacking}`;
        return [warning(at, `${lost} (config.json: ${at})`)];
      }
      const reason = why ?? (lacking === '' ? undefined : `${name} is not in ${lacking}`);
      return reason === undefined || !isTold ? [] : [warning(at, `${at} is left out: ${reason}`)];
    }),
  );
}

const alwaysTold = ['ambient'] as const;

function reasonNotGranted(name: string, { facts, spec }: FieldContext): string | undefined {
  if (!isCapabilityName(name)) return `${quote(name)} is no capability of Linux`;
  // In a user namespace of its own the container has every capability, over that namespace.
  if (placementOf(spec, 'user') !== 'runtime' || isCapable(facts, name)) return undefined;
  return `the caller has no ${name} to give`;
}

/** Which other sets a capability must be in to get into one, or to be kept by execve(2) (capabilities(7)). */
const needed: Readonly<Record<LinuxCapabilitySet, readonly LinuxCapabilitySet[]>> = {
  bounding: [],
  permitted: [],
  effective: ['permitted'],
  inheritable: ['bounding'],
  ambient: ['permitted', 'inheritable'],
};

/** Those of the needed sets that lack the capability, in words; empty where none does. */
function setsWithout(name: string, set: LinuxCapabilitySet, sets: LinuxCapabilities): string {
  return needed[set].filter((other) => !(sets[other] ?? []).includes(name)).join(' and ');
}

function warning(at: string, message: string): Step {
  return {
    phase: 'claim',
    op: { op: 'log', at, what: 'log a warning', level: 'warning', message },
  };
}
