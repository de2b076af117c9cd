import { errnoName, readBytes } from '../host/files.ts';
import type { Container } from './container.ts';

/** Whether the freezer holds the container. What has no freezer was never paused. */
export function isPaused({ record }: Container): boolean {
  const { freezer, directories } = record.cgroup;
  if (freezer !== '' && says(`${freezer}/freezer.state`, 'FROZEN')) return true;
  return directories.some((path) => says(`${path}/cgroup.freeze`, '1'));
}

const LONGEST = 4096;

function says(path: string, word: string): boolean {
  try {
    return new TextDecoder().decode(readBytes(path, LONGEST)).trim() === word;
  } catch (error) {
    errnoName(error);
    return false;
  }
}
