import type { Fault } from './fault.ts';
import { RuntimeError } from './runtime-error.ts';
import { renderFaults, type ValidationFault } from './validation-faults.ts';

/** The error for a document with faults: a line for each, after one that names the document. */
export function invalidDocument(path: string, faults: readonly Fault[]): RuntimeError {
  const lines = faults.map(({ pointer, problem, section }) => {
    const place = pointer === '' ? 'the document' : pointer;
    return `${place}: ${problem} (${section})`;
  });
  return withLines(path, lines);
}

/** The same for what a schema found. */
export function malformedDocument(path: string, faults: readonly ValidationFault[]): RuntimeError {
  return withLines(path, renderFaults(faults).split('\n'));
}

function withLines(path: string, lines: readonly string[]): RuntimeError {
  const count = lines.length === 1 ? 'a fault' : `${lines.length} faults`;
  return new RuntimeError('invalid-config', `${path} has ${count}: ${lines.join('\n')}`, { path });
}
