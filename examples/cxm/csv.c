/* SPDX-License-Identifier: MIT */
/* The reader as its users see it; see csv_engine.h for what is behind it. */
#define _POSIX_C_SOURCE 200809L

#include "csv.h"
#include "csv_engine.h"

#include <stdlib.h>
#include <string.h>

/* max_field * ROW_FACTOR must fit the spans' 31 bits. */
#define ROW_FACTOR    16
#define MAX_MAX_FIELD ((size_t)1 << 26)

int csv_open(struct csv **csv, const struct csv_source *source, int engine,
             size_t max_field)
{
    struct csv *made;

    if (max_field > MAX_MAX_FIELD ||
        (engine != CSV_FAST && engine != CSV_LIB)) {
        return CSV_BAD_ORDER;
    }
    made = calloc(1, sizeof *made);
    if (made == NULL) {
        return CSV_BAD_MEMORY;
    }
    made->engine = engine == CSV_LIB ? &csv_engine_lib : &csv_engine_fast;
    made->max_field = max_field == 0 ? CSV_MAX_FIELD : max_field;
    if (csv_input_open(&made->in, source, made->engine->room) != CSV_OK ||
        csv_rows_open(&made->rows, made->max_field * ROW_FACTOR) != CSV_OK ||
        made->engine->open(made) != CSV_OK) {
        csv_close(made);
        return CSV_BAD_MEMORY;
    }
    *csv = made;
    return CSV_OK;
}

void csv_close(struct csv *csv)
{
    if (csv == NULL) {
        return;
    }
    csv->engine->close(csv);
    csv_rows_close(&csv->rows);
    csv_input_close(&csv->in);
    free(csv);
}

static int look(struct csv *csv, size_t want)
{
    const int status = csv_input_peek(&csv->in, want);

    if (status == CSV_BAD_READ) {
        return csv_fail_read(csv);
    }
    return status == CSV_UTF16 ? csv_fail_utf16(csv) : status;
}

int csv_peek(struct csv *csv, const char **bytes, size_t *n)
{
    int status;

    if (csv->begun) {
        return csv_fail_order(csv, "csv_peek after csv_begin");
    }
    status = look(csv, CSV_PEEK);
    *bytes = csv->in.bytes + csv->in.at;
    *n = csv->in.have - csv->in.at;
    return status;
}

static int is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static int is_possible(const struct csv_dialect *d)
{
    return d->delimiter != d->quote && !is_line_end(d->delimiter) &&
           !is_line_end(d->quote) && d->quote != ' ' && d->quote != '\t';
}

int csv_begin(struct csv *csv, const struct csv_dialect *dialect)
{
    const struct csv_dialect usual = {',', '"', 0, 0};
    const struct csv_dialect *const d = dialect != NULL ? dialect : &usual;
    const size_t want = d->skip + 4;
    int status;

    if (csv->begun || csv->problem.status < 0 || want > CSV_PEEK) {
        return csv_fail_order(csv,
                              "csv_begin twice, late or with a wrong skip");
    }
    csv->in.within = d->within;
    status = look(csv, want);
    if (status != CSV_OK) {
        return status;
    }
    if (d->skip > csv->in.have - csv->in.at || !is_possible(d)) {
        return csv_fail_order(csv, "impossible dialect");
    }
    csv->engine->begin(csv, d);
    csv_input_skip(&csv->in, d->skip);
    csv->row_line = csv->field_line = csv->in.line;
    csv->row_offset = csv->in.offset + csv->in.at;
    csv->begun = 1;
    return CSV_OK;
}

int csv_project(struct csv *csv, const uint32_t *column, size_t n)
{
    const int within = !csv->ended && (csv->row_open || csv->in.in_line);

    if (!csv->begun || !csv->rows.all || within || n > CSV_MAX_FIELDS) {
        return csv_fail_order(csv,
                              "csv_project within a row, twice or too many");
    }
    if (csv_rows_project(&csv->rows, column, n) != CSV_OK) {
        return csv_fail_memory(csv);
    }
    return CSV_OK;
}

int csv_next(struct csv *csv, struct csv_batch *batch)
{
    int status = csv->ended ? CSV_END : csv->problem.status;

    if (!csv->begun && status == CSV_OK) {
        status = csv_fail_order(csv, "csv_next before csv_begin");
    }
    if (csv->rows.published) {
        csv_rows_turn(&csv->rows);
    }
    return csv->engine->next(csv, status, batch);
}

uint64_t csv_line(const struct csv *csv, const struct csv_batch *batch,
                  uint32_t row)
{
    return row < batch->rows ? csv->engine->line(csv, batch, row) : 0;
}

uint64_t csv_consumed(const struct csv *csv)
{
    return csv->in.offset + csv->in.at;
}

const struct csv_problem *csv_problem(const struct csv *csv)
{
    return &csv->problem;
}
