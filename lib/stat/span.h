/* SPDX-License-Identifier: MIT */
/*
 * lib/stat/span.h - the memory of a histogram: a header and the counters of
 * consecutive octaves, 64 bins each.
 *
 * With e = max(0, floor(log2 v) - 6) the value v is in bin 64 e + (v >> e),
 * so values below 128 have a bin of their own and octaves 0 and 1 are whole
 * numbers; octave o > 1 holds [64 << (o - 1), 128 << (o - 1)).
 */
#ifndef CXM_LIB_SPAN_H
#define CXM_LIB_SPAN_H

#include <cxm/histogram.h>

#include "../base/base.h"

#define CXM__SPAN_OCTAVES 58 /* of the values up to INT64_MAX */
#define CXM__SPAN_BINS    64 /* of an octave */

struct cxm__span {
    uint64_t n;       /* the sum of all counters */
    uint32_t width;   /* of a counter: 1, 2, 4 or 8 bytes */
    uint16_t first;   /* octave */
    uint16_t octaves; /* how many */
};

static inline struct cxm__span *cxm__span_of(const struct cxm_histogram *h)
{
    return h->span;
}

/*
 * The bin of a value below 2^63; a negative one, made unsigned, is in the
 * octave behind the last and so in no span.
 */
static inline size_t cxm__bin_of(uint64_t value)
{
    const int e = (63 ^ __builtin_clzll(value | CXM__SPAN_BINS)) - 6;
    return (size_t)e * CXM__SPAN_BINS + (size_t)(value >> e);
}

/* Its least and greatest value. */
static inline int cxm__bin_shift(size_t bin)
{
    const size_t octave = bin / CXM__SPAN_BINS;
    return octave ? (int)octave - 1 : 0;
}

static inline int64_t cxm__bin_low(size_t bin)
{
    const int e = cxm__bin_shift(bin);
    return (int64_t)((bin - (size_t)e * CXM__SPAN_BINS) << e);
}

static inline int64_t cxm__bin_high(size_t bin)
{
    return cxm__bin_low(bin) + ((INT64_C(1) << cxm__bin_shift(bin)) - 1);
}

/* The counters, as what they are. */
static inline void *cxm__span_counters(struct cxm__span *s)
{
    return s + 1;
}

/* The first bin of a span, and the first behind it. */
static inline size_t cxm__span_begin(const struct cxm__span *s)
{
    return (size_t)s->first * CXM__SPAN_BINS;
}

static inline size_t cxm__span_end(const struct cxm__span *s)
{
    return ((size_t)s->first + s->octaves) * CXM__SPAN_BINS;
}

static inline int cxm__span_has(const struct cxm__span *s, size_t bin)
{
    return bin >= cxm__span_begin(s) && bin < cxm__span_end(s);
}

/* The counter of a bin in the span. */
static inline uint64_t cxm__span_get(const struct cxm__span *s, size_t bin)
{
    const void *counters = s + 1;
    const size_t i = bin - cxm__span_begin(s);
    switch (s->width) {
    case 1:
        return ((const uint8_t *)counters)[i];
    case 2:
        return ((const uint16_t *)counters)[i];
    case 4:
        return ((const uint32_t *)counters)[i];
    default:
        return ((const uint64_t *)counters)[i];
    }
}

/* The same of any bin, and of no span: 0 outside. */
static inline uint64_t cxm__span_count(const struct cxm__span *s, size_t bin)
{
    return s && cxm__span_has(s, bin) ? cxm__span_get(s, bin) : 0;
}

/* Set the counter of a bin in the span, which is wide enough. */
static inline void cxm__span_put(struct cxm__span *s, size_t bin,
                                 uint64_t count)
{
    void *counters = cxm__span_counters(s);
    const size_t i = bin - cxm__span_begin(s);
    switch (s->width) {
    case 1:
        ((uint8_t *)counters)[i] = (uint8_t)count;
        break;
    case 2:
        ((uint16_t *)counters)[i] = (uint16_t)count;
        break;
    case 4:
        ((uint32_t *)counters)[i] = (uint32_t)count;
        break;
    default:
        ((uint64_t *)counters)[i] = count;
    }
}

/*
 * Count one more in counter i of that width, or return 0 where it is full (is
 * 0 afterwards: one instruction less than to ask before).  One of 8 bytes is
 * not above the total, for which the caller knows of room.
 */
static inline int cxm__span_step(void *counters, uint32_t width, size_t i)
{
    switch (width) {
    case 1: {
        uint8_t *const count = (uint8_t *)counters + i;
        return ++*count ? 1 : (--*count, 0);
    }
    case 2: {
        uint16_t *const count = (uint16_t *)counters + i;
        return ++*count ? 1 : (--*count, 0);
    }
    case 4: {
        uint32_t *const count = (uint32_t *)counters + i;
        return ++*count ? 1 : (--*count, 0);
    }
    default:
        ++((uint64_t *)counters)[i];
        return 1;
    }
}

/* The greatest count that a counter of that width holds. */
static inline uint64_t cxm__span_most(uint32_t width)
{
    return UINT64_MAX >> (64 - 8 * width);
}

/*
 * Let the span have room for the bins `low` to `high` and for `count` in each
 * counter.  CXM_ENOMEM leaves it as it was.
 */
int cxm__span_fit(struct cxm_histogram *h, size_t low, size_t high,
                  uint64_t count, const struct cxm_alloc *alloc);

/* Free it. */
void cxm__span_free(struct cxm_histogram *h, const struct cxm_alloc *alloc);

#endif
