/* SPDX-License-Identifier: MIT */
/*
 * Columns of plain numbers into observations, in one of three ways: ratings of
 * one byte are counted as they are, numbers as the parts take them where they
 * lie, and others in blocks of numbers; these also find the bad row.
 */
#include <cxm/state.h>

#include "../base/base.h"
#include "../stat/counts.h"
#include "../stat/counts_bytes.h"
#include "column.h"
#include "kpi.h"
#include "rating.h"
#include "state.h"

#include <stdint.h>

/* Take back the rows before `rows`: they were added, so this cannot fail. */
static void remove_rows(const struct cxm_def *def, void *state,
                        const struct cxm_column *column, size_t rows,
                        const struct cxm_alloc *alloc)
{
    int64_t v[CXM_ARITY_MAX] = {0};
    for (size_t row = 0; row < rows; row++)
        if (cxm__column_row(def, column, row, v) == CXM_COUNTED)
            cxm_state_remove(def, state, v, alloc);
}

static int check_columns(const struct cxm_def *def,
                         const struct cxm_column *column, size_t rows,
                         struct cxm_error *error)
{
    for (uint32_t i = 0; i < def->arity; i++)
        if (column[i].type < CXM_COLUMN_I8 || column[i].type > CXM_COLUMN_F64 ||
            (rows && !column[i].data))
            return cxm__fail(error, CXM_EINVAL, def->kpi->info.input[i].name,
                             "column %u has no data or an unknown type", i);
    return CXM_OK;
}

#define NARROW 1024 /* rows that are made bytes at a time, on the stack */

/* A rating on a scale of whole points, few enough to be counted as bytes. */
static int is_of_points(const struct cxm_def *def,
                        const struct cxm_column *column)
{
    return def->kpi->spread == cxm__rating_spread && def->n_parts == 1 &&
           def->scale.per_unit == 1 && def->scale.points < CXM__BYTES_POINTS &&
           cxm__column_is_whole(column);
}

/* Are the points of the scale all values of a column of bytes? */
static int are_bytes(const struct cxm_column *column, int64_t low, int64_t high)
{
    if (column->stride > 1)
        return 0;
    if (column->type == CXM_COLUMN_U8)
        return low >= 0 && high <= UINT8_MAX;
    return column->type == CXM_COLUMN_I8 && low >= INT8_MIN && high <= INT8_MAX;
}

/*
 * Count rows as points above the lowest; returns how many are valid.  What is
 * no point becomes a byte that is none, either.
 */
static uint64_t count_narrowed(const struct cxm_column *column, size_t first,
                               size_t rows, int64_t low, uint32_t points,
                               uint64_t *count)
{
    const struct cxm__validity valid = {column->valid, column->offset + first};
    int64_t values[NARROW];
    uint8_t bytes[NARROW];
    cxm__column_widen(column, first, rows, values);
    for (size_t row = 0; row < rows; row++) {
        const uint64_t point = (uint64_t)values[row] - (uint64_t)low;
        bytes[row] = (uint8_t)(point < points ? point : points);
    }
    return cxm__count_bytes(bytes, &valid, rows, 0, points, count);
}

static uint64_t count_points(const struct cxm_column *column, size_t rows,
                             int64_t low, uint32_t points, uint64_t *count)
{
    const struct cxm__validity valid = {column->valid, column->offset};
    if (are_bytes(column, low, low + points - 1))
        return cxm__count_bytes((const uint8_t *)column->data + column->offset,
                                &valid, rows, (uint8_t)low, points, count);
    uint64_t known = 0;
    for (size_t row = 0; row < rows; row += NARROW) {
        const size_t n = rows - row < NARROW ? rows - row : NARROW;
        uint64_t more[CXM__BYTES_POINTS];
        known += count_narrowed(column, row, n, low, points, more);
        for (uint32_t k = 0; k < points; k++)
            count[k] += more[k];
    }
    return known;
}

/* 1, or 0 with nothing counted. */
static int add_points(const struct cxm_def *def, uint64_t *words,
                      const struct cxm_column *column, size_t rows,
                      uint64_t *missing)
{
    const struct cxm_scale *scale = &def->scale;
    const int rising = scale->worst < scale->best;
    uint64_t count[CXM__BYTES_POINTS] = {0};
    uint64_t class[CXM__BYTES_POINTS];
    uint64_t others = 0;
    if (rows > 0)
        others = count_points(column, rows, rising ? scale->worst : scale->best,
                              scale->points, count);
    *missing = rows - others;
    for (uint32_t k = 0; k < scale->points; k++) {
        class[k] = count[rising ? k : scale->points - 1 - k];
        others -= class[k];
    }
    return others == 0 &&
           cxm__counts_merge(words, class, scale->points) == CXM_OK;
}

#define ROOM 2048 /* numbers of a block, all columns together, on the stack */

/* Some rows of a table as columns of numbers, without those missing. */
struct block {
    size_t first;
    size_t rows; /* of the table, up to what cannot be read */
    size_t n;    /* of these, how many are not missing */
    const int64_t *v[CXM_ARITY_MAX];
    int64_t number[ROOM];
};

/* May each column be read by itself? */
static int are_apart(const struct cxm_def *def, const struct cxm_column *column)
{
    for (uint32_t i = 0; i < def->arity; i++)
        if (!cxm__column_is_whole(&column[i]) ||
            (column[i].valid && def->arity > 1))
            return 0;
    return 1;
}

/* Are the values int64s, one behind the other? */
static int are_int64s(const struct cxm_column *column)
{
    return column->type == CXM_COLUMN_I64 &&
           (column->stride == 0 || column->stride == sizeof(int64_t)) &&
           (uintptr_t)column->data % sizeof(int64_t) == 0;
}

static const int64_t *int64s_of(const struct cxm_column *column)
{
    return (const int64_t *)column->data + column->offset;
}

/* The valid ones of some rows; returns how many. */
static size_t read_valid(const struct cxm_column *column, size_t first,
                         size_t rows, int64_t *out)
{
    if (column->valid && are_int64s(column))
        return cxm__column_compact(column, first, rows,
                                   int64s_of(column) + first, out);
    cxm__column_widen(column, first, rows, out);
    return column->valid ? cxm__column_compact(column, first, rows, out, out)
                         : rows;
}

/* Fill a block by columns; 0 where something cannot be read. */
static int read_columns(const struct cxm_def *def,
                        const struct cxm_column *column, struct block *block)
{
    int fits = 1;
    block->n = block->rows;
    for (uint32_t i = 0; i < def->arity; i++) {
        int64_t *values = block->number + i * block->rows;
        block->n = read_valid(&column[i], block->first, block->rows, values);
        fits &= cxm__column_scale(values, block->n, cxm__column_unit(def, i)) ==
                CXM_OK;
        block->v[i] = values;
    }
    return fits;
}

/* By rows, up to the first that cannot be read. */
static int read_rows(const struct cxm_def *def, const struct cxm_column *column,
                     struct block *block)
{
    const size_t rows = block->rows;
    int64_t v[CXM_ARITY_MAX];
    block->n = 0;
    for (uint32_t i = 0; i < def->arity; i++)
        block->v[i] = block->number + i * rows;
    for (block->rows = 0; block->rows < rows; block->rows++) {
        const int verdict =
            cxm__column_row(def, column, block->first + block->rows, v);
        if (verdict < 0)
            return verdict;
        for (uint32_t i = 0; verdict == CXM_COUNTED && i < def->arity; i++)
            block->number[i * rows + block->n] = v[i];
        block->n += verdict == CXM_COUNTED;
    }
    return CXM_OK;
}

/* From row `first` on, the n-th of those that are not missing. */
static size_t row_of(const struct cxm_def *def, const struct cxm_column *column,
                     size_t first, size_t n)
{
    int64_t v[CXM_ARITY_MAX];
    for (;; first++)
        if (cxm__column_row(def, column, first, v) == CXM_COUNTED && n-- == 0)
            return first;
}

/* A row that cannot be read is refused after those before it. */
static int add_block(const struct cxm_def *def, void *state,
                     const struct cxm_column *column,
                     const struct cxm_alloc *alloc, struct block *block,
                     size_t *bad)
{
    int status = CXM_OK;
    size_t refused = 0;
    if (!are_apart(def, column) || !read_columns(def, column, block))
        status = read_rows(def, column, block);
    const int added =
        cxm__state_add_columns(def, state, block->v, block->n, alloc, &refused);
    if (added == CXM_OK && status == CXM_OK)
        return CXM_OK;
    *bad = added < 0 ? row_of(def, column, block->first, refused)
                     : block->first + block->rows;
    remove_rows(def, state, column, added < 0 ? block->first : *bad, alloc);
    return added < 0 ? added : status;
}

/* Block by block, all or nothing. */
static int add_blocks(const struct cxm_def *def, void *state,
                      const struct cxm_column *column, size_t rows,
                      const struct cxm_alloc *alloc, uint64_t *missing,
                      size_t *bad)
{
    const size_t most = ROOM / def->arity;
    struct block block;
    int status = CXM_OK;
    for (size_t row = 0; status == CXM_OK && row < rows; row += most) {
        block.first = row;
        block.rows = rows - row < most ? rows - row : most;
        status = add_block(def, state, column, alloc, &block, bad);
        *missing += block.rows - block.n;
    }
    return status;
}

/* Numbers as cxm__state_add_columns takes them, at the address of int64s. */
static int is_direct(const struct cxm_def *def, const struct cxm_column *column,
                     uint32_t i)
{
    return are_int64s(&column[i]) && !column[i].valid &&
           cxm__column_unit(def, i) == 1;
}

/* On failure *bad is the first row that cannot be counted. */
static int add_columns(const struct cxm_def *def, void *state,
                       const struct cxm_column *column, size_t rows,
                       const struct cxm_alloc *alloc, uint64_t *missing,
                       size_t *bad)
{
    const int64_t *v[CXM_ARITY_MAX];
    *missing = 0;
    for (uint32_t i = 0; i < def->arity; i++) {
        if (!is_direct(def, column, i))
            return add_blocks(def, state, column, rows, alloc, missing, bad);
        v[i] = rows ? int64s_of(&column[i]) : NULL;
    }
    return cxm__state_add_columns(def, state, v, rows, alloc, bad);
}

static int refuse_row(const struct cxm_def *def, int status, size_t row,
                      struct cxm_error *error)
{
    cxm__fail(error, status, def->kpi->info.name, "row %llu: %s",
              (unsigned long long)row, cxm_status_text(status));
    if (error)
        error->record = row;
    return status;
}

int cxm_state_add_many(const struct cxm_def *def, void *state,
                       const struct cxm_column *column, size_t rows,
                       const struct cxm_alloc *alloc, struct cxm_tally *tally,
                       struct cxm_error *error)
{
    uint64_t missing = 0;
    size_t bad = 0;
    int status = check_columns(def, column, rows, error);
    if (status < 0)
        return status;
    if (def->arity != 1 || !is_of_points(def, column) ||
        !add_points(def, state, column, rows, &missing))
        status = add_columns(def, state, column, rows, alloc, &missing, &bad);
    if (status < 0)
        return refuse_row(def, status, bad, error);
    if (tally) {
        tally->counted += rows - missing;
        tally->counted_n += rows - missing;
        tally->missing += missing;
    }
    return status;
}
