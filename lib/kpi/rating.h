/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/rating.h - what CSAT, CES and NPS have in common: a scale, one
 * count per point, and the figures that describe the answers.
 */
#ifndef CXM_LIB_KPI_RATING_H
#define CXM_LIB_KPI_RATING_H

#include "kpi.h"

/* Options of a reading, in the order of CXM__RATING_READ. */
enum { CXM__RATING_FIGURE, CXM__RATING_TOP };

/* The words of option figure. */
#define CXM__RATING_FIGURES_TOP "top|mean|bottom|net|median"
enum {
    CXM__FIGURE_TOP,
    CXM__FIGURE_MEAN,
    CXM__FIGURE_BOTTOM,
    CXM__FIGURE_NET,
    CXM__FIGURE_MEDIAN
};

/* Figures that every rating shows; more may follow them. */
#define CXM__RATING_DETAIL                                                     \
    {"distribution", "count", "answers per point", CXM_FIGURE_DISTRIBUTION,    \
     0},                                                                       \
        {"mean", "score", "arithmetic mean of the scores", CXM_FIGURE_REAL,    \
         0},                                                                   \
        {"median", "score", "middle score", CXM_FIGURE_REAL, 0},               \
        {"std_dev", "score", "standard deviation, n - 1", CXM_FIGURE_REAL, 0}, \
        {"top", "count", "answers in the top points", CXM_FIGURE_COUNT, 0},    \
    {                                                                          \
        "bottom", "count", "answers in the bottom points", CXM_FIGURE_COUNT, 0 \
    }

enum {
    CXM__DETAIL_DISTRIBUTION,
    CXM__DETAIL_MEAN,
    CXM__DETAIL_MEDIAN,
    CXM__DETAIL_STD_DEV,
    CXM__DETAIL_TOP,
    CXM__DETAIL_BOTTOM,
    CXM__DETAIL_MORE
};

extern const struct cxm_input cxm__rating_input[];

/* The states of all ratings are COUNTS(points of the scale). */
int cxm__rating_plan(struct cxm_def *def, struct cxm_error *error);
int cxm__rating_spread(const struct cxm_def *def, const int64_t *v,
                       struct cxm__step *step);

/*
 * The verdict on a score: CXM_MISSING unless `have`, CXM_INELIGIBLE for an
 * answer to another survey, CXM_ERANGE off the scale.
 */
int cxm__rating_measure(const struct cxm_def *def,
                        const struct cxm_response *response, uint64_t field,
                        int64_t score, int64_t *v, struct cxm_error *error);

/* Readings figure and top of CSAT and CES. */
int cxm__rating_resolve(const struct cxm_def *def, struct cxm_reading *reading,
                        struct cxm_error *error);
uint32_t cxm__rating_family(const struct cxm_reading *reading);
int cxm__rating_figures(const struct cxm_def *def, const uint64_t *state,
                        const struct cxm_reading *reading,
                        struct cxm_result *result);

/*
 * The common figures: fills n, the figures up to STD_DEV, and counts of the
 * classes up to `bottom` and from `top` on.  CXM_EMPTY where n is 0.
 */
int cxm__rating_detail(const struct cxm_def *def, const uint64_t *count,
                       uint32_t bottom, uint32_t top,
                       struct cxm_result *result);

/* CXM_ENOFIGURE where too many scores lay off the scale. */
int cxm__rating_guard(const struct cxm_def *def, const struct cxm_tally *tally,
                      struct cxm_error *error);

#endif
