/* SPDX-License-Identifier: MIT */
/*
 * Counting a column in one of two ways.  A long one is counted in tables of
 * our own, which are added to the span at the end.  A short one, or one that
 * holds what the tables have no place for, is counted in the span: by a loop
 * that stops at what is not ordinary - a value outside the span or below 0, a
 * full counter - which is then counted or refused as a single value is.
 */
#include <cxm/histogram.h>

#include "histogram.h"
#include "span.h"

#include <string.h>

/* How many values were counted before one was not ordinary. */
static inline size_t fill(struct cxm__span *s, uint32_t width,
                          const int64_t *values, size_t n)
{
    void *counters = cxm__span_counters(s);
    const size_t first = cxm__span_begin(s);
    const size_t bins = cxm__span_end(s) - first;
    for (size_t i = 0; i < n; i++) {
        const size_t at = cxm__bin_of((uint64_t)values[i]) - first;
        if (at >= bins || !cxm__span_step(counters, width, at))
            return i;
    }
    return n;
}

/* One loop for each width, so that none decides it again for every value. */
static size_t fill_span(struct cxm__span *s, const int64_t *values, size_t n)
{
    if (n > UINT64_MAX - s->n)
        n = (size_t)(UINT64_MAX - s->n);
    switch (s->width) {
    case 1:
        return fill(s, 1, values, n);
    case 2:
        return fill(s, 2, values, n);
    case 4:
        return fill(s, 4, values, n);
    default:
        return fill(s, 8, values, n);
    }
}

static int refuse(struct cxm_error *error, int status, size_t record)
{
    cxm__fail(error, status, "value", "%s",
              status == CXM_ERANGE ? "the value is negative"
                                   : cxm_status_text(status));
    if (error)
        error->record = record;
    return status;
}

int cxm__histogram_add_many_plain(struct cxm_histogram *h,
                                  const int64_t *values, size_t n,
                                  const struct cxm_alloc *alloc,
                                  struct cxm_error *error)
{
    for (size_t i = 0; i < n; i++) {
        if (h->span) {
            const size_t counted = fill_span(h->span, values + i, n - i);
            cxm__span_of(h)->n += counted;
            i += counted;
        }
        const int status =
            i < n ? cxm_histogram_add(h, values[i], alloc) : CXM_OK;
        if (status) {
            for (size_t k = 0; k < i; k++)
                cxm__histogram_remove_n(h, values[k], 1);
            cxm__histogram_trim(h, alloc);
            return refuse(error, status, i);
        }
    }
    return CXM_OK;
}

/*
 * The tables have a place for each combination of exponent and first six
 * digits that value + 1/2 has as a double.  From 64 on these are the bins;
 * below, each value has a place of its own, 0 too, as 1/2 has an exponent.
 * So a place needs no case and no shift by a variable.
 */
#define LIMIT   (UINT64_C(1) << 51) /* value + 1/2 is exact below */
#define OCTAVES 52                  /* of 1/2 to 2^51 */
#define FIRST   ((uint64_t)1022 * CXM__SPAN_BINS) /* the place of 1/2 */
#define TABLES  2 /* so that equal neighbours do not wait for each other */
#define BLOCK   256
#define ROWS    (65536 - BLOCK) /* until a counter could be full */

/* Counters of 16 bits keep them small: they lie on the stack. */
struct tables {
    uint16_t count[TABLES][OCTAVES * CXM__SPAN_BINS];
    size_t places; /* of each that are in use; the others are not set */
};

/* The vectors of GCC and Clang: SSE2, NEON, or whatever there is. */
typedef uint64_t two_words __attribute__((vector_size(16)));
typedef double two_reals __attribute__((vector_size(16)));

/* The places of two values; their digits are those of 2^52 + value. */
static inline two_words places_of(two_words value)
{
    const two_words exponent = {UINT64_C(1075) << 52, UINT64_C(1075) << 52};
    const two_reals base = {0x1p52 - 0.5, 0x1p52 - 0.5};
    return (two_words)((two_reals)(value | exponent) - base) >> 46;
}

/* Place BLOCK values; returns the bits that any of them has. */
static uint64_t place_block(const int64_t *values, uint64_t *place)
{
    two_words seen = {0, 0};
    for (size_t i = 0; i < BLOCK; i += 4) {
        two_words value[2];
        memcpy(value, values + i, sizeof value);
        seen |= value[0] | value[1];
        const two_words two[2] = {places_of(value[0]), places_of(value[1])};
        memcpy(place + i, two, sizeof two);
    }
    return seen[0] | seen[1];
}

/* Let there be places for the values up to `most`. */
static void widen(struct tables *t, uint64_t most)
{
    const two_words value = {most, most};
    const size_t octave = (places_of(value)[0] - FIRST) / CXM__SPAN_BINS;
    const size_t places = (octave + 1) * CXM__SPAN_BINS;
    for (int i = 0; i < TABLES && places > t->places; i++)
        memset(t->count[i] + t->places, 0,
               (places - t->places) * sizeof t->count[i][0]);
    t->places = places > t->places ? places : t->places;
}

/* Count whole blocks, at most ROWS values; returns 0 where some value has no place. */
static int fill_tables(struct tables *t, const int64_t *values, size_t n)
{
    uint64_t place[BLOCK];
    for (size_t at = 0; at < n; at += BLOCK) {
        const uint64_t seen = place_block(values + at, place);
        if (seen >= LIMIT)
            return 0;
        widen(t, seen);
        for (size_t i = 0; i < BLOCK; i += 8) {
            __builtin_prefetch(values + at + 2 * BLOCK + i);
            for (size_t k = i; k < i + 8; k += TABLES) {
                t->count[0][place[k] - FIRST]++;
                t->count[1][place[k + 1] - FIRST]++;
            }
        }
    }
    return 1;
}

/* Put the counts of an octave into the first table; are there any? */
static uint32_t fold_octave(struct tables *t, size_t octave)
{
    uint16_t *into = t->count[0] + octave * CXM__SPAN_BINS;
    const uint16_t *from = t->count[1] + octave * CXM__SPAN_BINS;
    uint16_t any = 0;
    for (int i = 0; i < CXM__SPAN_BINS; i++) {
        into[i] = (uint16_t)(into[i] + from[i]);
        any |= into[i];
    }
    return any;
}

/* The places that have counted anything: from the first up to before `end`. */
struct range {
    size_t first;
    size_t end;
};

static struct range fold_tables(struct tables *t)
{
    struct range used = {SIZE_MAX, 0};
    for (size_t at = 0; at < t->places; at += CXM__SPAN_BINS)
        if (fold_octave(t, at / CXM__SPAN_BINS)) {
            used.first = used.first < at ? used.first : at;
            used.end = at + CXM__SPAN_BINS;
        }
    while (t->count[0][used.first] == 0)
        used.first++;
    while (t->count[0][used.end - 1] == 0)
        used.end--;
    return used;
}

static size_t bin_at(size_t place)
{
    const size_t octave = place / CXM__SPAN_BINS;
    const size_t digits = CXM__SPAN_BINS + place % CXM__SPAN_BINS;
    /* Octave 7 begins at 64; below it a place has digits behind the point. */
    return octave < 7 ? digits >> (7 - octave)
                      : (octave - 7) * CXM__SPAN_BINS + digits;
}

/* Add the tables to the span; CXM_ENOMEM leaves it as it was. */
static int add_tables(struct cxm_histogram *h, struct tables *t, size_t n,
                      const struct cxm_alloc *alloc)
{
    const struct range used = fold_tables(t);
    const uint16_t *count = t->count[0];
    uint64_t most = 0;
    for (size_t at = used.first; at < used.end; at++) {
        const uint64_t sum = cxm__span_count(h->span, bin_at(at)) + count[at];
        most = count[at] && sum > most ? sum : most;
    }
    if (cxm__span_fit(h, bin_at(used.first), bin_at(used.end - 1), most, alloc))
        return CXM_ENOMEM;
    struct cxm__span *s = cxm__span_of(h);
    for (size_t at = used.first; at < used.end; at++)
        if (count[at])
            cxm__span_put(s, bin_at(at),
                          cxm__span_get(s, bin_at(at)) + count[at]);
    s->n += n;
    return CXM_OK;
}

/* 1, or 0 with nothing counted: something is not ordinary. */
static int add_by_tables(struct cxm_histogram *h, const int64_t *values,
                         size_t n, const struct cxm_alloc *alloc)
{
    struct tables t;
    size_t done = 0;
    if (n > UINT64_MAX - cxm_histogram_n(h))
        return 0;
    for (size_t rows; done < n; done += rows) {
        rows = n - done < ROWS ? n - done : ROWS;
        t.places = 0;
        if (!fill_tables(&t, values + done, rows) ||
            add_tables(h, &t, rows, alloc) < 0)
            break;
    }
    for (size_t i = 0; done < n && i < done; i++)
        cxm__histogram_remove_n(h, values[i], 1);
    return done == n;
}

/* From so many values on the tables are worth their setting up. */
#define MANY 2048

/* The rest comes first: what it does can be undone. */
int cxm_histogram_add_many(struct cxm_histogram *h, const int64_t *values,
                           size_t n, const struct cxm_alloc *alloc,
                           struct cxm_error *error)
{
    const size_t whole = n < MANY ? 0 : n - n % BLOCK;
    if (whole == 0)
        return cxm__histogram_add_many_plain(h, values, n, alloc, error);
    const int status = cxm__histogram_add_many_plain(h, values + whole,
                                                     n - whole, alloc, NULL);
    if (status == CXM_OK && add_by_tables(h, values, whole, alloc))
        return CXM_OK;
    for (size_t i = whole; status == CXM_OK && i < n; i++)
        cxm__histogram_remove_n(h, values[i], 1);
    cxm__histogram_trim(h, alloc);
    return cxm__histogram_add_many_plain(h, values, n, alloc, error);
}
