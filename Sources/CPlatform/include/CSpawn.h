#ifndef CPLATFORM_SPAWN_H
#define CPLATFORM_SPAWN_H

#include <sys/types.h>

/* A pipe whose two ends are closed on exec. 0, or an errno. */
int deputy_pipe(int ends[2]);

#endif
