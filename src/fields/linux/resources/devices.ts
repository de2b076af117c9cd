import { deviceProgram } from '../../../cgroup/device-program.ts';
import {
  type DeviceRule,
  defaultDevices,
  defaultRules,
  devicesPointer,
  ruleRefusals,
  rulesOf,
} from '../../../cgroup/device-rules.ts';
import { hintOn, ignoring, type Lowering } from '../../../cgroup/lowering.ts';
import type { CgroupDirectory } from '../../../cgroup/placement.ts';
import { lowerDevices } from '../../../cgroup/v1/devices.ts';
import type { Fault } from '../../../errors/fault.ts';
import { errno } from '../../../lib/errno.ts';
import { memo } from '../../../lib/memo.ts';
import type { ErrnoRule } from '../../../plan/field-types.ts';
import type { Step } from '../../../plan/step.ts';
import type { HostFacts } from '../../facts.ts';
import type { Field, FieldContext } from '../../field.ts';
import { limitsPhase } from '../cgroups-path/beside.ts';
import { containerCgroup } from '../cgroups-path.ts';
import { settingStep } from './resource-field.ts';

const section = 'config-linux.md#allowed-device-list';

/**
 * What no rule allows is denied, and the default devices are always allowed. An ordinary user can
 * neither set device rules nor make device nodes: there they are left out, as other runtimes do.
 */
export const devices: Field = {
  pointer: devicesPointer,
  check(context) {
    const rules = configuredRules(context);
    const wrong = ruleRefusals(rules);
    const isV1 = directoryOf(context)?.version === 1;
    const refusals = wrong.length === 0 && isV1 ? lowered(context).refusals : wrong;
    return [...refusals.map((refusal) => ({ ...refusal, section })), ...missing(context)];
  },
  compile(context) {
    const directory = context.mode === 'exec' ? undefined : directoryOf(context);
    if (directory === undefined) return [];
    return directory.version === 1 ? writes(directory, context) : [program(directory, context)];
  },
};

const configuredRules: (context: FieldContext) => readonly DeviceRule[] = memo(({ spec }) =>
  rulesOf(spec.linux?.resources?.devices ?? []),
);

function allRules(context: FieldContext): readonly DeviceRule[] {
  return [...configuredRules(context), ...defaultRules];
}

/** What becomes of them in version 1: once for the refusals, and again for the steps. */
const lowered: (context: FieldContext) => Lowering = memo((context) =>
  lowerDevices(allRules(context)),
);

/** Programs can be attached to any unified cgroup, rules of v1 need the hierarchy of their controller. */
function directoryOf(context: FieldContext): CgroupDirectory | undefined {
  const { directories } = containerCgroup(context);
  return (
    directories.find(({ controllers }) => controllers.includes('devices')) ??
    directories.find(({ version }) => version === 2)
  );
}

function missing(context: FieldContext): readonly Fault[] {
  const { spec, facts, options } = context;
  const asked = (spec.linux?.resources?.devices ?? []).length > 0;
  if (!asked || isOrdinary(facts) || options.cgroupManager === 'disabled') return [];
  if (directoryOf(context) !== undefined) return [];
  const problem =
    'cannot be honoured: the caller may make no cgroup that could keep device rules; mount cgroups writable, or remove them';
  return [{ pointer: devicesPointer, problem, section }];
}

function isOrdinary({ uid, inUserNamespace }: HostFacts): boolean {
  return uid !== 0 || inUserNamespace;
}

const refusedToOrdinary = ignoring(errno.EPERM, errno.EACCES);
const needsRights: readonly ErrnoRule[] = [
  hintOn(errno.EPERM, 'it takes CAP_BPF and CAP_NET_ADMIN of the host'),
];

function writes(directory: CgroupDirectory, context: FieldContext): readonly Step[] {
  const tolerated = isOrdinary(context.facts) ? { onErrno: refusedToOrdinary } : {};
  const phase = limitsPhase(context);
  return lowered(context).settings.map((setting) =>
    settingStep({ ...setting, ...tolerated, directory }, phase),
  );
}

function program({ path }: CgroupDirectory, context: FieldContext): Step {
  const asked = configuredRules(context).length > 0;
  return {
    phase: limitsPhase(context),
    op: {
      op: 'cgroupDevices',
      at: asked ? devicesPointer : defaultDevices,
      what: `set the device rules of the cgroup ${path}`,
      onErrno: isOrdinary(context.facts) ? refusedToOrdinary : needsRights,
      path,
      program: deviceProgram(allRules(context)),
    },
  };
}
