/*
 * Serving a warm planner: it computes, and all that has to do with sockets is here, since its engine can
 * neither see who is at the other end of one nor take one over.
 */
#include "ask.h"
#include "executor.h"
#include "scoped-fd.h"
#include "small-file.h"
#include "stamps.h"
#include "syscalls.h"
#include "unix-socket.h"
#include "warm-channel.h"
#include "warm-peer.h"

#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

/* BACKLOG: who finds it full had better spawn. START_MS: what an engine takes to start, at most. */
enum { INHERITED = 3, BACKLOG = 4, START_MS = 10000, CHUNK = 64 << 10 };

struct service {
	const struct op_serve_planner *settings;
	const char *program;
	struct warm_identity identity;
	pid_t planner;
	/* Our end of the socket pair to the planner. */
	int channel;
	/* How many examples it has still to plan. */
	uint32_t practice;
};

static void end_warm_planner(struct service *service)
{
	if (service->planner > 0) {
		kill(service->planner, SIGKILL);
		(void)RETRY(waitpid(service->planner, NULL, 0));
		close(service->channel);
	}
	service->planner = 0;
}

/* Until it says that it is: 0 or a negative errno. */
static int await_ready(const struct service *service, uint32_t milliseconds)
{
	struct frame_head head;
	int error = set_patience(service->channel, milliseconds);
	if (error == 0)
		error = receive_head(service->channel, &head);
	return error == 0 && (head.kind != FRAME_READY || head.length != 0) ? -EPROTO : error;
}

/* Starts a planner and waits until it is ready: 0 or a negative errno. */
static int start_warm_planner(struct service *service)
{
	static char name[] = "planner", warm[] = "SERVES_REQUESTS=1";
	char *const argv[] = {name, NULL}, *const env[] = {warm, NULL};
	int ends[2];
	end_warm_planner(service);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return -errno;
	pid_t pid = start_planner(service->program, argv, env, ends[1], true);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return pid;
	}
	service->planner = pid;
	service->channel = ends[0];
	service->practice = service->settings->practice;
	int error = await_ready(service, START_MS);
	if (error != 0)
		end_warm_planner(service);
	return error;
}

/*
 * Passes on what follows a plan. It is the planner that must not fail: a client that has failed by then has
 * left, and wants none of it.
 */
static int pass_later(int from, int to)
{
	struct frame_head head;
	int error = receive_head(from, &head);
	bool heard = error == 0 && send_all(to, &head, sizeof head) == 0;
	for (size_t left = error == 0 ? head.length : 0; left > 0 && error == 0;) {
		static uint8_t chunk[CHUNK];
		size_t size = left < sizeof chunk ? left : sizeof chunk;
		error = receive_all(from, chunk, size);
		heard = heard && error == 0 && send_all(to, chunk, size) == 0;
		left -= size;
	}
	return error;
}

/* Hears who asks, greets, and hands the planner over: 0 or a negative errno. */
static int hand_over(const struct service *service, int client)
{
	struct {
		struct frame_head head;
		struct warm_identity identity;
	} its, greeting = {{sizeof greeting.identity, FRAME_GREETING}, service->identity};
	int error = set_patience(client, service->settings->patience);
	if (error == 0)
		error = receive_all(client, &its, sizeof its);
	if (error == 0 && memcmp(&its, &greeting, sizeof its) != 0)
		error = -EXDEV;
	return error == 0 ? send_with_fd(client, &greeting, sizeof greeting, service->channel) : error;
}

/* Until the client has the plan: 0 where the planner has nothing left to do with it. */
static int take_back(const struct service *service, int client)
{
	struct frame_head taken;
	int error = receive_head(client, &taken);
	if (error == 0)
		error = set_patience(service->channel, service->settings->patience);
	if (error != 0 || taken.kind != FRAME_PLAN_FIRST)
		return error;
	return pass_later(service->channel, client);
}

/* Of the planner, in bytes; 0 where it cannot be told. */
static uint64_t resident(const struct service *service)
{
	char path[64], text[128];
	snprintf(path, sizeof path, "/proc/%d/statm", (int)service->planner);
	if (read_small_file(AT_FDCWD, path, text, sizeof text) < 0)
		return 0;
	const char *second = strchr(text, ' ');
	long page = sysconf(_SC_PAGESIZE);
	return second == NULL || page < 0 ? 0 : strtoull(second, NULL, 10) * (uint64_t)page;
}

/* Serves one connection: 0, or a negative errno where there is no planner any more. */
static int serve_one(struct service *service, int listener)
{
	int client = (int)RETRY(accept4(listener, NULL, NULL, SOCK_CLOEXEC));
	if (client < 0)
		return client == -EMFILE || client == -ENFILE ? client : 0;
	bool served = is_peer(client) && hand_over(service, client) == 0;
	int error = served ? take_back(service, client) : 0;
	close(client);
	if (error != 0 || (served && resident(service) > service->settings->memory))
		return start_warm_planner(service);
	return 0;
}

/* Has an example planned: 0, or a negative errno where there is no planner any more. */
static int practise(struct service *service)
{
	const struct frame_head example = {0, FRAME_PRACTISE};
	service->practice--;
	if (send_all(service->channel, &example, sizeof example) == 0 && await_ready(service, START_MS) == 0)
		return 0;
	/* The next one does not try it: it would fail as this one did. */
	int error = start_warm_planner(service);
	service->practice = 0;
	return error;
}

/* Until nobody has come for long enough, or this planner is no longer the one to ask. */
static int serve(struct service *service, int listener)
{
	const uint32_t idle = service->settings->idle;
	for (;;) {
		struct pollfd ends[] = {{listener, POLLIN, 0}, {service->channel, 0, 0}};
		const int wait = idle == 0 || idle > INT_MAX ? -1 : (int)idle;
		int ready = (int)RETRY(poll(ends, 2, service->practice > 0 ? 0 : wait));
		if (ready < 0 || (ready == 0 && service->practice == 0))
			return ready;
		int error = ends[1].revents != 0 ? start_warm_planner(service) : 0;
		if (ready == 0)
			error = practise(service);
		if (error == 0 && ends[0].revents != 0)
			error = serve_one(service, listener);
		struct warm_identity now;
		if (error == 0)
			error = read_identity(service->program, &now);
		if (error != 0)
			return error;
		if (memcmp(&now, &service->identity, sizeof now) != 0)
			return 0;
	}
}

/* A socket file that nobody listens at any more is removed. */
static int remove_leftover(const struct sockaddr_un *address)
{
	struct stat status;
	SCOPED_FD probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (lstat(address->sun_path, &status) < 0)
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISSOCK(status.st_mode))
		return -EEXIST;
	if (probe < 0)
		return -errno;
	if (connect(probe, (const struct sockaddr *)address, sizeof *address) == 0 || errno != ECONNREFUSED)
		return -EADDRINUSE;
	return unlink(address->sun_path) < 0 ? -errno : 0;
}

/* The socket to serve at: it, or a negative errno. */
static int listen_at(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (path[0] == '\0')
		return listen(INHERITED, BACKLOG) < 0 ? -errno : INHERITED;
	if (strlen(path) >= sizeof address.sun_path)
		return -ENAMETOOLONG;
	strcpy(address.sun_path, path);
	int error = remove_leftover(&address);
	if (error != 0)
		return error;
	SCOPED_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	mode_t mask = umask(0177);
	if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) < 0 ||
	    listen(fd, BACKLOG) < 0)
		error = -errno;
	umask(mask);
	return error == 0 ? release_fd(&fd) : error;
}

int op_serve_planner(struct context *ctx, const struct op_serve_planner *arg)
{
	struct service service = {.settings = arg};
	if (ctx->planner == NULL)
		return -EINVAL;
	dismiss_planner(ctx->planner);
	service.program = ctx->planner->path;
	int error = read_identity(service.program, &service.identity);
	if (error == 0)
		error = start_warm_planner(&service);
	if (error != 0)
		return fail_with(ctx, error, "the planner %s does not serve", service.program);
	SCOPED_FD listener = listen_at(arg->path);
	error = listener < 0 ? listener : serve(&service, listener);
	if (listener >= 0 && arg->path[0] != '\0')
		(void)unlink(arg->path);
	end_warm_planner(&service);
	return error;
}
