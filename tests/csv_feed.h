/* SPDX-License-Identifier: MIT */
/*
 * csv_feed.h - for the tests of the csv reader: a source that gives so many
 * bytes a call, and a log of all that the reader made of them, one line a
 * row: LINE:FIELDS:[text][text]-  ('-' is an absent field), and last "end"
 * or "STATUS@LINE".
 */
#ifndef CXM_TESTS_CSV_FEED_H
#define CXM_TESTS_CSV_FEED_H

#include "examples/cxm/csv.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct feed {
    const char *bytes;
    size_t n;
    size_t step; /* bytes a call */
    int stutter; /* every second call is "not now" */
    const struct csv_dialect *dialect;
    int engine;
    size_t max_field;
    int peek;
    int full;       /* check offsets and log problems, too */
    size_t headers; /* rows read before columns are projected */
    const uint32_t *column;
    size_t columns; /* 0: never projected */
    size_t at;
    int calls;
    size_t lines_at; /* so far were lines counted, so many */
    uint64_t lines;
};

struct feed_log {
    char *text;
    size_t used, room;
    uint64_t rows;
};

static void log_bytes(struct feed_log *log, const char *bytes, size_t n)
{
    if (log->used + n + 1 > log->room) {
        log->room = 2 * (log->used + n + 1);
        log->text = realloc(log->text, log->room);
        if (log->text == NULL) {
            abort();
        }
    }
    memcpy(log->text + log->used, bytes, n);
    log->used += n;
    log->text[log->used] = '\0';
}

static ssize_t feed_read(void *context, char *bytes, size_t n)
{
    struct feed *const f = context;
    size_t give = f->n - f->at;

    if (f->stutter && ++f->calls % 2 == 1) {
        errno = EAGAIN;
        return -1;
    }
    give = give > f->step ? f->step : give;
    give = give > n ? n : give;
    memcpy(bytes, f->bytes + f->at, give);
    f->at += give;
    return (ssize_t)give;
}

static void log_span(struct feed_log *log, const struct csv_batch *b,
                     struct csv_span span)
{
    if (span.length == CSV_ABSENT) {
        log_bytes(log, "-", 1);
        return;
    }
    log_bytes(log, "[", 1);
    log_bytes(log, b->bytes + span.at, span.length);
    log_bytes(log, "]", 1);
}

static void log_batch(struct feed_log *log, const struct csv *csv,
                      const struct csv_batch *b)
{
    char text[64];
    uint32_t i;
    uint32_t c;

    if (b->rows == 0 || b->rows > CSV_BATCH_ROWS) {
        abort();
    }
    for (i = 0; i < b->rows; i++) {
        (void)snprintf(text, sizeof text, "%" PRIu64 ":%" PRIu32 ":",
                       csv_line(csv, b, i), b->fields[i]);
        log_bytes(log, text, strlen(text));
        for (c = 0; c < b->columns; c++) {
            log_span(log, b, b->span[(size_t)i * b->columns + c]);
        }
        log_bytes(log, "\n", 1);
    }
    log->rows += b->rows;
}

/* The first row's offset and line tell the same place. */
static void check_offset(struct feed *f, const struct csv *csv,
                         const struct csv_batch *b)
{
    for (; f->lines_at < b->offset; f->lines_at++) {
        const char *const c = f->bytes + f->lines_at;

        f->lines +=
            *c == '\r' || (*c == '\n' && (c == f->bytes || c[-1] != '\r'));
    }
    if (f->lines_at != b->offset || b->offset > csv_consumed(csv) ||
        csv_line(csv, b, 0) != f->lines + 1) {
        abort();
    }
}

static void log_problem(struct feed_log *log, const struct csv *csv)
{
    char text[64];

    log_bytes(log, csv_problem(csv)->text, strlen(csv_problem(csv)->text));
    (void)snprintf(text, sizeof text, " %" PRIu64, csv_consumed(csv));
    log_bytes(log, text, csv_problem(csv)->status == CSV_OK ? strlen(text) : 0);
}

static void log_end(struct feed_log *log, const struct csv *csv, int status)
{
    char text[64];

    (void)snprintf(text, sizeof text, "%d@%" PRIu64, status,
                   csv_problem(csv)->line);
    log_bytes(log, status == CSV_END ? "end" : text,
              status == CSV_END ? 3 : strlen(text));
}

static int feed_start(const struct feed *f, struct csv *csv)
{
    const char *bytes;
    size_t n;
    int status = CSV_OK;

    do {
        if (f->peek) {
            status = csv_peek(csv, &bytes, &n);
        }
    } while (status == CSV_AGAIN);
    while (status == CSV_OK || status == CSV_AGAIN) {
        status = csv_begin(csv, f->dialect);
        if (status == CSV_OK) {
            return CSV_OK;
        }
    }
    return status;
}

/* Read it all; the caller frees log->text. */
static struct feed_log feed_run(struct feed f)
{
    const struct csv_source source = {feed_read, &f};
    struct feed_log log = {0};
    struct csv_batch batch;
    struct csv *csv;
    int status;

    if (csv_open(&csv, &source, f.engine, f.max_field) != CSV_OK) {
        abort();
    }
    status = feed_start(&f, csv);
    while (status >= 0 && status != CSV_END) {
        if (f.columns > 0 && log.rows == f.headers) {
            if (csv_project(csv, f.column, f.columns) != CSV_OK) {
                abort();
            }
            f.columns = 0;
        }
        status = csv_next(csv, &batch);
        if (status == CSV_ROWS) {
            if (f.full) {
                check_offset(&f, csv, &batch);
            }
            log_batch(&log, csv, &batch);
        }
    }
    if (csv_next(csv, &batch) != status) {
        abort(); /* the last word must stay */
    }
    log_end(&log, csv, status);
    if (f.full) {
        log_problem(&log, csv);
    }
    csv_close(csv);
    return log;
}

#endif
