/* Lines of /proc/self/mountinfo, read only to explain a failure: the file grows with the machine. */
#ifndef PELAGOS_MOUNTINFO_H
#define PELAGOS_MOUNTINFO_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Lists the mounts below directory ("/proc/"): "/proc/kcore, /proc/keys"; false where none is. */
bool list_mounts_below(const char *directory, char *list, size_t size);

/* Writes the type of the file system on device; false where no mount shows it. */
bool find_file_system(dev_t device, char *type, size_t size);

#endif
