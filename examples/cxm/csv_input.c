/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "csv_input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int csv_input_open(struct csv_input *in, const struct csv_source *source,
                   size_t room)
{
    memset(in, 0, sizeof *in);
    in->block = malloc(CSV_BLOCK + room + CSV_BLOCK);
    if (in->block == NULL) {
        return CSV_BAD_MEMORY;
    }
    in->source = *source;
    in->room = room;
    in->bytes = in->block + CSV_BLOCK;
    in->bytes[-1] = '\0';
    return CSV_OK;
}

void csv_input_close(struct csv_input *in)
{
    free(in->block);
    in->block = in->bytes = NULL;
}

/* Append what one read of at most n gives; the end is told again and again. */
static int read_some(struct csv_input *in, size_t n)
{
    ssize_t got;

    if (in->ended || in->failed) {
        return in->ended ? CSV_END : CSV_BAD_READ;
    }
    got = in->source.read(in->source.context, in->bytes + in->have, n);
    if (got < 0) {
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return CSV_AGAIN;
        }
        in->error = errno;
        in->failed = 1;
        return CSV_BAD_READ;
    }
    in->ended = got == 0;
    in->have += (size_t)got;
    return got == 0 ? CSV_END : CSV_OK;
}

int csv_input_more(struct csv_input *in)
{
    return read_some(in, in->room - in->have);
}

void csv_input_shift(struct csv_input *in)
{
    memmove(in->bytes - 1, in->bytes + in->at - 1, in->have - in->at + 1);
    in->offset += in->at;
    in->have -= in->at;
    in->at = in->lf = in->cr = 0;
}

static int has_utf16_mark(const char *b, size_t n)
{
    return n >= 2 &&
           (memcmp(b, "\xff\xfe", 2) == 0 || memcmp(b, "\xfe\xff", 2) == 0);
}

/*
 * UTF-16 without a mark shows as zero bytes at every second place: in text
 * of Latin letters, digits and delimiters nearly all high bytes are zero.
 * The other half must be free of them, else the zeros are just data.
 */
static int looks_utf16(const char *b, size_t n)
{
    size_t zeros[2] = {0, 0};
    size_t i;

    if (n < 8 || memchr(b, 0, n) == NULL) {
        return 0;
    }
    for (i = 0; i < n; i++) {
        zeros[i % 2] += b[i] == 0;
    }
    return n >= 8 && ((zeros[0] > n / 5 && zeros[1] < n / 40 + 1) ||
                      (zeros[1] > n / 5 && zeros[0] < n / 40 + 1));
}

int csv_input_peek(struct csv_input *in, size_t want)
{
    int status = CSV_OK;

    while (in->have < want && status == CSV_OK) {
        status = read_some(in, CSV_PEEK - in->have);
    }
    if (status == CSV_BAD_READ || in->within) {
        return status == CSV_END ? CSV_OK : status;
    }
    /* Statistics need the whole look, whatever pieces it came in. */
    if (has_utf16_mark(in->bytes, in->have) ||
        (want == CSV_PEEK && status != CSV_AGAIN &&
         looks_utf16(in->bytes, in->have))) {
        return CSV_UTF16;
    }
    if (in->at == 0 && in->have >= 3 &&
        memcmp(in->bytes, "\xef\xbb\xbf", 3) == 0) {
        in->at = 3;
    }
    return status == CSV_AGAIN ? CSV_AGAIN : CSV_OK;
}

void csv_input_skip(struct csv_input *in, size_t n)
{
    const size_t stop = in->at + n;
    struct csv_piece piece;

    while (in->at < stop && csv_input_piece(in, &piece) == CSV_OK) {
        if (in->at > stop) {
            in->at = stop;
            in->in_line = 1;
            in->after_cr = 0;
        }
    }
    in->lf = in->cr = 0;
}

/* Position of a byte at or behind `at`, remembered over the lines. */
static size_t find(const struct csv_input *in, size_t known, int byte)
{
    const char *hit;

    if (known > in->at ||
        (known == in->at && known < in->have && in->bytes[known] == byte)) {
        return known;
    }
    hit = memchr(in->bytes + in->at, byte, in->have - in->at);
    return hit == NULL ? in->have : (size_t)(hit - in->bytes);
}

/* Where the line that goes on at `at` ends in the buffer; 0: not in it. */
static size_t line_end(struct csv_input *in)
{
    in->lf = find(in, in->lf, '\n');
    in->cr = find(in, in->cr, '\r');
    if (in->cr < in->lf) {
        in->after_cr = in->cr + 1 == in->have;
        return in->cr + 1 == in->lf && in->lf < in->have ? in->lf + 1
                                                         : in->cr + 1;
    }
    return in->lf < in->have ? in->lf + 1 : 0;
}

static int refill(struct csv_input *in)
{
    csv_input_shift(in);
    return csv_input_more(in);
}

int csv_input_piece(struct csv_input *in, struct csv_piece *piece)
{
    const int status = in->at == in->have ? refill(in) : CSV_OK;
    size_t end;

    if (status != CSV_OK) {
        return status;
    }
    piece->bytes = in->bytes + in->at;
    if (in->after_cr) {
        in->after_cr = 0;
        if (*piece->bytes == '\n') {
            piece->length = 1;
            piece->begins = piece->ends = 0;
            in->at++;
            return CSV_OK;
        }
    }
    end = line_end(in);
    piece->begins = !in->in_line;
    piece->ends = end != 0;
    in->line += !in->in_line;
    in->in_line = end == 0;
    piece->length = (end != 0 ? end : in->have) - in->at;
    in->at += piece->length;
    return CSV_OK;
}
