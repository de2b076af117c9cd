/*
 * receive-fds SOCKET [TEXT]: receives one message with descriptors, as a console socket's or a seccomp
 * agent's peer does, and prints "fds=N bytes=N tty=0|1", "pid=N" where it is that of a process, and the
 * message. From a terminal it then prints what comes, after typing TEXT, until the other end closes.
 * A seccomp listener's first notification is answered with the errno TEXT; where that is "continue",
 * every call that is notified of goes on. A TEXT of its own is a bad peer: "idle" accepts nobody,
 * "full" neither and fills its queue first, "close" closes the connection at once.
 */
#define _GNU_SOURCE
#include <linux/seccomp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

static int listen_at(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || strlen(path) >= sizeof address.sun_path)
		return -1;
	strcpy(address.sun_path, path);
	if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 1) < 0)
		return -1;
	return fd;
}

/* Connections that nobody accepts, up to the one that would wait. */
static void fill(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	strcpy(address.sun_path, path);
	for (;;) {
		int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
			return;
	}
}

static int receive(int peer, char *message, size_t size, size_t *length, int *count)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(8 * sizeof(int))];
	} control;
	struct iovec part = {message, size};
	struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1,
				.msg_control = &control, .msg_controllen = sizeof control};
	ssize_t got = recvmsg(peer, &header, MSG_CMSG_CLOEXEC);
	if (got < 0)
		return -1;
	*length = (size_t)got;
	*count = 0;
	int first = -1;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&header); c != NULL; c = CMSG_NXTHDR(&header, c)) {
		if (c->cmsg_type != SCM_RIGHTS)
			continue;
		*count += (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int));
		if (first < 0)
			memcpy(&first, CMSG_DATA(c), sizeof first);
	}
	return first;
}

static void relay(int terminal, const char *text)
{
	char buffer[4096];
	if (text != NULL && write(terminal, text, strlen(text)) < 0)
		return;
	for (;;) {
		ssize_t got = read(terminal, buffer, sizeof buffer);
		if (got <= 0)
			return;
		fwrite(buffer, 1, (size_t)got, stdout);
		fflush(stdout);
	}
}

static void answer(int listener, const char *text)
{
	int goes_on = strcmp(text, "continue") == 0;
	do {
		struct seccomp_notif request = {0};
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request) < 0)
			return;
		printf("notified of %d\n", request.data.nr);
		fflush(stdout);
		struct seccomp_notif_resp response = {.id = request.id};
		if (goes_on)
			response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		else
			response.error = -atoi(text);
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
	} while (goes_on);
}

/* Of a descriptor of a process (proc(5), fdinfo). */
static void print_pid(int fd)
{
	char path[64], line[128];
	int pid = 0;
	snprintf(path, sizeof path, "/proc/self/fdinfo/%d", fd);
	FILE *file = fopen(path, "re");
	while (file != NULL && fgets(line, sizeof line, file) != NULL)
		if (sscanf(line, "Pid: %d", &pid) == 1)
			printf("pid=%d\n", pid);
	if (file != NULL)
		fclose(file);
}

int main(int argc, char **argv)
{
	static char message[1 << 16];
	size_t length = 0;
	int count = 0;
	int socket = argc < 2 ? -1 : listen_at(argv[1]);
	if (socket < 0) {
		perror("receive-fds");
		return 1;
	}
	alarm(30);
	const char *text = argc > 2 ? argv[2] : "";
	if (strcmp(text, "full") == 0)
		fill(argv[1]);
	puts("listening");
	fflush(stdout);
	if (strcmp(text, "full") == 0 || strcmp(text, "idle") == 0)
		pause();
	int peer = accept(socket, NULL, NULL);
	if (strcmp(text, "close") == 0)
		return close(peer);
	int fd = receive(peer, message, sizeof message, &length, &count);
	int tty = fd >= 0 && isatty(fd);
	printf("fds=%d bytes=%zu tty=%d\n", count, length, tty);
	print_pid(fd);
	fwrite(message, 1, length, stdout);
	putchar('\n');
	fflush(stdout);
	if (tty)
		relay(fd, argv[2]);
	else if (fd >= 0 && argc > 2)
		answer(fd, argv[2]);
	return 0;
}
