import { type ValidationFault, validationFaults } from '../errors/validation-faults.ts';
import type { Spec } from './config.ts';
import type { Features } from './features.ts';
import type { State } from './state.ts';
import type { Annotations, Validator } from './validator.ts';
import * as config from './validators/config.generated.ts';
import * as features from './validators/features.generated.ts';
import * as state from './validators/state.generated.ts';

/** A document of the wanted form, or all that keeps it from being one. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly ValidationFault[] };

interface Compiled {
  readonly validate: Validator;
  readonly annotations: Annotations;
}

/** Judges a parsed `config.json` by schemas/config.json. */
export function checkConfig(document: unknown): Checked<Spec> {
  return check<Spec>(document, config);
}

/** Judges a parsed state by schemas/state.json. */
export function checkState(document: unknown): Checked<State> {
  return check<State>(document, state);
}

/** Judges a parsed features document by schemas/features.json. */
export function checkFeatures(document: unknown): Checked<Features> {
  return check<Features>(document, features);
}

function check<T>(document: unknown, { validate, annotations }: Compiled): Checked<T> {
  // The types are written by hand from the same specification; check-document.test.ts ties them.
  if (validate(document)) return { ok: true, value: document as T };
  return { ok: false, faults: validationFaults(document, validate.errors ?? [], annotations) };
}
