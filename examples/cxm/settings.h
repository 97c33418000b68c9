/* SPDX-License-Identifier: MIT */
/*
 * settings.h - the program's own options, worked out and checked once.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "cell.h"
#include "expr.h"
#include "layout.h"
#include "options.h"
#include "output.h"

#define DUPLICATES_DEFAULT 0      /* last where ids can repeat, else all */
#define PERIODS_MAX        100000 /* that --last and empty ones may ask for */

#define DUPLICATES_ALL 4 /* the others are CXM_REVISE_... */

#define JOBS_MOST 256

struct settings {
    const struct layout *layout; /* NULL: auto */
    int delimiter;               /* 0: auto */
    int encoding;                /* TEXT_... */
    int decimal_given;
    int dates_given;
    int unit;                     /* of durations: UNIT_... or UNIT_NONE */
    struct cell_style style;      /* before a file's dialect has its say */
    const struct cxm_field *date; /* --date, or NULL */

    struct expr *where;
    size_t n_where;
    struct expr *drop;
    size_t n_drop;
    int has_since;
    int64_t since;
    int has_until;
    int64_t until;
    uint64_t last; /* periods; 0: all */
    uint32_t duplicates;

    int engine;    /* CSV_FAST or CSV_LIB */
    uint64_t jobs; /* threads; 0: as many as the file deserves */

    int check; /* the command is check: everything must be readable */

    struct texts by;
    struct texts split;    /* of these, those whose cells hold several values */
    struct cxm_zone *zone; /* owned; NULL: UTC */
    int zone_given;
    struct cxm_period period;
    int has_period;
    int running;
    int fill;
    int has_as_of;
    int64_t as_of;
    uint64_t max_groups;

    int min_n_given;
    uint64_t min_n;
    double confidence;
    int allow_off_scale;
    double max_rejected; /* a share */
    uint64_t show_rejected;
    int strict;

    output_function *output;
    struct output_style look;
    int progress; /* PROGRESS_... of progress.h */
    int quiet;

    char *memory; /* what `by` and the labels point into */
    char **label_names;
    int64_t *label_values;
    int *label_states; /* 1: the value is CXM_STATUS_... */
};

/* 0, or -1 after a message: bad usage.  settings_free in either case. */
int settings_make(struct settings *settings, const struct options *options);
void settings_free(struct settings *settings);

#endif
