/* The one thing a runtime needs of /etc/passwd, read from bytes that the image chose. */
#ifndef PELAGOS_PASSWD_H
#define PELAGOS_PASSWD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Copies the home directory of the first entry of uid to home. False where there is no such entry, or
 * its home is no absolute path, or does not fit.
 */
bool find_home(const char *data, size_t length, uint32_t uid, char *home, size_t size);

#endif
