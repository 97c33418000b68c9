/* SPDX-License-Identifier: MIT */
#include "due.h"

#include <string.h>

int cxm__due_new(struct cxm__due **due, uint32_t arity,
                 const struct cxm_alloc *alloc)
{
    *due = cxm__resize(alloc, NULL, 0, sizeof **due);
    if (!*due)
        return CXM_ENOMEM;
    memset(*due, 0, sizeof **due);
    (*due)->words = CXM__DUE_HEAD + arity + 1;
    return CXM_OK;
}

void cxm__due_free(struct cxm__due *due, const struct cxm_alloc *alloc)
{
    if (!due)
        return;
    if (due->word)
        cxm__resize(alloc, due->word,
                    due->capacity * due->words * sizeof *due->word, 0);
    cxm__resize(alloc, due, sizeof *due, 0);
}

/* By all words but the balance. */
static int compare(const struct cxm__due *due, const uint64_t *a,
                   const uint64_t *b)
{
    for (uint32_t i = 0; i + 1 < due->words; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static void copy(const struct cxm__due *due, uint64_t *to, const uint64_t *from)
{
    memcpy(to, from, due->words * sizeof *to);
}

/* Put an entry into a heap of n, largest on top, whose place `at` is free. */
static void sift(struct cxm__due *due, size_t n, size_t at,
                 const uint64_t *entry)
{
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && compare(due, cxm__due_at(due, child + 1),
                                     cxm__due_at(due, child)) > 0)
            child++;
        if (compare(due, cxm__due_at(due, child), entry) <= 0)
            break;
        copy(due, cxm__due_at(due, at), cxm__due_at(due, child));
    }
    copy(due, cxm__due_at(due, at), entry);
}

static void sort(struct cxm__due *due)
{
    uint64_t entry[CXM__DUE_WORDS];
    for (size_t i = due->count / 2; i-- > 0;) {
        copy(due, entry, cxm__due_at(due, i));
        sift(due, due->count, i, entry);
    }
    for (size_t n = due->count; n-- > 1;) {
        copy(due, entry, cxm__due_at(due, n));
        copy(due, cxm__due_at(due, n), cxm__due_at(due, 0));
        sift(due, n, 0, entry);
    }
}

void cxm__due_net(struct cxm__due *due)
{
    size_t kept = 0;
    sort(due);
    for (size_t i = 0; i < due->count; i++) {
        const uint64_t *entry = cxm__due_at(due, i);
        if (kept && compare(due, cxm__due_at(due, kept - 1), entry) == 0) {
            *cxm__due_balance(due, kept - 1) += entry[due->words - 1];
            continue;
        }
        if (kept && *cxm__due_balance(due, kept - 1) == 0)
            kept--;
        if (kept != i)
            copy(due, cxm__due_at(due, kept), entry);
        kept++;
    }
    if (kept && *cxm__due_balance(due, kept - 1) == 0)
        kept--;
    due->count = kept;
    due->out = 0;
}

size_t cxm__due_find(const struct cxm__due *due, const uint64_t *entry)
{
    size_t low = 0;
    size_t high = due->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare(due, cxm__due_at(due, middle), entry) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < due->count && compare(due, cxm__due_at(due, low), entry) == 0
               ? low
               : due->count;
}

int cxm__due_grow(struct cxm__due *due, const struct cxm_alloc *alloc)
{
    void *items = due->word;
    const int status = cxm__grow(alloc, &items, &due->capacity, due->count + 1,
                                 due->words * sizeof *due->word);
    due->word = items;
    return status;
}

void cxm__due_push(struct cxm__due *due, const uint64_t *entry)
{
    copy(due, cxm__due_at(due, due->count++), entry);
    due->out += (int64_t)entry[due->words - 1] < 0;
}
