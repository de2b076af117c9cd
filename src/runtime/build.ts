/**
 * What hack/build knows and the sources cannot: the commit, and the version of the libseccomp that
 * seccomp-compile is linked with. Empty where it was not told, as in tests of the sources.
 */
declare const BUILT_COMMIT: string | undefined;
declare const BUILT_LIBSECCOMP: string | undefined;

export const COMMIT = typeof BUILT_COMMIT === 'string' ? BUILT_COMMIT : '';
export const LIBSECCOMP = typeof BUILT_LIBSECCOMP === 'string' ? BUILT_LIBSECCOMP : '';
