/**
 * path where it is absolute, else below base, without the names that say nothing: `.`, doubled and
 * final slashes. `..` stays, because only the kernel knows where it leads behind a link.
 */
export function absolutePath(base: string, path: string): string {
  const whole = path.startsWith('/') ? path : `${base}/${path}`;
  const names = whole.split('/').filter((name) => name !== '' && name !== '.');
  return `/${names.join('/')}`;
}
