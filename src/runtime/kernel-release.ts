/** Why something that Linux has since major.minor is missing; undefined where it is not. */
export function needsKernel(release: string, major: number, minor: number): string | undefined {
  const [, first = '0', second = '0'] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  const [haveMajor, haveMinor] = [Number(first), Number(second)];
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return undefined;
  return `needs Linux ${major}.${minor}, and this is ${release}`;
}
