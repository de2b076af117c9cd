import { type Checked, checkDocument } from './check-document.ts';
import type { Spec } from './config.ts';
import * as compiled from './validators/config.generated.ts';

/** Judges a parsed `config.json` by schemas/config.json. */
export function checkConfig(document: unknown): Checked<Spec> {
  return checkDocument<Spec>(document, compiled);
}
