/* SPDX-License-Identifier: MIT */
/*
 * cxm/histogram.h - how often which duration occurred: medians, percentiles
 * and extremes of any number of values, to 1/128 of the value.
 *
 * Log-linear bins over whole numbers (milliseconds, as a rule): below 128 each
 * value has a bin of its own; above, each power of two is divided into 64 bins
 * of equal width.  A bin stands for its middle, which differs from no value in
 * it by more than 1/128 of that value.  Only counters are kept, so adding,
 * removing, merging and unmerging are exact, in any order.
 *
 * It owns memory, one span of the bins in use, in counters of 1 to 8 bytes:
 * as a rule less than 1 KB for a hundred durations.  Zero bytes are empty; it
 * owns nothing again when all was removed.  Pass the same allocator to every
 * call; do not copy it with '='.  A call that fails leaves it as it was.
 */
#ifndef CXM_HISTOGRAM_H
#define CXM_HISTOGRAM_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CXM_HISTOGRAM_MAX INT64_MAX /* the largest value */

struct cxm_histogram {
    void *span; /* owned; NULL: empty */
};

/* Make it empty, whatever it was: what it owns must be dropped before. */
CXM_API int cxm_histogram_init(struct cxm_histogram *h);

/* Give back what it owns; it is empty then. */
CXM_API void cxm_histogram_drop(struct cxm_histogram *h,
                                const struct cxm_alloc *alloc);

/*
 * Count a value once or n times.  CXM_ERANGE for a negative one,
 * CXM_EOVERFLOW where more than 2^64-1 would be counted, CXM_ENOMEM.
 */
CXM_API int cxm_histogram_add(struct cxm_histogram *h, int64_t value,
                              const struct cxm_alloc *alloc);
CXM_API int cxm_histogram_add_n(struct cxm_histogram *h, int64_t value,
                                uint64_t n, const struct cxm_alloc *alloc);

/* Count n values, all or none; error->record is the index of a bad one. */
CXM_API int cxm_histogram_add_many(struct cxm_histogram *h,
                                   const int64_t *values, size_t n,
                                   const struct cxm_alloc *alloc,
                                   struct cxm_error *error);

/* Retract.  CXM_EABSENT where not so many values of its bin were added. */
CXM_API int cxm_histogram_remove(struct cxm_histogram *h, int64_t value,
                                 const struct cxm_alloc *alloc);
CXM_API int cxm_histogram_remove_n(struct cxm_histogram *h, int64_t value,
                                   uint64_t n, const struct cxm_alloc *alloc);

/*
 * into += from, into -= from.  CXM_EINVAL where both are one; CXM_EOVERFLOW
 * and CXM_ENOMEM as of add, CXM_EABSENT as of remove.
 */
CXM_API int cxm_histogram_merge(struct cxm_histogram *into,
                                const struct cxm_histogram *from,
                                const struct cxm_alloc *alloc);
CXM_API int cxm_histogram_unmerge(struct cxm_histogram *into,
                                  const struct cxm_histogram *from,
                                  const struct cxm_alloc *alloc);

/* 1 where both have counted the same, however their memory looks. */
CXM_API int cxm_histogram_equal(const struct cxm_histogram *a,
                                const struct cxm_histogram *b);

/* How many values were counted. */
CXM_API uint64_t cxm_histogram_n(const struct cxm_histogram *h);

/*
 * The value of rank r, 1 to n, in ascending order, as the middle of its bin.
 * NaN for another rank.  The smallest is rank 1, the largest rank n.
 */
CXM_API double cxm_histogram_rank(const struct cxm_histogram *h, uint64_t r);

/*
 * The p-quantile, 0 <= p <= 1, by the definition `type` of Hyndman and Fan
 * (cxm/quantile.h).  CXM_EMPTY with NaN for n = 0; CXM_EINVAL.
 */
CXM_API int cxm_histogram_quantile(const struct cxm_histogram *h, double p,
                                   uint32_t type, double *value);

/*
 * The next bin at or above `value` that has counted anything: its least and
 * greatest value and its count.  1, or 0 where there is none; to visit all,
 * begin with 0 and go on with *high + 1 until *high is CXM_HISTOGRAM_MAX.
 */
CXM_API int cxm_histogram_next(const struct cxm_histogram *h, int64_t value,
                               int64_t *low, int64_t *high, uint64_t *count);

#ifdef __cplusplus
}
#endif

#endif
