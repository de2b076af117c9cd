import type { LinuxIntelRdt } from '../../../spec/config.ts';

/** The lines for the file `schemata`, in the order in which the specification wants them written. */
export function schemataLines(rdt: LinuxIntelRdt): readonly string[] {
  const { l3CacheSchema, memBwSchema, schemata = [] } = rdt;
  return [l3CacheSchema, memBwSchema, ...schemata].flatMap((line) =>
    line === undefined || line === '' ? [] : [line],
  );
}

/**
 * The first of lines that a `schemata` file does not say: a line names a resource and values of
 * some of its domains, `L3:0=7f0;1=1f`, and the file those of all, with blanks and leading zeros.
 */
export function firstMismatch(lines: readonly string[], file: string): string | undefined {
  const there = new Set(file.split('\n').flatMap(settingsOf));
  return lines.find((line) => settingsOf(line).some((setting) => !there.has(setting)));
}

function settingsOf(line: string): readonly string[] {
  const [resource = '', values = ''] = line.replaceAll(/\s/g, '').split(':');
  return values
    .split(';')
    .filter((value) => value !== '')
    .map((value) => `${resource}:${value.toLowerCase().replace(/=0+(?=[0-9a-f])/, '=')}`);
}
