/* SPDX-License-Identifier: MIT */
/*
 * lib/stat/histogram.h - removing in two steps, for callers that may have to
 * undo it without memory; and several ranks in one pass.
 */
#ifndef CXM_LIB_HISTOGRAM_H
#define CXM_LIB_HISTOGRAM_H

#include <cxm/histogram.h>

/*
 * As the public ones, but nothing is freed, even when nothing is left: until
 * cxm__histogram_trim what was removed can be added or merged again, and that
 * needs no memory.
 */
int cxm__histogram_remove_n(struct cxm_histogram *h, int64_t value, uint64_t n);
int cxm__histogram_unmerge(struct cxm_histogram *into,
                           const struct cxm_histogram *from);

/* cxm_histogram_add_many value by value: its plain twin. */
int cxm__histogram_add_many_plain(struct cxm_histogram *h,
                                  const int64_t *values, size_t n,
                                  const struct cxm_alloc *alloc,
                                  struct cxm_error *error);

/* Free the memory of a histogram that has nothing counted. */
void cxm__histogram_trim(struct cxm_histogram *h,
                         const struct cxm_alloc *alloc);

/*
 * The values of k ranks in ascending order (equal ones allowed), as by
 * cxm_histogram_rank, in one pass over the bins.
 */
void cxm__histogram_ranks(const struct cxm_histogram *h, const uint64_t *rank,
                          size_t k, double *value);

#endif
