#ifndef PELAGOS_NULL_DEVICE_H
#define PELAGOS_NULL_DEVICE_H

/* The null device of the host, opened once and checked to be it; a negative errno. Not to be closed. */
int null_device(void);

/* Closes it; the next null_device() opens it again. */
void close_null_device(void);

#endif
