/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/column.h - the values of a struct cxm_column as int64s in the unit of
 * kpi->input.
 */
#ifndef CXM_LIB_KPI_COLUMN_H
#define CXM_LIB_KPI_COLUMN_H

#include <cxm/state.h>

/* What 1 is in the unit of component i. */
int64_t cxm__column_unit(const struct cxm_def *def, uint32_t i);

/* One row of all columns: CXM_COUNTED, CXM_MISSING or CXM_ERANGE. */
int cxm__column_row(const struct cxm_def *def, const struct cxm_column *column,
                    size_t row, int64_t *v);

/* 1 for whole numbers that all are int64s. */
int cxm__column_is_whole(const struct cxm_column *column);

/*
 * Of such a column: `rows` values as they are, valid or not; then, with a
 * bitmap, put those that are valid into `out`, which may be `values`, and
 * return how many; then multiply them, which is CXM_ERANGE where one does not
 * fit.
 */
void cxm__column_widen(const struct cxm_column *column, size_t first,
                       size_t rows, int64_t *out);
size_t cxm__column_compact(const struct cxm_column *column, size_t first,
                           size_t rows, const int64_t *values, int64_t *out);
int cxm__column_scale(int64_t *values, size_t n, int64_t unit);

#endif
