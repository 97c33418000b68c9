/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "../kpi/state.h"
#include "tally.h"

/* One observation, or columns of them, on the way in or out. */
struct change {
    struct cxm_table *table;
    size_t def;
    uint32_t number; /* of a cell or union */
    uint32_t cell;   /* that it stands for; FILTERED: several, or none */
    const struct cxm_observation *seen;
    const int64_t *const *column; /* NULL: what is counted is seen->v */
    uint64_t times;               /* rows of the columns, or how often */
    size_t *bad; /* the row of the columns that a state refused */
    const struct cxm_alloc *alloc;
    struct cxm__effect effect;
    int noted; /* 1 where it is remembered until it is due */
};

/* In a cell in which it is `each` times. */
static struct cxm__amount amount_of(const struct change *change, uint64_t each)
{
    const uint64_t times = each * change->times;
    return (struct cxm__amount){times, times * change->effect.n};
}

static int is_too_much(uint64_t a, uint64_t b)
{
    return a > 1 && b > UINT64_MAX / a;
}

static int check(const struct change *change, const uint64_t *tally,
                 uint64_t each, int forth)
{
    const struct cxm__amount amount = amount_of(change, each);
    if (is_too_much(each, change->times) ||
        is_too_much(amount.times, change->effect.n))
        return forth ? CXM_EOVERFLOW : CXM_EABSENT;
    return cxm__tally_check(&change->effect, tally, amount, forth);
}

static void shift(const struct change *change, uint64_t *tally, uint64_t each,
                  int forth)
{
    cxm__tally_shift(&change->effect, tally, amount_of(change, each), forth);
    if (!forth && cxm__tally_is_zero(tally))
        change->table->emptied = 1;
}

/* Take back what `each` times add_repeatedly added, which needs no memory. */
static void remove_repeatedly(const struct change *change, uint64_t *state,
                              uint64_t each)
{
    const struct cxm_def *def = change->table->member[change->def].def;
    for (uint64_t row = 0; row < change->times; row++) {
        int64_t v[CXM_ARITY_MAX];
        for (uint32_t i = 0; i < cxm_def_arity(def); i++)
            v[i] = change->column[i][row];
        cxm__state_remove_n(def, state, v, each, change->alloc);
    }
}

static int add_repeatedly(const struct change *change, uint64_t *state,
                          uint64_t each)
{
    const struct cxm_def *def = change->table->member[change->def].def;
    int status = CXM_OK;
    uint64_t done = 0;
    for (; status == CXM_OK && done < each; done += status == CXM_OK)
        status = cxm__state_add_columns(def, state, change->column,
                                        (size_t)change->times, change->alloc,
                                        change->bad);
    if (status < 0)
        remove_repeatedly(change, state, done);
    return status;
}

/* The state of one cell; what is unplaced has none. */
static int shift_state(const struct change *change, uint32_t cell,
                       uint64_t each, int forth)
{
    const struct cxm_def *def = change->table->member[change->def].def;
    uint64_t *state = cxm__cell_state(change->table, cell, change->def);
    const uint64_t weight = amount_of(change, each).weight;
    if (!change->effect.counted || cell == CXM_CELL_UNPLACED)
        return CXM_OK;
    if (!change->column)
        return forth ? cxm_state_add_n(def, state, change->seen->v, weight,
                                       change->alloc)
                     : cxm__state_remove_n(def, state, change->seen->v, weight,
                                           change->alloc);
    if (forth)
        return add_repeatedly(change, state, each);
    remove_repeatedly(change, state, each);
    return CXM_OK;
}

static int note(const struct change *change, int forth)
{
    return cxm__due_note(change->table, change->number, change->def,
                         change->seen, change->times, forth, change->alloc);
}

/* One cell, as nearly always: the same as below without the lists. */
static int change_cell(const struct change *change, int forth)
{
    uint64_t *tally = cxm__cell_tally(change->table, change->cell, change->def);
    int status = check(change, tally, 1, forth);
    if (status == CXM_OK)
        status = shift_state(change, change->cell, 1, forth);
    if (status == CXM_OK && change->noted)
        status = note(change, forth);
    if (status == CXM_OK)
        shift(change, tally, 1, forth);
    return status;
}

static int check_tallies(const struct change *change, int forth)
{
    const struct cxm_table *table = change->table;
    struct cxm__targets targets = cxm__targets_of(table, change->number);
    uint32_t cell;
    uint64_t each;
    int status = CXM_OK;
    if (targets.member)
        status =
            check(change, cxm__union_tally(table, change->number, change->def),
                  1, forth);
    while (status == CXM_OK && cxm__targets_next(&targets, &cell, &each))
        status = check(change, cxm__cell_tally(table, cell, change->def), each,
                       forth);
    return status;
}

static void shift_tallies(const struct change *change, int forth)
{
    struct cxm_table *table = change->table;
    struct cxm__targets targets = cxm__targets_of(table, change->number);
    uint32_t cell;
    uint64_t each;
    shift(change, cxm__union_tally(table, change->number, change->def), 1,
          forth);
    while (cxm__targets_next(&targets, &cell, &each))
        shift(change, cxm__cell_tally(table, cell, change->def), each, forth);
}

/* Those of all cells, or none: to give back what was taken needs no memory. */
static int shift_states(const struct change *change, int forth)
{
    struct cxm__targets targets =
        cxm__targets_of(change->table, change->number);
    uint32_t cell;
    uint64_t each;
    size_t done = 0;
    int status = CXM_OK;
    while (status == CXM_OK && cxm__targets_next(&targets, &cell, &each)) {
        status = shift_state(change, cell, each, forth);
        done += status == CXM_OK;
    }
    if (status == CXM_OK)
        return CXM_OK;
    targets = cxm__targets_of(change->table, change->number);
    for (; done && cxm__targets_next(&targets, &cell, &each); done--)
        shift_state(change, cell, each, !forth);
    return status;
}

/*
 * What was decided counts as its v, on its way in and out alike.  What will be
 * counted later is refused now where it cannot be.
 */
static int read_due(struct change *change)
{
    const struct cxm_table *table = change->table;
    const struct cxm_observation *seen = change->seen;
    const struct cxm_def *def = table->member[change->def].def;
    const struct cxm_input *input = cxm_def_kpi(def)->input;
    if (!table->revisable)
        return CXM_EINVAL;
    for (uint32_t i = 0; i < cxm_def_arity(def); i++)
        if (seen->v[i] < input[i].low || seen->v[i] > input[i].high)
            return CXM_ERANGE;
    if (seen->due < table->decided)
        return cxm__effect_of(def, CXM_COUNTED, seen->n, &change->effect);
    change->noted = 1;
    return CXM_OK;
}

/* Do number, definition and verdict exist?  Then it is known what to do. */
static int read_change(struct change *change)
{
    const struct cxm_table *table = change->table;
    const struct cxm_observation *seen = change->seen;
    const uint32_t number = change->number;
    change->noted = 0;
    if (change->def >= table->members ||
        cxm__effect_of(table->member[change->def].def, seen->verdict, seen->n,
                       &change->effect) < 0)
        return CXM_EINVAL;
    change->cell = cxm__cell_resolve(table, number);
    if (change->cell == CXM_CELL_FILTERED && number != CXM_CELL_FILTERED &&
        !cxm__is_union(table, number))
        return CXM_EINVAL;
    return cxm__has_due(seen) ? read_due(change) : CXM_OK;
}

/* Tallies, and states or what is remembered: all or nothing. */
static int change_union(const struct change *change, int forth)
{
    int status = check_tallies(change, forth);
    if (status == CXM_OK)
        status = shift_states(change, forth);
    if (status == CXM_OK && change->noted)
        status = note(change, forth);
    if (status == CXM_OK)
        shift_tallies(change, forth);
    return status;
}

static int change_all(const struct change *change, int forth)
{
    if (change->cell != CXM_CELL_FILTERED)
        return change_cell(change, forth);
    return change->number == CXM_CELL_FILTERED ? CXM_OK
                                               : change_union(change, forth);
}

static int add(struct change *change)
{
    int status = read_change(change);
    if (status < 0)
        return status;
    status = change_all(change, 1);
    if (status < 0)
        cxm__table_trim(change->table, change->number, change->def,
                        change->alloc);
    return status;
}

/* Member by member: an initializer would clear the rest, which takes longer. */
static struct change change_of(struct cxm_table *table, uint32_t number,
                               size_t def, const struct cxm_observation *seen,
                               uint64_t times, const struct cxm_alloc *alloc)
{
    struct change change;
    change.table = table;
    change.number = number;
    change.def = def;
    change.seen = seen;
    change.column = NULL;
    change.bad = NULL;
    change.times = times;
    change.alloc = alloc;
    /* read_change sets the others. */
    /* cppcheck-suppress uninitvar */
    return change;
}

int cxm_table_add_n(struct cxm_table *table, uint32_t cell, size_t def,
                    const struct cxm_observation *observation, uint64_t times,
                    const struct cxm_alloc *alloc)
{
    struct change change =
        change_of(table, cell, def, observation, times, alloc);
    return add(&change);
}

/* One cell of a group, and nothing that is due: the same, on a short way. */
static inline int add_to_cell(struct cxm_table *table, uint32_t cell, size_t i,
                              const struct cxm__effect *effect,
                              const int64_t *v, const struct cxm_alloc *alloc)
{
    const struct cxm__amount once = {1, effect->n};
    uint64_t *tally = cxm__cell_tally(table, cell, i);
    int status = cxm__tally_check(effect, tally, once, 1);
    if (status == CXM_OK && effect->counted)
        status = cxm_state_add_n(table->member[i].def, tally + CXM__TALLY_WORDS,
                                 v, once.weight, alloc);
    if (status == CXM_OK)
        cxm__tally_shift(effect, tally, once, 1);
    return status;
}

int cxm_table_add(struct cxm_table *table, uint32_t cell, size_t def,
                  const struct cxm_observation *observation,
                  const struct cxm_alloc *alloc)
{
    struct cxm__effect effect;
    if (def < table->members && cell != CXM_CELL_UNPLACED &&
        cxm__cell_is_there(table, cell) &&
        observation->verdict != CXM_UNDECIDED &&
        cxm__effect_of(table->member[def].def, observation->verdict,
                       observation->n, &effect) == CXM_OK)
        return add_to_cell(table, cell, def, &effect, observation->v, alloc);
    return cxm_table_add_n(table, cell, def, observation, 1, alloc);
}

int cxm_table_add_many(struct cxm_table *table, uint32_t cell, size_t def,
                       const int64_t *const *v, size_t rows,
                       const struct cxm_alloc *alloc, struct cxm_error *error)
{
    static const struct cxm_observation counted = {.verdict = CXM_COUNTED,
                                                   .n = 1};
    static const int64_t *const none[1] = {NULL};
    struct change change = change_of(table, cell, def, &counted, rows, alloc);
    size_t bad = SIZE_MAX;
    change.column = v ? v : none;
    change.bad = &bad;
    const int status = add(&change);
    if (status < 0)
        cxm__fail(error, status, "", "%s", cxm_status_text(status));
    if (status < 0 && error && bad != SIZE_MAX)
        error->record = bad;
    return status;
}

int cxm__table_take(struct cxm_table *table, uint32_t number, size_t def,
                    const struct cxm_observation *observation, uint64_t times,
                    const struct cxm_alloc *alloc)
{
    struct change change =
        change_of(table, number, def, observation, times, alloc);
    const int status = read_change(&change);
    return status < 0 ? status : change_all(&change, 0);
}

void cxm__table_trim(struct cxm_table *table, uint32_t number, size_t def,
                     const struct cxm_alloc *alloc)
{
    struct cxm__targets targets = cxm__targets_of(table, number);
    uint32_t cell;
    uint64_t each;
    if (def >= table->members)
        return;
    while (cxm__targets_next(&targets, &cell, &each))
        cxm__state_trim(table->member[def].def,
                        cxm__cell_state(table, cell, def), alloc);
}

int cxm_table_remove(struct cxm_table *table, uint32_t cell, size_t def,
                     const struct cxm_observation *observation,
                     const struct cxm_alloc *alloc)
{
    const int status = cxm__table_take(table, cell, def, observation, 1, alloc);
    cxm__table_trim(table, cell, def, alloc);
    return status;
}
