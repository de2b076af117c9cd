/* Who the process is and what it may do. Everything set is checked: a silent half is a hole. */
#include "scoped-fd.h"
#include "syscalls.h"

#include <grp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#ifndef PR_CAP_AMBIENT
#define PR_CAP_AMBIENT 47
#define PR_CAP_AMBIENT_RAISE 2
#define PR_CAP_AMBIENT_CLEAR_ALL 4
#endif

enum {
	CAPABILITY_VERSION_3 = 0x20080522,
	CAPABILITY_SETPCAP = 8,
	CAPABILITY_BITS = 64,
	KEYCTL_JOIN_SESSION_KEYRING = 1,
};

struct capability_header {
	uint32_t version;
	int pid;
};

struct capability_words {
	uint32_t effective;
	uint32_t permitted;
	uint32_t inheritable;
};

int op_set_groups(struct context *ctx, const struct op_set_groups *arg)
{
	(void)ctx;
	_Static_assert(sizeof(gid_t) == sizeof(uint32_t), "groups are passed as they are");
	return result_of(syscall(SYS_setgroups, arg->groups.count, arg->groups.items));
}

int op_set_ids(struct context *ctx, const struct op_set_ids *arg)
{
	gid_t gid[3];
	uid_t uid[3];
	/* To the kernel the largest number means "leave it": root would stay root. */
	if (arg->uid == UINT32_MAX || arg->gid == UINT32_MAX)
		return -EINVAL;
	if (setresgid(arg->gid, arg->gid, arg->gid) != 0)
		return -errno;
	if (setresuid(arg->uid, arg->uid, arg->uid) != 0)
		return -errno;
	if (getresgid(&gid[0], &gid[1], &gid[2]) != 0 || getresuid(&uid[0], &uid[1], &uid[2]) != 0)
		return -errno;
	for (int i = 0; i < 3; i++) {
		if (gid[i] != arg->gid || uid[i] != arg->uid)
			return fail_with(ctx, -EPERM, "the kernel kept another user or group id");
	}
	return 0;
}

int op_keep_capabilities(struct context *ctx, const struct op_keep_capabilities *arg)
{
	(void)ctx;
	return prctl(PR_SET_KEEPCAPS, arg->keep ? 1L : 0L, 0L, 0L, 0L) == 0 ? 0 : -errno;
}

int op_bounding_set(struct context *ctx, const struct op_bounding_set *arg)
{
	(void)ctx;
	for (long bit = 0; bit < CAPABILITY_BITS; bit++) {
		if ((arg->mask >> bit & 1) != 0 || prctl(PR_CAPBSET_DROP, bit, 0L, 0L, 0L) == 0)
			continue;
		int error = errno;
		/* EINVAL: past the last capability of this kernel. EPERM is no fault where it is not held. */
		if (error == EINVAL || prctl(PR_CAPBSET_READ, bit, 0L, 0L, 0L) != 0)
			return error == EINVAL ? 0 : -error;
	}
	return 0;
}

static uint64_t bounding_mask(void)
{
	uint64_t mask = 0;
	for (long bit = 0; bit < CAPABILITY_BITS; bit++) {
		int held = prctl(PR_CAPBSET_READ, bit, 0L, 0L, 0L);
		if (held < 0)
			break;
		mask |= (uint64_t)held << bit;
	}
	return mask;
}

static int read_capabilities(struct op_capabilities *out)
{
	struct capability_header header = {.version = CAPABILITY_VERSION_3};
	struct capability_words words[2];
	memset(words, 0, sizeof words);
	if (syscall(SYS_capget, &header, words) != 0)
		return -errno;
	out->effective = words[0].effective | (uint64_t)words[1].effective << 32;
	out->permitted = words[0].permitted | (uint64_t)words[1].permitted << 32;
	out->inheritable = words[0].inheritable | (uint64_t)words[1].inheritable << 32;
	return 0;
}

/* The rules of capset(2), capabilities(7): what it would refuse is left out. */
static int clamp_capabilities(struct op_capabilities *wanted)
{
	struct op_capabilities now;
	memset(&now, 0, sizeof now);
	int status = read_capabilities(&now);
	if (status < 0)
		return status;
	wanted->permitted &= now.permitted;
	wanted->effective &= wanted->permitted;
	if (wanted->inheritable == 0)
		return 0;
	uint64_t inheritable = now.inheritable | now.permitted;
	if ((now.effective >> CAPABILITY_SETPCAP & 1) != 0)
		inheritable = UINT64_MAX;
	wanted->inheritable &= inheritable & (now.inheritable | bounding_mask());
	return 0;
}

int op_expect_capabilities(struct context *ctx, const struct op_expect_capabilities *arg)
{
	struct op_capabilities now;
	(void)ctx;
	memset(&now, 0, sizeof now);
	int status = read_capabilities(&now);
	return status < 0 || now.effective == arg->effective ? status : -ESTALE;
}

int op_capabilities(struct context *ctx, const struct op_capabilities *arg)
{
	struct capability_header header = {.version = CAPABILITY_VERSION_3};
	struct op_capabilities wanted = *arg;
	(void)ctx;
	int status = arg->clamp ? clamp_capabilities(&wanted) : 0;
	if (status < 0)
		return status;
	const struct capability_words words[2] = {
		{(uint32_t)wanted.effective, (uint32_t)wanted.permitted, (uint32_t)wanted.inheritable},
		{(uint32_t)(wanted.effective >> 32), (uint32_t)(wanted.permitted >> 32),
		 (uint32_t)(wanted.inheritable >> 32)},
	};
	return result_of(syscall(SYS_capset, &header, words));
}

int op_ambient_set(struct context *ctx, const struct op_ambient_set *arg)
{
	(void)ctx;
	if (prctl(PR_CAP_AMBIENT, (long)PR_CAP_AMBIENT_CLEAR_ALL, 0L, 0L, 0L) != 0)
		return -errno;
	for (long bit = 0; bit < CAPABILITY_BITS; bit++) {
		if ((arg->mask >> bit & 1) == 0 ||
		    prctl(PR_CAP_AMBIENT, (long)PR_CAP_AMBIENT_RAISE, bit, 0L, 0L) == 0)
			continue;
		if (!arg->clamp || (errno != EPERM && errno != EINVAL))
			return -errno;
	}
	return 0;
}

int op_no_new_privileges(struct context *ctx, const struct op_no_new_privileges *arg)
{
	(void)ctx;
	(void)arg;
	return prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0 ? 0 : -errno;
}

int op_set_dumpable(struct context *ctx, const struct op_set_dumpable *arg)
{
	(void)ctx;
	return prctl(PR_SET_DUMPABLE, arg->dumpable ? 1L : 0L, 0L, 0L, 0L) == 0 ? 0 : -errno;
}

/* A name, or the right of the owner to search it, would let every other container of that uid join it. */
int op_join_keyring(struct context *ctx, const struct op_join_keyring *arg)
{
	(void)ctx;
	(void)arg;
	return syscall(SYS_keyctl, (long)KEYCTL_JOIN_SESSION_KEYRING, NULL) < 0 ? -errno : 0;
}

int op_chown_stdio(struct context *ctx, const struct op_chown_stdio *arg)
{
	struct stat status;
	(void)ctx;
	for (int fd = 0; fd <= 2; fd++) {
		/* A descriptor that the caller closed is nobody's. */
		if (fstat(fd, &status) != 0)
			continue;
		/* The null device may be the host's own. */
		if (S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3))
			continue;
		if (fchown(fd, arg->uid, (gid_t)-1) != 0 && errno != EINVAL && errno != EPERM &&
		    errno != EROFS)
			return -errno;
	}
	return 0;
}
