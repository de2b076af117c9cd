#include "warm-peer.h"

#include "small-file.h"

#include <linux/capability.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STATUS_SIZE = 4096 };

/* The value of a line of a status; empty where it has none. The name of a process has its newlines escaped. */
static const char *value_of(const char *status, const char *name)
{
	const char *line = strstr(status, name);
	return line == NULL ? "" : line + strlen(name);
}

/* In how many pid namespaces, from that of our procfs down, a process has a number. */
static unsigned depth_of(const char *status)
{
	unsigned depth = 0;
	for (const char *at = value_of(status, "\nNSpid:"); *at != '\0' && *at != '\n'; at++)
		depth += *at == '\t';
	return depth;
}

static bool administers(const char *status)
{
	return (strtoull(value_of(status, "\nCapEff:"), NULL, 16) >> CAP_SYS_ADMIN & 1) != 0;
}

bool is_peer(int client)
{
	char path[32], its[STATUS_SIZE], own[STATUS_SIZE];
	struct ucred peer;
	socklen_t size = sizeof peer;
	if (getsockopt(client, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0 || peer.uid != geteuid() || peer.pid <= 0)
		return false;
	snprintf(path, sizeof path, "/proc/%d/status", (int)peer.pid);
	if (read_small_file(AT_FDCWD, path, its, sizeof its) < 0 ||
	    read_small_file(AT_FDCWD, "/proc/self/status", own, sizeof own) < 0)
		return false;
	return depth_of(its) == depth_of(own) && (peer.uid != 0 || administers(its));
}
