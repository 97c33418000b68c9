/* SPDX-License-Identifier: MIT */
/*
 * lib/flow/slabs.h - numbered slots of a fixed number of 64-bit words, in
 * slabs of about 8 KB: they never move, and growing copies nothing.
 */
#ifndef CXM_LIB_FLOW_SLABS_H
#define CXM_LIB_FLOW_SLABS_H

#include "../base/base.h"

struct cxm__slabs {
    uint64_t **slab;
    size_t capacity;
    size_t count;      /* slabs there are */
    size_t slot_words; /* of one slot */
    uint32_t shift;    /* a slab holds 1 << shift slots */
    uint32_t reserved;
};

void cxm__slabs_init(struct cxm__slabs *slabs, size_t slot_words);
void cxm__slabs_free(struct cxm__slabs *slabs, const struct cxm_alloc *alloc);

/* Let there be a slot `number`; those of a new slab are all zero. */
int cxm__slabs_reserve(struct cxm__slabs *slabs, uint32_t number,
                       const struct cxm_alloc *alloc);

/* The words of a slot that is there. */
static inline uint64_t *cxm__slabs_at(const struct cxm__slabs *slabs,
                                      uint32_t number)
{
    const uint32_t in_slab = number & ((UINT32_C(1) << slabs->shift) - 1);
    return slabs->slab[number >> slabs->shift] + in_slab * slabs->slot_words;
}

#endif
