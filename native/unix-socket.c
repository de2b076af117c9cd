#include "unix-socket.h"

#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

/* A listener whose queue is full would hang us for ever: EAGAIN behind this. */
static const struct timeval patience = {.tv_sec = 5};

/* The path by the descriptor of its directory. */
static int shorten(const char *path, struct unix_address *address)
{
	char directory[PATH_MAX];
	const char *name = strrchr(path, '/');
	size_t length = name == NULL ? 0 : (size_t)(name - path);
	if (name == NULL || length + 2 > sizeof directory)
		return -ENAMETOOLONG;
	memcpy(directory, path, length + 1);
	directory[length + 1] = '\0';
	int fd = (int)RETRY(openat(AT_FDCWD, directory, O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (fd < 0)
		return fd;
	address->directory = fd;
	int used = snprintf(address->name.sun_path, sizeof address->name.sun_path, "/proc/self/fd/%d/%s",
			    fd, name + 1);
	if (used >= 0 && (size_t)used < sizeof address->name.sun_path)
		return 0;
	release_address(address);
	return -ENAMETOOLONG;
}

int find_address(const char *path, struct unix_address *address)
{
	size_t length = strlen(path);
	*address = (struct unix_address){.name.sun_family = AF_UNIX, .directory = -1};
	address->size = sizeof address->name;
	if (length >= sizeof address->name.sun_path)
		return path[0] == '@' ? -ENAMETOOLONG : shorten(path, address);
	memcpy(address->name.sun_path, path, length);
	if (path[0] != '@')
		return 0;
	address->name.sun_path[0] = '\0';
	address->size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
	return 0;
}

void release_address(struct unix_address *address)
{
	if (address->directory >= 0)
		close(address->directory);
	address->directory = -1;
}

int patient_socket(int kind)
{
	int fd = socket(AF_UNIX, kind | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	return fd;
}

int connect_socket(int kind, const char *path)
{
	struct unix_address address;
	int error = find_address(path, &address);
	if (error != 0)
		return error;
	int fd = patient_socket(kind);
	if (fd >= 0)
		error = (int)RETRY(connect(fd, (const struct sockaddr *)&address.name, address.size));
	release_address(&address);
	if (fd < 0 || error == 0)
		return fd;
	close(fd);
	return error;
}

union fd_message {
	char data[CMSG_SPACE(sizeof(int))];
	struct cmsghdr header;
};

int send_with_fd(int socket, const void *payload, size_t size, int fd)
{
	union fd_message control = {.data = {0}};
	struct iovec part = {(void *)(uintptr_t)payload, size};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control.data,
				 .msg_controllen = sizeof control.data};
	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
	ssize_t sent = RETRY(sendmsg(socket, &message, MSG_NOSIGNAL));
	if (sent < 0)
		return (int)sent;
	return (size_t)sent == size ? 0 : -EIO;
}

int receive_with_fd(int socket, void *payload, size_t size)
{
	union fd_message control = {.data = {0}};
	struct iovec part = {payload, size};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control.data,
				 .msg_controllen = sizeof control.data};
	ssize_t length = RETRY(recvmsg(socket, &message, MSG_WAITALL | MSG_CMSG_CLOEXEC));
	if (length <= 0)
		return length < 0 ? (int)length : -ENODATA;
	int fd = -EBADMSG;
	if (message.msg_controllen >= CMSG_LEN(sizeof fd) && control.header.cmsg_level == SOL_SOCKET &&
	    control.header.cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(&control.header), sizeof fd);
	if (fd >= 0 && (size_t)length != size) {
		close(fd);
		fd = -EBADMSG;
	}
	return fd;
}
