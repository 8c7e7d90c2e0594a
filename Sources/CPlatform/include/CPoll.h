#ifndef CPLATFORM_POLL_H
#define CPLATFORM_POLL_H

#include <stdint.h>

/* One-shot readiness of descriptors: epoll on Linux, kqueue on Darwin. Any thread may add and wake; one waits. */
struct deputy_poll {
  int queue; /* the epoll or kqueue descriptor */
  int alarm; /* an eventfd that ends a wait; unused on Darwin */
};

/* Opens both descriptors, closed on exec. 0, or an errno. */
int deputy_poll_open(struct deputy_poll *poll);

void deputy_poll_close(struct deputy_poll *poll);

/* What to wait for; both may be joined. */
enum { DEPUTY_POLL_READ = 1, DEPUTY_POLL_WRITE = 2 };

/* Asks for a report of `id` when `descriptor` is ready for one of `kinds`, has failed or was hung up in both directions.
   The end of input counts as something to read, not as room to write. 0, or an errno. Replaces an earlier request for
   the same descriptor that has not been reported. Closing the descriptor ends it. On Darwin a request for both kinds may
   be reported once for each. */
int deputy_poll_add(const struct deputy_poll *poll, int descriptor, int kinds, uint64_t id);

/* Ends the present or the next wait early. */
void deputy_poll_wake(const struct deputy_poll *poll);

/* Waits at most `milliseconds` (-1: without end) and stores the reported ids, at most `capacity`. Their count, or
   -errno. An id of 0 is the alarm. */
int deputy_poll_wait(const struct deputy_poll *poll, uint64_t *ids, int capacity, int milliseconds);

/* A TCP socket, closed on exec, that never blocks and raises no SIGPIPE. Its descriptor, or -errno. */
int deputy_tcp_socket(int family);

#endif
