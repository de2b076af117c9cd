// Generated from schemas/config*.json by hack/gen-spec-types.ts. Do not edit.
import type { Int64, Uint64 } from './integer.ts';

/** `config.json`: what the container is, as runtime-spec 1.3 defines it for Linux. Other properties must be ignored. Source: config.md#configuration. */
export interface Spec {
  /** The version of the specification that the bundle follows, in SemVer 2.0.0 form. */
  readonly ociVersion: string;
  readonly root?: Root;
  readonly mounts?: readonly Mount[];
  /** Needed by `start`. */
  readonly process?: Process;
  readonly hostname?: string;
  readonly domainname?: string;
  readonly hooks?: Hooks;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly linux?: Linux;
}

/** The root filesystem, needed on Linux. `path` is absolute or relative to the bundle. Source: config.md#root. */
export interface Root {
  readonly path: string;
  readonly readonly?: boolean;
}

/** One mount; mounts are made in the listed order. Source: config.md#mounts. */
export interface Mount {
  /** Path in the container; a relative one is deprecated and is relative to `/`. */
  readonly destination: string;
  readonly type?: string;
  /** A device, a dummy, or for a bind mount a path, absolute or relative to the bundle. */
  readonly source?: string;
  /** Names of the table in config.md#linux-mount-options; every other one goes to the filesystem. */
  readonly options?: readonly string[];
  readonly uidMappings?: readonly LinuxIDMapping[];
  readonly gidMappings?: readonly LinuxIDMapping[];
}

/** A range of ids: `size` ids from `hostID` on appear from `containerID` on. Source: config.md#posix-platform-mounts. */
export interface LinuxIDMapping {
  readonly containerID: number;
  readonly hostID: number;
  readonly size: number;
}

/** The container process. Source: config.md#process. */
export interface Process {
  readonly terminal?: boolean;
  readonly consoleSize?: Box;
  readonly user?: User;
  /** At least one entry is needed to start a process. */
  readonly args?: readonly string[];
  /** Windows only. */
  readonly commandLine?: string;
  readonly env?: readonly string[];
  /** An absolute path in the container. */
  readonly cwd: string;
  readonly rlimits?: readonly POSIXRlimit[];
  readonly noNewPrivileges?: boolean;
  readonly apparmorProfile?: string;
  readonly selinuxLabel?: string;
  /** -1000 to 1000; where it is absent, the value must not be changed. */
  readonly oomScoreAdj?: number;
  readonly capabilities?: LinuxCapabilities;
  readonly scheduler?: Scheduler;
  readonly ioPriority?: LinuxIOPriority;
  readonly execCPUAffinity?: CPUAffinity;
}

/** The size of the terminal in characters; ignored unless `terminal` is true. Source: config.md#process. */
export interface Box {
  readonly height: Uint64;
  readonly width: Uint64;
}

/** The user in the container's user namespace; an absent uid or gid is 0. Source: config.md#posix-platform-user. */
export interface User {
  readonly uid?: number;
  readonly gid?: number;
  /** Where it is absent, the umask must not be changed. */
  readonly umask?: number;
  readonly additionalGids?: readonly number[];
  /** Windows only. */
  readonly username?: string;
}

/** A limit of getrlimit(2); `type` is a name such as `RLIMIT_NOFILE`. Source: config.md#posix-process. */
export interface POSIXRlimit {
  readonly type: string;
  readonly soft: Uint64;
  readonly hard: Uint64;
}

/** The five sets of capabilities, by names such as `CAP_CHOWN`. Source: config.md#linux-process. */
export interface LinuxCapabilities {
  readonly bounding?: readonly string[];
  readonly effective?: readonly string[];
  readonly inheritable?: readonly string[];
  readonly permitted?: readonly string[];
  readonly ambient?: readonly string[];
}

/** Attributes for sched_setattr(2); an absent number is 0. Source: config.md#linux-process. */
export interface Scheduler {
  readonly policy: LinuxSchedulerPolicy;
  readonly nice?: number;
  readonly priority?: number;
  readonly flags?: readonly LinuxSchedulerFlag[];
  /** Nanoseconds, SCHED_DEADLINE only. */
  readonly runtime?: Uint64;
  /** Nanoseconds, SCHED_DEADLINE only. */
  readonly deadline?: Uint64;
  /** Nanoseconds, SCHED_DEADLINE only. */
  readonly period?: Uint64;
}

/** Source: config.md#linux-process. */
export type LinuxSchedulerPolicy = 'SCHED_OTHER' | 'SCHED_FIFO' | 'SCHED_RR' | 'SCHED_BATCH' | 'SCHED_ISO' | 'SCHED_IDLE' | 'SCHED_DEADLINE';

/** Source: config.md#linux-process. */
export type LinuxSchedulerFlag = 'SCHED_FLAG_RESET_ON_FORK' | 'SCHED_FLAG_RECLAIM' | 'SCHED_FLAG_DL_OVERRUN' | 'SCHED_FLAG_KEEP_POLICY' | 'SCHED_FLAG_KEEP_PARAMS' | 'SCHED_FLAG_UTIL_CLAMP_MIN' | 'SCHED_FLAG_UTIL_CLAMP_MAX';

/** `priority` goes from 0 (highest) to 7 (lowest); the idle class has no levels, and may leave it out. Source: config.md#linux-process. */
export interface LinuxIOPriority {
  readonly class: IOPriorityClass;
  readonly priority?: number;
}

/** Source: config.md#linux-process. */
export type IOPriorityClass = 'IOPRIO_CLASS_RT' | 'IOPRIO_CLASS_BE' | 'IOPRIO_CLASS_IDLE';

/** Lists of CPUs such as `0-3,7`, for `exec` only, never for the container's init. Source: config.md#linux-process. */
export interface CPUAffinity {
  /** Before the move to the container's cgroup. */
  readonly initial?: string;
  /** After it; absent or empty leaves the affinity to the kernel. */
  readonly final?: string;
}

/** The hooks by the point at which they run, each list in its order. Source: config.md#posix-platform-hooks. */
export interface Hooks {
  /** Deprecated by the specification, run before `createRuntime`. */
  readonly prestart?: readonly Hook[];
  readonly createRuntime?: readonly Hook[];
  readonly createContainer?: readonly Hook[];
  readonly startContainer?: readonly Hook[];
  readonly poststart?: readonly Hook[];
  readonly poststop?: readonly Hook[];
}

/** A command run at one point of the life cycle. Source: config.md#posix-platform-hooks. */
export interface Hook {
  /** An absolute path. */
  readonly path: string;
  /** `argv`, its first entry included. */
  readonly args?: readonly string[];
  readonly env?: readonly string[];
  /** Seconds, at least 1. */
  readonly timeout?: number;
}

/** What only Linux has. Source: config-linux.md. */
export interface Linux {
  readonly namespaces?: readonly LinuxNamespace[];
  readonly uidMappings?: readonly LinuxIDMapping[];
  readonly gidMappings?: readonly LinuxIDMapping[];
  readonly timeOffsets?: LinuxTimeOffsets;
  readonly devices?: readonly LinuxDevice[];
  /** By the name of the device in the runtime's network namespace. */
  readonly netDevices?: Readonly<Record<string, LinuxNetDevice>>;
  readonly cgroupsPath?: string;
  readonly resources?: LinuxResources;
  readonly intelRdt?: LinuxIntelRdt;
  readonly memoryPolicy?: LinuxMemoryPolicy;
  /** Names with dots or slashes, such as `net.ipv4.ip_forward`. */
  readonly sysctl?: Readonly<Record<string, string>>;
  readonly seccomp?: LinuxSeccomp;
  readonly rootfsPropagation?: RootfsPropagation;
  readonly maskedPaths?: readonly string[];
  readonly readonlyPaths?: readonly string[];
  readonly mountLabel?: string;
  readonly personality?: LinuxPersonality;
}

/** A namespace to make, or with `path` (absolute) to join. Source: config-linux.md#namespaces. */
export interface LinuxNamespace {
  readonly type: LinuxNamespaceType;
  readonly path?: string;
}

/** Source: config-linux.md#namespaces. */
export type LinuxNamespaceType = 'pid' | 'network' | 'mount' | 'ipc' | 'uts' | 'user' | 'cgroup' | 'time';

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

/** What the container may use. Source: config-linux.md#control-groups. */
export interface LinuxResources {
  /** Rules applied in the listed order. */
  readonly devices?: readonly LinuxDeviceCgroup[];
  readonly memory?: LinuxMemory;
  readonly cpu?: LinuxCPU;
  readonly pids?: LinuxPids;
  readonly blockIO?: LinuxBlockIO;
  readonly hugepageLimits?: readonly LinuxHugepageLimit[];
  readonly network?: LinuxNetwork;
  /** By the name of the device. */
  readonly rdma?: Readonly<Record<string, LinuxRdma>>;
  /** Files of cgroup v2 and what to write to them. */
  readonly unified?: Readonly<Record<string, string>>;
}

/** A rule of the device controller. Source: config-linux.md#allowed-device-list. */
export interface LinuxDeviceCgroup {
  readonly allow: boolean;
  /** `a` (all) where absent. */
  readonly type?: 'a' | 'c' | 'b';
  /** Any number where absent. */
  readonly major?: Int64;
  /** Any number where absent. */
  readonly minor?: Int64;
  /** Letters of `rwm`; an `a` beside them, which some documents have, says nothing. */
  readonly access?: string;
}

/** Bytes; -1 means no limit. Source: config-linux.md#memory. */
export interface LinuxMemory {
  readonly limit?: Int64;
  readonly reservation?: Int64;
  /** Memory and swap together. */
  readonly swap?: Int64;
  /** Deprecated: the kernel has no such limit since 5.4. */
  readonly kernel?: Int64;
  readonly kernelTCP?: Int64;
  /** 0 to 100. */
  readonly swappiness?: Uint64;
  readonly disableOOMKiller?: boolean;
  readonly useHierarchy?: boolean;
  /** Refuse a new limit that is lower than what is in use. */
  readonly checkBeforeUpdate?: boolean;
}

/** Times in microseconds. Source: config-linux.md#cpu. */
export interface LinuxCPU {
  readonly shares?: Uint64;
  /** Negative for no limit. */
  readonly quota?: Int64;
  readonly burst?: Uint64;
  readonly period?: Uint64;
  readonly realtimeRuntime?: Int64;
  readonly realtimePeriod?: Uint64;
  /** A list such as `0-3,7`. */
  readonly cpus?: string;
  /** A list such as `0-3,7`. */
  readonly mems?: string;
  /** 1 makes the cgroup SCHED_IDLE. */
  readonly idle?: Int64;
}

/** Source: config-linux.md#pids. */
export interface LinuxPids {
  /** -1 for no limit; where it is absent, nothing is asked. */
  readonly limit?: Int64;
}

/** Weights go from 10 to 1000. Source: config-linux.md#block-io. */
export interface LinuxBlockIO {
  readonly weight?: number;
  readonly leafWeight?: number;
  readonly weightDevice?: readonly LinuxWeightDevice[];
  readonly throttleReadBpsDevice?: readonly LinuxThrottleDevice[];
  readonly throttleWriteBpsDevice?: readonly LinuxThrottleDevice[];
  readonly throttleReadIOPSDevice?: readonly LinuxThrottleDevice[];
  readonly throttleWriteIOPSDevice?: readonly LinuxThrottleDevice[];
}

/** Source: config-linux.md#block-io. */
export interface LinuxWeightDevice {
  readonly major: Int64;
  readonly minor: Int64;
  readonly weight?: number;
  readonly leafWeight?: number;
}

/** `rate` is bytes or operations a second. Source: config-linux.md#block-io. */
export interface LinuxThrottleDevice {
  readonly major: Int64;
  readonly minor: Int64;
  readonly rate: Uint64;
}

/** `pageSize` reads like `2MB`; `limit` is in bytes. Source: config-linux.md#huge-page-limits. */
export interface LinuxHugepageLimit {
  readonly pageSize: string;
  readonly limit: Uint64;
}

/** Source: config-linux.md#network. */
export interface LinuxNetwork {
  readonly classID?: number;
  readonly priorities?: readonly LinuxInterfacePriority[];
}

/** Source: config-linux.md#network. */
export interface LinuxInterfacePriority {
  readonly name: string;
  readonly priority: number;
}

/** At least one of the two is meant to be there. Source: config-linux.md#rdma. */
export interface LinuxRdma {
  readonly hcaHandles?: number;
  readonly hcaObjects?: number;
}

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

/** What set_mempolicy(2) gets; `nodes` is a list such as `0-3,7`. Source: config-linux.md#memory-policy. */
export interface LinuxMemoryPolicy {
  readonly mode: MemoryPolicyMode;
  readonly nodes?: string;
  readonly flags?: readonly MemoryPolicyFlag[];
}

/** Source: config-linux.md#memory-policy. */
export type MemoryPolicyMode = 'MPOL_DEFAULT' | 'MPOL_BIND' | 'MPOL_INTERLEAVE' | 'MPOL_WEIGHTED_INTERLEAVE' | 'MPOL_PREFERRED' | 'MPOL_PREFERRED_MANY' | 'MPOL_LOCAL';

/** Source: config-linux.md#memory-policy. */
export type MemoryPolicyFlag = 'MPOL_F_NUMA_BALANCING' | 'MPOL_F_RELATIVE_NODES' | 'MPOL_F_STATIC_NODES';

/** Which system calls are let through. Source: config-linux.md#seccomp. */
export interface LinuxSeccomp {
  readonly defaultAction: LinuxSeccompAction;
  /** For actions that carry an errno; EPERM where absent. */
  readonly defaultErrnoRet?: number;
  readonly architectures?: readonly Arch[];
  readonly flags?: readonly LinuxSeccompFlag[];
  /** The socket that gets the descriptor when an action is SCMP_ACT_NOTIFY. */
  readonly listenerPath?: string;
  /** Passed on as it is; needs `listenerPath`. */
  readonly listenerMetadata?: string;
  readonly syscalls?: readonly LinuxSyscall[];
}

/** Source: config-linux.md#seccomp. */
export type LinuxSeccompAction = 'SCMP_ACT_KILL' | 'SCMP_ACT_KILL_PROCESS' | 'SCMP_ACT_KILL_THREAD' | 'SCMP_ACT_TRAP' | 'SCMP_ACT_ERRNO' | 'SCMP_ACT_TRACE' | 'SCMP_ACT_ALLOW' | 'SCMP_ACT_LOG' | 'SCMP_ACT_NOTIFY';

/** Source: config-linux.md#seccomp. */
export type Arch = 'SCMP_ARCH_X86' | 'SCMP_ARCH_X86_64' | 'SCMP_ARCH_X32' | 'SCMP_ARCH_ARM' | 'SCMP_ARCH_AARCH64' | 'SCMP_ARCH_MIPS' | 'SCMP_ARCH_MIPS64' | 'SCMP_ARCH_MIPS64N32' | 'SCMP_ARCH_MIPSEL' | 'SCMP_ARCH_MIPSEL64' | 'SCMP_ARCH_MIPSEL64N32' | 'SCMP_ARCH_PPC' | 'SCMP_ARCH_PPC64' | 'SCMP_ARCH_PPC64LE' | 'SCMP_ARCH_S390' | 'SCMP_ARCH_S390X' | 'SCMP_ARCH_PARISC' | 'SCMP_ARCH_PARISC64' | 'SCMP_ARCH_RISCV64' | 'SCMP_ARCH_LOONGARCH64' | 'SCMP_ARCH_M68K' | 'SCMP_ARCH_SH' | 'SCMP_ARCH_SHEB';

/** Source: config-linux.md#seccomp. */
export type LinuxSeccompFlag = 'SECCOMP_FILTER_FLAG_TSYNC' | 'SECCOMP_FILTER_FLAG_LOG' | 'SECCOMP_FILTER_FLAG_SPEC_ALLOW' | 'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV';

/** One rule. Source: config-linux.md#seccomp. */
export interface LinuxSyscall {
  readonly names: readonly string[];
  readonly action: LinuxSeccompAction;
  readonly errnoRet?: number;
  readonly args?: readonly LinuxSeccompArg[];
}

/** A condition on one argument; `valueTwo` is the compared value of SCMP_CMP_MASKED_EQ. Source: config-linux.md#seccomp. */
export interface LinuxSeccompArg {
  readonly index: number;
  readonly value: Uint64;
  readonly valueTwo?: Uint64;
  readonly op: LinuxSeccompOperator;
}

/** Source: config-linux.md#seccomp. */
export type LinuxSeccompOperator = 'SCMP_CMP_NE' | 'SCMP_CMP_LT' | 'SCMP_CMP_LE' | 'SCMP_CMP_EQ' | 'SCMP_CMP_GE' | 'SCMP_CMP_GT' | 'SCMP_CMP_MASKED_EQ';

/** The propagation of the root mount. The specification names the four without `r`; Docker writes the recursive names, and every runtime accepts them. Source: config-linux.md#rootfs-mount-propagation. */
export type RootfsPropagation = 'shared' | 'slave' | 'private' | 'unbindable' | 'rshared' | 'rslave' | 'rprivate' | 'runbindable';

/** The specification defines no flag yet. Source: config-linux.md#personality. */
export interface LinuxPersonality {
  readonly domain: LinuxPersonalityDomain;
  readonly flags?: readonly string[];
}

/** Source: config-linux.md#personality. */
export type LinuxPersonalityDomain = 'LINUX' | 'LINUX32';
