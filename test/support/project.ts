import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json, whether this runs as compiled or as source. */
export const projectRoot = findUp(import.meta.dirname);

/** Programs that tests compile, and other things that are made once. */
export const buildFolder = join(projectRoot, '.build/test');

function findUp(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (folder === '/') throw new Error('there is no package.json above the tests');
  return findUp(dirname(folder));
}
