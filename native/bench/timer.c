/*
 * timer INPUT OUTPUT: does the lines of its standard input one by one, words parted by tabs, and writes
 * a line for each that is measured. Commands get the file INPUT as standard input, and OUTPUT, emptied
 * before each, for what they print.
 *
 *   time LABEL ARG…        the time from vfork(2) to the end of the command, on the monotonic clock
 *   together LABEL N ARG…  N commands at a time, "%" in each ARG being the number: until all have ended
 *   do ARG…                a command that is not measured
 *   insist ARG…            the same, tried again for some seconds where it fails
 *   await FILE             the end of the process whose pid is in FILE
 *
 * NAME=VALUE before the first ARG of a command sets a variable, which stays for the commands to come.
 *
 * A measured line says LABEL, nanoseconds, microseconds of a processor, and the largest resident
 * size, in KiB, that one process of the command had. The first command that fails ends it all.
 *
 * It is small, so that vfork(2) costs always the same, and a subreaper, as the callers of runtimes
 * are: containers that outlive their runtime become its children.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum {
	WORDS = 64,
	COMMANDS = 256,
	NUMBERED_SIZE = 8192,
	AWAIT_MS = 20000,
	NUDGE_S = 2,
	NUDGES = 30,
	INSIST_TRIES = 20,
	INSIST_PAUSE_MS = 100,
};

static int input, output;
static unsigned long line_number;

_Noreturn static void give_up(const char *what, const char *how)
{
	fprintf(stderr, "timer: line %lu: %s: %s\n", line_number, what, how);
	exit(EXIT_FAILURE);
}

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* In the child of a vfork(2), which shares our memory: system calls only. */
_Noreturn static void become(char *const argv[])
{
	if (dup2(input, 0) == 0 && dup2(output, 1) == 1 && dup2(output, 2) == 2)
		execve(argv[0], argv, environ);
	_exit(127);
}

static pid_t start(char *const argv[])
{
	pid_t pid = vfork();
	if (pid == 0)
		become(argv);
	if (pid < 0)
		give_up(argv[0], strerror(errno));
	return pid;
}

/* Sets what stands before the program: where that begins. */
static char **take_variables(char **words)
{
	for (; words[0] != NULL && words[0][0] != '/'; words++) {
		char *value = strchr(words[0], '=');
		if (value == NULL)
			give_up(words[0], "is neither a variable nor an absolute path");
		*value = '\0';
		setenv(words[0], value + 1, 1);
	}
	if (words[0] == NULL)
		give_up("the line", "has no command");
	return words;
}

static void empty_output(void)
{
	if (ftruncate(output, 0) < 0 || lseek(input, 0, SEEK_SET) < 0)
		give_up("empty the output", strerror(errno));
}

static bool has_succeeded(int status)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

_Noreturn static void give_up_on(const char *name, int status)
{
	char how[64];
	if (WIFEXITED(status))
		snprintf(how, sizeof how, "ended with %d", WEXITSTATUS(status));
	else
		snprintf(how, sizeof how, "ended by signal %d", WTERMSIG(status));
	give_up(name, how);
}

static void wake(int number)
{
	(void)number;
}

static void set_nudges(int seconds)
{
	const struct itimerval period = {{seconds, 0}, {seconds, 0}};
	setitimer(ITIMER_REAL, &period, NULL);
}

/*
 * A command that does not end gets a SIGCHLD: youki 0.7 may miss that of a program that ends at once,
 * and then waits for ever.
 */
static void nudge(const pid_t *pids, int count, int nudges, const char *name)
{
	if (nudges == NUDGES)
		give_up(name, "does not end");
	for (int i = 0; i < count; i++)
		if (pids[i] != 0)
			kill(pids[i], SIGCHLD);
}

/* What commands came to. */
struct outcome {
	/* The largest resident size of one, in KiB. */
	long largest;
	/* All that they and their children, where they waited for them, had of processors, in us. */
	uint64_t processor;
	/* How the first that failed has ended, or 0. */
	int failure;
};

static uint64_t microseconds(struct timeval time)
{
	return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec;
}

/* Waits for commands. Reaps every orphan meanwhile: some runtimes wait for that. */
static struct outcome wait_for(pid_t *pids, int count, const char *name)
{
	struct outcome outcome = {0};
	int nudges = 0;
	set_nudges(NUDGE_S);
	for (int left = count; left > 0;) {
		struct rusage usage;
		int status;
		pid_t ended = wait4(-1, &status, 0, &usage);
		if (ended < 0 && errno != EINTR)
			give_up(name, strerror(errno));
		if (ended < 0)
			nudge(pids, count, nudges++, name);
		for (int i = 0; i < count && ended > 0; i++) {
			if (pids[i] != ended)
				continue;
			pids[i] = 0;
			left--;
			if (!has_succeeded(status) && outcome.failure == 0)
				outcome.failure = status;
			if (usage.ru_maxrss > outcome.largest)
				outcome.largest = usage.ru_maxrss;
			outcome.processor += microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
		}
	}
	set_nudges(0);
	return outcome;
}

/* Waits for commands, which must succeed. */
static struct outcome finish(pid_t *pids, int count, const char *name)
{
	struct outcome outcome = wait_for(pids, count, name);
	if (outcome.failure != 0)
		give_up_on(name, outcome.failure);
	return outcome;
}

static void tell(const char *label, uint64_t began, uint64_t ended, struct outcome outcome)
{
	printf("%s\t%llu\t%llu\t%ld\n", label, (unsigned long long)(ended - began),
	       (unsigned long long)outcome.processor, outcome.largest);
}

static void do_command(char *const argv[])
{
	empty_output();
	pid_t pid = start(argv);
	finish(&pid, 1, argv[0]);
}

static void insist_on(char *const argv[])
{
	const struct timespec pause = {0, INSIST_PAUSE_MS * 1000000L};
	for (int tries = INSIST_TRIES; tries > 0; tries--) {
		empty_output();
		pid_t pid = start(argv);
		struct outcome outcome = wait_for(&pid, 1, argv[0]);
		if (outcome.failure == 0)
			return;
		if (tries == 1)
			give_up_on(argv[0], outcome.failure);
		nanosleep(&pause, NULL);
	}
}

static void time_command(const char *label, char *const argv[])
{
	empty_output();
	uint64_t began = now();
	pid_t pid = start(argv);
	struct outcome outcome = finish(&pid, 1, argv[0]);
	tell(label, began, now(), outcome);
}

/* Copies argv with "%" replaced by the number. */
static void number_words(char *const argv[], int number, char *words[static WORDS],
			 char text[static NUMBERED_SIZE])
{
	size_t used = 0, word = 0;
	for (; argv[word] != NULL; word++) {
		words[word] = text + used;
		for (const char *from = argv[word]; *from != '\0' && used + 16 < NUMBERED_SIZE; from++) {
			if (*from == '%')
				used += (size_t)snprintf(text + used, 12, "%d", number);
			else
				text[used++] = *from;
		}
		text[used++] = '\0';
	}
	words[word] = NULL;
}

static void time_together(const char *label, const char *number, char *const argv[])
{
	pid_t pids[COMMANDS];
	char *words[WORDS], text[NUMBERED_SIZE];
	int count = atoi(number);
	if (count < 1 || count > COMMANDS)
		give_up(number, "is no number of commands");
	empty_output();
	uint64_t began = now();
	for (int i = 0; i < count; i++) {
		number_words(argv, i, words, text);
		pids[i] = start(words);
	}
	struct outcome outcome = finish(pids, count, argv[0]);
	tell(label, began, now(), outcome);
}

static void await_end(const char *path)
{
	char text[16] = "";
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0 || read(file, text, sizeof text - 1) < 1)
		give_up(path, strerror(errno));
	close(file);
	pid_t pid = atoi(text);
	if (pid < 2)
		give_up(path, "holds no pid");
	int process = (int)syscall(SYS_pidfd_open, pid, 0);
	if (process < 0 && errno == ESRCH)
		return;
	struct pollfd end = {process, POLLIN, 0};
	if (process < 0 || poll(&end, 1, AWAIT_MS) != 1)
		give_up(path, "the process does not end");
	close(process);
	/* It is our child where no other subreaper stands between. */
	waitpid(pid, NULL, 0);
}

static void do_line(char *words[static WORDS], size_t count)
{
	if (count >= 3 && strcmp(words[0], "time") == 0)
		time_command(words[1], take_variables(words + 2));
	else if (count >= 4 && strcmp(words[0], "together") == 0)
		time_together(words[1], words[2], take_variables(words + 3));
	else if (count >= 2 && strcmp(words[0], "do") == 0)
		do_command(take_variables(words + 1));
	else if (count >= 2 && strcmp(words[0], "insist") == 0)
		insist_on(take_variables(words + 1));
	else if (count == 2 && strcmp(words[0], "await") == 0)
		await_end(words[1]);
	else
		give_up(words[0] == NULL ? "" : words[0], "is no instruction");
}

int main(int argc, char **argv)
{
	char *line = NULL, *words[WORDS];
	size_t size = 0;
	ssize_t length;
	if (argc != 3)
		give_up("usage", "timer INPUT OUTPUT");
	input = open(argv[1], O_RDONLY | O_CLOEXEC);
	output = open(argv[2], O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (input < 0 || output < 0)
		give_up(input < 0 ? argv[1] : argv[2], strerror(errno));
	const struct sigaction action = {.sa_handler = wake};
	sigaction(SIGALRM, &action, NULL);
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	while ((length = getline(&line, &size, stdin)) > 0) {
		size_t count = 0;
		line_number++;
		if (line[length - 1] == '\n')
			line[length - 1] = '\0';
		for (char *rest = line; count < WORDS - 1 && rest != NULL;)
			words[count++] = strsep(&rest, "\t");
		words[count] = NULL;
		do_line(words, count);
	}
	return 0;
}
