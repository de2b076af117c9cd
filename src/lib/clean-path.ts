/**
 * The path as an absolute one with `.`, `..` and doubled slashes resolved by their letters alone,
 * never above `/`. Links are not looked at: for paths that the kernel resolves in a root anyway.
 */
export function cleanPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** Whether the clean path lies below the clean directory (a directory is not below itself). */
export function isBelow(path: string, directory: string): boolean {
  return path !== directory && path.startsWith(directory === '/' ? '/' : `${directory}/`);
}
