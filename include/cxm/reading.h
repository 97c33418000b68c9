/* SPDX-License-Identifier: MIT */
/*
 * cxm/reading.h - figures from a state.
 *
 * What only affects the reading (which points count as satisfied, the
 * confidence, the interval) is given here and may differ at every reading;
 * it never changes the state.
 */
#ifndef CXM_READING_H
#define CXM_READING_H

#include <cxm/state.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CXM_READING_MAX      8  /* options of a reading */
#define CXM_FIGURE_MAX       16 /* figures of a KPI */
#define CXM_READING_UNSET    INT64_MIN
#define CXM_INTERVAL_DEFAULT UINT32_MAX /* the figure's usual method */

struct cxm_reading {
    uint32_t size;
    uint32_t interval;   /* CXM_INTERVAL_..., or CXM_INTERVAL_DEFAULT */
    double confidence;   /* in (0, 1) */
    uint64_t population; /* finite population correction; 0: infinite */
    const void *whole;   /* state that a share is a share of, or NULL */
    uint64_t undecided;  /* records not decided yet, shown beside shares */
    int64_t option[CXM_READING_MAX]; /* in the order of kpi->read */
};

/*
 * Make a reading from text such as "figure=mean"; "" or NULL is the default.
 * Options a scale leaves open (`top` above 7 points) stay unset unless the
 * figure needs them.  CXM_EOPTION with a message that names the alternatives,
 * also for an option that is given twice; CXM_ESYNTAX.  *reading is then as it
 * was.
 */
CXM_API int cxm_reading_init(struct cxm_reading *reading,
                             const struct cxm_def *def, const char *text,
                             struct cxm_error *error);

/* The canonical text, "promoters=9 detractors=6"; returns its length. */
CXM_API size_t cxm_reading_text(const struct cxm_reading *reading,
                                const struct cxm_def *def, char *out,
                                size_t capacity);

/*
 * Choose the interval method by name, for example "wilson".  CXM_EOPTION
 * where this KPI under this reading has no such interval, naming those it
 * has.
 */
CXM_API int cxm_reading_set_interval(struct cxm_reading *reading,
                                     const struct cxm_def *def,
                                     const char *name, struct cxm_error *error);

union cxm_value {
    uint64_t count;
    double real;
};

struct cxm_result {
    uint64_t n;
    double value; /* NaN where undefined, as every real here */
    double low;
    double high;
    double level;       /* confidence, NaN without interval */
    const char *unit;   /* of value, low and high; static */
    uint32_t method;    /* CXM_INTERVAL_... that was used */
    uint32_t undefined; /* bit i: figure[i] has no value */
    union cxm_value figure[CXM_FIGURE_MAX]; /* in the order of kpi->figure */
};

/*
 * Read the figures; reading NULL is the default.  CXM_EMPTY where n is 0 and
 * nothing can be said: the figures are NaN, because an empty period has no
 * score.  (A volume of 0 is a volume, CXM_OK.)  CXM_EINVAL where the reading
 * is none of this definition: made for another one, with options that no text
 * gives, an interval the figure has not, a confidence outside (0, 1) or a
 * population below n.  *result is then as it was.
 */
CXM_API int cxm_state_figures(const struct cxm_def *def, const void *state,
                              const struct cxm_reading *reading,
                              struct cxm_result *result);

/*
 * The i-th point of a distribution, worst first: its score in millionths and
 * its count.  CXM_EINVAL past the last or where the KPI has none.
 */
CXM_API int cxm_state_point(const struct cxm_def *def, const void *state,
                            uint32_t i, int64_t *millionths, uint64_t *count);

/*
 * The i-th limit of a definition with `within`: its length, and how many of
 * the n durations in the state are at most so long, exactly.  CXM_EINVAL past
 * the last or where the KPI has none.
 */
CXM_API int cxm_state_within(const struct cxm_def *def, const void *state,
                             uint32_t i, int64_t *limit_ms, uint64_t *hits,
                             uint64_t *n);

/*
 * May a figure be shown, given what became of the records?  CXM_ENOFIGURE,
 * with advice in *error, where more than 1 % and more than 5 of the scores
 * lay off the scale: then the scale is wrong, not the answers.
 */
CXM_API int cxm_reading_guard(const struct cxm_def *def,
                              const struct cxm_tally *tally,
                              struct cxm_error *error);

#ifdef __cplusplus
}
#endif

#endif
