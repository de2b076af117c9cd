import { below } from '../../lib/json-pointer.ts';
import type { Lower, Refusal } from '../lowering.ts';

const pointer = '/linux/resources/unified';

/** Writing them moves, kills or stops processes, of this host too, and limits nothing. */
const notLimits = new Set([
  'cgroup.freeze',
  'cgroup.kill',
  'cgroup.procs',
  'cgroup.threads',
  'cgroup.type',
]);

/** Each line is a write of its own: the kernel reads one device or one key at a time. */
export const lowerUnified: Lower = ({ unified = {} }) => {
  const files = Object.entries(unified);
  const refusals = files.flatMap(([file, value]) => refusalsOf(file, value));
  const settings = files.flatMap(([file, text]) =>
    linesOf(text).map((value) => ({ at: below(pointer, file), file, value })),
  );
  return { settings: refusals.length > 0 ? [] : settings, refusals };
};

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0 ? [''] : lines;
}

function refusalsOf(file: string, value: string): readonly Refusal[] {
  const problem = problemOf(file) ?? (value.includes('\0') ? 'has a NUL in its value' : undefined);
  return problem === undefined ? [] : [{ pointer: below(pointer, file), problem }];
}

function problemOf(file: string): string | undefined {
  if (file.includes('/')) return 'must be the name of a file, without slashes';
  if (!/^[a-z0-9_]+\.[^.\s\0][^\s\0]*$/.test(file) || file.includes('..')) {
    return 'must have the form CONTROLLER.PARAMETER, such as "memory.high"';
  }
  if (notLimits.has(file)) return 'is no limit: the runtime itself moves and stops processes';
  return undefined;
}
