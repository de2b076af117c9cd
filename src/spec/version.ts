/** A version of the specification, by what its text depends on: patches and pre-releases do not count. */
export type SpecVersion = readonly [major: number, minor: number];

/** Whether a bundle was written for a text before `version`; ociVersion is checked to be SemVer 2.0.0. */
export function isBefore(ociVersion: string, [major, minor]: SpecVersion): boolean {
  const [own = 0, ownMinor = 0] = ociVersion.split('.').map(Number);
  return own < major || (own === major && ownMinor < minor);
}
