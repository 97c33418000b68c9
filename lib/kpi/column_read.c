/* SPDX-License-Identifier: MIT */
#include "column.h"

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
static inline int64_t read_signed(const unsigned char *at, uint32_t type)
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

static inline uint64_t read_unsigned(const unsigned char *at, uint32_t type)
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

int64_t cxm__column_unit(const struct cxm_def *def, uint32_t i)
{
    const char *unit = def->kpi->info.input[i].unit;
    return strcmp(unit, "millionths") == 0 ? CXM_MILLION : 1;
}

int cxm__column_row(const struct cxm_def *def, const struct cxm_column *column,
                    size_t row, int64_t *v)
{
    int verdict = CXM_COUNTED;
    for (uint32_t i = 0; i < def->arity && verdict == CXM_COUNTED; i++)
        verdict = read_cell(&column[i], row, cxm__column_unit(def, i), &v[i]);
    return verdict;
}

int cxm__column_is_whole(const struct cxm_column *column)
{
    return column->type < CXM_COLUMN_U64;
}

/* One of the types of which the function above says 1. */
static inline int64_t whole_at(const unsigned char *at, uint32_t type)
{
    return type <= CXM_COLUMN_I64 ? read_signed(at, type)
                                  : (int64_t)read_unsigned(at, type);
}

/* Each call has one type, so that no loop decides it again for each row. */
static inline void widen(const struct cxm_column *column, uint32_t type,
                         size_t first, size_t rows, int64_t *out)
{
    const size_t stride = column->stride ? column->stride : widths[type];
    const unsigned char *at = cell(column, first);
    for (size_t row = 0; row < rows; row++)
        out[row] = whole_at(at + row * stride, type);
}

void cxm__column_widen(const struct cxm_column *column, size_t first,
                       size_t rows, int64_t *out)
{
    switch (column->type) {
    case CXM_COLUMN_I8:
        widen(column, CXM_COLUMN_I8, first, rows, out);
        break;
    case CXM_COLUMN_I16:
        widen(column, CXM_COLUMN_I16, first, rows, out);
        break;
    case CXM_COLUMN_I32:
        widen(column, CXM_COLUMN_I32, first, rows, out);
        break;
    case CXM_COLUMN_I64:
        widen(column, CXM_COLUMN_I64, first, rows, out);
        break;
    case CXM_COLUMN_U8:
        widen(column, CXM_COLUMN_U8, first, rows, out);
        break;
    case CXM_COLUMN_U16:
        widen(column, CXM_COLUMN_U16, first, rows, out);
        break;
    default:
        widen(column, CXM_COLUMN_U32, first, rows, out);
        break;
    }
}

/* Up to 64 bits of the bitmap; others are not touched. */
static uint64_t bits_of(const struct cxm_column *column, size_t first,
                        size_t rows)
{
    const size_t at = column->offset + first;
    const size_t shift = at % 8;
    const uint8_t *from = column->valid + at / 8;
    uint64_t bits = from[0] >> shift;
    for (size_t i = 1; 8 * i < shift + rows; i++)
        bits |= (uint64_t)from[i] << (8 * i - shift);
    return bits;
}

/*
 * Of up to 64 values those whose bit is set; `out` may be where they are, or
 * before.  No branch: what is not valid is written, too, and then written over.
 */
static size_t keep(const int64_t *values, size_t n, uint64_t bits, int64_t *out)
{
    size_t kept = 0;
    size_t i = 0;
    for (; n - i >= 4; i += 4, bits >>= 4) {
        out[kept] = values[i];
        kept += bits & 1;
        out[kept] = values[i + 1];
        kept += bits >> 1 & 1;
        out[kept] = values[i + 2];
        kept += bits >> 2 & 1;
        out[kept] = values[i + 3];
        kept += bits >> 3 & 1;
    }
    for (; i < n; i++, bits >>= 1) {
        out[kept] = values[i];
        kept += bits & 1;
    }
    return kept;
}

size_t cxm__column_compact(const struct cxm_column *column, size_t first,
                           size_t rows, const int64_t *values, int64_t *out)
{
    size_t kept = 0;
    for (size_t row = 0; row < rows; row += 64) {
        const size_t n = rows - row < 64 ? rows - row : 64;
        kept +=
            keep(values + row, n, bits_of(column, first + row, n), out + kept);
    }
    return kept;
}

int cxm__column_scale(int64_t *values, size_t n, int64_t unit)
{
    int outside = 0;
    if (unit == 1)
        return CXM_OK;
    const int64_t most = INT64_MAX / unit;
    for (size_t i = 0; i < n; i++) {
        outside |= values[i] > most || values[i] < -most;
        values[i] = (int64_t)((uint64_t)values[i] * (uint64_t)unit);
    }
    return outside ? CXM_ERANGE : CXM_OK;
}
