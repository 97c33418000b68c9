/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "../kpi/state.h"

#define OFF_SCALE (offsetof(struct cxm_tally, off_scale) / sizeof(uint64_t))

/* Which word of the tally a verdict counts in; SIZE_MAX: there is no such. */
static size_t tally_word(int32_t verdict)
{
    switch (verdict) {
    case CXM_COUNTED:
        return offsetof(struct cxm_tally, counted) / sizeof(uint64_t);
    case CXM_MISSING:
        return offsetof(struct cxm_tally, missing) / sizeof(uint64_t);
    case CXM_UNDECIDED:
        return offsetof(struct cxm_tally, undecided) / sizeof(uint64_t);
    case CXM_INELIGIBLE:
        return offsetof(struct cxm_tally, ineligible) / sizeof(uint64_t);
    default:
        return verdict < 0
                   ? offsetof(struct cxm_tally, rejected) / sizeof(uint64_t)
                   : SIZE_MAX;
    }
}

/* One observation on its way in or out. */
struct change {
    struct cxm_table *table;
    uint32_t number; /* of a cell or union */
    uint32_t cell;   /* that the number of a cell stands for by now */
    size_t def;
    const struct cxm_observation *seen;
    const struct cxm_alloc *alloc;
};

/* Out of range is off the scale only where there is a scale. */
static int is_off_scale(const struct change *change)
{
    return change->seen->verdict == CXM_ERANGE &&
           cxm_def_scale(change->table->member[change->def].def);
}

/* The word that sums n for a verdict; SIZE_MAX: none does. */
static size_t sum_word(const struct change *change)
{
    if (change->seen->verdict == CXM_COUNTED)
        return offsetof(struct cxm_tally, counted_n) / sizeof(uint64_t);
    if (is_off_scale(change))
        return offsetof(struct cxm_tally, off_scale_n) / sizeof(uint64_t);
    return SIZE_MAX;
}

/* How much a verdict's sum changes; 0 where it has none. */
static int weigh(const struct change *change, uint64_t times, uint64_t *weight)
{
    const uint64_t n = change->seen->n;
    *weight = 0;
    if (sum_word(change) == SIZE_MAX)
        return CXM_OK;
    if (times > 1 && n > UINT64_MAX / times)
        return CXM_EOVERFLOW;
    *weight = n * times;
    return CXM_OK;
}

/* Would the words of a tally leave their range? */
static int check_tally(const struct change *change, const uint64_t *tally,
                       uint64_t times, int forth)
{
    const uint64_t *count = tally + tally_word(change->seen->verdict);
    const size_t word = sum_word(change);
    const uint64_t sum = word == SIZE_MAX ? 0 : tally[word];
    uint64_t weight;
    const int status = weigh(change, times, &weight);
    if (!forth)
        return status < 0 || *count < times || sum < weight ||
                       (is_off_scale(change) && tally[OFF_SCALE] < times)
                   ? CXM_EABSENT
                   : CXM_OK;
    return status < 0 || *count > UINT64_MAX - times ||
                   sum > UINT64_MAX - weight
               ? CXM_EOVERFLOW
               : CXM_OK;
}

/* Taking out is adding the complement. */
static void shift_tally(const struct change *change, uint64_t *tally,
                        uint64_t times, int forth)
{
    const size_t word = sum_word(change);
    uint64_t weight;
    weigh(change, times, &weight);
    tally[tally_word(change->seen->verdict)] += forth ? times : 0 - times;
    if (word != SIZE_MAX)
        tally[word] += forth ? weight : 0 - weight;
    if (is_off_scale(change))
        tally[OFF_SCALE] += forth ? times : 0 - times;
}

static int check_tallies(const struct change *change, int forth)
{
    const struct cxm_table *table = change->table;
    struct cxm__targets targets = cxm__targets_of(table, change->number);
    uint32_t cell;
    uint64_t times;
    int status = CXM_OK;
    if (targets.member)
        status = check_tally(
            change, cxm__union_tally(table, change->number, change->def), 1,
            forth);
    while (status == CXM_OK && cxm__targets_next(&targets, &cell, &times))
        status = check_tally(change, cxm__cell_tally(table, cell, change->def),
                             times, forth);
    return status;
}

static void shift_tallies(const struct change *change, int forth)
{
    struct cxm_table *table = change->table;
    struct cxm__targets targets = cxm__targets_of(table, change->number);
    uint32_t cell;
    uint64_t times;
    if (targets.member)
        shift_tally(change,
                    cxm__union_tally(table, change->number, change->def), 1,
                    forth);
    while (cxm__targets_next(&targets, &cell, &times)) {
        uint64_t *tally = cxm__cell_tally(table, cell, change->def);
        shift_tally(change, tally, times, forth);
        if (!forth && cxm__tally_is_zero(tally))
            table->emptied = 1;
    }
}

/* The state of one cell. */
static int shift_state(const struct change *change, uint32_t cell,
                       uint64_t times, int forth)
{
    const struct cxm_table *table = change->table;
    const struct cxm_def *def = table->member[change->def].def;
    uint64_t *state = cxm__cell_state(table, cell, change->def);
    uint64_t weight;
    weigh(change, times, &weight);
    if (cell == CXM_CELL_UNPLACED)
        return CXM_OK;
    return forth ? cxm_state_add_n(def, state, change->seen->v, weight,
                                   change->alloc)
                 : cxm__state_remove_n(def, state, change->seen->v, weight,
                                       change->alloc);
}

/* Those of all cells, or none: to give back what was taken needs no memory. */
static int shift_states(const struct change *change, int forth)
{
    struct cxm__targets targets =
        cxm__targets_of(change->table, change->number);
    uint32_t cell;
    uint64_t times;
    size_t done = 0;
    int status = CXM_OK;
    while (status == CXM_OK && cxm__targets_next(&targets, &cell, &times)) {
        status = shift_state(change, cell, times, forth);
        done += status == CXM_OK;
    }
    if (status == CXM_OK)
        return CXM_OK;
    targets = cxm__targets_of(change->table, change->number);
    for (; done && cxm__targets_next(&targets, &cell, &times); done--)
        shift_state(change, cell, times, !forth);
    return status;
}

/* One cell, as nearly always: the same as below without the lists. */
static int shift_cell(const struct change *change, int forth)
{
    const struct cxm_observation *seen = change->seen;
    uint64_t *tally = cxm__cell_tally(change->table, change->cell, change->def);
    int status = check_tally(change, tally, 1, forth);
    if (status == CXM_OK && seen->verdict == CXM_COUNTED)
        status = shift_state(change, change->cell, 1, forth);
    if (status == CXM_OK && cxm__has_due(seen))
        status = cxm__due_note(change->table, change->number, change->def, seen,
                               forth ? 1 : -1, change->alloc);
    if (status < 0)
        return status;
    shift_tally(change, tally, 1, forth);
    if (!forth && cxm__tally_is_zero(tally))
        change->table->emptied = 1;
    return CXM_OK;
}

/* Tallies, and states or what is remembered: all or nothing. */
static int shift(const struct change *change, int forth)
{
    if (!cxm__is_union(change->table, change->number))
        return shift_cell(change, forth);
    const struct cxm_observation *seen = change->seen;
    int status = check_tallies(change, forth);
    if (status == CXM_OK && seen->verdict == CXM_COUNTED)
        status = shift_states(change, forth);
    if (status == CXM_OK && cxm__has_due(seen))
        status = cxm__due_note(change->table, change->number, change->def, seen,
                               forth ? 1 : -1, change->alloc);
    if (status == CXM_OK)
        shift_tallies(change, forth);
    return status;
}

/* What will be counted later is refused now where it cannot be. */
static int check_due(const struct cxm_table *table, size_t def,
                     const struct cxm_observation *seen)
{
    const struct cxm_def *of = table->member[def].def;
    const struct cxm_input *input = cxm_def_kpi(of)->input;
    if (!table->revisable)
        return CXM_EINVAL;
    for (uint32_t i = 0; i < cxm_def_arity(of); i++)
        if (seen->v[i] < input[i].low || seen->v[i] > input[i].high)
            return CXM_ERANGE;
    return CXM_OK;
}

/* Do number, definition and verdict exist?  Finds the cell, too. */
static int check_change(struct change *change)
{
    const struct cxm_table *table = change->table;
    const uint32_t number = change->number;
    if (tally_word(change->seen->verdict) == SIZE_MAX ||
        change->def >= table->members)
        return CXM_EINVAL;
    change->cell = CXM_CELL_FILTERED;
    if (number != CXM_CELL_FILTERED && !cxm__is_union(table, number)) {
        change->cell = cxm__cell_resolve(table, number);
        if (change->cell == CXM_CELL_FILTERED)
            return CXM_EINVAL;
    }
    return cxm__has_due(change->seen)
               ? check_due(table, change->def, change->seen)
               : CXM_OK;
}

/* What was decided counts as its v, on its way in and out alike. */
static const struct cxm_observation *as_decided(
    const struct cxm_table *table, const struct cxm_observation *seen,
    struct cxm_observation *counted)
{
    if (!cxm__has_due(seen) || seen->due >= table->decided)
        return seen;
    *counted = *seen;
    counted->verdict = CXM_COUNTED;
    return counted;
}

int cxm_table_add(struct cxm_table *table, uint32_t cell, size_t def,
                  const struct cxm_observation *observation,
                  const struct cxm_alloc *alloc)
{
    struct change change = {table, cell, 0, def, observation, alloc};
    struct cxm_observation counted;
    int status = check_change(&change);
    if (status < 0 || cell == CXM_CELL_FILTERED)
        return status;
    change.seen = as_decided(table, observation, &counted);
    status = shift(&change, 1);
    if (status < 0)
        cxm__table_trim(table, cell, def, alloc);
    return status;
}

int cxm__table_take(struct cxm_table *table, uint32_t number, size_t def,
                    const struct cxm_observation *observation,
                    const struct cxm_alloc *alloc)
{
    struct change change = {table, number, 0, def, observation, alloc};
    struct cxm_observation counted;
    const int status = check_change(&change);
    if (status < 0 || number == CXM_CELL_FILTERED)
        return status;
    change.seen = as_decided(table, observation, &counted);
    return shift(&change, 0);
}

void cxm__table_trim(struct cxm_table *table, uint32_t number, size_t def,
                     const struct cxm_alloc *alloc)
{
    struct cxm__targets targets = cxm__targets_of(table, number);
    uint32_t cell;
    uint64_t times;
    if (def >= table->members)
        return;
    while (cxm__targets_next(&targets, &cell, &times))
        cxm__state_trim(table->member[def].def,
                        cxm__cell_state(table, cell, def), alloc);
}

int cxm_table_remove(struct cxm_table *table, uint32_t cell, size_t def,
                     const struct cxm_observation *observation,
                     const struct cxm_alloc *alloc)
{
    const int status = cxm__table_take(table, cell, def, observation, alloc);
    cxm__table_trim(table, cell, def, alloc);
    return status;
}
