/* A test program in C: TAP on standard output. */
#ifndef PELAGOS_TEST_H
#define PELAGOS_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int test_count;
static int test_failures;

static inline void test_ok(bool passed, const char *title, const char *expression)
{
	test_count++;
	test_failures += passed ? 0 : 1;
	printf("%sok %d - %s%s%s\n", passed ? "" : "not ", test_count, title, passed ? "" : ": ",
	       passed ? "" : expression);
}

#define OK(title, expression) test_ok((expression), (title), #expression)
#define SAME(title, found, expected) \
	test_ok(strcmp((found), (expected)) == 0, (title), #found " is " #expected)

static inline int test_end(void)
{
	printf("1..%d\n", test_count);
	return test_failures == 0 ? 0 : 1;
}

#endif
