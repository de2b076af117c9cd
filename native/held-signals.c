#include "held-signals.h"

#include "executor.h"
#include "syscalls.h"

#include <poll.h>
#include <string.h>
#include <sys/signalfd.h>

static const struct {
	int number;
	char name[8];
} fatal[] = {{SIGTERM, "SIGTERM"}, {SIGINT, "SIGINT"}, {SIGHUP, "SIGHUP"}, {SIGQUIT, "SIGQUIT"}};

enum { FATAL_COUNT = sizeof fatal / sizeof *fatal };

static sigset_t mask_before;
static bool are_held, are_all_held;
static int heeded = -1;

sigset_t all_signals(void)
{
	sigset_t all;
	memset(&all, 0xff, sizeof all);
	return all;
}

static int hold(const sigset_t *set)
{
	if (sigprocmask(SIG_BLOCK, set, are_held ? NULL : &mask_before) != 0)
		return -errno;
	are_held = true;
	return 0;
}

int hold_all_signals(void)
{
	const sigset_t all = all_signals();
	int error = hold(&all);
	are_all_held = are_all_held || error == 0;
	return error;
}

void release_signals(void)
{
	pass_over_signals();
	if (are_held)
		(void)sigprocmask(SIG_SETMASK, &mask_before, NULL);
	are_held = are_all_held = false;
}

int heeded_signals(void)
{
	return heeded;
}

int take_heeded_signal(const char **name)
{
	struct signalfd_siginfo info;
	if (heeded < 0 || RETRY(read(heeded, &info, sizeof info)) != (long)sizeof info)
		return 0;
	for (size_t i = 0; i < FATAL_COUNT; i++)
		if (fatal[i].number == (int)info.ssi_signo)
			*name = fatal[i].name;
	return (int)info.ssi_signo;
}

void pass_over_signals(void)
{
	if (heeded >= 0)
		close(heeded);
	heeded = -1;
}

void stop_heeding(void)
{
	if (are_all_held)
		pass_over_signals();
	else
		release_signals();
}

/* Those that the caller ignores or blocks do not end us: blocked, the kernel would keep them for us. */
int op_heed_signals(struct context *ctx, const struct op_heed_signals *arg)
{
	sigset_t set, blocked;
	struct sigaction now;
	(void)arg;
	if (ctx->is_child || heeded >= 0 || sigprocmask(SIG_BLOCK, NULL, &blocked) != 0)
		return -EINVAL;
	sigemptyset(&set);
	for (size_t i = 0; i < FATAL_COUNT; i++)
		if (sigaction(fatal[i].number, NULL, &now) == 0 && now.sa_handler == SIG_DFL &&
		    !sigismember(&blocked, fatal[i].number))
			sigaddset(&set, fatal[i].number);
	heeded = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return heeded < 0 ? -errno : hold(&set);
}

int op_expect_no_signal(struct context *ctx, const struct op_expect_no_signal *arg)
{
	struct pollfd come = {heeded, POLLIN, 0};
	(void)ctx;
	(void)arg;
	return RETRY(poll(&come, 1, 0)) > 0 ? -EINTR : 0;
}
