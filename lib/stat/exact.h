/* SPDX-License-Identifier: MIT */
/*
 * lib/stat/exact.h - figures from exact sums, each rounded once.
 */
#ifndef CXM_LIB_EXACT_H
#define CXM_LIB_EXACT_H

#include "../base/int128.h"

/* The double nearest to a / b; NaN for b = 0. */
double cxm__exact_share(uint64_t a, uint64_t b);

/* The double nearest to sum / n; NaN for n = 0. */
double cxm__exact_mean(struct cxm__i128 sum, uint64_t n);

/*
 * The double nearest to the sample variance of n whole numbers,
 *     (n * squares - sum^2) / (n * (n - 1) * unit^2),
 * from |sum|, the sum of their squares, and how many of them make one unit.
 * NaN for n < 2 and for sums that no n numbers can have.  n^2 unit^2 must
 * stay below 2^256.
 */
double cxm__exact_variance(struct cxm__u128 n, struct cxm__u128 sum,
                           struct cxm__u128 squares, uint32_t unit);

#endif
