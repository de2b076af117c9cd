/*
 * on-terminal ROWSxCOLUMNS [STEP...] -- COMMAND...: runs a command on a terminal of its own, as a
 * terminal emulator does, and prints what it shows. The steps are done in their order: expect:TEXT
 * waits for more output until it has the text, type:TEXT types it, size:ROWSxCOLUMNS is the window
 * drawn to another size, kill:N sends the command a signal, raw:1 or raw:0 waits for the settings.
 * In the end it prints "[settings kept]" or "[settings changed]", and "[code N]": the exit code, or
 * 128 and the signal.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000, KEPT = 1 << 22 };

static char shown[KEPT];
static size_t used, looked_at;
static int master, own_side;
static pid_t command;

static void set_size(const char *text)
{
	struct winsize size = {0};
	if (sscanf(text, "%hux%hu", &size.ws_row, &size.ws_col) != 2 || ioctl(master, TIOCSWINSZ, &size) < 0)
		exit(2);
}

/* Takes output for at most so long: false where none came. */
static int take(int milliseconds)
{
	struct pollfd readable = {master, POLLIN, 0};
	if (poll(&readable, 1, milliseconds) <= 0)
		return 0;
	if (used > KEPT / 2) {
		used = looked_at = 0;
	}
	ssize_t length = read(master, shown + used, KEPT - 1 - used);
	if (length <= 0)
		return 0;
	(void)!write(STDOUT_FILENO, shown + used, (size_t)length);
	used += (size_t)length;
	shown[used] = '\0';
	return 1;
}

/* By the clock: a program that writes for ever makes any number of reads short. */
static long now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000L + now.tv_nsec / 1000000;
}

static void give_up(const char *step)
{
	printf("[%s in vain]\n", step);
	kill(command, SIGKILL);
	exit(1);
}

static void expect(const char *step, const char *text)
{
	for (long end = now_ms() + PATIENCE_MS; now_ms() < end;) {
		char *found = strstr(shown + looked_at, text);
		if (found != NULL) {
			looked_at = (size_t)(found - shown) + strlen(text);
			return;
		}
		(void)take(20);
	}
	give_up(step);
}

static int is_raw(void)
{
	struct termios now;
	tcgetattr(own_side, &now);
	return (now.c_lflag & (ICANON | ECHO | ISIG)) == 0;
}

static void do_step(const char *step)
{
	const char *text = strchr(step, ':') + 1;
	if (strncmp(step, "expect:", 7) == 0)
		expect(step, text);
	else if (strncmp(step, "type:", 5) == 0)
		(void)!write(master, text, strlen(text));
	else if (strncmp(step, "size:", 5) == 0)
		set_size(text);
	else if (strncmp(step, "kill:", 5) == 0)
		kill(command, atoi(text));
	else
		for (long end = now_ms() + PATIENCE_MS; is_raw() != atoi(text);) {
			if (now_ms() > end)
				give_up(step);
			take(20);
		}
}

static void begin(char **words)
{
	command = fork();
	if (command != 0)
		return;
	setsid();
	ioctl(own_side, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		dup2(own_side, fd);
	execvp(words[0], words);
	_exit(127);
}

int main(int argc, char **argv)
{
	struct termios before, after;
	int status = 0, at = 2;
	setvbuf(stdout, NULL, _IONBF, 0);
	master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (argc < 4 || master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
		return 2;
	own_side = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	set_size(argv[1]);
	tcgetattr(own_side, &before);
	for (char **word = argv + 2; *word != NULL; word++)
		if (strcmp(*word, "--") == 0) {
			begin(word + 1);
			*word = NULL;
			break;
		}
	for (; argv[at] != NULL; at++)
		do_step(argv[at]);
	for (long end = now_ms() + PATIENCE_MS; waitpid(command, &status, WNOHANG) == 0;) {
		if (now_ms() > end)
			give_up("end");
		take(20);
	}
	while (take(50))
		;
	tcgetattr(own_side, &after);
	int same = before.c_lflag == after.c_lflag && before.c_iflag == after.c_iflag &&
		   before.c_oflag == after.c_oflag;
	printf("[settings %s]\n[code %d]\n", same ? "kept" : "changed",
	       WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
	return 0;
}
