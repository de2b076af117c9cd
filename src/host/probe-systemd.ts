import type { CgroupFacts } from '../cgroup/facts.ts';
import type { SystemdManager } from '../cgroup/systemd/facts.ts';
import { environment } from './engine.ts';
import { kindOf, readTextIfThere } from './files.ts';

const SYSTEM_BUS = '/run/dbus/system_bus_socket';
/** Systemd's own socket, which root alone may use. */
const SYSTEM_PRIVATE = '/run/systemd/private';

export interface Caller {
  readonly uid: number;
  readonly inUserNamespace: boolean;
}

/** The service manager that serves the caller; undefined where systemd does not run (sd_booted(3)). */
export function probeSystemd(caller: Caller, cgroup: CgroupFacts): SystemdManager | undefined {
  if (kindOf('/run/systemd/system') !== 'directory') return undefined;
  const user = caller.uid !== 0 || caller.inUserNamespace;
  const buses = user ? userBuses() : [SYSTEM_BUS];
  const bus = buses.find(isSocket);
  const own = (user ? userPrivate() : [SYSTEM_PRIVATE]).find(isSocket);
  const reached = { user, socket: bus ?? own, bus: bus !== undefined };
  if (!user) return { ...reached, cgroup: '', controllers: undefined, withheld: {} };
  const path = userCgroup(caller, cgroup);
  return { ...reached, cgroup: path, ...handedDown(path, cgroup) };
}

function userBuses(): readonly string[] {
  const directory = environment('XDG_RUNTIME_DIR');
  const addresses = socketPaths(environment('DBUS_SESSION_BUS_ADDRESS') ?? '');
  return [...addresses, ...(directory === undefined ? [] : [`${directory}/bus`])];
}

function userPrivate(): readonly string[] {
  const directory = environment('XDG_RUNTIME_DIR');
  return directory === undefined ? [] : [`${directory}/systemd/private`];
}

/** The paths of `unix:path=/run/user/1000/bus,guid=…;…` (D-Bus specification, "Server Addresses"). */
export function socketPaths(addresses: string): readonly string[] {
  return addresses.split(';').flatMap((address) => {
    const path = /^unix:(?:.*,)?path=([^,]+)/.exec(address)?.[1];
    return path === undefined ? [] : [unescaped(path)];
  });
}

function unescaped(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function isSocket(path: string): boolean {
  return path.startsWith('/') && !path.includes('\0') && kindOf(path) === 'other';
}

/** Where pam_systemd and systemd keep it: user@UID.service, which the caller is in or beside of. */
function userCgroup({ uid, inUserNamespace }: Caller, cgroup: CgroupFacts): string {
  const own = (cgroup.unified ?? cgroup.hierarchies[0])?.own ?? '';
  const around = /^.*?\/user@\d+\.service(?=\/|$)/.exec(own)?.[0];
  if (around !== undefined) return around;
  const outside = inUserNamespace ? outsideUid() : uid;
  return `/user.slice/user-${outside}.slice/user@${outside}.service`;
}

/** The user id of the caller as the parent of its user namespace sees it. */
function outsideUid(): number {
  const map = readTextIfThere('/proc/self/uid_map') ?? '';
  return Number(/^\s*0\s+(\d+)/m.exec(map)?.[1] ?? 0);
}

/** What each cgroup on the way hands down, from the root. */
function handedDown(
  path: string,
  { unified }: CgroupFacts,
): Pick<SystemdManager, 'controllers' | 'withheld'> {
  if (unified === undefined) return { controllers: undefined, withheld: {} };
  const withheld: Record<string, string> = {};
  let known: readonly string[] = unified.controllers;
  const names = path.slice(1).split('/');
  for (const depth of names.keys()) {
    const cgroup = `/${names.slice(0, depth + 1).join('/')}`;
    const text = readTextIfThere(`${unified.mountPoint}${cgroup}/cgroup.controllers`);
    if (text === undefined) return { controllers: undefined, withheld: {} };
    const here = text.split(/\s+/).filter((name) => name !== '');
    for (const name of known) if (!here.includes(name)) withheld[name] = cgroup;
    known = here;
  }
  return { controllers: known, withheld };
}
