/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <cxm/ratio.h>
#include <cxm/special.h>

#include "memory.h"
#include "run.h"
#include "vectors.h"

/* The shared rows ratio-*. */
static const int64_t time_of[8] = {12040, 9310,  15400, 8020,
                                   11110, 13990, 10250, 9875};
static const int64_t contacts[8] = {41, 33, 50, 29, 36, 47, 38, 30};

static const struct cxm_ratio zero;

static int same(const struct cxm_ratio *a, const struct cxm_ratio *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static struct cxm_ratio example(void)
{
    struct cxm_ratio r;
    cxm_ratio_init(&r);
    for (int i = 0; i < 8; i++)
        ck_assert_int_eq(cxm_ratio_add(&r, time_of[i], contacts[i]), CXM_OK);
    return r;
}

START_TEST(the_struct_is_frozen)
{
    ck_assert_uint_eq(sizeof(struct cxm_ratio), 96);
    ck_assert_uint_eq(offsetof(struct cxm_ratio, c), 40);
    ck_assert_uint_eq(offsetof(struct cxm_ratio, tc), 80);
}
END_TEST

static void visit(const struct vector *row)
{
    const struct cxm_ratio r = example();
    struct cxm_interval i;
    cxm_ratio_result(&r, CXM_INTERVAL_NONE, 0.95, 0, &i);
    if (strcmp(row->id, "ratio-est") == 0)
        vector_close(row, i.value, 1e-12, 0);
    if (strcmp(row->id, "ratio-se") == 0)
        vector_close(row, cxm_ratio_error(&r, 0), 1e-12, 0);
}

/* R's survey::svyratio. */
START_TEST(ratio_and_error_are_the_reference)
{
    const struct cxm_ratio r = example();
    struct cxm_interval i;
    ck_assert_int_eq(cxm_ratio_result(&r, CXM_INTERVAL_LINEARISED, 0.95, 0, &i),
                     CXM_OK);
    close_to("ratio-est", i.value, 296.0361842105263, 1e-15);
    close_to("ratio-se", cxm_ratio_error(&r, 0), 6.1864578517, 1e-11);
    const double t = cxm_t_quantile(0.975, 7);
    close_to("low", i.low, 296.0361842105263 - t * 6.1864578517, 1e-11);
    close_to("high", i.high, 296.0361842105263 + t * 6.1864578517, 1e-11);
    vectors_each("ratio-", visit);
}
END_TEST

START_TEST(a_finite_population_narrows_it)
{
    const struct cxm_ratio r = example();
    struct cxm_interval i;
    close_to("error", cxm_ratio_error(&r, 32),
             cxm_ratio_error(&r, 0) * sqrt(0.75), 1e-15);
    cxm_ratio_result(&r, CXM_INTERVAL_LINEARISED, 0.9, 32, &i);
    close_to("width", i.high - i.value,
             cxm_t_quantile(0.95, 7) * cxm_ratio_error(&r, 32), 1e-12);
    cxm_ratio_result(&r, CXM_INTERVAL_LINEARISED, 0.9, 8, &i);
    ck_assert(i.low == i.value && i.high == i.value);
}
END_TEST

/*
 * t = q c + d with d = +-1, of sum 0: the ratio is q and e is d.  Of the 30
 * digits that the terms of sum(e^2) have, all but the last few cancel.
 */
START_TEST(small_errors_of_large_sums_are_exact)
{
    static const struct {
        int64_t q;
        int64_t c;
        double tolerance;
    } rows[] = {
        {1, 1, 1e-15},
        {1000, 60000, 1e-15},
        {INT64_C(1000000000000), 1, 1e-15},
        {(INT64_C(1) << 31) - 1, 1000003, 1e-15},
        {-123456789, 20001, 1e-15},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_ratio r = zero;
        struct cxm_interval out;
        double c = 0;
        for (int k = 1; k <= 100; k++) {
            const int64_t ck = rows[i].c + k;
            ck_assert_int_eq(
                cxm_ratio_add(&r, rows[i].q * ck + (k % 2 ? 1 : -1), ck),
                CXM_OK);
            c += (double)ck;
        }
        cxm_ratio_result(&r, CXM_INTERVAL_NONE, 0.95, 0, &out);
        ck_assert(out.value == (double)rows[i].q);
        close_to("error", cxm_ratio_error(&r, 0), sqrt(100.0 / 99 * 100) / c,
                 rows[i].tolerance);
    }
}
END_TEST

START_TEST(proportional_pairs_have_no_error)
{
    struct cxm_ratio r = zero;
    for (int64_t k = 1; k < 1000; k++)
        cxm_ratio_add_n(&r, 7 * k * 1000003, -3 * k, 5);
    ck_assert(cxm_ratio_error(&r, 0) == 0);
    struct cxm_interval i;
    cxm_ratio_result(&r, CXM_INTERVAL_LINEARISED, 0.95, 0, &i);
    ck_assert(i.value == -7.0 * 1000003 / 3);
    ck_assert(i.low == i.value && i.high == i.value);
}
END_TEST

START_TEST(the_error_is_that_of_the_residuals)
{
    uint64_t seed = 11;
    for (int round = 0; round < test_rounds(500); round++) {
        struct cxm_ratio r = zero;
        int64_t t[40], c[40];
        long double st = 0, sc = 0, squares = 0;
        const uint32_t n = 2 + random_below(&seed, 39);
        for (uint32_t i = 0; i < n; i++) {
            t[i] = (int64_t)random_below(&seed, 2000000) - 500000;
            c[i] = (int64_t)random_below(&seed, 30) - 2;
            cxm_ratio_add(&r, t[i], c[i]);
            st += (long double)t[i];
            sc += (long double)c[i];
        }
        if (sc == 0)
            continue;
        for (uint32_t i = 0; i < n; i++) {
            const long double e =
                (long double)t[i] - st / sc * (long double)c[i];
            squares += e * e;
        }
        const long double expected =
            sqrtl((long double)n / (n - 1) * squares) / fabsl(sc);
        close_to("error", cxm_ratio_error(&r, 0), (double)expected, 1e-13);
    }
}
END_TEST

START_TEST(what_has_no_ratio_says_so)
{
    struct cxm_ratio r = zero;
    struct cxm_interval i = {1, 1, 1};
    const uint32_t method = CXM_INTERVAL_LINEARISED;
    ck_assert_int_eq(cxm_ratio_result(&r, method, 0.95, 0, &i), CXM_EMPTY);
    ck_assert(isnan(i.value) && isnan(i.low) && isnan(i.high));
    ck_assert(isnan(cxm_ratio_error(&r, 0)));
    cxm_ratio_add(&r, 600, 3);
    ck_assert_int_eq(cxm_ratio_result(&r, method, 0.95, 0, &i), CXM_OK);
    ck_assert(i.value == 200 && isnan(i.low) && isnan(i.high));
    ck_assert(isnan(cxm_ratio_error(&r, 0)));
    cxm_ratio_add(&r, 600, -3);
    i.value = 1;
    ck_assert_int_eq(cxm_ratio_result(&r, method, 0.95, 0, &i), CXM_EMPTY);
    ck_assert(isnan(i.value) && isnan(i.low) && isnan(i.high));
    ck_assert(isnan(cxm_ratio_error(&r, 0)));
    cxm_ratio_add(&r, -1200, -1);
    cxm_ratio_result(&r, CXM_INTERVAL_NONE, 0.95, 0, &i);
    ck_assert(i.value == 0 && !signbit(i.value));
}
END_TEST

START_TEST(a_bad_argument_is_refused)
{
    static const double confidence[] = {0, 1, -1, NAN};
    const struct cxm_ratio r = example();
    struct cxm_interval i = {1, 2, 3};
    for (uint32_t m = 1; m < 20; m++)
        if (m != CXM_INTERVAL_LINEARISED)
            ck_assert_int_eq(cxm_ratio_result(&r, m, 0.95, 0, &i), CXM_EINVAL);
    for (size_t k = 0; k < 4; k++) {
        ck_assert_int_eq(
            cxm_ratio_result(&r, CXM_INTERVAL_LINEARISED, confidence[k], 0, &i),
            CXM_EINVAL);
        ck_assert_int_eq(
            cxm_ratio_result(&zero, CXM_INTERVAL_NONE, confidence[k], 0, &i),
            CXM_EINVAL);
    }
    ck_assert_int_eq(cxm_ratio_result(&r, CXM_INTERVAL_NONE, 0.95, 7, &i),
                     CXM_EINVAL);
    ck_assert(isnan(cxm_ratio_error(&r, 7)));
    ck_assert(i.value == 1 && i.low == 2 && i.high == 3);
}
END_TEST

START_TEST(order_split_and_removal_leave_no_trace)
{
    uint64_t seed = 12;
    for (int round = 0; round < test_rounds(500); round++) {
        struct cxm_ratio all = zero;
        struct cxm_ratio part[2] = {zero, zero};
        int64_t t[32], c[32];
        uint64_t n[32];
        for (int i = 0; i < 32; i++) {
            t[i] =
                (int64_t)random_next(&seed) >> (20 + random_below(&seed, 40));
            c[i] =
                (int64_t)random_next(&seed) >> (20 + random_below(&seed, 40));
            n[i] = random_below(&seed, 5);
            must(cxm_ratio_add_n(&all, t[i], c[i], n[i]) == CXM_OK, "add");
            for (uint64_t k = 0; k < n[i]; k++)
                must(cxm_ratio_add(&part[i % 2], t[i], c[i]) == CXM_OK, "add");
        }
        const struct cxm_ratio first = part[0];
        must(cxm_ratio_merge(&part[0], &part[1]) == CXM_OK, "merge");
        must(same(&part[0], &all), "merged it is all");
        must(cxm_ratio_unmerge(&part[0], &part[1]) == CXM_OK, "unmerge");
        must(same(&part[0], &first), "unmerged it is as before");
        must(cxm_ratio_merge(&part[0], &part[0]) == CXM_OK, "doubled");
        must(cxm_ratio_unmerge(&part[0], &first) == CXM_OK &&
                 same(&part[0], &first),
             "and halved");
        for (int i = 0; i < 32; i++)
            must(cxm_ratio_remove_n(&all, t[i], c[i], n[i]) == CXM_OK,
                 "what was added is removed");
        must(same(&all, &zero), "nothing is left");
    }
}
END_TEST

START_TEST(what_cannot_have_been_added_is_not_removed)
{
    struct cxm_ratio r = zero;
    struct cxm_ratio other = zero;
    ck_assert_int_eq(cxm_ratio_remove(&r, 1, 1), CXM_EABSENT);
    cxm_ratio_add(&r, 10, 3);
    cxm_ratio_add(&r, 20, 5);
    const struct cxm_ratio before = r;
    ck_assert_int_eq(cxm_ratio_remove(&r, 20, 4), CXM_EABSENT);
    ck_assert_int_eq(cxm_ratio_remove(&r, 21, 5), CXM_EABSENT);
    ck_assert_int_eq(cxm_ratio_remove(&r, 10, 5), CXM_EABSENT);
    ck_assert_int_eq(cxm_ratio_remove_n(&r, 10, 3, 2), CXM_EABSENT);
    cxm_ratio_add(&other, 10, 5);
    cxm_ratio_add(&other, 20, 3);
    ck_assert_int_eq(cxm_ratio_unmerge(&r, &other), CXM_EABSENT);
    ck_assert(same(&r, &before));
    ck_assert_int_eq(cxm_ratio_remove(&r, 20, 5), CXM_OK);
    ck_assert_int_eq(cxm_ratio_remove(&r, 10, 3), CXM_OK);
    ck_assert(same(&r, &zero));
}
END_TEST

START_TEST(sums_refuse_at_their_caps)
{
    struct cxm_ratio r = zero;
    /* The squares are below 2^128, the products are not below 2^127. */
    const int64_t large = INT64_C(1) << 62;
    ck_assert_int_eq(cxm_ratio_add_n(&r, large, large, 7), CXM_OK);
    const struct cxm_ratio before = r;
    ck_assert_int_eq(cxm_ratio_add(&r, large, large), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_ratio_add_n(&r, large, large, UINT64_MAX),
                     CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_ratio_merge(&r, &before), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_ratio_add_n(&r, 0, 0, UINT64_MAX), CXM_EOVERFLOW);
    ck_assert(same(&r, &before));
    ck_assert(cxm_ratio_error(&r, 0) == 0);
    struct cxm_interval i;
    cxm_ratio_result(&r, CXM_INTERVAL_LINEARISED, 0.95, 0, &i);
    ck_assert(i.value == 1 && i.low == 1 && i.high == 1);
    /* The least product is refused with the rest: -2^127 at 8 times. */
    ck_assert_int_eq(cxm_ratio_add_n(&r, large, -large, 7), CXM_OK);
    ck_assert_int_eq(cxm_ratio_add_n(&r, INT64_MIN, INT64_MIN, 1),
                     CXM_EOVERFLOW);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_struct_is_frozen);
    tcase_add_test(tc, ratio_and_error_are_the_reference);
    tcase_add_test(tc, a_finite_population_narrows_it);
    tcase_add_test(tc, small_errors_of_large_sums_are_exact);
    tcase_add_test(tc, proportional_pairs_have_no_error);
    tcase_add_test(tc, the_error_is_that_of_the_residuals);
    tcase_add_test(tc, what_has_no_ratio_says_so);
    tcase_add_test(tc, a_bad_argument_is_refused);
    tcase_add_test(tc, order_split_and_removal_leave_no_trace);
    tcase_add_test(tc, what_cannot_have_been_added_is_not_removed);
    tcase_add_test(tc, sums_refuse_at_their_caps);
}

TEST_MAIN(tests)
