/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/kpi.h - what is behind a KPI's public description: the parts its
 * state is made of, and the functions that plan, measure and read it.
 *
 * A state is the concatenation of its parts, each a run of 64-bit words.  An
 * observation becomes one step per part; everything else (adding, removing,
 * merging) is written once, over parts.
 */
#ifndef CXM_LIB_KPI_H
#define CXM_LIB_KPI_H

#include <cxm/reading.h>

#define CXM__PARTS_MAX   12
#define CXM__OPTIONS_MAX 12

/* The kinds of part.  The numbers go into saved states: permanent. */
#define CXM__PART_COUNTS  1 /* count[count]; the value is an index */
#define CXM__PART_MOMENTS 2 /* struct cxm_moments */
#define CXM__PART_SUM     3 /* reserved: 128-bit sum */
#define CXM__PART_HIST    4 /* reserved: log-linear histogram */
#define CXM__PART_WCOUNTS 5 /* reserved: weighted counts */

struct cxm__part {
    const char *name;
    uint16_t kind;
    uint16_t count;  /* of COUNTS: how many */
    uint32_t offset; /* in words */
};

struct cxm__kpi;

struct cxm_def {
    const struct cxm__kpi *kpi;
    struct cxm_scale scale; /* points == 0: the KPI has none */
    uint32_t arity;
    uint32_t words; /* of a state */
    uint32_t n_parts;
    struct cxm__part part[CXM__PARTS_MAX];
    const char *value[CXM__OPTIONS_MAX]; /* canonical, or NULL */
    const char *text;
    size_t bytes; /* of the whole allocation; the texts follow the struct */
};

/* What kind of interval a figure has. */
#define CXM__FAMILY_NONE  0
#define CXM__FAMILY_SHARE 1
#define CXM__FAMILY_NPS   2
#define CXM__FAMILY_MEAN  3

/* What an observation does to a part: it counts a value so many times. */
struct cxm__step {
    int64_t value;
    uint64_t times;
};

struct cxm__kpi {
    struct cxm_kpi info;

    /* Options are set: lay out the parts, refuse contradictions. */
    int (*plan)(struct cxm_def *def, struct cxm_error *error);

    /* One record to v; returns the verdict, negative with *error filled. */
    int (*from_response)(const struct cxm_def *def,
                         const struct cxm_response *response, int64_t *v,
                         struct cxm_error *error);
    int (*from_row)(const struct cxm_def *def, const struct cxm_row *row,
                    int64_t *v, struct cxm_error *error);

    /* v to one step per part.  NULL: part i takes v[i], once. */
    int (*spread)(const struct cxm_def *def, const int64_t *v,
                  struct cxm__step *step);

    /* Options of a reading are parsed: fill in defaults, refuse nonsense. */
    int (*resolve)(const struct cxm_def *def, struct cxm_reading *reading,
                   struct cxm_error *error);

    /* The family of the value's interval under a reading. */
    uint32_t (*family)(const struct cxm_reading *reading);

    /* A state with n > 0, read; *result is empty but for level and method. */
    int (*figures)(const struct cxm_def *def, const uint64_t *state,
                   const struct cxm_reading *reading,
                   struct cxm_result *result);

    /* May a figure be shown?  NULL: always. */
    int (*guard)(const struct cxm_def *def, const struct cxm_tally *tally,
                 struct cxm_error *error);
};

/* The private side of the i-th KPI, or NULL past the last. */
const struct cxm__kpi *cxm__kpi_at(size_t i);

/* Append a part to a definition that is being planned. */
void cxm__def_part(struct cxm_def *def, const char *name, uint16_t kind,
                   uint16_t count);

/* The state's words of part i. */
static inline const uint64_t *cxm__part_of(const struct cxm_def *def,
                                           const uint64_t *state, uint32_t i)
{
    return state + def->part[i].offset;
}

#endif
