/*
 * What the measured containers run: `guest` ends at once, `guest wait` waits for ever. Started on the
 * host it is the empty program whose time is that of the harness.
 */
#include <unistd.h>

int main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		for (;;)
			pause();
	return 0;
}
