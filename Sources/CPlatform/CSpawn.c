#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

int deputy_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
#else
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

enum { FIRST_EXTRA = 3, MOST_EXTRA = 4, MOST_SOURCES = 3 + MOST_EXTRA, CLEAR_OF_TARGETS = 16 };

/* Sources below this number could be overwritten by a dup2 before they are used, so they are moved up first. */
static int raised(int descriptor, int *opened) {
  *opened = -1;
  if (descriptor < 0 || descriptor >= CLEAR_OF_TARGETS) return descriptor;
  *opened = fcntl(descriptor, F_DUPFD_CLOEXEC, CLEAR_OF_TARGETS);
  return *opened;
}

static int add_folder(posix_spawn_file_actions_t *actions, const deputy_child *child) {
  if (child->folder_descriptor >= 0) return posix_spawn_file_actions_addfchdir_np(actions, child->folder_descriptor);
  if (child->folder) return posix_spawn_file_actions_addchdir_np(actions, child->folder);
  return 0;
}

static int add_descriptors(posix_spawn_file_actions_t *actions, const deputy_child *child, const int *sources) {
  int failure = 0;
  for (int i = 0; i < 3 + child->extra_count && failure == 0; i++) {
    if (sources[i] < 0) failure = posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDONLY, 0);
    else failure = posix_spawn_file_actions_adddup2(actions, sources[i], i);
  }
#ifdef __linux__
  if (failure == 0) failure = posix_spawn_file_actions_addclosefrom_np(actions, FIRST_EXTRA + child->extra_count);
#endif
  return failure;
}

static int set_attributes(posix_spawnattr_t *attributes) {
  sigset_t every, none;
  sigfillset(&every);
  sigemptyset(&none);
  short flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#ifdef __APPLE__
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  int failure = posix_spawnattr_setflags(attributes, flags);
  if (failure == 0) failure = posix_spawnattr_setsigdefault(attributes, &every);
  if (failure == 0) failure = posix_spawnattr_setsigmask(attributes, &none);
  return failure;
}

static int spawn_with(const deputy_child *child, const int *sources, pid_t *pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int failure = posix_spawn_file_actions_init(&actions);
  if (failure != 0) return failure;
  failure = posix_spawnattr_init(&attributes);
  if (failure == 0) {
    failure = set_attributes(&attributes);
    if (failure == 0) failure = add_folder(&actions, child);
    if (failure == 0) failure = add_descriptors(&actions, child, sources);
    if (failure == 0) {
      failure = posix_spawn(pid, child->path, &actions, &attributes, child->arguments, child->environment);
    }
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

int deputy_spawn(const deputy_child *child, pid_t *pid) {
  if (child->extra_count > MOST_EXTRA) return EINVAL;
  int wanted[MOST_SOURCES] = {child->input, child->output, child->error};
  int sources[MOST_SOURCES], opened[MOST_SOURCES];
  int failure = 0;
  for (int i = 0; i < child->extra_count; i++) wanted[FIRST_EXTRA + i] = child->extra[i];
  for (int i = 0; i < 3 + child->extra_count; i++) {
    sources[i] = raised(wanted[i], &opened[i]);
    if (wanted[i] >= 0 && sources[i] < 0) failure = errno;
  }
  if (failure == 0) failure = spawn_with(child, sources, pid);
  for (int i = 0; i < 3 + child->extra_count; i++) {
    if (opened[i] >= 0) close(opened[i]);
  }
  return failure;
}

int deputy_pidfd(pid_t pid) {
#if defined(__linux__) && defined(SYS_pidfd_open)
  return (int)syscall(SYS_pidfd_open, pid, 0);
#else
  (void)pid;
  return -1;
#endif
}

int deputy_child_ended(pid_t pid) {
  siginfo_t info;
  int result;
  do {
    info.si_pid = 0;
    result = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT);
  } while (result != 0 && errno == EINTR);
  if (result != 0) return -1;
  return info.si_pid == pid ? 1 : 0;
}

int deputy_reap(pid_t pid, int *code, int *signal) {
  int status = 0;
  pid_t result;
  do result = waitpid(pid, &status, 0);
  while (result < 0 && errno == EINTR);
  if (result < 0) return errno;
  *signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  *code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  return 0;
}
