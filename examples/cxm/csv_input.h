/* SPDX-License-Identifier: MIT */
/*
 * csv_input.h - the buffered beginning of every engine: it peeks, removes
 * the byte-order mark, and hands the text out in pieces that never cross the
 * end of a physical line, so that lines can be counted exactly whatever the
 * engine sees.
 */
#ifndef CXM_EXAMPLES_CSV_INPUT_H
#define CXM_EXAMPLES_CSV_INPUT_H

#include "csv.h"

#define CSV_BLOCK 64

struct csv_input {
    struct csv_source source;
    char *block;     /* what is allocated */
    char *bytes;     /* bytes[-1] is the one before, 0 at first; CSV_BLOCK
                        more can be loaded behind the room */
    size_t room;     /* at least CSV_PEEK */
    size_t at;       /* consumed */
    size_t have;     /* read */
    size_t lf, cr;   /* the next of each at or behind `at`; else `have` */
    uint64_t offset; /* of bytes[0] in the input */
    uint64_t line;   /* number of the current physical line; 0 at first */
    int in_line;     /* the current line has not ended */
    int after_cr;    /* a line feed now would belong to the CR before it */
    int within;      /* no mark and no UTF-16 are looked for */
    int ended;       /* the source said end */
    int failed;      /* a read failed */
    int error;       /* its errno */
};

/* A piece of one physical line, with its CR, LF or CRLF. */
struct csv_piece {
    const char *bytes;
    size_t length;
    int begins; /* the first piece of its line */
    int ends;   /* the line ends with it */
};

/* CSV_BAD_MEMORY or CSV_OK; close also what failed. */
int csv_input_open(struct csv_input *in, const struct csv_source *source,
                   size_t room);
void csv_input_close(struct csv_input *in);

/*
 * Read until `want` bytes (<= CSV_PEEK) lie in the buffer or the input ends,
 * and drop the byte-order mark; before the first piece only.  CSV_OK,
 * CSV_AGAIN, CSV_UTF16, CSV_BAD_READ.
 */
int csv_input_peek(struct csv_input *in, size_t want);

/* Consume n peeked bytes, counting their lines. */
void csv_input_skip(struct csv_input *in, size_t n);

/*
 * Append what one read gives; there must be room.  CSV_OK, CSV_END,
 * CSV_AGAIN, CSV_BAD_READ.
 */
int csv_input_more(struct csv_input *in);

/* Forget what lies before `at`: bytes move to the beginning. */
void csv_input_shift(struct csv_input *in);

/* The next piece: CSV_OK, CSV_END, CSV_AGAIN, CSV_BAD_READ. */
int csv_input_piece(struct csv_input *in, struct csv_piece *piece);

#endif
