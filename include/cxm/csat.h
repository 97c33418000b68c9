/* SPDX-License-Identifier: MIT */
/*
 * cxm/csat.h - customer satisfaction of a struct cxm_rating.
 *
 *     csat = answers in the top points / n        in [0, 1]
 *
 * On 1 to 5 the top two points count as satisfied, the convention of most
 * helpdesks; which points do is a reading, because systems differ.  The
 * interval is Wilson's (1927).
 */
#ifndef CXM_CSAT_H
#define CXM_CSAT_H

#include <cxm/rating.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_csat_reading {
    double confidence; /* in (0, 1) */
    uint32_t top;      /* how many of the top points are satisfied */
    uint32_t reserved;
    uint64_t population; /* finite population correction; 0: infinite */
};

#define CXM_CSAT_READING_INIT                                                  \
    {                                                                          \
        0.95, 2, 0, 0                                                          \
    }

struct cxm_csat_result {
    uint64_t n;
    uint64_t satisfied;
    double value; /* in [0, 1] */
    double low;   /* ends of the interval */
    double high;
    double mean; /* of the scores, which some systems call CSAT */
};

/* An empty rating with the points 1 to 5. */
CXM_API void cxm_csat_init(struct cxm_rating *rating);

/*
 * Read the share; reading NULL is CXM_CSAT_READING_INIT.  CXM_EMPTY: n is 0
 * and the reals are NaN.  CXM_EINVAL: top is 0 or not below the number of
 * points, the rating has more of them than it can, or the confidence is
 * outside (0, 1).  CXM_EOVERFLOW: n would pass
 * 2^64-1.
 */
CXM_API int cxm_csat_result(const struct cxm_rating *rating,
                            const struct cxm_csat_reading *reading,
                            struct cxm_csat_result *result);

#ifdef __cplusplus
}
#endif

#endif
