import { errno } from '../../../lib/errno.ts';
import type { LinuxSeccomp, LinuxSeccompAction, LinuxSyscall } from '../../../spec/config.ts';

/** From this many rules on, a binary tree of the system calls is faster than a list of them. */
const treeWorthwhile = 32;

/** Whether the value of an action carries a number beside it. */
export function carriesErrno(action: LinuxSeccompAction): boolean {
  return action === 'SCMP_ACT_ERRNO' || action === 'SCMP_ACT_TRACE';
}

/** A profile in the form that native/seccomp-profile.h defines: one statement a line, the same for the same profile. */
export function profileText(seccomp: LinuxSeccomp): string {
  const { defaultAction, defaultErrnoRet, architectures = [], syscalls = [] } = seccomp;
  const byDefault = effect(defaultAction, defaultErrnoRet);
  const rules = syscalls.flatMap((syscall) => rulesOf(syscall, byDefault));
  return [
    `default ${byDefault}`,
    ...new Set(architectures.map((name) => `arch ${architectureName(name)}`)),
    ...(rules.length > treeWorthwhile ? ['attr optimize 2'] : []),
    ...rules,
    '',
  ].join('\n');
}

/** A rule that does what happens anyway is left out: libseccomp refuses it. */
function rulesOf(
  { names, action, errnoRet, args = [] }: LinuxSyscall,
  byDefault: string,
): readonly string[] {
  const what = effect(action, errnoRet);
  if (what === byDefault) return [];
  const conditions = args.map(({ index, op, value, valueTwo }) =>
    [index, operatorName(op), value, ...(valueTwo === undefined ? [] : [valueTwo])].join(':'),
  );
  return names.map((name) => ['rule', what, name, ...conditions].join(' '));
}

/** Action and number as the profile writes them. KILL is an old name of KILL_THREAD. */
function effect(action: LinuxSeccompAction, errnoRet: number | undefined): string {
  const name = action === 'SCMP_ACT_KILL' ? 'KILL_THREAD' : action.slice('SCMP_ACT_'.length);
  return `${name} ${carriesErrno(action) ? (errnoRet ?? errno.EPERM) : 0}`;
}

function architectureName(name: string): string {
  return name.slice('SCMP_ARCH_'.length).toLowerCase();
}

function operatorName(name: string): string {
  return name.slice('SCMP_CMP_'.length);
}
