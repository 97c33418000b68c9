/* SPDX-License-Identifier: MIT */
/*
 * source.h - where bytes come from: a file or standard input, read from its
 * beginning once, or again while the program finds out what it is.
 *
 * A file that can seek is simply rewound.  Of a pipe the bytes are held, up
 * to SOURCE_HELD, until source_release.  gzip and zstd are unpacked on the
 * way, told by their first bytes: what is read, held and counted is the text.
 */
#ifndef CXM_EXAMPLES_SOURCE_H
#define CXM_EXAMPLES_SOURCE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define SOURCE_OK  0
#define SOURCE_BAD -1

#define SOURCE_HELD  1048576
#define SOURCE_FIRST 4 /* bytes that tell what it is */

struct unpack;

struct source {
    const char *name; /* as given, or "stdin"; the caller's memory */
    int64_t size;     /* bytes in the file from where it was opened; -1 if
                          unknown, as of a compressed one */
    char text[200];   /* why the last call failed, without the name */
    int fd;
    int seekable;
    int holding; /* bytes read are kept for a rewind */
    int lost;    /* too many were read to hold them all */
    off_t start;
    char *held;
    size_t held_used, held_room, held_at;
    char first[SOURCE_FIRST]; /* of a pipe: to be read again */
    size_t first_used, first_at;
    struct unpack *unpack; /* NULL: it is not compressed */
};

/*
 * Open a path, or standard input for "-".  SOURCE_BAD with text for what
 * cannot be opened, for directories, and for what is plainly no text:
 * workbooks and what it cannot unpack (told by their first bytes, so on a pipe
 * this waits for four of them).  A source that failed needs no close.
 */
int source_open(struct source *source, const char *path);

/*
 * Read as read(2) does, but never interrupted, and waiting where the pipe is
 * non-blocking; struct csv_source's read.  -1 with errno and text, also for
 * compressed data that is damaged or ends early.
 */
ssize_t source_read(void *source, char *bytes, size_t n);

/* Read as pread(2) does, from a place in the text of a file that can seek and
 * is not compressed; several threads may. */
ssize_t source_read_at(const struct source *source, uint64_t at, char *bytes,
                       size_t n);

/* Start again.  SOURCE_BAD with text once more than SOURCE_HELD was read from
 * a pipe or the source was released. */
int source_rewind(struct source *source);

/* No rewind will come: hold no more, free what was held once it is read. */
void source_release(struct source *source);

void source_close(struct source *source);

#endif
