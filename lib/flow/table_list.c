/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

size_t cxm_table_cells(const struct cxm_table *table)
{
    const uint32_t numbers = table->cells.numbers;
    size_t n = 0;
    for (uint32_t cell = 0; cell < numbers; cell++)
        n += (size_t)cxm__cell_is_listed(table, cell);
    return n;
}

static int compare_periods(const struct cxm_table *table, uint32_t a,
                           uint32_t b)
{
    const int32_t left = cxm__cell_at(table, a)->period;
    const int32_t right = cxm__cell_at(table, b)->period;
    return (left > right) - (left < right);
}

/* List the cells of a chain that are not empty; returns how many. */
static size_t list_chain(const struct cxm_table *table, uint32_t first,
                         uint32_t *cell)
{
    size_t n = 0;
    for (uint32_t at = first; at; at = cxm__cell_at(table, at)->next)
        if (!cxm__cell_is_empty(table, at))
            cell[n++] = at;
    cxm__heap_sort(table, compare_periods, cell, n);
    return n;
}

int cxm_table_list(const struct cxm_table *table, uint32_t *cell,
                   const struct cxm_alloc *alloc)
{
    const size_t size = table->live * sizeof(uint32_t);
    uint32_t *group = NULL;
    if (size) {
        group = cxm__resize(alloc, NULL, 0, size);
        if (!group)
            return CXM_ENOMEM;
        memcpy(group, table->heap, size);
        cxm__heap_sort(table, cxm__group_compare, group, table->live);
    }
    for (size_t i = 0; i < table->live; i++)
        cell += list_chain(table, table->group[group[i]].first, cell);
    list_chain(table, table->other, cell);
    if (group)
        cxm__resize(alloc, group, size, 0);
    return CXM_OK;
}
