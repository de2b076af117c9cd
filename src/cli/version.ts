import { OCI_VERSION } from '../runtime/default-spec.ts';

/** Engines read the first line, and take the last one with the word "version" in it for it. */
export const VERSION = '0.1.0';

export function versionText(): string {
  return `pelagos version ${VERSION}\nspec: ${OCI_VERSION}\n`;
}
