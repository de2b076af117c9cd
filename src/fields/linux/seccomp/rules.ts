import type { Fault } from '../../../errors/fault.ts';
import type { LinuxSeccomp, LinuxSeccompAction, LinuxSyscall } from '../../../spec/config.ts';
import { below, hasNul, quote } from '../../quote.ts';
import { carriesErrno } from './profile-text.ts';
import { notifies } from './program.ts';

const pointer = '/linux/seccomp';
const section = 'config-linux.md#seccomp';

/** The kernel's MAX_ERRNO; a tracer gets 16 bits. */
const highestErrno = 4095;
const highestTrace = 65_535;
const highestArgument = 5;

/** By these init hands the number of its listener to the runtime: waiting for an agent there would never end. */
const neededForHandover: ReadonlySet<string> = new Set(['write', 'sendmsg']);

export function seccompFaults(seccomp: LinuxSeccomp): readonly Fault[] {
  const { defaultAction, defaultErrnoRet, syscalls = [] } = seccomp;
  const faults: Fault[] = [];
  if (defaultAction === 'SCMP_ACT_NOTIFY') {
    const problem =
      'is SCMP_ACT_NOTIFY, so that the container would wait for its agent before there is one; notify about named system calls';
    faults.push({ pointer: `${pointer}/defaultAction`, problem, section });
  }
  return [
    ...faults,
    ...errnoFaults(defaultAction, defaultErrnoRet, `${pointer}/defaultErrnoRet`),
    ...syscalls.flatMap((syscall, index) => syscallFaults(syscall, `${pointer}/syscalls/${index}`)),
    ...listenerFaults(seccomp),
  ];
}

function syscallFaults(
  { names, action, errnoRet, args = [] }: LinuxSyscall,
  at: string,
): readonly Fault[] {
  const faults = [...errnoFaults(action, errnoRet, `${at}/errnoRet`)];
  names.forEach((name, index) => {
    const problem = nameProblem(name, action);
    if (problem !== undefined) {
      faults.push({ pointer: below(`${at}/names`, index), problem, section });
    }
  });
  args.forEach((arg, index) => {
    if (arg.index <= highestArgument) return;
    const problem = `is ${arg.index}; a system call has the arguments 0 to ${highestArgument}`;
    faults.push({ pointer: `${below(`${at}/args`, index)}/index`, problem, section });
  });
  return faults;
}

const syscallName = /^[A-Za-z0-9_]+$/;

function nameProblem(name: string, action: LinuxSeccompAction): string | undefined {
  if (!syscallName.test(name)) return `is ${quote(name)}, which is no name of a system call`;
  if (action !== 'SCMP_ACT_NOTIFY' || !neededForHandover.has(name)) return undefined;
  return `SCMP_ACT_NOTIFY cannot be used for the ${name} syscall: by it the runtime learns of the listener`;
}

function errnoFaults(
  action: LinuxSeccompAction,
  value: number | undefined,
  at: string,
): readonly Fault[] {
  if (value === undefined) return [];
  if (!carriesErrno(action)) {
    return [{ pointer: at, problem: `is set, but ${action} returns no errno`, section }];
  }
  const highest = action === 'SCMP_ACT_TRACE' ? highestTrace : highestErrno;
  if (value <= highest) return [];
  const problem = `is ${value}; wanted a number up to ${highest} for ${action}`;
  return [{ pointer: at, problem, section }];
}

function listenerFaults(seccomp: LinuxSeccomp): readonly Fault[] {
  const { listenerPath, listenerMetadata } = seccomp;
  const at = `${pointer}/listenerPath`;
  const faults: Fault[] = [];
  if (listenerPath === undefined && notifies(seccomp)) {
    const problem = 'is missing, but SCMP_ACT_NOTIFY needs the socket of an agent';
    faults.push({ pointer: at, problem, section });
  }
  if (listenerPath !== undefined && (!listenerPath.startsWith('/') || hasNul(listenerPath))) {
    const problem = `is ${quote(listenerPath)}; wanted the absolute path of a socket`;
    faults.push({ pointer: at, problem, section });
  }
  if (listenerMetadata !== undefined && listenerPath === undefined) {
    const problem = 'is set, but listenerPath is not, so that nobody would get it';
    faults.push({ pointer: `${pointer}/listenerMetadata`, problem, section });
  }
  return faults;
}
