/* SPDX-License-Identifier: MIT */
/*
 * cells.h - the cells of a run's table in the order of output, and which
 * periods are reported.
 */
#ifndef CELLS_H
#define CELLS_H

#include "run.h"

struct cells {
    uint32_t *cell;
    size_t n;
    int has_range;
    int32_t from; /* the reported periods, both ends included */
    int32_t to;
};

/* EXIT_DONE, or an exit status after a message; cells->cell is to be freed. */
int cells_list(const struct run *run, struct cells *cells);

/* Work out the range of periods that are reported. */
int cells_choose(const struct run *run, struct cells *cells);

/* Is a period among them? */
int cells_report(const struct run *run, const struct cells *cells,
                 int32_t period);

#endif
