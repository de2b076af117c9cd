import type { Text } from '../plan/field-types.ts';
import type { State } from '../spec/state.ts';
import type { Container } from './container.ts';
import type { ContainerRecord } from './record.ts';
import type { Status } from './status.ts';

/** What `state` prints: the specification's state, and what clients of runc read besides. */
export interface DisplayedState extends Omit<State, 'status'> {
  readonly status: Status;
  /** Always there: CRI-O tests for 0. */
  readonly pid: number;
  readonly rootfs: string;
  readonly created: string;
  readonly owner: string;
}

export function displayedState({ record, status }: Container): DisplayedState {
  const alive = status === 'created' || status === 'running';
  return {
    ociVersion: record.ociVersion,
    id: record.id,
    pid: alive ? (record.pid ?? 0) : 0,
    status,
    bundle: record.bundle,
    rootfs: record.rootfs,
    created: record.created,
    ...(Object.keys(record.annotations).length > 0 && { annotations: record.annotations }),
    owner: '',
  };
}

/** The state as hooks read it on standard input. */
export function hookState(
  record: ContainerRecord,
  status: State['status'],
  pid: number | undefined,
): Text {
  const state: State = {
    ociVersion: record.ociVersion,
    id: record.id,
    status,
    ...(pid !== undefined && { pid }),
    bundle: record.bundle,
    annotations: record.annotations,
  };
  return JSON.stringify(state);
}
