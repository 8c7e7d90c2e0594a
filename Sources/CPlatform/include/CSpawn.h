#ifndef CPLATFORM_SPAWN_H
#define CPLATFORM_SPAWN_H

#include <sys/types.h>

/* A pipe whose two ends are closed on exec. 0, or an errno. */
int deputy_pipe(int ends[2]);

/* What a child starts with. */
typedef struct {
  const char *path;
  char *const *arguments;   /* ends with NULL */
  char *const *environment; /* ends with NULL */
  const char *folder;       /* working directory; NULL keeps ours */
  int folder_descriptor;    /* working directory as an open descriptor; -1 for none */
  int input;                /* becomes 0; -1 for /dev/null */
  int output;               /* becomes 1 */
  int error;                /* becomes 2 */
  const int *extra;         /* become 3, 4, ...; every other descriptor is closed */
  int extra_count;
} deputy_child;

/* Starts a child in a session of its own, with default signals and nothing blocked. 0, or an errno. */
int deputy_spawn(const deputy_child *child, pid_t *pid);

/* A descriptor that polls readable once the child has ended; -1 where the kernel has none. */
int deputy_pidfd(pid_t pid);

/* 1 when the child has ended (it stays unreaped), 0 when it runs, -1 when there is no such child. */
int deputy_child_ended(pid_t pid);

/* Takes an ended child's status: *signal is 0 and *code its exit status, or *signal names what ended it. 0, or an errno. */
int deputy_reap(pid_t pid, int *code, int *signal);

#endif
