/* One method call to systemd over D-Bus. */
#include "bus.h"
#include "cgroup-tree.h"
#include "executor.h"
#include "syscalls.h"

#include <stdio.h>
#include <string.h>

enum { JOB_SIZE = 256, SERIAL_AT = 8 };

static const char unit_exists[] = "org.freedesktop.systemd1.UnitExists";

static int send_call(struct context *ctx, struct bus *bus, const struct op_bus_call *arg)
{
	const uint8_t *call = arg->call.data;
	uint32_t at = arg->pid_at;
	if (at == 0)
		return bus_send(bus, call, arg->call.length);
	int value = slot_fd(ctx, arg->pid);
	if (value <= 0 || arg->call.length < at + sizeof value)
		return -EINVAL;
	int error = bus_send(bus, call, at);
	if (error == 0)
		error = bus_send(bus, &value, sizeof value);
	at += (uint32_t)sizeof value;
	return error != 0 ? error : bus_send(bus, call + at, arg->call.length - at);
}

static int tell_error(struct context *ctx, const struct bus_message *message)
{
	int error = strcmp(message->error_name, unit_exists) == 0 ? -EEXIST : -EREMOTEIO;
	return fail_with(ctx, error, "%.1024s (%.128s)", bus_message_text(message, 0),
			 message->error_name);
}

/* Waits for the answer to the call, and copies the path of the job in it. */
static int await_answer(struct context *ctx, struct bus *bus, uint32_t serial, char job[static JOB_SIZE])
{
	struct bus_message message;
	for (;;) {
		int error = bus_receive(bus, &message);
		if (error < 0)
			return error;
		if (message.type == BUS_ERROR)
			return tell_error(ctx, &message);
		if (message.type == BUS_RETURN && message.reply_serial == serial) {
			snprintf(job, JOB_SIZE, "%s", bus_message_text(&message, 0));
			return 0;
		}
	}
}

static int await_job(struct context *ctx, struct bus *bus, const char *job)
{
	struct bus_message message;
	for (;;) {
		int error = bus_receive(bus, &message);
		if (error < 0)
			return error;
		if (message.type != BUS_SIGNAL || strcmp(message.member, "JobRemoved") != 0 ||
		    strcmp(bus_message_text(&message, 1), job) != 0)
			continue;
		const char *result = bus_message_text(&message, 3);
		if (strcmp(result, "done") == 0)
			return 0;
		return fail_with(ctx, -ECANCELED, "its job ended with \"%.64s\"", result);
	}
}

/* A unit that exists is often one that systemd is about to let go of: of a container that just ended. */
static int call_patiently(struct context *ctx, struct bus *bus, const struct op_bus_call *arg,
			  char job[static JOB_SIZE])
{
	struct patience patience = patience_of(arg->patience);
	uint32_t serial;
	memcpy(&serial, arg->call.data + SERIAL_AT, sizeof serial);
	for (;;) {
		int error = send_call(ctx, bus, arg);
		if (error == 0)
			error = await_answer(ctx, bus, serial, job);
		if (error != -EEXIST || !pause_patiently(&patience))
			return error;
		ctx->detail[0] = '\0';
	}
}

int op_bus_call(struct context *ctx, const struct op_bus_call *arg)
{
	static struct bus bus;
	char job[JOB_SIZE] = "";
	const char *awaited = "it did not let us in";
	if (arg->call.length < BUS_HEAD_SIZE)
		return -EINVAL;
	int error = bus_open(&bus, arg->socket, arg->timeout);
	if (error == 0) {
		awaited = "it did not answer";
		error = bus_send(&bus, arg->opening.data, arg->opening.length);
	}
	if (error == 0)
		error = call_patiently(ctx, &bus, arg, job);
	if (error == 0 && arg->job) {
		awaited = "it did not end the job that it began";
		error = await_job(ctx, &bus, job);
	}
	bus_close(&bus);
	if (error == -ETIMEDOUT)
		return fail_with(ctx, error, "%s within %u ms (%s)", awaited, arg->timeout, arg->socket);
	if (error != 0 && ctx->detail[0] == '\0')
		return fail_with(ctx, error, "over %s", arg->socket);
	return error;
}
