import { COMMIT } from '../runtime/build.ts';
import { OCI_VERSION } from '../runtime/default-spec.ts';
import { VERSION } from '../runtime/version.ts';

/** Engines read the first line, and take the last one with the word "version" in it for the version. */
export function versionText(): string {
  const commit = COMMIT === '' ? '' : `commit: ${COMMIT}\n`;
  return `pelagos version ${VERSION}\n${commit}spec: ${OCI_VERSION}\n`;
}
