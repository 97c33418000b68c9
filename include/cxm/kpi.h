/* SPDX-License-Identifier: MIT */
/*
 * cxm/kpi.h - the registry: every KPI the library knows, described as data.
 *
 * A front end prints its options, help and columns from here, so a KPI that
 * is added to the library appears in all of them.  What a KPI computes is
 * reached through a definition (cxm/def.h).
 */
#ifndef CXM_KPI_H
#define CXM_KPI_H

#include <cxm/field.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * One option.  `type` says how its value is read:
 *   choice   one of the words in `domain`, separated by '|'
 *   int      a whole number in `domain`, "low..high"
 *   scale    WORST:BEST[:STEP], see cxm/scale.h
 *   point    a point of the definition's scale
 *   list     words of `domain`, both separated by ','; canonical in its order
 *   duration a length of time, see cxm/duration.h
 *   durations  one to four of them, separated by ','
 *   targets  limits by field, see cxm/target.h; the front end says which of
 *            them is the first to hold for a record
 *   expr     a condition, evaluated by the front end
 *   column   a column of numbers, read by the front end
 * `fallback` is the default as text; NULL: absent unless given, or chosen by
 * the fields there are (cxm_def_new_for).
 */
struct cxm_option {
    const char *name;
    const char *type;
    const char *domain;
    const char *fallback;
    const char *help;
};

/* One component of an observation, with its unit and the bounds of v. */
struct cxm_input {
    const char *name;
    const char *unit;
    int64_t low;
    int64_t high;
};

#define CXM_FIGURE_COUNT        1 /* a whole number */
#define CXM_FIGURE_REAL         2 /* a double, in `unit` */
#define CXM_FIGURE_DISTRIBUTION 3 /* point -> count, see cxm_state_point */
#define CXM_FIGURE_WITHIN       4 /* limit -> percent, see cxm_state_within */
#define CXM_FIGURE_WITHIN_N     5 /* limit -> count, see cxm_state_within */

/* One figure beside the value and its interval. */
struct cxm_figure {
    const char *name;
    const char *unit;
    const char *help;
    uint32_t type;
    uint32_t reserved;
};

struct cxm_kpi {
    uint32_t size;     /* of this struct when the library was built */
    uint32_t records;  /* bits 1 << CXM_RECORD_...: what it can measure */
    const char *name;  /* as in a definition text, for example "nps" */
    const char *title; /* for people, for example "Net Promoter Score" */
    const char *unit;  /* of the value under the default reading */
    const char *about; /* the definition in one sentence */
    const struct cxm_option *define; /* part of a state's identity */
    const struct cxm_option *read;   /* free at every reading */
    const struct cxm_input *input;   /* the components of an observation */
    const struct cxm_figure *figure;
    uint64_t needs;   /* CXM_FIELD_ bits: one of them must be there; 0: none,
                        or it depends: see cxm_def_can */
    uint64_t uses;    /* all it reads where they are there */
    uint64_t place;   /* the dates that place it, lowest bit first choice, or
                        it depends: see cxm_def_place */
    uint32_t shares;  /* 1: some figure is a share of cxm_reading.whole */
    uint32_t has_due; /* 1: an undecided observation may have a `due` */
};

/*
 * Each array ends with an entry whose name is NULL.  An observation has the
 * first cxm_def_arity(def) of the components in `input`.  A KPI with `shares`
 * has none, so that its whole can be counted without looking at records.  One
 * with `has_due` needs the end of time: a front end calls cxm_table_decide
 * before it reads figures.
 */

/* The i-th KPI in registry order, or NULL past the last. */
CXM_API const struct cxm_kpi *cxm_kpi_at(size_t i);

/* The KPI of that name, or NULL. */
CXM_API const struct cxm_kpi *cxm_kpi_find(const char *name);

#ifdef __cplusplus
}
#endif

#endif
