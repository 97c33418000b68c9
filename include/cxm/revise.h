/* SPDX-License-Identifier: MIT */
/*
 * cxm/revise.h - changed answers: the last row of an id decides.
 *
 * It remembers for each id what its last row said and where that was counted.
 * A later row of the same id takes the earlier one back, whatever became of
 * it, and counts the new.  Memory grows with the ids: 48 to 73 bytes each, 24 +
 * 8 * cxm_def_arity(def) for each definition of the table, and the length of
 * an id of more than 16 bytes.
 */
#ifndef CXM_REVISE_H
#define CXM_REVISE_H

#include <cxm/table.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_revise;

#define CXM_REVISE_LAST  1 /* the last row decides */
#define CXM_REVISE_FIRST 2 /* the first row decides, later ones are ignored */
#define CXM_REVISE_ERROR 3 /* a second row is CXM_EDUPLICATE */

/* What became of the row. */
#define CXM_REVISE_NEW      0 /* its id is new: it was counted */
#define CXM_REVISE_REPLACED 1 /* it replaced the earlier row of its id */
#define CXM_REVISE_IGNORED  2 /* another row of its id decides */

/*
 * Make one over a table that was made revisable and outlives it.  CXM_EINVAL
 * for another policy or table; CXM_ENOMEM.
 */
CXM_API int cxm_revise_new(struct cxm_revise **revise, struct cxm_table *table,
                           uint32_t policy, const uint64_t seed[2],
                           const struct cxm_alloc *alloc);
CXM_API void cxm_revise_free(struct cxm_revise *revise,
                             const struct cxm_alloc *alloc);

/*
 * Count a row: for each definition of the table its cell (which may be a
 * union, CXM_CELL_UNPLACED or CXM_CELL_FILTERED) and observation.  Under LAST
 * the row of the greatest `order` decides, of equals the later call: 0
 * throughout is input order, a time lets rows arrive in any.  A row is
 * filtered where all its cells are.  In the table's cxm_rows it raises
 * `filtered` for a filtered row and `duplicate` for each row that is replaced
 * or ignored, and takes a replaced filtered row out of `filtered`; `read` is
 * the caller's.  On failure nothing has changed, *what neither:
 * CXM_EDUPLICATE under ERROR, else the statuses of cxm_table_add.  A group
 * keeps its place among the max_groups of the table when its last row is
 * replaced.
 */
CXM_API int cxm_revise_add(struct cxm_revise *revise, struct cxm_bytes id,
                           int64_t order, const uint32_t *cell,
                           const struct cxm_observation *observation, int *what,
                           const struct cxm_alloc *alloc);

#ifdef __cplusplus
}
#endif

#endif
