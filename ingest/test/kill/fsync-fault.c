/* Preloaded into the server: while the file named by FSYNC_FAULT exists, no fsync succeeds. The bytes are written all the same. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int refused(void) {
  const char *trigger = getenv("FSYNC_FAULT");
  if (trigger == NULL || access(trigger, F_OK) != 0) return 0;
  errno = EIO;
  return 1;
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  return refused() ? -1 : real(fd);
}

int fsync(int fd) {
  static int (*real)(int);
  if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  return refused() ? -1 : real(fd);
}
