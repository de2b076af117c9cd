import { RuntimeError } from '../errors/runtime-error.ts';
import { absolutePath } from '../lib/absolute-path.ts';
import { cleanPath } from '../lib/clean-path.ts';
import type { Report } from '../plan/plan.ts';
import type { Caller } from './caller.ts';
import type { Values } from './parse.ts';

export interface Globals {
  /** Absolute. */
  readonly root: string;
  /** Whether the caller named it: a default one may be missing. */
  readonly rootGiven: boolean;
  readonly debug: boolean;
  readonly cgroupManager: 'cgroupfs' | 'systemd' | 'disabled';
}

/** Where failures go, as far as the options before the command say. */
export function reportOf(values: Values, caller: Caller): Report {
  const { log } = values;
  const format = values['log-format'] ?? 'text';
  return {
    logPath: log === undefined || log === '' ? '' : absolutePath(caller.workingDirectory, log),
    logFormat: format === 'json' ? 'json' : 'text',
    exitCode: 1,
  };
}

/** The options that take one of a few values. */
export const choices = {
  'log-format': ['text', 'json'],
  rootless: ['true', 'false', 'auto'],
  'cgroup-manager': ['cgroupfs', 'systemd', 'disabled'],
} as const;

/** Where the containers of root on a host are. */
export const ROOT_OF_ROOT = '/run/pelagos';

export function readGlobals(values: Values, caller: Caller): Globals {
  oneOf('log-format', values);
  oneOf('rootless', values);
  const manager = oneOf('cgroup-manager', values);
  return {
    root: stateRoot(values, caller),
    rootGiven: values['root'] !== undefined,
    debug: values['debug'] === 'true',
    cgroupManager: values['systemd-cgroup'] === 'true' ? 'systemd' : (manager ?? 'cgroupfs'),
  };
}

function oneOf<N extends keyof typeof choices>(
  name: N,
  values: Values,
): (typeof choices)[N][number] | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  const allowed: readonly (typeof choices)[N][number][] = choices[name];
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new RuntimeError(
      'usage',
      `--${name} is ${allowed.join(' or ')}: current value is ${JSON.stringify(value)}`,
    );
  }
  return found;
}

/**
 * The directory of all containers. It must come out the same for create, which is called with a full
 * environment, and for delete, which engines call with XDG_RUNTIME_DIR at most.
 */
function stateRoot(values: Values, caller: Caller): string {
  const { root } = values;
  if (root === undefined) return defaultRoot(caller);
  const path = absolutePath(caller.workingDirectory, root);
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
