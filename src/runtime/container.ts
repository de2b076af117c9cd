import type { StoredRecord } from './record.ts';
import type { Status } from './status.ts';
import type { StorePaths } from './store.ts';

/** What is left of a container whose record is missing or of no use. */
export interface Remains {
  /** The bytes of the record: empty where there is none, undefined where they cannot be read. */
  readonly recordBytes: Uint8Array | undefined;
  readonly paths: StorePaths;
}

/** A container as the planner found it: the input of every verb on an existing container. */
export interface Container extends Remains {
  readonly record: StoredRecord;
  /** The bytes of the record, against which the executor checks that nothing has changed. */
  readonly recordBytes: Uint8Array;
  readonly status: Status;
}
