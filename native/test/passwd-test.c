#include "../passwd.c"

#include "test.h"

static char home[16];

static const char *home_of(const char *data, uint32_t uid)
{
	return find_home(data, strlen(data), uid, home, sizeof home) ? home : "none";
}

int main(void)
{
	static const char nul[] = "u:x:1:1::/a\0b:\n";
	SAME("the home of the user", home_of("a:x:1:1::/a:/sh\nb:x:2:2::/b:/sh\n", 2), "/b");
	SAME("the first of two entries", home_of("a:x:1:1::/a:\nb:x:1:2::/b:\n", 1), "/a");
	SAME("a last line without its end", home_of("a:x:1:1::/a:", 1), "/a");
	SAME("no entry", home_of("a:x:1:1::/a:\n", 2), "none");
	SAME("nothing at all", home_of("", 0), "none");
	SAME("too few fields", home_of("a:x:1:1::/a\n", 1), "none");
	SAME("an empty home", home_of("a:x:1:1:::/sh\n", 1), "none");
	SAME("a relative home", home_of("a:x:1:1::a:/sh\n", 1), "none");
	SAME("a home that does not fit", home_of("a:x:1:1::/0123456789abcde:\n", 1), "none");
	SAME("a home that just fits", home_of("a:x:1:1::/0123456789abcd:\n", 1), "/0123456789abcd");
	SAME("a number that wraps around", home_of("a:x:4294967296:1::/a:\n", 0), "none");
	SAME("a number with a sign", home_of("a:x:+1:1::/a:\n", 1), "none");
	SAME("a number with a blank", home_of("a:x: 1:1::/a:\n", 1), "none");
	SAME("an empty number", home_of("a:x::1::/a:\n", 0), "none");
	SAME("the largest number", home_of("a:x:4294967295:1::/a:\n", UINT32_MAX), "/a");
	OK("a home with NUL in it", !find_home(nul, sizeof nul - 1, 1, home, sizeof home));
	return test_end();
}
