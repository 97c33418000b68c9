/* SPDX-License-Identifier: MIT */
/*
 * cxm/interval.h - how far a share, an NPS or a mean may be from the truth.
 * (Of quantiles and ratios of sums, see cxm/quantile.h and cxm/ratio.h.)
 *
 * Every function takes counts or moments, the confidence (in (0, 1), for
 * example 0.95) and the size of the population, 0 for an infinite one.  A
 * finite population N multiplies the standard error by sqrt(1 - n / N), the
 * survey convention; for Wilson that is the z of its formula, and the
 * pseudo-counts of adjusted Wald, which stand for z^2, shrink by its square.
 * So nothing is left of the width, or of the shift, when n = N.
 *
 * Statuses: CXM_EMPTY with three NaN for n = 0; CXM_EINVAL for a confidence
 * outside (0, 1), a population below n, impossible counts, or a method the
 * figure does not have; CXM_EOVERFLOW where n passes 2^64-1.  A negative
 * status leaves *out as it was.
 */
#ifndef CXM_INTERVAL_H
#define CXM_INTERVAL_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The methods; the numbers are permanent. */
#define CXM_INTERVAL_NONE            0  /* the value; low and high are NaN */
#define CXM_INTERVAL_WILSON          1  /* shares */
#define CXM_INTERVAL_ADJUSTED_WALD   2  /* NPS */
#define CXM_INTERVAL_T               3  /* means */
#define CXM_INTERVAL_ORDER_STATISTIC 11 /* quantiles, cxm/quantile.h */
#define CXM_INTERVAL_LINEARISED      14 /* ratios of sums, cxm/ratio.h */
/* Reserved: not offered yet, every function refuses them. */
#define CXM_INTERVAL_WILSON_CC       4
#define CXM_INTERVAL_AGRESTI_COULL   5
#define CXM_INTERVAL_CLOPPER_PEARSON 6
#define CXM_INTERVAL_JEFFREYS        7
#define CXM_INTERVAL_SCORE           8
#define CXM_INTERVAL_WALD            9
#define CXM_INTERVAL_LIVE            10
#define CXM_INTERVAL_TRIMMED         12
#define CXM_INTERVAL_LOGNORMAL       13

struct cxm_interval {
    double value; /* the estimate itself, never moved by the method */
    double low;
    double high;
};

/*
 * hits of n, in [0, 1]: NONE or WILSON (Wilson 1927, without continuity
 * correction).  For hits = 0 low is 0, and for hits = n high is 1, exactly.
 */
CXM_API int cxm_interval_share(uint32_t method, uint64_t hits, uint64_t n,
                               double confidence, uint64_t population,
                               struct cxm_interval *out);

/*
 * (promoters - detractors) / n, in [-1, 1]: NONE or ADJUSTED_WALD, which adds
 * 3/4 detractors, 3/2 passives and 3/4 promoters before it takes value and
 * standard error, and clips the ends to [-1, 1] (Rocks 2016, The American
 * Statistician 70:365-372).  So ten promoters of ten give 0.475 to 1.  Of a
 * single answer the pseudo-counts outweigh it: -0.48 to 0.98 for a promoter.
 */
CXM_API int cxm_interval_nps(uint32_t method, uint64_t detractors,
                             uint64_t passives, uint64_t promoters,
                             double confidence, uint64_t population,
                             struct cxm_interval *out);

/*
 * A mean with its sample variance (divisor n - 1), in any unit: NONE or T,
 * Student's interval with n - 1 degrees of freedom.  For n = 1 low and high
 * are NaN and variance is not looked at; else it is CXM_EINVAL unless mean
 * and variance are finite and variance is not negative.
 */
CXM_API int cxm_interval_mean(uint32_t method, double mean, double variance,
                              uint64_t n, double confidence,
                              uint64_t population, struct cxm_interval *out);

/*
 * Standard errors, without pseudo-counts.  Of a share: with divisor n - 1,
 * sqrt(p (1 - p) / (n - 1) * (1 - n / N)).  Of an NPS s: with divisor n,
 * sqrt((p3 + p1 - s^2) / n * (1 - n / N)), p3 and p1 the shares of promoters
 * and detractors; its variance is p3 + p1 - s^2.  NaN where the functions
 * above would not give CXM_OK, and for a share of n = 1.
 */
CXM_API double cxm_interval_share_error(uint64_t hits, uint64_t n,
                                        uint64_t population);
CXM_API double cxm_interval_nps_error(uint64_t detractors, uint64_t passives,
                                      uint64_t promoters, uint64_t population);
CXM_API double cxm_interval_nps_variance(uint64_t detractors, uint64_t passives,
                                         uint64_t promoters);

/* "wilson", "adjusted-wald", ...; reserved ones too.  NULL for no method. */
CXM_API const char *cxm_interval_name(uint32_t method);

/* The method of that name; CXM_EOPTION where there is none. */
CXM_API int cxm_interval_find(const char *name, uint32_t *method);

#ifdef __cplusplus
}
#endif

#endif
