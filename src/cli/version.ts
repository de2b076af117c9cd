import { OCI_VERSION } from '../runtime/default-spec.ts';
import { VERSION } from '../runtime/version.ts';

/** Engines read the first line, and take the last one with the word "version" in it for the version. */
export function versionText(): string {
  return `pelagos version ${VERSION}\nspec: ${OCI_VERSION}\n`;
}
