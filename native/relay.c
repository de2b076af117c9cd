/*
 * Moves bytes between the master of a terminal and our standard streams. Neither side is trusted to
 * read, to write or to end: each direction has one small buffer, and only what has room is waited for.
 */
#include "relay.h"

#include "syscalls.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>

/* POLLOUT promises room for so much in a pipe: a write of no more does not block. */
enum { BUFFER_SIZE = 4096 };

/* More than the kernel keeps of a terminal: who writes on after the end of the program is cut off. */
enum { LAST_WORDS = 1 << 20 };

enum { IN, MASTER, OUT };

struct buffer {
	char data[BUFFER_SIZE];
	size_t at, end;
};

static struct {
	int master, in, out;
	/* Held so that a program that closes its terminal, as systemd does, can open it again. */
	int peer;
	struct termios settings;
	bool is_raw;
	bool is_finished;
	size_t left;
} relay = {.master = -1, .in = -1, .out = -1, .peer = -1};

static struct buffer typed, written;

/*
 * A descriptor of our own for the same pipe or terminal, which does not block: the flags of fd itself
 * are shared with others. What cannot be opened again (a socket) or would be another file (the
 * multiplexer) or another place in it (a regular file) is used as it is.
 */
static int own_stream(int fd, int flags)
{
	char path[32];
	struct stat status;
	if (fstat(fd, &status) != 0 || status.st_rdev == makedev(5, 2) ||
	    (!S_ISFIFO(status.st_mode) && isatty(fd) == 0))
		return fd;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	int own = (int)RETRY(openat(AT_FDCWD, path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
	return own < 0 ? fd : own;
}

static void make_raw(void)
{
	if (tcgetattr(STDIN_FILENO, &relay.settings) != 0)
		return;
	struct termios raw = relay.settings;
	cfmakeraw(&raw);
	/* The caller's terminal is the one that makes CR LF of a newline (keep_newlines). */
	raw.c_oflag |= OPOST;
	relay.is_raw = tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
}

void keep_newlines(int master)
{
	struct termios settings;
	if (tcgetattr(master, &settings) != 0)
		return;
	settings.c_oflag &= ~(tcflag_t)ONLCR;
	(void)tcsetattr(master, TCSANOW, &settings);
}

static void open_peer(void)
{
	relay.peer = (int)RETRY(ioctl(relay.master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
}

static void close_if_open(int *fd)
{
	if (*fd > STDERR_FILENO)
		close(*fd);
	*fd = -1;
}

void relay_begin(int master)
{
	(void)fcntl(master, F_SETFL, O_NONBLOCK);
	relay.master = master;
	open_peer();
	relay.in = own_stream(STDIN_FILENO, O_RDONLY);
	relay.out = own_stream(STDOUT_FILENO, O_WRONLY);
	make_raw();
}

static bool is_empty(const struct buffer *buffer)
{
	return buffer->at == buffer->end;
}

void relay_wants(struct pollfd ends[static RELAY_ENDS])
{
	short master = 0;
	if (!relay.is_finished)
		master = (short)((is_empty(&written) ? POLLIN : 0) |
				 (is_empty(&typed) ? 0 : POLLOUT));
	ends[IN] = (struct pollfd){is_empty(&typed) ? relay.in : -1, POLLIN, 0};
	/* One without an event would still report a hangup, again and again. */
	ends[MASTER] = (struct pollfd){master == 0 ? -1 : relay.master, master, 0};
	ends[OUT] = (struct pollfd){is_empty(&written) ? -1 : relay.out, POLLOUT, 0};
}

/* False at the end, or where nothing more can come. */
static bool fill(struct buffer *buffer, int fd)
{
	ssize_t length = RETRY(read(fd, buffer->data, sizeof buffer->data));
	if (length == -EAGAIN)
		return true;
	buffer->at = 0;
	buffer->end = length > 0 ? (size_t)length : 0;
	return length > 0;
}

/* False where nobody takes it. */
static bool empty(struct buffer *buffer, int fd)
{
	ssize_t length = RETRY(write(fd, buffer->data + buffer->at, buffer->end - buffer->at));
	if (length > 0)
		buffer->at += (size_t)length;
	return length >= 0 || length == -EAGAIN;
}

static void drop(struct buffer *buffer)
{
	buffer->at = buffer->end = 0;
}

/* As when a terminal is closed: its program is told, instead of writing for nobody or not at all. */
static void hang_up(void)
{
	drop(&typed);
	drop(&written);
	close_if_open(&relay.in);
	close_if_open(&relay.out);
	close_if_open(&relay.peer);
	close_if_open(&relay.master);
}

static void take_written(void)
{
	if (fill(&written, relay.master))
		return;
	/* vhangup(2): everybody has lost the terminal, and may open it again. */
	close_if_open(&relay.peer);
	open_peer();
	if (relay.peer < 0)
		hang_up();
}

void relay_move(const struct pollfd ends[static RELAY_ENDS])
{
	if (ends[IN].revents != 0 && !fill(&typed, relay.in))
		close_if_open(&relay.in);
	if (!is_empty(&typed) && relay.master >= 0 && !empty(&typed, relay.master))
		drop(&typed);
	if (ends[MASTER].revents != 0 && is_empty(&written))
		take_written();
	if (!is_empty(&written) && !empty(&written, relay.out))
		hang_up();
}

void relay_finish(void)
{
	relay.is_finished = true;
	relay.left = LAST_WORDS;
	drop(&typed);
	close_if_open(&relay.in);
	close_if_open(&relay.peer);
}

bool relay_has_output(void)
{
	while (relay.master >= 0) {
		if (!is_empty(&written))
			return true;
		if (relay.left == 0 || !fill(&written, relay.master) || is_empty(&written))
			return false;
		size_t length = written.end;
		relay.left -= length < relay.left ? length : relay.left;
	}
	return false;
}

bool relay_resize(void)
{
	if (relay.master < 0)
		return false;
	copy_window_size(relay.master);
	return true;
}

void relay_end(void)
{
	if (relay.is_raw)
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &relay.settings);
	relay.is_raw = false;
	hang_up();
}

void copy_window_size(int master)
{
	struct winsize size;
	for (int fd = 0; fd <= 2; fd++) {
		if (ioctl(fd, TIOCGWINSZ, &size) != 0)
			continue;
		if (size.ws_row != 0 && size.ws_col != 0)
			(void)ioctl(master, TIOCSWINSZ, &size);
		return;
	}
}
