import type { Fault } from './fault.ts';
import { RuntimeError } from './runtime-error.ts';
import { renderFaults } from './validation-faults.ts';

/**
 * The error for a document with faults: behind the words before, it names the document, then a line
 * tells each fault.
 */
export function invalidDocument(path: string, faults: readonly Fault[], before = ''): RuntimeError {
  const lines = renderFaults(faults);
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  return new RuntimeError('invalid-config', `${before}${path} has ${count}: ${lines}`, { path });
}
