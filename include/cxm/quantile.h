/* SPDX-License-Identifier: MIT */
/*
 * cxm/quantile.h - which of n ordered values make a quantile, and between
 * which of them it lies with a given confidence.
 */
#ifndef CXM_QUANTILE_H
#define CXM_QUANTILE_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CXM_QUANTILE_DEFAULT 7 /* of R, NumPy and spreadsheets */

/*
 * The p-quantile of n values x[1] <= ... <= x[n] by definition `type`, 1 to 9
 * (Hyndman and Fan 1996, The American Statistician 50:361-365):
 *     (1 - *weight) * x[*rank] + *weight * x[*rank + 1]
 * where *rank is in 1..n, and *weight in [0, 1) is 0 for *rank = n.
 * CXM_EMPTY, with *rank 0, for n = 0; CXM_EINVAL for p outside [0, 1] or
 * another type.
 *
 * n p is computed exactly, for any n.  A place within 4 DBL_EPSILON of a rank,
 * relatively, and at most 1/1024, is that rank: so 0.95, which no double is,
 * gives rank 19 of 20 by type 1.
 */
CXM_API int cxm_quantile_rank(uint64_t n, double p, uint32_t type,
                              uint64_t *rank, double *weight);

/*
 * The ranks between whose values the p-quantile of the population lies with
 * at least that confidence, whatever the distribution: of the number of values
 * below it, which is binomial(n, p), at most (1 - confidence) / 2 of the
 * probability lies beyond either rank (the interval of the sign test for
 * p = 1/2).  The exact tails are used, not an approximation: so the ranks are
 * right up to n = 1e8 at least.
 * CXM_EMPTY, with both 0, where n is too small for such ranks (below 6 for
 * the median at 0.95); CXM_EINVAL for p or confidence outside (0, 1).
 */
CXM_API int cxm_quantile_interval(uint64_t n, double p, double confidence,
                                  uint64_t *low, uint64_t *high);

#ifdef __cplusplus
}
#endif

#endif
