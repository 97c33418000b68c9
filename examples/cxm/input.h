/* SPDX-License-Identifier: MIT */
/*
 * input.h - a FILE: opened, understood (delimiter, layout, columns, what its
 * first cells show), and then read from the start.
 */
#ifndef INPUT_H
#define INPUT_H

#include "csv.h"
#include "dialect.h"
#include "settings.h"
#include "source.h"

struct input {
    const char *path;
    const char *name; /* for messages: the path, or "stdin" */
    struct source source;
    struct csv *csv;
    int engine; /* CSV_FAST or CSV_LIB */
    struct dialect_guess dialect;
    const struct layout *layout;
    struct header header;
    struct binding binding;
    struct cell_style style; /* of this file */
    uint64_t in_utc;         /* time fields in UTC: their header says "(UTC)",
                                or the layout does */

    /* What the first cells show, by the index of the field. */
    const char *label_scale[FIELDS_MAX]; /* scale of its first label, or NULL */
    const char *other_scale[FIELDS_MAX]; /* of the first of another family */
    uint64_t other_line[FIELDS_MAX];     /* and where that stands */
    int states;                          /* a cell said Offered or Unoffered */

    uint64_t read;  /* bytes, since the beginning */
    uint64_t bound; /* and how many may be, before it seems to end */
    int opened;
};

/*
 * Open and understand a file.  `score_of` holds the rating fields that a
 * `score` column may stand for; with `want_states` the look ahead goes on
 * until a cell says Offered or Unoffered.  EXIT_DONE, or another exit status
 * after a message.  Only what a pipe can hold is looked at, of files too: a
 * figure must not depend on which of them the input is.
 */
int input_open(struct input *input, const char *path,
               const struct settings *settings, const struct texts *maps,
               uint64_t score_of, int want_states);

/* Start to read the rows, the chosen columns of them. */
int input_start(struct input *input, const uint32_t *column, size_t n);

/* Say what csv_next found wrong; the exit status. */
int input_problem(const struct input *input);

/*
 * Has the file become shorter since it was opened?  For when all of it was
 * read; then after a message.
 */
int input_shrank(const struct input *input);

void input_close(struct input *input);

/* The header's name of a column, for messages. */
const char *input_column_name(const struct input *input, uint32_t column);

#endif
