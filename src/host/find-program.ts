import { environment } from './engine.ts';
import { kindOf } from './files.ts';

/** Used where PATH is unset, as it is when engines call us with a bare environment. */
export const FALLBACK_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A program of the host, by the caller's PATH; undefined: none has that name. */
export function findProgram(name: string): string | undefined {
  return (environment('PATH') ?? FALLBACK_PATH)
    .split(':')
    .filter((directory) => directory.startsWith('/'))
    .map((directory) => `${directory}/${name}`)
    .find((path) => kindOf(path) === 'file');
}
