/* SPDX-License-Identifier: MIT */
#include "histogram.h"

#include "span.h"

int cxm_histogram_init(struct cxm_histogram *h)
{
    h->span = NULL;
    return CXM_OK;
}

void cxm_histogram_drop(struct cxm_histogram *h, const struct cxm_alloc *alloc)
{
    cxm__span_free(h, alloc);
}

uint64_t cxm_histogram_n(const struct cxm_histogram *h)
{
    return h->span ? cxm__span_of(h)->n : 0;
}

void cxm__histogram_trim(struct cxm_histogram *h, const struct cxm_alloc *alloc)
{
    if (cxm_histogram_n(h) == 0)
        cxm__span_free(h, alloc);
}

int cxm_histogram_add_n(struct cxm_histogram *h, int64_t value, uint64_t n,
                        const struct cxm_alloc *alloc)
{
    if (value < 0)
        return CXM_ERANGE;
    if (n > UINT64_MAX - cxm_histogram_n(h))
        return CXM_EOVERFLOW;
    if (n == 0)
        return CXM_OK;
    const size_t bin = cxm__bin_of((uint64_t)value);
    const uint64_t count = cxm__span_count(h->span, bin) + n;
    const int status = cxm__span_fit(h, bin, bin, count, alloc);
    if (status)
        return status;
    cxm__span_put(h->span, bin, count);
    cxm__span_of(h)->n += n;
    return CXM_OK;
}

int cxm_histogram_add(struct cxm_histogram *h, int64_t value,
                      const struct cxm_alloc *alloc)
{
    struct cxm__span *s = cxm__span_of(h);
    if (s && s->n < UINT64_MAX) {
        const size_t bin = cxm__bin_of((uint64_t)value);
        /* One below the first bin wraps to far above the last. */
        const size_t i = bin - cxm__span_begin(s);
        if (i < (size_t)s->octaves * CXM__SPAN_BINS &&
            cxm__span_step(cxm__span_counters(s), s->width, i)) {
            s->n++;
            return CXM_OK;
        }
    }
    return cxm_histogram_add_n(h, value, 1, alloc);
}

int cxm__histogram_remove_n(struct cxm_histogram *h, int64_t value, uint64_t n)
{
    if (value < 0)
        return CXM_EABSENT;
    const size_t bin = cxm__bin_of((uint64_t)value);
    const uint64_t count = cxm__span_count(h->span, bin);
    if (count < n)
        return CXM_EABSENT;
    if (n > 0) {
        cxm__span_put(h->span, bin, count - n);
        cxm__span_of(h)->n -= n;
    }
    return CXM_OK;
}

int cxm_histogram_remove_n(struct cxm_histogram *h, int64_t value, uint64_t n,
                           const struct cxm_alloc *alloc)
{
    const int status = cxm__histogram_remove_n(h, value, n);
    if (status == CXM_OK)
        cxm__histogram_trim(h, alloc);
    return status;
}

int cxm_histogram_remove(struct cxm_histogram *h, int64_t value,
                         const struct cxm_alloc *alloc)
{
    return cxm_histogram_remove_n(h, value, 1, alloc);
}

/* The bins in which a span has counted anything; n is not 0. */
struct extent {
    size_t low;
    size_t high;
};

static struct extent extent_of(const struct cxm__span *s)
{
    struct extent e = {cxm__span_begin(s), cxm__span_end(s) - 1};
    while (cxm__span_get(s, e.low) == 0)
        e.low++;
    while (cxm__span_get(s, e.high) == 0)
        e.high--;
    return e;
}

int cxm_histogram_merge(struct cxm_histogram *into,
                        const struct cxm_histogram *from,
                        const struct cxm_alloc *alloc)
{
    const uint64_t n = cxm_histogram_n(from);
    if (into == from)
        return CXM_EINVAL;
    if (n > UINT64_MAX - cxm_histogram_n(into))
        return CXM_EOVERFLOW;
    if (n == 0)
        return CXM_OK;
    const struct cxm__span *more = cxm__span_of(from);
    const struct extent e = extent_of(more);
    uint64_t most = 0;
    for (size_t bin = e.low; bin <= e.high; bin++) {
        const uint64_t count =
            cxm__span_get(more, bin) + cxm__span_count(into->span, bin);
        most = count > most ? count : most;
    }
    const int status = cxm__span_fit(into, e.low, e.high, most, alloc);
    if (status)
        return status;
    struct cxm__span *s = cxm__span_of(into);
    for (size_t bin = e.low; bin <= e.high; bin++)
        cxm__span_put(s, bin, cxm__span_get(s, bin) + cxm__span_get(more, bin));
    s->n += n;
    return CXM_OK;
}

int cxm__histogram_unmerge(struct cxm_histogram *into,
                           const struct cxm_histogram *from)
{
    const uint64_t n = cxm_histogram_n(from);
    if (into == from)
        return CXM_EINVAL;
    if (n == 0)
        return CXM_OK;
    const struct cxm__span *less = cxm__span_of(from);
    struct cxm__span *s = cxm__span_of(into);
    const struct extent e = extent_of(less);
    for (size_t bin = e.low; bin <= e.high; bin++)
        if (cxm__span_count(s, bin) < cxm__span_get(less, bin))
            return CXM_EABSENT;
    /* What was found is in the span, and so is all between. */
    for (size_t bin = e.low; bin <= e.high; bin++)
        cxm__span_put(s, bin, cxm__span_get(s, bin) - cxm__span_get(less, bin));
    s->n -= n;
    return CXM_OK;
}

int cxm_histogram_unmerge(struct cxm_histogram *into,
                          const struct cxm_histogram *from,
                          const struct cxm_alloc *alloc)
{
    const int status = cxm__histogram_unmerge(into, from);
    if (status == CXM_OK)
        cxm__histogram_trim(into, alloc);
    return status;
}
