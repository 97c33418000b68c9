/* SPDX-License-Identifier: MIT */
/*
 * cxm/nps.h - Net Promoter Score of a struct cxm_rating.
 *
 *     nps = (promoters - detractors) / n        in [-1, 1]
 *
 * on the question "how likely are you to recommend us", 0 to 10: promoters
 * answer 9 or 10, detractors 0 to 6 (Reichheld 2003).  The interval is the
 * adjusted Wald with 3/4 of an answer added to promoters and detractors and
 * 3/2 to passives, clipped to [-1, 1] (Rocks 2016; Lewis and Sauro 2021).
 * Net Promoter and NPS are trademarks of others.
 */
#ifndef CXM_NPS_H
#define CXM_NPS_H

#include <cxm/rating.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_nps_reading {
    double confidence;   /* in (0, 1) */
    int32_t promoters;   /* promoters answer at least this */
    int32_t detractors;  /* detractors answer at most this */
    uint64_t population; /* finite population correction; 0: infinite */
};

#define CXM_NPS_READING_INIT                                                   \
    {                                                                          \
        0.95, 9, 6, 0                                                          \
    }

struct cxm_nps_result {
    uint64_t n;
    uint64_t promoters;
    uint64_t passives;
    uint64_t detractors;
    double value; /* in [-1, 1] */
    double low;   /* ends of the interval */
    double high;
    double std_error; /* sqrt((p + d - value^2) / n), p and d shares */
};

/* An empty rating with the points 0 to 10. */
CXM_API void cxm_nps_init(struct cxm_rating *rating);

/*
 * Read the score; reading NULL is CXM_NPS_READING_INIT.  CXM_EMPTY: n is 0
 * and the reals are NaN.  CXM_EINVAL: promoters and detractors are not two
 * points of the scale with detractors below promoters, the rating has more
 * points than it can, or the confidence is outside (0, 1).  CXM_EOVERFLOW: n would pass 2^64-1.
 */
CXM_API int cxm_nps_result(const struct cxm_rating *rating,
                           const struct cxm_nps_reading *reading,
                           struct cxm_nps_result *result);

/*
 * The three bands, where nothing else is asked of the answers, as a state of
 * their own: they keep the two cut points they were counted by.  Zero bytes
 * are bands without cut points, empty: merged with others they take theirs;
 * counting into them is CXM_EINVAL.
 */
struct cxm_nps_bands {
    int32_t promoter;  /* promoters answer at least this */
    int32_t detractor; /* detractors answer at most this */
    uint64_t detractors;
    uint64_t passives;
    uint64_t promoters;
};

/* Empty bands; CXM_EINVAL unless 0 <= detractor < promoter <= 10. */
CXM_API int cxm_nps_bands_init(struct cxm_nps_bands *bands, int32_t promoter,
                               int32_t detractor);

/*
 * Count n answers, all or none, as fast as memory is read.  `valid` is a
 * bitmap, least significant bit first, in which the bit of a missing answer is
 * clear; NULL: none is missing.  CXM_ERANGE: error->record is the index of the
 * first answer that is not 0 to 10.  CXM_EINVAL: the bands have no cut points.
 * CXM_EOVERFLOW.  `error` may be NULL, and so may `scores` for n = 0.
 */
CXM_API int cxm_nps_bands_add_many(struct cxm_nps_bands *bands,
                                   const int8_t *scores, const uint8_t *valid,
                                   size_t n, struct cxm_error *error);

/*
 * into += from, into -= from; `from` may be `into`.  CXM_EINVAL where both
 * have cut points and they differ (a `from` without any takes away nothing),
 * CXM_EOVERFLOW, CXM_EABSENT where `from` has more of some band.
 */
CXM_API int cxm_nps_bands_merge(struct cxm_nps_bands *into,
                                const struct cxm_nps_bands *from);
CXM_API int cxm_nps_bands_unmerge(struct cxm_nps_bands *into,
                                  const struct cxm_nps_bands *from);

/*
 * Read the score; reading NULL is the bands' own cut points and the rest of
 * CXM_NPS_READING_INIT.  CXM_EINVAL: a reading of other cut points, or a
 * confidence outside (0, 1).  CXM_EMPTY and CXM_EOVERFLOW as above.
 */
CXM_API int cxm_nps_bands_result(const struct cxm_nps_bands *bands,
                                 const struct cxm_nps_reading *reading,
                                 struct cxm_nps_result *result);

#ifdef __cplusplus
}
#endif

#endif
