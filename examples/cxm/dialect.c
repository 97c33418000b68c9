/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "dialect.h"

#include <string.h>

#define JUDGED_ROWS 200

enum place { BEFORE, PLAIN, QUOTED, BEHIND };

/* How the first rows look under one delimiter. */
struct look {
    char delimiter;
    enum place place;
    int blanks;      /* since a quote that may have been the closing one */
    int begun;       /* the row is not blank */
    uint32_t fields; /* in the row so far */
    uint32_t header; /* fields of the first row */
    uint32_t rows;   /* rows behind the first */
    uint32_t same;   /* of them, with as many fields as it */
    uint32_t split;  /* of them, with two or more fields */
    uint32_t odd;    /* quotes that a writer would not have put so */
    uint32_t most;   /* fields of the widest */
};

static void end_row(struct look *k)
{
    if (k->begun) {
        if (k->header == 0) {
            k->header = k->fields + 1;
        } else {
            k->rows++;
            k->same += k->fields + 1 == k->header;
            k->split += k->fields > 0;
        }
        if (k->fields + 1 > k->most) {
            k->most = k->fields + 1;
        }
    }
    k->place = BEFORE;
    k->fields = 0;
    k->begun = 0;
}

/* Behind a quote that closes the field unless more than blanks follows. */
static enum place behind(struct look *k, char c)
{
    if (c == ' ' || c == '\t') {
        k->blanks = 1;
        return BEHIND;
    }
    if (c == '"' && k->blanks) {
        k->blanks = 0;
        k->odd++;
        return BEHIND;
    }
    k->odd += c != '"';
    return QUOTED;
}

static enum place inside(struct look *k, char c)
{
    if (k->place == QUOTED) {
        k->blanks = 0;
        return c == '"' ? BEHIND : QUOTED;
    }
    if (k->place == PLAIN) {
        k->odd += c == '"';
        return PLAIN;
    }
    if (k->place == BEHIND) {
        return behind(k, c);
    }
    if (c == ' ' || c == '\t') {
        return BEFORE;
    }
    k->begun = 1;
    return c == '"' ? QUOTED : PLAIN;
}

/* The lenient reading of csv.h, counting only. */
static void step(struct look *k, char c)
{
    if (k->place != QUOTED && (c == '\n' || c == '\r')) {
        end_row(k);
    } else if (k->place != QUOTED && c == k->delimiter) {
        k->begun = 1;
        k->fields++;
        k->place = BEFORE;
    } else {
        k->place = inside(k, c);
    }
}

/* How many of the bytes inside a field change nothing. */
static size_t dull(const struct look *k, const char *bytes, size_t n)
{
    size_t i = 0;

    if (k->place != PLAIN) {
        return 0;
    }
    while (i < n && bytes[i] != k->delimiter && bytes[i] != '"' &&
           bytes[i] != '\n' && bytes[i] != '\r') {
        i++;
    }
    return i;
}

static struct look look(const char *bytes, size_t n, int whole, char delimiter)
{
    struct look k = {0};
    size_t i;

    k.delimiter = delimiter;
    if (memchr(bytes, delimiter, n) == NULL) {
        return k; /* it splits nothing, whatever else there is */
    }
    for (i = 0; i < n && k.rows < JUDGED_ROWS; i++) {
        i += dull(&k, bytes + i, n - i);
        if (i < n) {
            step(&k, bytes[i]);
        }
    }
    if (whole || k.header == 0) {
        end_row(&k);
    }
    return k;
}

static int fits(const struct look *k)
{
    return k->header > 1 && (uint64_t)k->same * 10 >= (uint64_t)k->rows * 9;
}

/* Not consistent, but most rows are split by it. */
static int splits(const struct look *k)
{
    return k->header > 1 && (uint64_t)k->split * 2 >= k->rows;
}

static int beats(const struct look *a, const struct look *b)
{
    const uint64_t share_a = (uint64_t)a->same * (b->rows + !b->rows);
    const uint64_t share_b = (uint64_t)b->same * (a->rows + !a->rows);

    if (fits(a) != fits(b)) {
        return fits(a);
    }
    if (!fits(a) && splits(a) != splits(b)) {
        return splits(a);
    }
    if (!fits(a) && share_a != share_b) {
        return share_a > share_b;
    }
    return a->odd != b->odd ? a->odd < b->odd : a->header > b->header;
}

/* The length of a first line sep=C with its end; 0: there is none. */
static uint32_t separator(const char *b, size_t n, char *delimiter)
{
    const int quoted = n > 0 && b[0] == '"';
    size_t at = quoted ? 1 : 0;

    if (n < at + 6 || (b[at] | 32) != 's' || (b[at + 1] | 32) != 'e' ||
        (b[at + 2] | 32) != 'p' || b[at + 3] != '=' || b[at + 4] == '"' ||
        b[at + 4] == '\r' || b[at + 4] == '\n') {
        return 0;
    }
    *delimiter = b[at + 4];
    at += 5;
    if (quoted && b[at++] != '"') {
        return 0;
    }
    if (at < n && b[at] == '\r') {
        return (uint32_t)(at + 1 < n && b[at + 1] == '\n' ? at + 2 : at + 1);
    }
    return at < n && b[at] == '\n' ? (uint32_t)at + 1 : 0;
}

void dialect_guess(const char *bytes, size_t n, int whole,
                   struct dialect_guess *guess)
{
    static const char marks[] = "\t;|,";
    const struct csv_dialect usual = {',', '"', 0, 0};
    struct look k[sizeof marks - 1];
    const struct look *best = k;
    unsigned rivals = 0;
    uint32_t most = 0;
    size_t i;

    guess->dialect = usual;
    guess->certain = 1;
    guess->dialect.skip = separator(bytes, n, &guess->dialect.delimiter);
    if (guess->dialect.skip != 0) {
        return;
    }
    guess->dialect = usual;
    for (i = 0; i < sizeof marks - 1; i++) {
        k[i] = look(bytes, n, whole, marks[i]);
        best = beats(&k[i], best) ? &k[i] : best;
        most = k[i].most > most ? k[i].most : most;
    }
    if (!splits(best)) {
        guess->certain = most < 2;
        return;
    }
    for (i = 0; i < sizeof marks - 1; i++) {
        rivals += &k[i] != best && fits(&k[i]) && k[i].odd <= best->odd;
    }
    guess->dialect.delimiter = best->delimiter;
    guess->certain = fits(best) && rivals == 0;
}
