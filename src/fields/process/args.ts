import type { Fault } from '../../errors/fault.ts';
import { errno } from '../../lib/errno.ts';
import type { ErrnoRule } from '../../plan/field-types.ts';
import type { Field } from '../field.ts';
import { below, hasNul, quote } from '../quote.ts';
import { environmentOf, variableOf } from './environment.ts';

const pointer = '/process/args';
const section = 'config.md#process';

/** Where execvp(3) looks when PATH is not set. */
const defaultPath = '/bin:/usr/bin';

/** The program is looked up at create, as the final user, so that a missing one fails there and not at start. */
export const args: Field = {
  pointer,
  check({ spec }) {
    const { process } = spec;
    if (process === undefined) return [];
    const list = process.args ?? [];
    const faults: Fault[] = [];
    if (list.length === 0) {
      const problem = 'is empty; wanted the program to run and its arguments';
      faults.push({ pointer, problem, section });
    }
    if (list[0] === '') {
      const problem = 'is the empty string; wanted the name or path of the program to run';
      faults.push({ pointer: below(pointer, 0), problem, section });
    }
    const withNul = list.flatMap((text, index) => (hasNul(text) ? [index] : []));
    const problem = 'holds a NUL character, which no argument can hold';
    return [
      ...faults,
      ...withNul.map((index) => ({ pointer: below(pointer, index), problem, section })),
    ];
  },
  compile({ spec }) {
    const { process } = spec;
    const [file] = process?.args ?? [];
    if (process === undefined || file === undefined) return [];
    return [
      {
        phase: 'executable',
        op: {
          op: 'resolveExecutable',
          at: below(pointer, 0),
          what: `find the executable ${quote(file)}`,
          onErrno: lookUpErrors(file),
          file,
          path: variableOf(environmentOf(process), 'PATH') ?? defaultPath,
        },
      },
    ];
  },
};

/** The words by which podman, docker and CRI-O tell exit codes 126 and 127 from other errors. */
function lookUpErrors(file: string): readonly ErrnoRule[] {
  const name = `exec: ${quote(file)}:`;
  const missing = file.includes('/')
    ? `stat ${file}: no such file or directory`
    : 'executable file not found in $PATH';
  return [
    { errno: errno.ENOENT, then: 'say', text: `${name} ${missing}` },
    { errno: errno.EACCES, then: 'say', text: `${name} permission denied` },
    { errno: errno.EISDIR, then: 'say', text: `${name} is a directory: permission denied` },
  ];
}
