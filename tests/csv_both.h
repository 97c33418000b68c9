/* SPDX-License-Identifier: MIT */
/*
 * csv_both.h - one text through both engines of the csv reader.  They must
 * agree on every row, field, line, offset, and on how it ends.
 */
#ifndef CXM_TESTS_CSV_BOTH_H
#define CXM_TESTS_CSV_BOTH_H

#include "csv_feed.h"

struct both {
    const char *text;
    size_t n;
    size_t repeat; /* times that the text is given */
    size_t before; /* letters before it, so that blocks begin elsewhere */
    struct csv_dialect dialect;
    size_t max_field;
    size_t step;
    int stutter;
    size_t headers;
    size_t columns; /* of those that both_run projects; 0: no projection */
};

/* Where two logs differ first, with what stands around it; malloc'ed. */
static char *both_report(const struct feed_log *a, const struct feed_log *b)
{
    const size_t room = 1000;
    char *const report = malloc(room);
    size_t at = 0;
    size_t from;

    while (at < a->used && at < b->used && a->text[at] == b->text[at]) {
        at++;
    }
    from = at < 80 ? 0 : at - 80;
    if (report != NULL) {
        (void)snprintf(report, room, "fast: %.160s <> lib: %.160s (at %zu)",
                       a->text + from, b->text + from, at);
    }
    return report;
}

/* NULL if both engines agree, else what they make of it. */
static char *both_compare(const struct both *both)
{
    static const uint32_t column[] = {2, 0, 5, 1, 1, 11};
    const size_t n = both->before + both->n * both->repeat;
    char *const text = malloc(n + 1);
    struct feed_log log[2];
    struct feed f = {0};
    char *report = NULL;
    size_t i;
    int engine;

    if (text == NULL) {
        abort();
    }
    memset(text, 'b', both->before);
    for (i = 0; i < both->repeat; i++) {
        memcpy(text + both->before + i * both->n, both->text, both->n);
    }
    f.bytes = text;
    f.n = n;
    f.dialect = &both->dialect;
    f.max_field = both->max_field;
    f.headers = both->headers;
    f.column = column;
    f.columns = both->columns;
    f.step = both->step;
    f.stutter = both->stutter;
    f.full = 1;
    for (engine = CSV_FAST; engine <= CSV_LIB; engine++) {
        f.engine = engine;
        log[engine] = feed_run(f);
    }
    if (log[0].used != log[1].used ||
        memcmp(log[0].text, log[1].text, log[0].used) != 0) {
        report = both_report(&log[0], &log[1]);
    }
    free(log[0].text);
    free(log[1].text);
    free(text);
    return report;
}

#endif
