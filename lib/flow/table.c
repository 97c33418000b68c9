/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

static size_t table_size(size_t members)
{
    return sizeof(struct cxm_table) + members * sizeof(struct cxm__member);
}

/* Only what `size` covers was filled by the caller; the rest is zero. */
static int read_config(struct cxm_table_config *config,
                       const struct cxm_table_config *given)
{
    memset(config, 0, sizeof *config);
    if (!given)
        return CXM_OK;
    if (given->size < offsetof(struct cxm_table_config, seed))
        return CXM_EINVAL;
    memcpy(config, given,
           given->size < sizeof *config ? given->size : sizeof *config);
    return config->revisable > 1 ? CXM_EINVAL : CXM_OK;
}

/* Lay out a slot: the cell's own words, then a tally and state for each. */
static size_t lay_out(struct cxm_table *table,
                      const struct cxm_def *const *defs)
{
    size_t at = sizeof(struct cxm__cell) / sizeof(uint64_t);
    for (size_t i = 0; i < table->members; i++) {
        table->member[i].def = defs[i];
        table->member[i].tally = at;
        at += CXM__TALLY_WORDS;
        at += cxm_def_state_size(defs[i]) / sizeof(uint64_t);
        if (table->revisable)
            table->member[i].until = at++;
    }
    return at;
}

/* A union's: its period and the tallies. */
static size_t union_words(const struct cxm_table *table)
{
    return 1 + table->members * CXM__TALLY_WORDS;
}

/* As many components as the longest observation has. */
static int make_due(struct cxm_table *table, const struct cxm_alloc *alloc)
{
    uint32_t arity = 0;
    for (size_t i = 0; i < table->members; i++)
        if (cxm_def_arity(table->member[i].def) > arity)
            arity = cxm_def_arity(table->member[i].def);
    return table->revisable ? cxm__due_new(&table->due, arity, alloc) : CXM_OK;
}

/* Number 0 is no place of a group; its states stay empty for ever. */
static int make_unplaced(struct cxm_table *table, const struct cxm_alloc *alloc)
{
    uint32_t number = CXM_CELL_UNPLACED;
    int fresh = 0;
    int status = cxm__slabs_reserve(&table->slots, number, alloc);
    if (status == CXM_OK)
        status = cxm__keys_put(&table->cells, NULL, 0, &number, &fresh, alloc);
    if (status == CXM_OK)
        cxm__cell_at(table, number)->group = CXM__GROUP_UNPLACED;
    return status;
}

int cxm_table_new(struct cxm_table **table, const struct cxm_def *const *defs,
                  size_t n, const struct cxm_table_config *config,
                  const struct cxm_alloc *alloc)
{
    struct cxm_table_config own;
    *table = NULL;
    if (n == 0 || n > UINT16_MAX || read_config(&own, config) < 0)
        return CXM_EINVAL;
    struct cxm_table *made = cxm__resize(alloc, NULL, 0, table_size(n));
    if (!made)
        return CXM_ENOMEM;
    memset(made, 0, table_size(n));
    made->members = n;
    made->columns = own.columns;
    made->max_groups = own.max_groups ? own.max_groups : UINT64_MAX;
    made->revisable = own.revisable;
    made->decided = INT64_MIN;
    cxm__keys_init(&made->cells, own.seed);
    cxm__keys_init(&made->groups, own.seed);
    cxm__slabs_init(&made->slots, lay_out(made, defs));
    cxm__keys_init(&made->unions, own.seed);
    cxm__slabs_init(&made->union_slots, union_words(made));
    int status = make_unplaced(made, alloc);
    if (status == CXM_OK)
        status = make_due(made, alloc);
    if (status < 0) {
        cxm_table_free(made, alloc);
        return status;
    }
    *table = made;
    return CXM_OK;
}

static void drop_states(struct cxm_table *table, const struct cxm_alloc *alloc)
{
    for (uint32_t cell = 0; cell < table->cells.numbers; cell++)
        for (size_t i = 0; i < table->members; i++)
            cxm_state_drop(table->member[i].def,
                           cxm__cell_state(table, cell, i), alloc);
}

void cxm_table_free(struct cxm_table *table, const struct cxm_alloc *alloc)
{
    if (!table)
        return;
    drop_states(table, alloc);
    cxm__slabs_free(&table->slots, alloc);
    cxm__keys_free(&table->cells, alloc);
    cxm__keys_free(&table->groups, alloc);
    cxm__slabs_free(&table->union_slots, alloc);
    cxm__keys_free(&table->unions, alloc);
    cxm__due_free(table->due, alloc);
    cxm__text_free(&table->bound, alloc);
    cxm__text_free(&table->buffer, alloc);
    cxm__moves_free(&table->moves, alloc);
    if (table->group)
        cxm__resize(alloc, table->group,
                    table->group_capacity * sizeof *table->group, 0);
    if (table->heap)
        cxm__resize(alloc, table->heap,
                    table->heap_capacity * sizeof *table->heap, 0);
    cxm__resize(alloc, table, table_size(table->members), 0);
}

struct cxm_rows *cxm_table_rows(struct cxm_table *table)
{
    return &table->rows;
}

int cxm__tally_is_zero(const uint64_t *tally)
{
    uint64_t bits = 0;
    for (size_t word = 0; word < CXM__TALLY_WORDS; word++)
        bits |= tally[word];
    return bits == 0;
}

int cxm__cell_is_empty(const struct cxm_table *table, uint32_t cell)
{
    for (size_t i = 0; i < table->members; i++)
        if (!cxm__tally_is_zero(cxm__cell_tally(table, cell, i)))
            return 0;
    /* Nothing was counted, unless what was removed differed from the added. */
    for (size_t i = 0; i < table->members; i++)
        if (!cxm_state_equal(table->member[i].def,
                             cxm__cell_state(table, cell, i),
                             cxm__cell_state(table, CXM_CELL_UNPLACED, i)))
            return 0;
    return 1;
}

int cxm__cell_is_listed(const struct cxm_table *table, uint32_t cell)
{
    const uint32_t group = cxm__cell_at(table, cell)->group;
    return group != CXM__GROUP_NONE && group != CXM__GROUP_UNPLACED &&
           !cxm__cell_is_empty(table, cell);
}

uint32_t cxm__cell_resolve(const struct cxm_table *table, uint32_t cell)
{
    if (cell >= table->cells.numbers)
        return CXM_CELL_FILTERED;
    if (cxm__cell_is_there(table, cell))
        return cell;
    const uint32_t forward = cxm__cell_at(table, cell)->forward;
    return forward ? forward : CXM_CELL_FILTERED;
}

struct cxm_bytes cxm_table_key(const struct cxm_table *table, uint32_t cell,
                               uint32_t column)
{
    struct cxm_bytes bytes = {NULL, 0};
    size_t length;
    cell = cxm__cell_resolve(table, cell);
    if (cell == CXM_CELL_FILTERED || column >= table->columns)
        return bytes;
    const unsigned char *text = cxm__keys_bytes(
        &table->groups, cxm__cell_at(table, cell)->group, &length);
    for (uint32_t i = 0; text && i <= column; i++)
        bytes = cxm__key_next(&text);
    return bytes;
}

int32_t cxm_table_period(const struct cxm_table *table, uint32_t cell)
{
    if (cxm__is_union(table, cell))
        return cxm__union_period(table, cell);
    cell = cxm__cell_resolve(table, cell);
    return cell == CXM_CELL_FILTERED ? 0 : cxm__cell_at(table, cell)->period;
}

int cxm_table_is_other(const struct cxm_table *table, uint32_t cell)
{
    cell = cxm__cell_resolve(table, cell);
    return cell != CXM_CELL_FILTERED &&
           cxm__cell_at(table, cell)->group == CXM__GROUP_OTHER;
}

const void *cxm_table_state(const struct cxm_table *table, uint32_t cell,
                            size_t def)
{
    cell = cxm__cell_resolve(table, cell);
    if (cell == CXM_CELL_FILTERED || def >= table->members)
        return NULL;
    return cxm__cell_state(table, cell, def);
}

const struct cxm_tally *cxm_table_tally(const struct cxm_table *table,
                                        uint32_t cell, size_t def)
{
    const void *tally = NULL;
    if (def >= table->members)
        return NULL;
    if (cxm__is_union(table, cell)) {
        tally = cxm__union_tally(table, cell, def);
        return tally;
    }
    cell = cxm__cell_resolve(table, cell);
    if (cell != CXM_CELL_FILTERED)
        tally = cxm__cell_tally(table, cell, def);
    return tally;
}
