import type { CgroupDirectory } from '../../../cgroup/placement.ts';
import { attachCall, openingMessages } from '../../../cgroup/systemd/calls.ts';
import type { SystemdManager } from '../../../cgroup/systemd/facts.ts';
import type { Op } from '../../../plan/ops.ts';
import { slotNames } from '../../../plan/slot-names.ts';
import type { FieldContext } from '../../field.ts';
import { hintsFor, SYSTEMD_PATIENCE } from './unit.ts';

const at = '/linux/cgroupsPath';
/** `/app.slice/app-a.slice/a-b.scope/below`: where a unit is below its service manager. */
const UNIT_PATH = /^(?:\/[^/]+\.slice)*\/([^/]+\.scope)(\/.*)?$/;

interface Attached {
  readonly unit: string;
  /** Below that of the unit; empty for its own. */
  readonly below: string;
  readonly systemd: SystemdManager & { readonly socket: string };
}

/**
 * The unit that only systemd can put a process into: the kernel lets an ordinary user move none from
 * outside the part of the tree that is delegated to the user's systemd (cgroups(7), "Delegation
 * containment"), such as from the session of a login.
 */
export function attachedTo(context: FieldContext): Attached | undefined {
  const { mode, facts, options } = context;
  const { systemd, cgroup } = facts;
  const own = cgroup.unified?.own ?? '';
  if (mode !== 'exec' || cgroup.mode !== 'v2' || !systemd?.user) return undefined;
  if (systemd.socket === undefined || isBelow(own, systemd.cgroup)) return undefined;
  const [directory] = options.enteredCgroups ?? [];
  const [, unit, below = ''] = UNIT_PATH.exec(pathOf(directory, systemd)) ?? [];
  if (unit === undefined) return undefined;
  return { unit, below, systemd: { ...systemd, socket: systemd.socket } };
}

function isBelow(path: string, cgroup: string): boolean {
  return path === cgroup || path.startsWith(`${cgroup}/`);
}

function pathOf(directory: CgroupDirectory | undefined, { cgroup }: SystemdManager): string {
  if (directory === undefined) return '';
  const base = `${directory.mountPoint}${cgroup}`;
  return directory.path.startsWith(`${base}/`) ? directory.path.slice(base.length) : '';
}

/** Has systemd take in the process, which waits for it. */
export function attachOp({ unit, below, systemd }: Attached, { slots }: FieldContext): Op {
  const call = attachCall(unit, below);
  return {
    op: 'busCall',
    at,
    what: `put the process into the unit ${unit} of systemd`,
    onErrno: hintsFor({ name: unit }, systemd),
    socket: systemd.socket,
    opening: openingMessages(systemd.bus),
    call: call.bytes,
    pid: slots.take(slotNames.init),
    pidAt: call.hole,
    job: false,
    patience: 0,
    timeout: SYSTEMD_PATIENCE,
  };
}
