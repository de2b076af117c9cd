/*
 * notify listen ADDRESS: a service manager at a path, or behind an @ at a name of the abstract
 * namespace. Prints each datagram, its line breaks as blanks, and how many descriptors came along,
 * which it closes then: who waits for that finds the line written.
 * notify send TEXT...: sends each TEXT to NOTIFY_SOCKET, \n in it being a line break.
 * notify flood: sends nonsense to NOTIFY_SOCKET for ever, from this process and a child that outlives it
 * for as long as it may.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static socklen_t address_of(const char *text, struct sockaddr_un *address)
{
	*address = (struct sockaddr_un){.sun_family = AF_UNIX};
	strncpy(address->sun_path, text, sizeof address->sun_path - 1);
	if (text[0] == '@')
		address->sun_path[0] = '\0';
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(text));
}

static int receive(int socket)
{
	char text[8192];
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(8 * sizeof(int))];
	} control;
	struct iovec part = {text, sizeof text - 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1,
				 .msg_control = &control, .msg_controllen = sizeof control};
	ssize_t length = recvmsg(socket, &message, 0);
	int fds[8], count = 0;
	if (length < 0)
		return 1;
	text[length] = '\0';
	for (char *at = text; *at != '\0'; at++)
		if (*at == '\n')
			*at = ' ';
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c != NULL; c = CMSG_NXTHDR(&message, c)) {
		size_t size = c->cmsg_len - CMSG_LEN(0);
		memcpy(fds, CMSG_DATA(c), size);
		count = (int)(size / sizeof *fds);
	}
	printf("%s fds=%d\n", text, count);
	fflush(stdout);
	while (count > 0)
		close(fds[--count]);
	return 0;
}

static int send_to_manager(const char *text)
{
	struct sockaddr_un address;
	char line[4096];
	size_t used = 0;
	const char *to = getenv("NOTIFY_SOCKET");
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	socklen_t size = to == NULL ? 0 : address_of(to, &address);
	for (const char *at = text; *at != '\0' && used < sizeof line; at++, used++) {
		line[used] = *at;
		if (at[0] == '\\' && at[1] == 'n') {
			line[used] = '\n';
			at++;
		}
	}
	int sent = fd < 0 || size == 0
			   ? -1
			   : (int)sendto(fd, line, used, MSG_NOSIGNAL, (struct sockaddr *)&address, size);
	if (sent < 0)
		perror("notify");
	close(fd);
	return sent < 0;
}

int main(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "listen") == 0) {
		struct sockaddr_un address;
		socklen_t size = address_of(argv[2], &address);
		int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
		if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) < 0) {
			perror("notify listen");
			return 1;
		}
		alarm(60);
		puts("listening");
		fflush(stdout);
		while (receive(fd) == 0)
			;
	}
	if (argc == 2 && strcmp(argv[1], "flood") == 0) {
		(void)!fork();
		for (;;)
			send_to_manager("READY=0\\nMAINPID=1\\nnonsense");
	}
	int failed = argc < 3;
	for (int i = 2; i < argc; i++)
		failed |= send_to_manager(argv[i]);
	return failed;
}
