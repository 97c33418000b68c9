/* SPDX-License-Identifier: MIT */
/*
 * cxm/state.h - the state of any KPI: cxm_def_state_size(def) bytes of the
 * caller's, aligned to 8, all zero when empty.
 *
 * A state is a vector of integers.  Adding, removing, merging and unmerging
 * are exact, in any order.  A call that fails leaves the state as it was.
 *
 * With quantiles it owns memory: pass the same allocator to every call, merge
 * it into an empty one instead of copying its bytes, and drop it.
 */
#ifndef CXM_STATE_H
#define CXM_STATE_H

#include <cxm/def.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Count one observation: v[cxm_def_arity(def)], each within the bounds of
 * kpi->input and in its unit (CXM_ERANGE): a rating or an amount is in
 * millionths, so 9 is 9000000 on any scale.  _n counts it n times.
 * CXM_EOVERFLOW where a counter or sum would leave its range, CXM_ENOMEM from
 * parts that own memory.
 */
CXM_API int cxm_state_add(const struct cxm_def *def, void *state,
                          const int64_t *v, const struct cxm_alloc *alloc);
CXM_API int cxm_state_add_n(const struct cxm_def *def, void *state,
                            const int64_t *v, uint64_t n,
                            const struct cxm_alloc *alloc);

/* Retract what was counted.  CXM_EABSENT where it never was. */
CXM_API int cxm_state_remove(const struct cxm_def *def, void *state,
                             const int64_t *v, const struct cxm_alloc *alloc);
CXM_API int cxm_state_remove_n(const struct cxm_def *def, void *state,
                               const int64_t *v, uint64_t n,
                               const struct cxm_alloc *alloc);

/* Retract one observation and count another, or neither. */
CXM_API int cxm_state_replace(const struct cxm_def *def, void *state,
                              const int64_t *old_v, const int64_t *new_v,
                              const struct cxm_alloc *alloc);

/*
 * into += from, into -= from: two states (CXM_EINVAL) of this definition.
 * CXM_EOVERFLOW, CXM_EABSENT and CXM_ENOMEM as above.
 */
CXM_API int cxm_state_merge(const struct cxm_def *def, void *into,
                            const void *from, const struct cxm_alloc *alloc);
CXM_API int cxm_state_unmerge(const struct cxm_def *def, void *into,
                              const void *from, const struct cxm_alloc *alloc);

/* 1 where both have counted the same, else 0. */
CXM_API int cxm_state_equal(const struct cxm_def *def, const void *a,
                            const void *b);

/* Give back what the state owns and make it empty. */
CXM_API void cxm_state_drop(const struct cxm_def *def, void *state,
                            const struct cxm_alloc *alloc);

/* The types of a column. */
#define CXM_COLUMN_I8  1
#define CXM_COLUMN_I16 2
#define CXM_COLUMN_I32 3
#define CXM_COLUMN_I64 4
#define CXM_COLUMN_U8  5
#define CXM_COLUMN_U16 6
#define CXM_COLUMN_U32 7
#define CXM_COLUMN_U64 8
#define CXM_COLUMN_F32 9
#define CXM_COLUMN_F64 10

/*
 * A column of values in the shape of Arrow's primitive arrays.  `offset`, in
 * elements, applies to data and bitmap; `stride` is the distance of two
 * values in bytes, 0 for close-packed.  A row whose bit in `valid` is clear
 * is missing; so is NaN.
 */
struct cxm_column {
    const void *data;
    const uint8_t *valid; /* least significant bit first, or NULL */
    size_t offset;
    uint32_t type;
    uint32_t stride;
};

/* What became of records: of each KPI every record is exactly one of these. */
struct cxm_tally {
    uint64_t counted;
    uint64_t missing;
    uint64_t rejected;
    uint64_t off_scale; /* of the rejected, those off cxm_def_scale(def) */
    uint64_t undecided;
    uint64_t ineligible;
    uint64_t counted_n;   /* how much the counted records count, with `n` */
    uint64_t off_scale_n; /* and those off the scale would have */
};

/*
 * Count a table of observations, column[cxm_def_arity(def)], all or nothing:
 * on a bad row the earlier ones are taken back and error->record is its
 * index.  Adds the rows to *tally (which may be NULL).  A column holds plain
 * numbers: what is in millionths elsewhere is 9 or 4.5 here, rounded half to
 * even beyond six decimals.  Takes at most 40 KB of stack.
 */
CXM_API int cxm_state_add_many(const struct cxm_def *def, void *state,
                               const struct cxm_column *column, size_t rows,
                               const struct cxm_alloc *alloc,
                               struct cxm_tally *tally,
                               struct cxm_error *error);

#ifdef __cplusplus
}
#endif

#endif
