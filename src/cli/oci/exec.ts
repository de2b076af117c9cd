import { RuntimeError } from '../../errors/runtime-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { EXEC_FAILED, planExec } from '../../runtime/exec.ts';
import type { ProcessChanges } from '../../runtime/exec-process.ts';
import { loadContainer } from '../../runtime/load-container.ts';
import { anticipateExec, type ExecRequest, loadExec } from '../../runtime/load-exec.ts';
import type { ContainerRecord } from '../../runtime/record.ts';
import { pathFor } from '../caller.ts';
import type { Invocation } from '../invocation.ts';
import { launchOptions } from './launch-options.ts';

/** `exec [OPTIONS] ID COMMAND …`, or `exec --process FILE ID`. */
export function exec(invocation: Invocation): Plan {
  try {
    return plan(invocation);
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    const { code, message, cause } = error;
    throw new RuntimeError(code, message, { cause, exitCode: EXEC_FAILED });
  }
}

function plan(invocation: Invocation): Plan {
  const { globals, values } = invocation;
  const [id = ''] = invocation.words;
  const request = requestOf(invocation);
  anticipateExec(globals.root, id);
  const container = loadContainer(globals.root, id);
  const context = loadExec(container, request(container.record));
  const ignorePaused = values['ignore-paused'] === 'true';
  const report = { ...invocation.report, exitCode: EXEC_FAILED };
  return planExec({ container, context, ignorePaused, report });
}

/** What the command line asks for; what it does not say is as create has recorded it. */
function requestOf(invocation: Invocation): (record: ContainerRecord) => ExecRequest {
  const { caller, values, lists, words } = invocation;
  const [id = '', ...args] = words;
  const foreground = values['detach'] !== 'true';
  const file = values['process'];
  if (file === undefined && args.length === 0) {
    throw new RuntimeError('usage', 'exec wants a command, or --process', {
      hint: 'usage: pelagos exec [OPTIONS] ID COMMAND [ARGUMENTS]',
    });
  }
  const process = file === undefined ? changesOf(invocation, args) : pathFor(caller, file);
  const cgroups = cgroupsOf(lists['cgroup'] ?? []);
  return ({ bundle, cgroup, newKeyring }) => ({
    process,
    cgroups,
    options: {
      ...launchOptions(invocation, { id, bundle, foreground }),
      cgroupManager: cgroup.manager,
      noNewKeyring: !newKeyring,
    },
  });
}

function changesOf({ values, lists }: Invocation, args: readonly string[]): ProcessChanges {
  return {
    args,
    cwd: values['cwd'],
    env: lists['env'] ?? [],
    user: values['user'],
    additionalGids: lists['additional-gids'] ?? [],
    capabilities: lists['cap'] ?? [],
    terminal: values['tty'] === 'true',
    noNewPrivileges: values['no-new-privs'] === 'true',
    apparmorProfile: values['apparmor'],
    selinuxLabel: values['process-label'],
  };
}

/** `PATH` for all hierarchies, `cpu,cpuacct:PATH` for those of controllers; empty: that of the container. */
function cgroupsOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const cgroups = new Map<string, string>();
  for (const text of texts) {
    const end = text.indexOf(':');
    const path = text.slice(end + 1).replace(/^\/+|\/+$/g, '');
    if (path.split('/').includes('..')) {
      throw new RuntimeError(
        'usage',
        `bad sub cgroup path ${JSON.stringify(text)}: it leads out of that of the container (--cgroup)`,
      );
    }
    const controllers = end < 0 ? '' : text.slice(0, end);
    for (const controller of controllers.split(',')) cgroups.set(controller, path);
  }
  return cgroups;
}
