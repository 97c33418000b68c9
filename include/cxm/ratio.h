/* SPDX-License-Identifier: MIT */
/*
 * cxm/ratio.h - a ratio of sums: handle time per resolved ticket, orders per
 * visit.  It is never the mean of ratios.
 *
 *     ratio          R = sum(t) / sum(c)
 *     standard error sqrt(n / (n - 1) * sum(e^2)) / sum(c),  e = t - R c
 *
 * (linearisation, as for simple random samples with replacement).  The state
 * is exact sums of t, c, t^2, c^2 and t c, so adding, removing and merging
 * are exact.  Zero bytes are an empty one; it owns no memory.  A call that
 * fails leaves it as it was.
 */
#ifndef CXM_RATIO_H
#define CXM_RATIO_H

#include <cxm/interval.h>
#include <cxm/moments.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_ratio {
    struct cxm_moments t;
    struct cxm_moments c;
    uint64_t tc[2]; /* sum of products: 128 bits, two's complement */
};

CXM_API int cxm_ratio_init(struct cxm_ratio *r);

/*
 * Count one pair, or the same n times.  CXM_EOVERFLOW as of moments, and where
 * the sum of products would reach 2^127.
 */
CXM_API int cxm_ratio_add(struct cxm_ratio *r, int64_t t, int64_t c);
CXM_API int cxm_ratio_add_n(struct cxm_ratio *r, int64_t t, int64_t c,
                            uint64_t n);

/* Retract.  CXM_EABSENT for what can be told, as of moments. */
CXM_API int cxm_ratio_remove(struct cxm_ratio *r, int64_t t, int64_t c);
CXM_API int cxm_ratio_remove_n(struct cxm_ratio *r, int64_t t, int64_t c,
                               uint64_t n);

/* into += from, into -= from; both may be one.  Statuses as above. */
CXM_API int cxm_ratio_merge(struct cxm_ratio *into,
                            const struct cxm_ratio *from);
CXM_API int cxm_ratio_unmerge(struct cxm_ratio *into,
                              const struct cxm_ratio *from);

/*
 * The ratio and its interval: CXM_INTERVAL_NONE or CXM_INTERVAL_LINEARISED,
 * the ratio plus and minus the standard error times Student's t with n - 1
 * degrees of freedom.  A finite population multiplies the error by
 * sqrt(1 - n / population).  CXM_EMPTY with NaN where n or sum(c) is 0; for
 * n = 1 low and high are NaN; CXM_EINVAL as of cxm_interval_mean.
 */
CXM_API int cxm_ratio_result(const struct cxm_ratio *r, uint32_t method,
                             double confidence, uint64_t population,
                             struct cxm_interval *out);

/* The standard error; NaN where it is undefined. */
CXM_API double cxm_ratio_error(const struct cxm_ratio *r, uint64_t population);

#ifdef __cplusplus
}
#endif

#endif
