#include "../executable-head.c"

#include "test.h"

static struct executable_head head;

static void read_text(const char *text)
{
	read_executable_head((const uint8_t *)text, strlen(text), &head);
}

static void put(uint8_t *data, size_t at, size_t size, bool big, uint64_t value)
{
	for (size_t i = 0; i < size; i++)
		data[at + (big ? size - 1 - i : i)] = (uint8_t)(value >> (8 * i));
}

/* A program of the class and byte order whose one program header is PT_INTERP at offset. */
static void read_program(bool narrow, bool big, uint64_t offset, uint64_t length)
{
	uint8_t data[256] = "\177ELF";
	size_t word = narrow ? 4 : 8;
	size_t header = narrow ? 52 : 64;
	data[4] = narrow ? 1 : 2;
	data[5] = big ? 2 : 1;
	put(data, 18, 2, big, 40);
	put(data, narrow ? 28 : 32, word, big, header);
	put(data, narrow ? 42 : 54, 2, big, narrow ? 32 : 56);
	put(data, narrow ? 44 : 56, 2, big, 1);
	put(data, header, 4, big, 3);
	put(data, header + (narrow ? 4 : 8), word, big, offset);
	put(data, header + (narrow ? 16 : 32), word, big, length);
	memcpy(data + 200, "/lib/ld.so", 11);
	read_executable_head(data, sizeof data, &head);
}

static void test_scripts(void)
{
	read_text("#!/bin/sh -e\n");
	OK("a script", head.kind == EXECUTABLE_SCRIPT && !head.carriage_return);
	SAME("its interpreter", head.interpreter, "/bin/sh");
	read_text("#! \t/bin/sh\r\nexit\n");
	OK("a carriage return", head.carriage_return);
	SAME("the interpreter before it", head.interpreter, "/bin/sh");
	read_text("#!/bin/sh");
	SAME("a line without its end", head.interpreter, "/bin/sh");
	read_text("#!\n/bin/sh\n");
	SAME("a line without a name", head.interpreter, "");
	read_text("#!\r\n");
	OK("a line of a carriage return alone", head.carriage_return && head.interpreter[0] == '\0');
	read_text("");
	OK("an empty file", head.kind == EXECUTABLE_EMPTY);
	read_text("#");
	OK("any other text", head.kind == EXECUTABLE_OTHER);
}

static void test_programs(void)
{
	for (int form = 0; form < 4; form++) {
		read_program((form & 1) != 0, (form & 2) != 0, 200, 11);
		OK("a program of each class and byte order", head.kind == EXECUTABLE_ELF && head.machine == 40);
		SAME("its loader", head.interpreter, "/lib/ld.so");
	}
	read_program(false, false, 250, 11);
	SAME("a loader beyond what was read", head.interpreter, "");
	read_program(false, false, 200, UINT64_MAX);
	SAME("a loader of absurd length", head.interpreter, "");
	read_program(false, false, UINT64_MAX, 1);
	SAME("a loader at an absurd place", head.interpreter, "");
	read_program(false, false, 200, 4);
	SAME("a loader that is not ended", head.interpreter, "/lib");
	read_text("\177ELF");
	OK("a program that is cut", head.kind == EXECUTABLE_ELF && head.machine == 0);
	SAME("the name of a machine", machine_name(183), "aarch64");
	OK("a machine without a name", machine_name(0x1234) == NULL);
}

int main(void)
{
	test_scripts();
	test_programs();
	return test_end();
}
