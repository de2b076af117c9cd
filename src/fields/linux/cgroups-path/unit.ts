import { type DeviceRule, defaultRules, rulesOf } from '../../../cgroup/device-rules.ts';
import type { CgroupPlacement } from '../../../cgroup/placement.ts';
import { type ResourcePart, resourceParts } from '../../../cgroup/resource-parts.ts';
import { type PlacedSetting, settle } from '../../../cgroup/settle.ts';
import { annotatedProperties } from '../../../cgroup/systemd/annotations.ts';
import { openingMessages, scopeProperties, startUnitCall } from '../../../cgroup/systemd/calls.ts';
import { deviceProperties, everything } from '../../../cgroup/systemd/devices.ts';
import type { SystemdManager } from '../../../cgroup/systemd/facts.ts';
import { limitProperties, type UnitProperty } from '../../../cgroup/systemd/properties.ts';
import { type ParsedUnit, parseUnit, type SystemdUnit } from '../../../cgroup/systemd/unit.ts';
import { lowerDevices } from '../../../cgroup/v1/devices.ts';
import type { Fault } from '../../../errors/fault.ts';
import { errno } from '../../../lib/errno.ts';
import type { ErrnoRule } from '../../../plan/field-types.ts';
import type { Op } from '../../../plan/ops.ts';
import { slotNames } from '../../../plan/slot-names.ts';
import type { FieldContext } from '../../field.ts';

const at = '/linux/cgroupsPath';
const section = 'config-linux.md#cgroups-path';
/** Milliseconds for all that systemd has to do; and for it to let go of a container that just ended. */
export const SYSTEMD_PATIENCE = 30_000;
const NAME_PATIENCE = 2000;
const REMOVAL_PATIENCE = 5000;

/** Whether create has systemd make the cgroup, which it can only once there is a process for it. */
export function startsUnit({ mode, options }: FieldContext): boolean {
  return mode === 'create' && options.cgroupManager === 'systemd';
}

export function unitOf({ spec, options, facts }: FieldContext): ParsedUnit {
  return parseUnit({
    cgroupsPath: spec.linux?.cgroupsPath,
    id: options.id,
    user: facts.systemd?.user ?? false,
  });
}

/** The name of the unit; empty where the path names none. */
export function unitName(context: FieldContext): string {
  const parsed = unitOf(context);
  return parsed.ok ? parsed.unit.name : '';
}

/** Every fault for which systemd could not hold the container. */
export function unitFaults(context: FieldContext): readonly Fault[] {
  const { spec, facts } = context;
  const problem = managerProblem(context);
  if (problem !== undefined) return [{ pointer: at, problem, section }];
  const parsed = unitOf(context);
  const refusals = annotatedProperties(spec.annotations ?? {}).refusals;
  return [
    ...(parsed.ok ? [] : [{ pointer: at, problem: parsed.problem, section }]),
    ...refusals.map((refusal) => ({ ...refusal, section: 'config.md#annotations' })),
    ...(facts.cgroup.mode === 'v2' || devicesOf(context) !== undefined ? [] : [deviceFault]),
  ];
}

const deviceFault: Fault = {
  pointer: '/linux/resources/devices',
  problem:
    'cannot be kept by systemd with cgroup v1: it knows lists of allowed devices alone; allow devices one by one, or use the cgroupfs manager',
  section: 'config-linux.md#allowed-device-list',
};

function managerProblem({ facts }: FieldContext): string | undefined {
  const { systemd, cgroup } = facts;
  if (systemd === undefined) {
    return 'systemd not running on this host, cannot use systemd cgroups manager; leave out --systemd-cgroup';
  }
  if (cgroup.mode === 'none') return 'cannot be made: no cgroup hierarchy is mounted';
  if (systemd.user && cgroup.mode !== 'v2') {
    return "cannot be given to the user's systemd, which may make cgroups of version 2 alone; leave out --systemd-cgroup";
  }
  if (systemd.socket !== undefined) return undefined;
  return systemd.user
    ? "cannot be given to the user's systemd: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR names a directory with its bus; install dbus-user-session and log in again, or set XDG_RUNTIME_DIR=/run/user/UID"
    : 'cannot be given to systemd: there is neither /run/dbus/system_bus_socket nor /run/systemd/private; mount them here, or leave out --systemd-cgroup';
}

/** What begins the unit with init in it, once there is an init. */
export function startOps(context: FieldContext, placement: CgroupPlacement): readonly Op[] {
  const { facts, slots } = context;
  const parsed = unitOf(context);
  const { systemd } = facts;
  if (!parsed.ok || systemd?.socket === undefined) return [];
  const { unit } = parsed;
  const call = startUnitCall(unit, propertiesOf(context, unit, placement));
  const pid = slots.take(slotNames.init);
  return [
    {
      op: 'busCall',
      at,
      what: `start the unit ${unit.name} of systemd`,
      onErrno: hintsFor(unit, systemd),
      socket: systemd.socket,
      opening: openingMessages(systemd.bus),
      call: call.bytes,
      pid,
      pidAt: call.hole,
      job: true,
      patience: NAME_PATIENCE,
      timeout: SYSTEMD_PATIENCE,
    },
  ];
}

function propertiesOf(
  context: FieldContext,
  unit: SystemdUnit,
  placement: CgroupPlacement,
): readonly UnitProperty[] {
  const { spec, facts, options } = context;
  return [
    ...scopeProperties(options.id, unit),
    ...limitProperties(settingsOf(context, placement)),
    // An ordinary user can set no device rules.
    ...(facts.systemd?.user ? [] : (devicesOf(context) ?? everything)),
    ...annotatedProperties(spec.annotations ?? {}).properties,
  ];
}

/** Undefined: the rules are no list of allowed devices. On v2 the program alone keeps them then. */
function devicesOf({ spec }: FieldContext): readonly UnitProperty[] | undefined {
  const rules: readonly DeviceRule[] = [
    ...rulesOf(spec.linux?.resources?.devices ?? []),
    ...defaultRules,
  ];
  const { settings, refusals } = lowerDevices(rules);
  return refusals.length > 0 ? undefined : deviceProperties(settings);
}

/**
 * Systemd removes the cgroup of a unit without processes. It looks into the cgroup when it hears that the
 * last one has ended: where it is gone by then, the unit is taken to run for ever.
 */
export function leaveToSystemd(path: string, by: string): Op {
  return {
    op: 'awaitGone',
    at: by,
    what: `see systemd remove ${path}`,
    onErrno: [{ errno: errno.ETIMEDOUT, then: 'ignore' }],
    path,
    timeout: REMOVAL_PATIENCE,
  };
}

/** Every value for a file of the container's cgroups. */
export function settingsOf(
  { spec, facts }: FieldContext,
  placement: CgroupPlacement,
): readonly PlacedSetting[] {
  const parts: readonly ResourcePart[] = Object.values(resourceParts);
  const resources = spec.linux?.resources ?? {};
  const input = { resources, placement, facts: facts.cgroup };
  return parts.flatMap((part) => settle(part, input).settings);
}

export function hintsFor(
  { name }: Pick<SystemdUnit, 'name'>,
  { user }: SystemdManager,
): readonly ErrnoRule[] {
  const option = user ? ' --user' : '';
  const hint = (number: number, text: string): ErrnoRule => ({ errno: number, then: 'hint', text });
  return [
    hint(errno.EEXIST, `end it with "systemctl${option} stop ${name}", or use another cgroupsPath`),
    hint(errno.ECANCELED, `"journalctl${option} -u ${name}" tells why`),
    hint(errno.ETIMEDOUT, `ask "systemctl${option} status" whether systemd is well, and try again`),
    hint(errno.ENOENT, 'the bus has ended; start it, or leave out --systemd-cgroup'),
    hint(errno.ECONNREFUSED, 'the bus has ended; start it, or leave out --systemd-cgroup'),
  ];
}
