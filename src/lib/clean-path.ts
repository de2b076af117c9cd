/**
 * The path as an absolute one with `.`, `..` and doubled slashes resolved by their letters alone,
 * never above `/`. Links are not looked at: for paths that the kernel resolves in a root anyway.
 */
export function cleanPath(path: string): string {
  if (isPlain(path)) return path;
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** What needs no look at each name: hidden files do, and are rare. */
function isPlain(path: string): boolean {
  return (
    path.startsWith('/') && !path.endsWith('/') && !path.includes('//') && !path.includes('/.')
  );
}

/** Whether the clean path lies below the clean directory (a directory is not below itself). */
export function isBelow(path: string, directory: string): boolean {
  const { length } = directory;
  if (path.length <= length || !path.startsWith(directory)) return false;
  return length === 1 || path[length] === '/';
}
