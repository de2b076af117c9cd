/*
 * Paths below a hostile root: every look-up goes once through openat2(2) with
 * RESOLVE_IN_ROOT|RESOLVE_NO_MAGICLINKS (EAGAIN is retried within a bound), and from then on only
 * descriptors are used (CVE-2021-30465, CVE-2024-45310). All return a descriptor with O_CLOEXEC, or
 * a negative errno.
 */
#ifndef PELAGOS_IN_ROOT_H
#define PELAGOS_IN_ROOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* open of an existing path; resolve adds RESOLVE_ flags (RESOLVE_NO_SYMLINKS, RESOLVE_NO_XDEV). */
int open_in_root(int root, const char *path, uint64_t flags, uint64_t resolve);

/* Opens the directory path as O_PATH, making missing components with mode (mkdirat, then
 * O_NOFOLLOW|O_DIRECTORY each; links that exist already are followed within the root). */
int make_directory_in_root(int root, const char *path, mode_t mode, uint64_t resolve);

/* Opens the parent directory of path (made when make) and copies its last component to name. */
int open_parent_in_root(int root, const char *path, bool make, char *name, size_t size);

#endif
