/* SPDX-License-Identifier: MIT */
/*
 * cell.h - what a cell says: missing, a number, a time, a rating, a state.
 */
#ifndef CELL_H
#define CELL_H

#include <cxm.h>

#include "refuse.h"
#include "unit.h"

/* How cells are read, from the options and the file's dialect. */
struct cell_style {
    struct cxm_decimal_style decimal;
    struct cxm_time_style time;
    const char *const *null;  /* --null texts, ends with NULL; may be NULL */
    const char *const *label; /* --labels: names, ends with NULL; may be NULL */
    const int64_t *label_value; /* their scores in millionths, or what
                                        they are as a status: CXM_STATUS_... */
    const int *label_is_status;
    int zero_is_missing; /* for any number and duration of 0 */
    int encoding;        /* TEXT_... of cells that are no ASCII */
};

#define CELL_VALUE   0
#define CELL_MISSING 1

/*
 * 1 where the cell says that there is no value: empty or blank, NA, N/A,
 * NULL, ?, -, #NV, k. A., keine Angabe or a --null text, in any case.
 */
int cell_is_missing(const struct cell_style *style, const char *text, size_t n);

/*
 * Each returns CELL_VALUE, CELL_MISSING, or a negative status with a message
 * in *error that quotes the cell and names the program's option that would
 * read it, where one would.  *rounded is raised, never lowered.  Results are
 * untouched but for CELL_VALUE.  error may be NULL.
 */
int cell_decimal(const struct cell_style *style, const char *text, size_t n,
                 int64_t *millionths, int *rounded, struct cxm_error *error);
int cell_whole(const struct cell_style *style, const char *text, size_t n,
               int64_t *value, struct cxm_error *error);
int cell_time(const struct cell_style *style, const char *text, size_t n,
              int64_t *ms, struct cxm_error *error);

/*
 * A rating cell.  What --labels says comes first, even for a text that is
 * otherwise missing or a number; then numbers, "10 - Extremely likely", and
 * the labels of cxm_label_find.
 */
struct cell_rating {
    int has_score;
    int64_t millionths;
    int sent;          /* CXM_SENT_... of a cell that says that no answer has
                          come (Offered, Unoffered), else -1 */
    const char *scale; /* the scale its label brings; NULL for numbers, for
                          --labels and where there is no score */
    int neutral;       /* has_score is 0, and the score is the middle of the
                          scale that holds, which is not known here */
};
int cell_rating(const struct cell_style *style, const char *text, size_t n,
                struct cell_rating *rating, struct cxm_error *error);

/*
 * Sent or not: Offered, Unoffered, yes, no, ja, nein, 1, 0, true, false; a
 * rating's label is an answer, so it was sent.
 */
int cell_state(const struct cell_style *style, const char *text, size_t n,
               int64_t *sent, struct cxm_error *error);

/*
 * A length of time: a number in that unit (UNIT_... of unit.h), 1:02:03,
 * 1h30m or PT5M, in milliseconds, rounded half to even.  A clock of two parts
 * needs the unit mm:ss or hh:mm, and such a column knows no bare numbers but
 * 0.  A negative length is CXM_ERANGE.
 */
int cell_duration(const struct cell_style *style, int unit, const char *text,
                  size_t n, int64_t *ms, struct cxm_error *error);

/* Yes or no, in the words of the field of that CXM_FIELD_ bit: 1 or 0. */
int cell_flag(const struct cell_style *style, uint64_t bit, const char *text,
              size_t n, int64_t *flag, struct cxm_error *error);

/* Where a ticket stands, --labels first: CXM_STATUS_... */
int cell_status(const struct cell_style *style, const char *text, size_t n,
                int64_t *status, struct cxm_error *error);

/*
 * CXM_DIRECTION_...; `yes` is the one that "true" and 1 stand for, where the
 * column is called so, or -1.
 */
int cell_direction(const struct cell_style *style, int yes, const char *text,
                   size_t n, int64_t *direction, struct cxm_error *error);

/* What "true" in a column of that name says: CXM_DIRECTION_..., or -1. */
int cell_direction_of(const char *column);

/* The cell as a message quotes it, in UTF-8 and without the blanks around. */
const char *cell_quote(const struct cell_style *style, const char *text,
                       size_t n, char out[REFUSE_QUOTE]);

/* 1 where a message of this module names an option: the cell could be read. */
int cell_names_option(const struct cxm_error *error);

#endif
