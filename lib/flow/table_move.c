/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "../kpi/state.h"

#include <string.h>

int cxm__moves_push(struct cxm__moves *moves, uint32_t into, uint32_t from,
                    const struct cxm_alloc *alloc)
{
    void *items = moves->move;
    const int status = cxm__grow(alloc, &items, &moves->capacity,
                                 moves->count + 1, sizeof *moves->move);
    moves->move = items;
    if (status == CXM_OK)
        moves->move[moves->count++] = (struct cxm__move){into, from};
    return status;
}

void cxm__moves_free(struct cxm__moves *moves, const struct cxm_alloc *alloc)
{
    if (moves->move)
        cxm__resize(alloc, moves->move, moves->capacity * sizeof *moves->move,
                    0);
    memset(moves, 0, sizeof *moves);
}

static int merge_tally(uint64_t *into, const uint64_t *from)
{
    for (size_t i = 0; i < CXM__TALLY_WORDS; i++)
        if (from[i] > UINT64_MAX - into[i])
            return CXM_EOVERFLOW;
    for (size_t i = 0; i < CXM__TALLY_WORDS; i++)
        into[i] += from[i];
    return CXM_OK;
}

static int unmerge_tally(uint64_t *into, const uint64_t *from)
{
    for (size_t i = 0; i < CXM__TALLY_WORDS; i++)
        if (from[i] > into[i])
            return CXM_EABSENT;
    for (size_t i = 0; i < CXM__TALLY_WORDS; i++)
        into[i] -= from[i];
    return CXM_OK;
}

typedef int combine_tally(uint64_t *into, const uint64_t *from);
typedef int combine_state(const struct cxm_def *def, void *into,
                          const void *from, const struct cxm_alloc *alloc);

/* A sum and its inverse: what fails midway is taken back by the other. */
struct way {
    combine_tally *tally;
    combine_state *state;
};

static const struct way way_forth = {merge_tally, cxm_state_merge};
static const struct way way_back = {unmerge_tally, cxm__state_unmerge};

/* One member of one cell. */
static int combine_member(struct cxm_table *into, const struct cxm_table *from,
                          struct cxm__move move, size_t i,
                          const struct way *way, const struct way *inverse,
                          const struct cxm_alloc *alloc)
{
    uint64_t *into_tally = cxm__cell_tally(into, move.into, i);
    const uint64_t *from_tally = cxm__cell_tally(from, move.from, i);
    int status = way->tally(into_tally, from_tally);
    if (status < 0)
        return status;
    status =
        way->state(into->member[i].def, cxm__cell_state(into, move.into, i),
                   cxm__cell_state(from, move.from, i), alloc);
    if (status < 0)
        inverse->tally(into_tally, from_tally);
    return status < 0 ? status : CXM_OK;
}

/* Every move, or none. */
static int combine(struct cxm_table *into, const struct cxm_table *from,
                   const struct cxm__moves *moves, const struct way *way,
                   const struct way *inverse, const struct cxm_alloc *alloc)
{
    const size_t members = into->members;
    const size_t n = moves->count * members;
    int status = CXM_OK;
    for (size_t i = 0; status == CXM_OK && i < n; i++) {
        status = combine_member(into, from, moves->move[i / members],
                                i % members, way, inverse, alloc);
        while (status < 0 && i-- > 0)
            combine_member(into, from, moves->move[i / members], i % members,
                           inverse, way, alloc);
    }
    /* Not before: what was taken away might have had to be put back. */
    for (size_t i = 0; i < n; i++)
        cxm__table_trim(into, moves->move[i / members].into, i % members,
                        alloc);
    return status;
}

int cxm__moves_merge(struct cxm_table *into, const struct cxm_table *from,
                     const struct cxm__moves *moves,
                     const struct cxm_alloc *alloc)
{
    return combine(into, from, moves, &way_forth, &way_back, alloc);
}

int cxm__moves_unmerge(struct cxm_table *into, const struct cxm_table *from,
                       const struct cxm__moves *moves,
                       const struct cxm_alloc *alloc)
{
    return combine(into, from, moves, &way_back, &way_forth, alloc);
}

/* Plan to move the cells of a group to "(other)". */
static int plan_group(struct cxm_table *table, uint32_t group,
                      const struct cxm_alloc *alloc)
{
    uint32_t cell = table->group[group].first;
    int status = CXM_OK;
    while (status == CXM_OK && cell) {
        const struct cxm__cell *at = cxm__cell_at(table, cell);
        const uint32_t next = at->next;
        uint32_t other = 0;
        status = cxm__other_make(table, at->period, &other, alloc);
        if (status == CXM_OK)
            status = cxm__moves_push(&table->moves, other, cell, alloc);
        cell = next;
    }
    return status;
}

void cxm__bound_set(struct cxm_table *table, const void *key, size_t length)
{
    if (length)
        memcpy(table->bound.bytes, key, length);
    table->bound.length = length;
    table->bounded = 1;
}

/* Add the cells of heap[keep...] to "(other)", and make room for a bound. */
static int move_out(struct cxm_table *table, size_t keep,
                    const struct cxm__text *bound,
                    const struct cxm_alloc *alloc)
{
    size_t length = 0;
    int status = CXM_OK;
    table->moves.count = 0;
    if (keep < table->live)
        cxm__keys_bytes(&table->groups, table->heap[keep], &length);
    if (bound && bound->length > length)
        length = bound->length;
    status = cxm__text_reserve(&table->bound, length, alloc);
    for (size_t i = keep; status == CXM_OK && i < table->live; i++)
        status = plan_group(table, table->heap[i], alloc);
    if (status == CXM_OK)
        status = cxm__moves_merge(table, table, &table->moves, alloc);
    return status;
}

/* The bound becomes the smallest of itself, `bound` and what was moved. */
static void lower_bound(struct cxm_table *table, size_t keep,
                        const struct cxm__text *bound)
{
    size_t length;
    if (bound &&
        !(table->bounded && cxm__is_beyond(table, &table->bound, bound->bytes)))
        cxm__bound_set(table, bound->bytes, bound->length);
    if (keep == table->live)
        return;
    const void *key =
        cxm__keys_bytes(&table->groups, table->heap[keep], &length);
    if (!table->bounded || !cxm__is_beyond(table, &table->bound, key))
        cxm__bound_set(table, key, length);
}

int cxm__table_shrink(struct cxm_table *table, uint64_t limit,
                      const struct cxm__text *bound,
                      const struct cxm_alloc *alloc)
{
    size_t keep = table->live;
    size_t length;
    for (; keep > 0; keep--) {
        const void *largest =
            cxm__keys_bytes(&table->groups, table->heap[0], &length);
        if (keep <= limit && !(bound && cxm__is_beyond(table, bound, largest)))
            break;
        cxm__heap_take(table, cxm__group_compare, table->heap, keep);
    }
    const int status = move_out(table, keep, bound, alloc);
    if (status < 0) {
        cxm__heap_build(table, cxm__group_compare, table->heap, table->live);
        return status;
    }
    lower_bound(table, keep, bound);
    while (table->live > keep)
        cxm__group_drop(table, table->heap[--table->live],
                        (int)table->revisable, alloc);
    return CXM_OK;
}
