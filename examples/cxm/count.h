/* SPDX-License-Identifier: MIT */
/*
 * count.h - a row into its share, by the way that any row can go: its cells
 * are read, it is measured, placed and counted.
 */
#ifndef COUNT_H
#define COUNT_H

#include "place.h"

/*
 * EXIT_DONE, or an exit status after a message: the run has to stop.
 */
int count_row(const struct run *run, struct share *share,
              const struct reader *reader, const struct csv_batch *batch,
              uint32_t r, struct work *work);

#endif
