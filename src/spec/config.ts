import type { Hooks } from './hooks.ts';
import type { Linux } from './linux.ts';
import type { Mount, Root } from './mounts.ts';
import type { Process } from './process.ts';

export type { Hook, HookName, Hooks } from './hooks.ts';
export type { Int64, Uint64 } from './integer.ts';
export type {
  Linux,
  LinuxDevice,
  LinuxIntelRdt,
  LinuxMemoryPolicy,
  LinuxNamespace,
  LinuxNamespaceType,
  LinuxNetDevice,
  LinuxPersonality,
  LinuxPersonalityDomain,
  LinuxTimeOffset,
  LinuxTimeOffsets,
  MemoryPolicyFlag,
  MemoryPolicyMode,
  RootfsPropagation,
} from './linux.ts';
export type { LinuxIDMapping, Mount, Root } from './mounts.ts';
export type {
  Box,
  CPUAffinity,
  IOPriorityClass,
  LinuxCapabilities,
  LinuxCapabilitySet,
  LinuxIOPriority,
  LinuxSchedulerFlag,
  LinuxSchedulerPolicy,
  POSIXRlimit,
  Process,
  Scheduler,
  User,
} from './process.ts';
export type {
  LinuxBlockIO,
  LinuxBlockIODevice,
  LinuxCPU,
  LinuxDeviceCgroup,
  LinuxHugepageLimit,
  LinuxInterfacePriority,
  LinuxMemory,
  LinuxNetwork,
  LinuxPids,
  LinuxRdma,
  LinuxResources,
  LinuxThrottleDevice,
  LinuxWeightDevice,
} from './resources.ts';
export type {
  Arch,
  LinuxSeccomp,
  LinuxSeccompAction,
  LinuxSeccompArg,
  LinuxSeccompFlag,
  LinuxSeccompOperator,
  LinuxSyscall,
} from './seccomp.ts';

/**
 * `config.json`: what the container is, as runtime-spec 1.3 defines it for Linux. A property that is not named here
 * must be ignored. Source: config.md.
 */
export interface Spec {
  /** The version of the specification that the bundle follows, in SemVer 2.0.0 form. */
  readonly ociVersion: string;
  /** Needed by `start`. */
  readonly process?: Process;
  /** Needed on Linux. */
  readonly root?: Root;
  readonly hostname?: string;
  readonly domainname?: string;
  readonly mounts?: readonly Mount[];
  readonly hooks?: Hooks;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly linux?: Linux;
}
