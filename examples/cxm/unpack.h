/* SPDX-License-Identifier: MIT */
/*
 * unpack.h - the text in a gzip or zstd file, a piece at a time and in the
 * memory of one window, whatever its size.  Several members or frames behind
 * each other are one text.
 *
 * What is damaged, cut off or followed by something else is never the end of
 * the text: reading fails then.  Only zeros, which tapes pad with, may follow
 * gzip's last member.
 */
#ifndef CXM_EXAMPLES_UNPACK_H
#define CXM_EXAMPLES_UNPACK_H

#include <stddef.h>
#include <sys/types.h>

#define UNPACK_NONE 0
#define UNPACK_GZIP 1
#define UNPACK_ZSTD 2

/* Where the packed bytes come from: read as read(2) does, never EINTR. */
struct unpack_from {
    ssize_t (*read)(void *context, char *bytes, size_t n);
    void *context;
};

struct unpack;

/* What begins with these n bytes: UNPACK_... */
int unpack_kind(const char *bytes, size_t n);

/* NULL where this program can read that kind, else why not. */
const char *unpack_lacks(int kind);

/* NULL without memory, or for a kind it cannot read. */
struct unpack *unpack_open(int kind, const struct unpack_from *from);

/*
 * Read as read(2) does.  -1 with errno: of the source's failure, ENOMEM, or
 * EBADMSG where the data is at fault; it stays so.
 */
ssize_t unpack_read(struct unpack *unpack, char *bytes, size_t n);

/* Why the data is at fault; NULL where it is not. */
const char *unpack_text(const struct unpack *unpack);

/* The source was rewound: begin again. */
void unpack_restart(struct unpack *unpack);

/* NULL is allowed. */
void unpack_close(struct unpack *unpack);

#endif
