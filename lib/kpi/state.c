/* SPDX-License-Identifier: MIT */
#include "state.h"

#include "kpi.h"
#include "part.h"

/* One step per part from an observation whose components are in bounds. */
static int spread(const struct cxm_def *def, const int64_t *v,
                  struct cxm__step *step)
{
    const struct cxm_input *input = def->kpi->info.input;
    for (uint32_t i = 0; i < def->arity; i++)
        if (v[i] < input[i].low || v[i] > input[i].high)
            return CXM_ERANGE;
    for (uint32_t i = 0; i < def->n_parts; i++) {
        step[i].value = i < def->arity ? v[i] : 0;
        step[i].times = 1;
    }
    return def->kpi->spread ? def->kpi->spread(def, v, step) : CXM_OK;
}

/* The same n times. */
static int repeat(const struct cxm_def *def, struct cxm__step *step, uint64_t n)
{
    for (uint32_t i = 0; n != 1 && i < def->n_parts; i++) {
        if (step[i].times > 1 && n > UINT64_MAX / step[i].times)
            return CXM_EOVERFLOW;
        step[i].times *= n;
    }
    return CXM_OK;
}

typedef int change_part(const struct cxm__part *part, uint64_t *words,
                        int64_t value, uint64_t n,
                        const struct cxm_alloc *alloc);

/* Change every part, or none: what was done is undone by its inverse. */
static int change(const struct cxm_def *def, uint64_t *words, const int64_t *v,
                  uint64_t n, change_part *forth, change_part *back,
                  const struct cxm_alloc *alloc)
{
    struct cxm__step step[CXM__PARTS_MAX];
    int status = spread(def, v, step);
    if (status == CXM_OK)
        status = repeat(def, step, n);
    for (uint32_t i = 0; status == CXM_OK && i < def->n_parts; i++) {
        status = forth(&def->part[i], words + def->part[i].offset,
                       step[i].value, step[i].times, alloc);
        while (status < 0 && i-- > 0)
            back(&def->part[i], words + def->part[i].offset, step[i].value,
                 step[i].times, alloc);
    }
    return status;
}

void cxm__state_trim(const struct cxm_def *def, void *state,
                     const struct cxm_alloc *alloc)
{
    uint64_t *words = state;
    for (uint32_t i = 0; i < def->n_parts; i++)
        cxm__part_trim(&def->part[i], words + def->part[i].offset, alloc);
}

/* Adding leaves nothing empty, unless it had to be undone. */
int cxm_state_add_n(const struct cxm_def *def, void *state, const int64_t *v,
                    uint64_t n, const struct cxm_alloc *alloc)
{
    const int status =
        change(def, state, v, n, cxm__part_add, cxm__part_remove, alloc);
    if (status < 0)
        cxm__state_trim(def, state, alloc);
    return status;
}

int cxm__state_remove_n(const struct cxm_def *def, void *state,
                        const int64_t *v, uint64_t n,
                        const struct cxm_alloc *alloc)
{
    return change(def, state, v, n, cxm__part_remove, cxm__part_add, alloc);
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
    status =
        change(def, state, new_v, 1, cxm__part_add, cxm__part_remove, alloc);
    if (status < 0)
        change(def, state, old_v, 1, cxm__part_add, cxm__part_remove, alloc);
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
