/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/timing.h - what the KPIs that measure a length of time have in
 * common.
 *
 * A state begins with MOMENTS of the durations in milliseconds and ends, but
 * for quantiles=no, with their HIST.  Between them are COUNTS(2) for each
 * limit of an option `within`, and whatever the KPI adds.
 */
#ifndef CXM_LIB_KPI_TIMING_H
#define CXM_LIB_KPI_TIMING_H

#include "kpi.h"

/* The indices of the figures below, in their order. */
enum {
    CXM__TIMING_SUM,
    CXM__TIMING_MEAN,
    CXM__TIMING_STD_DEV,
    CXM__TIMING_MEDIAN,
    CXM__TIMING_P90,
    CXM__TIMING_P95,
    CXM__TIMING_P99,
    CXM__TIMING_MIN,
    CXM__TIMING_MAX,
    CXM__TIMING_MORE /* what follows: within and within_n, or a KPI's own */
};

/* Figures that all of them show. */
#define CXM__TIMING_DETAIL                                                     \
    {"sum", "s", "of all", CXM_FIGURE_REAL, 0},                                \
        {"mean", "s", "the arithmetic mean", CXM_FIGURE_REAL, 0},              \
        {"std_dev", "s", "standard deviation, n - 1", CXM_FIGURE_REAL, 0},     \
        {"median", "s", "the middle one", CXM_FIGURE_REAL, 0},                 \
        {"p90", "s", "90 % are at most so long", CXM_FIGURE_REAL, 0},          \
        {"p95", "s", "95 % are at most so long", CXM_FIGURE_REAL, 0},          \
        {"p99", "s", "99 % are at most so long", CXM_FIGURE_REAL, 0},          \
        {"min", "s", "the shortest", CXM_FIGURE_REAL, 0},                      \
    {                                                                          \
        "max", "s", "the longest", CXM_FIGURE_REAL, 0                          \
    }

/* The figures of a KPI with the option `within`. */
extern const struct cxm_figure cxm__timing_figures[];

/* Options of a definition. */
#define CXM__TIMING_WITHIN                                                     \
    {                                                                          \
        "within", "durations", NULL, NULL,                                     \
            "limits whose share is shown, exactly: one to four"                \
    }
#define CXM__TIMING_QUANTILES                                                  \
    {                                                                          \
        "quantiles", "choice", "yes|no", "yes",                                \
            "no leaves out median, percentiles and extremes, and with them "   \
            "all memory beside the state"                                      \
    }

/* The reading: which figure is the value; the default is named first. */
extern const struct cxm_option cxm__timing_read_median[];
extern const struct cxm_option cxm__timing_read_mean[];

/* One duration. */
extern const struct cxm_input cxm__timing_input[];

/* Lay out the state of one duration, as drawn above. */
int cxm__timing_plan(struct cxm_def *def, struct cxm_error *error);

/* The last part, once all others are there; not with quantiles=no. */
void cxm__timing_plan_quantiles(struct cxm_def *def);

/* The steps of the parts above for a duration; others are left alone. */
void cxm__timing_count(const struct cxm_def *def, int64_t ms,
                       struct cxm__step *step);

/* The hook for a KPI whose v[0] is the duration. */
int cxm__timing_spread(const struct cxm_def *def, const int64_t *v,
                       struct cxm__step *step);

/*
 * An open figure is the first of its list, or the mean with quantiles=no,
 * which any other figure contradicts.
 */
int cxm__timing_resolve(const struct cxm_def *def, struct cxm_reading *reading,
                        struct cxm_error *error);

uint32_t cxm__timing_family_median(const struct cxm_reading *reading);
uint32_t cxm__timing_family_mean(const struct cxm_reading *reading);

/*
 * The value and its interval, and the figures before CXM__TIMING_MORE.  None of
 * them is above def->most, where a plan sets it.
 */
int cxm__timing_result(const struct cxm_def *def, const uint64_t *state,
                       const struct cxm_reading *reading,
                       struct cxm_result *result);

/* sum / n in seconds, of milliseconds, rounded once where n < 2^54. */
double cxm__timing_seconds(const uint64_t sum[2], uint64_t n);

#endif
