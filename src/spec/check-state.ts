import { type Checked, checkDocument } from './check-document.ts';
import type { State } from './state.ts';
import * as compiled from './validators/state.generated.ts';

/** Judges a parsed state by schemas/state.json. */
export function checkState(document: unknown): Checked<State> {
  return checkDocument<State>(document, compiled);
}
