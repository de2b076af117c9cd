import { RuntimeError } from '../../errors/runtime-error.ts';
import { checkContainerId } from '../../runtime/container-id.ts';
import type { LaunchOptions } from '../../runtime/load-bundle.ts';
import { seccompCachePath } from '../../runtime/store.ts';
import { pathFor } from '../caller.ts';
import type { Invocation } from '../invocation.ts';
import { listenFdsOf } from './listen-fds.ts';

interface Launch {
  readonly id: string;
  /** The one given as a word. */
  readonly bundle?: string | undefined;
  readonly foreground: boolean;
}

/** What the options say that create, run and exec share. */
export function launchOptions(
  { caller, globals, values }: Invocation,
  { id, bundle, foreground }: Launch,
): LaunchOptions {
  checkContainerId(id);
  const absolute = (path: string | undefined): string | undefined =>
    path === undefined || path === '' ? undefined : pathFor(caller, path);
  return {
    id,
    bundle: pathFor(caller, (values['bundle'] ?? bundle) || '.'),
    config: absolute(values['config']),
    stateDirectory: `${globals.root}/${id}`,
    consoleSocket: absolute(values['console-socket']),
    pidfdSocket: absolute(values['pidfd-socket']),
    pidFile: absolute(values['pid-file']),
    foreground,
    noPivot: values['no-pivot'] === 'true',
    noNewKeyring: values['no-new-keyring'] === 'true',
    preserveFds: descriptorCount(values['preserve-fds'] ?? '0'),
    listenFds: listenFdsOf(caller),
    notified: caller.environment('NOTIFY_SOCKET') !== undefined,
    cgroupManager: globals.cgroupManager,
    enteredCgroups: undefined,
    seccompCache: seccompCachePath(globals.root),
    logLevel: globals.logLevel,
    timing: globals.timing,
  };
}

/** More descriptors than any process may have by default. */
const MOST_DESCRIPTORS = 1 << 20;

function descriptorCount(text: string): number {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count <= MOST_DESCRIPTORS)) {
    throw new RuntimeError(
      'usage',
      `--preserve-fds is a number of descriptors: current value is ${JSON.stringify(text)}`,
    );
  }
  return count;
}
