/* SPDX-License-Identifier: MIT */
/* csv_lib.c - the reader with libcsv behind it. */
#define _POSIX_C_SOURCE 200809L

#include "csv_engine.h"

#include <csv.h>

#include <stdlib.h>

/*
 * libcsv's buffer is made once, as large as it may ever be (memory that is
 * not written costs nothing), and refuses to grow: so the limit holds at the
 * same byte whatever the pieces are.
 */
static void *first_only(void *old, size_t n)
{
    return old == NULL ? malloc(n) : NULL;
}

static int lib_open(struct csv *csv)
{
    struct csv_parser *const parser = malloc(sizeof *parser);

    if (parser == NULL || csv_init(parser, CSV_REPALL_NL) != 0) {
        free(parser);
        return CSV_BAD_MEMORY;
    }
    csv->state = parser;
    csv_set_realloc_func(parser, first_only);
    /* The closing quote is kept in it, and one byte must stay free. */
    csv_set_blk_size(parser, csv->max_field + 2);
    return CSV_OK;
}

static void lib_close(struct csv *csv)
{
    if (csv->state != NULL) {
        csv_free(csv->state);
    }
    free(csv->state);
}

static void lib_begin(struct csv *csv, const struct csv_dialect *dialect)
{
    csv_set_delim(csv->state, (unsigned char)dialect->delimiter);
    csv_set_quote(csv->state, (unsigned char)dialect->quote);
}

static int lib_parse(struct csv *csv, const char *bytes, size_t n)
{
    if (csv_parse(csv->state, bytes, n, csv_on_field, csv_on_row, csv) == n) {
        return CSV_OK;
    }
    /* The buffer could not be made, or is full. */
    return csv_get_buffer_size(csv->state) < csv->max_field + 2
               ? CSV_BAD_MEMORY
               : CSV_BAD_LENGTH;
}

/* Only strict mode tells of a quote left open, and only here. */
static int lib_finish(struct csv *csv)
{
    (void)csv_set_opts(csv->state, CSV_STRICT | CSV_STRICT_FINI);
    return csv_fini(csv->state, csv_on_field, csv_on_row, csv) == 0
               ? CSV_OK
               : CSV_BAD_QUOTE;
}

static int lib_next(struct csv *csv, int status, struct csv_batch *batch)
{
    while (status == CSV_OK && !csv_rows_full(&csv->rows)) {
        status = csv_feed(csv);
    }
    return csv_give(csv, status, batch);
}

const struct csv_engine csv_engine_lib = {
    CSV_PEEK,  lib_open,   lib_close, lib_begin,
    lib_parse, lib_finish, lib_next,  csv_given_line,
};
