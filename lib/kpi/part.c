/* SPDX-License-Identifier: MIT */
#include "part.h"

#include <cxm/histogram.h>
#include <cxm/moments.h>

#include "../base/base.h"
#include "../base/int128.h"
#include "../stat/counts.h"
#include "../stat/histogram.h"
#include "../stat/moments.h"

#include <string.h>

uint32_t cxm__part_words(uint16_t kind, uint16_t count)
{
    switch (kind) {
    case CXM__PART_COUNTS:
        return count;
    case CXM__PART_MOMENTS:
        return sizeof(struct cxm_moments) / sizeof(uint64_t);
    case CXM__PART_SUM:
        return sizeof(struct cxm__i128) / sizeof(uint64_t);
    case CXM__PART_HIST:
        return 1;
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

static struct cxm__i128 sum_of(const uint64_t *words)
{
    return (struct cxm__i128){words[0], words[1]};
}

static int store_sum(uint64_t *words, const struct cxm__i128 *sum, int status)
{
    if (status >= 0) {
        words[0] = sum->low;
        words[1] = sum->high;
    }
    return status;
}

/* A pointer may be shorter than a word: the rest of the word stays 0. */
static struct cxm_histogram histogram_of(const uint64_t *words)
{
    struct cxm_histogram h;
    memcpy(&h, words, sizeof h);
    return h;
}

/* A histogram that refuses may have moved all the same. */
static int store_histogram(uint64_t *words, const struct cxm_histogram *h,
                           int status)
{
    words[0] = 0;
    if (h->span)
        memcpy(words, h, sizeof *h);
    return status;
}

static int add_counts(const struct cxm__part *part, uint64_t *words,
                      int64_t value, uint64_t n)
{
    if (value < 0 || value >= part->count)
        return CXM_ERANGE;
    return cxm__add_u64(&words[value], words[value], n);
}

static int add_moments(uint64_t *words, int64_t value, uint64_t n)
{
    struct cxm_moments m = moments_of(words);
    return store_moments(words, &m,
                         n == 1 ? cxm_moments_add(&m, value)
                                : cxm_moments_add_n(&m, value, n));
}

static int add_sum(uint64_t *words, struct cxm__i128 term)
{
    struct cxm__i128 sum = sum_of(words);
    return store_sum(words, &sum, cxm__i128_add(&sum, term));
}

static int add_histogram(uint64_t *words, int64_t value, uint64_t n,
                         const struct cxm_alloc *alloc)
{
    struct cxm_histogram h = histogram_of(words);
    const int status = n == 1 ? cxm_histogram_add(&h, value, alloc)
                              : cxm_histogram_add_n(&h, value, n, alloc);
    return store_histogram(words, &h, status);
}

int cxm__part_add(const struct cxm__part *part, uint64_t *words, int64_t value,
                  uint64_t n, const struct cxm_alloc *alloc)
{
    switch (part->kind) {
    case CXM__PART_COUNTS:
        return add_counts(part, words, value, n);
    case CXM__PART_MOMENTS:
        return add_moments(words, value, n);
    case CXM__PART_SUM:
        return add_sum(words, n == 1 ? cxm__i128_of(value)
                                     : cxm__i128_product(value, n));
    default:
        return add_histogram(words, value, n, alloc);
    }
}

/* How many of the values are at most the limit: no branch, so no guess. */
static int count_limit(uint64_t *words, const struct cxm__part_column *column,
                       size_t n)
{
    const int64_t limit = *column->limit;
    uint64_t count[2] = {n, 0};
    for (size_t row = 0; row < n; row++)
        count[1] += column->values[row] <= limit;
    count[0] -= count[1];
    return cxm__counts_merge(words, count, 2);
}

#define FEW 16 /* counters that are worth a table */

/* Two tables, so that equal neighbours do not wait for each other. */
static int count_few(const struct cxm__part *part, uint64_t *words,
                     const int64_t *values, size_t n)
{
    uint64_t table[2][FEW + 1] = {{0}}; /* the last one: none of these */
    for (size_t row = 0; row < n; row++) {
        const uint64_t place = (uint64_t)values[row];
        table[row % 2][place < part->count ? place : FEW]++;
    }
    for (int i = 0; i <= FEW; i++)
        table[0][i] += table[1][i];
    return table[0][FEW] ? CXM_ERANGE
                         : cxm__counts_merge(words, table[0], part->count);
}

static int count_many(const struct cxm__part *part, uint64_t *words,
                      const int64_t *values, size_t n)
{
    int status = CXM_OK;
    for (size_t row = 0; status == CXM_OK && row < n; row++) {
        status = add_counts(part, words, values[row], 1);
        while (status < 0 && row-- > 0)
            words[values[row]]--;
    }
    return status;
}

static int add_many_counts(const struct cxm__part *part, uint64_t *words,
                           const struct cxm__part_column *column, size_t n)
{
    if (column->limit)
        return count_limit(words, column, n);
    return part->count <= FEW ? count_few(part, words, column->values, n)
                              : count_many(part, words, column->values, n);
}

int cxm__part_add_many(const struct cxm__part *part, uint64_t *words,
                       const struct cxm__part_column *column, size_t n,
                       const struct cxm_alloc *alloc)
{
    const int64_t *values = column->values;
    if (!values)
        return cxm__part_add(part, words, 0, n, alloc);
    switch (part->kind) {
    case CXM__PART_COUNTS:
        return add_many_counts(part, words, column, n);
    case CXM__PART_MOMENTS: {
        struct cxm_moments m = moments_of(words);
        return store_moments(words, &m,
                             cxm_moments_add_many(&m, values, n, NULL));
    }
    case CXM__PART_SUM:
        return add_sum(words, cxm__sum_i64(values, n));
    default: {
        struct cxm_histogram h = histogram_of(words);
        return store_histogram(
            words, &h, cxm_histogram_add_many(&h, values, n, alloc, NULL));
    }
    }
}

static int remove_counts(const struct cxm__part *part, uint64_t *words,
                         int64_t value, uint64_t n)
{
    if (value < 0 || value >= part->count)
        return CXM_ERANGE;
    if (words[value] < n)
        return CXM_EABSENT;
    words[value] -= n;
    return CXM_OK;
}

static int remove_moments(uint64_t *words, int64_t value, uint64_t n)
{
    struct cxm_moments m = moments_of(words);
    return store_moments(words, &m, cxm_moments_remove_n(&m, value, n));
}

static int remove_sum(uint64_t *words, struct cxm__i128 term)
{
    struct cxm__i128 sum = sum_of(words);
    return store_sum(words, &sum, cxm__i128_sub(&sum, term));
}

static int remove_histogram(uint64_t *words, int64_t value, uint64_t n)
{
    struct cxm_histogram h = histogram_of(words);
    return store_histogram(words, &h, cxm__histogram_remove_n(&h, value, n));
}

int cxm__part_remove(const struct cxm__part *part, uint64_t *words,
                     int64_t value, uint64_t n, const struct cxm_alloc *alloc)
{
    (void)alloc;
    switch (part->kind) {
    case CXM__PART_COUNTS:
        return remove_counts(part, words, value, n);
    case CXM__PART_MOMENTS:
        return remove_moments(words, value, n);
    case CXM__PART_SUM:
        return remove_sum(words, cxm__i128_product(value, n));
    default:
        return remove_histogram(words, value, n);
    }
}

int cxm__part_merge(const struct cxm__part *part, uint64_t *into,
                    const uint64_t *from, const struct cxm_alloc *alloc)
{
    switch (part->kind) {
    case CXM__PART_COUNTS:
        return cxm__counts_merge(into, from, part->count);
    case CXM__PART_MOMENTS: {
        struct cxm_moments m = moments_of(into);
        const struct cxm_moments other = moments_of(from);
        return store_moments(into, &m, cxm_moments_merge(&m, &other));
    }
    case CXM__PART_SUM:
        return add_sum(into, sum_of(from));
    default: {
        struct cxm_histogram h = histogram_of(into);
        const struct cxm_histogram other = histogram_of(from);
        return store_histogram(into, &h,
                               cxm_histogram_merge(&h, &other, alloc));
    }
    }
}

int cxm__part_unmerge(const struct cxm__part *part, uint64_t *into,
                      const uint64_t *from, const struct cxm_alloc *alloc)
{
    (void)alloc;
    switch (part->kind) {
    case CXM__PART_COUNTS:
        return cxm__counts_unmerge(into, from, part->count);
    case CXM__PART_MOMENTS: {
        struct cxm_moments m = moments_of(into);
        const struct cxm_moments other = moments_of(from);
        return store_moments(into, &m, cxm_moments_unmerge(&m, &other));
    }
    case CXM__PART_SUM:
        return remove_sum(into, sum_of(from));
    default: {
        struct cxm_histogram h = histogram_of(into);
        const struct cxm_histogram other = histogram_of(from);
        return store_histogram(into, &h, cxm__histogram_unmerge(&h, &other));
    }
    }
}

int cxm__part_equal(const struct cxm__part *part, const uint64_t *a,
                    const uint64_t *b)
{
    const size_t words = cxm__part_words(part->kind, part->count);
    if (part->kind != CXM__PART_HIST)
        return memcmp(a, b, words * sizeof *a) == 0;
    const struct cxm_histogram one = histogram_of(a);
    const struct cxm_histogram two = histogram_of(b);
    return cxm_histogram_equal(&one, &two);
}

void cxm__part_trim(const struct cxm__part *part, uint64_t *words,
                    const struct cxm_alloc *alloc)
{
    if (part->kind != CXM__PART_HIST)
        return;
    struct cxm_histogram h = histogram_of(words);
    cxm__histogram_trim(&h, alloc);
    store_histogram(words, &h, CXM_OK);
}

void cxm__part_drop(const struct cxm__part *part, uint64_t *words,
                    const struct cxm_alloc *alloc)
{
    if (part->kind == CXM__PART_HIST) {
        struct cxm_histogram h = histogram_of(words);
        cxm_histogram_drop(&h, alloc);
    }
    memset(words, 0, cxm__part_words(part->kind, part->count) * sizeof *words);
}
