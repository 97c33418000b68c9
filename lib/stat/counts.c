/* SPDX-License-Identifier: MIT */
#include "counts.h"

#include <math.h>

#include "exact.h"

int cxm__counts_merge(uint64_t *into, const uint64_t *from, uint32_t points)
{
    for (uint32_t i = 0; i < points; i++)
        if (from[i] > UINT64_MAX - into[i])
            return CXM_EOVERFLOW;
    for (uint32_t i = 0; i < points; i++)
        into[i] += from[i];
    return CXM_OK;
}

int cxm__counts_unmerge(uint64_t *into, const uint64_t *from, uint32_t points)
{
    for (uint32_t i = 0; i < points; i++)
        if (from[i] > into[i])
            return CXM_EABSENT;
    for (uint32_t i = 0; i < points; i++)
        into[i] -= from[i];
    return CXM_OK;
}

/* 2^32 counters of 64 bits, times an index or its square, stay in 128 bits. */
static void add_times(struct cxm__u128 *sum, uint64_t count, uint64_t times)
{
    uint64_t carry;
    *sum = cxm__plus(*sum, cxm__multiply(count, times), &carry);
}

static struct cxm__u128 size_of(const uint64_t *count, uint32_t points)
{
    struct cxm__u128 size = {0, 0};
    for (uint32_t i = 0; i < points; i++)
        add_times(&size, count[i], 1);
    return size;
}

static struct cxm__u128 sum_of(const uint64_t *count, uint32_t points)
{
    struct cxm__u128 sum = {0, 0};
    for (uint32_t i = 0; i < points; i++)
        add_times(&sum, count[i], i);
    return sum;
}

static struct cxm__u128 squares_of(const uint64_t *count, uint32_t points)
{
    struct cxm__u128 squares = {0, 0};
    for (uint32_t i = 0; i < points; i++)
        add_times(&squares, count[i], (uint64_t)i * i);
    return squares;
}

int cxm__counts_total(const uint64_t *count, uint32_t points, uint64_t *n)
{
    const struct cxm__u128 size = size_of(count, points);
    if (size.high)
        return CXM_EOVERFLOW;
    *n = size.low;
    return size.low ? CXM_OK : CXM_EMPTY;
}

/*
 * (first * n + step * sum) / (unit * n), with one rounding: the two terms are
 * added or subtracted by size, as their signs ask.
 */
double cxm__counts_mean(const uint64_t *count, uint32_t points,
                        const struct cxm__axis *axis)
{
    const struct cxm__u128 n = size_of(count, points);
    const struct cxm__u128 one = cxm__u128_of(1);
    const struct cxm__u128 first = cxm__u128_of(cxm__magnitude(axis->first));
    const struct cxm__u256 a = cxm__u256_product(n, first);
    const struct cxm__u256 b = cxm__u256_product(sum_of(count, points), one);
    const int a_larger = cxm__u256_compare(a, b) >= 0;
    const int a_negative = axis->first < 0;
    const int b_negative = axis->step < 0;
    struct cxm__u256 sum = cxm__u256_add(a, b);
    if (a_negative != b_negative)
        sum = a_larger ? cxm__u256_sub(a, b) : cxm__u256_sub(b, a);
    const double size = cxm__u256_ratio(
        sum, cxm__u256_multiply(cxm__u256_product(n, one), axis->unit));
    return (a_larger ? a_negative : b_negative) ? 0 - size : size;
}

double cxm__counts_variance(const uint64_t *count, uint32_t points,
                            const struct cxm__axis *axis)
{
    return cxm__exact_variance(size_of(count, points), sum_of(count, points),
                               squares_of(count, points), axis->unit);
}

/* The point of the observation that `rank` others precede. */
static uint32_t point_at(const uint64_t *count, uint32_t points,
                         struct cxm__u128 rank)
{
    struct cxm__u128 below = {0, 0};
    for (uint32_t i = 0; i < points; i++) {
        add_times(&below, count[i], 1);
        if (cxm__u128_compare(below, rank) > 0)
            return i;
    }
    return points;
}

static struct cxm__u128 half(struct cxm__u128 a)
{
    return (struct cxm__u128){a.low >> 1 | a.high << 63, a.high >> 1};
}

double cxm__counts_median(const uint64_t *count, uint32_t points,
                          const struct cxm__axis *axis)
{
    const struct cxm__u128 n = size_of(count, points);
    struct cxm__u128 last = n;
    if (cxm__u128_sub(&last, cxm__u128_of(1)))
        return NAN;
    const uint64_t middle = (uint64_t)point_at(count, points, half(last)) +
                            point_at(count, points, half(n));
    const double twice =
        2 * (double)axis->first + (double)axis->step * (double)middle;
    return twice / (2 * (double)axis->unit);
}
