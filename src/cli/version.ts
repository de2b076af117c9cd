import { COMMIT } from '../runtime/build.ts';
import { OCI_VERSION } from '../runtime/default-spec.ts';
import { VERSION } from '../runtime/version.ts';

/**
 * Engines read the first line, and take the last one with the word "version" in it for the version. Those
 * that look for runc in PATH (nerdctl, users of go-runc) want its name there, as a link has it.
 */
export function versionText(calledAs: string): string {
  const commit = COMMIT === '' ? '' : `commit: ${COMMIT}\n`;
  const name = calledAs === 'runc' ? 'runc' : 'pelagos';
  return `${name} version ${VERSION}\n${commit}spec: ${OCI_VERSION}\n`;
}
