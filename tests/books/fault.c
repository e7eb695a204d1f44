/* fault.c - a disk or a power supply that fails at the Nth call: preloaded into the program.
 *
 * FAULT_AT=N        the call that fails, from 1; 0 or not given: none
 * FAULT_HOW=kill    the process ends there, before the call, as if killed
 *           torn    a write is done half, then the process ends
 *           ENOSPC  the call and all later ones that take space fail, with that error (also EIO)
 * FAULT_COUNT=FILE  the number of calls is written there at the end (one line)
 *
 * Counted are write, pwrite64, ftruncate64, fallocate64, fsync, fdatasync, unlink and rename of files
 * whose path holds FAULT_PATH; descriptors are told apart by /proc/self/fd. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static long wanted(void)
{
    const char *text = getenv("FAULT_AT");
    return text ? strtol(text, NULL, 10) : 0;
}

static int is_ours(const char *path)
{
    const char *part = getenv("FAULT_PATH");
    return part && path && strstr(path, part) != NULL;
}

static int is_our_descriptor(int descriptor)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return is_ours(path);
}

/* 0: go on; else the error to fail with. May not return. */
static int fate(int takes_space)
{
    const char *how = getenv("FAULT_HOW");
    calls++;
    if (!how || !wanted() || calls < wanted()) return 0;
    if (!strcmp(how, "kill")) _exit(137);
    if (!strcmp(how, "torn")) return -1;
    if (!strcmp(how, "ENOSPC")) return takes_space ? ENOSPC : 0;
    return calls == wanted() ? EIO : 0;
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", calls);
    fclose(file);
}

/* ISO C has no cast from an object pointer to a function's: the bytes are copied, as POSIX wants. */
#define NEXT(type, name) \
    type next; \
    void *found = dlsym(RTLD_NEXT, name); \
    memcpy(&next, &found, sizeof next)

typedef ssize_t (*Write)(int, const void *, size_t);
typedef ssize_t (*WriteAt)(int, const void *, size_t, off64_t);
typedef int (*OfDescriptor)(int);
typedef int (*OfLength)(int, off64_t);
typedef int (*OfRange)(int, off64_t, off64_t);
typedef int (*OfPath)(const char *);
typedef int (*OfPaths)(const char *, const char *);

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    NEXT(Write, "write");
    int error = is_our_descriptor(descriptor) ? fate(1) : 0;
    if (error > 0) return errno = error, -1;
    if (error < 0) { next(descriptor, bytes, count / 2); _exit(137); }
    return next(descriptor, bytes, count);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t at)
{
    NEXT(WriteAt, "pwrite64");
    int error = is_our_descriptor(descriptor) ? fate(1) : 0;
    if (error > 0) return errno = error, -1;
    if (error < 0) { next(descriptor, bytes, count / 2, at); _exit(137); }
    return next(descriptor, bytes, count, at);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t at)
{
    return pwrite64(descriptor, bytes, count, at);
}

int ftruncate64(int descriptor, off64_t length)
{
    NEXT(OfLength, "ftruncate64");
    int error = is_our_descriptor(descriptor) ? fate(0) : 0;
    if (error < 0) _exit(137);
    return error ? errno = error, -1 : next(descriptor, length);
}
int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int posix_fallocate64(int descriptor, off64_t from, off64_t length)
{
    NEXT(OfRange, "posix_fallocate64");
    int error = is_our_descriptor(descriptor) ? fate(1) : 0;
    if (error < 0) _exit(137);
    return error ? error : next(descriptor, from, length);
}

int fsync(int descriptor)
{
    NEXT(OfDescriptor, "fsync");
    int error = is_our_descriptor(descriptor) ? fate(0) : 0;
    if (error < 0) _exit(137);
    return error ? errno = error, -1 : next(descriptor);
}
int fdatasync(int descriptor)
{
    NEXT(OfDescriptor, "fdatasync");
    int error = is_our_descriptor(descriptor) ? fate(0) : 0;
    if (error < 0) _exit(137);
    return error ? errno = error, -1 : next(descriptor);
}

int unlink(const char *path)
{
    NEXT(OfPath, "unlink");
    int error = is_ours(path) ? fate(0) : 0;
    if (error < 0) _exit(137);
    return error ? errno = error, -1 : next(path);
}
int rename(const char *from, const char *to)
{
    NEXT(OfPaths, "rename");
    int error = is_ours(from) || is_ours(to) ? fate(0) : 0;
    if (error < 0) _exit(137);
    return error ? errno = error, -1 : next(from, to);
}
