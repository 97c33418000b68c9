/* SPDX-License-Identifier: MIT */
#include "part.h"

#include <cxm/moments.h>

#include "../base/base.h"
#include "../stat/counts.h"

#include <string.h>

uint32_t cxm__part_words(uint16_t kind, uint16_t count)
{
    switch (kind) {
    case CXM__PART_COUNTS:
        return count;
    case CXM__PART_MOMENTS:
        return sizeof(struct cxm_moments) / sizeof(uint64_t);
    default:
        return 0;
    }
}

/* States are words; a copy in and out keeps the aliasing rules. */
static struct cxm_moments moments_of(const uint64_t *words)
{
    struct cxm_moments m;
    memcpy(&m, words, sizeof m);
    return m;
}

static int store_moments(uint64_t *words, const struct cxm_moments *m,
                         int status)
{
    if (status >= 0)
        memcpy(words, m, sizeof *m);
    return status;
}

int cxm__part_add(const struct cxm__part *part, uint64_t *words, int64_t value,
                  uint64_t n)
{
    switch (part->kind) {
    case CXM__PART_COUNTS:
        if (value < 0 || value >= part->count)
            return CXM_ERANGE;
        return cxm__add_u64(&words[value], words[value], n);
    default: {
        struct cxm_moments m = moments_of(words);
        return store_moments(words, &m, cxm_moments_add_n(&m, value, n));
    }
    }
}

int cxm__part_remove(const struct cxm__part *part, uint64_t *words,
                     int64_t value, uint64_t n)
{
    switch (part->kind) {
    case CXM__PART_COUNTS:
        if (value < 0 || value >= part->count)
            return CXM_ERANGE;
        if (words[value] < n)
            return CXM_EABSENT;
        words[value] -= n;
        return CXM_OK;
    default: {
        struct cxm_moments m = moments_of(words);
        return store_moments(words, &m, cxm_moments_remove_n(&m, value, n));
    }
    }
}

int cxm__part_merge(const struct cxm__part *part, uint64_t *into,
                    const uint64_t *from)
{
    switch (part->kind) {
    case CXM__PART_COUNTS:
        return cxm__counts_merge(into, from, part->count);
    default: {
        struct cxm_moments m = moments_of(into);
        const struct cxm_moments other = moments_of(from);
        return store_moments(into, &m, cxm_moments_merge(&m, &other));
    }
    }
}

int cxm__part_unmerge(const struct cxm__part *part, uint64_t *into,
                      const uint64_t *from)
{
    switch (part->kind) {
    case CXM__PART_COUNTS:
        return cxm__counts_unmerge(into, from, part->count);
    default: {
        struct cxm_moments m = moments_of(into);
        const struct cxm_moments other = moments_of(from);
        return store_moments(into, &m, cxm_moments_unmerge(&m, &other));
    }
    }
}
