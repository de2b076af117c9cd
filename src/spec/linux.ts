import type { Int64 } from './integer.ts';
import type { LinuxIDMapping } from './mounts.ts';
import type { LinuxResources } from './resources.ts';
import type { LinuxSeccomp } from './seccomp.ts';

/** What only Linux has. Source: config-linux.md. */
export interface Linux {
  readonly uidMappings?: readonly LinuxIDMapping[];
  readonly gidMappings?: readonly LinuxIDMapping[];
  /** Names with dots or slashes, such as `net.ipv4.ip_forward`. */
  readonly sysctl?: Readonly<Record<string, string>>;
  readonly resources?: LinuxResources;
  readonly cgroupsPath?: string;
  readonly namespaces?: readonly LinuxNamespace[];
  readonly devices?: readonly LinuxDevice[];
  /** By the name of the device in the runtime's network namespace. */
  readonly netDevices?: Readonly<Record<string, LinuxNetDevice>>;
  readonly seccomp?: LinuxSeccomp;
  readonly rootfsPropagation?: RootfsPropagation;
  readonly maskedPaths?: readonly string[];
  readonly readonlyPaths?: readonly string[];
  readonly mountLabel?: string;
  readonly intelRdt?: LinuxIntelRdt;
  readonly memoryPolicy?: LinuxMemoryPolicy;
  readonly personality?: LinuxPersonality;
  readonly timeOffsets?: LinuxTimeOffsets;
}

/** Source: config-linux.md#namespaces. */
export type LinuxNamespaceType =
  | 'pid'
  | 'network'
  | 'mount'
  | 'ipc'
  | 'uts'
  | 'user'
  | 'cgroup'
  | 'time';

/** A namespace to make, or with `path` (absolute) to join. Source: config-linux.md#namespaces. */
export interface LinuxNamespace {
  readonly type: LinuxNamespaceType;
  readonly path?: string;
}

/** Offsets of the clocks of a new time namespace. Source: config-linux.md#offset-for-time-namespace. */
export interface LinuxTimeOffsets {
  readonly boottime?: LinuxTimeOffset;
  readonly monotonic?: LinuxTimeOffset;
}

/** Source: config-linux.md#offset-for-time-namespace. */
export interface LinuxTimeOffset {
  readonly secs?: Int64;
  readonly nanosecs?: number;
}

/** A device node to make. Source: config-linux.md#devices. */
export interface LinuxDevice {
  /** The full path in the container. */
  readonly path: string;
  /** Character, block, unbuffered character (the same as `c`), or a FIFO. */
  readonly type: 'c' | 'b' | 'u' | 'p';
  /** Always there unless `type` is `p`. */
  readonly major?: Int64;
  /** Always there unless `type` is `p`. */
  readonly minor?: Int64;
  readonly fileMode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** `name` is the device's name in the container; where it is absent, the name stays. Source: config-linux.md#network-devices. */
export interface LinuxNetDevice {
  readonly name?: string;
}

/**
 * The propagation of the root mount. The specification names the four without `r`; Docker writes the recursive names,
 * and every runtime accepts them. Source: config-linux.md#rootfs-mount-propagation.
 */
export type RootfsPropagation =
  | 'shared'
  | 'slave'
  | 'private'
  | 'unbindable'
  | 'rshared'
  | 'rslave'
  | 'rprivate'
  | 'runbindable';

/** Source: config-linux.md#intelrdt. */
export interface LinuxIntelRdt {
  /** Where it is absent, the container's id. */
  readonly closID?: string;
  /** Lines for the file `schemata`, written after those of the two fields below. */
  readonly schemata?: readonly string[];
  readonly l3CacheSchema?: string;
  readonly memBwSchema?: string;
  readonly enableMonitoring?: boolean;
}

/** Source: config-linux.md#memory-policy. */
export type MemoryPolicyMode =
  | 'MPOL_DEFAULT'
  | 'MPOL_BIND'
  | 'MPOL_INTERLEAVE'
  | 'MPOL_WEIGHTED_INTERLEAVE'
  | 'MPOL_PREFERRED'
  | 'MPOL_PREFERRED_MANY'
  | 'MPOL_LOCAL';

/** Source: config-linux.md#memory-policy. */
export type MemoryPolicyFlag =
  | 'MPOL_F_NUMA_BALANCING'
  | 'MPOL_F_RELATIVE_NODES'
  | 'MPOL_F_STATIC_NODES';

/** What set_mempolicy(2) gets; `nodes` is a list such as `0-3,7`. Source: config-linux.md#memory-policy. */
export interface LinuxMemoryPolicy {
  readonly mode: MemoryPolicyMode;
  readonly nodes?: string;
  readonly flags?: readonly MemoryPolicyFlag[];
}

/** Source: config-linux.md#personality. */
export type LinuxPersonalityDomain = 'LINUX' | 'LINUX32';

/** The specification defines no flag yet. Source: config-linux.md#personality. */
export interface LinuxPersonality {
  readonly domain: LinuxPersonalityDomain;
  readonly flags?: readonly string[];
}
