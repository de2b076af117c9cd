/* What a container says of itself to the service manager of whoever started it. */
#ifndef PELAGOS_NOTIFY_H
#define PELAGOS_NOTIFY_H

#include <sys/types.h>

/* One datagram: 1 where it says ready, 0 where it does not; descriptors that come along are dropped. */
int hear_ready(int socket);

/* Says that the service whose main process is pid is ready: 0 or a negative errno. */
int say_ready(int service, pid_t pid);

#endif
