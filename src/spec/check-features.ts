import { type Checked, checkDocument } from './check-document.ts';
import type { Features } from './features.ts';
import * as compiled from './validators/features.generated.ts';

/** Judges a parsed features document by schemas/features.json. */
export function checkFeatures(document: unknown): Checked<Features> {
  return checkDocument<Features>(document, compiled);
}
