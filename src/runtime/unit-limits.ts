import type { PlacedSetting } from '../cgroup/settle.ts';
import { openingMessages, setPropertiesCall } from '../cgroup/systemd/calls.ts';
import type { SystemdManager } from '../cgroup/systemd/facts.ts';
import { limitProperties } from '../cgroup/systemd/properties.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { hintsFor, SYSTEMD_PATIENCE } from '../fields/linux/cgroups-path/unit.ts';
import { effectiveIds } from '../host/engine.ts';
import { probeCgroups } from '../host/probe-cgroups.ts';
import { inUserNamespace } from '../host/probe-facts.ts';
import { probeSystemd } from '../host/probe-systemd.ts';
import { NONE } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';

/**
 * The properties of the unit, first: systemd writes them to the same files, now and whenever it reads
 * its configuration again. What it refuses is refused before anything has changed.
 */
export function unitLimits(
  unit: string | undefined,
  settings: readonly PlacedSetting[],
  known: SystemdManager | undefined,
): readonly Op[] {
  const properties = limitProperties(settings);
  if (unit === undefined || properties.length === 0) return [];
  const systemd = known ?? systemdOfCaller();
  if (systemd?.socket === undefined) {
    const words = `cannot change the limits of ${unit}: systemd cannot be reached`;
    throw new RuntimeError('container-state', words, {
      hint: 'set XDG_RUNTIME_DIR or DBUS_SESSION_BUS_ADDRESS as at create',
    });
  }
  return [
    {
      op: 'busCall',
      at: 'update',
      what: `set the properties of the unit ${unit}`,
      onErrno: hintsFor({ name: unit }, systemd),
      socket: systemd.socket,
      opening: openingMessages(systemd.bus),
      call: setPropertiesCall(unit, properties).bytes,
      pid: NONE,
      pidAt: 0,
      job: false,
      patience: 0,
      timeout: SYSTEMD_PATIENCE,
    },
  ];
}

function systemdOfCaller(): SystemdManager | undefined {
  return probeSystemd(
    { uid: effectiveIds().uid, inUserNamespace: inUserNamespace() },
    probeCgroups(),
  );
}
