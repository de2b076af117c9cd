import { RuntimeError } from '../errors/runtime-error.ts';
import { errnoName, kindOf, readBytes } from '../host/files.ts';
import type { Container, Remains } from './container.ts';
import { checkContainerId } from './container-id.ts';
import { parseRecord } from './record.ts';
import { type StorePaths, storePaths } from './store.ts';
import { checkRoot } from './trusted-root.ts';

const LONGEST_RECORD = 64 << 20;

/** Reads what is recorded of the container id below root. Throws where there is none. */
export function loadContainer(root: string, id: string): Container {
  checkContainerId(id);
  checkRoot(root);
  return readContainer(root, id);
}

/** The same where root and id are known to be what they should. */
export function readContainer(root: string, id: string): Container {
  const paths = storePaths(`${root}/${id}`);
  return { record: parseRecord(new TextDecoder().decode(readRecord(paths)), paths.record), paths };
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

/** What is below root of a container whose record is missing or of no use; undefined: nothing. */
export function loadUnrecorded(root: string, id: string): Remains | undefined {
  checkContainerId(id);
  checkRoot(root);
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
