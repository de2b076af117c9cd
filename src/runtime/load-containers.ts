import { RuntimeError } from '../errors/runtime-error.ts';
import { kindOf, listDirectory, statIfThere } from '../host/files.ts';
import { userNames } from '../host/user-names.ts';
import { isContainerId } from './container-id.ts';
import type { ListedContainer } from './list.ts';
import { readContainer } from './load-container.ts';
import { checkRoot } from './trusted-root.ts';

export interface LoadedContainers {
  /** By id. */
  readonly containers: readonly ListedContainer[];
  /** Why each of the others cannot be listed. */
  readonly unreadable: readonly string[];
}

/**
 * Reads what is recorded of every container below root. A directory without a record is none yet,
 * or none any more. mustExist: a root that is missing is an error and not an empty one.
 */
export function loadContainers(root: string, mustExist: boolean): LoadedContainers {
  checkRoot(root);
  const names = namesBelow(root, mustExist).filter(isContainerId).sort();
  const userName = userNames((uid) => `#${uid}`);
  const containers: ListedContainer[] = [];
  const unreadable: string[] = [];
  for (const id of names) {
    try {
      const container = readContainer(root, id);
      const uid = statIfThere(container.paths.directory)?.uid ?? 0;
      containers.push({ ...container, owner: userName(uid) });
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      if (error.code !== 'container-missing') unreadable.push(`${id}: ${error.message}`);
    }
  }
  return { containers, unreadable };
}

function namesBelow(root: string, mustExist: boolean): readonly string[] {
  const names = listDirectory(root);
  if (names !== undefined) return names;
  const missing = kindOf(root) === 'missing';
  if (missing && !mustExist) return [];
  const why = missing ? 'it does not exist' : 'it cannot be read';
  throw new RuntimeError('usage', `cannot list the containers below ${root}: ${why}`, {
    path: root,
    hint: 'name their directory with --root',
  });
}
