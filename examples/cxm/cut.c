/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "cut.h"

#include "csv_lenient.h"
#include "csv_scan.h"
#include "message.h"

#include <stdlib.h>
#include <string.h>

#define WINDOW 65536 /* bytes in which the begin of a row is looked for */

/* A way to read the text. */
struct way {
    struct csv_lenient reading;
    size_t odd; /* quotes that a writer would not have put so */
    size_t row; /* the first that begins, or CUT_NONE */
};

static void ignore_field(void *bytes, size_t n, void *context)
{
    (void)bytes;
    (void)n;
    (void)context;
}

static void ignore_row(int end, void *context)
{
    (void)end;
    (void)context;
}

static int way_open(struct way *way, enum csv_place place, size_t row, size_t n,
                    const struct csv_dialect *dialect)
{
    struct csv_lenient *reading = &way->reading;
    const int status = csv_lenient_open(reading, n + 1);
    reading->delimiter = dialect->delimiter;
    reading->quote = dialect->quote;
    reading->on_field = ignore_field;
    reading->on_row = ignore_row;
    reading->place = place;
    way->odd = 0;
    way->row = row;
    return status;
}

/* Read the byte at `at`: there is room for as many as the text has. */
static void step(struct way *way, const char *text, size_t at)
{
    struct csv_lenient *reading = &way->reading;
    const enum csv_place before = reading->place;
    const int is_quote = text[at] == reading->quote;
    const int blanks = reading->blanks > 0;
    (void)csv_lenient_parse(reading, text + at, 1);
    if (before == CSV_PLAIN)
        way->odd += (size_t)is_quote;
    else if (before == CSV_BEHIND)
        way->odd += is_quote ? (size_t)blanks : reading->place == CSV_QUOTED;
    if (reading->place == CSV_BEFORE_ROW && text[at] == '\n' &&
        way->row == CUT_NONE)
        way->row = at + 1;
}

/* Do they read all that follows alike? */
static int have_met(const struct csv_lenient *a, const struct csv_lenient *b)
{
    return a->place == b->place &&
           (a->place != CSV_BEHIND || (a->blanks > 0) == (b->blanks > 0));
}

/* From the line that begins at `at`, within quotes or not. */
static size_t read_both(struct way *outside, struct way *inside,
                        const char *text, size_t at, size_t n)
{
    int met = 0;
    for (; at < n && !met; at++) {
        step(outside, text, at);
        step(inside, text, at);
        met = have_met(&outside->reading, &inside->reading);
    }
    const size_t guess =
        inside->odd < outside->odd ? inside->row : outside->row;
    if (!met)
        return guess;
    if (text[at - 1] == '\n' && outside->reading.place == CSV_BEFORE_ROW)
        return at;
    for (outside->row = CUT_NONE; at < n && outside->row == CUT_NONE; at++)
        step(outside, text, at);
    return outside->row == CUT_NONE ? guess : outside->row;
}

size_t cut_find(const char *text, size_t n, const struct csv_dialect *dialect)
{
    const char *line = n ? memchr(text, '\n', n) : NULL;
    struct way outside;
    struct way inside;
    if (!line)
        return CUT_NONE;
    const size_t at = (size_t)(line - text) + 1;
    if (!memchr(text + at, dialect->quote, n - at))
        return at;
    const int outer = way_open(&outside, CSV_BEFORE_ROW, at, n, dialect);
    const int inner = way_open(&inside, CSV_QUOTED, CUT_NONE, n, dialect);
    size_t row = CUT_NONE;
    if (outer == CSV_OK && inner == CSV_OK)
        row = read_both(&outside, &inside, text, at, n);
    csv_lenient_close(&outside.reading);
    csv_lenient_close(&inside.reading);
    return row;
}

uint64_t cut_behind(const struct source *source, uint64_t at,
                    const struct csv_dialect *dialect)
{
    char *window = message_alloc(NULL, WINDOW);
    const ssize_t got = source_read_at(source, at, window, WINDOW);
    size_t found = CUT_NONE;
    if (got > 0)
        found = cut_find(window, (size_t)got, dialect);
    free(window);
    return found == CUT_NONE ? 0 : at + found;
}

int64_t cut_lines(const struct source *source, uint64_t from, uint64_t end)
{
    char *bytes = message_alloc(NULL, WINDOW + 1);
    int64_t lines = 0;
    ssize_t got = 1;
    bytes[0] = '\n';
    for (; from < end && got > 0; from += got > 0 ? (uint64_t)got : 0) {
        const uint64_t left = end - from;
        got = source_read_at(source, from, bytes + 1,
                             left < WINDOW ? (size_t)left : WINDOW);
        lines +=
            (int64_t)csv_scan_lines(bytes + 1, 0, got > 0 ? (size_t)got : 0);
        bytes[0] = bytes[got > 0 ? got : 0];
    }
    free(bytes);
    return from < end ? -1 : lines;
}
