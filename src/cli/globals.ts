import { RuntimeError } from '../errors/runtime-error.ts';
import { cleanPath } from '../lib/clean-path.ts';
import type { Report } from '../plan/plan.ts';
import type { LogLevel } from '../runtime/load-bundle.ts';
import { type Caller, pathFor } from './caller.ts';
import { logDestination } from './log-destination.ts';
import type { Values } from './parse.ts';

export interface Globals {
  /** Absolute. */
  readonly root: string;
  /** Whether the caller named it: a default one may be missing. */
  readonly rootGiven: boolean;
  readonly logLevel: LogLevel;
  readonly timing: boolean;
  readonly cgroupManager: 'cgroupfs' | 'systemd' | 'disabled';
}

/** Where failures go, as far as the options before the command say. */
export function reportOf(values: Values, caller: Caller): Report {
  const format = values['log-format'] === 'json' ? 'json' : 'text';
  // Whoever asks for more than failures and names no place for it wants to see it, as with runc.
  const log = values['log'] || (levelOf(values) === 'error' ? undefined : '/dev/stderr');
  return { ...logDestination(log, format, caller), exitCode: 1 };
}

function levelOf(values: Values): LogLevel {
  const level = values['log-level'];
  if (values['debug'] === 'true' || level === 'debug') return 'debug';
  return level === 'warning' ? 'warning' : 'error';
}

/** Where the containers of root on a host are. */
export const ROOT_OF_ROOT = '/run/pelagos';

export function readGlobals(values: Values, caller: Caller): Globals {
  return {
    root: stateRoot(values, caller),
    rootGiven: values['root'] !== undefined,
    logLevel: levelOf(values),
    timing: values['timing'] === 'true',
    cgroupManager: managerOf(values),
  };
}

function managerOf(values: Values): Globals['cgroupManager'] {
  if (values['systemd-cgroup'] === 'true') return 'systemd';
  const given = values['cgroup-manager'];
  return given === 'systemd' || given === 'disabled' ? given : 'cgroupfs';
}

/**
 * The directory of all containers. It must come out the same for create, which is called with a full
 * environment, and for delete, which engines call with XDG_RUNTIME_DIR at most.
 */
function stateRoot(values: Values, caller: Caller): string {
  const { root } = values;
  if (root === undefined) return defaultRoot(caller);
  const path = pathFor(caller, root);
  if (root === '' || cleanPath(path) === '/') {
    throw new RuntimeError('usage', `--root ${JSON.stringify(root)} is no place for containers`, {
      hint: 'name a directory of their own',
    });
  }
  return path;
}

function defaultRoot({ uid, inUserNamespace, environment }: Caller): string {
  if (uid === 0 && !inUserNamespace) return ROOT_OF_ROOT;
  const runtimeDirectory = environment('XDG_RUNTIME_DIR');
  if (runtimeDirectory?.startsWith('/')) return `${runtimeDirectory}/pelagos`;
  return uid === 0 ? ROOT_OF_ROOT : `/run/user/${uid}/pelagos`;
}
