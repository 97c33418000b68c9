/* SPDX-License-Identifier: MIT */
/*
 * run.h - one run: every file's rows into one table of states.
 */
#ifndef RUN_H
#define RUN_H

#include "rows.h"

/* Rows that a KPI would count, had they the date that places them. */
struct undated {
    uint64_t rows;
    uint64_t place; /* CXM_FIELD_ bits of that date, in each of the files */
};

struct run {
    const struct options *options;
    struct settings settings;
    struct input *inputs;
    size_t n_inputs;
    struct plan plan;
    struct cxm_table *table;
    struct cxm_revise *revise; /* NULL: every row counts */
    struct cxm_period_cursor cursor;
    uint32_t only_cell; /* where there are neither groups nor periods */
    size_t id_prefix;   /* of ids_prefix */
    int decides;        /* some KPI is undecided until a limit has passed */

    struct seen seen[64]; /* scores, by bit of the field */
    int has_times;
    int64_t first;
    int64_t last;
    uint64_t replaced;       /* rows that a later one of their id replaced */
    uint64_t rounded;        /* numbers with more than six decimals */
    uint64_t faults;         /* rejected cells and rows */
    struct undated *undated; /* [plan.n] */
    struct remarks *remarks; /* [n_inputs] */
};

/*
 * Open the files, plan, read everything.  EXIT_DONE, or an exit status after
 * a message: then there is nothing to report.  run_free in either case.
 */
int run_make(struct run *run, const struct options *options);
void run_free(struct run *run);

/* The moment the report looks from: 1, or 0 where there is none. */
int run_as_of(const struct run *run, int64_t *ms);

/* The exit status of a library call that failed, after a message. */
int run_failure(int status);

#endif
