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

/* openat2(2) itself, O_CLOEXEC added; resolve replaces the flags that the others always set. */
int open_beneath(int directory, const char *path, uint64_t flags, uint64_t resolve);

/* open of an existing path; resolve adds RESOLVE_ flags (RESOLVE_NO_SYMLINKS, RESOLVE_NO_XDEV). */
int open_in_root(int root, const char *path, uint64_t flags, uint64_t resolve);

/* What a directory that has to be made gets. */
struct new_directory {
	mode_t mode;
	/* Whether it gets an owner too, which is never touched otherwise. */
	bool owned;
	uid_t uid;
	gid_t gid;
};

/* Opens the directory path as O_PATH, making missing components with mode (mkdirat, then
 * O_NOFOLLOW|O_DIRECTORY each; links that exist already are followed within the root, a dangling
 * link's target is made there). */
int make_directory_in_root(int root, const char *path, mode_t mode, uint64_t resolve);
int make_owned_directory_in_root(int root, const char *path, const struct new_directory *how,
				 uint64_t resolve);

/* Opens the file path as O_PATH; where it is missing it is made empty with mode, and missing parents
 * with 0755. What exists is opened whatever it is. */
int make_file_in_root(int root, const char *path, mode_t mode, uint64_t resolve);

/* Opens the parent directory of path (made when make) and copies its last component to name. */
int open_parent_in_root(int root, const char *path, bool make, char *name, size_t size);

/* Copies the shortest leading part of path that exists and is no directory to name, for messages;
 * false where there is none. */
bool find_non_directory(int root, const char *path, char *name, size_t size);

/* chmod(2) of what an O_PATH descriptor refers to. */
int chmod_descriptor(int fd, mode_t mode);

#endif
