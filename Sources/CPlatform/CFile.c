#define _GNU_SOURCE
#include "CFile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#if defined(__linux__) && defined(SYS_openat2) && __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#define HAS_OPENAT2 1
#endif

#if defined(O_PATH)
const int deputy_search_only = O_PATH;
#elif defined(O_SEARCH)
const int deputy_search_only = O_SEARCH;
#else
const int deputy_search_only = O_RDONLY;
#endif

int deputy_open_beneath(int folder, const char *path, int flags) {
#ifdef HAS_OPENAT2
  struct open_how how;
  memset(&how, 0, sizeof how);
  how.flags = (unsigned long long)(flags | O_CLOEXEC);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  long result = syscall(SYS_openat2, folder, path, &how, sizeof how);
  return result >= 0 ? (int)result : -errno;
#else
  (void)folder;
  (void)path;
  (void)flags;
  return -ENOSYS;
#endif
}
