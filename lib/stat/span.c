/* SPDX-License-Identifier: MIT */
#include "span.h"

#include <string.h>

static size_t bytes_of(const struct cxm__span *s)
{
    return sizeof *s + (size_t)s->octaves * CXM__SPAN_BINS * s->width;
}

/* What the span is to be: its header without the counters. */
static struct cxm__span wanted(const struct cxm__span *old, size_t low,
                               size_t high, uint64_t count)
{
    size_t first = low / CXM__SPAN_BINS;
    size_t end = high / CXM__SPAN_BINS + 1;
    struct cxm__span s = {0, 1, 0, 0};
    if (old) {
        first = first < old->first ? first : old->first;
        const size_t old_end = (size_t)old->first + old->octaves;
        end = end > old_end ? end : old_end;
        s.n = old->n;
        s.width = old->width;
    }
    while (count > cxm__span_most(s.width))
        s.width *= 2;
    s.first = (uint16_t)first;
    s.octaves = (uint16_t)(end - first);
    return s;
}

int cxm__span_fit(struct cxm_histogram *h, size_t low, size_t high,
                  uint64_t count, const struct cxm_alloc *alloc)
{
    const struct cxm__span *old = cxm__span_of(h);
    const struct cxm__span s = wanted(old, low, high, count);
    if (old && s.octaves == old->octaves && s.width == old->width)
        return CXM_OK;
    struct cxm__span *span = cxm__resize(alloc, NULL, 0, bytes_of(&s));
    if (!span)
        return CXM_ENOMEM;
    memset(span, 0, bytes_of(&s));
    *span = s;
    if (old)
        for (size_t bin = cxm__span_begin(old); bin < cxm__span_end(old); bin++)
            cxm__span_put(span, bin, cxm__span_get(old, bin));
    cxm__span_free(h, alloc);
    h->span = span;
    return CXM_OK;
}

void cxm__span_free(struct cxm_histogram *h, const struct cxm_alloc *alloc)
{
    struct cxm__span *span = cxm__span_of(h);
    if (span)
        cxm__resize(alloc, span, bytes_of(span), 0);
    h->span = NULL;
}
