import type { StoredRecord } from './record.ts';
import type { Status } from './status.ts';
import type { StorePaths } from './store.ts';

/** A container as the planner found it: the input of every verb on an existing container. */
export interface Container {
  readonly record: StoredRecord;
  /** The bytes of the record, against which the executor checks that nothing has changed. */
  readonly recordBytes: Uint8Array;
  readonly status: Status;
  readonly paths: StorePaths;
}
