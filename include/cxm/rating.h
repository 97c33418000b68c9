/* SPDX-License-Identifier: MIT */
/*
 * cxm/rating.h - how often each point of a rating scale was chosen.
 *
 * One histogram answers mean, median, variance, top-box and the NPS bands.
 * Its scale has `points` whole scores: low, low + 1, ..., low + points - 1.
 * It is counters only, so adding, removing and merging are exact and give
 * the same bytes in any order.  It owns no memory: embed it, copy it with
 * '=', drop it.
 *
 * Zero bytes are a rating without a scale (points is 0).  Merged with
 * another it takes the other's scale; everything else refuses it, CXM_EINVAL.
 * A call that fails leaves its object as it was.
 */
#ifndef CXM_RATING_H
#define CXM_RATING_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CXM_RATING_POINTS 11 /* the most points a scale may have here */

struct cxm_rating {
    int32_t low;
    uint32_t points;
    uint64_t count[CXM_RATING_POINTS];
};

/*
 * Make it empty, with a scale: 0 and 11 for NPS, 1 and 5 for CSAT.
 * CXM_EINVAL unless points is 1 to 11 and the last score is an int32.
 */
CXM_API int cxm_rating_init(struct cxm_rating *r, int32_t low, uint32_t points);

/*
 * Count one score.  CXM_ERANGE where it is not on the scale, CXM_EOVERFLOW
 * when it was counted 2^64-1 times.
 */
CXM_API int cxm_rating_add(struct cxm_rating *r, int32_t score);

/* Count the same score n times, in one step.  Statuses as for add. */
CXM_API int cxm_rating_add_n(struct cxm_rating *r, int32_t score, uint64_t n);

/*
 * Count n scores, all or none.  On CXM_ERANGE error->record is the index of
 * the first score that is not on the scale.  `error` may be NULL, and so may
 * `scores` for n = 0.
 */
CXM_API int cxm_rating_add_many(struct cxm_rating *r, const int32_t *scores,
                                size_t n, struct cxm_error *error);

/*
 * The same of scores of one byte, many times as fast.  `valid` is a bitmap,
 * least significant bit first, in which the bit of a missing score is clear;
 * NULL: none is missing.
 */
CXM_API int cxm_rating_add_many_i8(struct cxm_rating *r, const int8_t *scores,
                                   const uint8_t *valid, size_t n,
                                   struct cxm_error *error);

/* Retract one earlier score.  CXM_ERANGE as above, CXM_EABSENT if none. */
CXM_API int cxm_rating_remove(struct cxm_rating *r, int32_t score);

/* Retract `before` and count `after`, or do neither.  Statuses as for both. */
CXM_API int cxm_rating_replace(struct cxm_rating *r, int32_t before,
                               int32_t after);

/*
 * Add all that `from` counted.  CXM_EMISMATCH where both have a scale and
 * they differ, CXM_EOVERFLOW where a counter would leave 64 bits.  `from` may be
 * `into`, here and below.
 */
CXM_API int cxm_rating_merge(struct cxm_rating *into,
                             const struct cxm_rating *from);

/*
 * Take away all that `from` counted; the scale of `into` stays.
 * CXM_EMISMATCH where the scales differ (a `from` without one takes away
 * nothing), CXM_EABSENT where `from` has more of some score.
 */
CXM_API int cxm_rating_unmerge(struct cxm_rating *into,
                               const struct cxm_rating *from);

/*
 * *n = how many scores were counted.  CXM_EMPTY, with *n = 0, for none;
 * *n as it was for CXM_EOVERFLOW, more than 2^64-1, and for CXM_EINVAL, more
 * points than there can be.
 */
CXM_API int cxm_rating_n(const struct cxm_rating *r, uint64_t *n);

/*
 * *n = how many gave one of the `points` highest (top) or lowest (bottom)
 * scores: top 2 of 1..5 are 4 and 5.  CXM_EINVAL for more points than the
 * scale has, else as cxm_rating_n.
 */
CXM_API int cxm_rating_top(const struct cxm_rating *r, uint32_t points,
                           uint64_t *n);
CXM_API int cxm_rating_bottom(const struct cxm_rating *r, uint32_t points,
                              uint64_t *n);

/* The mean score, rounded once; NaN where nothing was counted. */
CXM_API double cxm_rating_mean(const struct cxm_rating *r);

/* The sample variance (divisor n - 1), rounded once; NaN for n < 2. */
CXM_API double cxm_rating_variance(const struct cxm_rating *r);

/*
 * The median: the middle score, or the mean of the two middle ones; NaN where
 * nothing was counted.
 */
CXM_API double cxm_rating_median(const struct cxm_rating *r);

#ifdef __cplusplus
}
#endif

#endif
