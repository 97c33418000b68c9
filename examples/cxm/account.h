/* SPDX-License-Identifier: MIT */
/*
 * account.h - what became of the rows, of all groups and reported periods
 * together.
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "cells.h"
#include "report.h"

/*
 * Fill the tallies of kpis[plan.n].  Rows in periods that --last leaves out
 * are filtered.  Where KPIs have different dates, what only some of them leave
 * out is used, and is none of the others' business.
 */
void account(struct run *run, const struct cells *cells,
             struct report_kpi *kpis);

/* Cells that rows were counted in together. */
struct union_at {
    uint32_t number;
    int32_t period;
    size_t cells;
};

/* The i-th of them: 1, or 0 past the last. */
int account_union(const struct run *run, size_t i, struct union_at *at);

#endif
