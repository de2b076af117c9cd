import { type ValidationFault, validationFaults } from '../errors/validation-faults.ts';
import type { Annotations, Validator } from './validator.ts';

/** A document of the wanted form, or all that keeps it from being one. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly ValidationFault[] };

/** A schema, compiled ahead (hack/gen-validators.ts). */
interface Compiled {
  readonly validate: Validator;
  readonly annotations: Annotations;
}

export function checkDocument<T>(
  document: unknown,
  { validate, annotations }: Compiled,
): Checked<T> {
  // The types are written by hand from the same specification; check-document.test.ts ties them.
  if (validate(document)) return { ok: true, value: document as T };
  return { ok: false, faults: validationFaults(document, validate.errors ?? [], annotations) };
}
