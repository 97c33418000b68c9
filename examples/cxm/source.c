/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "source.h"

#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *bytes;
    size_t n;
    const char *text;
} no_texts[] = {
    {"\xfd"
     "7zX",
     4, "xz is not read: xzcat FILE | cxm ..."},
    {"BZh", 3, "bzip2 is not read: bzcat FILE | cxm ..."},
    {"PK\3\4", 4, "a zip archive or a workbook (xlsx, ods): save it as CSV"},
    {"\xd0\xcf\x11\xe0", 4, "an old Excel workbook (xls): save it as CSV"},
};

static int bad(struct source *s, const char *text)
{
    (void)snprintf(s->text, sizeof s->text, "%s", text);
    return SOURCE_BAD;
}

static int bad_errno(struct source *s, int error)
{
    char text[160];

    if (strerror_r(error, text, sizeof text) != 0) {
        (void)snprintf(text, sizeof text, "error %d", error);
    }
    return bad(s, text);
}

/*
 * May the read be tried again?  Whoever made the pipe may have made it
 * non-blocking: that there is nothing yet is not its end.
 */
static int try_again(const struct source *s, int error)
{
    struct pollfd wait = {s->fd, POLLIN, 0};

    if (error == EINTR) {
        return 1;
    }
    if (error != EAGAIN && error != EWOULDBLOCK) {
        return 0;
    }
    return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

static ssize_t read_fd(struct source *s, char *bytes, size_t n)
{
    ssize_t got;

    do {
        got = read(s->fd, bytes, n);
    } while (got < 0 && try_again(s, errno));
    if (got < 0) {
        const int error = errno;

        (void)bad_errno(s, error);
        errno = error;
    }
    return got;
}

/* The bytes that were looked at first, then the others. */
static ssize_t read_raw(void *source, char *bytes, size_t n)
{
    struct source *const s = source;
    const size_t left = s->first_used - s->first_at;
    const size_t give = n < left ? n : left;

    if (left == 0) {
        return read_fd(s, bytes, n);
    }
    memcpy(bytes, s->first + s->first_at, give);
    s->first_at += give;
    return (ssize_t)give;
}

static ssize_t read_plain(struct source *s, char *bytes, size_t n)
{
    ssize_t got;

    if (s->unpack == NULL) {
        return read_raw(s, bytes, n);
    }
    got = unpack_read(s->unpack, bytes, n);
    if (got < 0) {
        const int error = errno;
        const char *text = unpack_text(s->unpack);

        (void)(text != NULL ? bad(s, text) : bad_errno(s, error));
        errno = error;
    }
    return got;
}

static void drop_held(struct source *s)
{
    free(s->held);
    s->held = NULL;
    s->held_used = s->held_room = s->held_at = 0;
}

static int grow_held(struct source *s, size_t n)
{
    size_t room = s->held_room == 0 ? 65536 : s->held_room;
    char *held;

    while (room < n) {
        room *= 2;
    }
    if (room == s->held_room) {
        return SOURCE_OK;
    }
    held = realloc(s->held, room);
    if (held == NULL) {
        return SOURCE_BAD;
    }
    s->held = held;
    s->held_room = room;
    return SOURCE_OK;
}

/* Without memory to hold, only a later rewind fails, not the reading. */
static void hold(struct source *s, const char *bytes, size_t n)
{
    if (s->held_used + n > SOURCE_HELD ||
        grow_held(s, s->held_used + n) != SOURCE_OK) {
        s->holding = 0;
        s->lost = 1;
        drop_held(s);
        return;
    }
    memcpy(s->held + s->held_used, bytes, n);
    s->held_used += n;
    s->held_at = s->held_used;
}

static ssize_t read_held(struct source *s, char *bytes, size_t n)
{
    const size_t left = s->held_used - s->held_at;
    const size_t give = n < left ? n : left;

    memcpy(bytes, s->held + s->held_at, give);
    s->held_at += give;
    if (!s->holding && s->held_at == s->held_used) {
        drop_held(s);
    }
    return (ssize_t)give;
}

ssize_t source_read(void *source, char *bytes, size_t n)
{
    struct source *const s = source;
    ssize_t got;

    if (s->held_at < s->held_used) {
        return read_held(s, bytes, n);
    }
    got = read_plain(s, bytes, n);
    if (got > 0 && s->holding) {
        hold(s, bytes, (size_t)got);
    }
    return got;
}

static int rewind_file(struct source *s)
{
    if (lseek(s->fd, s->start, SEEK_SET) < 0) {
        return bad_errno(s, errno);
    }
    if (s->unpack != NULL) {
        unpack_restart(s->unpack);
    }
    return SOURCE_OK;
}

static int open_packed(struct source *s, int kind)
{
    const struct unpack_from from = {read_raw, s};
    const char *lacks = unpack_lacks(kind);

    if (lacks != NULL) {
        return bad(s, lacks);
    }
    s->unpack = unpack_open(kind, &from);
    s->size = -1; /* of the text: unknown */
    return s->unpack != NULL ? SOURCE_OK : bad_errno(s, ENOMEM);
}

/* What the first bytes say it is. */
static int look_inside(struct source *s)
{
    ssize_t got = 1;
    int kind;
    size_t i;

    while (s->first_used < SOURCE_FIRST && got > 0) {
        got =
            read_fd(s, s->first + s->first_used, SOURCE_FIRST - s->first_used);
        s->first_used += got > 0 ? (size_t)got : 0;
    }
    if (got < 0) {
        return SOURCE_BAD;
    }
    for (i = 0; i < sizeof no_texts / sizeof no_texts[0]; i++) {
        if (s->first_used >= no_texts[i].n &&
            memcmp(s->first, no_texts[i].bytes, no_texts[i].n) == 0) {
            return bad(s, no_texts[i].text);
        }
    }
    kind = unpack_kind(s->first, s->first_used);
    if (kind != UNPACK_NONE && open_packed(s, kind) != SOURCE_OK) {
        return SOURCE_BAD;
    }
    if (!s->seekable) {
        return SOURCE_OK;
    }
    s->first_used = 0;
    return rewind_file(s);
}

static int look_at(struct source *s)
{
    struct stat st;

    if (fstat(s->fd, &st) != 0) {
        return bad_errno(s, errno);
    }
    if (S_ISDIR(st.st_mode)) {
        return bad_errno(s, EISDIR);
    }
    s->start = lseek(s->fd, 0, SEEK_CUR);
    s->seekable = s->start >= 0 && S_ISREG(st.st_mode);
    s->holding = !s->seekable;
    if (s->seekable) {
        s->size = st.st_size > s->start ? st.st_size - s->start : 0;
    }
    return look_inside(s);
}

int source_open(struct source *source, const char *path)
{
    const int is_stdin = strcmp(path, "-") == 0;

    memset(source, 0, sizeof *source);
    source->size = -1;
    source->name = is_stdin ? "stdin" : path;
    source->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (source->fd < 0) {
        return bad_errno(source, errno);
    }
    if (look_at(source) != SOURCE_OK) {
        source_close(source);
        return SOURCE_BAD;
    }
    return SOURCE_OK;
}

ssize_t source_read_at(const struct source *source, uint64_t at, char *bytes,
                       size_t n)
{
    return pread(source->fd, bytes, n, source->start + (off_t)at);
}

int source_rewind(struct source *source)
{
    if (source->seekable) {
        return rewind_file(source);
    }
    if (source->lost) {
        return bad(source, "cannot start again: too much was read of a pipe");
    }
    if (!source->holding) {
        return bad(source, "cannot start again: the input was released");
    }
    source->held_at = 0;
    return SOURCE_OK;
}

void source_release(struct source *source)
{
    source->holding = 0;
    if (source->held_at == source->held_used) {
        drop_held(source);
    }
}

void source_close(struct source *source)
{
    drop_held(source);
    unpack_close(source->unpack);
    source->unpack = NULL;
    if (source->fd > STDIN_FILENO) {
        (void)close(source->fd);
    }
    source->fd = -1;
}
