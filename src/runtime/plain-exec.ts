import type { FieldContext } from '../fields/field.ts';
import type { LaunchOptions } from '../fields/launch-options.ts';
import { handsOverListener } from '../fields/linux/seccomp.ts';
import { ANY_ERRNO, GIVEN_WORDS } from '../plan/field-types.ts';
import type { Op } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';
import type { Container } from './container.ts';
import { EXEC_FAILED, planExec } from './exec.ts';
import { changedProcess } from './exec-process.ts';
import { entered, execContext } from './load-exec.ts';

/**
 * The plan of `exec ID WORDS…` without options, whatever the words, from what create knows. What the
 * planner would look at later is what is looked at here, but for the caller: it serves whoever has as many
 * rights over the same host. Undefined where that is not all: in a user namespace; for other users,
 * whose systemd may have to let the process in; and where an attempt would tell an agent.
 */
export function planPlainExec(container: Container, created: FieldContext): Plan | undefined {
  const { facts } = created;
  if (facts.uid !== 0 || facts.inUserNamespace || handsOverListener(created)) return undefined;
  const context = execContext(container.record, judged(created), {
    options: plain(created),
    cgroups,
  });
  const report: Report = { logPath: '', logFormat: 'text', exitCode: EXEC_FAILED };
  const plan = planExec({ container, context, ignorePaused: false, report });
  return { ...plan, steps: [sameRights(facts.capabilities), ...plan.steps] };
}

const cgroups: ReadonlyMap<string, string> = new Map();

/** Nothing is judged again: create has found no fault in the same fields. */
function judged({ facts, spec, sha256 }: FieldContext) {
  const process = changedProcess(spec.process, { ...noChanges, args: GIVEN_WORDS });
  return { facts, sha256, spec: { ...entered(spec), process } };
}

/** The options of create, without those that are of its own process. */
function plain({ options }: FieldContext): LaunchOptions {
  return {
    ...options,
    config: undefined,
    consoleSocket: undefined,
    pidfdSocket: undefined,
    pidFile: undefined,
    foreground: true,
    preserveFds: 0,
    listenFds: { count: 0, names: undefined },
    notified: false,
    logLevel: 'error',
    timing: false,
  };
}

/** What a command line without options says. */
const noChanges = {
  cwd: undefined,
  env: [],
  user: undefined,
  additionalGids: [],
  capabilities: [],
  terminal: false,
  noNewPrivileges: false,
  apparmorProfile: undefined,
  selinuxLabel: undefined,
} as const;

/** Others would get a warning, or be refused. */
function sameRights(effective: bigint): Op {
  return {
    op: 'expectCapabilities',
    at: 'exec',
    what: 'find the rights that create had',
    onErrno: [{ errno: ANY_ERRNO, then: 'stale' }],
    effective,
  };
}
