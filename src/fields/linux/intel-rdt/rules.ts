import type { Fault } from '../../../errors/fault.ts';
import type { LinuxIntelRdt } from '../../../spec/config.ts';
import type { FieldContext } from '../../field.ts';
import { hasNul, quote } from '../../quote.ts';
import { firstMismatch, schemataLines } from './schemata.ts';

const pointer = '/linux/intelRdt';
const section = 'config-linux.md#intelrdt';

export function intelRdtFaults(rdt: LinuxIntelRdt, { facts }: FieldContext): readonly Fault[] {
  if (facts.resctrl === undefined) {
    const problem =
      'needs a mounted resctrl file system; the processor may not have it, or run: mount -t resctrl resctrl /sys/fs/resctrl';
    return [{ pointer, problem, section }];
  }
  const faults = [...lineFaults(rdt), ...nameFaults(rdt.closID)];
  return faults.length > 0 ? faults : groupFaults(rdt, facts.resctrl.groups);
}

function nameFaults(closID: string | undefined): readonly Fault[] {
  if (closID === undefined || closID === '/') return [];
  const isName = !['', '.', '..'].includes(closID) && !/[/\n\0]/.test(closID);
  if (isName) return [];
  const problem = `is ${quote(closID)}; wanted the name of a directory below resctrl, or "/"`;
  return [{ pointer: `${pointer}/closID`, problem, section }];
}

function lineFaults({
  l3CacheSchema = '',
  memBwSchema = '',
  schemata = [],
}: LinuxIntelRdt): readonly Fault[] {
  const lines = [
    ['l3CacheSchema', l3CacheSchema],
    ['memBwSchema', memBwSchema],
    ...schemata.map((line, index) => [`schemata/${index}`, line] as const),
  ] as const;
  return lines.flatMap(([key, line]) => {
    if (!line.includes('\n') && !hasNul(line)) return [];
    const problem = `is ${quote(line)}; wanted a single line`;
    return [{ pointer: `${pointer}/${key}`, problem, section }];
  });
}

/** A class that is there is shared: it is used as it is, and must be as it is wanted. */
function groupFaults(
  rdt: LinuxIntelRdt,
  groups: Readonly<Record<string, string>>,
): readonly Fault[] {
  const { closID } = rdt;
  if (closID === undefined) return [];
  const at = `${pointer}/closID`;
  const lines = schemataLines(rdt);
  const there = Object.hasOwn(groups, closID) ? groups[closID] : undefined;
  if (there === undefined) {
    if (lines.length > 0) return [];
    const problem = `is ${quote(closID)}, which is not there; make it, or say its schemata here`;
    return [{ pointer: at, problem, section }];
  }
  const mismatch = firstMismatch(lines, there);
  if (mismatch === undefined) return [];
  const problem = `is ${quote(closID)}, which is there with other schemata than ${quote(mismatch)}`;
  return [{ pointer: at, problem, section }];
}
