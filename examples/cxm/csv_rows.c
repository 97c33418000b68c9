/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "csv_rows.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM  (CSV_BATCH_BYTES + 65536)
#define FIRST_SPANS 64

int csv_rows_open(struct csv_rows *rows, size_t row_max)
{
    const size_t n = CSV_BATCH_ROWS + 1;

    memset(rows, 0, sizeof *rows);
    rows->row_max = row_max;
    rows->room = FIRST_ROOM;
    rows->spans = FIRST_SPANS;
    rows->all = 1;
    rows->limit = 1;
    rows->bytes = malloc(rows->room);
    rows->span = malloc(rows->spans * sizeof *rows->span);
    rows->fields = malloc(n * sizeof *rows->fields);
    rows->row_at = malloc(n * sizeof *rows->row_at);
    rows->line = malloc(n * sizeof *rows->line);
    rows->offset = malloc(n * sizeof *rows->offset);
    if (rows->bytes == NULL || rows->span == NULL || rows->fields == NULL ||
        rows->row_at == NULL || rows->line == NULL || rows->offset == NULL) {
        return CSV_BAD_MEMORY;
    }
    return CSV_OK;
}

void csv_rows_close(struct csv_rows *rows)
{
    free(rows->bytes);
    free(rows->span);
    free(rows->fields);
    free(rows->row_at);
    free(rows->line);
    free(rows->offset);
    free(rows->want);
    memset(rows, 0, sizeof *rows);
}

static int by_field(const void *a, const void *b)
{
    const struct csv_want *const x = a;
    const struct csv_want *const y = b;

    if (x->field != y->field) {
        return x->field < y->field ? -1 : 1;
    }
    return x->slot < y->slot ? -1 : x->slot > y->slot;
}

static struct csv_want *wants(const uint32_t *column, size_t n)
{
    struct csv_want *const want = malloc((n + 1) * sizeof *want);
    size_t i;

    if (want == NULL) {
        return NULL;
    }
    for (i = 0; i < n; i++) {
        want[i].field = column[i];
        want[i].slot = (uint32_t)i;
    }
    qsort(want, n, sizeof *want, by_field);
    want[n].field = UINT32_MAX;
    want[n].slot = 0;
    return want;
}

/* Batches of very many columns get fewer rows, to keep the spans small. */
static uint32_t rows_for(size_t columns)
{
    const size_t spans = CSV_BATCH_BYTES / sizeof(struct csv_span);
    const size_t rows = columns == 0 ? CSV_BATCH_ROWS : spans / columns;

    if (rows > CSV_BATCH_ROWS) {
        return CSV_BATCH_ROWS;
    }
    return rows == 0 ? 1 : (uint32_t)rows;
}

int csv_rows_project(struct csv_rows *rows, const uint32_t *column, size_t n)
{
    const uint32_t limit = rows_for(n);
    const size_t spans = ((size_t)limit + 1) * n + 1;
    struct csv_want *const want = wants(column, n);
    struct csv_span *const span = malloc(spans * sizeof *span);

    if (want == NULL || span == NULL) {
        free(want);
        free(span);
        return CSV_BAD_MEMORY;
    }
    free(rows->span);
    rows->span = span;
    rows->spans = spans;
    rows->want = rows->next = want;
    rows->columns = (uint32_t)n;
    rows->limit = limit;
    rows->all = 0;
    rows->done = 0;
    rows->published = 0;
    rows->used = rows->row_start = 0;
    return CSV_OK;
}

static int reserve(struct csv_rows *rows, size_t n)
{
    size_t room = rows->room;
    char *bytes;

    while (room - rows->used < n + CSV_PAD) {
        room *= 2;
    }
    if (room != rows->room) {
        bytes = realloc(rows->bytes, room);
        if (bytes == NULL) {
            return CSV_BAD_MEMORY;
        }
        rows->bytes = bytes;
        rows->room = room;
    }
    return CSV_OK;
}

static int reserve_span(struct csv_rows *rows)
{
    struct csv_span *span;

    if (rows->field <= rows->spans) {
        return CSV_OK;
    }
    span = realloc(rows->span, 2 * rows->spans * sizeof *span);
    if (span == NULL) {
        return CSV_BAD_MEMORY;
    }
    rows->span = span;
    rows->spans *= 2;
    return CSV_OK;
}

/* The spans of the row being built. */
static struct csv_span *current(const struct csv_rows *rows)
{
    return rows->span + (size_t)rows->done * rows->columns;
}

void csv_rows_take(struct csv_rows *rows, const char *bytes, size_t n)
{
    struct csv_span *const row = current(rows);
    const struct csv_span span = {(uint32_t)rows->used, (uint32_t)n};

    if (rows->used - rows->row_start + n > rows->row_max) {
        rows->status = CSV_BAD_LENGTH;
    } else if (reserve(rows, n) != CSV_OK ||
               (rows->all && reserve_span(rows) != CSV_OK)) {
        rows->status = CSV_BAD_MEMORY;
    }
    if (rows->status != CSV_OK) {
        return;
    }
    if (n > 0) {
        memcpy(rows->bytes + rows->used, bytes, n);
        rows->used += n;
    }
    if (rows->all) {
        rows->span[rows->field - 1] = span;
        return;
    }
    for (; rows->next->field == rows->field - 1; rows->next++) {
        row[rows->next->slot] = span;
    }
}

void csv_rows_end(struct csv_rows *rows, uint64_t line, uint64_t offset)
{
    const struct csv_span absent = {0, CSV_ABSENT};
    struct csv_span *const row = current(rows);

    if (rows->all) {
        rows->columns = rows->field;
    } else {
        for (; rows->next->field != UINT32_MAX; rows->next++) {
            row[rows->next->slot] = absent;
        }
        rows->next = rows->want;
    }
    rows->fields[rows->done] = rows->field;
    rows->row_at[rows->done] = (uint32_t)rows->row_start;
    rows->line[rows->done] = line;
    rows->offset[rows->done] = offset;
    rows->field = 0;
    if (rows->done > 0 && rows->used > CSV_BATCH_BYTES) {
        rows->held = 1;
        return;
    }
    rows->done++;
    rows->row_start = rows->used;
}

int csv_rows_full(const struct csv_rows *rows)
{
    return rows->held || rows->done >= rows->limit ||
           (rows->done > 0 &&
            rows->used > CSV_BATCH_BYTES - CSV_BATCH_BYTES / 8);
}

void csv_rows_turn(struct csv_rows *rows)
{
    struct csv_span *const row = current(rows);
    const uint32_t from = (uint32_t)rows->row_start;
    const struct csv_want *w;

    if (rows->all) {
        rows->columns = 0;
    }
    for (w = rows->want; w != NULL && w->field != UINT32_MAX; w++) {
        if (!rows->held && w >= rows->next) {
            break;
        }
        rows->span[w->slot] = row[w->slot];
        if (row[w->slot].length != CSV_ABSENT) {
            rows->span[w->slot].at -= from;
        }
    }
    memmove(rows->bytes, rows->bytes + from, rows->used - from);
    rows->used -= from;
    if (rows->held) {
        rows->fields[0] = rows->fields[rows->done];
        rows->line[0] = rows->line[rows->done];
        rows->offset[0] = rows->offset[rows->done];
        rows->row_at[0] = 0;
    }
    rows->done = rows->held ? 1 : 0;
    rows->row_start = rows->held ? rows->used : 0;
    rows->held = rows->published = 0;
}

void csv_rows_show(const struct csv_rows *rows, uint32_t n,
                   struct csv_batch *batch)
{
    batch->rows = n;
    batch->columns = rows->columns;
    batch->span = rows->span;
    batch->fields = rows->fields;
    batch->row_at = rows->row_at;
}

void csv_rows_publish(struct csv_rows *rows, struct csv_batch *batch)
{
    csv_rows_show(rows, rows->done, batch);
    batch->bytes = rows->bytes;
    batch->offset = rows->offset[0];
    rows->published = 1;
}
