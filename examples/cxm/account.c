/* SPDX-License-Identifier: MIT */
#include "account.h"

#include "message.h"

#include <stdlib.h>

int account_union(const struct run *run, size_t i, struct union_at *at)
{
    at->number =
        run->settings.split.n
            ? cxm_table_union_at(run->share.table, i, &at->period, &at->cells)
            : 0;
    return at->number != 0;
}

/* sum += times * tally; taking away is adding modulo 2^64. */
static void add_tally(struct cxm_tally *sum, const struct cxm_tally *tally,
                      uint64_t times)
{
    sum->counted += times * tally->counted;
    sum->missing += times * tally->missing;
    sum->rejected += times * tally->rejected;
    sum->off_scale += times * tally->off_scale;
    sum->undecided += times * tally->undecided;
    sum->ineligible += times * tally->ineligible;
    sum->counted_n += times * tally->counted_n;
    sum->off_scale_n += times * tally->off_scale_n;
}

static uint64_t rows_of(const struct cxm_tally *t)
{
    return t->counted + t->missing + t->rejected + t->undecided + t->ineligible;
}

/* The rows of one KPI; returns how many are in periods that are left out. */
static uint64_t account_kpi(const struct run *run, const struct cells *cells,
                            size_t k, struct cxm_tally *sum)
{
    struct union_at at;
    struct cxm_tally left_out = {0};
    *sum = *cxm_table_tally(run->share.table, CXM_CELL_UNPLACED, k);
    for (size_t i = 0; i < cells->n; i++) {
        const uint32_t cell = cells->cell[i];
        const int reported =
            cells_report(run, cells, cxm_table_period(run->share.table, cell));
        add_tally(reported ? sum : &left_out,
                  cxm_table_tally(run->share.table, cell, k), 1);
    }
    for (size_t i = 0; account_union(run, i, &at); i++)
        add_tally(cells_report(run, cells, at.period) ? sum : &left_out,
                  cxm_table_tally(run->share.table, at.number, k),
                  (uint64_t)1 - at.cells);
    return rows_of(&left_out);
}

void account(struct run *run, const struct cells *cells,
             struct report_kpi *kpis)
{
    const size_t n = run->plan.n;
    uint64_t *left_out = message_alloc(NULL, n * sizeof *left_out);
    uint64_t least = UINT64_MAX;
    for (size_t k = 0; k < n; k++) {
        left_out[k] = account_kpi(run, cells, k, &kpis[k].tally);
        if (left_out[k] < least)
            least = left_out[k];
    }
    for (size_t k = 0; k < n; k++)
        kpis[k].tally.ineligible += left_out[k] - least;
    cxm_table_rows(run->share.table)->filtered += n ? least : 0;
    free(left_out);
}
