import { COMMIT } from '../runtime/build.ts';
import { OCI_VERSION } from '../runtime/default-spec.ts';
import { VERSION } from '../runtime/version.ts';

/** What the program calls itself: its name, or runc's where a link makes it stand in for that. */
export function nameFor(calledAs: string): string {
  return calledAs === 'runc' ? 'runc' : 'pelagos';
}

/**
 * Engines read the first line, and take the last one with the word "version" in it for the version. Those
 * that look for runc in PATH (nerdctl, users of go-runc) want its name there, as a link has it.
 */
export function versionText(calledAs: string): string {
  const commit = COMMIT === '' ? '' : `commit: ${COMMIT}\n`;
  return `${nameFor(calledAs)} version ${VERSION}\n${commit}spec: ${OCI_VERSION}\n`;
}
