/* SPDX-License-Identifier: MIT */
/*
 * cxm/moments.h - n, sum and sum of squares of whole numbers: the mean and
 * the variance of anything, exactly.
 *
 *     mean     = sum / n
 *     variance = (n * sumsq - sum^2) / (n * (n - 1))
 *
 * Values are int64 in a unit of the caller's choice: milliseconds, millionths
 * of a point.  Decimals read as whole multiples of their last digit lose
 * nothing.  The sums are exact 128-bit integers, so adding, removing and
 * merging give the same bytes in any order, and a figure is rounded once,
 * when it is read.  Zero bytes are an empty one.  It owns no memory: embed
 * it, copy it with '=', drop it.  A call that fails leaves its object as it
 * was.
 */
#ifndef CXM_MOMENTS_H
#define CXM_MOMENTS_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_moments {
    uint64_t n;
    uint64_t sum[2];   /* 128 bits, two's complement, low word first */
    uint64_t sumsq[2]; /* 128 bits, unsigned, low word first */
};

/* Make it empty.  Always CXM_OK. */
CXM_API int cxm_moments_init(struct cxm_moments *m);

/*
 * Count one value.  CXM_EOVERFLOW when 2^64-1 have been counted or the sum
 * of squares would reach 2^128: that is safe for 4,194,304 values of 2^53-1,
 * and for 2^48 values of 2^40.
 */
CXM_API int cxm_moments_add(struct cxm_moments *m, int64_t value);

/* Count the same value n times, in one step.  Statuses as for add. */
CXM_API int cxm_moments_add_n(struct cxm_moments *m, int64_t value, uint64_t n);

/*
 * Count n values, all or none.  On CXM_EOVERFLOW error->record is the index
 * of the first value there is no room for.  `error` may be NULL, and so may
 * `values` for n = 0.
 */
CXM_API int cxm_moments_add_many(struct cxm_moments *m, const int64_t *values,
                                 size_t n, struct cxm_error *error);
CXM_API int cxm_moments_add_many_i32(struct cxm_moments *m,
                                     const int32_t *values, size_t n,
                                     struct cxm_error *error);

/*
 * Retract one earlier value, or the same n times.  The values themselves are
 * not kept, so it is the caller who knows that they were added.  CXM_EABSENT
 * for what can be told: no numbers could have the sums that would be left
 * (too few, too small, or n * sumsq < sum^2).
 */
CXM_API int cxm_moments_remove(struct cxm_moments *m, int64_t value);
CXM_API int cxm_moments_remove_n(struct cxm_moments *m, int64_t value,
                                 uint64_t n);

/* Retract `before` and count `after`, or do neither.  Statuses as for both. */
CXM_API int cxm_moments_replace(struct cxm_moments *m, int64_t before,
                                int64_t after);

/*
 * Add all that `from` counted; CXM_EOVERFLOW as for add.  `from` may be
 * `into`, here and below.
 */
CXM_API int cxm_moments_merge(struct cxm_moments *into,
                              const struct cxm_moments *from);

/* Take away all that `from` counted; CXM_EABSENT as for remove. */
CXM_API int cxm_moments_unmerge(struct cxm_moments *into,
                                const struct cxm_moments *from);

/* The sum, in the unit of the values, rounded once; 0 where empty. */
CXM_API double cxm_moments_sum(const struct cxm_moments *m);

/* The mean, in the unit of the values, rounded once; NaN where empty. */
CXM_API double cxm_moments_mean(const struct cxm_moments *m);

/* The sample variance, in the unit squared, rounded once; NaN for n < 2. */
CXM_API double cxm_moments_variance(const struct cxm_moments *m);

#ifdef __cplusplus
}
#endif

#endif
