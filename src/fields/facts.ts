import type { CgroupFacts } from '../cgroup/facts.ts';
import type { SystemdManager } from '../cgroup/systemd/facts.ts';

/** What the planner has read about the host before it plans; fields never look themselves. */
export interface HostFacts {
  /** RFC 3339, nanoseconds. */
  readonly now: string;
  /** Effective ids of the caller. */
  readonly uid: number;
  readonly gid: number;
  /** The caller's effective capabilities, one bit each. */
  readonly capabilities: bigint;
  /** Not the initial user namespace. */
  readonly inUserNamespace: boolean;
  readonly machine: 'x86_64' | 'aarch64';
  readonly cgroup: CgroupFacts;
  /** Those of the container's cgroup directories that exist before it is made. */
  readonly foundCgroups: readonly string[];
  /** The service manager that serves the caller; undefined: systemd does not run here. */
  readonly systemd: SystemdManager | undefined;
  readonly apparmor: boolean;
  readonly selinux: boolean;
  /** The page sizes of /sys/kernel/mm/hugepages as the specification writes them: `2MB`. */
  readonly hugePageSizes: readonly string[];
  /** Where resctrl is mounted, with the `schemata` of its groups by their names (`/` is the root); undefined: nowhere. */
  readonly resctrl:
    | { readonly path: string; readonly groups: Readonly<Record<string, string>> }
    | undefined;
  /** newuidmap and newgidmap, where an ordinary user needs and has them. */
  readonly idMapHelpers: { readonly uid: string; readonly gid: string } | undefined;
  /** The real path of the bundle's root, and what is there. */
  readonly root: { readonly path: string; readonly kind: 'directory' | 'other' | 'missing' };
}
