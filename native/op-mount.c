/*
 * Mounts as descriptors: made, cloned and changed while they are attached nowhere. What the kernel
 * writes into a file system context is the only place where it says which option it does not like.
 */
#include "blocked-path.h"
#include "in-root.h"
#include "mountinfo.h"
#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

/* fsconfig(2) takes values up to this length, the NUL included. */
enum { CONFIG_VALUE_MAX = 256 };

/* Appends the messages of the context to detail; a message is "e text\n" (or w, i). */
static size_t read_messages(int context, char *detail, size_t size)
{
	char message[512];
	size_t used = 0;
	ssize_t length;
	while ((length = RETRY(read(context, message, sizeof message - 1))) > 2) {
		while (length > 0 && message[length - 1] == '\n')
			length--;
		message[length] = '\0';
		int printed = snprintf(detail + used, size - used, "%s%s", used > 0 ? "; " : "",
				       message + 2);
		if (printed < 0 || (size_t)printed >= size - used)
			break;
		used += (size_t)printed;
	}
	return used;
}

/* The context's own words, or else words that name the option. */
static int fail_in_context(struct context *ctx, int context, int error, const char *option)
{
	if (read_messages(context, ctx->detail, sizeof ctx->detail) > 0)
		return error;
	return *option == '\0' ? error : fail_with(ctx, error, "the option \"%s\" was refused", option);
}

static int set_string(struct context *ctx, int context, const char *key, const char *value)
{
	if (strlen(value) >= CONFIG_VALUE_MAX)
		return fail_with(ctx, -ENAMETOOLONG,
				 "the value of \"%s\" is longer than %d bytes, the most that fsconfig(2) takes",
				 key, CONFIG_VALUE_MAX - 1);
	int status = sys_fsconfig(context, CONFIG_SET_STRING, key, value, 0);
	return status < 0 ? fail_in_context(ctx, context, status, key) : 0;
}

/*
 * The layers of an overlay one by one (Linux 6.5): together they are easily longer than fsconfig(2)
 * takes. ":" parts layers, "::" begins those that hold data only, "\:" is part of a name.
 */
static int set_layers(struct context *ctx, int context, const char *layers)
{
	char layer[CONFIG_VALUE_MAX];
	const char *key = "lowerdir+";
	while (*layers != '\0') {
		size_t length = 0;
		while (*layers != '\0' && *layers != ':') {
			if (layers[0] == '\\' && layers[1] != '\0')
				layers++;
			if (length == sizeof layer - 1)
				return fail_with(ctx, -ENAMETOOLONG,
						 "the name of an overlay layer is longer than %d bytes",
						 CONFIG_VALUE_MAX - 1);
			layer[length++] = *layers++;
		}
		layer[length] = '\0';
		int status = set_string(ctx, context, key, layer);
		if (status < 0)
			return status;
		if (layers[0] == ':' && layers[1] == ':') {
			key = "datadir+";
			layers++;
		}
		if (*layers == ':')
			layers++;
	}
	return 0;
}

static int set_option(struct context *ctx, int context, const char *option, bool overlay)
{
	char key[CONFIG_VALUE_MAX];
	const char *value = strchr(option, '=');
	size_t length = value == NULL ? strlen(option) : (size_t)(value - option);
	if (length >= sizeof key)
		return fail_with(ctx, -ENAMETOOLONG, "the option \"%s\" is too long", option);
	memcpy(key, option, length);
	key[length] = '\0';
	if (value == NULL) {
		int status = sys_fsconfig(context, CONFIG_SET_FLAG, key, NULL, 0);
		return status < 0 ? fail_in_context(ctx, context, status, option) : 0;
	}
	if (overlay && strcmp(key, "lowerdir") == 0 && strlen(value + 1) >= CONFIG_VALUE_MAX)
		return set_layers(ctx, context, value + 1);
	return set_string(ctx, context, key, value + 1);
}

/*
 * The kernel gives a user namespace no new procfs or sysfs that would show what mounts on all those
 * that it sees hide.
 */
static int fail_fsmount(struct context *ctx, int context, int error, const char *type)
{
	char covers[512];
	const char *place = strcmp(type, "proc") == 0 ? "/proc/" : strcmp(type, "sysfs") == 0 ? "/sys/" : "";
	if (error == -EPERM && *place != '\0' && list_mounts_below(place, covers, sizeof covers))
		return fail_with(ctx, error, "it would show what is hidden by the mounts on %s", covers);
	return fail_in_context(ctx, context, error, "");
}

/* A mode can be seen where nothing may be read. Why the place cannot be reached is told by attach. */
static int set_mode_of(struct context *ctx, int context, slot_t slot, const char *path)
{
	char mode[16];
	struct stat status;
	int root = slot_fd(ctx, slot);
	if (root < 0)
		return root;
	SCOPED_FD covered = open_in_root(root, path, O_PATH | O_DIRECTORY, 0);
	if (covered < 0)
		return 0;
	if (fstat(covered, &status) != 0)
		return -errno;
	snprintf(mode, sizeof mode, "%o", (unsigned)status.st_mode & 07777);
	return set_string(ctx, context, "mode", mode);
}

int op_new_mount(struct context *ctx, const struct op_new_mount *arg)
{
	SCOPED_FD context = sys_fsopen(arg->type);
	if (context == -ENODEV)
		return fail_with(ctx, context, "the kernel has no file system \"%s\"", arg->type);
	if (context < 0)
		return context;
	bool overlay = strcmp(arg->type, "overlay") == 0;
	int status = *arg->source == '\0' ? 0 : set_string(ctx, context, "source", arg->source);
	for (uint32_t i = 0; status == 0 && i < arg->options.count; i++)
		status = set_option(ctx, context, arg->options.items[i], overlay);
	if (status == 0 && arg->root != NO_SLOT)
		status = set_mode_of(ctx, context, arg->root, arg->path);
	if (status < 0)
		return status;
	status = sys_fsconfig(context, CONFIG_CREATE, NULL, NULL, 0);
	if (status < 0)
		return fail_in_context(ctx, context, status, "");
	SCOPED_FD mount = sys_fsmount(context, arg->attributes);
	if (mount < 0)
		return fail_fsmount(ctx, context, mount, arg->type);
	slot_take_fd(ctx, arg->out, &mount);
	return 0;
}

int op_open_tree(struct context *ctx, const struct op_open_tree *arg)
{
	unsigned int flags = OPEN_TREE_CLONE | (arg->recursive ? AT_RECURSIVE : 0);
	SCOPED_FD tree = -1;
	if (arg->root == NO_SLOT) {
		tree = sys_open_tree(AT_FDCWD, arg->path,
				     flags | (arg->no_follow ? AT_SYMLINK_NOFOLLOW : 0));
	} else {
		int root = slot_fd(ctx, arg->root);
		if (root < 0)
			return root;
		SCOPED_FD place = open_in_root(root, arg->path,
					       O_PATH | (arg->no_follow ? O_NOFOLLOW : 0), 0);
		if (place < 0)
			return place;
		tree = sys_open_tree(place, "", flags | AT_EMPTY_PATH);
	}
	if (tree < 0)
		return arg->root == NO_SLOT ? fail_blocked(ctx, arg->path, tree) : tree;
	slot_take_fd(ctx, arg->out, &tree);
	return 0;
}

static int fail_mapping(struct context *ctx, int mount, int error)
{
	struct stat status;
	char type[64];
	if (fstat(mount, &status) != 0 || !find_file_system(status.st_dev, type, sizeof type))
		return error;
	return fail_with(ctx, error, "its file system is %s", type);
}

int op_mount_attributes(struct context *ctx, const struct op_mount_attributes *arg)
{
	struct mount_change change = {
		.set = arg->set,
		.clear = arg->clear,
		.propagation = arg->propagation,
	};
	int mount = slot_fd(ctx, arg->mount);
	if (mount < 0)
		return mount;
	if (arg->user_namespace != NO_SLOT) {
		int namespace = slot_fd(ctx, arg->user_namespace);
		if (namespace < 0)
			return namespace;
		change.set |= MOUNT_ATTR_IDMAP;
		change.user_namespace = (uint64_t)namespace;
	}
	int status = sys_mount_setattr(mount, "", AT_EMPTY_PATH | (arg->recursive ? AT_RECURSIVE : 0),
				       &change);
	return status < 0 && arg->user_namespace != NO_SLOT ? fail_mapping(ctx, mount, status) : status;
}

int op_propagation(struct context *ctx, const struct op_propagation *arg)
{
	(void)ctx;
	return (int)RETRY(mount(NULL, arg->path, NULL, arg->flags, NULL));
}
