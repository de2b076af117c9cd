/*
 * Network devices, runtime-spec config-linux.md "Network Devices": a device is moved by name, keeps
 * its permanent addresses of global scope, and is up afterwards.
 */
#include "netlink.h"
#include "procfs.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum {
	NEW_LINK = 16,
	GET_LINK = 18,
	NEW_ADDRESS = 20,
	GET_ADDRESS = 22,
	LINK_NAME = 3,
	LINK_NAMESPACE_PID = 19,
	LINK_NAMESPACE_FD = 28,
	LINK_NEW_INDEX = 49,
	ADDRESS_LABEL = 3,
	ADDRESS_CACHE = 6,
	ADDRESS_FLAGS = 8,
	ADDRESS_PERMANENT = 0x80,
	/* NODAD, HOMEADDRESS, MANAGETEMPADDR, NOPREFIXROUTE, MCAUTOJOIN: what a person sets; the rest is state. */
	ADDRESS_FLAGS_KEPT = 0x02 | 0x10 | 0x100 | 0x200 | 0x400,
	SCOPE_GLOBAL = 0,
	ADDRESSES_SIZE = 64 * 1024,
	INDEX_TRIES = 4096,
};

/* struct ifinfomsg and struct ifaddrmsg of the kernel. */
struct link_body {
	uint8_t family;
	uint8_t pad;
	uint16_t type;
	int32_t index;
	uint32_t flags;
	uint32_t change;
};

struct address_body {
	uint8_t family;
	uint8_t prefix_length;
	uint8_t flags;
	uint8_t scope;
	uint32_t index;
};

/* Addresses as the kernel told them, each behind its length. */
struct addresses {
	uint32_t index;
	size_t used;
	uint8_t data[ADDRESSES_SIZE];
};

static int take_link(uint16_t type, const uint8_t *body, size_t length, void *state)
{
	if (type != NEW_LINK || length < sizeof(struct link_body))
		return -EBADMSG;
	memcpy(state, body, sizeof(struct link_body));
	return 0;
}

/* The link called name, or of the wanted index where name is NULL; -ENODEV without one. */
static int read_link(int socket, const char *name, int32_t wanted, struct link_body *link)
{
	struct netlink_request request;
	const struct link_body body = {.index = wanted};
	netlink_begin(&request, GET_LINK, NETLINK_ACK, &body, sizeof body);
	if (name != NULL)
		netlink_add(&request, LINK_NAME, name, strlen(name) + 1);
	return netlink_ask(socket, &request, take_link, link);
}

/* The same: its index. */
static int find_link(int socket, const char *name, int32_t wanted)
{
	struct link_body link = {0};
	int status = read_link(socket, name, wanted, &link);
	return status < 0 ? status : link.index;
}

static uint32_t address_flags(const uint8_t *body, size_t length)
{
	const struct netlink_attribute *attribute;
	struct address_body address;
	memcpy(&address, body, sizeof address);
	uint32_t flags = address.flags;
	size_t at = sizeof address;
	while ((attribute = netlink_next(body, length, &at)) != NULL) {
		if (attribute->type == ADDRESS_FLAGS && netlink_value_size(attribute) == sizeof flags)
			memcpy(&flags, netlink_value(attribute), sizeof flags);
	}
	return flags;
}

static int keep_address(uint16_t type, const uint8_t *body, size_t length, void *state)
{
	struct addresses *addresses = state;
	struct address_body address;
	if (type != NEW_ADDRESS || length < sizeof address)
		return -EBADMSG;
	memcpy(&address, body, sizeof address);
	if (address.index != addresses->index || address.scope != SCOPE_GLOBAL ||
	    (address_flags(body, length) & ADDRESS_PERMANENT) == 0)
		return 0;
	if (length > sizeof addresses->data - addresses->used - sizeof length)
		return -ENOBUFS;
	memcpy(addresses->data + addresses->used, &length, sizeof length);
	memcpy(addresses->data + addresses->used + sizeof length, body, length);
	addresses->used += sizeof length + length;
	return 0;
}

static int read_addresses(int socket, int32_t index, struct addresses *addresses)
{
	struct netlink_request request;
	const struct address_body body = {.family = AF_UNSPEC};
	int status = -EAGAIN;
	for (int tries = 0; status == -EAGAIN && tries < 8; tries++) {
		addresses->index = (uint32_t)index;
		addresses->used = 0;
		netlink_begin(&request, GET_ADDRESS, NETLINK_DUMP, &body, sizeof body);
		status = netlink_ask(socket, &request, keep_address, addresses);
		/* A dump that was interrupted leaves its rest in the socket. */
		char rest[64];
		while (status == -EAGAIN && recv(socket, rest, sizeof rest, MSG_DONTWAIT | MSG_TRUNC) > 0)
			continue;
	}
	return status;
}

static int add_address(int socket, int32_t index, const uint8_t *body, size_t length)
{
	struct netlink_request request;
	struct address_body address;
	const struct netlink_attribute *attribute;
	uint32_t flags = address_flags(body, length) & ADDRESS_FLAGS_KEPT;
	memcpy(&address, body, sizeof address);
	address.index = (uint32_t)index;
	address.flags = (uint8_t)flags;
	netlink_begin(&request, NEW_ADDRESS, NETLINK_ACK | NETLINK_CREATE | NETLINK_EXCLUSIVE, &address,
		      sizeof address);
	size_t at = sizeof address;
	while ((attribute = netlink_next(body, length, &at)) != NULL) {
		/* A label must begin with the name that the device had; life times of a permanent one are endless. */
		if (attribute->type != ADDRESS_LABEL && attribute->type != ADDRESS_CACHE &&
		    attribute->type != ADDRESS_FLAGS)
			netlink_add(&request, attribute->type, netlink_value(attribute), netlink_value_size(attribute));
	}
	netlink_add(&request, ADDRESS_FLAGS, &flags, sizeof flags);
	int status = netlink_ask(socket, &request, NULL, NULL);
	return status == -EEXIST ? 0 : status;
}

static int add_addresses(int socket, int32_t index, const struct addresses *addresses)
{
	size_t length = 0;
	for (size_t at = 0; at < addresses->used; at += sizeof length + length) {
		memcpy(&length, addresses->data + at, sizeof length);
		int status = add_address(socket, index, addresses->data + at + sizeof length, length);
		if (status < 0)
			return status;
	}
	return 0;
}

/* Sets or clears IFF_UP. */
static int set_up(int socket, int32_t index, bool up)
{
	struct netlink_request request;
	const struct link_body body = {.index = index, .flags = up ? IFF_UP : 0, .change = IFF_UP};
	netlink_begin(&request, NEW_LINK, NETLINK_ACK, &body, sizeof body);
	return netlink_ask(socket, &request, NULL, NULL);
}

static int open_own_network(void)
{
	char path[64];
	SCOPED_FD proc = open_own_proc();
	if (proc < 0)
		return proc;
	int status = own_proc_path(proc, path, sizeof path, "ns/net");
	if (status < 0)
		return status;
	return (int)RETRY(openat(proc, path, O_RDONLY | O_CLOEXEC));
}

/* A socket of the network namespace of pid; ours, own, is joined again before it returns. */
static int open_socket_in(pid_t pid, int own)
{
	SCOPED_FD process = sys_pidfd_open(pid);
	if (process < 0)
		return process;
	if (setns(process, CLONE_NEWNET) != 0)
		return -errno;
	SCOPED_FD socket = netlink_open();
	if (setns(own, CLONE_NEWNET) != 0)
		return -errno;
	return release_fd(&socket);
}

/* The index that the device gets: its own, unless the other namespace has given that away. Then the
 * kernel would choose one silently, and a name with %d in it could not be found again. */
static int choose_index(int socket, int32_t index)
{
	for (int tries = 0; tries < INDEX_TRIES; tries++, index++) {
		int found = find_link(socket, NULL, index);
		if (found == -ENODEV)
			return index;
		if (found < 0)
			return found;
	}
	return -EBUSY;
}

/* A device in its network namespace. */
struct place {
	int socket;
	/* How the other side names this namespace, and by which attribute. */
	uint16_t namespace_type;
	uint32_t namespace;
	int32_t index;
	const char *name;
};

static int move_link(const struct place *from, const struct place *to)
{
	struct netlink_request request;
	const struct link_body body = {.index = from->index};
	netlink_begin(&request, NEW_LINK, NETLINK_ACK, &body, sizeof body);
	netlink_add(&request, to->namespace_type, &to->namespace, sizeof to->namespace);
	netlink_add(&request, LINK_NAME, to->name, strlen(to->name) + 1);
	if (to->index != from->index)
		netlink_add(&request, LINK_NEW_INDEX, &to->index, sizeof to->index);
	return netlink_ask(from->socket, &request, NULL, NULL);
}

/* After a failure, which is the one to tell: the device is left as it was found, as far as it can be. */
static void give_back(const struct place *here, bool was_up, const struct addresses *addresses)
{
	(void)add_addresses(here->socket, here->index, addresses);
	if (was_up)
		(void)set_up(here->socket, here->index, true);
}

/* A device that is up cannot be renamed by older kernels, so that it is down while it is moved. */
static int move_device(const struct place *here, const struct place *there,
		       const struct addresses *addresses)
{
	int status = set_up(here->socket, here->index, false);
	if (status == 0)
		status = move_link(here, there);
	if (status < 0)
		return status;
	status = add_addresses(there->socket, there->index, addresses);
	if (status == 0)
		status = set_up(there->socket, there->index, true);
	if (status == 0)
		return 0;
	(void)set_up(there->socket, there->index, false);
	(void)move_link(there, here);
	return status;
}

int op_move_net_device(struct context *ctx, const struct op_move_net_device *arg)
{
	static struct addresses addresses;
	pid_t pid = arg->pid == NO_SLOT ? -1 : (pid_t)ctx->slots[arg->pid];
	if (pid <= 0)
		return -ESRCH;
	if (strlen(arg->name) >= IF_NAMESIZE || strlen(arg->new_name) >= IF_NAMESIZE)
		return fail_with(ctx, -ENAMETOOLONG, "a device name has at most %d bytes", IF_NAMESIZE - 1);
	SCOPED_FD here = netlink_open();
	if (here < 0)
		return here;
	SCOPED_FD own = open_own_network();
	if (own < 0)
		return own;
	SCOPED_FD there = open_socket_in(pid, own);
	if (there < 0)
		return there;
	struct link_body link = {0};
	int status = read_link(here, arg->name, 0, &link);
	if (status < 0)
		return status;
	if (strstr(arg->new_name, "%d") == NULL && find_link(there, arg->new_name, 0) >= 0)
		return fail_with(ctx, -EEXIST, "the network namespace of the container has a device \"%s\" already",
				 arg->new_name);
	int new_index = choose_index(there, link.index);
	if (new_index < 0)
		return new_index;
	status = read_addresses(here, link.index, &addresses);
	if (status < 0)
		return status;
	const struct place from = {here, LINK_NAMESPACE_FD, (uint32_t)own, link.index, arg->name};
	const struct place to = {there, LINK_NAMESPACE_PID, (uint32_t)pid, new_index, arg->new_name};
	status = move_device(&from, &to, &addresses);
	if (status < 0)
		give_back(&from, (link.flags & IFF_UP) != 0, &addresses);
	return status;
}

int op_interface_up(struct context *ctx, const struct op_interface_up *arg)
{
	struct ifreq request;
	memset(&request, 0, sizeof request);
	if (strlen(arg->name) >= sizeof request.ifr_name)
		return fail_with(ctx, -ENAMETOOLONG, "a device name has at most %d bytes", IF_NAMESIZE - 1);
	strcpy(request.ifr_name, arg->name);
	SCOPED_FD any = result_of(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	if (any < 0)
		return any;
	if (ioctl(any, SIOCGIFFLAGS, &request) != 0)
		return -errno;
	if ((request.ifr_flags & IFF_UP) != 0)
		return 0;
	request.ifr_flags |= IFF_UP;
	return ioctl(any, SIOCSIFFLAGS, &request) == 0 ? 0 : -errno;
}
