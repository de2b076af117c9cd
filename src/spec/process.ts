import type { Uint64 } from './integer.ts';

/** The container process. Source: config.md#process. */
export interface Process {
  readonly terminal?: boolean;
  /** Ignored unless `terminal` is true. */
  readonly consoleSize?: Box;
  /** Where it is absent, uid 0 and gid 0 are meant. */
  readonly user?: User;
  /** At least one entry is needed to start a process. */
  readonly args?: readonly string[];
  /** Windows only. */
  readonly commandLine?: string;
  readonly env?: readonly string[];
  /** An absolute path in the container. */
  readonly cwd: string;
  readonly capabilities?: LinuxCapabilities;
  readonly rlimits?: readonly POSIXRlimit[];
  readonly noNewPrivileges?: boolean;
  readonly apparmorProfile?: string;
  /** -1000 to 1000; where it is absent, the value must not be changed. */
  readonly oomScoreAdj?: number;
  readonly scheduler?: Scheduler;
  readonly selinuxLabel?: string;
  readonly ioPriority?: LinuxIOPriority;
  /** Applies to `exec` only, never to the container's init. */
  readonly execCPUAffinity?: CPUAffinity;
}

/** The size of the terminal in characters. Source: config.md#process. */
export interface Box {
  readonly height: Uint64;
  readonly width: Uint64;
}

/** The user in the container's user namespace. An absent uid or gid is 0. Source: config.md#posix-platform-user. */
export interface User {
  readonly uid?: number;
  readonly gid?: number;
  /** Where it is absent, the umask must not be changed. */
  readonly umask?: number;
  readonly additionalGids?: readonly number[];
  /** Windows only. */
  readonly username?: string;
}

/** The five sets of capabilities, by names such as `CAP_CHOWN`. Source: config.md#linux-process. */
export interface LinuxCapabilities {
  readonly bounding?: readonly string[];
  readonly effective?: readonly string[];
  readonly inheritable?: readonly string[];
  readonly permitted?: readonly string[];
  readonly ambient?: readonly string[];
}

/** The name of a set of capabilities. */
export type LinuxCapabilitySet = keyof LinuxCapabilities;

/** A limit of getrlimit(2); `type` is a name such as `RLIMIT_NOFILE`. Source: config.md#posix-process. */
export interface POSIXRlimit {
  readonly type: string;
  readonly hard: Uint64;
  readonly soft: Uint64;
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
export type LinuxSchedulerPolicy =
  | 'SCHED_OTHER'
  | 'SCHED_FIFO'
  | 'SCHED_RR'
  | 'SCHED_BATCH'
  | 'SCHED_ISO'
  | 'SCHED_IDLE'
  | 'SCHED_DEADLINE';

/** Source: config.md#linux-process. */
export type LinuxSchedulerFlag =
  | 'SCHED_FLAG_RESET_ON_FORK'
  | 'SCHED_FLAG_RECLAIM'
  | 'SCHED_FLAG_DL_OVERRUN'
  | 'SCHED_FLAG_KEEP_POLICY'
  | 'SCHED_FLAG_KEEP_PARAMS'
  | 'SCHED_FLAG_UTIL_CLAMP_MIN'
  | 'SCHED_FLAG_UTIL_CLAMP_MAX';

/** Source: config.md#linux-process. */
export type IOPriorityClass = 'IOPRIO_CLASS_RT' | 'IOPRIO_CLASS_BE' | 'IOPRIO_CLASS_IDLE';

/** `priority` goes from 0 (highest) to 7 (lowest). Source: config.md#linux-process. */
export interface LinuxIOPriority {
  readonly class: IOPriorityClass;
  readonly priority: number;
}

/** Lists of CPUs such as `0-3,7`. Source: config.md#linux-process. */
export interface CPUAffinity {
  /** Before the move to the container's cgroup. */
  readonly initial?: string;
  /** After it; absent or empty leaves the affinity to the kernel. */
  readonly final?: string;
}
