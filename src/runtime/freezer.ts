import { errno } from '../lib/errno.ts';
import type { Op } from '../plan/ops.ts';
import type { Container } from './container.ts';

/** A value to write, and the line by which the freezer says that it has taken effect. */
interface FreezerState {
  readonly data: string;
  readonly line: string;
}

/** The files by which the kernel stops the processes of a cgroup. */
export interface Freezer {
  readonly control: string;
  readonly state: string;
  readonly frozen: FreezerState;
  readonly thawed: FreezerState;
}

/** The v1 freezer where there is one, else that of the unified hierarchy. */
export function freezerOf({ record }: Container): Freezer | undefined {
  const { freezer, unified } = record.cgroup;
  if (freezer !== '') {
    const file = `${freezer}/freezer.state`;
    const frozen = { data: 'FROZEN', line: 'FROZEN' };
    return { control: file, state: file, frozen, thawed: { data: 'THAWED', line: 'THAWED' } };
  }
  if (unified === '') return undefined;
  return {
    control: `${unified}/cgroup.freeze`,
    state: `${unified}/cgroup.events`,
    frozen: { data: '1', line: 'frozen 1' },
    thawed: { data: '0', line: 'frozen 0' },
  };
}

/**
 * What lets a process end that has been sent SIGKILL: the v1 freezer keeps even that from it. Also
 * where nothing seems frozen, as a pause may be under way or have been killed. That of v2 lets go.
 */
export function thawToDie({ record }: Container): readonly Op[] {
  const { freezer } = record.cgroup;
  if (freezer === '') return [];
  return [
    {
      op: 'writeKernelFile',
      at: 'kill',
      what: `thaw ${freezer}`,
      onErrno: [
        { errno: errno.ENOENT, then: 'ignore' },
        { errno: errno.ENODEV, then: 'ignore' },
      ],
      path: `${freezer}/freezer.state`,
      data: 'THAWED',
    },
  ];
}
