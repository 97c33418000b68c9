/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

/* Can these two be one?  A table and itself cannot. */
static int match(const struct cxm_table *a, const struct cxm_table *b)
{
    if (a == b)
        return CXM_EINVAL;
    if (a->members != b->members || a->columns != b->columns)
        return CXM_EMISMATCH;
    for (size_t i = 0; i < a->members; i++)
        if (strcmp(cxm_def_text(a->member[i].def),
                   cxm_def_text(b->member[i].def)) != 0)
            return CXM_EMISMATCH;
    /* Their numbers mean nothing in another table. */
    return b->unions.numbers || cxm__due_any(b) ? CXM_EINVAL : CXM_OK;
}

static int merge_rows(struct cxm_rows *into, const struct cxm_rows *from)
{
    struct cxm_rows sum;
    if (cxm__add_u64(&sum.read, into->read, from->read) < 0 ||
        cxm__add_u64(&sum.filtered, into->filtered, from->filtered) < 0 ||
        cxm__add_u64(&sum.duplicate, into->duplicate, from->duplicate) < 0 ||
        cxm__add_u64(&sum.late, into->late, from->late) < 0)
        return CXM_EOVERFLOW;
    *into = sum;
    return CXM_OK;
}

static int unmerge_rows(struct cxm_rows *into, const struct cxm_rows *from)
{
    if (into->read < from->read || into->filtered < from->filtered ||
        into->duplicate < from->duplicate || into->late < from->late)
        return CXM_EABSENT;
    into->read -= from->read;
    into->filtered -= from->filtered;
    into->duplicate -= from->duplicate;
    into->late -= from->late;
    return CXM_OK;
}

/* Find or make the cell of a key below the bound, in a group that may be new
 * and may be one too many for now. */
static int cell_of_group(struct cxm_table *into, const void *key, size_t length,
                         uint32_t *cell, const struct cxm_alloc *alloc)
{
    *cell = cxm__keys_find(&into->cells, key, length);
    if (*cell != CXM__KEYS_NONE)
        return CXM_OK;
    const size_t beginning = length - sizeof(int32_t);
    uint32_t group = cxm__keys_find(&into->groups, key, beginning);
    int status = CXM_OK;
    if (group == CXM__KEYS_NONE)
        status = cxm__group_make(into, key, beginning, &group, alloc);
    if (status == CXM_OK)
        status = cxm__cell_make(into, key, length, group, cell, alloc);
    return status;
}

/* The cell of `into` that takes what is in a listed cell of `from`. */
static int target(struct cxm_table *into, const struct cxm_table *from,
                  uint32_t cell, uint32_t *to, const struct cxm_alloc *alloc)
{
    size_t length;
    const struct cxm__cell *at = cxm__cell_at(from, cell);
    const void *key = cxm__keys_bytes(&from->cells, cell, &length);
    if (at->group == CXM__GROUP_OTHER ||
        (into->bounded && cxm__is_beyond(into, &into->bound, key)))
        return cxm__other_make(into, at->period, to, alloc);
    return cell_of_group(into, key, length, to, alloc);
}

static int plan_merge(struct cxm_table *into, const struct cxm_table *from,
                      struct cxm__moves *moves, const struct cxm_alloc *alloc)
{
    const uint32_t n = from->cells.numbers;
    int status =
        cxm__moves_push(moves, CXM_CELL_UNPLACED, CXM_CELL_UNPLACED, alloc);
    for (uint32_t cell = 1; status == CXM_OK && cell < n; cell++) {
        uint32_t to = 0;
        if (!cxm__cell_is_listed(from, cell))
            continue;
        status = target(into, from, cell, &to, alloc);
        if (status == CXM_OK)
            status = cxm__moves_push(moves, to, cell, alloc);
    }
    return status;
}

/* First add everything, in more groups than may live; then shrink. */
static int merge_cells(struct cxm_table *into, const struct cxm_table *from,
                       const struct cxm__moves *moves,
                       const struct cxm_alloc *alloc)
{
    const uint64_t limit = into->max_groups < from->max_groups
                               ? into->max_groups
                               : from->max_groups;
    int status = cxm__moves_merge(into, from, moves, alloc);
    if (status < 0)
        return status;
    status = cxm__table_shrink(into, limit, from->bounded ? &from->bound : NULL,
                               alloc);
    if (status < 0)
        cxm__moves_unmerge(into, from, moves, alloc);
    else
        into->max_groups = limit;
    return status;
}

int cxm_table_merge(struct cxm_table *into, const struct cxm_table *from,
                    const struct cxm_alloc *alloc)
{
    struct cxm_rows rows = into->rows;
    struct cxm__moves moves = {NULL, 0, 0};
    int status = match(into, from);
    if (status == CXM_OK)
        status = merge_rows(&rows, &from->rows);
    if (status < 0)
        return status;
    if (into->emptied)
        cxm__empty_drop(into, alloc);
    status = plan_merge(into, from, &moves, alloc);
    if (status == CXM_OK)
        status = merge_cells(into, from, &moves, alloc);
    cxm__moves_free(&moves, alloc);
    if (status < 0) {
        cxm__fresh_drop(into, alloc);
        return status;
    }
    cxm__fresh_keep(into);
    into->rows = rows;
    return CXM_OK;
}

static int plan_unmerge(const struct cxm_table *into,
                        const struct cxm_table *from, struct cxm__moves *moves,
                        const struct cxm_alloc *alloc)
{
    const uint32_t n = from->cells.numbers;
    int status =
        cxm__moves_push(moves, CXM_CELL_UNPLACED, CXM_CELL_UNPLACED, alloc);
    for (uint32_t cell = 1; status == CXM_OK && cell < n; cell++) {
        size_t length;
        if (!cxm__cell_is_listed(from, cell))
            continue;
        const void *key = cxm__keys_bytes(&from->cells, cell, &length);
        const uint32_t to = cxm__keys_find(&into->cells, key, length);
        if (to == CXM__KEYS_NONE)
            return CXM_EABSENT;
        status = cxm__moves_push(moves, to, cell, alloc);
    }
    return status;
}

int cxm_table_unmerge(struct cxm_table *into, const struct cxm_table *from,
                      const struct cxm_alloc *alloc)
{
    struct cxm_rows rows = into->rows;
    struct cxm__moves moves = {NULL, 0, 0};
    int status = match(into, from);
    if (status == CXM_OK && (into->bounded || from->bounded))
        status = CXM_EOVERFLOWED;
    if (status == CXM_OK)
        status = unmerge_rows(&rows, &from->rows);
    if (status < 0)
        return status;
    status = plan_unmerge(into, from, &moves, alloc);
    if (status == CXM_OK)
        status = cxm__moves_unmerge(into, from, &moves, alloc);
    cxm__moves_free(&moves, alloc);
    if (status < 0)
        return status;
    into->rows = rows;
    cxm__empty_drop(into, alloc);
    return CXM_OK;
}
