import { type Checked, checkDocument } from './check-document.ts';
import type { Spec } from './config.ts';
import { withExactNames } from './exact-names.ts';
import * as compiled from './validators/config.generated.ts';

/** Judges a parsed `config.json` by schemas/config.json; its value has the exact names. */
export function checkConfig(document: unknown): Checked<Spec> {
  return checkDocument<Spec>(withExactNames(document, compiled.names), compiled);
}
