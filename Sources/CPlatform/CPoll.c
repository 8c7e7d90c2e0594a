#define _GNU_SOURCE
#include "CPoll.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BATCH = 64 };

#ifdef __linux__
#include <sys/epoll.h>
#include <sys/eventfd.h>

int deputy_poll_open(struct deputy_poll *poll) {
  poll->queue = epoll_create1(EPOLL_CLOEXEC);
  if (poll->queue < 0) return errno;
  poll->alarm = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = 0};
  if (poll->alarm < 0 || epoll_ctl(poll->queue, EPOLL_CTL_ADD, poll->alarm, &event) != 0) {
    int code = errno;
    deputy_poll_close(poll);
    return code;
  }
  return 0;
}

void deputy_poll_close(struct deputy_poll *poll) {
  if (poll->queue >= 0) close(poll->queue);
  if (poll->alarm >= 0) close(poll->alarm);
  poll->queue = poll->alarm = -1;
}

int deputy_poll_add(const struct deputy_poll *poll, int descriptor, int kinds, uint64_t id) {
  /* Errors and hang-ups come unasked. A peer that only writes no more is readable (its end of input), not writable. */
  uint32_t events = EPOLLONESHOT;
  if (kinds & DEPUTY_POLL_READ) events |= EPOLLIN;
  if (kinds & DEPUTY_POLL_WRITE) events |= EPOLLOUT;
  struct epoll_event event = {.events = events, .data.u64 = id};
  if (epoll_ctl(poll->queue, EPOLL_CTL_MOD, descriptor, &event) == 0) return 0;
  if (errno != ENOENT) return errno;
  return epoll_ctl(poll->queue, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : errno;
}

void deputy_poll_wake(const struct deputy_poll *poll) { eventfd_write(poll->alarm, 1); }

int deputy_poll_wait(const struct deputy_poll *poll, uint64_t *ids, int capacity, int milliseconds) {
  struct epoll_event events[BATCH];
  int count = epoll_wait(poll->queue, events, capacity < BATCH ? capacity : BATCH, milliseconds);
  if (count < 0) return -errno;
  for (int index = 0; index < count; index++) {
    ids[index] = events[index].data.u64;
    eventfd_t sum;
    if (ids[index] == 0) eventfd_read(poll->alarm, &sum);
  }
  return count;
}

int deputy_tcp_socket(int family) {
  int descriptor = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -errno;
  int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

#else
#include <sys/event.h>
#include <sys/time.h>

int deputy_poll_open(struct deputy_poll *poll) {
  poll->alarm = -1;
  poll->queue = kqueue();
  if (poll->queue < 0) return errno;
  fcntl(poll->queue, F_SETFD, FD_CLOEXEC);
  struct kevent event;
  EV_SET(&event, 0, EVFILT_USER, EV_ADD | EV_CLEAR, 0, 0, 0);
  if (kevent(poll->queue, &event, 1, 0, 0, 0) == 0) return 0;
  int code = errno;
  deputy_poll_close(poll);
  return code;
}

void deputy_poll_close(struct deputy_poll *poll) {
  if (poll->queue >= 0) close(poll->queue);
  poll->queue = -1;
}

int deputy_poll_add(const struct deputy_poll *poll, int descriptor, int kinds, uint64_t id) {
  struct kevent events[2];
  int count = 0;
  void *data = (void *)(uintptr_t)id;
  if (kinds & DEPUTY_POLL_READ) EV_SET(&events[count++], descriptor, EVFILT_READ, EV_ADD | EV_ONESHOT, 0, 0, data);
  if (kinds & DEPUTY_POLL_WRITE) EV_SET(&events[count++], descriptor, EVFILT_WRITE, EV_ADD | EV_ONESHOT, 0, 0, data);
  return kevent(poll->queue, events, count, 0, 0, 0) == 0 ? 0 : errno;
}

void deputy_poll_wake(const struct deputy_poll *poll) {
  struct kevent event;
  EV_SET(&event, 0, EVFILT_USER, 0, NOTE_TRIGGER, 0, 0);
  kevent(poll->queue, &event, 1, 0, 0, 0);
}

int deputy_poll_wait(const struct deputy_poll *poll, uint64_t *ids, int capacity, int milliseconds) {
  struct kevent events[BATCH];
  struct timespec limit = {.tv_sec = milliseconds / 1000, .tv_nsec = (long)(milliseconds % 1000) * 1000000};
  int count = kevent(
      poll->queue, 0, 0, events, capacity < BATCH ? capacity : BATCH, milliseconds < 0 ? 0 : &limit);
  if (count < 0) return -errno;
  for (int index = 0; index < count; index++) ids[index] = (uint64_t)(uintptr_t)events[index].udata;
  return count;
}

int deputy_tcp_socket(int family) {
  int descriptor = socket(family, SOCK_STREAM, 0);
  if (descriptor < 0) return -errno;
  int on = 1;
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  fcntl(descriptor, F_SETFL, O_NONBLOCK);
  setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}
#endif
