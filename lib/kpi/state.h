/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/state.h - taking away in two steps, for those who may have to give
 * it back: first the counting, which frees nothing, so that adding or merging
 * the same again cannot fail; then, when all went well or all is undone,
 * cxm__state_trim.
 */
#ifndef CXM_LIB_KPI_STATE_H
#define CXM_LIB_KPI_STATE_H

#include <cxm/state.h>

/* As cxm_state_remove_n and _unmerge, before they trim. */
int cxm__state_remove_n(const struct cxm_def *def, void *state,
                        const int64_t *v, uint64_t n,
                        const struct cxm_alloc *alloc);
int cxm__state_unmerge(const struct cxm_def *def, void *into, const void *from,
                       const struct cxm_alloc *alloc);

/*
 * cxm_state_add for `rows` observations at once, all or nothing: v[i] is the
 * column of component i, in the unit of kpi->input.  On failure *bad is the
 * first row that cannot be counted.
 */
int cxm__state_add_columns(const struct cxm_def *def, void *state,
                           const int64_t *const *v, size_t rows,
                           const struct cxm_alloc *alloc, size_t *bad);

/* Free the parts that are empty. */
void cxm__state_trim(const struct cxm_def *def, void *state,
                     const struct cxm_alloc *alloc);

#endif
