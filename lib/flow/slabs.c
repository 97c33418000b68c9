/* SPDX-License-Identifier: MIT */
#include "slabs.h"

#include <string.h>

#define SLAB_WORDS 1024

void cxm__slabs_init(struct cxm__slabs *slabs, size_t slot_words)
{
    memset(slabs, 0, sizeof *slabs);
    slabs->slot_words = slot_words;
    /* A power of two of them: then a slot is found without a division. */
    while ((slot_words << slabs->shift) * 2 <= SLAB_WORDS)
        slabs->shift++;
}

static size_t slab_size(const struct cxm__slabs *slabs)
{
    return (slabs->slot_words << slabs->shift) * sizeof(uint64_t);
}

void cxm__slabs_free(struct cxm__slabs *slabs, const struct cxm_alloc *alloc)
{
    for (size_t i = 0; i < slabs->count; i++)
        cxm__resize(alloc, slabs->slab[i], slab_size(slabs), 0);
    if (slabs->slab)
        cxm__resize(alloc, slabs->slab, slabs->capacity * sizeof *slabs->slab,
                    0);
    cxm__slabs_init(slabs, slabs->slot_words);
}

int cxm__slabs_reserve(struct cxm__slabs *slabs, uint32_t number,
                       const struct cxm_alloc *alloc)
{
    const size_t need = ((size_t)number >> slabs->shift) + 1;
    if (need <= slabs->count)
        return CXM_OK;
    void *items = slabs->slab;
    const int status =
        cxm__grow(alloc, &items, &slabs->capacity, need, sizeof *slabs->slab);
    slabs->slab = items;
    if (status < 0)
        return status;
    while (slabs->count < need) {
        uint64_t *slab = cxm__resize(alloc, NULL, 0, slab_size(slabs));
        if (!slab)
            return CXM_ENOMEM;
        memset(slab, 0, slab_size(slabs));
        slabs->slab[slabs->count++] = slab;
    }
    return CXM_OK;
}
