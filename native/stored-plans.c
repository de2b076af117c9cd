#include "stored-plans.h"

#include "arguments-table.h"
#include "checksum.h"
#include "ops.h"
#include "syscalls.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What is left to read; at is NULL once it was too short. */
struct stored {
	uint8_t *at;
	size_t left;
};

static uint8_t *take_bytes(struct stored *in, size_t size)
{
	uint8_t *data = in->at;
	if (data == NULL || size > in->left) {
		in->at = NULL;
		return NULL;
	}
	in->at += size;
	in->left -= size;
	return data;
}

static uint32_t take_u32(struct stored *in)
{
	const uint8_t *data = take_bytes(in, 4);
	if (data == NULL)
		return 0;
	return data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 | (uint32_t)data[3] << 24;
}

/* Whether the next string is text. */
static bool take_string(struct stored *in, const char *text)
{
	uint32_t size = take_u32(in);
	const uint8_t *data = take_bytes(in, size);
	return data != NULL && size == strlen(text) + 1 && memcmp(data, text, size) == 0;
}

static bool is_whole(struct stored *in)
{
	const uint8_t *stated = take_bytes(in, CHECKSUM_SIZE);
	if (stated == NULL)
		return false;
	uint64_t found = checksum(in->at, in->left);
	for (int i = 0; i < CHECKSUM_SIZE; i++)
		if (stated[i] != (uint8_t)(found >> (8 * i)))
			return false;
	return true;
}

int find_stored_plan(uint8_t *data, size_t size, const char *directory, const char *command,
		     struct plan_bytes *plan)
{
	struct stored in = {data, size};
	if (!is_whole(&in) || take_u32(&in) != STORED_PLANS_MAGIC || take_u32(&in) != PLAN_STAMP ||
	    !take_string(&in, PELAGOS_VERSION) || !take_string(&in, directory))
		return -EBADMSG;
	for (uint32_t count = take_u32(&in); count > 0 && in.at != NULL; count--) {
		bool found = take_string(&in, command);
		uint32_t length = take_u32(&in);
		uint8_t *bytes = take_bytes(&in, length);
		if (found && bytes != NULL) {
			*plan = (struct plan_bytes){bytes, length};
			return 0;
		}
	}
	return in.at == NULL ? -EBADMSG : -ENOENT;
}

/* Reads the whole of fd: its length, or a negative errno. */
static ssize_t read_whole(int fd, uint8_t *buffer, size_t size)
{
	struct stat status;
	if (fstat(fd, &status) < 0)
		return -errno;
	if (!S_ISREG(status.st_mode) || status.st_uid != geteuid() || (status.st_mode & 022) != 0)
		return -EPERM;
	if (status.st_size < 0 || (size_t)status.st_size > size)
		return -EFBIG;
	size_t used = 0;
	ssize_t length = 1;
	while (length > 0 && used < (size_t)status.st_size) {
		length = RETRY(read(fd, buffer + used, (size_t)status.st_size - used));
		used += length > 0 ? (size_t)length : 0;
	}
	return length < 0 ? length : (ssize_t)used;
}

/* Whether nobody but us and root chooses what is in the directory of all containers. */
static bool is_trusted(const char *directory)
{
	char root[4096];
	struct stat status;
	const char *end = strrchr(directory, '/');
	if (end == NULL || end == directory)
		return false;
	snprintf(root, sizeof root, "%.*s", (int)(end - directory), directory);
	return stat(root, &status) == 0 && (status.st_uid == geteuid() || status.st_uid == 0) &&
	       (status.st_mode & S_IWOTH) == 0;
}

int read_stored_plan(const char *directory, const char *command,
		     uint8_t buffer[static STORED_PLANS_LIMIT], struct plan_bytes *plan)
{
	char path[4096];
	if (snprintf(path, sizeof path, "%s/plans", directory) >= (int)sizeof path)
		return -ENAMETOOLONG;
	if (!is_trusted(directory))
		return -EPERM;
	int fd = (int)RETRY(openat(AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
	if (fd < 0)
		return fd;
	ssize_t length = read_whole(fd, buffer, STORED_PLANS_LIMIT);
	close(fd);
	if (length < 0)
		return (int)length;
	return find_stored_plan(buffer, (size_t)length, directory, command, plan);
}
