#ifndef CPLATFORM_FILE_H
#define CPLATFORM_FILE_H

/* Opens `path`, relative to `folder`, without following any link and without leaving the folder.
   A descriptor, or a negative errno; -ENOSYS where the kernel cannot (then walk by components). */
int deputy_open_beneath(int folder, const char *path, int flags);

/* The flag that opens a folder only to go through it, for which search permission is enough: O_PATH on Linux, O_SEARCH
   on Darwin, O_RDONLY elsewhere. */
extern const int deputy_search_only;

#endif
