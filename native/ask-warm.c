#include "ask-warm.h"

#include "answer-questions.h"
#include "decode.h"
#include "foresee.h"
#include "scoped-fd.h"
#include "stamps.h"
#include "syscalls.h"
#include "unix-socket.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

/*
 * GREETING_MS: for the turn in the queue of a server, or its start; a spawned planner has answered long
 * before. PATIENCE_MS: for each frame. LIMIT_MS: for all.
 */
enum { GREETING_MS = 100, PATIENCE_MS = 250, LIMIT_MS = 2000, WRITABLE_BY_OTHERS = 022 };

/* The path of the socket: 0, or -ENOENT where no warm planner is to be asked. */
static int find_socket(char *path, size_t size)
{
	const char *given = getenv("PELAGOS_PLANNER_SOCKET"), *directory = "/run";
	if (given == NULL || given[0] == '\0') {
		if (geteuid() != 0)
			directory = getenv("XDG_RUNTIME_DIR");
		if (directory == NULL || directory[0] != '/')
			return -ENOENT;
		given = "";
	} else if (given[0] != '/') {
		return -ENOENT;
	} else {
		directory = "";
	}
	int length = snprintf(path, size, "%s%s", directory, given[0] != '\0' ? given : "/pelagos-planner.sock");
	return length >= 0 && (size_t)length < size ? 0 : -ENOENT;
}

/* Whether only we, or root, decide what lies at path. */
static int check_owner(const char *path)
{
	struct stat status;
	char directory[sizeof(struct sockaddr_un)];
	if (lstat(path, &status) < 0)
		return -errno;
	if (!S_ISSOCK(status.st_mode) || status.st_uid != geteuid() ||
	    (status.st_mode & WRITABLE_BY_OTHERS) != 0)
		return -EPERM;
	snprintf(directory, sizeof directory, "%.*s", (int)(strrchr(path, '/') - path), path);
	if (lstat(directory[0] != '\0' ? directory : "/", &status) < 0)
		return -errno;
	if (!S_ISDIR(status.st_mode) || (status.st_uid != geteuid() && status.st_uid != 0) ||
	    (status.st_mode & WRITABLE_BY_OTHERS) != 0)
		return -EPERM;
	return 0;
}

/* A socket to a server of this very user, or a negative errno; a full queue is -EAGAIN. */
static int connect_server(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct ucred peer;
	socklen_t size = sizeof peer;
	int error = find_socket(address.sun_path, sizeof address.sun_path);
	if (error == 0)
		error = check_owner(address.sun_path);
	if (error != 0)
		return error;
	SCOPED_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || connect(fd, (const struct sockaddr *)&address, sizeof address) < 0 ||
	    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0 || fcntl(fd, F_SETFL, 0) < 0)
		return -errno;
	if (peer.uid != geteuid())
		return -EPERM;
	error = set_patience(fd, GREETING_MS);
	return error == 0 ? release_fd(&fd) : error;
}

static int payload_text(struct payload *out, const char *text)
{
	size_t length = strlen(text);
	int error = payload_u32(out, (uint32_t)length);
	return error == 0 ? payload_bytes(out, text, length) : error;
}

static int payload_texts(struct payload *out, char *const texts[])
{
	uint32_t count = 0;
	while (texts[count] != NULL)
		count++;
	int error = payload_u32(out, count);
	for (uint32_t i = 0; i < count && error == 0; i++)
		error = payload_text(out, texts[i]);
	return error;
}

/* All that a spawned planner would have of us, and what most ask first. */
static int write_request(const struct question *question, struct payload *out)
{
	if (question->directory[0] == '\0')
		return -ENOENT;
	const uint32_t process[] = {(uint32_t)getpid(), geteuid(), getegid()};
	int error = payload_bytes(out, process, sizeof process);
	if (error == 0)
		error = payload_text(out, question->directory);
	if (error == 0)
		error = payload_texts(out, question->argv);
	if (error == 0)
		error = payload_texts(out, question->env + 1);
	return error == 0 ? foresee(question->argv, out) : error;
}

/* Hears who serves, and gets the socket to its planner: it, or a negative errno. */
static int hear_greeting(int server, const struct warm_identity *own)
{
	struct {
		struct frame_head head;
		struct warm_identity identity;
	} its;
	SCOPED_FD planner = receive_with_fd(server, &its, sizeof its);
	if (planner < 0)
		return planner;
	if (its.head.kind != FRAME_GREETING || its.head.length != sizeof its.identity)
		return -EBADMSG;
	if (memcmp(&its.identity, own, sizeof *own) != 0)
		return -EXDEV;
	int error = set_patience(planner, PATIENCE_MS);
	return error == 0 ? release_fd(&planner) : error;
}

static int answer_frame(int planner, size_t length)
{
	struct payload payload;
	int error = make_payload(&payload);
	if (error != 0)
		return error;
	/* The questions first, the answers behind them. */
	uint8_t *questions = payload_take(&payload, length);
	error = questions == NULL ? -EMSGSIZE : receive_all(planner, questions, length);
	struct payload answers = {payload.data + length, 0, payload.room - length};
	if (error == 0)
		error = answer_questions(questions, length, &answers);
	if (error == 0)
		error = send_frame(planner, FRAME_ANSWERS, &answers);
	free_payload(&payload);
	return error;
}

static int receive_plan(int server, size_t length, struct plan_bytes *answer)
{
	if (length < PLAN_HEADER_SIZE)
		return -EBADMSG;
	uint8_t *data = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (data == MAP_FAILED)
		return -errno;
	*answer = (struct plan_bytes){data, length};
	int error = receive_all(server, data, length);
	if (error == 0 && plan_length(data) != (int64_t)length)
		error = -EBADMSG;
	if (error != 0)
		free_plan(answer);
	return error;
}

/* Until the planner has answered: the kind of its last frame, or a negative errno. */
static int converse(int planner, struct plan_bytes *answer)
{
	const uint64_t end = monotonic_now() + LIMIT_MS * (uint64_t)1000000;
	for (;;) {
		struct frame_head head;
		int error = receive_head(planner, &head);
		if (error == 0 && (head.kind == FRAME_PLAN || head.kind == FRAME_PLAN_FIRST))
			error = receive_plan(planner, head.length, answer);
		else if (error == 0 && head.kind == FRAME_QUESTIONS)
			error = answer_frame(planner, head.length);
		else if (error == 0 && (head.kind != FRAME_DECLINED || head.length != 0))
			error = -EBADMSG;
		if (error != 0 || head.kind != FRAME_QUESTIONS)
			return error == 0 ? (int)head.kind : error;
		if (monotonic_now() > end)
			return -ETIMEDOUT;
	}
}

/* Greets the server while it does, and sends the request to its planner. */
static int send_request(int server, const struct warm_identity *own, const struct question *question)
{
	struct payload greeting = {(uint8_t *)(uintptr_t)own, sizeof *own, sizeof *own}, request;
	int error = send_frame(server, FRAME_GREETING, &greeting);
	if (error == 0)
		error = make_payload(&request);
	if (error != 0)
		return error;
	error = write_request(question, &request);
	SCOPED_FD planner = error == 0 ? hear_greeting(server, own) : error;
	if (planner >= 0)
		error = send_frame(planner, FRAME_REQUEST, &request);
	else
		error = planner;
	free_payload(&request);
	return error == 0 ? release_fd(&planner) : error;
}

int ask_warm_planner(const char *path, const struct question *question, int *planner)
{
	struct warm_identity own;
	/* A server that is being started must not queue up before itself. */
	const char *activated = getenv("LISTEN_PID");
	if (activated != NULL && strtol(activated, NULL, 10) == getpid())
		return -EBUSY;
	SCOPED_FD server = connect_server();
	if (server < 0)
		return server;
	int error = read_identity(path, &own);
	if (error != 0)
		return error;
	*planner = send_request(server, &own, question);
	return *planner >= 0 ? release_fd(&server) : *planner;
}

int hear_warm_planner(int server, int planner, struct plan_bytes *answer)
{
	int kind = converse(planner, answer);
	if (kind < 0)
		return kind;
	/* Whoever serves gives the planner to the next one; if it has gone, the plan is here. */
	const struct frame_head taken = {0, (uint32_t)kind};
	(void)send_all(server, &taken, sizeof taken);
	return kind == FRAME_DECLINED ? -ENOTSUP : 0;
}
