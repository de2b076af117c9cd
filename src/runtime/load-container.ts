import { RuntimeError } from '../errors/runtime-error.ts';
import { errnoName, fifoHasReader, kindOf, readBytes } from '../host/files.ts';
import { processStatus } from '../host/process-status.ts';
import type { Container, Remains } from './container.ts';
import { checkContainerId } from './container-id.ts';
import { parseRecord, type StoredRecord } from './record.ts';
import { statusOf } from './status.ts';
import { type StorePaths, storePaths } from './store.ts';

const LONGEST_RECORD = 64 << 20;

/** Reads the container id below root, and sees how it is. Throws where there is none. */
export function loadContainer(root: string, id: string): Container {
  checkContainerId(id);
  const paths = storePaths(`${root}/${id}`);
  const recordBytes = readRecord(paths);
  const record = parseRecord(new TextDecoder().decode(recordBytes), paths.record);
  return { record, recordBytes, status: observe(record, paths), paths };
}

function readRecord(paths: StorePaths): Uint8Array {
  try {
    return readBytes(paths.record, LONGEST_RECORD);
  } catch (error) {
    if (errnoName(error) === 'ENOENT') {
      throw new RuntimeError('container-missing', 'container does not exist');
    }
    throw new RuntimeError(
      'unreadable-state',
      `cannot read the state record ${paths.record}: ${errnoName(error)}`,
      { path: paths.record, cause: error },
    );
  }
}

function observe(record: StoredRecord, paths: StorePaths): Container['status'] {
  const process = record.pid === undefined ? undefined : processStatus(record.pid);
  return statusOf(record, { process, waits: process !== undefined && fifoHasReader(paths.gate) });
}

/** What is below root of a container whose record is missing or of no use; undefined: nothing. */
export function loadUnrecorded(root: string, id: string): Remains | undefined {
  checkContainerId(id);
  const paths = storePaths(`${root}/${id}`);
  if (kindOf(paths.directory) !== 'directory') return undefined;
  return { recordBytes: recordIfReadable(paths), paths };
}

function recordIfReadable({ record }: StorePaths): Uint8Array | undefined {
  try {
    return readBytes(record, LONGEST_RECORD);
  } catch (error) {
    return errnoName(error) === 'ENOENT' ? new Uint8Array() : undefined;
  }
}
