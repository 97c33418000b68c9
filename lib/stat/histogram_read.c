/* SPDX-License-Identifier: MIT */
#include <cxm/histogram.h>

#include <math.h>

#include <cxm/quantile.h>

#include "histogram.h"
#include "span.h"

int cxm_histogram_equal(const struct cxm_histogram *a,
                        const struct cxm_histogram *b)
{
    const uint64_t n = cxm_histogram_n(a);
    if (n != cxm_histogram_n(b))
        return 0;
    if (n == 0)
        return 1;
    /* The totals agree: what b has outside the span of a is missing in it. */
    const struct cxm__span *s = cxm__span_of(a);
    for (size_t bin = cxm__span_begin(s); bin < cxm__span_end(s); bin++)
        if (cxm__span_get(s, bin) != cxm__span_count(b->span, bin))
            return 0;
    return 1;
}

static double middle(size_t bin)
{
    const int64_t low = cxm__bin_low(bin);
    return (double)low + 0.5 * (double)(cxm__bin_high(bin) - low);
}

void cxm__histogram_ranks(const struct cxm_histogram *h, const uint64_t *rank,
                          size_t k, double *value)
{
    const struct cxm__span *s = cxm__span_of(h);
    const uint64_t n = cxm_histogram_n(h);
    size_t bin = s ? cxm__span_begin(s) : 0;
    uint64_t below = 0; /* values in the bins before this one */
    for (size_t i = 0; i < k; i++) {
        value[i] = NAN;
        if (rank[i] == 0 || rank[i] > n)
            continue;
        while (rank[i] - below > cxm__span_get(s, bin))
            below += cxm__span_get(s, bin++);
        value[i] = middle(bin);
    }
}

double cxm_histogram_rank(const struct cxm_histogram *h, uint64_t r)
{
    double value;
    cxm__histogram_ranks(h, &r, 1, &value);
    return value;
}

int cxm_histogram_quantile(const struct cxm_histogram *h, double p,
                           uint32_t type, double *value)
{
    uint64_t rank[2] = {0, 0};
    double weight = 0;
    double x[2];
    const int status =
        cxm_quantile_rank(cxm_histogram_n(h), p, type, &rank[0], &weight);
    if (status < 0)
        return status;
    rank[1] = weight > 0 ? rank[0] + 1 : rank[0];
    cxm__histogram_ranks(h, rank, 2, x);
    *value = x[0] + weight * (x[1] - x[0]);
    return status;
}

int cxm_histogram_next(const struct cxm_histogram *h, int64_t value,
                       int64_t *low, int64_t *high, uint64_t *count)
{
    const struct cxm__span *s = cxm__span_of(h);
    if (!s)
        return 0;
    size_t bin = cxm__bin_of(value > 0 ? (uint64_t)value : 0);
    bin = bin > cxm__span_begin(s) ? bin : cxm__span_begin(s);
    while (bin < cxm__span_end(s) && cxm__span_get(s, bin) == 0)
        bin++;
    if (bin >= cxm__span_end(s))
        return 0;
    *low = cxm__bin_low(bin);
    *high = cxm__bin_high(bin);
    *count = cxm__span_get(s, bin);
    return 1;
}
