/* SPDX-License-Identifier: MIT */
/*
 * csv_rows.h - builds the batches of an engine that hands over one field
 * after the other.  A row is published only when it has ended; a row that
 * would make a batch too large is held for the next one.
 */
#ifndef CXM_EXAMPLES_CSV_ROWS_H
#define CXM_EXAMPLES_CSV_ROWS_H

#include "csv.h"

/* A wanted column and the place it has in a row of spans. */
struct csv_want {
    uint32_t field;
    uint32_t slot;
};

struct csv_rows {
    char *bytes;
    size_t used, room;
    size_t row_start; /* of the row being built, in bytes */
    size_t row_max;   /* bytes of one row */
    struct csv_span *span;
    size_t spans;     /* room in span */
    uint32_t *fields; /* [CSV_BATCH_ROWS + 1] each */
    uint32_t *row_at;
    uint64_t *line;
    uint64_t *offset;
    struct csv_want *want; /* ascending, ended by field UINT32_MAX */
    struct csv_want *next; /* the first not yet seen in this row */
    uint32_t field;        /* fields seen in this row */
    uint32_t done;         /* rows complete and to be published */
    uint32_t columns;
    uint32_t limit; /* rows of a batch */
    int all;        /* not projected */
    int held;       /* row number `done` is complete, for next time */
    int published;  /* the batch is out: turn before adding */
    int status;     /* CSV_OK, or what went wrong */
};

/* CSV_BAD_MEMORY or CSV_OK; close also what failed. */
int csv_rows_open(struct csv_rows *rows, size_t row_max);
void csv_rows_close(struct csv_rows *rows);

/* See csv_project; between two rows. */
int csv_rows_project(struct csv_rows *rows, const uint32_t *column, size_t n);

/*
 * Take a field that is wanted: rows->field is its number plus one, and
 * either rows->all is set or rows->next names it.  Sets rows->status to
 * CSV_BAD_MEMORY, or to CSV_BAD_LENGTH for a row that is too large.
 */
void csv_rows_take(struct csv_rows *rows, const char *bytes, size_t n);

/* End the row, which began on that line and offset. */
void csv_rows_end(struct csv_rows *rows, uint64_t line, uint64_t offset);

/* 1 if the batch should go out before more is added. */
int csv_rows_full(const struct csv_rows *rows);

/* Forget the published rows; what is held or being built moves up. */
void csv_rows_turn(struct csv_rows *rows);

/* What of a batch is in the arrays here, when n rows were written to them. */
void csv_rows_show(const struct csv_rows *rows, uint32_t n,
                   struct csv_batch *batch);

/* Give the complete rows out. */
void csv_rows_publish(struct csv_rows *rows, struct csv_batch *batch);

#endif
