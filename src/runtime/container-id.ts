import { RuntimeError } from '../errors/runtime-error.ts';

/** File names end at 255 bytes; the lock and temporary names around an id need some of them. */
export const LONGEST_ID = 200;

/** The characters of an id, as the inside of a bracket expression: the first, and all others. */
export const ID_BEGINS_WITH = 'A-Za-z0-9_';
export const ID_GOES_ON_WITH = 'A-Za-z0-9_+.-';
const pattern = new RegExp(`^[${ID_BEGINS_WITH}][${ID_GOES_ON_WITH}]*$`);

/** Whether a name in the directory of all containers is that of one. */
export function isContainerId(name: string): boolean {
  return name.length <= LONGEST_ID && pattern.test(name);
}

/**
 * Refuses an id that is no plain name, before any path is built from it: `delete --force ..` once
 * removed the directory above the root of another runtime.
 */
export function checkContainerId(id: string): void {
  if (id.length > LONGEST_ID) {
    throw invalid(id.slice(0, 20), `it has ${id.length} characters; give at most ${LONGEST_ID}`);
  }
  if (!pattern.test(id)) {
    throw invalid(id, 'use letters, digits and _ + . - and begin with a letter, a digit or _');
  }
}

function invalid(id: string, hint: string): RuntimeError {
  return new RuntimeError('invalid-id', `invalid container ID format: ${JSON.stringify(id)}`, {
    hint,
  });
}
