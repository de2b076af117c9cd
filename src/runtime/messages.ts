import type { RuntimeError } from '../errors/runtime-error.ts';
import type { Text } from '../plan/field-types.ts';
import type { OpOf } from '../plan/ops.ts';
import type { Plan, Report } from '../plan/plan.ts';

/** A plan that prints a text and does nothing else. */
export function planText(text: string, report: Report): Plan {
  return { report, slots: [], steps: [printOp(text)] };
}

export function printOp(text: Text): OpOf<'print'> {
  return { op: 'print', at: 'answer', what: 'write the answer', fd: 1, text };
}

/** A plan that does nothing, successfully. */
export function planNothing(report: Report): Plan {
  return { report, slots: [], steps: [] };
}

/** A plan that fails with an error's words, so that they reach the log as those of a failed step do. */
export function planFailure(error: RuntimeError, report: Report): Plan {
  return { report, slots: [], steps: [failOp(error)] };
}

/** The step that fails with an error's words. */
export function failOp(error: RuntimeError): OpOf<'fail'> {
  return {
    op: 'fail',
    at: error.code,
    what: 'go on',
    // The executor's texts end at a NUL, which a document may bring in.
    message: error.message.replaceAll('\0', '\\0'),
    code: error.exitCode,
  };
}
