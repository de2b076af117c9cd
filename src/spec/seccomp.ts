import type { Uint64 } from './integer.ts';

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
export type LinuxSeccompAction =
  | 'SCMP_ACT_KILL'
  | 'SCMP_ACT_KILL_PROCESS'
  | 'SCMP_ACT_KILL_THREAD'
  | 'SCMP_ACT_TRAP'
  | 'SCMP_ACT_ERRNO'
  | 'SCMP_ACT_TRACE'
  | 'SCMP_ACT_ALLOW'
  | 'SCMP_ACT_LOG'
  | 'SCMP_ACT_NOTIFY';

/** Source: config-linux.md#seccomp. */
export type LinuxSeccompOperator =
  | 'SCMP_CMP_NE'
  | 'SCMP_CMP_LT'
  | 'SCMP_CMP_LE'
  | 'SCMP_CMP_EQ'
  | 'SCMP_CMP_GE'
  | 'SCMP_CMP_GT'
  | 'SCMP_CMP_MASKED_EQ';

/** Source: config-linux.md#seccomp. */
export type LinuxSeccompFlag =
  | 'SECCOMP_FILTER_FLAG_TSYNC'
  | 'SECCOMP_FILTER_FLAG_LOG'
  | 'SECCOMP_FILTER_FLAG_SPEC_ALLOW'
  | 'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV';

/** Source: config-linux.md#seccomp. */
export type Arch =
  | 'SCMP_ARCH_X86'
  | 'SCMP_ARCH_X86_64'
  | 'SCMP_ARCH_X32'
  | 'SCMP_ARCH_ARM'
  | 'SCMP_ARCH_AARCH64'
  | 'SCMP_ARCH_MIPS'
  | 'SCMP_ARCH_MIPS64'
  | 'SCMP_ARCH_MIPS64N32'
  | 'SCMP_ARCH_MIPSEL'
  | 'SCMP_ARCH_MIPSEL64'
  | 'SCMP_ARCH_MIPSEL64N32'
  | 'SCMP_ARCH_PPC'
  | 'SCMP_ARCH_PPC64'
  | 'SCMP_ARCH_PPC64LE'
  | 'SCMP_ARCH_S390'
  | 'SCMP_ARCH_S390X'
  | 'SCMP_ARCH_PARISC'
  | 'SCMP_ARCH_PARISC64'
  | 'SCMP_ARCH_RISCV64'
  | 'SCMP_ARCH_LOONGARCH64'
  | 'SCMP_ARCH_M68K'
  | 'SCMP_ARCH_SH'
  | 'SCMP_ARCH_SHEB';
