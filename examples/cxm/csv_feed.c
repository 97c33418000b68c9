/* SPDX-License-Identifier: MIT */
/*
 * csv_feed.c - the way of text through a parser of one byte after the other.
 *
 * A parser says neither where a row began nor where a quote was left open, so
 * it is fed one physical line a call.  It reports every line end outside
 * quotes; a line that ended without such a report has left a quote open.
 * That is all the state needed for exact lines.
 */
#include "csv_engine.h"

void csv_on_field(void *bytes, size_t n, void *context)
{
    struct csv *const csv = context;
    struct csv_rows *const rows = &csv->rows;
    const uint32_t field = rows->field++;

    if (n > csv->max_field) {
        rows->status = CSV_BAD_LENGTH;
        (void)csv_fail_field(csv, csv->in.line);
        return;
    }
    if (field >= CSV_MAX_FIELDS) {
        rows->status = CSV_BAD_LENGTH;
        return;
    }
    if ((rows->all || rows->next->field == field) && rows->status == CSV_OK) {
        csv_rows_take(rows, bytes, n);
    }
}

void csv_on_row(int end, void *context)
{
    struct csv *const csv = context;

    (void)end;
    csv->row_ended = 1;
    if (csv->rows.field != 0 && csv->rows.status == CSV_OK) {
        csv_rows_end(&csv->rows, csv->row_line, csv->row_offset);
    }
}

/* Tell what a callback could only note. */
static int check_rows(struct csv *csv)
{
    if (csv->rows.status == CSV_OK || csv->problem.status < 0) {
        return csv->problem.status;
    }
    return csv->rows.status == CSV_BAD_MEMORY ? csv_fail_memory(csv)
                                              : csv_fail_row(csv);
}

static int feed_piece(struct csv *csv, const struct csv_piece *piece)
{
    const uint32_t before = csv->rows.field;
    int status;

    if (piece->begins && !csv->row_open) {
        csv->row_line = csv->field_line = csv->in.line;
        csv->row_offset =
            csv->in.offset + (uint64_t)(piece->bytes - csv->in.bytes);
    }
    csv->row_ended = 0;
    status = csv->engine->parse(csv, piece->bytes, piece->length);
    if (csv->rows.field != before) {
        csv->field_line = csv->in.line;
    }
    if (csv->row_ended) {
        csv->row_open = 0;
    } else if (piece->ends) {
        csv->row_open = 1;
    }
    if (csv->rows.status != CSV_OK) {
        return check_rows(csv);
    }
    if (status == CSV_BAD_MEMORY) {
        return csv_fail_memory(csv);
    }
    return status == CSV_OK ? CSV_OK : csv_fail_field(csv, csv->field_line);
}

static int feed_end(struct csv *csv)
{
    if (csv->engine->finish(csv) != CSV_OK) {
        return csv_fail_quote(csv);
    }
    csv->ended = 1;
    return csv->rows.status == CSV_OK ? CSV_END : check_rows(csv);
}

int csv_feed(struct csv *csv)
{
    struct csv_piece piece;
    const int status = csv_input_piece(&csv->in, &piece);

    if (status == CSV_OK) {
        return feed_piece(csv, &piece);
    }
    if (status == CSV_END) {
        return feed_end(csv);
    }
    return status == CSV_BAD_READ ? csv_fail_read(csv) : status;
}

int csv_give(struct csv *csv, int status, struct csv_batch *batch)
{
    if (csv->rows.done == 0) {
        return csv->problem.status < 0 ? csv->problem.status : status;
    }
    csv_rows_publish(&csv->rows, batch);
    return CSV_ROWS;
}

uint64_t csv_given_line(const struct csv *csv, const struct csv_batch *batch,
                        uint32_t row)
{
    (void)batch;
    return csv->rows.line[row];
}
