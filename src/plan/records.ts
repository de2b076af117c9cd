import { ANY_ERRNO, type Text } from './field-types.ts';
import type { Op, OpOf } from './ops.ts';
import type { PhaseName } from './phases.ts';

/** What --debug tells at the places where runc does, in its words, which people look for. */
export interface Records {
  /** Before the process is cloned, by the host. */
  readonly clone: Text;
  /** The first and the last of init, while somebody listens. */
  readonly first: Text;
  readonly last: Text;
}

/** A record for the log with --debug. One that cannot be told is no reason to stop. */
export function record(at: string, message: Text): OpOf<'log'> {
  const onErrno = [{ errno: ANY_ERRNO, then: 'ignore' }] as const;
  return { op: 'log', at, what: 'tell what is done', onErrno, level: 'debug', message };
}

/** The longest part of a record that lists steps: a container may have thousands of mounts. */
const LONGEST = 1000;

/** The steps of a phase behind a record that lists them. */
export function recorded(track: string, phase: PhaseName, steps: readonly Op[]): readonly Op[] {
  if (steps.length === 0) return [];
  const done = steps.filter(({ op }) => op !== 'onFailure');
  const list = done.map(({ what }) => what).join('; ');
  const shown = list.length <= LONGEST ? list : `${list.slice(0, LONGEST)}…`;
  return [record('--debug', `${track}: ${phase}: ${shown}`), ...steps];
}
