import type { ContainerRecord } from './record.ts';
import type { StorePaths } from './store.ts';

/** What is left of a container whose record is missing or of no use. */
export interface Remains {
  /** The bytes of the record: empty where there is none, undefined where they cannot be read. */
  readonly recordBytes: Uint8Array | undefined;
  readonly paths: StorePaths;
}

/**
 * The input of every verb on an existing container: what create has recorded, and nothing of the
 * moment, so that the plan made with create and the one made when the verb is called are the same.
 */
export interface Container {
  readonly record: ContainerRecord;
  readonly paths: StorePaths;
}
