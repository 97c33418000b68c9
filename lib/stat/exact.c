/* SPDX-License-Identifier: MIT */
#include "exact.h"

#include <math.h>

static struct cxm__u256 wide(struct cxm__u128 a)
{
    return (struct cxm__u256){{a.low, a.high, 0, 0}};
}

double cxm__exact_share(uint64_t a, uint64_t b)
{
    return cxm__u256_ratio(wide(cxm__u128_of(a)), wide(cxm__u128_of(b)));
}

double cxm__exact_mean(struct cxm__i128 sum, uint64_t n)
{
    const struct cxm__u256 size = wide(cxm__i128_magnitude(sum));
    const double mean = cxm__u256_ratio(size, wide(cxm__u128_of(n)));
    return cxm__i128_negative(sum) ? -mean : mean;
}

double cxm__exact_variance(struct cxm__u128 n, struct cxm__u128 sum,
                           struct cxm__u128 squares, uint32_t unit)
{
    struct cxm__u128 less = n;
    if (cxm__u128_sub(&less, cxm__u128_of(1)) || (less.low | less.high) == 0)
        return NAN;
    const struct cxm__u256 first = cxm__u256_product(n, squares);
    const struct cxm__u256 second = cxm__u256_product(sum, sum);
    if (cxm__u256_compare(first, second) < 0)
        return NAN;
    struct cxm__u256 divisor = cxm__u256_product(n, less);
    divisor = cxm__u256_multiply(divisor, unit);
    divisor = cxm__u256_multiply(divisor, unit);
    return cxm__u256_ratio(cxm__u256_sub(first, second), divisor);
}
