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
#define CXM__LIMITS_MAX  4 /* of an option `within` */

/* The kinds of part.  The numbers go into saved states: permanent. */
#define CXM__PART_COUNTS  1 /* count[count]; the value is an index */
#define CXM__PART_MOMENTS 2 /* struct cxm_moments */
#define CXM__PART_SUM     3 /* 128-bit sum, two's complement, low word first */
#define CXM__PART_HIST    4 /* struct cxm_histogram: the only one with memory */
#define CXM__PART_WCOUNTS 5 /* reserved: weighted counts */

struct cxm__part {
    const char *name;
    uint16_t kind;
    uint16_t count;  /* of COUNTS: how many */
    uint32_t offset; /* in words */
};

struct cxm__kpi;
struct cxm__part_column;
struct cxm_target;

struct cxm_def {
    const struct cxm__kpi *kpi;
    struct cxm_scale scale; /* points == 0: the KPI has none */
    uint32_t arity;
    uint32_t words; /* of a state */
    uint32_t n_parts;
    struct cxm__part part[CXM__PARTS_MAX];
    const char *value[CXM__OPTIONS_MAX]; /* canonical, or NULL */
    int64_t number[CXM__OPTIONS_MAX];    /* of choice, int, duration (ms); of
                                            list the bits of its words */
    int64_t limit[CXM__LIMITS_MAX];      /* of type durations, ascending */
    uint32_t n_limits;
    uint32_t limit_part;       /* COUNTS(2) of limit[0]; the others' follow */
    int64_t most;              /* no value of a HIST is above it; 0: no bound */
    struct cxm_target *target; /* behind the struct */
    uint32_t n_targets;
    const char *text;
    size_t bytes; /* of the whole allocation; targets and texts follow */
};

/* What kind of interval a figure has. */
#define CXM__FAMILY_NONE  0
#define CXM__FAMILY_SHARE 1
#define CXM__FAMILY_NPS   2
#define CXM__FAMILY_MEAN  3
#define CXM__FAMILY_RANK  4 /* medians and other quantiles */
#define CXM__FAMILY_RATIO 5

/* What an observation does to a part: it counts a value so many times. */
struct cxm__step {
    int64_t value;
    uint64_t times;
};

struct cxm__kpi {
    struct cxm_kpi info;

    /*
     * The default of an option left open, as it depends on the fields; NULL:
     * the option's own fallback.  The hook may be NULL, too.
     */
    const char *(*fallback)(size_t option, uint64_t fields);

    /* Options are set: lay out the parts, refuse contradictions. */
    int (*plan)(struct cxm_def *def, struct cxm_error *error);

    /* One record to v; returns the verdict, negative with *error filled. */
    int (*from_response)(const struct cxm_def *def,
                         const struct cxm_response *response, int64_t *v,
                         struct cxm_error *error);
    int (*from_row)(const struct cxm_def *def, const struct cxm_row *row,
                    int64_t *v, struct cxm_error *error);
    int (*from_ticket)(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error);

    /* cxm_def_can, _fields and _place; NULL: info.needs, .needs, .place. */
    int (*can)(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error);
    uint64_t (*fields)(const struct cxm_def *def, uint64_t fields);
    uint64_t (*place)(const struct cxm_def *def);

    /* v to one step per part.  NULL: part i takes v[i], once. */
    int (*spread)(const struct cxm_def *def, const int64_t *v,
                  struct cxm__step *step);

    /*
     * The same for many rows, where each step is taken once: v[i] is a column
     * to begin with, one[i] the column that part i takes.  There is room for
     * one new column, `fresh`.  CXM_ERANGE where spread refuses a row.  NULL:
     * each row is spread.
     */
    int (*columns)(const struct cxm_def *def, const int64_t *const *v,
                   size_t rows, int64_t *fresh, struct cxm__part_column *one);

    /* Options of a reading are parsed: fill in defaults, refuse nonsense. */
    int (*resolve)(const struct cxm_def *def, struct cxm_reading *reading,
                   struct cxm_error *error);

    /* The family of the value's interval under a reading. */
    uint32_t (*family)(const struct cxm_reading *reading);

    /*
     * A state, read; *result is empty but for level and method.  CXM_EMPTY
     * for n = 0: no figure is defined then, but for those it takes out of
     * result->undefined.
     */
    int (*figures)(const struct cxm_def *def, const uint64_t *state,
                   const struct cxm_reading *reading,
                   struct cxm_result *result);

    /* May a figure be shown?  NULL: always. */
    int (*guard)(const struct cxm_def *def, const struct cxm_tally *tally,
                 struct cxm_error *error);
};

/* The list of a KPI that has none. */
extern const struct cxm_option cxm__no_options[];

/* The private side of the i-th KPI, or NULL past the last. */
const struct cxm__kpi *cxm__kpi_at(size_t i);

/*
 * What from_ticket does where a duration is a fact of the ticket: CXM_COUNTED
 * with *value, CXM_MISSING where `bit` is not in ticket->have, or a negative
 * status with a message where it is negative or above CXM__DURATION_MAX.
 */
#define CXM__DURATION_MAX ((INT64_C(1) << 53) - 1)
int cxm__ticket_duration(const struct cxm_ticket *ticket, uint64_t bit,
                         int64_t *value, struct cxm_error *error);

/* "needs A": CXM_EFIELD with that text. */
int cxm__lacks(struct cxm_error *error, const char *what);

/* Does the source tell which tickets are solved (cxm_ticket_is_solved)? */
#define CXM__SOLVEDNESS                                                        \
    (CXM_FIELD_SOLVED | CXM_FIELD_CLOSED | CXM_FIELD_STATUS |                  \
     CXM_FIELD_RESOLUTION_TIME)

/* Does the source give that duration, as it is or by two times? */
int cxm__gives_duration(uint64_t fields, uint64_t bit);

/* Those of `fields` that solvedness rests on. */
uint64_t cxm__solved_fields(uint64_t fields);

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
