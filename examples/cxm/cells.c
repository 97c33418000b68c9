/* SPDX-License-Identifier: MIT */
#include "cells.h"

#include "message.h"

#include <stdlib.h>
#include <string.h>

int cells_list(const struct run *run, struct cells *cells)
{
    memset(cells, 0, sizeof *cells);
    cells->n = cxm_table_cells(run->share.table);
    cells->cell = message_alloc(NULL, cells->n * sizeof *cells->cell);
    const int status = cxm_table_list(run->share.table, cells->cell, NULL);
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

/* From the first to the last period that holds a row. */
static void range_of_rows(const struct run *run, struct cells *cells)
{
    for (size_t i = 0; i < cells->n; i++) {
        const int32_t period =
            cxm_table_period(run->share.table, cells->cell[i]);
        if (!cells->has_range || period < cells->from)
            cells->from = period;
        if (!cells->has_range || period > cells->to)
            cells->to = period;
        cells->has_range = 1;
    }
}

/*
 * --since and --until say which periods are asked for, whether rows are in
 * them or not; with both, it does not take a row to know them.
 */
static void widen(const struct run *run, struct cells *cells)
{
    const struct settings *s = &run->settings;
    int32_t from = cells->from;
    int32_t to = cells->to;
    if (!cells->has_range && !(s->has_since && s->has_until))
        return;
    if (s->has_since && cxm_period_index(&s->period, s->since, &from) < 0)
        return;
    if (s->has_until && cxm_period_index(&s->period, s->until - 1, &to) < 0)
        return;
    cells->from = from;
    cells->to = to;
    cells->has_range = from <= to;
}

/* --last N: the N complete periods before as-of, and the running one. */
static int range_of_last(const struct run *run, struct cells *cells)
{
    const struct settings *s = &run->settings;
    int64_t now = 0;
    int32_t index = 0;
    int64_t begin = 0;
    int64_t end = 0;
    cells->has_range = 0;
    if (!run_as_of(run, &now))
        return EXIT_DONE;
    int status = cxm_period_index(&s->period, now, &index);
    if (status == CXM_OK)
        status = cxm_period_bounds(&s->period, index, &begin, &end);
    if (status < 0)
        return run_failure(status);
    cells->has_range = 1;
    cells->from = index - (int32_t)s->last;
    cells->to = s->running ? index : index - 1;
    return EXIT_DONE;
}

int cells_choose(const struct run *run, struct cells *cells)
{
    const struct settings *s = &run->settings;
    cells->has_range = 0;
    if (!s->has_period)
        return EXIT_DONE;
    if (s->last)
        return range_of_last(run, cells);
    range_of_rows(run, cells);
    widen(run, cells);
    if (cells->has_range && (int64_t)cells->to - cells->from > PERIODS_MAX) {
        message_error("more than %d periods from the first to the last; choose "
                      "a longer --every, or --since and --until",
                      PERIODS_MAX);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

int cells_report(const struct run *run, const struct cells *cells,
                 int32_t period)
{
    if (!run->settings.has_period)
        return 1;
    return cells->has_range && period >= cells->from && period <= cells->to;
}
