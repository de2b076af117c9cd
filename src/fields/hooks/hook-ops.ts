import { ANY_ERRNO, type ErrnoRule, NONE, type Slot, type Text } from '../../plan/field-types.ts';
import type { Op } from '../../plan/ops.ts';
import type { Hook, HookName } from '../../spec/config.ts';
import { below, quote } from '../quote.ts';

const MILLISECONDS = 1000;

/** What hooks of one kind find where they run. */
export interface HookPlace {
  /** The environment of a hook that has none. */
  readonly env?: readonly string[];
  /** Whether HOME is added to it. */
  readonly home?: boolean;
  /** The working directory. */
  readonly directory?: Slot;
  /** One that fails is a warning, and the next one runs. */
  readonly mayFail?: boolean;
}

/**
 * One `run` a hook, in the listed order, with the state of the container on its standard input.
 * The environment is that of the hook exactly: nothing of the caller or the image reaches it
 * (CVE-2025-23266). Only a hook that has none gets that of the place.
 */
export function hookOps(
  hooks: readonly Hook[],
  kind: HookName,
  state: Text,
  place: HookPlace = {},
): readonly Op[] {
  return hooks.map(({ path, args, env, timeout }, index) => ({
    op: 'run',
    at: below(`/hooks/${kind}`, index),
    what: `run the ${kind} hook ${quote(path)}`,
    onErrno: rulesOf(`${kind} hook #${index}: ${quote(path)}`, place),
    path,
    args: args === undefined || args.length === 0 ? [path] : args,
    env: env ?? place.env ?? [],
    home: env === undefined && place.home === true ? 1 : 0,
    pid: NONE,
    directory: place.directory ?? NONE,
    stdin: state,
    timeout: (timeout ?? 0) * MILLISECONDS,
  }));
}

/** Runc begins so, and callers look for it. */
function rulesOf(name: string, { mayFail = false }: HookPlace): readonly ErrnoRule[] {
  const lead: ErrnoRule = { errno: ANY_ERRNO, then: 'lead', text: `error running ${name}` };
  return mayFail ? [lead, { errno: ANY_ERRNO, then: 'warn' }] : [lead];
}
