/* SPDX-License-Identifier: MIT */
#include <math.h>

#include <cxm/histogram.h>
#include <cxm/quantile.h>

#include "lib/stat/histogram.h"
#include "lib/stat/span.h"

#include "memory.h"
#include "run.h"
#include "vectors.h"

#define DAY INT64_C(86400000)

/* The bin of a value by the definition, without the library's arithmetic. */
struct bin {
    int64_t low;
    int64_t high;
};

static struct bin bin_of(int64_t value)
{
    int e = 0;
    while (value >> e >= 128)
        e++;
    const int64_t low = value >> e << e;
    return (struct bin){low, low + ((INT64_C(1) << e) - 1)};
}

static double middle_of(int64_t value)
{
    const struct bin b = bin_of(value);
    return (double)b.low + 0.5 * (double)(b.high - b.low);
}

/* Durations as they come: from milliseconds to weeks. */
static int64_t some_duration(uint64_t *seed)
{
    return (int64_t)(random_next(seed) >> (34 + random_below(seed, 24)));
}

/* exp of a normal variable, which is near enough a sum of twelve uniform. */
static int64_t lognormal(uint64_t *seed, double median, double sigma)
{
    double z = -6;
    for (int i = 0; i < 12; i++)
        z += ldexp((double)(random_next(seed) >> 11), -53);
    return (int64_t)(median * exp(sigma * z));
}

static int ascending(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a;
    const int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

START_TEST(every_value_of_a_day_is_within_a_128th_of_its_bins_middle)
{
    const int64_t stride = getenv("CXM_TEST_QUICK") ? 997 : 1;
    size_t last = 0;
    for (int64_t v = 0; v <= DAY; v += stride) {
        const size_t bin = cxm__bin_of((uint64_t)v);
        const int64_t low = cxm__bin_low(bin);
        const int64_t high = cxm__bin_high(bin);
        must(low <= v && v <= high, "the bin has the value");
        must(128 * llabs(low + high - 2 * v) <= 2 * v, "the middle is near");
        must(bin == last || stride > 1 || bin == last + 1, "none is left out");
        last = bin;
    }
    /* The shared row loglin-bins-6: 22 octaves of 64. */
    ck_assert_uint_eq((last / 64 + 1) * 64, 1408);
}
END_TEST

static void visit_bins(const struct vector *row)
{
    const size_t octave = cxm__bin_of((uint64_t)DAY) / 64;
    vector_close(row, (double)(octave + 1) * 64, 0, 0);
}

START_TEST(the_number_of_bins_is_the_reference)
{
    vectors_each("loglin-bins-6", visit_bins);
}
END_TEST

START_TEST(bins_go_on_to_the_greatest_value)
{
    ck_assert_uint_eq(cxm__bin_of(CXM_HISTOGRAM_MAX),
                      CXM__SPAN_OCTAVES * CXM__SPAN_BINS - 1);
    for (int shift = 0; shift < 63; shift++) {
        for (int64_t k = -2; k <= 2; k++) {
            const int64_t v = (INT64_C(1) << shift) + k;
            if (v < 0)
                continue;
            struct cxm_histogram h = {NULL};
            int64_t low = 0;
            int64_t high = 0;
            uint64_t count = 0;
            const struct bin b = bin_of(v);
            ck_assert_int_eq(cxm_histogram_add(&h, v, NULL), CXM_OK);
            ck_assert_int_eq(cxm_histogram_next(&h, 0, &low, &high, &count), 1);
            ck_assert_int_eq(low, b.low);
            ck_assert_int_eq(high, b.high);
            ck_assert_uint_eq(count, 1);
            ck_assert(cxm_histogram_rank(&h, 1) == middle_of(v));
            ck_assert(fabs(cxm_histogram_rank(&h, 1) - (double)v) * 128 <=
                      (double)v);
            cxm_histogram_drop(&h, NULL);
        }
    }
}
END_TEST

START_TEST(nothing_is_an_empty_one)
{
    struct cxm_histogram h;
    struct cxm_histogram other = {NULL};
    int64_t low, high;
    uint64_t count;
    double x = 1;
    ck_assert_int_eq(cxm_histogram_init(&h), CXM_OK);
    ck_assert_uint_eq(cxm_histogram_n(&h), 0);
    ck_assert(isnan(cxm_histogram_rank(&h, 0)));
    ck_assert(isnan(cxm_histogram_rank(&h, 1)));
    ck_assert_int_eq(cxm_histogram_quantile(&h, 0.5, 7, &x), CXM_EMPTY);
    ck_assert(isnan(x));
    ck_assert_int_eq(cxm_histogram_next(&h, 0, &low, &high, &count), 0);
    ck_assert_int_eq(cxm_histogram_add_many(&h, NULL, 0, NULL, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_add_n(&h, 5, 0, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_remove_n(&h, 5, 0, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_merge(&h, &other, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_unmerge(&h, &other, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_equal(&h, &other), 1);
    ck_assert_ptr_null(h.span);
    cxm_histogram_drop(&h, NULL);
}
END_TEST

/* Is h what was counted of these values, which are sorted? */
static void expect(const struct cxm_histogram *h, const int64_t *values,
                   size_t n)
{
    must(cxm_histogram_n(h) == n, "n");
    for (size_t r = 1; r <= n; r++)
        must(cxm_histogram_rank(h, r) == middle_of(values[r - 1]), "a rank");
    must(isnan(cxm_histogram_rank(h, 0)), "no rank 0");
    must(isnan(cxm_histogram_rank(h, n + 1)), "no rank n + 1");
    size_t seen = 0;
    int64_t low, high;
    uint64_t count;
    for (int64_t v = 0; cxm_histogram_next(h, v, &low, &high, &count);
         v = high + 1) {
        const struct bin b = bin_of(values[seen]);
        must(low == b.low && high == b.high, "the next bin");
        const size_t first = seen;
        while (seen < n && values[seen] <= high)
            seen++;
        must(count == seen - first, "its count");
    }
    must(seen == n, "all bins");
}

START_TEST(it_agrees_with_a_sorted_array)
{
    uint64_t seed = 1;
    for (int round = 0; round < test_rounds(500); round++) {
        struct cxm_histogram h = {NULL};
        int64_t values[120];
        size_t n = 0;
        struct memory memory;
        const struct cxm_alloc alloc = memory_start(&memory);
        for (int i = 0; i < 200; i++) {
            if (n == 120 || (n > 0 && random_below(&seed, 3) == 0)) {
                const size_t k = random_below(&seed, (uint32_t)n);
                must(cxm_histogram_remove(&h, values[k], &alloc) == CXM_OK,
                     "what was added is removed");
                values[k] = values[--n];
            } else {
                values[n] = random_below(&seed, 4) || n == 0
                                ? some_duration(&seed)
                                : values[0];
                must(cxm_histogram_add(&h, values[n++], &alloc) == CXM_OK,
                     "a duration is added");
            }
        }
        qsort(values, n, sizeof *values, ascending);
        expect(&h, values, n);
        struct cxm_histogram again = {NULL};
        cxm_histogram_add_many(&again, values, n, &alloc, NULL);
        must(cxm_histogram_equal(&h, &again), "in bulk it is the same");
        for (size_t i = 0; i < n; i++)
            must(cxm_histogram_remove(&h, values[i], &alloc) == CXM_OK,
                 "all is removed");
        must(h.span == NULL, "it owns nothing then");
        cxm_histogram_drop(&again, &alloc);
        must(memory.bytes == 0, "nothing is left");
    }
}
END_TEST

START_TEST(quantiles_are_those_of_the_middles)
{
    static const double p[] = {0, 0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 1};
    uint64_t seed = 2;
    int64_t values[97];
    struct cxm_histogram h = {NULL};
    for (size_t i = 0; i < 97; i++) {
        values[i] = some_duration(&seed);
        cxm_histogram_add(&h, values[i], NULL);
    }
    qsort(values, 97, sizeof *values, ascending);
    for (uint32_t type = 1; type <= 9; type++)
        for (size_t i = 0; i < sizeof p / sizeof *p; i++) {
            uint64_t r;
            double w, x;
            cxm_quantile_rank(97, p[i], type, &r, &w);
            ck_assert_int_eq(cxm_histogram_quantile(&h, p[i], type, &x),
                             CXM_OK);
            const double a = middle_of(values[r - 1]);
            const double b = w > 0 ? middle_of(values[r]) : a;
            ck_assert(x >= a && x <= b);
            close_to("quantile", x, (1 - w) * a + w * b, 1e-14);
        }
    double x = 7;
    ck_assert_int_eq(cxm_histogram_quantile(&h, 1.1, 7, &x), CXM_EINVAL);
    ck_assert_int_eq(cxm_histogram_quantile(&h, NAN, 7, &x), CXM_EINVAL);
    ck_assert_int_eq(cxm_histogram_quantile(&h, 0.5, 10, &x), CXM_EINVAL);
    ck_assert(x == 7);
    cxm_histogram_drop(&h, NULL);
}
END_TEST

START_TEST(several_ranks_are_found_in_one_pass)
{
    static const uint64_t rank[] = {0, 1, 1, 17, 50, 99, 100, 100, 101};
    double got[9];
    uint64_t seed = 3;
    struct cxm_histogram h = {NULL};
    for (int i = 0; i < 100; i++)
        cxm_histogram_add(&h, some_duration(&seed), NULL);
    cxm__histogram_ranks(&h, rank, 9, got);
    ck_assert(isnan(got[0]) && isnan(got[8]));
    for (size_t i = 1; i < 8; i++)
        ck_assert(got[i] == cxm_histogram_rank(&h, rank[i]));
    cxm_histogram_drop(&h, NULL);
}
END_TEST

#define LEAVES 12

/* R-A7.1: merging in any tree, with leaves of any span and width. */
START_TEST(merging_in_any_tree_gives_the_same)
{
    uint64_t seed = 4;
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    for (int round = 0; round < test_rounds(1000); round++) {
        struct cxm_histogram all = {NULL};
        struct cxm_histogram leaf[LEAVES] = {{NULL}};
        struct cxm_histogram last = {NULL};
        for (int i = 0; i < LEAVES * 6; i++) {
            const int64_t v = some_duration(&seed);
            const uint64_t n =
                random_next(&seed) >> (32 + random_below(&seed, 32));
            struct cxm_histogram *l = &leaf[random_below(&seed, LEAVES)];
            must(cxm_histogram_add_n(&all, v, n, &alloc) == CXM_OK &&
                     cxm_histogram_add_n(l, v, n, &alloc) == CXM_OK,
                 "durations are added");
        }
        cxm_histogram_merge(&last, &leaf[0], &alloc);
        for (uint32_t n = LEAVES; n > 1; n--) {
            const uint32_t a = random_below(&seed, n);
            const uint32_t b = (a + 1 + random_below(&seed, n - 1)) % n;
            must(cxm_histogram_merge(&leaf[a], &leaf[b], &alloc) == CXM_OK,
                 "two are merged");
            cxm_histogram_drop(&leaf[b], &alloc);
            leaf[b] = leaf[n - 1];
        }
        must(cxm_histogram_equal(&leaf[0], &all), "the tree gives all");
        must(cxm_histogram_equal(&all, &leaf[0]), "and the other way");
        must(cxm_histogram_unmerge(&leaf[0], &last, &alloc) == CXM_OK &&
                 cxm_histogram_n(&leaf[0]) + cxm_histogram_n(&last) ==
                     cxm_histogram_n(&all),
             "a leaf is taken away");
        must(cxm_histogram_merge(&leaf[0], &last, &alloc) == CXM_OK &&
                 cxm_histogram_equal(&leaf[0], &all),
             "and put back");
        must(cxm_histogram_unmerge(&leaf[0], &all, &alloc) == CXM_OK &&
                 leaf[0].span == NULL,
             "all taken away it owns nothing");
        cxm_histogram_drop(&all, &alloc);
        cxm_histogram_drop(&last, &alloc);
        must(memory.bytes == 0, "nothing is left");
    }
}
END_TEST

START_TEST(equality_does_not_depend_on_the_memory)
{
    struct cxm_histogram a = {NULL};
    struct cxm_histogram b = {NULL};
    cxm_histogram_add(&a, 1000, NULL);
    cxm_histogram_add(&b, 1000, NULL);
    cxm_histogram_add_n(&b, 1000, 70000, NULL);
    cxm_histogram_add(&b, DAY, NULL);
    ck_assert_int_eq(cxm_histogram_equal(&a, &b), 0);
    cxm_histogram_remove_n(&b, 1000, 70000, NULL);
    cxm_histogram_remove(&b, DAY, NULL);
    ck_assert_int_eq(cxm_histogram_equal(&a, &b), 1);
    ck_assert_int_eq(cxm_histogram_equal(&b, &a), 1);
    cxm_histogram_add(&a, 2000, NULL);
    cxm_histogram_add(&b, 3000, NULL);
    ck_assert_int_eq(cxm_histogram_equal(&a, &b), 0);
    ck_assert_int_eq(cxm_histogram_equal(&b, &a), 0);
    cxm_histogram_drop(&a, NULL);
    cxm_histogram_drop(&b, NULL);
}
END_TEST

/* R-A7.2. */
START_TEST(what_was_never_added_is_not_removed)
{
    static const int64_t absent[] = {
        -1, 0, 999, 5000, 6000, DAY, CXM_HISTOGRAM_MAX, INT64_MIN};
    struct cxm_histogram h = {NULL};
    struct cxm_histogram same = {NULL};
    struct cxm_histogram more = {NULL};
    ck_assert_int_eq(cxm_histogram_remove(&h, 5, NULL), CXM_EABSENT);
    cxm_histogram_add(&h, 1000, NULL);
    cxm_histogram_add_n(&h, 10000, 300, NULL);
    cxm_histogram_merge(&same, &h, NULL);
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        ck_assert_int_eq(cxm_histogram_remove(&h, absent[i], NULL),
                         CXM_EABSENT);
    ck_assert_int_eq(cxm_histogram_remove_n(&h, 1000, 2, NULL), CXM_EABSENT);
    ck_assert_int_eq(cxm_histogram_remove_n(&h, 10000, 301, NULL), CXM_EABSENT);
    cxm_histogram_add(&more, 10000, NULL);
    cxm_histogram_add(&more, DAY, NULL);
    ck_assert_int_eq(cxm_histogram_unmerge(&h, &more, NULL), CXM_EABSENT);
    ck_assert_int_eq(cxm_histogram_unmerge(&h, &h, NULL), CXM_EINVAL);
    ck_assert_int_eq(cxm_histogram_merge(&h, &h, NULL), CXM_EINVAL);
    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
    cxm_histogram_drop(&h, NULL);
    ck_assert_int_eq(cxm_histogram_unmerge(&h, &same, NULL), CXM_EABSENT);
    ck_assert_ptr_null(h.span);
    cxm_histogram_drop(&same, NULL);
    cxm_histogram_drop(&more, NULL);
}
END_TEST

/* The widths of a counter and what they hold. */
static const struct {
    uint64_t most;
    uint32_t width;
} widths[] = {{UINT8_MAX, 1}, {UINT16_MAX, 2}, {UINT32_MAX, 4}};

START_TEST(counters_are_widened_when_they_are_full)
{
    for (size_t i = 0; i < 3; i++) {
        for (int way = 0; way < 4; way++) {
            const int64_t one[2] = {777, 777};
            struct cxm_histogram h = {NULL};
            struct cxm_histogram other = {NULL};
            cxm_histogram_add(&h, 5, NULL);
            cxm_histogram_add(&other, 777, NULL);
            cxm_histogram_add_n(&h, 777, widths[i].most, NULL);
            ck_assert_uint_eq(cxm__span_of(&h)->width, widths[i].width);
            if (way == 0)
                cxm_histogram_add(&h, 777, NULL);
            if (way == 1)
                cxm_histogram_add_n(&h, 777, 1, NULL);
            if (way == 2)
                cxm_histogram_add_many(&h, one, 1, NULL, NULL);
            if (way == 3)
                cxm_histogram_merge(&h, &other, NULL);
            ck_assert_uint_eq(cxm__span_of(&h)->width, 2 * widths[i].width);
            ck_assert_uint_eq(cxm_histogram_n(&h), widths[i].most + 2);
            int64_t low, high;
            uint64_t count = 0;
            cxm_histogram_next(&h, 6, &low, &high, &count);
            ck_assert_uint_eq(count, widths[i].most + 1);
            ck_assert(cxm_histogram_rank(&h, 1) == 5);
            ck_assert_int_eq(
                cxm_histogram_remove_n(&h, 777, widths[i].most + 1, NULL),
                CXM_OK);
            ck_assert_uint_eq(cxm_histogram_n(&h), 1);
            cxm_histogram_drop(&h, NULL);
            cxm_histogram_drop(&other, NULL);
        }
    }
}
END_TEST

START_TEST(a_long_column_of_one_value_is_counted)
{
    static int64_t values[70000];
    struct cxm_histogram h = {NULL};
    for (size_t i = 0; i < 70000; i++)
        values[i] = i % 7 ? 1234 : 99999;
    ck_assert_int_eq(cxm_histogram_add_many(&h, values, 70000, NULL, NULL),
                     CXM_OK);
    ck_assert_uint_eq(cxm_histogram_n(&h), 70000);
    ck_assert_int_eq(cxm_histogram_remove_n(&h, 99999, 10000, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_remove_n(&h, 1234, 60000, NULL), CXM_OK);
    ck_assert_ptr_null(h.span);
}
END_TEST

START_TEST(a_full_total_refuses_and_never_wraps)
{
    static const int64_t three[3] = {1, 2, 3};
    struct cxm_histogram h = {NULL};
    struct cxm_histogram same = {NULL};
    struct cxm_error error;
    cxm_histogram_add(&h, 9, NULL);
    ck_assert_int_eq(cxm_histogram_add_n(&h, 1, UINT64_MAX, NULL),
                     CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_histogram_add_n(&h, 1, UINT64_MAX - 3, NULL), CXM_OK);
    cxm_histogram_merge(&same, &h, NULL);
    ck_assert_int_eq(cxm_histogram_add_many(&h, three, 3, NULL, &error),
                     CXM_EOVERFLOW);
    ck_assert_uint_eq(error.record, 2);
    ck_assert_int_eq(cxm_histogram_add_n(&h, 1, 3, NULL), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_histogram_merge(&h, &same, NULL), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
    ck_assert_int_eq(cxm_histogram_add_many(&h, three, 2, NULL, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_add(&h, 0, NULL), CXM_EOVERFLOW);
    ck_assert_uint_eq(cxm_histogram_n(&h), UINT64_MAX);
    ck_assert(cxm_histogram_rank(&h, UINT64_MAX) == 9);
    ck_assert(cxm_histogram_rank(&h, UINT64_MAX - 1) == 2);
    cxm_histogram_drop(&h, NULL);
    cxm_histogram_drop(&same, NULL);
}
END_TEST

START_TEST(a_bad_batch_changes_nothing)
{
    static const int64_t bad[5] = {70, 1000000, 3, -1, -2};
    struct cxm_histogram h = {NULL};
    struct cxm_histogram same = {NULL};
    struct cxm_error error;
    ck_assert_int_eq(cxm_histogram_add_many(&h, bad, 5, NULL, &error),
                     CXM_ERANGE);
    ck_assert_uint_eq(error.record, 3);
    ck_assert_int_eq(error.status, CXM_ERANGE);
    ck_assert_ptr_null(h.span);
    ck_assert_int_eq(cxm_histogram_add(&h, -1, NULL), CXM_ERANGE);
    ck_assert_int_eq(cxm_histogram_add_n(&h, INT64_MIN, 0, NULL), CXM_ERANGE);
    ck_assert_int_eq(cxm_histogram_add_many(&h, bad, 3, NULL, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_add(&h, -1, NULL), CXM_ERANGE);
    cxm_histogram_merge(&same, &h, NULL);
    ck_assert_int_eq(cxm_histogram_add_many(&h, bad, 4, NULL, NULL),
                     CXM_ERANGE);
    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
    cxm_histogram_drop(&h, NULL);
    cxm_histogram_drop(&same, NULL);
}
END_TEST

/* What needs memory: new octaves below and above, wider counters, all. */
static int need_memory(struct cxm_histogram *h, int what,
                       const struct cxm_histogram *from,
                       const struct cxm_alloc *alloc)
{
    int64_t values[600];
    for (int i = 0; i < 600; i++)
        values[i] = i % 2 ? 1000 : i * i * 100;
    switch (what) {
    case 0:
        return cxm_histogram_add(h, 7, alloc);
    case 1:
        return cxm_histogram_add_n(h, DAY, 300, alloc);
    case 2:
        return cxm_histogram_add_n(h, 1000, UINT32_MAX, alloc);
    case 3:
        return cxm_histogram_add_many(h, values, 600, alloc, NULL);
    default:
        return cxm_histogram_merge(h, from, alloc);
    }
}

START_TEST(without_memory_nothing_is_changed)
{
    for (int what = 0; what < 5; what++) {
        for (int filled = 0; filled < 2; filled++) {
            int status = CXM_ENOMEM;
            uint64_t n = 0;
            for (; status; n++) {
                struct memory memory;
                const struct cxm_alloc alloc = memory_start(&memory);
                struct cxm_histogram h = {NULL};
                struct cxm_histogram same = {NULL};
                struct cxm_histogram from = {NULL};
                cxm_histogram_add_n(&from, 1000, 400, &alloc);
                cxm_histogram_add(&from, 5, &alloc);
                if (filled)
                    cxm_histogram_add_n(&h, 1000, 200, &alloc);
                cxm_histogram_merge(&same, &h, &alloc);
                memory_fail(&memory, n);
                status = need_memory(&h, what, &from, &alloc);
                if (status) {
                    ck_assert_int_eq(status, CXM_ENOMEM);
                    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
                    ck_assert(filled || !h.span);
                }
                cxm_histogram_drop(&h, &alloc);
                cxm_histogram_drop(&same, &alloc);
                cxm_histogram_drop(&from, &alloc);
                ck_assert_uint_eq(memory.bytes, 0);
            }
            ck_assert_uint_gt(n, 1);
        }
    }
}
END_TEST

START_TEST(what_was_removed_raw_comes_back_without_memory)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct cxm_histogram h = {NULL};
    struct cxm_histogram same = {NULL};
    cxm_histogram_add_n(&h, 1000, 300, &alloc);
    cxm_histogram_add(&h, DAY, &alloc);
    cxm_histogram_merge(&same, &h, &alloc);
    memory_fail(&memory, 0);
    ck_assert_int_eq(cxm__histogram_remove_n(&h, 1000, 300), CXM_OK);
    ck_assert_int_eq(cxm__histogram_remove_n(&h, DAY, 1), CXM_OK);
    ck_assert_uint_eq(cxm_histogram_n(&h), 0);
    int64_t low, high;
    uint64_t count;
    ck_assert_int_eq(cxm_histogram_next(&h, 0, &low, &high, &count), 0);
    ck_assert(isnan(cxm_histogram_rank(&h, 1)));
    ck_assert_int_eq(cxm_histogram_add_n(&h, 1000, 300, &alloc), CXM_OK);
    ck_assert_int_eq(cxm_histogram_add(&h, DAY, &alloc), CXM_OK);
    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
    ck_assert_int_eq(cxm__histogram_unmerge(&h, &same), CXM_OK);
    ck_assert_int_eq(cxm_histogram_merge(&h, &same, &alloc), CXM_OK);
    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
    cxm__histogram_trim(&h, &alloc);
    ck_assert_ptr_nonnull(h.span);
    ck_assert_int_eq(cxm__histogram_unmerge(&h, &same), CXM_OK);
    cxm__histogram_trim(&h, &alloc);
    ck_assert_ptr_null(h.span);
    cxm_histogram_drop(&same, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
}
END_TEST

/* AHT, first reply and resolution as they are simulated elsewhere. */
START_TEST(a_hundred_durations_take_less_than_1_kb_as_a_rule)
{
    static const struct {
        double median;
        double sigma;
    } kind[] = {{280e3, 0.8}, {3600e3, 1.5}, {86400e3, 1.5}};
    uint64_t seed = 5;
    int larger = 0; /* for a value that is out by 16 octaves */
    for (int round = 0; round < test_rounds(300); round++) {
        struct memory memory;
        const struct cxm_alloc alloc = memory_start(&memory);
        struct cxm_histogram h = {NULL};
        for (int i = 0; i < 100; i++)
            cxm_histogram_add(
                &h,
                lognormal(&seed, kind[round % 3].median, kind[round % 3].sigma),
                &alloc);
        must(memory.bytes > 0 && memory.bytes < 1280, "no more than that");
        larger += memory.bytes >= 1024;
        cxm_histogram_drop(&h, &alloc);
        must(memory.bytes == 0, "and nothing after");
    }
    ck_assert_int_le(larger, 3);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc,
                   every_value_of_a_day_is_within_a_128th_of_its_bins_middle);
    tcase_add_test(tc, the_number_of_bins_is_the_reference);
    tcase_add_test(tc, bins_go_on_to_the_greatest_value);
    tcase_add_test(tc, nothing_is_an_empty_one);
    tcase_add_test(tc, it_agrees_with_a_sorted_array);
    tcase_add_test(tc, quantiles_are_those_of_the_middles);
    tcase_add_test(tc, several_ranks_are_found_in_one_pass);
    tcase_add_test(tc, merging_in_any_tree_gives_the_same);
    tcase_add_test(tc, equality_does_not_depend_on_the_memory);
    tcase_add_test(tc, what_was_never_added_is_not_removed);
    tcase_add_test(tc, counters_are_widened_when_they_are_full);
    tcase_add_test(tc, a_long_column_of_one_value_is_counted);
    tcase_add_test(tc, a_full_total_refuses_and_never_wraps);
    tcase_add_test(tc, a_bad_batch_changes_nothing);
    tcase_add_test(tc, without_memory_nothing_is_changed);
    tcase_add_test(tc, what_was_removed_raw_comes_back_without_memory);
    tcase_add_test(tc, a_hundred_durations_take_less_than_1_kb_as_a_rule);
}

TEST_MAIN(tests)
