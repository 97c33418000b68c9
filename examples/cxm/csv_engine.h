/* SPDX-License-Identifier: MIT */
/*
 * csv_engine.h - what the engines of csv.h have in common: the beginning of
 * the input, the rows being built, what went wrong, and the way of text
 * through a parser that is given pieces of lines and hands fields back.
 */
#ifndef CXM_EXAMPLES_CSV_ENGINE_H
#define CXM_EXAMPLES_CSV_ENGINE_H

#include "csv.h"
#include "csv_input.h"
#include "csv_rows.h"

struct csv_engine {
    size_t room; /* bytes of the input's buffer */

    /* CSV_OK or CSV_BAD_MEMORY; close also what failed. */
    int (*open)(struct csv *csv);
    void (*close)(struct csv *csv);
    void (*begin)(struct csv *csv, const struct csv_dialect *dialect);

    /*
     * Parse more bytes, giving what ends to csv_on_field and csv_on_row (also
     * a row without a field).  CSV_OK, CSV_BAD_MEMORY, or CSV_BAD_LENGTH for
     * a field of max_field + 2 bytes that goes on.
     */
    int (*parse)(struct csv *csv, const char *bytes, size_t n);

    /* The input has ended: CSV_OK, or CSV_BAD_QUOTE. */
    int (*finish)(struct csv *csv);

    /* csv_next, where status is CSV_OK or the last word. */
    int (*next)(struct csv *csv, int status, struct csv_batch *batch);
    uint64_t (*line)(const struct csv *csv, const struct csv_batch *batch,
                     uint32_t row);
};

extern const struct csv_engine csv_engine_fast;
extern const struct csv_engine csv_engine_lib;

struct csv {
    const struct csv_engine *engine;
    void *state; /* the engine's own */
    struct csv_rows rows;
    struct csv_input in;
    size_t max_field;
    uint64_t row_line, row_offset; /* where the row being read began */
    uint64_t field_line;           /* where its last field began */
    int row_open;                  /* a quote is open over a line's end */
    int row_ended;                 /* a line end was reported in this piece */
    int begun;
    int ended;
    struct csv_problem problem;
};

/* What a parser calls: a field is complete; a line end ends a row, or none. */
void csv_on_field(void *bytes, size_t n, void *csv);
void csv_on_row(int end, void *csv);

/* Parse one piece of a line: CSV_OK, CSV_AGAIN, CSV_END or a problem. */
int csv_feed(struct csv *csv);

/* Give out the rows that csv_feed made; none: the problem, or the status. */
int csv_give(struct csv *csv, int status, struct csv_batch *batch);

/* The line of a row that csv_give gave out. */
uint64_t csv_given_line(const struct csv *csv, const struct csv_batch *batch,
                        uint32_t row);

/* Note what went wrong, for good; each returns its status. */
int csv_fail_read(struct csv *csv);
int csv_fail_memory(struct csv *csv);
int csv_fail_field(struct csv *csv, uint64_t line);
int csv_fail_row(struct csv *csv);
int csv_fail_quote(struct csv *csv);
int csv_fail_utf16(struct csv *csv);
int csv_fail_order(struct csv *csv, const char *what);

#endif
