/* SPDX-License-Identifier: MIT */
/*
 * cell.h - what a cell says: missing, a number, a time, a rating, a state.
 */
#ifndef CELL_H
#define CELL_H

#include <cxm.h>

/* How cells are read, from the options and the file's dialect. */
struct cell_style {
    struct cxm_decimal_style decimal;
    struct cxm_time_style time;
    const char *const *null;  /* --null texts, ends with NULL; may be NULL */
    const char *const *label; /* --labels: names, ends with NULL; may be NULL */
    const int64_t *label_millionths; /* their values */
    int zero_is_missing;             /* for ratings and decimals written as 0 */
    int encoding;                    /* TEXT_... of cells that are no ASCII */
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

/* 1 where a message of this module names an option: the cell could be read. */
int cell_names_option(const struct cxm_error *error);

#endif
