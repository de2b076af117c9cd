/* In the cloned child: the signal that ends it with its parent, until parentDeath 0. */
#ifndef PELAGOS_PARENT_DEATH_H
#define PELAGOS_PARENT_DEATH_H

void set_parent_death(int signal);

/* Sets it again: the kernel forgets it when the credentials of a process change. */
void renew_parent_death(void);

#endif
