import type { Fault } from './fault.ts';
import { RuntimeError } from './runtime-error.ts';
import { renderFaults } from './validation-faults.ts';

/** The error for a document with faults: it names the document, then a line tells each fault. */
export function invalidDocument(path: string, faults: readonly Fault[]): RuntimeError {
  const lines = renderFaults(faults);
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  return new RuntimeError('invalid-config', `${path} has ${count}: ${lines}`, { path });
}
