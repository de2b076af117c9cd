/** path as it is where it is absolute, else below base; nothing in it is resolved. */
export function absolutePath(base: string, path: string): string {
  if (path.startsWith('/')) return path;
  return base.endsWith('/') ? `${base}${path}` : `${base}/${path}`;
}
