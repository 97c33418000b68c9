/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/part.h - the exact operations on one part of a state.  Each either
 * does its work or leaves the words as they were.
 *
 * Removing and unmerging free nothing, so what they took can be given back
 * without memory; adding back what was there before never asks for any.  When
 * nothing has to be undone any more, trim gives back what is empty: so that
 * zero words, and only they, are an empty state.
 */
#ifndef CXM_LIB_KPI_PART_H
#define CXM_LIB_KPI_PART_H

#include "kpi.h"

/* How many words a part of this kind and count has. */
uint32_t cxm__part_words(uint16_t kind, uint16_t count);

int cxm__part_add(const struct cxm__part *part, uint64_t *words, int64_t value,
                  uint64_t n, const struct cxm_alloc *alloc);

/*
 * The same of a column, all or nothing: the values, or with a limit 1 where
 * they are at most that and 0 where they are not.
 */
struct cxm__part_column {
    const int64_t *values; /* NULL: all are 0 */
    const int64_t *limit;  /* or NULL */
};

static inline int64_t cxm__part_value(const struct cxm__part_column *column,
                                      size_t row)
{
    const int64_t value = column->values ? column->values[row] : 0;
    return column->limit ? value <= *column->limit : value;
}

int cxm__part_add_many(const struct cxm__part *part, uint64_t *words,
                       const struct cxm__part_column *column, size_t n,
                       const struct cxm_alloc *alloc);
int cxm__part_remove(const struct cxm__part *part, uint64_t *words,
                     int64_t value, uint64_t n, const struct cxm_alloc *alloc);
int cxm__part_merge(const struct cxm__part *part, uint64_t *into,
                    const uint64_t *from, const struct cxm_alloc *alloc);
int cxm__part_unmerge(const struct cxm__part *part, uint64_t *into,
                      const uint64_t *from, const struct cxm_alloc *alloc);

/* 1 where both have counted the same. */
int cxm__part_equal(const struct cxm__part *part, const uint64_t *a,
                    const uint64_t *b);

/* Free what is empty; free all, and be empty. */
void cxm__part_trim(const struct cxm__part *part, uint64_t *words,
                    const struct cxm_alloc *alloc);
void cxm__part_drop(const struct cxm__part *part, uint64_t *words,
                    const struct cxm_alloc *alloc);

#endif
