/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef CXM_HAVE_ZLIB
#include <zlib.h>
#endif
#ifdef CXM_HAVE_ZSTD
#include <zstd.h>
#include <zstd_errors.h>
#endif

#define ROOM 65536 /* packed bytes at a time */
#define MOST 1048576

#define DAMAGED "the compressed data is damaged"
#define EARLY   "the compressed data ends early"
#define BEHIND  "something else stands behind the compressed data"
#define WINDOW  "its zstd window is too large: zstdcat --long=31 FILE | cxm ..."

struct codec;

struct unpack {
    struct unpack_from from;
    const struct codec *codec;
    const char *text; /* why the data is at fault */
    int error;        /* errno of what failed, 0 so far */
    int inside;       /* a member has begun and not ended */
    int members;      /* how many have ended, up to 1 */
    int padding;      /* zeros were seen behind the last one */
    int pending;      /* zstd may have output without further input */
    size_t at, have;  /* of `bytes` */
#ifdef CXM_HAVE_ZLIB
    z_stream gzip;
#endif
#ifdef CXM_HAVE_ZSTD
    ZSTD_DStream *zstd;
#endif
    unsigned char bytes[ROOM];
};

/* open gives 0 without memory; step unpacks what there is, *given bytes. */
struct codec {
    const char *lacks;
    int (*open)(struct unpack *u);
    void (*restart)(struct unpack *u);
    void (*step)(struct unpack *u, char *out, size_t n, size_t *given);
    void (*close)(struct unpack *u);
};

#if defined CXM_HAVE_ZLIB || defined CXM_HAVE_ZSTD
static void fault(struct unpack *u, const char *text)
{
    u->text = text;
    u->error = EBADMSG;
}

static void end_member(struct unpack *u)
{
    u->inside = 0;
    u->members = 1;
    u->pending = 0;
}
#endif

#ifdef CXM_HAVE_ZLIB
static int gzip_open(struct unpack *u)
{
    return inflateInit2(&u->gzip, 15 + 16) == Z_OK; /* gzip, any window */
}

static void gzip_restart(struct unpack *u)
{
    (void)inflateReset(&u->gzip);
}

static void gzip_close(struct unpack *u)
{
    (void)inflateEnd(&u->gzip);
}

/* Behind a member: is it another one?  As gzip(1), zeros are passed over. */
static int gzip_next(struct unpack *u)
{
    while (u->at < u->have && u->bytes[u->at] == 0) {
        u->padding = 1;
        u->at++;
    }
    if (u->at == u->have) {
        return 0;
    }
    if (u->padding || u->bytes[u->at] != 0x1f) {
        fault(u, BEHIND);
        return 0;
    }
    (void)inflateReset(&u->gzip);
    return 1;
}

static void gzip_step(struct unpack *u, char *out, size_t n, size_t *given)
{
    int status;

    if (!u->inside && u->members && !gzip_next(u)) {
        return;
    }
    u->inside = 1;
    u->gzip.next_in = u->bytes + u->at;
    u->gzip.avail_in = (uInt)(u->have - u->at);
    u->gzip.next_out = (unsigned char *)out;
    u->gzip.avail_out = (uInt)n;
    status = inflate(&u->gzip, Z_NO_FLUSH);
    u->at = u->have - u->gzip.avail_in;
    *given = n - u->gzip.avail_out;
    if (status == Z_STREAM_END) {
        end_member(u);
    } else if (status == Z_MEM_ERROR) {
        u->error = ENOMEM;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
        fault(u, DAMAGED);
    }
}
#endif

#ifdef CXM_HAVE_ZSTD
static void zstd_restart(struct unpack *u)
{
    (void)ZSTD_initDStream(u->zstd);
}

static int zstd_open(struct unpack *u)
{
    u->zstd = ZSTD_createDStream();
    if (u->zstd == NULL) {
        return 0;
    }
    zstd_restart(u);
    return 1;
}

static void zstd_close(struct unpack *u)
{
    (void)ZSTD_freeDStream(u->zstd);
}

static void zstd_fault(struct unpack *u, size_t status, int first)
{
    switch (ZSTD_getErrorCode(status)) {
    case ZSTD_error_memory_allocation:
        u->error = ENOMEM;
        break;
    case ZSTD_error_frameParameter_windowTooLarge:
        fault(u, WINDOW);
        break;
    case ZSTD_error_prefix_unknown:
        fault(u, first && u->members ? BEHIND : DAMAGED);
        break;
    default:
        fault(u, DAMAGED);
    }
}

static void zstd_step(struct unpack *u, char *out, size_t n, size_t *given)
{
    const int first = !u->inside;
    ZSTD_inBuffer from = {u->bytes, u->have, u->at};
    ZSTD_outBuffer to = {out, n, 0};
    const size_t status = ZSTD_decompressStream(u->zstd, &to, &from);

    u->inside = 1;
    u->at = from.pos;
    *given = to.pos;
    u->pending = to.pos == n;
    if (ZSTD_isError(status)) {
        zstd_fault(u, status, first);
    } else if (status == 0) {
        end_member(u);
    }
}
#endif

static const struct codec codecs[] = {
    [UNPACK_NONE] = {"", NULL, NULL, NULL, NULL},
    [UNPACK_GZIP] =
#ifdef CXM_HAVE_ZLIB
        {NULL, gzip_open, gzip_restart, gzip_step, gzip_close},
#else
        {"this build cannot read gzip: build with zlib, or zcat FILE | cxm ...",
         NULL, NULL, NULL, NULL},
#endif
    [UNPACK_ZSTD] =
#ifdef CXM_HAVE_ZSTD
        {NULL, zstd_open, zstd_restart, zstd_step, zstd_close},
#else
        {"this build cannot read zstd: build with libzstd, or zstdcat FILE | "
         "cxm ...",
         NULL, NULL, NULL, NULL},
#endif
};

int unpack_kind(const char *bytes, size_t n)
{
    if (n >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0) {
        return UNPACK_GZIP;
    }
    if (n >= 4 && (memcmp(bytes, "\x28\xb5\x2f\xfd", 4) == 0 ||
                   (((unsigned char)bytes[0] & 0xf0) == 0x50 &&
                    memcmp(bytes + 1, "\x2a\x4d\x18", 3) == 0))) {
        return UNPACK_ZSTD; /* the second is a frame to be skipped */
    }
    return UNPACK_NONE;
}

const char *unpack_lacks(int kind)
{
    return codecs[kind].lacks;
}

struct unpack *unpack_open(int kind, const struct unpack_from *from)
{
    struct unpack *u;

    if (codecs[kind].lacks != NULL) {
        return NULL;
    }
    u = calloc(1, sizeof *u);
    if (u == NULL) {
        return NULL;
    }
    u->from = *from;
    u->codec = &codecs[kind];
    if (!u->codec->open(u)) {
        free(u);
        return NULL;
    }
    return u;
}

/* More packed bytes; 0 where there are none, or reading them failed. */
static int refill(struct unpack *u)
{
    const ssize_t got =
        u->from.read(u->from.context, (char *)u->bytes, sizeof u->bytes);

    if (got < 0) {
        u->error = errno;
    } else if (got == 0 && (u->inside || !u->members)) {
        u->text = EARLY;
        u->error = EBADMSG;
    }
    u->at = 0;
    u->have = got > 0 ? (size_t)got : 0;
    return got > 0;
}

ssize_t unpack_read(struct unpack *u, char *bytes, size_t n)
{
    size_t given = 0;

    n = n < MOST ? n : MOST;
    while (n > 0 && given == 0 && u->error == 0) {
        if (u->at < u->have || u->pending) {
            u->pending = 0;
            u->codec->step(u, bytes, n, &given);
        } else if (!refill(u)) {
            break;
        }
    }
    if (given > 0) {
        return (ssize_t)given; /* a failure is told by the next call */
    }
    errno = u->error;
    return u->error != 0 ? -1 : 0;
}

const char *unpack_text(const struct unpack *u)
{
    return u->text;
}

void unpack_restart(struct unpack *u)
{
    u->text = NULL;
    u->error = u->inside = u->members = u->padding = u->pending = 0;
    u->at = u->have = 0;
    u->codec->restart(u);
}

void unpack_close(struct unpack *u)
{
    if (u != NULL) {
        u->codec->close(u);
        free(u);
    }
}
