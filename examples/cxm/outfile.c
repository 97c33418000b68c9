/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* POSIX 2008 with realpath */

#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES     100
#define NAME_ROOM 48 /* for "/.cxm-PID-TRY" */

static int failed(struct outfile *file, int why)
{
    const char *name = file->target ? file->target : "standard output";
    file->quiet = why == EPIPE;
    snprintf(file->text, sizeof file->text, "could not write %.250s: %s", name,
             strerror(why));
    return -1;
}

static void forget(struct outfile *file)
{
    free(file->target);
    free(file->temporary);
    file->target = NULL;
    file->temporary = NULL;
    file->stream = NULL;
}

/* What the signal would say, the write that failed says with its error. */
static void ignore(int signal)
{
    struct sigaction action;
    if (sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_DFL) {
        action.sa_handler = SIG_IGN;
        sigaction(signal, &action, NULL);
    }
}

/* The directory of a path, to be freed; it ends in no slash but "/". */
static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return strdup(".");
    return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Open a new file in the target's directory; its mode is by the umask. */
static int open_temporary(struct outfile *file)
{
    char *const directory = directory_of(file->target);
    const size_t room = (directory ? strlen(directory) : 0) + NAME_ROOM;
    int fd = -1;
    file->temporary = malloc(room);
    for (int i = 0; directory && file->temporary && i < TRIES; i++) {
        snprintf(file->temporary, room, "%s/.cxm-%ld-%d", directory,
                 (long)getpid(), i);
        fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                  0666);
        if (fd >= 0 || errno != EEXIST)
            break;
    }
    free(directory);
    return fd;
}

/* Follow links to an existing file, so that it is replaced and not they. */
static int resolve(struct outfile *file)
{
    char *const real = realpath(file->target, NULL);
    if (!real)
        return -1;
    free(file->target);
    file->target = real;
    return 0;
}

/*
 * Open what the target is: a descriptor, or -1 with errno.  A file that may
 * not be written is not replaced either, as a shell's > would have it.
 */
static int open_target(struct outfile *file)
{
    struct stat old;
    const int there = stat(file->target, &old) == 0;
    if (!there && (errno != ENOENT || *file->target == '\0'))
        return -1;
    if (there && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    if (there &&
        (!S_ISREG(old.st_mode) || strncmp(file->target, "/dev/", 5) == 0))
        return open(file->target, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC);
    if (there && (access(file->target, W_OK) != 0 || resolve(file) != 0))
        return -1;
    const int fd = open_temporary(file);
    if (fd >= 0 && there)
        (void)!fchmod(fd, old.st_mode & 0777);
    return fd;
}

static int open_path(struct outfile *file, const char *path)
{
    file->target = strdup(path);
    const int fd = file->target ? open_target(file) : -1;
    if (fd >= 0)
        file->stream = fdopen(fd, "w");
    if (file->stream)
        return 0;
    failed(file, errno);
    if (fd >= 0) {
        close(fd);
        if (file->temporary)
            unlink(file->temporary);
    }
    forget(file);
    return -1;
}

int outfile_open(struct outfile *file, const char *path)
{
    memset(file, 0, sizeof *file);
    ignore(SIGPIPE);
    ignore(SIGXFSZ);
    if (path && strcmp(path, "-") != 0 && strcmp(path, "/dev/stdout") != 0)
        return open_path(file, path);
    file->stream = stdout;
    return 0;
}

/* fsync where it means something; pipes and some devices refuse it. */
static int sync_fd(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ||
                   errno == EROFS
               ? 0
               : -1;
}

static int sync_directory(const char *path)
{
    char *const directory = directory_of(path);
    const int fd =
        directory ? open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    free(directory);
    if (fd < 0) /* It may be written but not read: that is no failure. */
        return 0;
    const int status = sync_fd(fd);
    const int why = errno;
    close(fd);
    errno = why;
    return status;
}

/* Write out what is buffered and close: 0, or errno. */
static int finish_stream(struct outfile *file, int why)
{
    if (fflush(file->stream) != 0 && !why)
        why = errno;
    if (ferror(file->stream) && !why)
        why = EIO; /* A write failed that nobody looked at. */
    if (!why && file->temporary && sync_fd(fileno(file->stream)) != 0)
        why = errno;
    if (fclose(file->stream) != 0 && !why)
        why = errno;
    file->stream = NULL;
    return why;
}

int outfile_close(struct outfile *file, int status)
{
    const int before = errno ? errno : EIO;
    int why = finish_stream(file, status < 0 ? before : 0);
    if (file->temporary) {
        if (!why && rename(file->temporary, file->target) != 0)
            why = errno;
        if (why)
            unlink(file->temporary);
        else if (sync_directory(file->target) != 0)
            why = errno;
    }
    if (why)
        failed(file, why);
    forget(file);
    return why ? -1 : 0;
}

void outfile_abandon(struct outfile *file)
{
    if (file->stream && file->stream != stdout)
        fclose(file->stream);
    if (file->temporary)
        unlink(file->temporary);
    forget(file);
}
