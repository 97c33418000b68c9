/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "csv_spans.h"

#include <string.h>

enum odd { NOT_ODD, QUOTE, BLANK };

void csv_spans_open(struct csv_spans *s, const struct csv_dialect *dialect)
{
    memset(s, 0, sizeof *s);
    s->quote = dialect->quote;
    s->odd[' '] = s->odd['\t'] = BLANK;
    s->odd[(unsigned char)dialect->quote] = QUOTE;
    s->odd[(unsigned char)dialect->delimiter] = NOT_ODD;
}

/* Make each two quotes one; what is set free is filled, its lines stay. */
static uint32_t halve_quotes(char *bytes, uint32_t n, char quote)
{
    char *const first = memchr(bytes, quote, n);
    char *out = first;
    const char *in;

    if (first == NULL) {
        return n;
    }
    for (in = first; in < bytes + n; in++) {
        *out++ = *in;
        in += *in == quote && in + 1 < bytes + n && in[1] == quote;
    }
    n = (uint32_t)(out - bytes);
    memset(out, quote, (size_t)(in - out));
    return n;
}

/* A field from begin to end that may not be all of it. */
static struct csv_span odd_field(const struct csv_spans *s, char *bytes,
                                 uint32_t begin, uint32_t end)
{
    struct csv_span span = {begin, end - begin};

    if (begin == end) {
        return span;
    }
    if (bytes[begin] == s->quote) {
        span.at++;
        span.length = halve_quotes(bytes + span.at, end - begin - 2, s->quote);
        return span;
    }
    while (end > begin && s->odd[(unsigned char)bytes[end - 1]] == BLANK) {
        end--;
    }
    while (begin < end && s->odd[(unsigned char)bytes[begin]] == BLANK) {
        begin++;
    }
    span.at = begin;
    span.length = end - begin;
    return span;
}

static inline int is_odd(const struct csv_spans *s, const char *bytes,
                         uint32_t begin, uint32_t end)
{
    return s->odd[(unsigned char)bytes[begin]] |
           s->odd[(unsigned char)(bytes + end)[-1]];
}

/* One wanted field of each row. */
static void take_column(const struct csv_spans *s, char *bytes,
                        const uint32_t *mark, const uint32_t *first, uint32_t n,
                        const struct csv_want *want, struct csv_rows *rows)
{
    const struct csv_span absent = {0, CSV_ABSENT};
    const uint32_t *const fields = rows->fields;
    const size_t columns = rows->columns;
    const uint32_t field = want->field;
    struct csv_span *span = rows->span + want->slot;
    uint32_t r;

    mark += field < first[n] ? field : 0; /* else no row has it */
    for (r = 0; r < n; r++, span += columns) {
        const uint32_t m = first[r];
        uint32_t begin;
        uint32_t end;

        if (field >= fields[r]) {
            *span = absent;
            continue;
        }
        begin = (mark + m)[-1] + 1;
        end = mark[m];
        if (is_odd(s, bytes, begin, end)) {
            *span = odd_field(s, bytes, begin, end);
            continue;
        }
        span->at = begin;
        span->length = end - begin;
    }
}

static void copy_column(struct csv_rows *rows, uint32_t n, uint32_t from,
                        uint32_t to)
{
    struct csv_span *span = rows->span;
    uint32_t r;

    for (r = 0; r < n; r++, span += rows->columns) {
        span[to] = span[from];
    }
}

void csv_spans_take(const struct csv_spans *s, char *bytes,
                    const uint32_t *mark, const uint32_t *first, uint32_t n,
                    struct csv_rows *rows)
{
    const struct csv_want *w;

    for (w = rows->want; w->field != UINT32_MAX; w++) {
        if (w > rows->want && w[-1].field == w->field) {
            /* What is wanted twice must be undone once. */
            copy_column(rows, n, w[-1].slot, w->slot);
        } else {
            take_column(s, bytes, mark, first, n, w, rows);
        }
    }
}

int csv_spans_blank(const struct csv_spans *s, const char *bytes,
                    uint32_t begin, uint32_t end)
{
    while (begin < end && s->odd[(unsigned char)bytes[begin]] == BLANK) {
        begin++;
    }
    return begin == end;
}
