import type { HereFacts, NamespaceFacts } from '../fields/here-facts.ts';
import { kindOf, readTextIfThere } from './files.ts';
import { findProgram } from './find-program.ts';
import { probeFacts } from './probe-facts.ts';
import { userNames } from './user-names.ts';

/**
 * Reads what `features --here` judges by; procNames: the file of each kind of namespace in
 * `/proc/PID/ns`. Nothing is tried out: the planner changes nothing.
 */
export function probeHere(procNames: Readonly<Record<string, string>>): HereFacts {
  const host = probeFacts('/');
  const kinds = Object.entries(procNames).map(
    ([type, procName]) => [type, namespaceFacts(procName)] as const,
  );
  return {
    host,
    kernel: readTextIfThere('/proc/sys/kernel/osrelease')?.trim() ?? '',
    namespaces: Object.fromEntries(kinds),
    usersRefused: whyUsersAreRefused(),
    seccompActions: readTextIfThere('/proc/sys/kernel/seccomp/actions_avail')?.trim().split(' '),
    subordinateIds: hasSubordinateIds(host.uid),
    criu: findProgram('criu'),
  };
}

function namespaceFacts(procName: string): NamespaceFacts {
  const text = readTextIfThere(`/proc/sys/user/max_${procName}_namespaces`);
  return {
    known: kindOf(`/proc/self/ns/${procName}`) !== 'missing',
    limit: text === undefined ? undefined : Number(text),
  };
}

/** Settings of Debian and Ubuntu that keep ordinary users from user namespaces. */
function whyUsersAreRefused(): string | undefined {
  const off = (path: string, value: string): boolean => readTextIfThere(path)?.trim() === value;
  if (off('/proc/sys/kernel/unprivileged_userns_clone', '0')) {
    return 'the sysctl kernel.unprivileged_userns_clone is 0';
  }
  if (off('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1')) {
    return 'the sysctl kernel.apparmor_restrict_unprivileged_userns is 1';
  }
  return undefined;
}

function hasSubordinateIds(uid: number): boolean {
  const names = new Set([String(uid), userNames(String)(uid)]);
  return ['/etc/subuid', '/etc/subgid'].every((path) =>
    (readTextIfThere(path) ?? '').split('\n').some((line) => names.has(line.split(':')[0] ?? '')),
  );
}
