/* SPDX-License-Identifier: MIT */
/*
 * place.h - in which cells of the table a row counts: its group and period,
 * or none, because it was chosen out or has no date.
 */
#ifndef PLACE_H
#define PLACE_H

#include "run.h"

/* The values of one cell, each once, in the order of their bytes. */
struct values {
    struct cxm_bytes *item;
    size_t n;
    size_t room;
};

/* The arrays that one row after the other is read into. */
struct work {
    struct row_reading row;
    uint32_t *cell;        /* [kpi] */
    struct cxm_bytes *key; /* [by] */
    struct room *utf8;     /* [by] for keys that are to be in UTF-8 */
    struct room key_room;  /* for an id with the kind of its file */
    struct room *joined;   /* [by] for two columns joined */
    struct values *values; /* [by] of --split */
    uint32_t *cells;       /* that one row is in, at the same time */
    int crowded;           /* the row holds more values than anybody means */
};

void work_make(struct work *work, const struct run *run);
void work_free(struct work *work, const struct run *run);

/* The text of --by column i as a key: in UTF-8, in work where it was not. */
struct cxm_bytes place_utf8(const struct run *run, struct work *work, size_t i,
                            struct cxm_bytes text);

/*
 * Fill work->cell for the row in work->row; *filtered is 1 where no KPI wants
 * it.  EXIT_DONE, or an exit status after a message.
 */
int place_row(const struct run *run, struct share *share,
              const struct reader *reader, const struct csv_batch *batch,
              uint32_t r, struct work *work, int *filtered);

#endif
