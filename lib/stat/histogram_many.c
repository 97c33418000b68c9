/* SPDX-License-Identifier: MIT */
/*
 * Counting a column: a loop that has its counters at hand and stops at what
 * is not ordinary - a value outside the span or below 0, a full counter -
 * which is then counted or refused as a single value is.
 */
#include <cxm/histogram.h>

#include "histogram.h"
#include "span.h"

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

int cxm_histogram_add_many(struct cxm_histogram *h, const int64_t *values,
                           size_t n, const struct cxm_alloc *alloc,
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
