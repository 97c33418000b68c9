/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <cxm/moments.h>

#include "lib/stat/moments.h"
#include "memory.h"
#include "run.h"
#include "vectors.h"

static int same(const struct cxm_moments *a, const struct cxm_moments *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* The shared rows i128-*. */
static const int64_t wide[8] = {
    0, 1, 999, 1000, 86399999, 2147483648, 1099511627776, 9007199254740991};

/* The shared rows aht-*. */
static const int64_t seconds[20] = {35,  48,  61,  64,  77,  83,  90,
                                    95,  102, 118, 125, 133, 140, 152,
                                    171, 190, 214, 260, 305, 1847};

START_TEST(the_struct_is_frozen)
{
    ck_assert_uint_eq(sizeof(struct cxm_moments), 40);
    ck_assert_uint_eq(offsetof(struct cxm_moments, sum), 8);
    ck_assert_uint_eq(offsetof(struct cxm_moments, sumsq), 24);
}
END_TEST

/* By Python's whole numbers. */
START_TEST(sums_are_exact)
{
    struct cxm_moments m;
    cxm_moments_init(&m);
    ck_assert_int_eq(cxm_moments_add_many(&m, wide, 8, NULL), CXM_OK);
    ck_assert_uint_eq(m.n, 8);
    ck_assert_uint_eq(m.sum[0], 9008301000254414);
    ck_assert_uint_eq(m.sum[1], 0);
    /* 81129639623537102446997926954164 = high * 2^64 + low */
    ck_assert_uint_eq(m.sumsq[1], 4398046576640ULL);
    ck_assert_uint_eq(m.sumsq[0], 4601136579747103924ULL);
    close_to("i128-var", cxm_moments_variance(&m), 1.0140850537091288282e+31,
             0);
    close_to("sum", cxm_moments_sum(&m), 9008301000254414, 0);
}
END_TEST

static void visit_wide(const struct vector *row)
{
    struct cxm_moments m = {0, {0, 0}, {0, 0}};
    cxm_moments_add_many(&m, wide, 8, NULL);
    if (vector_ends(row, "-sum"))
        vector_close(row, cxm_moments_sum(&m), 0, 0);
    if (vector_ends(row, "-sumsq"))
        vector_close(row, ldexp((double)m.sumsq[1], 64) + (double)m.sumsq[0], 0,
                     0);
    if (vector_ends(row, "-var"))
        vector_close(row, cxm_moments_variance(&m), 1e-15, 0);
}

static void visit_aht(const struct vector *row)
{
    struct cxm_moments m = {0, {0, 0}, {0, 0}};
    cxm_moments_add_many(&m, seconds, 20, NULL);
    if (strcmp(row->id, "aht-mean") == 0)
        vector_close(row, cxm_moments_mean(&m), 1e-15, 0);
    if (strcmp(row->id, "aht-sd") == 0)
        vector_close(row, sqrt(cxm_moments_variance(&m)), 1e-15, 0);
}

START_TEST(the_shared_reference_values_are_met)
{
    vectors_each("i128-", visit_wide);
    vectors_each("aht-", visit_aht);
}
END_TEST

START_TEST(an_empty_one_has_no_figures)
{
    struct cxm_moments m;
    cxm_moments_init(&m);
    ck_assert(cxm_moments_sum(&m) == 0);
    ck_assert(isnan(cxm_moments_mean(&m)));
    ck_assert(isnan(cxm_moments_variance(&m)));
    cxm_moments_add(&m, -3);
    ck_assert(cxm_moments_sum(&m) == -3);
    ck_assert(cxm_moments_mean(&m) == -3);
    ck_assert(isnan(cxm_moments_variance(&m)));
    cxm_moments_add(&m, 4);
    ck_assert(cxm_moments_mean(&m) == 0.5);
    ck_assert(cxm_moments_variance(&m) == 24.5);
}
END_TEST

static uint64_t state = 7;

static int64_t some_value(void)
{
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (int64_t)(state ^ state << 21) >> (state >> 58) % 62;
}

START_TEST(order_split_and_removal_leave_no_trace)
{
    int64_t values[64];
    struct cxm_moments zero;
    cxm_moments_init(&zero);
    for (int round = 0; round < 500; round++) {
        struct cxm_moments all = zero;
        struct cxm_moments front = zero;
        struct cxm_moments back = zero;
        const size_t cut = (size_t)round % 64;
        for (size_t i = 0; i < 64; i++) {
            values[i] = some_value() / 4;
            ck_assert_int_eq(cxm_moments_add(&all, values[i]), CXM_OK);
        }
        for (size_t i = cut; i-- > 0;)
            ck_assert_int_eq(cxm_moments_add_n(&front, values[i], 1), CXM_OK);
        ck_assert_int_eq(
            cxm_moments_add_many(&back, values + cut, 64 - cut, NULL), CXM_OK);
        const struct cxm_moments part = back;
        ck_assert_int_eq(cxm_moments_merge(&back, &front), CXM_OK);
        ck_assert(same(&back, &all));
        ck_assert_int_eq(cxm_moments_unmerge(&back, &front), CXM_OK);
        ck_assert(same(&back, &part));
        for (size_t i = 0; i < 64; i++)
            ck_assert_int_eq(cxm_moments_remove(&all, values[i]), CXM_OK);
        ck_assert(same(&all, &zero));
    }
}
END_TEST

START_TEST(the_same_value_n_times_is_n_values)
{
    static const int64_t value[] = {0, 1, -1, 1000000007, -999999999999};
    for (size_t i = 0; i < 5; i++) {
        struct cxm_moments one = {0, {0, 0}, {0, 0}};
        struct cxm_moments many = one;
        const struct cxm_moments zero = one;
        for (int k = 0; k < 100; k++)
            cxm_moments_add(&one, value[i]);
        ck_assert_int_eq(cxm_moments_add_n(&many, value[i], 100), CXM_OK);
        ck_assert(same(&one, &many));
        ck_assert(cxm_moments_variance(&many) == 0);
        ck_assert(cxm_moments_mean(&many) == (double)value[i]);
        ck_assert_int_eq(cxm_moments_remove_n(&many, value[i], 100), CXM_OK);
        ck_assert(same(&many, &zero));
        ck_assert_int_eq(cxm_moments_add_n(&many, value[i], 0), CXM_OK);
        ck_assert(same(&many, &zero));
    }
}
END_TEST

START_TEST(what_cannot_have_been_added_is_not_removed)
{
    struct cxm_moments m = {0, {0, 0}, {0, 0}};
    struct cxm_moments more;
    ck_assert_int_eq(cxm_moments_remove(&m, 0), CXM_EABSENT);
    cxm_moments_add(&m, 5);
    more = m;
    cxm_moments_add(&m, 7);
    const struct cxm_moments before = m;
    cxm_moments_add_n(&more, 6, 2);
    ck_assert_int_eq(cxm_moments_remove(&m, 9), CXM_EABSENT);
    ck_assert_int_eq(cxm_moments_remove(&m, 6), CXM_EABSENT);
    ck_assert_int_eq(cxm_moments_remove(&m, -5), CXM_EABSENT);
    ck_assert_int_eq(cxm_moments_remove(&m, INT64_MIN), CXM_EABSENT);
    ck_assert_int_eq(cxm_moments_remove_n(&m, 5, 2), CXM_EABSENT);
    ck_assert_int_eq(cxm_moments_remove_n(&m, INT64_MIN, UINT64_MAX),
                     CXM_EABSENT);
    ck_assert_int_eq(cxm_moments_replace(&m, 6, 1), CXM_EABSENT);
    ck_assert_int_eq(cxm_moments_unmerge(&m, &more), CXM_EABSENT);
    ck_assert(same(&m, &before));
    ck_assert_int_eq(cxm_moments_replace(&m, 7, 11), CXM_OK);
    ck_assert(cxm_moments_mean(&m) == 8);
    /* Squares enough for 1, but then three numbers would sum to 29. */
    const int64_t spread[4] = {10, 10, 9, 1};
    cxm_moments_init(&m);
    cxm_moments_add_many(&m, spread, 4, NULL);
    ck_assert_int_eq(cxm_moments_remove(&m, -10), CXM_EABSENT);
    ck_assert_int_eq(cxm_moments_remove(&m, 1), CXM_OK);
}
END_TEST

/* R-A8.2: u128 holds 4,194,304 squares of 2^53-1, and a few more. */
START_TEST(the_sum_of_squares_refuses_exactly_at_its_cap)
{
    const int64_t most = (INT64_C(1) << 53) - 1;
    const uint64_t safe = 4194304;
    struct cxm_moments m = {0, {0, 0}, {0, 0}};
    ck_assert_int_eq(cxm_moments_add_n(&m, most, safe), CXM_OK);
    ck_assert_uint_eq(m.sumsq[1], UINT64_MAX - 4095);
    const struct cxm_moments full = m;
    /* 2^128 - 2^22 (2^53 - 1)^2 is 2^76 - 2^22: 2^38 squared is too much. */
    ck_assert_int_eq(cxm_moments_add(&m, most), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_moments_add(&m, INT64_C(1) << 38), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_moments_add_n(&m, most, UINT64_MAX), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_moments_replace(&m, most, INT64_MAX), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_moments_merge(&m, &full), CXM_EOVERFLOW);
    ck_assert(same(&m, &full));
    ck_assert_int_eq(cxm_moments_add(&m, (INT64_C(1) << 38) - 1), CXM_OK);
}
END_TEST

START_TEST(a_batch_past_the_cap_changes_nothing)
{
    static const int64_t values[8] = {1, INT64_MIN, INT64_MIN, INT64_MIN,
                                      2, INT64_MIN, INT64_MIN, 3};
    struct cxm_moments m = {0, {0, 0}, {0, 0}};
    struct cxm_error error;
    ck_assert_int_eq(cxm_moments_add_many(&m, values, 8, &error),
                     CXM_EOVERFLOW);
    ck_assert_uint_eq(error.record, 5);
    ck_assert_uint_eq(m.n, 0);
    ck_assert_int_eq(cxm_moments_add_many(&m, values, 5, &error), CXM_OK);
    ck_assert_uint_eq(m.n, 5);
    const struct cxm_moments before = m;
    ck_assert_int_eq(cxm_moments_add_many(&m, values, 5, &error),
                     CXM_EOVERFLOW);
    ck_assert_uint_eq(error.record, 1);
    ck_assert(same(&m, &before));
    ck_assert_int_eq(cxm_moments_add_many(&m, NULL, 0, NULL), CXM_OK);
}
END_TEST

START_TEST(a_full_counter_refuses_and_never_wraps)
{
    static const int64_t zeros[2] = {0, 0};
    struct cxm_moments m = {0, {0, 0}, {0, 0}};
    struct cxm_error error;
    ck_assert_int_eq(cxm_moments_add_n(&m, -1, UINT64_MAX - 1), CXM_OK);
    ck_assert_int_eq(cxm_moments_add_many(&m, zeros, 2, &error), CXM_EOVERFLOW);
    ck_assert_uint_eq(error.record, 1);
    ck_assert_int_eq(cxm_moments_add(&m, -1), CXM_OK);
    ck_assert_int_eq(cxm_moments_add(&m, 0), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_moments_merge(&m, &m), CXM_EOVERFLOW);
    ck_assert_uint_eq(m.n, UINT64_MAX);
    ck_assert(cxm_moments_mean(&m) == -1);
    ck_assert(cxm_moments_variance(&m) == 0);
}
END_TEST

/* Around the limits of what is summed in 32 bits, and far beyond. */
static const int64_t limits[] = {INT64_MIN,
                                 INT64_MAX,
                                 INT32_MIN,
                                 INT32_MAX,
                                 INT32_MAX + INT64_C(1),
                                 -(INT64_C(1) << 30),
                                 -(INT64_C(1) << 30) - 1,
                                 INT64_C(1) << 30,
                                 (INT64_C(1) << 30) - 1};

static int equal_sums(const struct cxm__sums *a, const struct cxm__sums *b)
{
    return a->n == b->n && a->sum.low == b->sum.low &&
           a->sum.high == b->sum.high && a->squares.low == b->squares.low &&
           a->squares.high == b->squares.high;
}

/* By the definition, one value after the other; returns the status. */
static int sums_one_by_one(const int64_t *values, size_t n, struct cxm__sums *s)
{
    int status = CXM_OK;
    *s = (struct cxm__sums){n, {0, 0}, {0, 0}};
    for (size_t i = 0; i < n; i++) {
        const uint64_t size = cxm__magnitude(values[i]);
        s->sum = cxm__i128_plus(s->sum, cxm__i128_of(values[i]));
        if (cxm__u128_add(&s->squares, cxm__multiply(size, size)) < 0)
            status = CXM_EOVERFLOW;
    }
    return status;
}

START_TEST(a_column_has_the_sums_of_its_plain_twin)
{
    uint64_t seed = 1;
    for (int round = 0; round < test_rounds(3000); round++) {
        const size_t n = random_below(&seed, 1601);
        const int bits = 8 + round % 56;
        int64_t *values = malloc((n + 1) * sizeof *values);
        int32_t *ints = malloc((n + 1) * sizeof *ints);
        struct cxm__sums fast;
        struct cxm__sums plain;
        for (size_t i = 0; i < n; i++) {
            values[i] = (int64_t)random_next(&seed) >> (63 - bits);
            if (round % 3 == 0 && random_below(&seed, 200) == 0)
                values[i] = limits[random_below(&seed, 9)];
            /* A block of large values that begins with a small one. */
            if (round % 3 == 1)
                values[i] = i % 512 ? limits[round / 3 % 9] : 1;
            ints[i] = (int32_t)values[i];
        }
        int status = cxm__sums_i64(values, n, &fast);
        must(status == cxm__sums_i64_plain(values, n, &plain) &&
                 equal_sums(&fast, &plain),
             "the sums of int64s are the same");
        must(status == sums_one_by_one(values, n, &plain) &&
                 (status < 0 || equal_sums(&fast, &plain)),
             "and those of its values");
        fast.sum = cxm__sum_i64(values, n);
        must(fast.sum.low == plain.sum.low && fast.sum.high == plain.sum.high,
             "the sum alone is the same");
        status = cxm__sums_i32(ints, n, &fast);
        must(status == cxm__sums_i32_plain(ints, n, &plain) &&
                 equal_sums(&fast, &plain),
             "the sums of int32s are the same");
        for (size_t i = 0; i < n; i++)
            values[i] = ints[i];
        must(status == cxm__sums_i64_plain(values, n, &plain) &&
                 equal_sums(&fast, &plain),
             "and those of the same numbers as int64s");
        free(values);
        free(ints);
    }
}
END_TEST

START_TEST(columns_of_both_widths_count_like_their_values)
{
    int32_t ints[2000];
    int64_t values[2000];
    struct cxm_moments one = {0};
    struct cxm_moments narrow = {0};
    struct cxm_moments wide_one = {0};
    struct cxm_error error;
    for (int i = 0; i < 2000; i++) {
        ints[i] = i % 7 ? i * 1000003 : INT32_MIN + i;
        values[i] = ints[i];
        ck_assert_int_eq(cxm_moments_add(&one, values[i]), CXM_OK);
    }
    ck_assert_int_eq(cxm_moments_add_many_i32(&narrow, ints, 2000, NULL),
                     CXM_OK);
    ck_assert_int_eq(cxm_moments_add_many(&wide_one, values, 2000, NULL),
                     CXM_OK);
    ck_assert(same(&one, &narrow) && same(&one, &wide_one));
    one.n = UINT64_MAX - 1999;
    narrow = one;
    ck_assert_int_eq(cxm_moments_add_many_i32(&narrow, ints, 2000, &error),
                     CXM_EOVERFLOW);
    ck_assert_uint_eq(error.record, 1999);
    ck_assert(same(&one, &narrow));
    ck_assert_int_eq(cxm_moments_add_many_i32(&narrow, NULL, 0, NULL), CXM_OK);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_struct_is_frozen);
    tcase_add_test(tc, sums_are_exact);
    tcase_add_test(tc, the_shared_reference_values_are_met);
    tcase_add_test(tc, an_empty_one_has_no_figures);
    tcase_add_test(tc, order_split_and_removal_leave_no_trace);
    tcase_add_test(tc, the_same_value_n_times_is_n_values);
    tcase_add_test(tc, what_cannot_have_been_added_is_not_removed);
    tcase_add_test(tc, the_sum_of_squares_refuses_exactly_at_its_cap);
    tcase_add_test(tc, a_batch_past_the_cap_changes_nothing);
    tcase_add_test(tc, a_full_counter_refuses_and_never_wraps);
    tcase_add_test(tc, a_column_has_the_sums_of_its_plain_twin);
    tcase_add_test(tc, columns_of_both_widths_count_like_their_values);
}

TEST_MAIN(tests)
