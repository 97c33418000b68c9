/* SPDX-License-Identifier: MIT */
/*
 * cxm/ces.h - Customer Effort Score of a struct cxm_rating.
 *
 *     ces = sum of the scores / n        in the points of the scale
 *
 * on "it was easy to get my request handled", 1 to 5 or 1 to 7 with the best
 * point for little effort (CES 2.0).  The interval is Student's t.
 */
#ifndef CXM_CES_H
#define CXM_CES_H

#include <cxm/rating.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_ces_reading {
    double confidence;   /* in (0, 1) */
    uint64_t population; /* finite population correction; 0: infinite */
};

#define CXM_CES_READING_INIT                                                   \
    {                                                                          \
        0.95, 0                                                                \
    }

struct cxm_ces_result {
    uint64_t n;
    double value; /* the mean */
    double low;   /* ends of the interval, NaN where n < 2 */
    double high;
    double median;
    double std_dev; /* n - 1; NaN where n < 2 */
};

/* An empty rating with the points 1 to 5. */
CXM_API void cxm_ces_init(struct cxm_rating *rating);

/*
 * Read the mean; reading NULL is CXM_CES_READING_INIT.  CXM_EMPTY: n is 0 and
 * the reals are NaN.  CXM_EINVAL: the rating has more points than it
 * can, or the confidence is outside (0, 1).  CXM_EOVERFLOW: n would pass 2^64-1.
 */
CXM_API int cxm_ces_result(const struct cxm_rating *rating,
                           const struct cxm_ces_reading *reading,
                           struct cxm_ces_result *result);

#ifdef __cplusplus
}
#endif

#endif
