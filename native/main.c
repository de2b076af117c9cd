/*
 * pelagos: asks the planner what to do, and does it. `execute-plan FD [PLANNER-PID[q|wFD] PLANNER
 * ARGV…]` does the plan in the descriptor FD, where q says that it is the quick planner that was asked, and
 * wFD on which descriptor the server of a warm one is; the sealed copy is started that way, with what it
 * needs to ask the planner again. `execute-stored PLANNER ARGV…` does that of ARGV, with a stored plan where
 * there is one.
 */
#include "arguments.h"
#include "ask.h"
#include "decode.h"
#include "flow.h"
#include "held-signals.h"
#include "op-codes.h"
#include "log-record.h"
#include "report.h"
#include "run-track.h"
#include "sealed-copy.h"
#include "stamps.h"
#include "stored-plans.h"
#include "syscalls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

enum { STALE_LIMIT = 16, STALE_PAUSE_US = 500 };

static const char kept_changing[] =
	"what the plan was made for changed before it could be executed: try again";

static const char no_planner[] =
	"cannot find the planner: /proc is not mounted, or the path of pelagos is too long";

/* The answer of execute() for a plan that no longer fits what it found. */
enum { STALE = -1 };

/* One invocation: whom to ask, and with which words. */
struct invocation {
	struct planner planner;
	/* What to ask; NULL where there is nobody to ask. */
	char **argv;
	/* Where the plan is read, as soon as it is there; -1 before anybody was asked. */
	int answer;
};

static int say(const char *sentence)
{
	tell_failure(-1, NULL, sentence);
	return EXIT_FAILURE;
}

/* Fills the holes among 0, 1 and 2, so that no descriptor of ours is taken for a standard stream. */
static int fill_standard_streams(void)
{
	int fd;
	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= 2);
	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

/* No program that we start gets what the caller gave us, but for the container. */
static int close_descriptors_on_execve(void)
{
	return sys_close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
}

static void count_caller_descriptors(void)
{
	while (fcntl((int)caller_descriptors + 3, F_GETFD) >= 0)
		caller_descriptors++;
}

/* The inverse of find_planner(). */
static void set_executor_directory(const char *planner)
{
	const char *end = strstr(planner, "/../libexec/pelagos/planner");
	if (end != NULL)
		snprintf(executor_directory, sizeof executor_directory, "%.*s", (int)(end - planner),
			 planner);
}

static uint32_t preserved_by(const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->steps.count; i++)
		if (plan->steps.ops[i].code == OP_preserve_fds)
			return ((const struct op_preserve_fds *)plan->steps.ops[i].arguments)->count;
	return 0;
}

/* Goes on in the sealed copy with the words first before those of the call: returns only a negative errno. */
static int become_sealed(struct invocation *call, char *const first[], size_t count, uint32_t preserved)
{
	struct arena arena = {NULL, NULL, 0};
	size_t words = 0;
	int copy = make_sealed_copy();
	if (copy < 0)
		return copy;
	while (call->argv != NULL && call->argv[words] != NULL)
		words++;
	char **argv = arena_take(&arena, count + words + 1, sizeof *argv);
	if (argv == NULL)
		return -ENOMEM;
	memcpy(argv, first, count * sizeof *argv);
	if (words > 0)
		memcpy(argv + count, call->argv, words * sizeof *argv);
	argv[count + words] = NULL;
	int error = become_sealed_copy(copy, call->answer, preserved, argv);
	arena_free(&arena);
	close(copy);
	return error;
}

/* The same with the answer and the caller's first descriptors. */
static int go_on_sealed(struct invocation *call, uint32_t preserved)
{
	char number[16], pid[16] = "0";
	char *const first[] = {"pelagos", "execute-plan", number, pid, call->planner.path};
	snprintf(number, sizeof number, "%d", call->answer);
	if (call->planner.rest < 0)
		snprintf(pid, sizeof pid, "%d%s", (int)call->planner.pid, call->planner.is_quick ? "q" : "");
	else if (fcntl(call->planner.rest, F_SETFD, 0) == 0)
		snprintf(pid, sizeof pid, "0w%d", call->planner.rest);
	return become_sealed(call, first, sizeof first / sizeof *first, preserved);
}

/* The same where a stored plan clones. */
static int go_on_stored(struct invocation *call)
{
	char *const first[] = {"pelagos", "execute-stored", call->planner.path};
	return become_sealed(call, first, sizeof first / sizeof *first, 0);
}

/* The same with a plan that is read already. */
static int take_plan_sealed(struct invocation *call, const struct plan_bytes *bytes, const struct plan *plan)
{
	close_rest(&call->planner);
	call->answer = make_plan_file(bytes);
	return call->answer < 0 ? call->answer : go_on_sealed(call, preserved_by(plan));
}

/* What an attempt at a plan knows beside it. */
struct attempt {
	/* NULL where the plan was stored. */
	struct planner *planner;
	/* What the command line says; NULL where nobody has read it. */
	const struct arguments *arguments;
	bool is_last;
};

/* Once: where the log is the standard error, as a record alone. */
static void tell(const struct context *ctx, const char *message)
{
	const struct plan *plan = ctx->plan;
	if (log_is_stderr(plan->log_path))
		(void)log_append(ctx->log, &plan->log_style, "error", message);
	else
		tell_failure(ctx->log, &plan->log_style, message);
}

/*
 * Whether what has failed is for the planner to tell, whose plan names the program: where none has run, and
 * nobody has waited for long.
 */
static bool is_for_planner(const struct context *ctx, int error)
{
	return error != 0 && error != -ETIMEDOUT && ctx->given_words != NULL && !ctx->may_run;
}

/* Runs the plan: the exit code, or STALE unless this was the last attempt. */
static int execute(const struct plan *plan, struct arena *arena, struct attempt attempt)
{
	static struct context ctx;
	ctx = (struct context){.plan = plan, .sync = -1, .result = -1, .log = -1};
	ctx.exit_code = plan->exit_code;
	ctx.given_signal = attempt.arguments == NULL ? -1 : attempt.arguments->signal;
	ctx.given_words = attempt.arguments == NULL ? NULL : attempt.arguments->words;
	ctx.planner = attempt.planner;
	ctx.slots = arena_take(arena, plan->slot_count, sizeof *ctx.slots);
	if (ctx.slots == NULL)
		return say("cannot execute the plan: Out of memory");
	memset(ctx.slots, 0xff, plan->slot_count * sizeof *ctx.slots);
	if (plan->log_path[0] != '\0') {
		ctx.log = log_open(plan->log_path, plan->log_style.form);
		if (ctx.log < 0) {
			char sentence[MESSAGE_SIZE];
			snprintf(sentence, sizeof sentence, "cannot open the log \"%s\": %s",
				 plan->log_path, strerror(-ctx.log));
			return say(sentence);
		}
	}
	int error = run_track(&ctx, &plan->steps);
	int code = error == 0 ? (int)ctx.success_code : (int)ctx.exit_code;
	bool stale = ctx.stale || is_for_planner(&ctx, error);
	if (error != 0)
		run_undo(&ctx);
	if (!stale || attempt.is_last)
		tell_stamps(&ctx);
	if (error != 0 && (!stale || attempt.is_last))
		tell(&ctx, stale ? kept_changing : failure_message());
	if (ctx.log >= 0)
		close(ctx.log);
	drop_locks();
	if (!stale || attempt.is_last)
		return code;
	release_signals();
	return STALE;
}

/*
 * Asks the planner, and where the plan will clone goes on in the sealed copy while the planner plans.
 * That keeps all descriptors: the planner may be told to read one of them (/dev/fd/63).
 */
static int ask(struct invocation *call, char complaint[static COMPLAINT_SIZE])
{
	call->answer = ask_planner(&call->planner, call->argv, complaint);
	if (call->answer < 0 || call->argv[0] == NULL || !may_clone(call->argv + 1) || runs_sealed())
		return call->answer < 0 ? -1 : 0;
	/* Where this fails, the step that must not go on without it will say so. */
	(void)go_on_sealed(call, caller_descriptors);
	(void)close_descriptors_on_execve();
	return 0;
}

/*
 * Lets go of what the caller gave and the container is not to have: init would hold it until it executes.
 * What is still to be read of the answer stays.
 */
static void drop_descriptors(uint32_t preserved, int rest)
{
	const uint32_t first = 3 + preserved, kept = rest < 0 ? 0 : (uint32_t)rest;
	if (kept > first)
		(void)sys_close_range(first, kept - 1, 0);
	(void)sys_close_range(kept >= first ? kept + 1 : first, ~0U, 0);
}

/* Gets one plan and runs it: the exit code, or STALE. */
static int answer_once(struct invocation *call, bool last)
{
	char complaint[COMPLAINT_SIZE];
	struct plan_bytes bytes;
	struct arena arena = {NULL, NULL, 0};
	struct plan plan = {0};
	if (call->answer < 0 && ask(call, complaint) != 0)
		return say(complaint);
	int answer = call->answer;
	call->answer = -1;
	if (take_answer(&call->planner, call->argv, answer, &bytes, complaint) != 0)
		return say(complaint);
	int error = decode_plan(bytes.data, bytes.size, &arena, &plan);
	bool clones = error == 0 && track_has(&plan.steps, OP_clone);
	if (error != 0 || !track_has(&plan.steps, OP_store_plans))
		close_rest(&call->planner);
	if (clones && runs_sealed()) {
		drop_descriptors(preserved_by(&plan), call->planner.rest);
	} else if (clones) {
		error = take_plan_sealed(call, &bytes, &plan);
		snprintf(complaint, sizeof complaint,
			 "cannot run from a sealed copy, which keeps containers away from the program "
			 "of the host: %s", strerror(-error));
	} else if (error != 0) {
		snprintf(complaint, sizeof complaint, "cannot read the plan: %s", strerror(-error));
	}
	int code = error == 0 ? execute(&plan, &arena, (struct attempt){&call->planner, NULL, last}) : say(complaint);
	arena_free(&arena);
	free_plan(&bytes);
	return code;
}

/*
 * Runs the plan that create has stored for these words: the exit code, or STALE where there is none,
 * or none that still fits, so that the planner has to be asked.
 */
static int answer_ahead(struct invocation *call)
{
	static struct arguments arguments;
	static uint8_t buffer[STORED_PLANS_LIMIT];
	struct plan_bytes bytes;
	struct arena arena = {NULL, NULL, 0};
	struct plan plan = {0};
	int code = STALE;
	if (!read_arguments(call->argv + 1, &arguments) ||
	    read_stored_plan(arguments.directory, arguments.command, buffer, &bytes) != 0)
		return STALE;
	bool sealed = arguments.words != NULL && runs_sealed();
	if (arguments.words != NULL && !sealed) {
		/* Returns where it cannot; then the planner's plan says why. */
		if (find_planner(&call->planner) == 0)
			(void)go_on_stored(call);
		return STALE;
	}
	if (sealed)
		drop_descriptors(0, -1);
	if (decode_plan(bytes.data, bytes.size, &arena, &plan) == 0 &&
	    (sealed || !track_has(&plan.steps, OP_clone))) {
		plan.log_path = arguments.log_path;
		plan.log_style.form = arguments.log_json ? FORM_JSON : FORM_TEXT;
		code = execute(&plan, &arena, (struct attempt){NULL, &arguments, false});
	}
	arena_free(&arena);
	return code;
}

static void pause_after(int attempt)
{
	const struct timespec time = {0, 1000L * STALE_PAUSE_US * attempt};
	nanosleep(&time, NULL);
}

/* Whom to ask, as who started the sealed copy has found it. */
static void set_planner(struct invocation *call, const char *path)
{
	snprintf(call->planner.path, sizeof call->planner.path, "%s", path);
	call->planner.rest = -1;
}

/* Reads the words of `execute-plan`: 0, or the exit code after a complaint. */
static int read_call(struct invocation *call, int argc, char **argv)
{
	char *end = NULL;
	unsigned long number = strtoul(argv[2], &end, 10);
	if (end == argv[2] || *end != '\0' || number < 3 || number > INT_MAX)
		return say("execute-plan takes the number of a descriptor above 2");
	call->answer = (int)number;
	if (argc < 5)
		return find_planner(&call->planner) == 0 ? 0 : say(no_planner);
	/* The sealed copy's plan lies behind what the caller gave. */
	if (caller_descriptors > number - 3)
		caller_descriptors = (uint32_t)number - 3;
	set_planner(call, argv[4]);
	call->planner.pid = (pid_t)strtol(argv[3], &end, 10);
	call->planner.is_quick = *end == 'q';
	call->planner.rest = *end == 'w' ? atoi(end + 1) : -1;
	if (call->planner.rest >= 3 && caller_descriptors > (uint32_t)call->planner.rest - 3)
		caller_descriptors = (uint32_t)call->planner.rest - 3;
	if (argc > 5)
		call->argv = argv + 5;
	return 0;
}

/* Whether the first word is one of ours for ourselves, with at least count words. */
static bool is_called(const char *word, int argc, char *const argv[], int count)
{
	return argc >= count && strcmp(argv[1], word) == 0;
}

/* Makes the call ready to ask the planner (STALE), unless a stored plan does all: the exit code. */
static int begin(struct invocation *call, int argc, char **argv)
{
	const bool stored = is_called("execute-stored", argc, argv, 4);
	if (is_called("execute-plan", argc, argv, 3)) {
		int error = read_call(call, argc, argv);
		return error == 0 ? STALE : error;
	}
	call->argv = stored ? argv + 3 : argv;
	if (stored) {
		set_planner(call, argv[2]);
		set_executor_directory(argv[2]);
	}
	int code = call->argv[0] != NULL && call->argv[1] != NULL ? answer_ahead(call) : STALE;
	if (code != STALE || stored)
		return code;
	return find_planner(&call->planner) == 0 ? STALE : say(no_planner);
}

int main(int argc, char **argv)
{
	static struct invocation call;
	call = (struct invocation){.argv = NULL, .answer = -1};
	count_caller_descriptors();
	bool later = argc > 1 && strncmp(argv[1], "execute-", strlen("execute-")) != 0 && may_clone(argv + 1);
	if (fill_standard_streams() != 0 || (!later && close_descriptors_on_execve() != 0))
		return say("cannot open /dev/null, or close descriptors on execve: a kernel from 5.12 on is "
			   "needed, with close_range(2) allowed");
	/* An execution by descriptor would leave its number as the name. */
	prctl(PR_SET_NAME, "pelagos", 0, 0, 0);
	int code = begin(&call, argc, argv);
	if (code != STALE)
		return code;
	set_executor_directory(call.planner.path);
	int attempts = call.argv == NULL ? 1 : STALE_LIMIT;
	for (int attempt = 1; code == STALE; attempt++) {
		code = answer_once(&call, attempt == attempts);
		if (code == STALE)
			pause_after(attempt);
	}
	dismiss_planner(&call.planner);
	return code;
}
