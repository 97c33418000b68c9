/* SPDX-License-Identifier: MIT */
/*
 * lib/flow/due.h - a log of what is undecided until a moment: entries go in
 * and out in any order, and are netted out in place when that is worthwhile.
 *
 * An entry is a run of words: number << 32 | def, the moment, how many times
 * it counts, the components, and a balance, above 0 for in and below for out.
 * Entries that differ only in their balance are one after netting.
 */
#ifndef CXM_LIB_FLOW_DUE_H
#define CXM_LIB_FLOW_DUE_H

#include <cxm/def.h>

#include "../base/base.h"

#define CXM__DUE_HEAD  3 /* words before the components */
#define CXM__DUE_WORDS (CXM__DUE_HEAD + CXM_ARITY_MAX + 1)

struct cxm__due {
    uint64_t *word;
    size_t capacity; /* in entries */
    size_t count;
    size_t out;     /* entries with a balance below 0, since the netting */
    uint64_t held;  /* observations there are, at most INT64_MAX */
    uint32_t words; /* of an entry */
    uint32_t dirty; /* 1 where it has changed since it was last settled */
};

int cxm__due_new(struct cxm__due **due, uint32_t arity,
                 const struct cxm_alloc *alloc);
void cxm__due_free(struct cxm__due *due, const struct cxm_alloc *alloc);

static inline uint64_t *cxm__due_at(const struct cxm__due *due, size_t i)
{
    return due->word + i * due->words;
}

/* The balance of an entry: how often it is remembered. */
static inline uint64_t *cxm__due_balance(const struct cxm__due *due, size_t i)
{
    return cxm__due_at(due, i) + due->words - 1;
}

/* Sort, sum up, and forget what has no balance.  Needs no memory. */
void cxm__due_net(struct cxm__due *due);

/* Where a netted log has an entry of that key, or its count. */
size_t cxm__due_find(const struct cxm__due *due, const uint64_t *entry);

/* Room for one entry, and that entry. */
int cxm__due_grow(struct cxm__due *due, const struct cxm_alloc *alloc);
void cxm__due_push(struct cxm__due *due, const uint64_t *entry);

#endif
