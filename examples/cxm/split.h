/* SPDX-License-Identifier: MIT */
/*
 * split.h - rows that belong to several groups at once, because a cell of
 * theirs holds several values: the tags of a ticket.
 */
#ifndef SPLIT_H
#define SPLIT_H

#include "place.h"

#define SPLIT_MOST 1000 /* values, or groups, that a row may have */

/* What is said of a row that has more. */
extern const char split_crowded[];

/*
 * The number that stands for all cells of the row whose keys are in
 * work->key: one for each combination of the values.  Where they are too
 * many, work->crowded is raised and there is none.  The statuses of
 * cxm_table_cell and cxm_table_union.
 */
int split_cell(const struct run *run, struct share *share,
               const struct reader *reader, struct work *work, int32_t period,
               uint32_t *cell);

#endif
