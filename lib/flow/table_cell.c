/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

#define STACK_BYTES  256
#define PERIOD_BYTES sizeof(int32_t)

/* Where the chain of a group's cells, or of those of "(other)", begins. */
static uint32_t *chain_of(struct cxm_table *table, uint32_t group)
{
    return group == CXM__GROUP_OTHER ? &table->other
                                     : &table->group[group].first;
}

int cxm__cell_make(struct cxm_table *table, const void *key, size_t length,
                   uint32_t group, uint32_t *cell,
                   const struct cxm_alloc *alloc)
{
    uint32_t made = cxm__keys_next(&table->cells);
    int fresh = 0;
    if (made >= CXM__UNION)
        return CXM_EOVERFLOW;
    int status = cxm__slabs_reserve(&table->slots, made, alloc);
    if (status == CXM_OK)
        status =
            cxm__keys_put(&table->cells, key, length, &made, &fresh, alloc);
    if (status < 0)
        return status;
    uint32_t *first = chain_of(table, group);
    struct cxm__cell *at = cxm__cell_at(table, made);
    at->group = group;
    at->next = *first;
    at->forward = 0;
    memcpy(&at->period, (const char *)key + length - PERIOD_BYTES,
           PERIOD_BYTES);
    *first = made;
    *cell = made;
    return CXM_OK;
}

int cxm__other_make(struct cxm_table *table, int32_t period, uint32_t *cell,
                    const struct cxm_alloc *alloc)
{
    *cell = cxm__keys_find(&table->cells, &period, PERIOD_BYTES);
    if (*cell != CXM__KEYS_NONE)
        return CXM_OK;
    return cxm__cell_make(table, &period, PERIOD_BYTES, CXM__GROUP_OTHER, cell,
                          alloc);
}

/* Room for a group of that number. */
static int reserve_group(struct cxm_table *table, uint32_t group,
                         const struct cxm_alloc *alloc)
{
    void *items = table->group;
    int status = cxm__grow(alloc, &items, &table->group_capacity,
                           (size_t)group + 1, sizeof *table->group);
    table->group = items;
    if (status < 0)
        return status;
    items = table->heap;
    status = cxm__grow(alloc, &items, &table->heap_capacity, table->live + 1,
                       sizeof *table->heap);
    table->heap = items;
    return status;
}

int cxm__group_make(struct cxm_table *table, const void *key, size_t length,
                    uint32_t *group, const struct cxm_alloc *alloc)
{
    uint32_t made = cxm__keys_next(&table->groups);
    int fresh = 0;
    int status = reserve_group(table, made, alloc);
    if (status == CXM_OK)
        status =
            cxm__keys_put(&table->groups, key, length, &made, &fresh, alloc);
    if (status < 0)
        return status;
    table->group[made] = (struct cxm__group){0, 1};
    table->heap[table->live] = made;
    cxm__heap_up(table, cxm__group_compare, table->heap, table->live++);
    *group = made;
    return CXM_OK;
}

/* Give up a cell that is in no chain, or make it lead to another. */
static void drop_cell(struct cxm_table *table, uint32_t cell, uint32_t forward,
                      const struct cxm_alloc *alloc)
{
    for (size_t i = 0; i < table->members; i++)
        cxm_state_drop(table->member[i].def, cxm__cell_state(table, cell, i),
                       alloc);
    memset(cxm__slabs_at(&table->slots, cell), 0,
           table->slots.slot_words * sizeof(uint64_t));
    struct cxm__cell *at = cxm__cell_at(table, cell);
    at->group = CXM__GROUP_NONE;
    at->forward = forward;
    if (!forward)
        cxm__keys_remove(&table->cells, cell, alloc);
    if (table->due)
        table->due->dirty = 1; /* what was open there is so elsewhere */
}

void cxm__group_drop(struct cxm_table *table, uint32_t group, int forward,
                     const struct cxm_alloc *alloc)
{
    uint32_t cell = table->group[group].first;
    while (cell) {
        const struct cxm__cell *at = cxm__cell_at(table, cell);
        const uint32_t next = at->next;
        uint32_t other = 0;
        if (forward)
            other = cxm__keys_find(&table->cells, &at->period, PERIOD_BYTES);
        drop_cell(table, cell, other, alloc);
        cell = next;
    }
    table->group[group].first = 0;
    cxm__keys_remove(&table->groups, group, alloc);
}

/* Give up the live groups that are fresh, or those that have no cell. */
static void drop_groups(struct cxm_table *table, int fresh,
                        const struct cxm_alloc *alloc)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->live; i++) {
        const uint32_t group = table->heap[i];
        const struct cxm__group *at = &table->group[group];
        if (fresh ? at->fresh : !at->first)
            cxm__group_drop(table, group, 0, alloc);
        else
            table->heap[kept++] = group;
    }
    table->live = kept;
    cxm__heap_build(table, cxm__group_compare, table->heap, kept);
}

void cxm__fresh_drop(struct cxm_table *table, const struct cxm_alloc *alloc)
{
    drop_groups(table, 1, alloc);
}

void cxm__fresh_keep(struct cxm_table *table)
{
    for (size_t i = 0; i < table->live; i++)
        table->group[table->heap[i]].fresh = 0;
}

/* Give up the empty cells of a chain. */
static void drop_empty_cells(struct cxm_table *table, uint32_t group,
                             const struct cxm_alloc *alloc)
{
    uint32_t *link = chain_of(table, group);
    while (*link) {
        const uint32_t cell = *link;
        struct cxm__cell *at = cxm__cell_at(table, cell);
        if (cxm__cell_is_empty(table, cell)) {
            *link = at->next;
            drop_cell(table, cell, 0, alloc);
        } else {
            link = &at->next;
        }
    }
}

/*
 * All live groups are looked at.  Where a full table loses a group for each
 * that is new, that is max_groups steps a group: to wait until many are empty
 * would send keys to "(other)" for which there is room.
 */
void cxm__empty_drop(struct cxm_table *table, const struct cxm_alloc *alloc)
{
    table->emptied = 0;
    if (table->revisable)
        return;
    for (size_t i = 0; i < table->live; i++)
        drop_empty_cells(table, table->heap[i], alloc);
    drop_empty_cells(table, CXM__GROUP_OTHER, alloc);
    drop_groups(table, 0, alloc);
}

/* Where the table is full: make room, by a group that has become empty. */
static int is_full(struct cxm_table *table, const struct cxm_alloc *alloc)
{
    if (table->live < table->max_groups)
        return 0;
    if (table->emptied)
        cxm__empty_drop(table, alloc);
    return table->live >= table->max_groups;
}

/* A key above all that live in a full table: it is the bound from now on. */
static int refuse_key(struct cxm_table *table, const void *key, size_t length,
                      int32_t period, uint32_t *cell,
                      const struct cxm_alloc *alloc)
{
    int status = cxm__text_reserve(&table->bound, length, alloc);
    if (status == CXM_OK)
        status = cxm__other_make(table, period, cell, alloc);
    if (status == CXM_OK)
        cxm__bound_set(table, key, length);
    return status;
}

/* The first cell of a new group; where that is one too many, one must go. */
static int admit_key(struct cxm_table *table, const void *key, size_t length,
                     uint32_t *cell, const struct cxm_alloc *alloc)
{
    uint32_t group = 0;
    int status = cxm__group_make(table, key, length, &group, alloc);
    if (status < 0)
        return status;
    status =
        cxm__cell_make(table, key, length + PERIOD_BYTES, group, cell, alloc);
    if (status == CXM_OK && table->live > table->max_groups)
        status = cxm__table_shrink(table, table->max_groups, NULL, alloc);
    if (status < 0)
        cxm__fresh_drop(table, alloc);
    else
        table->group[group].fresh = 0;
    return status;
}

/* A cell that is not there, of a group that may be new. */
static int make_by_key(struct cxm_table *table, const void *key, size_t length,
                       int32_t period, uint32_t *cell,
                       const struct cxm_alloc *alloc)
{
    const uint32_t group = cxm__keys_find(&table->groups, key, length);
    if (group != CXM__KEYS_NONE)
        return cxm__cell_make(table, key, length + PERIOD_BYTES, group, cell,
                              alloc);
    if (is_full(table, alloc)) {
        size_t n;
        const void *largest =
            cxm__keys_bytes(&table->groups, table->heap[0], &n);
        if (cxm__key_compare(table, key, largest) > 0)
            return refuse_key(table, key, length, period, cell, alloc);
    }
    return admit_key(table, key, length, cell, alloc);
}

/* Is it the cell of the last row once more?  Then nothing is hashed. */
static int is_last(const struct cxm_table *table, const void *key,
                   size_t length)
{
    size_t n;
    const void *last = cxm__keys_bytes(&table->cells, table->last, &n);
    return last && n == length && memcmp(last, key, length) == 0;
}

/* The key is the group's text with the period behind it. */
static int cell_by_key(struct cxm_table *table, const void *key, size_t length,
                       int32_t period, uint32_t *cell,
                       const struct cxm_alloc *alloc)
{
    int status = CXM_OK;
    if (table->bounded && cxm__is_beyond(table, &table->bound, key))
        return cxm__other_make(table, period, cell, alloc);
    if (is_last(table, key, length)) {
        *cell = table->last;
        return CXM_OK;
    }
    uint32_t found = cxm__keys_find(&table->cells, key, length);
    if (found == CXM__KEYS_NONE)
        status = make_by_key(table, key, length - PERIOD_BYTES, period, &found,
                             alloc);
    if (status == CXM_OK)
        *cell = table->last = found;
    return status;
}

int cxm_table_cell(struct cxm_table *table, const struct cxm_bytes *key,
                   int32_t period, uint32_t *cell,
                   const struct cxm_alloc *alloc)
{
    unsigned char stack[STACK_BYTES];
    unsigned char *text = stack;
    const size_t length = cxm__key_length(key, table->columns);
    if (length + PERIOD_BYTES > STACK_BYTES) {
        const int status =
            cxm__text_reserve(&table->buffer, length + PERIOD_BYTES, alloc);
        if (status < 0)
            return status;
        text = table->buffer.bytes;
    }
    cxm__key_write(key, table->columns, text);
    memcpy(text + length, &period, PERIOD_BYTES);
    return cell_by_key(table, text, length + PERIOD_BYTES, period, cell, alloc);
}
