import { type Checked, checkDocument } from './check-document.ts';
import type { Spec } from './config.ts';
import { withExactNames } from './exact-names.ts';
import * as compiled from './validators/config.generated.ts';

/** A parsed `config.json` with the exact names of its properties, not judged. */
export function exactConfig(document: unknown): unknown {
  return withExactNames(document, compiled.names);
}

/** Judges a parsed `config.json` by schemas/config.json; its value has the exact names. */
export function checkConfig(document: unknown): Checked<Spec> {
  return checkDocument<Spec>(exactConfig(document), compiled);
}
