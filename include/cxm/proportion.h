/* SPDX-License-Identifier: MIT */
/*
 * cxm/proportion.h - how many of n: CSAT top-box, FCR, SLA attainment, any
 * rate.
 *
 *     share = hits / n        in [0, 1]
 *
 * The state is two counters, so adding, removing and merging are exact and
 * give the same bytes in any order.  Zero bytes are an empty one.  It owns no
 * memory: embed it, copy it with '=', drop it.  A call that fails leaves its
 * object as it was.
 */
#ifndef CXM_PROPORTION_H
#define CXM_PROPORTION_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_proportion {
    uint64_t hits; /* never above n */
    uint64_t n;
};

/* Make it empty.  Always CXM_OK. */
CXM_API int cxm_proportion_init(struct cxm_proportion *p);

/*
 * Count one observation; hit is 0 or 1.  CXM_EINVAL for anything else,
 * CXM_EOVERFLOW when 2^64-1 observations have been counted.
 */
CXM_API int cxm_proportion_add(struct cxm_proportion *p, int hit);

/* Count n equal observations, in one step.  Statuses as for add. */
CXM_API int cxm_proportion_add_n(struct cxm_proportion *p, int hit, uint64_t n);

/*
 * Count n observations, all or none.  On CXM_EINVAL error->record is the
 * index of the first that is neither 0 nor 1.  `error` may be NULL, and so
 * may `hits` for n = 0.
 */
CXM_API int cxm_proportion_add_many(struct cxm_proportion *p,
                                    const uint8_t *hits, size_t n,
                                    struct cxm_error *error);

/* Retract one observation.  CXM_EINVAL as above, CXM_EABSENT if none. */
CXM_API int cxm_proportion_remove(struct cxm_proportion *p, int hit);

/* Retract `before` and count `after`, or neither.  Statuses as for remove. */
CXM_API int cxm_proportion_replace(struct cxm_proportion *p, int before,
                                   int after);

/*
 * Add all that `from` counted; CXM_EOVERFLOW past 2^64-1 observations.  `from`
 * may be `into`, here and below.
 */
CXM_API int cxm_proportion_merge(struct cxm_proportion *into,
                                 const struct cxm_proportion *from);

/*
 * Take away all that `from` counted; CXM_EABSENT where it has more hits or
 * more misses than `into`.
 */
CXM_API int cxm_proportion_unmerge(struct cxm_proportion *into,
                                   const struct cxm_proportion *from);

/* hits / n, rounded once; NaN where nothing was counted. */
CXM_API double cxm_proportion_share(const struct cxm_proportion *p);

#ifdef __cplusplus
}
#endif

#endif
