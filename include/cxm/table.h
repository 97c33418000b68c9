/* SPDX-License-Identifier: MIT */
/*
 * cxm/table.h - states by group and period: what `GROUP BY` is in SQL.
 *
 * A table holds, for each group (a tuple of texts) and each period, one state
 * and one tally for each of its definitions.  Of the keys it is asked for it
 * keeps the max_groups smallest in byte order; the rest goes to one group
 * "(other)", so that totals stay exact and the result does not depend on the
 * order of the rows, on how they were split, or on threads.  All periods of a
 * group move together, and what is in "(other)" stays there.
 */
#ifndef CXM_TABLE_H
#define CXM_TABLE_H

#include <cxm/state.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_table;

struct cxm_table_config {
    uint32_t size;       /* sizeof (struct cxm_table_config) */
    uint32_t columns;    /* texts in a group's key; 0: one group */
    uint64_t max_groups; /* 0: no limit */
    uint64_t seed[2];    /* of the hash: random bits against hostile keys */
    uint32_t revisable;  /* 1: cells keep their numbers, for a cxm_revise,
                            unions, and what is undecided until it is due */
    uint32_t reserved;
};

struct cxm_bytes {
    const char *bytes;
    size_t length;
};

/* What became of the rows: used is what is in none of the others. */
struct cxm_rows {
    uint64_t read;
    uint64_t filtered;
    uint64_t duplicate;
    uint64_t late;
};

/*
 * What is no cell of a group: UNPLACED, whose group or date is unknown, has
 * only tallies; its states are always empty, and may be read as the state of a
 * group that has counted nothing.  FILTERED was chosen out and counts nowhere.
 */
#define CXM_CELL_UNPLACED 0
#define CXM_CELL_FILTERED UINT32_MAX

/*
 * Make a table over n definitions, which must outlive it; config NULL is one
 * group, not revisable.  CXM_EINVAL for no definition, more than 65535 or a
 * config that cannot be, CXM_ENOMEM; *table is NULL then.
 */
CXM_API int cxm_table_new(struct cxm_table **table,
                          const struct cxm_def *const *defs, size_t n,
                          const struct cxm_table_config *config,
                          const struct cxm_alloc *alloc);
CXM_API void cxm_table_free(struct cxm_table *table,
                            const struct cxm_alloc *alloc);

/*
 * The cell of a group, key[columns], and a period; made where it is new.
 * Valid until the next call that meets a new group, merges or unmerges, or
 * for ever where the table is revisable.  CXM_ENOMEM; CXM_EINVAL for a key of
 * 4 GiB; CXM_EOVERFLOW near 2^32 cells, or where what goes to "(other)" does
 * not fit.  Nothing that is listed has changed then.
 */
CXM_API int cxm_table_cell(struct cxm_table *table, const struct cxm_bytes *key,
                           int32_t period, uint32_t *cell,
                           const struct cxm_alloc *alloc);

/*
 * Count what a record said to definition number `def`: n times in its state
 * if counted, and once in its tally in any case.  remove takes back what add
 * did.  The statuses of cxm_state_add_n and _remove_n; CXM_EINVAL for a cell,
 * number or verdict that is none.
 */
CXM_API int cxm_table_add(struct cxm_table *table, uint32_t cell, size_t def,
                          const struct cxm_observation *observation,
                          const struct cxm_alloc *alloc);
CXM_API int cxm_table_remove(struct cxm_table *table, uint32_t cell, size_t def,
                             const struct cxm_observation *observation,
                             const struct cxm_alloc *alloc);

/*
 * Count many records at once, all or nothing, with the statuses of add.  add_n
 * counts one observation so many `times`, each of which remove takes back, and
 * remembers it so often where it has a `due`: no more than INT64_MAX in all,
 * else CXM_EOVERFLOW; 0 times changes nothing.  add_many counts `rows` observations that are CXM_COUNTED
 * with n = 1: v[i] is the column of component i, i below cxm_def_arity(def), in
 * the unit of kpi->input; v may be NULL where there is none.  A row that the
 * state refuses refuses all, and error->record (`error` may be NULL) is its
 * index; what is UNPLACED or FILTERED is not looked at.
 */
CXM_API int cxm_table_add_n(struct cxm_table *table, uint32_t cell, size_t def,
                            const struct cxm_observation *observation,
                            uint64_t times, const struct cxm_alloc *alloc);
CXM_API int cxm_table_add_many(struct cxm_table *table, uint32_t cell,
                               size_t def, const int64_t *const *v, size_t rows,
                               const struct cxm_alloc *alloc,
                               struct cxm_error *error);

/*
 * What is undecided and has a `due` (cxm/def.h) is remembered until it is
 * removed, in a revisable table; CXM_EINVAL in another, CXM_ERANGE where its v
 * is out of bounds.  decide counts each that is due before `as_of` as its v,
 * all or nothing (CXM_EOVERFLOW, CXM_ENOMEM).  From then on add and remove
 * take what is due before that for counted: so rows may follow and be revised,
 * and decide be repeated; an `as_of` no later than before changes nothing.
 * Remove with the `due`, n and v of the add: others are not noticed while
 * anything is remembered (else CXM_EABSENT), and decide passes over what is
 * then no longer undecided.  open_until is the latest `due` of what is
 * undecided in a cell; 0: none.  It and decide sort what has changed: not for
 * two threads at once.
 */
CXM_API int cxm_table_decide(struct cxm_table *table, int64_t as_of,
                             const struct cxm_alloc *alloc);
CXM_API int64_t cxm_table_open_until(const struct cxm_table *table,
                                     uint32_t cell, size_t def);

/*
 * A number that stands for n cells of one period at once, for records that
 * belong to several groups: what is added to it is counted in each, state and
 * tally, or in none.  Equal sets have one number; that of a single cell is
 * the cell.  "(other)" stands in it, and counts, once for each of the groups
 * that are in it.  CXM_EINVAL for what is no cell of a group, and where the
 * table is not revisable; CXM_ENOMEM, CXM_EOVERFLOW.  A union is no cell: it
 * is not listed, and has a period and tallies, but no state.
 */
CXM_API int cxm_table_union(struct cxm_table *table, const uint32_t *cell,
                            size_t n, uint32_t *number,
                            const struct cxm_alloc *alloc);

/*
 * The i-th union, 0 past the last: its period, how many cells it stands for,
 * and its tally of each record once.  So the records of all groups are the
 * sum of the cells' tallies less (cells - 1) times that of each union.
 */
CXM_API uint32_t cxm_table_union_at(const struct cxm_table *table, size_t i,
                                    int32_t *period, size_t *cells);

/* The tallies of the rows; the caller counts them, cxm_revise corrects them. */
CXM_API struct cxm_rows *cxm_table_rows(struct cxm_table *table);

/*
 * How many cells count anything, those of "(other)" too; and these, in
 * cell[cxm_table_cells], by group bytewise and then by period, "(other)"
 * last.  CXM_ENOMEM.
 */
CXM_API size_t cxm_table_cells(const struct cxm_table *table);
CXM_API int cxm_table_list(const struct cxm_table *table, uint32_t *cell,
                           const struct cxm_alloc *alloc);

/*
 * What is in a cell, valid until the table is changed.  A key of "(other)" is
 * {NULL, 0}.  NULL where there is no such cell or definition.
 */
CXM_API struct cxm_bytes cxm_table_key(const struct cxm_table *table,
                                       uint32_t cell, uint32_t column);
CXM_API int32_t cxm_table_period(const struct cxm_table *table, uint32_t cell);
CXM_API int cxm_table_is_other(const struct cxm_table *table, uint32_t cell);
CXM_API const void *cxm_table_state(const struct cxm_table *table,
                                    uint32_t cell, size_t def);
CXM_API const struct cxm_tally *cxm_table_tally(const struct cxm_table *table,
                                                uint32_t cell, size_t def);

/*
 * into += from, into -= from, with their rows: two tables (CXM_EINVAL) of
 * equal definition texts and columns (CXM_EMISMATCH).  A merged table has the
 * smaller max_groups of the two.  Unmerging where groups went to "(other)" is
 * CXM_EOVERFLOWED, and CXM_EABSENT where `from` has what `into` has not.  A
 * `from` that has unions, or remembers what is due, is CXM_EINVAL; what it has
 * decided is counted, and `into` is decided as before.  Also CXM_EOVERFLOW and
 * CXM_ENOMEM.  All or nothing; `from` is only read.
 */
CXM_API int cxm_table_merge(struct cxm_table *into,
                            const struct cxm_table *from,
                            const struct cxm_alloc *alloc);
CXM_API int cxm_table_unmerge(struct cxm_table *into,
                              const struct cxm_table *from,
                              const struct cxm_alloc *alloc);

#ifdef __cplusplus
}
#endif

#endif
