/* SPDX-License-Identifier: MIT */
#include "state.h"

#include "kpi.h"
#include "part.h"

/* The same n times. */
static int repeat(const struct cxm_def *def, struct cxm__step *step, uint64_t n)
{
    for (uint32_t i = 0; i < def->n_parts; i++) {
        if (step[i].times > 1 && n > UINT64_MAX / step[i].times)
            return CXM_EOVERFLOW;
        step[i].times *= n;
    }
    return CXM_OK;
}

/* One step per part from n observations whose components are in bounds. */
static inline int spread(const struct cxm_def *def, const int64_t *v,
                         uint64_t n, struct cxm__step *step)
{
    const struct cxm__kpi *kpi = def->kpi;
    const struct cxm_input *input = kpi->info.input;
    const uint32_t arity = def->arity;
    const uint32_t n_parts = def->n_parts;
    int status = CXM_OK;
    for (uint32_t i = 0; i < arity; i++) {
        if (v[i] < input[i].low || v[i] > input[i].high)
            return CXM_ERANGE;
        step[i] = (struct cxm__step){v[i], 1};
    }
    for (uint32_t i = arity; i < n_parts; i++)
        step[i] = (struct cxm__step){0, 1};
    if (kpi->spread)
        status = kpi->spread(def, v, step);
    return status < 0 || n == 1 ? status : repeat(def, step, n);
}

void cxm__state_trim(const struct cxm_def *def, void *state,
                     const struct cxm_alloc *alloc)
{
    uint64_t *words = state;
    for (uint32_t i = 0; i < def->n_parts; i++)
        cxm__part_trim(&def->part[i], words + def->part[i].offset, alloc);
}

typedef int change_part(const struct cxm__part *part, uint64_t *words,
                        int64_t value, uint64_t n,
                        const struct cxm_alloc *alloc);

/* Undo what was done to the first `parts`, by its inverse: it cannot fail. */
static void undo_parts(const struct cxm_def *def, uint64_t *words,
                       const struct cxm__step *step, uint32_t parts,
                       change_part *inverse, const struct cxm_alloc *alloc)
{
    while (parts-- > 0)
        inverse(&def->part[parts], words + def->part[parts].offset,
                step[parts].value, step[parts].times, alloc);
}

/* Every part, or none: what was added is taken away again. */
static int add_n(const struct cxm_def *def, uint64_t *words, const int64_t *v,
                 uint64_t n, int trim, const struct cxm_alloc *alloc)
{
    struct cxm__step step[CXM__PARTS_MAX];
    const uint32_t n_parts = def->n_parts;
    int status = spread(def, v, n, step);
    if (status < 0)
        return status;
    for (uint32_t i = 0; i < n_parts; i++) {
        const struct cxm__part *part = &def->part[i];
        status = cxm__part_add(part, words + part->offset, step[i].value,
                               step[i].times, alloc);
        if (status < 0) {
            undo_parts(def, words, step, i, cxm__part_remove, alloc);
            if (trim)
                cxm__state_trim(def, words, alloc);
            return status;
        }
    }
    return CXM_OK;
}

/* Adding leaves nothing empty, unless it had to be undone. */
int cxm_state_add_n(const struct cxm_def *def, void *state, const int64_t *v,
                    uint64_t n, const struct cxm_alloc *alloc)
{
    return add_n(def, state, v, n, 1, alloc);
}

int cxm__state_remove_n(const struct cxm_def *def, void *state,
                        const int64_t *v, uint64_t n,
                        const struct cxm_alloc *alloc)
{
    struct cxm__step step[CXM__PARTS_MAX];
    uint64_t *words = state;
    int status = spread(def, v, n, step);
    for (uint32_t i = 0; status == CXM_OK && i < def->n_parts; i++) {
        const struct cxm__part *part = &def->part[i];
        status = cxm__part_remove(part, words + part->offset, step[i].value,
                                  step[i].times, alloc);
        if (status < 0)
            undo_parts(def, words, step, i, cxm__part_add, alloc);
    }
    return status;
}

int cxm_state_remove_n(const struct cxm_def *def, void *state, const int64_t *v,
                       uint64_t n, const struct cxm_alloc *alloc)
{
    const int status = cxm__state_remove_n(def, state, v, n, alloc);
    cxm__state_trim(def, state, alloc);
    return status;
}

int cxm_state_add(const struct cxm_def *def, void *state, const int64_t *v,
                  const struct cxm_alloc *alloc)
{
    return cxm_state_add_n(def, state, v, 1, alloc);
}

int cxm_state_remove(const struct cxm_def *def, void *state, const int64_t *v,
                     const struct cxm_alloc *alloc)
{
    return cxm_state_remove_n(def, state, v, 1, alloc);
}

int cxm_state_replace(const struct cxm_def *def, void *state,
                      const int64_t *old_v, const int64_t *new_v,
                      const struct cxm_alloc *alloc)
{
    int status = cxm__state_remove_n(def, state, old_v, 1, alloc);
    if (status < 0)
        return status;
    status = add_n(def, state, new_v, 1, 0, alloc);
    if (status < 0)
        add_n(def, state, old_v, 1, 0, alloc);
    cxm__state_trim(def, state, alloc);
    return status;
}

typedef int combine_part(const struct cxm__part *part, uint64_t *into,
                         const uint64_t *from, const struct cxm_alloc *alloc);

static int combine(const struct cxm_def *def, uint64_t *into,
                   const uint64_t *from, combine_part *forth,
                   combine_part *back, const struct cxm_alloc *alloc)
{
    /* The inverse of a part that has changed itself is lost. */
    int status = into == from ? CXM_EINVAL : CXM_OK;
    for (uint32_t i = 0; status == CXM_OK && i < def->n_parts; i++) {
        const struct cxm__part *part = &def->part[i];
        status = forth(part, into + part->offset, from + part->offset, alloc);
        while (status < 0 && i-- > 0)
            back(&def->part[i], into + def->part[i].offset,
                 from + def->part[i].offset, alloc);
    }
    return status;
}

int cxm_state_merge(const struct cxm_def *def, void *into, const void *from,
                    const struct cxm_alloc *alloc)
{
    const int status =
        combine(def, into, from, cxm__part_merge, cxm__part_unmerge, alloc);
    if (status < 0)
        cxm__state_trim(def, into, alloc);
    return status;
}

int cxm__state_unmerge(const struct cxm_def *def, void *into, const void *from,
                       const struct cxm_alloc *alloc)
{
    return combine(def, into, from, cxm__part_unmerge, cxm__part_merge, alloc);
}

int cxm_state_unmerge(const struct cxm_def *def, void *into, const void *from,
                      const struct cxm_alloc *alloc)
{
    const int status = cxm__state_unmerge(def, into, from, alloc);
    cxm__state_trim(def, into, alloc);
    return status;
}

int cxm_state_equal(const struct cxm_def *def, const void *a, const void *b)
{
    for (uint32_t i = 0; i < def->n_parts; i++)
        if (!cxm__part_equal(&def->part[i], cxm__part_of(def, a, i),
                             cxm__part_of(def, b, i)))
            return 0;
    return 1;
}

void cxm_state_drop(const struct cxm_def *def, void *state,
                    const struct cxm_alloc *alloc)
{
    uint64_t *words = state;
    for (uint32_t i = 0; i < def->n_parts; i++)
        cxm__part_drop(&def->part[i], words + def->part[i].offset, alloc);
}
