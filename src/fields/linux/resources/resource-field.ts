import type { ResourcePart } from '../../../cgroup/resource-parts.ts';
import type { PlacedSetting, Settlement } from '../../../cgroup/settle.ts';
import { settle } from '../../../cgroup/settle.ts';
import { errno } from '../../../lib/errno.ts';
import { memo } from '../../../lib/memo.ts';
import type { ErrnoRule } from '../../../plan/field-types.ts';
import type { OpOf } from '../../../plan/ops.ts';
import type { Step } from '../../../plan/step.ts';
import type { LinuxResources } from '../../../spec/config.ts';
import type { Field, FieldContext } from '../../field.ts';
import { quote } from '../../quote.ts';
import { limitsPhase } from '../cgroups-path/beside.ts';
import { containerCgroup } from '../cgroups-path.ts';

export interface ResourceFieldInput {
  /** `memory`: the field's name below /linux/resources. */
  readonly name: keyof LinuxResources;
  readonly section: string;
  /** Written in this order. */
  readonly parts: readonly ResourcePart[];
  /** What has to be written before one of the settings. */
  readonly before?: (setting: PlacedSetting) => readonly PlacedSetting[];
}

/** A field of /linux/resources that is nothing but values for files of the container's cgroup. */
export function resourceField({ name, section, parts, before }: ResourceFieldInput): Field {
  // Once for the refusals, and again for the steps.
  const settleAll: (context: FieldContext) => readonly Settlement[] = memo((context) =>
    context.spec.linux?.resources?.[name] === undefined
      ? []
      : parts.map((part) => settlementOf(part, context)),
  );
  return {
    pointer: `/linux/resources/${name}`,
    check: (context) =>
      settleAll(context)
        .flatMap(({ refusals }) => refusals)
        .map((refusal) => ({ ...refusal, section })),
    compile: (context) =>
      // A process that enters a container gets the limits that are there.
      context.mode === 'exec'
        ? []
        : settleAll(context)
            .flatMap(({ settings }) => settings)
            .flatMap((setting) => [...(before?.(setting) ?? []), setting])
            .map((setting) => settingStep(setting, limitsPhase(context))),
  };
}

function settlementOf(part: ResourcePart, context: FieldContext): Settlement {
  return settle(part, {
    resources: context.spec.linux?.resources ?? {},
    placement: containerCgroup(context),
    facts: context.facts.cgroup,
  });
}

/** Writes one setting before any process is in the cgroup, unless the cgroup is there only then. */
export function settingStep(
  setting: PlacedSetting,
  phase: 'limits' | 'identify' | 'hierarchies' = 'limits',
): Step {
  return { phase, op: settingOp(setting) };
}

export function settingOp(setting: PlacedSetting): OpOf<'writeKernelFile'> {
  const { at, file, value, directory, onErrno } = setting;
  return {
    op: 'writeKernelFile',
    at,
    what: `set ${file} to ${shown(value)} in the container's cgroup`,
    onErrno: onErrno === undefined ? usualHints : withUsualHints(onErrno),
    path: `${directory.path}/${file}`,
    data: value,
  };
}

/** Many settings have the same rules. */
const withUsualHints: (rules: readonly ErrnoRule[]) => readonly ErrnoRule[] = memo((rules) => {
  const ruled = new Set(rules.map((rule) => rule.errno));
  return [...rules, ...usualHints.filter((rule) => !ruled.has(rule.errno))];
});

/** A value is quoted where it would be unclear in a sentence. */
function shown(value: string): string {
  return /^[\w-]+$/.test(value) ? value : quote(value);
}

const usualHints: readonly ErrnoRule[] = [
  {
    errno: errno.ENOENT,
    then: 'hint',
    text: 'the kernel has no such file: it is too old, or the controller is not enabled for this cgroup',
  },
  { errno: errno.EINVAL, then: 'hint', text: 'the kernel does not take this value' },
  { errno: errno.ERANGE, then: 'hint', text: 'the kernel does not take a value of this size' },
  { errno: errno.EACCES, then: 'hint', text: 'the cgroup must be delegated to the caller' },
];
