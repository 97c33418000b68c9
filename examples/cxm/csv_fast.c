/* SPDX-License-Identifier: MIT */
/*
 * csv_fast.c - the reader that scans for the structure of regular text.
 *
 * Spans point into the input's buffer.  Whatever is not simple - the header,
 * a row with irregular quotes or longer than a bound below every limit, the
 * last bytes of the input - goes the slow way, byte by byte with its own
 * reading (csv_lenient.c), and the scan resumes behind it.
 */
#define _POSIX_C_SOURCE 200809L

#include "csv_engine.h"
#include "csv_lenient.h"
#include "csv_scan.h"
#include "csv_spans.h"

#include <stdlib.h>
#include <string.h>

#define ROOM      ((size_t)1 << 17)
#define MAX_BOUND (ROOM / 2)

/* Slow text at once where irregular rows come thick. */
#define NEAR        4096
#define MIN_STRETCH 256
#define MAX_STRETCH 16384

struct fast {
    struct csv_scan scan;
    struct csv_lenient slow;
    struct csv_spans spans;
    uint32_t bound; /* a row of no more bytes breaks no limit */
    uint32_t width; /* fields of the row before: likely of the next */
    int scanning;   /* else the slow way goes on */
    int given;      /* the newest batch came from the scan */
    uint32_t first[CSV_BATCH_ROWS + 1]; /* where its rows have their marks */
    uint64_t until; /* the slow way goes to the first row from here on */
    uint64_t stretch;
    uint64_t began; /* where the scan began in the input */

    /* Lines: one begins at line_at and has that number. */
    uint64_t line;
    uint64_t line_ends; /* unquoted, counted since */
    uint32_t line_at;
    uint32_t asked_at; /* the newest that was asked for */
    uint64_t asked;
};

static int fast_open(struct csv *csv)
{
    struct fast *const f = calloc(1, sizeof *f);
    const size_t bound =
        csv->max_field < MAX_BOUND ? csv->max_field : MAX_BOUND;

    csv->state = f;
    if (f == NULL || csv_scan_open(&f->scan) != CSV_OK ||
        csv_lenient_open(&f->slow, csv->max_field + 2) != CSV_OK) {
        return CSV_BAD_MEMORY;
    }
    f->bound = (uint32_t)bound;
    f->width = 1;
    f->slow.context = csv;
    f->slow.on_field = csv_on_field;
    f->slow.on_row = csv_on_row;
    return CSV_OK;
}

static void fast_close(struct csv *csv)
{
    struct fast *const f = csv->state;

    if (f != NULL) {
        csv_scan_close(&f->scan);
        csv_lenient_close(&f->slow);
    }
    free(f);
}

static void fast_begin(struct csv *csv, const struct csv_dialect *dialect)
{
    struct fast *const f = csv->state;

    f->scan.delimiter = f->slow.delimiter = dialect->delimiter;
    f->scan.quote = f->slow.quote = dialect->quote;
    csv_spans_open(&f->spans, dialect);
}

static int fast_parse(struct csv *csv, const char *bytes, size_t n)
{
    return csv_lenient_parse(&((struct fast *)csv->state)->slow, bytes, n);
}

static int fast_finish(struct csv *csv)
{
    return csv_lenient_finish(&((struct fast *)csv->state)->slow);
}

/* ---- Lines ------------------------------------------------------------- */

/* Lines are counted from here on. */
static void set_line(struct fast *f, uint64_t line, size_t at)
{
    f->line = f->asked = line;
    f->line_at = f->asked_at = (uint32_t)at;
    f->line_ends = 0;
}

/* The line of a row, which is looked for where the last one was found. */
static uint64_t line_at(const struct csv *csv, struct fast *f, uint32_t at)
{
    if (at < f->asked_at) {
        f->asked_at = f->line_at;
        f->asked = f->line;
    }
    f->asked += csv_scan_lines(csv->in.bytes, f->asked_at, at);
    f->asked_at = at;
    return f->asked;
}

static uint64_t fast_line(const struct csv *csv, const struct csv_batch *batch,
                          uint32_t row)
{
    struct fast *const f = csv->state;

    return f->given ? line_at(csv, f, batch->row_at[row])
                    : csv_given_line(csv, batch, row);
}

/* ---- Rows of the scan -------------------------------------------------- */

static int is_crlf(const char *bytes, uint32_t lf)
{
    return bytes[lf] == '\n' && (bytes + lf)[-1] == '\r';
}

/* How many marks from mark[0] the row has that ends there. */
static uint32_t count_marks(const uint32_t *mark, uint32_t end)
{
    uint32_t i = 0;

    while (mark[i] != end) {
        i++;
    }
    return i + 1;
}

/* The rows of a batch, in f->first also their marks; returns how many were
 * scanned for them, and how many they are. */
static uint32_t take_marks(struct csv *csv, struct fast *f, uint32_t *rows)
{
    const char *const bytes = csv->in.bytes;
    const uint32_t *const mark = f->scan.mark;
    const uint32_t *const row = f->scan.row;
    const uint32_t most = f->scan.rows;
    const uint32_t marks = f->scan.marks;
    const uint32_t limit = csv->rows.limit;
    const uint32_t bound = f->bound;
    uint32_t *const fields = csv->rows.fields;
    uint32_t *const row_at = csv->rows.row_at;
    uint32_t *const first = f->first;
    uint32_t begin = mark[-1] + 1;
    uint32_t width = f->width;
    uint32_t at = 0;
    uint32_t n = 0;
    uint32_t r;

    for (r = 0; r < most && n < limit && row[r] - begin <= bound; r++) {
        const uint32_t end = row[r];
        uint32_t ends = width;

        if (at + width > marks || (mark + at + width)[-1] != end) {
            ends = count_marks(mark + at, end);
        }
        fields[n] = ends;
        row_at[n] = begin;
        first[n] = at;
        if (ends == 1 && csv_spans_blank(&f->spans, bytes, begin, end)) {
            f->line_ends -= begin == end && is_crlf(bytes, end);
        } else {
            width = ends;
            n++;
        }
        at += ends;
        begin = end + 1;
    }
    first[n] = at;
    f->width = width;
    f->line_ends += r;
    *rows = n;
    return r;
}

/* Turn scanned rows into a batch; returns how many rows it has. */
static uint32_t take_rows(struct csv *csv, struct fast *f,
                          struct csv_batch *batch)
{
    struct csv_rows *const rows = &csv->rows;
    char *const bytes = csv->in.bytes;
    uint32_t n;
    const uint32_t scanned = take_marks(csv, f, &n);
    const uint32_t marks = f->first[n];

    csv_spans_take(&f->spans, bytes, f->scan.mark, f->first, n, rows);
    csv->in.at = (f->scan.mark + marks)[-1] + 1;
    csv_scan_drop(&f->scan, scanned, marks);
    csv_rows_show(rows, n, batch);
    batch->bytes = bytes;
    if (n > 0) {
        batch->offset = csv->in.offset + rows->row_at[0];
    }
    return n;
}

/* ---- Batches ----------------------------------------------------------- */

static void start_scan(struct csv *csv, struct fast *f)
{
    f->scanning = 1;
    f->began = csv_consumed(csv);
    csv_scan_start(&f->scan, (uint32_t)csv->in.at);
    set_line(f, csv->in.line + 1, csv->in.at);
}

/*
 * Go the slow way from the first row that was not given, up to a row that
 * begins so many bytes behind it, or later.
 */
static void start_slow(struct csv *csv, struct fast *f, uint64_t bytes)
{
    struct csv_input *const in = &csv->in;

    f->scanning = 0;
    f->until = csv_consumed(csv) + (bytes == 0 ? 1 : bytes);
    in->line = line_at(csv, f, (uint32_t)in->at) - 1;
    in->in_line = 0;
    in->after_cr = (in->bytes + in->at)[-1] == '\r';
    in->lf = in->cr = 0;
}

/* Where the slow way ends, the next row begins. */
static int is_slow_done(const struct csv *csv, const struct fast *f)
{
    return !csv->rows.all && !csv->in.in_line && !csv->row_open &&
           csv_consumed(csv) >= f->until;
}

static int go_slow(struct csv *csv, const struct fast *f)
{
    int status;

    do {
        status = csv_feed(csv);
    } while (status == CSV_OK && !csv_rows_full(&csv->rows) &&
             !is_slow_done(csv, f));
    return status;
}

/* How far the slow way goes where a row is irregular. */
static uint64_t stretch(const struct csv *csv, struct fast *f)
{
    if (csv_consumed(csv) - f->began >= NEAR) {
        f->stretch = 0;
    } else if (f->stretch < MAX_STRETCH) {
        f->stretch = 2 * f->stretch + MIN_STRETCH;
    }
    return f->scan.at - csv->in.at + 1 + f->stretch;
}

/* The scan has found no row's end. */
static void make_room(struct csv *csv, struct fast *f)
{
    struct csv_input *const in = &csv->in;
    const uint32_t by = (uint32_t)in->at;
    uint64_t quoted;

    if (in->room - in->have >= in->room / 2) {
        return;
    }
    quoted = csv_scan_lines(in->bytes, by, f->scan.at);
    set_line(f, f->line + f->line_ends + f->scan.quoted - quoted, 0);
    f->scan.quoted = quoted;
    csv_input_shift(in);
    csv_scan_shift(&f->scan, by);
}

/* Scan for rows: CSV_OK, or why there are no more bytes. */
static int find_rows(struct csv *csv, struct fast *f)
{
    struct csv_input *const in = &csv->in;
    struct csv_scan *const s = &f->scan;
    int status = CSV_OK;

    while (status == CSV_OK) {
        csv_scan_run(s, in->bytes, in->have, csv->rows.limit);
        if (s->rows >= csv->rows.limit || s->odd ||
            s->marks >= CSV_SCAN_MARKS) {
            break;
        }
        if (s->rows == 0 && s->at - in->at > f->bound) {
            break;
        }
        if (s->rows > 0 && in->room - in->have < in->room / 4) {
            break;
        }
        if (s->rows == 0) {
            make_room(csv, f);
        }
        status = csv_input_more(in);
    }
    return status;
}

/* Rows from the scan: CSV_ROWS, or CSV_OK when the way must be looked for
 * again. */
static int go_fast(struct csv *csv, struct fast *f, struct csv_batch *batch)
{
    const int status = find_rows(csv, f);
    const int any = f->scan.rows > 0;

    if (any && take_rows(csv, f, batch) > 0) {
        f->given = 1;
        return CSV_ROWS;
    }
    if (any && f->scan.rows == 0) {
        return CSV_OK; /* they were all blank */
    }
    if (any || status == CSV_OK) {
        start_slow(csv, f, f->scan.odd && !any ? stretch(csv, f) : 0);
    } else {
        start_slow(csv, f, csv->in.have - csv->in.at);
    }
    return CSV_OK;
}

static int fast_next(struct csv *csv, int status, struct csv_batch *batch)
{
    struct fast *const f = csv->state;

    f->given = 0;
    while (status == CSV_OK && csv->rows.done == 0) {
        if (!f->scanning && is_slow_done(csv, f)) {
            start_scan(csv, f);
        }
        status = f->scanning ? go_fast(csv, f, batch) : go_slow(csv, f);
    }
    return status == CSV_ROWS ? status : csv_give(csv, status, batch);
}

const struct csv_engine csv_engine_fast = {
    ROOM,       fast_open,   fast_close, fast_begin,
    fast_parse, fast_finish, fast_next,  fast_line,
};
