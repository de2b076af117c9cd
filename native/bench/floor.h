/*
 * The kernel's floor: what the container of hack/bench takes with nobody who reads a configuration,
 * judges it, tells of errors or undoes. Each verb does the work of pelagos' verb with as few system
 * calls as we know how to. The container is written into this program; hack/bench.d/bundle.ts is the
 * config.json of the same one.
 */
#pragma once

#include <sys/types.h>

struct floor {
	/* Holds the pid and the two FIFOs of the gate; made by create. */
	const char *state;
	const char *rootfs;
	/* The name of its cgroup below the root of each hierarchy. */
	const char *cgroup;
	char **program;
};

/* Ends the process with words and errno, if failed. */
void must(int failed, const char *what);

/* The whole of a file, or what fits: its length. */
size_t read_text(const char *path, char *text, size_t size);

/* Makes the cgroups and the rules for devices; a descriptor of the unified one. */
int make_cgroups(const char *name);
/* Puts this process, which has one thread, into those of version 1. */
void enter_cgroups(const char *name);
void remove_cgroups(const char *name);

/* Makes the container around this process, which is in new namespaces. */
void prepare_root(const char *rootfs);
/* Gives up rights, and executes the program. */
_Noreturn void become_program(char *const argv[]);
