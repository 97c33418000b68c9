/* SPDX-License-Identifier: MIT */
/*
 * Columns of plain numbers into observations.  Bulk kernels for the common
 * shapes would hang here, on the parts.
 */
#include <cxm/state.h>

#include "../base/base.h"
#include "kpi.h"

#include <math.h>
#include <string.h>

static const uint8_t widths[] = {
    [CXM_COLUMN_I8] = 1,  [CXM_COLUMN_I16] = 2, [CXM_COLUMN_I32] = 4,
    [CXM_COLUMN_I64] = 8, [CXM_COLUMN_U8] = 1,  [CXM_COLUMN_U16] = 2,
    [CXM_COLUMN_U32] = 4, [CXM_COLUMN_U64] = 8, [CXM_COLUMN_F32] = 4,
    [CXM_COLUMN_F64] = 8,
};

static int is_valid(const struct cxm_column *column, size_t row)
{
    const size_t at = column->offset + row;
    return !column->valid || (column->valid[at / 8] >> (at % 8) & 1);
}

static const unsigned char *cell(const struct cxm_column *column, size_t row)
{
    const size_t stride =
        column->stride ? column->stride : widths[column->type];
    return (const unsigned char *)column->data +
           (column->offset + row) * stride;
}

/* Scale a real; what is not a whole number afterwards is refused. */
static int from_real(double real, int64_t unit, int64_t *value)
{
    if (isnan(real))
        return CXM_MISSING;
    const double scaled = unit == 1 ? real : rint(real * (double)unit);
    if (!(scaled > -9.2e18 && scaled < 9.2e18) || scaled != floor(scaled))
        return CXM_ERANGE;
    *value = (int64_t)scaled;
    return CXM_COUNTED;
}

static int from_whole(int64_t whole, int64_t unit, int64_t *value)
{
    if (whole > INT64_MAX / unit || whole < INT64_MIN / unit)
        return CXM_ERANGE;
    *value = whole * unit;
    return CXM_COUNTED;
}

/* A signed integer of 1, 2, 4 or 8 bytes. */
static int64_t read_signed(const unsigned char *at, uint32_t type)
{
    int8_t i8;
    int16_t i16;
    int32_t i32;
    int64_t i64;
    switch (type) {
    case CXM_COLUMN_I8:
        memcpy(&i8, at, sizeof i8);
        return i8;
    case CXM_COLUMN_I16:
        memcpy(&i16, at, sizeof i16);
        return i16;
    case CXM_COLUMN_I32:
        memcpy(&i32, at, sizeof i32);
        return i32;
    default:
        memcpy(&i64, at, sizeof i64);
        return i64;
    }
}

static uint64_t read_unsigned(const unsigned char *at, uint32_t type)
{
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    switch (type) {
    case CXM_COLUMN_U8:
        return *at;
    case CXM_COLUMN_U16:
        memcpy(&u16, at, sizeof u16);
        return u16;
    case CXM_COLUMN_U32:
        memcpy(&u32, at, sizeof u32);
        return u32;
    default:
        memcpy(&u64, at, sizeof u64);
        return u64;
    }
}

static double read_real(const unsigned char *at, uint32_t type)
{
    float f32;
    double f64;
    if (type == CXM_COLUMN_F32) {
        memcpy(&f32, at, sizeof f32);
        return (double)f32;
    }
    memcpy(&f64, at, sizeof f64);
    return f64;
}

static int read_cell(const struct cxm_column *column, size_t row, int64_t unit,
                     int64_t *value)
{
    if (!is_valid(column, row))
        return CXM_MISSING;
    const unsigned char *at = cell(column, row);
    if (column->type >= CXM_COLUMN_F32)
        return from_real(read_real(at, column->type), unit, value);
    if (column->type <= CXM_COLUMN_I64)
        return from_whole(read_signed(at, column->type), unit, value);
    const uint64_t whole = read_unsigned(at, column->type);
    if (whole > INT64_MAX)
        return CXM_ERANGE;
    return from_whole((int64_t)whole, unit, value);
}

static int read_row(const struct cxm_def *def, const struct cxm_column *column,
                    size_t row, int64_t *v)
{
    const struct cxm_input *input = def->kpi->info.input;
    int verdict = CXM_COUNTED;
    for (uint32_t i = 0; i < def->arity && verdict == CXM_COUNTED; i++) {
        const int64_t unit =
            strcmp(input[i].unit, "millionths") == 0 ? CXM_MILLION : 1;
        verdict = read_cell(&column[i], row, unit, &v[i]);
    }
    return verdict;
}

/* Take back the rows before `rows`: they were added, so this cannot fail. */
static void take_back(const struct cxm_def *def, void *state,
                      const struct cxm_column *column, size_t rows,
                      const struct cxm_alloc *alloc)
{
    int64_t v[CXM_ARITY_MAX] = {0};
    for (size_t row = 0; row < rows; row++)
        if (read_row(def, column, row, v) == CXM_COUNTED)
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

int cxm_state_add_many(const struct cxm_def *def, void *state,
                       const struct cxm_column *column, size_t rows,
                       const struct cxm_alloc *alloc, struct cxm_tally *tally,
                       struct cxm_error *error)
{
    uint64_t missing = 0;
    int status = check_columns(def, column, rows, error);
    for (size_t row = 0; status == CXM_OK && row < rows; row++) {
        int64_t v[CXM_ARITY_MAX] = {0};
        status = read_row(def, column, row, v);
        if (status == CXM_COUNTED) {
            status = cxm_state_add(def, state, v, alloc);
        } else if (status == CXM_MISSING) {
            missing++;
            status = CXM_OK;
        }
        if (status < 0) {
            take_back(def, state, column, row, alloc);
            cxm__fail(error, status, def->kpi->info.name, "row %llu: %s",
                      (unsigned long long)row, cxm_status_text(status));
            if (error)
                error->record = row;
        }
    }
    if (status == CXM_OK && tally) {
        tally->counted += rows - missing;
        tally->counted_n += rows - missing;
        tally->missing += missing;
    }
    return status;
}
