import type { PhaseName } from '../../../plan/phases.ts';
import type { LinuxSeccomp, Process } from '../../../spec/config.ts';
import { seccompFlags } from '../../../spec/tables/seccomp.ts';

/** Flags that only the runtime sets. Source: linux/seccomp.h. */
const NEW_LISTENER = 0x08;

export function notifies({ syscalls = [] }: LinuxSeccomp): boolean {
  return syscalls.some(({ action }) => action === 'SCMP_ACT_NOTIFY');
}

/** Without noNewPrivileges the kernel wants CAP_SYS_ADMIN, which init loses while it sets itself up. */
export function isLoadedEarly(process: Process | undefined): boolean {
  return process?.noNewPrivileges !== true;
}

/**
 * The phase that loads the filter: as late as possible, so that a profile need not allow what the
 * runtime does; at the very end, or where its listener has to be handed over at create.
 */
export function loadPhase(seccomp: LinuxSeccomp, process: Process | undefined): PhaseName {
  if (isLoadedEarly(process)) return 'seccomp-privileged';
  return notifies(seccomp) ? 'seccomp-notify' : 'seccomp-last';
}

/** The flags of seccomp(2). Without a list, filters do not switch mitigations on that slow everything down, as with runc. */
export function loadFlags(seccomp: LinuxSeccomp): number {
  const { flags = ['SECCOMP_FILTER_FLAG_SPEC_ALLOW'] } = seccomp;
  const listening = notifies(seccomp);
  let bits = listening ? NEW_LISTENER : 0;
  for (const flag of flags) {
    // It is about waiting for an agent: without one the kernel refuses it.
    if (flag === 'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV' && !listening) continue;
    // It is about the other threads of the process, and init has one.
    if (flag === 'SECCOMP_FILTER_FLAG_TSYNC') continue;
    bits |= seccompFlags[flag];
  }
  return bits;
}

/** The flags that the profile asks for, with --debug. */
export function flagsRecord(seccomp: LinuxSeccomp): string {
  return `seccomp filter flags: ${loadFlags(seccomp) & ~NEW_LISTENER}`;
}
