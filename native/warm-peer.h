#ifndef PELAGOS_WARM_PEER_H
#define PELAGOS_WARM_PEER_H

#include <stdbool.h>

/*
 * Whether the other end of a Unix socket is a process that could do all that a caller of ours may have done:
 * of our user, in our pid namespace, and, where that user is root, with CAP_SYS_ADMIN. What is lent to it can
 * be kept, and used to answer later callers: root of a container, or of a service without capabilities, would
 * gain by that. It is asked of the kernel, for the peer itself could lie, and of a file that may be read
 * without rights over the peer (proc_pid_status(5)), since the service has none.
 */
bool is_peer(int client);

#endif
