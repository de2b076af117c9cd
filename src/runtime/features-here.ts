import type { HereFacts } from '../fields/here-facts.ts';
import { probeHere } from '../host/probe-here.ts';
import { capabilities } from '../spec/tables/capabilities.ts';
import { namespaces } from '../spec/tables/namespaces.ts';
import { seccompActions } from '../spec/tables/seccomp.ts';
import { needsKernel } from './kernel-release.ts';

/** One line of the answer: something of the specification, and why it does not work here. */
export interface HereRow {
  readonly what: string;
  readonly works: boolean;
  /** What stands in the way; only where it does not work. */
  readonly why?: string;
}

/** What works here, as the host says. */
export function rowsHere(): readonly HereRow[] {
  const entries = Object.entries(namespaces).map(([type, { procName }]) => [type, procName]);
  return hereRows(probeHere(Object.fromEntries(entries)));
}

/** What works on such a host for such a user, in the order of the specification. */
export function hereRows(facts: HereFacts): readonly HereRow[] {
  return [
    ...Object.keys(namespaces).map((type) => row(`namespace ${type}`, whyNoNamespace(type, facts))),
    row('several ids in a user namespace', whyOneId(facts)),
    ...cgroupRows(facts),
    ...Object.keys(seccompActions).map((action) => row(action, whyNoAction(action, facts))),
    row('SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV', needsKernel(facts.kernel, 5, 19)),
    row(
      'apparmorProfile',
      facts.host.apparmor ? undefined : 'AppArmor is not enabled in this kernel',
    ),
    row('selinuxLabel', facts.host.selinux ? undefined : 'SELinux is not enabled in this kernel'),
    row('intelRdt', whyNoResctrl(facts)),
    row('id-mapped mounts', whyNoIdMappedMount(facts)),
    row('recursive mount options such as rro', needsKernel(facts.kernel, 5, 12)),
    row('netDevices', whyNoDevices(facts)),
    row('--systemd-cgroup', whyNoSystemd(facts)),
    row('checkpoint and restore', whyNoCriu(facts)),
  ];
}

/** The rows for people, in columns. */
export function hereTable(rows: readonly HereRow[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length)) + 2;
  const lines = rows.map(({ what, works, why }) =>
    `${what.padEnd(width)}${works ? 'yes' : `no   ${why}`}`.trimEnd(),
  );
  return [`${'WHAT'.padEnd(width)}WORKS`, ...lines, ''].join('\n');
}

function row(what: string, why: string | undefined): HereRow {
  return why === undefined ? { what, works: true } : { what, works: false, why };
}

function has({ host }: HereFacts, capability: keyof typeof capabilities): boolean {
  return ((host.capabilities >> BigInt(capabilities[capability])) & 1n) === 1n;
}

function whyNoNamespace(type: string, facts: HereFacts): string | undefined {
  const { known, limit } = facts.namespaces[type] ?? { known: false, limit: undefined };
  if (!known) return 'this kernel was built without it';
  if (limit === 0) return 'its number is limited to 0 below /proc/sys/user';
  if (has(facts, 'CAP_SYS_ADMIN')) return undefined;
  if (type === 'user') return facts.usersRefused;
  const refused = whyNoNamespace('user', facts);
  return refused === undefined ? undefined : `needs root or a user namespace: ${refused}`;
}

function whyOneId(facts: HereFacts): string | undefined {
  const refused = whyNoNamespace('user', facts);
  if (refused !== undefined) return refused;
  if (has(facts, 'CAP_SETUID') && has(facts, 'CAP_SETGID')) return undefined;
  if (facts.host.idMapHelpers === undefined) return 'newuidmap and newgidmap are not in PATH';
  return facts.subordinateIds ? undefined : '/etc/subuid and /etc/subgid have no ids for this user';
}

function cgroupRows({ host: { cgroup, uid } }: HereFacts): readonly HereRow[] {
  const { hierarchies, unified, writable, mode } = cgroup;
  const controllers = [...hierarchies, ...(unified === undefined ? [] : [unified])].flatMap(
    (hierarchy) => hierarchy.controllers,
  );
  const v1 = mode === 'v1' || mode === 'hybrid';
  const names = ['cpu', 'cpuset', 'memory', 'io', 'pids', 'hugetlb', 'rdma'];
  const delegated =
    'no cgroup is delegated to this user: see systemd.resource-control(5), Delegate=';
  const refused = uid === 0 ? 'the cgroup file systems are mounted read-only' : delegated;
  return [
    row('cgroup v1', v1 ? undefined : 'no controller is in a v1 hierarchy here'),
    row('cgroup v2', unified === undefined ? 'no unified hierarchy is mounted here' : undefined),
    row('cgroups of one’s own', writable ? undefined : refused),
    ...names.map((name) => {
      const there = controllers.includes(name === 'io' && v1 ? 'blkio' : name);
      const why = there ? refused : 'this kernel, or its command line, has it disabled';
      return row(`controller ${name}`, there && writable ? undefined : why);
    }),
  ];
}

/** The kernel's own word for an action: SCMP_ACT_KILL_PROCESS is `kill_process`. */
function whyNoAction(action: string, { seccompActions: known }: HereFacts): string | undefined {
  if (known === undefined) return 'this kernel was built without filters of system calls';
  const word = action.replace(/^SCMP_ACT_/, '').toLowerCase();
  const name = { kill: 'kill_thread', notify: 'user_notif' }[word] ?? word;
  return known.includes(name) ? undefined : 'this kernel does not have it';
}

function whyNoResctrl({ host }: HereFacts): string | undefined {
  return host.resctrl === undefined
    ? '/sys/fs/resctrl is not mounted, or the processor has no resource control'
    : undefined;
}

function whyNoIdMappedMount(facts: HereFacts): string | undefined {
  if (!has(facts, 'CAP_SYS_ADMIN') || facts.host.inUserNamespace) {
    return 'the kernel lets only root of the host map the ids of its file systems';
  }
  return needsKernel(facts.kernel, 5, 12);
}

function whyNoDevices(facts: HereFacts): string | undefined {
  if (has(facts, 'CAP_NET_ADMIN') && !facts.host.inUserNamespace) return undefined;
  return 'only root of the host may take a device from the network of the host';
}

function whyNoSystemd({ host: { systemd, cgroup } }: HereFacts): string | undefined {
  if (systemd === undefined) return 'systemd does not run here';
  if (systemd.user && cgroup.mode !== 'v2') {
    return 'the systemd of a user may make cgroups of version 2 alone';
  }
  if (systemd.socket !== undefined) return undefined;
  return systemd.user
    ? 'neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR leads to the systemd of this user'
    : 'neither the bus nor the socket of systemd is there';
}

function whyNoCriu(facts: HereFacts): string | undefined {
  if (facts.criu === undefined) return 'criu is not in PATH: install the package criu';
  return has(facts, 'CAP_SYS_ADMIN') && !facts.host.inUserNamespace
    ? undefined
    : 'criu needs root of the host to write and restore a container';
}
