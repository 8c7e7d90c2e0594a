#ifndef CPLATFORM_FILE_H
#define CPLATFORM_FILE_H

/* Opens `path`, relative to `folder`, without following any link and without leaving the folder.
   A descriptor, or a negative errno; -ENOSYS where the kernel cannot (then walk by components). */
int deputy_open_beneath(int folder, const char *path, int flags);

#endif
