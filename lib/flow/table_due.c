/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

/* Cells that became forwarders since they were noted: one number for each. */
static void resolve_all(const struct cxm_table *table)
{
    const struct cxm__due *due = table->due;
    for (size_t i = 0; i < due->count; i++) {
        uint64_t *entry = cxm__due_at(due, i);
        const uint32_t number = (uint32_t)(entry[0] >> 32);
        if (!cxm__is_union(table, number))
            entry[0] = (uint64_t)cxm__cell_resolve(table, number) << 32 |
                       (uint32_t)entry[0];
    }
}

static void net(const struct cxm_table *table)
{
    resolve_all(table);
    cxm__due_net(table->due);
}

/*
 * A slot at the end of the log.  Netting is worthwhile where a quarter of the
 * entries take another one out: then half of them go.
 */
static int make_room(struct cxm_table *table, const struct cxm_alloc *alloc)
{
    struct cxm__due *due = table->due;
    if (due->count == due->capacity && due->out > due->count / 4)
        net(table);
    if (due->count < due->capacity)
        return CXM_OK;
    const int status = cxm__due_grow(due, alloc);
    if (status < 0)
        net(table);
    return due->count < due->capacity ? CXM_OK : status;
}

static void write_entry(const struct cxm_table *table, uint32_t number,
                        size_t def, const struct cxm_observation *seen,
                        uint64_t by, uint64_t *entry)
{
    const uint32_t arity = cxm_def_arity(table->member[def].def);
    const uint32_t words = table->due->words;
    memset(entry, 0, words * sizeof *entry);
    entry[0] = (uint64_t)number << 32 | (uint32_t)def;
    entry[1] = (uint64_t)seen->due;
    entry[2] = seen->n;
    memcpy(entry + CXM__DUE_HEAD, seen->v, arity * sizeof *entry);
    entry[words - 1] = by;
}

int cxm__due_note(struct cxm_table *table, uint32_t number, size_t def,
                  const struct cxm_observation *seen, uint64_t times, int forth,
                  const struct cxm_alloc *alloc)
{
    struct cxm__due *due = table->due;
    const uint64_t by = forth ? times : 0 - times;
    uint64_t entry[CXM__DUE_WORDS];
    if (!forth && due->held < times)
        return CXM_EABSENT;
    if (forth && times > INT64_MAX - due->held)
        return CXM_EOVERFLOW;
    if (!cxm__is_union(table, number))
        number = cxm__cell_resolve(table, number);
    write_entry(table, number, def, seen, by, entry);
    due->dirty = 1;
    const int status = make_room(table, alloc);
    if (status == CXM_OK) {
        cxm__due_push(due, entry);
    } else {
        const size_t at = cxm__due_find(due, entry);
        if (at == due->count)
            return status;
        *cxm__due_balance(due, at) += by;
    }
    due->held += by;
    return CXM_OK;
}

/* What is remembered of an entry; returns how often. */
static int64_t read_entry(const struct cxm_table *table, size_t i,
                          uint32_t *number, size_t *def,
                          struct cxm_observation *seen)
{
    const uint64_t *entry = cxm__due_at(table->due, i);
    memset(seen, 0, sizeof *seen);
    *number = (uint32_t)(entry[0] >> 32);
    *def = (uint32_t)entry[0];
    seen->verdict = CXM_UNDECIDED;
    seen->due = (int64_t)entry[1];
    seen->n = entry[2];
    memcpy(seen->v, entry + CXM__DUE_HEAD,
           cxm_def_arity(table->member[*def].def) * sizeof *entry);
    return (int64_t)*cxm__due_balance(table->due, i);
}

/* Let the cells of a number be open until a moment, if not longer. */
static void raise_until(const struct cxm_table *table, uint32_t number,
                        size_t def, int64_t due)
{
    struct cxm__targets targets = cxm__targets_of(table, number);
    uint32_t cell;
    uint64_t times;
    while (cxm__targets_next(&targets, &cell, &times)) {
        uint64_t *until = cxm__cell_until(table, cell, def);
        if (*until == 0 || (int64_t)*until < due)
            *until = (uint64_t)due;
    }
}

/* Net the log, and write into the cells until when they are open. */
static void settle(const struct cxm_table *table)
{
    struct cxm__due *due = table->due;
    if (!due->dirty)
        return;
    net(table);
    for (uint32_t cell = 0; cell < table->cells.numbers; cell++)
        for (size_t i = 0; i < table->members; i++)
            *cxm__cell_until(table, cell, i) = 0;
    for (size_t i = 0; i < due->count; i++) {
        struct cxm_observation seen;
        uint32_t number;
        size_t def;
        if (read_entry(table, i, &number, &def, &seen) > 0)
            raise_until(table, number, def, seen.due);
    }
    due->dirty = 0;
}

int cxm__due_any(const struct cxm_table *table)
{
    return table->due && table->due->held > 0;
}

/*
 * Count as its v what was undecided, so many times.  CXM_EABSENT where it is
 * no longer: it was taken out in another way than it had come in.
 */
static int decide_times(struct cxm_table *table, uint32_t number, size_t def,
                        const struct cxm_observation *seen, uint64_t times,
                        const struct cxm_alloc *alloc)
{
    struct cxm_observation undecided = *seen;
    struct cxm_observation counted = *seen;
    counted.verdict = CXM_COUNTED;
    undecided.due = 0; /* The log is being walked. */
    int status = cxm__table_take(table, number, def, &undecided, times, alloc);
    if (status < 0)
        return status;
    status = cxm_table_add_n(table, number, def, &counted, times, alloc);
    if (status < 0)
        cxm_table_add_n(table, number, def, &undecided, times, alloc);
    return status;
}

/* The way back; it needs no memory. */
static void undo_entry(struct cxm_table *table, size_t i, uint64_t times,
                       const struct cxm_alloc *alloc)
{
    struct cxm_observation seen;
    uint32_t number;
    size_t def;
    read_entry(table, i, &number, &def, &seen);
    seen.verdict = CXM_COUNTED;
    cxm__table_take(table, number, def, &seen, times, alloc);
    cxm__table_trim(table, number, def, alloc);
    seen.verdict = CXM_UNDECIDED;
    seen.due = 0;
    cxm_table_add_n(table, number, def, &seen, times, alloc);
}

/*
 * Decide an entry as often as it is there, or not at all.  Where fewer are
 * still undecided, by how many is found in ever smaller steps.
 */
static int decide_entry(struct cxm_table *table, size_t i,
                        const struct cxm_alloc *alloc)
{
    struct cxm_observation seen;
    uint32_t number;
    size_t def;
    const int64_t balance = read_entry(table, i, &number, &def, &seen);
    const uint64_t times = balance > 0 ? (uint64_t)balance : 0;
    uint64_t step = times;
    uint64_t done = 0;
    while (step > 0) {
        const int status = decide_times(table, number, def, &seen, step, alloc);
        if (status < 0 && status != CXM_EABSENT) {
            undo_entry(table, i, done, alloc);
            return status;
        }
        if (status == CXM_OK)
            done += step;
        else
            step /= 2;
        if (step > times - done)
            step = times - done;
    }
    *cxm__due_balance(table->due, i) = done;
    return CXM_OK;
}

static int is_before(const struct cxm__due *due, size_t i, int64_t as_of)
{
    return (int64_t)cxm__due_at(due, i)[1] < as_of;
}

/* Every entry before a moment, or none. */
static int decide_all(struct cxm_table *table, int64_t as_of,
                      const struct cxm_alloc *alloc)
{
    struct cxm__due *due = table->due;
    int status = CXM_OK;
    for (size_t i = 0; status == CXM_OK && i < due->count; i++) {
        if (is_before(due, i, as_of))
            status = decide_entry(table, i, alloc);
        while (status < 0 && i-- > 0)
            if (is_before(due, i, as_of))
                undo_entry(table, i, *cxm__due_balance(due, i), alloc);
    }
    return status;
}

int cxm_table_decide(struct cxm_table *table, int64_t as_of,
                     const struct cxm_alloc *alloc)
{
    struct cxm__due *due = table->due;
    if (!due || as_of <= table->decided)
        return CXM_OK;
    settle(table);
    const int status = decide_all(table, as_of, alloc);
    if (status < 0)
        return status;
    for (size_t i = 0; i < due->count; i++)
        if (is_before(due, i, as_of)) {
            due->held -= *cxm__due_balance(due, i);
            *cxm__due_balance(due, i) = 0;
            due->dirty = 1;
        }
    table->decided = as_of;
    settle(table);
    return CXM_OK;
}

int64_t cxm_table_open_until(const struct cxm_table *table, uint32_t cell,
                             size_t def)
{
    if (!table->due || def >= table->members)
        return 0;
    cell = cxm__cell_resolve(table, cell);
    if (cell == CXM_CELL_FILTERED)
        return 0;
    settle(table);
    return (int64_t)*cxm__cell_until(table, cell, def);
}
