/* SPDX-License-Identifier: MIT */
/*
 * csv_lib.c - the reader with libcsv behind it.
 *
 * libcsv says neither where a row began nor where a quote was left open, so
 * it is fed one physical line a call.  With CSV_REPALL_NL it reports every
 * line end outside quotes; a line that ended without such a report has left
 * a quote open.  That is all the state needed for exact lines.
 */
#define _POSIX_C_SOURCE 200809L

#include "csv.h"
#include "csv_input.h"
#include "csv_rows.h"

#include <csv.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* max_field * ROW_FACTOR must fit the spans' 31 bits. */
#define ROW_FACTOR    16
#define MAX_MAX_FIELD ((size_t)1 << 26)

struct csv {
    struct csv_rows rows;
    struct csv_input in;
    struct csv_parser parser;
    size_t max_field;
    uint64_t row_line, row_offset; /* where the row being read began */
    uint64_t field_line;           /* where its last field began */
    int row_open;                  /* a quote is open over a line's end */
    int row_ended;                 /* a line end was reported in this piece */
    int begun;
    int ended;
    struct csv_problem problem;
};

static int fail(struct csv *csv, int status, uint64_t line, const char *format,
                ...)
{
    va_list args;

    csv->problem.status = status;
    csv->problem.line = line;
    va_start(args, format);
    (void)vsnprintf(csv->problem.text, sizeof csv->problem.text, format, args);
    va_end(args);
    return status;
}

static int fail_read(struct csv *csv)
{
    char text[96];

    if (strerror_r(csv->in.error, text, sizeof text) != 0) {
        (void)snprintf(text, sizeof text, "error %d", csv->in.error);
    }
    return fail(csv, CSV_BAD_READ, csv->in.line, "%s", text);
}

static int fail_memory(struct csv *csv)
{
    return fail(csv, CSV_BAD_MEMORY, csv->in.line, "out of memory");
}

static int fail_utf16(struct csv *csv)
{
    return fail(csv, CSV_UTF16, 0,
                "the text is UTF-16, which is not read: save it as UTF-8");
}

static int fail_field(struct csv *csv, uint64_t line)
{
    return fail(csv, CSV_BAD_LENGTH, line,
                "field longer than %zu bytes (is a quote left open?)",
                csv->max_field);
}

static int fail_order(struct csv *csv, const char *what)
{
    return fail(csv, CSV_BAD_ORDER, 0, "%s", what);
}

/*
 * libcsv's buffer is made once, as large as it may ever be (memory that is
 * not written costs nothing), and refuses to grow: so the limit holds at the
 * same byte whatever the pieces are.
 */
static void *first_only(void *old, size_t n)
{
    return old == NULL ? malloc(n) : NULL;
}

static int start_parser(struct csv *csv)
{
    if (csv_init(&csv->parser, CSV_REPALL_NL) != 0) {
        return CSV_BAD_MEMORY;
    }
    csv_set_realloc_func(&csv->parser, first_only);
    /* The closing quote is kept in it, and one byte must stay free. */
    csv_set_blk_size(&csv->parser, csv->max_field + 2);
    return CSV_OK;
}

int csv_open(struct csv **csv, const struct csv_source *source,
             size_t max_field)
{
    struct csv *made;

    if (max_field > MAX_MAX_FIELD) {
        return CSV_BAD_ORDER;
    }
    made = calloc(1, sizeof *made);
    if (made == NULL) {
        return CSV_BAD_MEMORY;
    }
    made->max_field = max_field == 0 ? CSV_MAX_FIELD : max_field;
    if (csv_input_open(&made->in, source) != CSV_OK ||
        csv_rows_open(&made->rows, made->max_field * ROW_FACTOR) != CSV_OK ||
        start_parser(made) != CSV_OK) {
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
    csv_free(&csv->parser);
    csv_rows_close(&csv->rows);
    csv_input_close(&csv->in);
    free(csv);
}

static int look(struct csv *csv, size_t want)
{
    const int status = csv_input_peek(&csv->in, want);

    if (status == CSV_BAD_READ) {
        return fail_read(csv);
    }
    return status == CSV_UTF16 ? fail_utf16(csv) : status;
}

int csv_peek(struct csv *csv, const char **bytes, size_t *n)
{
    int status;

    if (csv->begun) {
        return fail_order(csv, "csv_peek after csv_begin");
    }
    status = look(csv, CSV_PEEK);
    *bytes = csv->in.bytes + csv->in.at;
    *n = csv->in.have - csv->in.at;
    return status;
}

int csv_begin(struct csv *csv, const struct csv_dialect *dialect)
{
    const struct csv_dialect usual = {',', '"', 0};
    const struct csv_dialect *const d = dialect != NULL ? dialect : &usual;
    const size_t want = d->skip + 4;
    int status;

    if (csv->begun || csv->problem.status < 0 || want > CSV_PEEK) {
        return fail_order(csv, "csv_begin twice, late or with a wrong skip");
    }
    status = look(csv, want);
    if (status != CSV_OK) {
        return status;
    }
    if (d->skip > csv->in.have - csv->in.at || d->delimiter == d->quote) {
        return fail_order(csv, "impossible dialect");
    }
    csv_set_delim(&csv->parser, (unsigned char)d->delimiter);
    csv_set_quote(&csv->parser, (unsigned char)d->quote);
    csv_input_skip(&csv->in, d->skip);
    csv->begun = 1;
    return CSV_OK;
}

int csv_project(struct csv *csv, const uint32_t *column, size_t n)
{
    const int within = !csv->ended && (csv->row_open || csv->in.in_line);

    if (!csv->begun || !csv->rows.all || within || n > CSV_MAX_FIELDS) {
        return fail_order(csv, "csv_project within a row, twice or too many");
    }
    if (csv_rows_project(&csv->rows, column, n) != CSV_OK) {
        return fail_memory(csv);
    }
    return CSV_OK;
}

static void on_field(void *bytes, size_t n, void *context)
{
    struct csv *const csv = context;
    struct csv_rows *const rows = &csv->rows;
    const uint32_t field = rows->field++;

    if (n > csv->max_field) {
        rows->status = CSV_BAD_LENGTH;
        (void)fail_field(csv, csv->in.line);
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

static void on_row(int end, void *context)
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
    if (csv->rows.status == CSV_BAD_MEMORY) {
        return fail_memory(csv);
    }
    return fail(csv, CSV_BAD_LENGTH, csv->row_line,
                "row with more than %d fields or %zu bytes", CSV_MAX_FIELDS,
                csv->max_field * ROW_FACTOR);
}

/* The buffer could not be made, or is full. */
static int check_parser(struct csv *csv)
{
    if (csv_get_buffer_size(&csv->parser) < csv->max_field + 2) {
        return fail_memory(csv);
    }
    return fail_field(csv, csv->field_line);
}

static int feed_piece(struct csv *csv, const struct csv_piece *piece)
{
    const uint32_t before = csv->rows.field;
    size_t fed;

    if (piece->begins && !csv->row_open) {
        csv->row_line = csv->field_line = csv->in.line;
        csv->row_offset =
            csv->in.offset + (uint64_t)(piece->bytes - csv->in.bytes);
    }
    csv->row_ended = 0;
    fed = csv_parse(&csv->parser, piece->bytes, piece->length, on_field, on_row,
                    csv);
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
    return fed == piece->length ? CSV_OK : check_parser(csv);
}

/* Only strict mode tells of a quote left open, and only here. */
static int feed_end(struct csv *csv)
{
    (void)csv_set_opts(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&csv->parser, on_field, on_row, csv) != 0) {
        return fail(csv, CSV_BAD_QUOTE, csv->field_line,
                    "unterminated quote opened at line %" PRIu64,
                    csv->field_line);
    }
    csv->ended = 1;
    return csv->rows.status == CSV_OK ? CSV_END : check_rows(csv);
}

static int feed(struct csv *csv)
{
    struct csv_piece piece;
    const int status = csv_input_piece(&csv->in, &piece);

    if (status == CSV_OK) {
        return feed_piece(csv, &piece);
    }
    if (status == CSV_END) {
        return feed_end(csv);
    }
    return status == CSV_BAD_READ ? fail_read(csv) : status;
}

int csv_next(struct csv *csv, struct csv_batch *batch)
{
    int status = csv->ended ? CSV_END : csv->problem.status;

    if (!csv->begun && status == CSV_OK) {
        status = fail_order(csv, "csv_next before csv_begin");
    }
    if (csv->rows.published) {
        csv_rows_turn(&csv->rows);
    }
    while (status == CSV_OK && !csv_rows_full(&csv->rows)) {
        status = feed(csv);
    }
    if (csv->rows.done == 0) {
        return csv->problem.status < 0 ? csv->problem.status : status;
    }
    csv_rows_publish(&csv->rows, batch);
    return CSV_ROWS;
}

uint64_t csv_line(const struct csv *csv, const struct csv_batch *batch,
                  uint32_t row)
{
    return row < batch->rows ? csv->rows.line[row] : 0;
}

size_t csv_text(const struct csv_batch *batch, struct csv_span span, char *out)
{
    if (span.length == CSV_ABSENT) {
        return 0;
    }
    memcpy(out, batch->bytes + span.at, span.length);
    return span.length;
}

uint64_t csv_consumed(const struct csv *csv)
{
    return csv->in.offset + csv->in.at;
}

const struct csv_problem *csv_problem(const struct csv *csv)
{
    return &csv->problem;
}
