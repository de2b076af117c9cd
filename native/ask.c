#include "ask.h"

#include "ask-warm.h"
#include "child.h"
#include "stamps.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

extern char **environ;

enum { ANSWER_FD = 3, LAST_WORDS_MS = 2000 };

/*
 * What the planner sees of the environment. Everything else is held back, because the JavaScript
 * engine and its loader obey variables that a caller or a unit file may have set for other programs
 * (BUN_OPTIONS, BUN_INSPECT, NODE_OPTIONS, JSC_useJIT, LD_PRELOAD, OPENSSL_CONF, SSL_CERT_FILE, …).
 */
static const char *const passed_on[] = {
	/* Where helpers are looked up (criu, newuidmap, ps). */
	"PATH=",
	/* The root of a rootless user's state, and the user's systemd. */
	"XDG_RUNTIME_DIR=", "DBUS_SESSION_BUS_ADDRESS=", "HOME=", "USER=",
	/* systemd's protocols for readiness and socket activation. */
	"NOTIFY_SOCKET=", "LISTEN_FDS=", "LISTEN_PID=", "LISTEN_FDNAMES=",
	/* How to write to people. */
	"TERM=", "NO_COLOR=", "COLUMNS=", "TZ=",
	/* Our own. */
	"PELAGOS_",
};

static bool is_passed_on(const char *variable)
{
	for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i++)
		if (strncmp(variable, passed_on[i], strlen(passed_on[i])) == 0)
			return true;
	return false;
}

/* A spawned planner lives for a few milliseconds: compiling what it runs costs it more than it gains. */
static char without_jit[] = "BUN_JSC_useJIT=0";

static bool wants_timing(char *const argv[])
{
	for (size_t i = 1; argv[0] != NULL && argv[i] != NULL; i++)
		if (strstr(argv[i], "-timing") != NULL)
			return true;
	return false;
}

/*
 * The engine does not start in a working directory without a path: one that was removed, as the bundle
 * of its pod is below a shim, or one that is out of reach. So it starts at the root, and hears of it.
 */
static char without_directory[] = "WITHOUT_DIRECTORY=1";

static void make_question(struct question *question, char *const argv[])
{
	size_t count = 0;
	char **selected = question->env;
	question->argv = argv;
	if (sys_getcwd(question->directory, sizeof question->directory) < 0 || question->directory[0] != '/')
		question->directory[0] = '\0';
	selected[count++] = without_jit;
	if (question->directory[0] == '\0')
		selected[count++] = without_directory;
	if (wants_timing(argv)) {
		snprintf(question->asked_at, sizeof question->asked_at, "ASKED_AT=%llu",
			 (unsigned long long)monotonic_now());
		selected[count++] = question->asked_at;
	}
	for (char **variable = environ; *variable != NULL && count < ENVIRONMENT_SIZE - 1; variable++)
		if (is_passed_on(*variable))
			selected[count++] = *variable;
	selected[count] = NULL;
}

int find_planner(struct planner *planner)
{
	static const char beside[] = "/../libexec/pelagos/planner";
	planner->pid = 0;
	planner->rest = -1;
	ssize_t length = readlink("/proc/self/exe", planner->path, sizeof planner->path);
	if (length < 0)
		return -errno;
	while (length > 0 && planner->path[length - 1] != '/')
		length--;
	if (length == 0 || (size_t)length + sizeof beside > sizeof planner->path)
		return -ENAMETOOLONG;
	memcpy(planner->path + length - 1, beside, sizeof beside);
	return 0;
}

/* In the child of a vfork(2), which shares our memory: system calls only. */
_Noreturn static void become_planner(const char *path, char *const argv[], char *const env[],
				     int answer, volatile int *error)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	int moved = answer == ANSWER_FD ? fcntl(answer, F_SETFD, 0) : dup2(answer, ANSWER_FD);
	if (moved >= 0 && sys_close_range(ANSWER_FD + 1, ~0U, 0) == 0)
		execve(path, argv, env);
	*error = errno;
	_exit(127);
}

pid_t start_planner(const char *path, char *const argv[], char *const env[], int fd, bool at_root)
{
	volatile int error = 0;
	pid_t pid = vfork();
	if (pid == 0 && at_root && chdir("/") < 0)
		_exit(127);
	if (pid == 0)
		become_planner(path, argv, env, fd, &error);
	if (pid < 0)
		return -errno;
	if (error == 0)
		return pid;
	(void)RETRY(waitpid(pid, NULL, 0));
	return -error;
}

void close_rest(struct planner *planner)
{
	if (planner != NULL && planner->rest >= 0) {
		close(planner->rest);
		planner->rest = -1;
	}
}

void dismiss_planner(struct planner *planner)
{
	/* Only a running child answers 0 here: no other process is ever hit by a stale number. */
	if (planner->pid > 0 && waitpid(planner->pid, NULL, WNOHANG) == 0) {
		kill(planner->pid, SIGKILL);
		(void)RETRY(waitpid(planner->pid, NULL, 0));
	}
	planner->pid = 0;
	close_rest(planner);
}

/* How a planner that gave no answer has ended, as words. */
static void describe_planner(struct planner *planner, char *how, size_t size)
{
	int process = sys_pidfd_open(planner->pid);
	struct pollfd end = {process, POLLIN, 0};
	int ended = process >= 0 ? (int)RETRY(poll(&end, 1, LAST_WORDS_MS)) : 0;
	int status = 0;
	if (process >= 0)
		close(process);
	if (ended > 0 && RETRY(waitpid(planner->pid, &status, 0)) > 0) {
		planner->pid = 0;
		describe_end(status, how, size);
	} else {
		snprintf(how, size, "closed its answer");
	}
}

static void complain(struct planner *planner, int error, char complaint[static COMPLAINT_SIZE])
{
	char how[128];
	if (error == -ENODATA) {
		describe_planner(planner, how, sizeof how);
		snprintf(complaint, COMPLAINT_SIZE, "the planner %s %s before it gave a whole plan",
			 planner->path, how);
	} else if (error == -EBADMSG) {
		snprintf(complaint, COMPLAINT_SIZE,
			 "the planner %s belongs to another version: install bin/ and libexec/ of "
			 "pelagos together", planner->path);
	} else {
		snprintf(complaint, COMPLAINT_SIZE, "cannot read the answer of the planner: %s",
			 strerror(-error));
	}
}

/* The program that is asked first, beside the planner. */
static int find_quick_planner(const struct planner *planner, char *path, size_t size)
{
	const char *slash = strrchr(planner->path, '/');
	int length = slash == NULL ? 0 : (int)(slash - planner->path);
	return snprintf(path, size, "%.*s/quick-planner", length, planner->path) < (int)size ? 0 : -ENAMETOOLONG;
}

/* A descriptor of the answer of the program at path, or a negative errno. */
static int spawn_program(struct planner *planner, const char *path, const struct question *question)
{
	int ends[2];
	dismiss_planner(planner);
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	pid_t pid = start_planner(path, question->argv, question->env, ends[1],
				  question->directory[0] == '\0');
	close(ends[1]);
	if (pid > 0) {
		planner->pid = pid;
		return ends[0];
	}
	close(ends[0]);
	return (int)pid;
}

/* The same of the planner that can answer all, or -1 and a sentence in complaint. */
static int spawn_planner(struct planner *planner, const struct question *question,
			 char complaint[static COMPLAINT_SIZE])
{
	planner->is_quick = false;
	int fd = spawn_program(planner, planner->path, question);
	if (fd >= 0)
		return fd;
	snprintf(complaint, COMPLAINT_SIZE,
		 "cannot start the planner %s: %s; install bin/ and libexec/ of pelagos side by "
		 "side", planner->path, strerror(-fd));
	return -1;
}

/* The same of the quick planner where there is one, else of the other. */
static int spawn_either(struct planner *planner, const struct question *question,
			char complaint[static COMPLAINT_SIZE])
{
	char path[PATH_MAX];
	int fd = find_quick_planner(planner, path, sizeof path);
	if (fd == 0)
		fd = spawn_program(planner, path, question);
	planner->is_quick = fd >= 0;
	return fd >= 0 ? fd : spawn_planner(planner, question, complaint);
}

int ask_planner(struct planner *planner, char *const argv[], char complaint[static COMPLAINT_SIZE])
{
	struct question question;
	dismiss_planner(planner);
	planner->is_quick = false;
	int fd = -1;
	make_question(&question, argv);
	planner->rest = ask_warm_planner(planner->path, &question, &fd);
	return planner->rest >= 0 ? fd : spawn_either(planner, &question, complaint);
}

/* The descriptor of the answer of a planner that is spawned now, unless the warm one has answered: -1. */
static int hear_or_spawn(struct planner *planner, char *const argv[], int warm,
			 struct plan_bytes *answer, char complaint[static COMPLAINT_SIZE])
{
	struct question question;
	complaint[0] = '\0';
	int error = hear_warm_planner(planner->rest, warm, answer);
	close(warm);
	if (error == 0)
		return -1;
	close_rest(planner);
	make_question(&question, argv);
	return spawn_either(planner, &question, complaint);
}

static int read_first(struct planner *planner, int fd, struct plan_bytes *answer)
{
	planner->rest = fd;
	int error = read_plan(fd, answer);
	if (error != 0)
		close_rest(planner);
	return error;
}

int take_answer(struct planner *planner, char *const argv[], int fd, struct plan_bytes *answer,
		char complaint[static COMPLAINT_SIZE])
{
	struct question question;
	if (argv != NULL && planner->rest >= 0) {
		fd = hear_or_spawn(planner, argv, fd, answer, complaint);
		if (fd < 0)
			return complaint[0] == '\0' ? 0 : -1;
	}
	int error = read_first(planner, fd, answer);
	if (error != 0 && planner->is_quick && argv != NULL) {
		/* What cannot be told quickly the other tells; both only read. */
		make_question(&question, argv);
		fd = spawn_planner(planner, &question, complaint);
		if (fd < 0)
			return -1;
		error = read_first(planner, fd, answer);
	}
	if (error == 0)
		return 0;
	if (planner->pid == 0) {
		snprintf(complaint, COMPLAINT_SIZE, "cannot read the plan: %s", strerror(-error));
		return -1;
	}
	complain(planner, error, complaint);
	dismiss_planner(planner);
	return -1;
}
