/* Loaded before the C library: while the file that LOSE_ANSWERS names is there, syncing a write-ahead log does its work and
   says that it failed. To the database a commit has failed then, and after a loss of power it is there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int lose(int fd, int result) {
    const char *armed = getenv("LOSE_ANSWERS");
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (result != 0 || length < 4 || !armed || access(armed, F_OK) != 0) return result;
    path[length] = 0;
    if (strcmp(path + length - 4, "-wal") != 0) return result;
    errno = EIO;
    return -1;
}

int fsync(int fd) {
    int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return lose(fd, next(fd));
}

int fdatasync(int fd) {
    int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return lose(fd, next(fd));
}
