/* SPDX-License-Identifier: MIT */
/*
 * lib/stat/counts.h - a bare array of counters, one for each point of a
 * scale: the four exact operations on it and what can be read from it.
 *
 * Point i of `points` stands for the score
 *     (first + step * i) / unit,
 * for example (10 - i) / 2 on a scale that falls from 5 by halves.  Sums are
 * exact however many points there are, and each figure is rounded once.  All
 * figures are NaN where nothing was counted.
 */
#ifndef CXM_LIB_COUNTS_H
#define CXM_LIB_COUNTS_H

#include "../base/int128.h"

struct cxm__axis {
    int64_t first; /* score of point 0, in 1/unit */
    int32_t step;  /* 1 or -1 */
    uint32_t unit; /* at least 1 */
};

/* Each returns CXM_EOVERFLOW or CXM_EABSENT with the array as it was. */
int cxm__counts_merge(uint64_t *into, const uint64_t *from, uint32_t points);
int cxm__counts_unmerge(uint64_t *into, const uint64_t *from, uint32_t points);

/*
 * *n = how many were counted; CXM_EMPTY for none.  CXM_EOVERFLOW, *n
 * untouched, where 64 bits cannot tell.
 */
int cxm__counts_total(const uint64_t *count, uint32_t points, uint64_t *n);

/* The mean score. */
double cxm__counts_mean(const uint64_t *count, uint32_t points,
                        const struct cxm__axis *axis);

/* The sample variance (n - 1) of the scores; NaN for n < 2. */
double cxm__counts_variance(const uint64_t *count, uint32_t points,
                            const struct cxm__axis *axis);

/* The middle score, or the mean of the two middle ones. */
double cxm__counts_median(const uint64_t *count, uint32_t points,
                          const struct cxm__axis *axis);

#endif
