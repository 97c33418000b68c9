/* SPDX-License-Identifier: MIT */
/*
 * share.h - what rows came to: all that one thread has read.  Shares of the
 * same run are merged, in any order but that of what is shown of rejected
 * rows.
 */
#ifndef SHARE_H
#define SHARE_H

#include "rows.h"

struct run; /* of run.h, which includes this: a run has a share */

/* Rows that a KPI would count, had they the date that places them. */
struct undated {
    uint64_t rows;
    uint64_t place; /* CXM_FIELD_ bits of that date, in each of the files */
};

/* A rejected cell that is yet to be shown; of a row as a whole COLUMN_NONE. */
struct complaint {
    uint64_t line;
    uint32_t column;
    char *text;
};

struct share {
    struct cxm_table *table;
    struct cxm_revise *revise; /* NULL: every row counts */
    struct cxm_period_cursor cursor;
    uint32_t only_cell;   /* where there are neither groups nor periods */
    struct seen seen[64]; /* scores, by bit of the field */
    int has_times;
    int64_t first;
    int64_t last;
    uint64_t replaced;       /* rows that a later one of their id replaced */
    uint64_t rounded;        /* numbers with more than six decimals */
    uint64_t faults;         /* rejected cells and rows */
    struct undated *undated; /* [plan.n] */

    /* Of a part of a file, whose lines are counted from the part's begin. */
    int is_part;
    struct complaint *complaint; /* the first of its faults */
    size_t n_complaints;
};

/* 1 where what was counted may be changed by what follows. */
int share_is_revisable(const struct run *run);

/* An empty one.  EXIT_DONE, or an exit status after a message. */
int share_make(struct share *share, const struct run *run);

/*
 * Does a part remember all the complaints that are to be shown of it, where so
 * many faults were before it?  Where very many are to be shown, it may not.
 */
int share_remembers(const struct share *part, const struct run *run,
                    uint64_t faults);

/*
 * What rows came to, and all that is noted of them: into += from.  The first
 * may fail, with a negative status, and then has changed nothing.  The second
 * shows what a part complains of that began after so many lines of the file
 * `name`.
 */
int share_merge_rows(struct share *into, const struct share *from);
void share_merge_notes(struct share *into, const struct share *from,
                       const struct run *run, const char *name, uint64_t lines);

void share_free(struct share *share);

/* Note the time of a row, and a rejected cell of it. */
void share_time(struct share *share, int64_t ms);
void share_fault(struct share *share, const struct run *run, const char *name,
                 uint64_t line, const struct fault *fault);

#endif
