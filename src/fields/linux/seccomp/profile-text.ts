import { errno } from '../../../lib/errno.ts';
import type { LinuxSeccomp, LinuxSeccompAction, LinuxSyscall } from '../../../spec/config.ts';

/** Whether the value of an action carries a number beside it. */
export function carriesErrno(action: LinuxSeccompAction): boolean {
  return action === 'SCMP_ACT_ERRNO' || action === 'SCMP_ACT_TRACE';
}

/**
 * A profile in the form that native/seccomp-profile.h defines: one statement a line, the same for the
 * same profile. strict: a system call that libseccomp does not know is an error, and is not left out.
 */
export function profileText(seccomp: LinuxSeccomp, strict = false): string {
  const { defaultAction, defaultErrnoRet, architectures = [], syscalls = [] } = seccomp;
  return [
    `default ${effect(defaultAction, defaultErrnoRet)}`,
    ...(strict ? ['strict'] : []),
    ...new Set(architectures.map((name) => `arch ${architectureName(name)}`)),
    ...syscalls.flatMap(rulesOf),
    '',
  ].join('\n');
}

/** One rule a name. Rules that do what happens anyway stay: they tell which system calls the profile knows. */
function rulesOf({ names, action, errnoRet, args = [] }: LinuxSyscall): readonly string[] {
  const conditions = args.map(({ index, op, value, valueTwo }) =>
    [index, operatorName(op), value, ...(valueTwo === undefined ? [] : [valueTwo])].join(':'),
  );
  const head = `rule ${effect(action, errnoRet)}`;
  const tail = conditions.map((condition) => ` ${condition}`).join('');
  return names.map((name) => `${head} ${name}${tail}`);
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
