/* SPDX-License-Identifier: MIT */
#include <cxm/state.h>

#include "kpi.h"
#include "part.h"

#include <string.h>

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
                        int64_t value, uint64_t n);

/* Change every part, or none: what was done is undone by its inverse. */
static int change(const struct cxm_def *def, uint64_t *words, const int64_t *v,
                  uint64_t n, change_part *forth, change_part *back)
{
    struct cxm__step step[CXM__PARTS_MAX];
    int status = spread(def, v, step);
    if (status == CXM_OK)
        status = repeat(def, step, n);
    for (uint32_t i = 0; status == CXM_OK && i < def->n_parts; i++) {
        status = forth(&def->part[i], words + def->part[i].offset,
                       step[i].value, step[i].times);
        while (status < 0 && i-- > 0)
            back(&def->part[i], words + def->part[i].offset, step[i].value,
                 step[i].times);
    }
    return status;
}

int cxm_state_add_n(const struct cxm_def *def, void *state, const int64_t *v,
                    uint64_t n, const struct cxm_alloc *alloc)
{
    (void)alloc; /* No part owns memory yet; histograms will. */
    return change(def, state, v, n, cxm__part_add, cxm__part_remove);
}

int cxm_state_remove_n(const struct cxm_def *def, void *state, const int64_t *v,
                       uint64_t n, const struct cxm_alloc *alloc)
{
    (void)alloc;
    return change(def, state, v, n, cxm__part_remove, cxm__part_add);
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
    int status = cxm_state_remove(def, state, old_v, alloc);
    if (status < 0)
        return status;
    status = cxm_state_add(def, state, new_v, alloc);
    if (status < 0)
        cxm_state_add(def, state, old_v, alloc);
    return status;
}

typedef int combine_part(const struct cxm__part *part, uint64_t *into,
                         const uint64_t *from);

static int combine(const struct cxm_def *def, uint64_t *into,
                   const uint64_t *from, combine_part *forth,
                   combine_part *back)
{
    /* The inverse of a part that has changed itself is lost. */
    int status = into == from ? CXM_EINVAL : CXM_OK;
    for (uint32_t i = 0; status == CXM_OK && i < def->n_parts; i++) {
        const struct cxm__part *part = &def->part[i];
        status = forth(part, into + part->offset, from + part->offset);
        while (status < 0 && i-- > 0)
            back(&def->part[i], into + def->part[i].offset,
                 from + def->part[i].offset);
    }
    return status;
}

int cxm_state_merge(const struct cxm_def *def, void *into, const void *from,
                    const struct cxm_alloc *alloc)
{
    (void)alloc;
    return combine(def, into, from, cxm__part_merge, cxm__part_unmerge);
}

int cxm_state_unmerge(const struct cxm_def *def, void *into, const void *from,
                      const struct cxm_alloc *alloc)
{
    (void)alloc;
    return combine(def, into, from, cxm__part_unmerge, cxm__part_merge);
}

int cxm_state_equal(const struct cxm_def *def, const void *a, const void *b)
{
    return memcmp(a, b, cxm_def_state_size(def)) == 0;
}

void cxm_state_drop(const struct cxm_def *def, void *state,
                    const struct cxm_alloc *alloc)
{
    (void)alloc;
    memset(state, 0, cxm_def_state_size(def));
}
