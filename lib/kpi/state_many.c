/* SPDX-License-Identifier: MIT */
/*
 * Many observations at once: part by part, each over a column of values.  What
 * does not go that way is counted row by row, which also finds the bad row.
 */
#include "state.h"

#include "kpi.h"
#include "part.h"
#include "timing.h"

struct columns {
    struct cxm__part_column part[CXM__PARTS_MAX];
};

/* Add to all parts or to none: what was added can be removed again. */
static int add_parts(const struct cxm_def *def, uint64_t *words,
                     const struct columns *columns, size_t n,
                     const struct cxm_alloc *alloc)
{
    int status = CXM_OK;
    for (uint32_t i = 0; status == CXM_OK && i < def->n_parts; i++) {
        status = cxm__part_add_many(&def->part[i], words + def->part[i].offset,
                                    &columns->part[i], n, alloc);
        while (status < 0 && i-- > 0)
            for (size_t row = 0; row < n; row++)
                cxm__part_remove(&def->part[i], words + def->part[i].offset,
                                 cxm__part_value(&columns->part[i], row), 1,
                                 alloc);
    }
    return status;
}

/* All bits of any of the values. */
static uint64_t bits_of(const int64_t *values, size_t n)
{
    uint64_t bits = 0;
    size_t row = 0;
    for (; n - row >= 4; row += 4)
        bits |= (uint64_t)(values[row] | values[row + 1] | values[row + 2] |
                           values[row + 3]);
    for (; row < n; row++)
        bits |= (uint64_t)values[row];
    return bits;
}

static int are_in_bounds(const struct cxm_input *input, const int64_t *values,
                         size_t n)
{
    const uint64_t low = (uint64_t)input->low;
    const uint64_t range = (uint64_t)input->high - low;
    int outside = 0;
    if (range == UINT64_MAX || (low == 0 && bits_of(values, n) <= range))
        return 1;
    for (size_t row = 0; row < n; row++)
        outside |= (uint64_t)values[row] - low > range;
    return !outside;
}

/*
 * Where a row is not changed on its way to the parts the columns are those
 * that were given: without a spread, and for KPIs of one duration.
 */
static int are_plain(const struct cxm_def *def)
{
    return !def->kpi->spread || def->kpi->spread == cxm__timing_spread;
}

static int add_given(const struct cxm_def *def, uint64_t *words,
                     const int64_t *const *v, size_t first, size_t rows,
                     const struct cxm_alloc *alloc)
{
    struct columns columns;
    const int is_duration = def->kpi->spread != NULL;
    for (uint32_t i = 0; i < def->n_parts; i++) {
        struct cxm__part_column *column = &columns.part[i];
        const uint32_t from = is_duration ? 0 : i;
        column->values = from < def->arity ? v[from] + first : NULL;
        column->limit =
            is_duration && i - 1 < def->n_limits ? &def->limit[i - 1] : NULL;
    }
    return add_parts(def, words, &columns, rows, alloc);
}

#define ROOM 512  /* values of all parts together, on the stack */
#define ROWS 8192 /* of plain columns: they stay in the cache between parts */

/* A step that is taken once from the start, of no value. */
static void make_steps(uint32_t n, struct cxm__step *step)
{
    for (uint32_t i = 0; i < n; i++)
        step[i] = (struct cxm__step){0, 1};
}

/* Spread rows to a column for each part; 0 where one has no such row. */
static int spread_rows(const struct cxm_def *def, const int64_t *const *v,
                       size_t first, size_t rows, int64_t *values)
{
    int64_t one[CXM_ARITY_MAX] = {0};
    struct cxm__step step[CXM__PARTS_MAX];
    const uint32_t n_parts = def->n_parts;
    const uint32_t arity = def->arity;
    make_steps(n_parts > arity ? n_parts : arity, step);
    for (size_t row = 0; row < rows; row++) {
        uint64_t others = 0;
        for (uint32_t i = 0; i < arity; i++)
            one[i] = step[i].value = v[i][first + row];
        for (uint32_t i = arity; i < n_parts; i++)
            step[i].value = 0;
        if (def->kpi->spread(def, one, step) < 0)
            return 0;
        for (uint32_t i = 0; i < n_parts; i++) {
            values[i * rows + row] = step[i].value;
            others |= step[i].times ^ 1;
        }
        if (others)
            return 0;
    }
    return 1;
}

/* The columns that the KPI makes of those given. */
static int add_made(const struct cxm_def *def, uint64_t *words,
                    const int64_t *const *v, size_t first, size_t rows,
                    const struct cxm_alloc *alloc)
{
    int64_t fresh[ROOM];
    const int64_t *from[CXM_ARITY_MAX] = {NULL};
    struct columns columns;
    for (uint32_t i = 0; i < def->arity; i++)
        from[i] = v[i] + first;
    const int status = def->kpi->columns(def, from, rows, fresh, columns.part);
    return status < 0 ? status : add_parts(def, words, &columns, rows, alloc);
}

static int add_spread(const struct cxm_def *def, uint64_t *words,
                      const int64_t *const *v, size_t first, size_t rows,
                      const struct cxm_alloc *alloc)
{
    int64_t values[ROOM];
    struct columns columns;
    if (!spread_rows(def, v, first, rows, values))
        return CXM_ERANGE;
    for (uint32_t i = 0; i < def->n_parts; i++)
        columns.part[i] = (struct cxm__part_column){values + i * rows, NULL};
    return add_parts(def, words, &columns, rows, alloc);
}

/* Rows first to first + rows, by columns; negative: none of them. */
static int add_block(const struct cxm_def *def, uint64_t *words,
                     const int64_t *const *v, size_t first, size_t rows,
                     const struct cxm_alloc *alloc)
{
    for (uint32_t i = 0; i < def->arity; i++)
        if (!are_in_bounds(&def->kpi->info.input[i], v[i] + first, rows))
            return CXM_ERANGE;
    if (are_plain(def))
        return add_given(def, words, v, first, rows, alloc);
    return def->kpi->columns ? add_made(def, words, v, first, rows, alloc)
                             : add_spread(def, words, v, first, rows, alloc);
}

/* One by one; on failure *bad says how many were added. */
static int add_one_by_one(const struct cxm_def *def, void *state,
                          const int64_t *const *v, size_t first, size_t rows,
                          const struct cxm_alloc *alloc, size_t *bad)
{
    int64_t one[CXM_ARITY_MAX] = {0};
    int status = CXM_OK;
    for (size_t row = first; status == CXM_OK && row < first + rows; row++) {
        for (uint32_t i = 0; i < def->arity; i++)
            one[i] = v[i][row];
        status = cxm_state_add(def, state, one, alloc);
        if (status < 0)
            *bad = row;
    }
    return status;
}

static void remove_numbers(const struct cxm_def *def, void *state,
                           const int64_t *const *v, size_t rows,
                           const struct cxm_alloc *alloc)
{
    int64_t one[CXM_ARITY_MAX] = {0};
    for (size_t row = 0; row < rows; row++) {
        for (uint32_t i = 0; i < def->arity; i++)
            one[i] = v[i][row];
        cxm__state_remove_n(def, state, one, 1, alloc);
    }
    cxm__state_trim(def, state, alloc);
}

static size_t rows_of_block(const struct cxm_def *def)
{
    if (are_plain(def))
        return ROWS;
    return def->kpi->columns ? ROOM : ROOM / def->n_parts;
}

int cxm__state_add_columns(const struct cxm_def *def, void *state,
                           const int64_t *const *v, size_t rows,
                           const struct cxm_alloc *alloc, size_t *bad)
{
    const size_t most = rows_of_block(def);
    int status = CXM_OK;
    for (size_t row = 0; status == CXM_OK && row < rows; row += most) {
        const size_t n = rows - row < most ? rows - row : most;
        if (add_block(def, state, v, row, n, alloc) < 0)
            status = add_one_by_one(def, state, v, row, n, alloc, bad);
    }
    if (status < 0)
        remove_numbers(def, state, v, *bad, alloc);
    return status;
}
