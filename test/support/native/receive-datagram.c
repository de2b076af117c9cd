/* receive-datagram SOCKET COUNT: prints "ready", and then so many datagrams as they come. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static char data[1 << 16];
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (argc != 3)
		return 2;
	snprintf(address.sun_path, sizeof address.sun_path, "%s", argv[1]);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (bind(fd, (const struct sockaddr *)&address, sizeof address) != 0)
		return 1;
	alarm(30);
	dprintf(STDOUT_FILENO, "ready\n");
	for (int left = atoi(argv[2]); left > 0; left--) {
		ssize_t length = recv(fd, data, sizeof data, 0);
		if (length < 0 || write(STDOUT_FILENO, data, (size_t)length) != length)
			return 1;
	}
	return 0;
}
