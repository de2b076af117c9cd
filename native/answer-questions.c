#include "answer-questions.h"

#include "scoped-fd.h"
#include "syscalls.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

/* An answer to one question: 0, a negative errno which is the answer, or -EMSGSIZE. */
typedef int (*answer_fn)(const char *path, struct payload *out);

enum { CHUNK = 64 << 10, LONGEST_PATH = 4096 };

/* Appends what fd holds up to its end; a file of procfs or sysfs does not tell its size before. */
static int append_all(int fd, struct payload *out)
{
	for (;;) {
		size_t left = out->room - out->used;
		ssize_t length = RETRY(read(fd, out->data + out->used, left < CHUNK ? left : CHUNK));
		if (length <= 0)
			return left == 0 ? -EMSGSIZE : (int)length;
		out->used += (size_t)length;
	}
}

/* Opened without blocking and checked by descriptor: a FIFO or a device can't hang or feed us for ever. */
static int answer_read(const char *path, struct payload *out)
{
	struct stat status;
	SCOPED_FD fd = (int)RETRY(openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
	if (fd < 0)
		return fd;
	if (fstat(fd, &status) < 0)
		return -errno;
	if (!S_ISREG(status.st_mode))
		return -EINVAL;
	return append_all(fd, out);
}

static int answer_stat(const char *path, struct payload *out)
{
	struct stat status;
	if (stat(path, &status) < 0)
		return -errno;
	const struct {
		uint32_t mode, uid;
		uint64_t inode;
	} answer = {status.st_mode, status.st_uid, status.st_ino};
	return payload_bytes(out, &answer, sizeof answer);
}

static int answer_link_target(const char *path, struct payload *out)
{
	char target[LONGEST_PATH];
	ssize_t length = readlink(path, target, sizeof target);
	return length < 0 ? -errno : payload_bytes(out, target, (size_t)length);
}

static int answer_real_path(const char *path, struct payload *out)
{
	char link[32];
	SCOPED_FD fd = (int)RETRY(openat(AT_FDCWD, path, O_PATH | O_CLOEXEC));
	if (fd < 0)
		return fd;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	return answer_link_target(link, out);
}

/* struct linux_dirent64 of getdents64(2). */
struct entry {
	uint64_t inode, offset;
	uint16_t length;
	uint8_t type;
	char name[];
};

static int append_names(const uint8_t *entries, size_t size, struct payload *out)
{
	int error = 0;
	for (size_t at = 0; at < size && error == 0;) {
		const struct entry *entry = (const struct entry *)(const void *)(entries + at);
		if (strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0)
			error = payload_bytes(out, entry->name, strlen(entry->name) + 1);
		at += entry->length;
	}
	return error;
}

static int answer_list(const char *path, struct payload *out)
{
	_Alignas(struct entry) uint8_t entries[8192];
	SCOPED_FD fd = (int)RETRY(openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	int size = fd < 0 ? fd : 1;
	while (size > 0) {
		size = sys_getdents64(fd, entries, sizeof entries);
		int error = size > 0 ? append_names(entries, (size_t)size, out) : 0;
		if (error != 0)
			return error;
	}
	return size;
}

static int answer_file_system(const char *path, struct payload *out)
{
	struct statfs status;
	return statfs(path, &status) < 0 ? -errno : payload_u32(out, (uint32_t)status.f_type);
}

static int answer_may_write(const char *path, struct payload *out)
{
	(void)out;
	return access(path, W_OK) < 0 ? -errno : 0;
}

static const answer_fn kinds[] = {
	[ASK_READ] = answer_read,
	[ASK_STAT] = answer_stat,
	[ASK_REAL_PATH] = answer_real_path,
	[ASK_LINK_TARGET] = answer_link_target,
	[ASK_LIST] = answer_list,
	[ASK_FILE_SYSTEM] = answer_file_system,
	[ASK_MAY_WRITE] = answer_may_write,
};

/* An errno (0 with an answer), the length of what follows, and the answer. */
int answer_question(uint32_t kind, const char *path, struct payload *out)
{
	if (kind >= sizeof kinds / sizeof *kinds || kinds[kind] == NULL)
		return -EBADMSG;
	size_t head = out->used;
	if (payload_take(out, 8) == NULL)
		return -EMSGSIZE;
	int error = kinds[kind](path, out);
	if (error == -EMSGSIZE)
		return error;
	if (error != 0)
		out->used = head + 8;
	const uint32_t told[] = {(uint32_t)-error, (uint32_t)(out->used - head - 8)};
	memcpy(out->data + head, told, sizeof told);
	return 0;
}

int answer_questions(const uint8_t *questions, size_t size, struct payload *answers)
{
	uint32_t count;
	int error = 0;
	if (size < sizeof count)
		return -EBADMSG;
	memcpy(&count, questions, sizeof count);
	size_t at = sizeof count;
	for (; count > 0 && error == 0; count--) {
		uint32_t head[2];
		if (size - at < sizeof head)
			return -EBADMSG;
		memcpy(head, questions + at, sizeof head);
		at += sizeof head;
		const char *path = (const char *)questions + at;
		if (head[1] == 0 || head[1] > size - at || path[head[1] - 1] != '\0')
			return -EBADMSG;
		error = answer_question(head[0], path, answers);
		at += head[1];
	}
	return error == 0 && at != size ? -EBADMSG : error;
}
