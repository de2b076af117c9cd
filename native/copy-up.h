/* Copies of directories, the source hostile. */
#ifndef PELAGOS_COPY_UP_H
#define PELAGOS_COPY_UP_H

#include <sys/stat.h>

/* Copies what the directory from holds into the directory to; 0 or a negative errno. */
int copy_tree(int from, int to);

/* Gives to the owner, mode, extended attributes and times of from, as far as the kernel allows. */
void copy_metadata(int from, int to, const struct stat *status);

#endif
