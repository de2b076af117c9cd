#include "directory.h"

#include "syscalls.h"

#include <string.h>

/* struct linux_dirent64 of getdents64(2). */
struct kernel_entry {
	uint64_t inode;
	int64_t offset;
	uint16_t length;
	uint8_t type;
	char name[];
};

void directory_begin(struct directory *directory, int fd)
{
	directory->fd = fd;
	directory->used = 0;
	directory->next = 0;
	(void)lseek(fd, 0, SEEK_SET);
}

int directory_next(struct directory *directory, struct entry *entry)
{
	for (;;) {
		if (directory->next >= directory->used) {
			directory->used = sys_getdents64(directory->fd, directory->data, sizeof directory->data);
			directory->next = 0;
			if (directory->used <= 0)
				return directory->used;
		}
		const struct kernel_entry *found =
			(const void *)((const char *)directory->data + directory->next);
		directory->next += found->length;
		if (strcmp(found->name, ".") == 0 || strcmp(found->name, "..") == 0)
			continue;
		*entry = (struct entry){found->name, found->type};
		return 1;
	}
}
