/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

/* The few highest numbers are marks. */
#define UNIONS_MAX (UINT32_C(0x7ffffff0))

/* A union's slot: its period, then the tallies. */
static uint64_t *slot_of(const struct cxm_table *table, uint32_t number)
{
    return cxm__slabs_at(&table->union_slots, number - CXM__UNION);
}

uint64_t *cxm__union_tally(const struct cxm_table *table, uint32_t number,
                           size_t i)
{
    return slot_of(table, number) + 1 + i * CXM__TALLY_WORDS;
}

int32_t cxm__union_period(const struct cxm_table *table, uint32_t number)
{
    int32_t period;
    memcpy(&period, slot_of(table, number), sizeof period);
    return period;
}

struct cxm__targets cxm__targets_of(const struct cxm_table *table,
                                    uint32_t number)
{
    struct cxm__targets targets = {table, NULL, 1, 0, 0, 0, 0};
    if (!cxm__is_union(table, number)) {
        targets.only = cxm__cell_resolve(table, number);
        targets.count = targets.only != CXM_CELL_FILTERED;
        return targets;
    }
    targets.member =
        cxm__keys_bytes(&table->unions, number - CXM__UNION, &targets.count);
    targets.count /= sizeof number;
    return targets;
}

int cxm__targets_next(struct cxm__targets *targets, uint32_t *cell,
                      uint64_t *times)
{
    const struct cxm_table *table = targets->table;
    while (targets->at < targets->count) {
        uint32_t number = targets->only;
        if (targets->member)
            memcpy(&number, targets->member + targets->at * sizeof number,
                   sizeof number);
        targets->at++;
        *cell = cxm__cell_resolve(table, number);
        *times = 1;
        if (!targets->member ||
            cxm__cell_at(table, *cell)->group != CXM__GROUP_OTHER)
            return 1;
        targets->other = *cell;
        targets->others++;
    }
    *cell = targets->other;
    *times = targets->others;
    targets->others = 0;
    return *times > 0;
}

/* May these be one union? */
static int check_cells(const struct cxm_table *table, const uint32_t *cell,
                       size_t n)
{
    if (!table->revisable || n == 0)
        return CXM_EINVAL;
    for (size_t i = 0; i < n; i++) {
        if (cell[i] == CXM_CELL_UNPLACED ||
            cxm__cell_resolve(table, cell[i]) == CXM_CELL_FILTERED)
            return CXM_EINVAL;
        if (cxm_table_period(table, cell[i]) !=
            cxm_table_period(table, cell[0]))
            return CXM_EINVAL;
    }
    return n > UINT32_MAX / sizeof *cell ? CXM_EOVERFLOW : CXM_OK;
}

static int compare_numbers(const struct cxm_table *table, uint32_t a,
                           uint32_t b)
{
    (void)table;
    return (a > b) - (a < b);
}

/*
 * Sorted, and each once; but "(other)" as often as it stands there, for it may
 * be the place of several groups.  That these count there each is also what
 * becomes of cells that lead there later: so it is all one in which order the
 * groups were met.
 */
static size_t make_canonical(const struct cxm_table *table, uint32_t *cell,
                             size_t n)
{
    size_t kept = 0;
    cxm__heap_sort(table, compare_numbers, cell, n);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || cell[kept - 1] != cell[i] ||
            cxm__cell_at(table, cell[i])->group == CXM__GROUP_OTHER)
            cell[kept++] = cell[i];
    return kept;
}

/* Find or make the union of cells in canonical order. */
static int put_union(struct cxm_table *table, const uint32_t *cell, size_t n,
                     uint32_t *number, const struct cxm_alloc *alloc)
{
    uint32_t made = cxm__keys_find(&table->unions, cell, n * sizeof *cell);
    int fresh = 0;
    int status = CXM_OK;
    if (made == CXM__KEYS_NONE) {
        made = cxm__keys_next(&table->unions);
        if (made >= UNIONS_MAX)
            return CXM_EOVERFLOW;
        status = cxm__slabs_reserve(&table->union_slots, made, alloc);
        if (status == CXM_OK)
            status = cxm__keys_put(&table->unions, cell, n * sizeof *cell,
                                   &made, &fresh, alloc);
    }
    if (status < 0)
        return status;
    *number = CXM__UNION + made;
    if (fresh) {
        const int32_t period = cxm_table_period(table, cell[0]);
        memcpy(slot_of(table, *number), &period, sizeof period);
    }
    return CXM_OK;
}

int cxm_table_union(struct cxm_table *table, const uint32_t *cell, size_t n,
                    uint32_t *number, const struct cxm_alloc *alloc)
{
    int status = check_cells(table, cell, n);
    if (status == CXM_OK)
        status = cxm__text_reserve(&table->buffer, n * sizeof *cell, alloc);
    if (status < 0)
        return status;
    void *bytes = table->buffer.bytes;
    uint32_t *own = bytes;
    memcpy(own, cell, n * sizeof *cell);
    n = make_canonical(table, own, n);
    if (n > 1)
        return put_union(table, own, n, number, alloc);
    *number = own[0];
    return CXM_OK;
}

uint32_t cxm_table_union_at(const struct cxm_table *table, size_t i,
                            int32_t *period, size_t *cells)
{
    if (i >= table->unions.numbers)
        return 0;
    const uint32_t number = CXM__UNION + (uint32_t)i;
    cxm__keys_bytes(&table->unions, (uint32_t)i, cells);
    *cells /= sizeof number;
    *period = cxm__union_period(table, number);
    return number;
}
