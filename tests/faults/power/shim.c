/* Sits between SQLite and the disk (LD_PRELOAD): writes down every change under one folder, lets
 * the n-th change and some after it fail with a chosen errno, or lets the folder be full.
 *
 *   KAKANAI_WATCH   the folder          KAKANAI_RECORD  where the record goes (outside of it)
 *   KAKANAI_FAIL    "n:errno:count"     KAKANAI_QUOTA   bytes that the folder may hold
 *
 * A record: op (1 byte), length of the path, offset, length of the data (8 bytes each, little
 * endian), path, data.  Ops: C create, W write, S sync, T truncate (offset = size), U unlink.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 4096
static char *paths[MOST];
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *watch;
static size_t watch_length;
static int record = -1;
static long fail_at = -1, fail_count = 1, changes = 0;
static int fail_with = 0;
static long long quota = -1;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    watch = getenv("KAKANAI_WATCH");
    watch_length = watch ? strlen(watch) : 0;
    const char *file = getenv("KAKANAI_RECORD"), *fail = getenv("KAKANAI_FAIL");
    if (file) record = REAL(open64)(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fail && sscanf(fail, "%ld:%d:%ld", &fail_at, &fail_with, &fail_count) != 3) abort();
    if (getenv("KAKANAI_QUOTA")) quota = atoll(getenv("KAKANAI_QUOTA"));
}

static int watched(const char *path) {
    return watch && path && strncmp(path, watch, watch_length) == 0 &&
           (path[watch_length] == '/' || path[watch_length] == 0);
}

static const char *path_of(int fd) { return fd >= 0 && fd < MOST ? paths[fd] : NULL; }

static void put(char op, const char *path, uint64_t offset, const void *data, uint64_t length) {
    if (record < 0) return;
    uint64_t head[3] = {strlen(path), offset, length};
    int (*real)(int, const void *, size_t) = (void *)dlsym(RTLD_NEXT, "write");
    pthread_mutex_lock(&turn);
    real(record, &op, 1);
    real(record, head, sizeof head);
    real(record, path, head[0]);
    if (data && length) real(record, data, length);
    pthread_mutex_unlock(&turn);
}

/* The ledger is the harness's own: it never fails. */
static int fails(const char *path) {
    size_t length = strlen(path);
    if (length > 7 && strcmp(path + length - 7, "/ledger") == 0) return 0;
    pthread_mutex_lock(&turn);
    long number = ++changes;
    int now = fail_at > 0 && number >= fail_at && number < fail_at + fail_count;
    pthread_mutex_unlock(&turn);
    if (now) errno = fail_with;
    return now;
}

static long long held(void) {
    long long sum = 0;
    DIR *folder = opendir(watch);
    if (!folder) return 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[4096];
        struct stat about;
        snprintf(path, sizeof path, "%s/%s", watch, entry->d_name);
        if (strcmp(entry->d_name, "ledger") && !stat(path, &about) && S_ISREG(about.st_mode))
            sum += about.st_size;
    }
    closedir(folder);
    return sum;
}

static int is_full(int fd, off64_t end) {
    struct stat about;
    if (quota < 0 || fstat(fd, &about) || end <= about.st_size) return 0;
    if (held() + (end - about.st_size) <= quota) return 0;
    errno = ENOSPC;
    return 1;
}

int open64(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    int ours = watched(path), fresh = ours && (flags & O_CREAT) && access(path, F_OK) != 0;
    int fd = REAL(open64)(path, flags, mode);
    if (fd < 0 || fd >= MOST) return fd;
    free(paths[fd]);
    paths[fd] = ours ? strdup(path) : NULL;
    if (fresh) put('C', path, 0, NULL, 0);
    return fd;
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    return open64(path, flags, mode);
}

int close(int fd) {
    if (path_of(fd)) {
        free(paths[fd]);
        paths[fd] = NULL;
    }
    return REAL(close)(fd);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    const char *path = path_of(fd);
    if (path && (fails(path) || is_full(fd, offset + (off64_t)length))) return -1;
    ssize_t done = REAL(pwrite64)(fd, data, length, offset);
    if (path && done > 0) put('W', path, (uint64_t)offset, data, (uint64_t)done);
    return done;
}

ssize_t write(int fd, const void *data, size_t length) {
    const char *path = path_of(fd);
    if (!path) return REAL(write)(fd, data, length);
    off64_t offset = lseek64(fd, 0, SEEK_CUR);
    if (fails(path)) return -1;
    ssize_t done = REAL(write)(fd, data, length);
    if (done > 0) put('W', path, (uint64_t)offset, data, (uint64_t)done);
    return done;
}

int fdatasync(int fd) {
    const char *path = path_of(fd);
    if (path && fails(path)) return -1;
    int done = REAL(fdatasync)(fd);
    if (path && !done) put('S', path, 0, NULL, 0);
    return done;
}

int fsync(int fd) {
    const char *path = path_of(fd);
    if (path && fails(path)) return -1;
    int done = REAL(fsync)(fd);
    if (path && !done) put('S', path, 0, NULL, 0);
    return done;
}

int ftruncate64(int fd, off64_t size) {
    const char *path = path_of(fd);
    if (path && fails(path)) return -1;
    int done = REAL(ftruncate64)(fd, size);
    if (path && !done) put('T', path, (uint64_t)size, NULL, 0);
    return done;
}

int unlink(const char *path) {
    int ours = watched(path);
    if (ours && fails(path)) return -1;
    int done = REAL(unlink)(path);
    if (ours && !done) put('U', path, 0, NULL, 0);
    return done;
}

int posix_fallocate64(int fd, off64_t offset, off64_t length) {
    const char *path = path_of(fd);
    if (path && is_full(fd, offset + length)) return ENOSPC;
    int done = REAL(posix_fallocate64)(fd, offset, length);
    if (path && !done) put('T', path, (uint64_t)(offset + length), NULL, 0);
    return done;
}

int posix_fallocate(int fd, off_t offset, off_t length) {
    return posix_fallocate64(fd, offset, length);
}

int statvfs64(const char *path, struct statvfs64 *about) {
    int done = REAL(statvfs64)(path, about);
    if (!done && quota >= 0 && watched(path)) {
        long long left = quota - held();
        about->f_bavail = left > 0 ? (fsblkcnt64_t)(left / (long long)about->f_frsize) : 0;
    }
    return done;
}

int statvfs(const char *path, struct statvfs *about) {
    return statvfs64(path, (struct statvfs64 *)about); /* the same on 64 bits */
}
