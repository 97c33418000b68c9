/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cxm/quantile.h>

#include "run.h"
#include "vectors.h"

/* The shared rows aht-*, sorted. */
static const double seconds[20] = {35,  48,  61,  64,  77,  83,  90,
                                   95,  102, 118, 125, 133, 140, 152,
                                   171, 190, 214, 260, 305, 1847};

static double quantile(const double *x, uint64_t n, double p, uint32_t type)
{
    uint64_t rank = 0;
    double weight = -1;
    ck_assert_int_eq(cxm_quantile_rank(n, p, type, &rank, &weight), CXM_OK);
    ck_assert(rank >= 1 && rank <= n && weight >= 0 && weight < 1);
    ck_assert(rank < n || weight == 0);
    const double next = rank < n ? x[rank] : 0;
    return (1 - weight) * x[rank - 1] + weight * next;
}

static void visit(const struct vector *row)
{
    const char *t = strstr(row->id, "-t");
    vector_close(row,
                 quantile(seconds, 20, vector_number(row, "p"),
                          (uint32_t)strtoul(t + 2, NULL, 10)),
                 1e-12, 0);
}

START_TEST(the_shared_reference_values_are_met)
{
    vectors_each("aht-q", visit);
}
END_TEST

/* Of the shared rows, R's quantile(); of 1 to 9 by hand. */
START_TEST(each_type_is_hyndman_and_fans)
{
    static const struct {
        double p;
        double expected[9];
    } rows[] = {
        {0.5, {118, 121.5, 118, 118, 121.5, 121.5, 121.5, 121.5, 121.5}},
        {0.9, {260, 282.5, 260, 260, 282.5, 300.5, 264.5, 288.5, 287}},
        {0.95, {305, 1076, 305, 305, 1076, 1769.9, 382.1, 1307.3, 1249.475}},
        {0, {35, 35, 35, 35, 35, 35, 35, 35, 35}},
        {0.01, {35, 35, 35, 35, 35, 35, 37.47, 35, 35}},
        {1, {1847, 1847, 1847, 1847, 1847, 1847, 1847, 1847, 1847}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (uint32_t type = 1; type <= 9; type++)
            close_to("type", quantile(seconds, 20, rows[i].p, type),
                     rows[i].expected[type - 1], 1e-12);
}
END_TEST

/* p = k / n is on a rank, whatever the double nearest to it is. */
START_TEST(a_decimal_that_is_no_double_decides_nothing)
{
    for (uint64_t n = 1; n <= 2000; n++) {
        for (uint64_t k = 1; k <= n; k += 1 + n / 40) {
            const double p = (double)k / (double)n;
            uint64_t rank;
            double weight;
            cxm_quantile_rank(n, p, 1, &rank, &weight);
            ck_assert_uint_eq(rank, k);
            cxm_quantile_rank(n, p, 2, &rank, &weight);
            ck_assert_uint_eq(rank, k);
            ck_assert(weight == (k < n ? 0.5 : 0));
            cxm_quantile_rank(n, p, 4, &rank, &weight);
            ck_assert_uint_eq(rank, k);
            ck_assert(weight == 0);
            if (n > 1) {
                const double q = (double)(k - 1) / (double)(n - 1);
                cxm_quantile_rank(n, q, 7, &rank, &weight);
                ck_assert_uint_eq(rank, k);
                ck_assert(weight == 0);
            }
        }
    }
}
END_TEST

/* n p = j + 1/2 is rounded to the even rank: type 3. */
START_TEST(type_3_takes_the_even_rank)
{
    static const uint64_t expected[] = {1, 2, 2, 4, 4, 6, 6, 8, 8, 10};
    for (uint64_t k = 0; k < 10; k++) {
        uint64_t rank;
        double weight;
        cxm_quantile_rank(10, ((double)k + 0.5) / 10, 3, &rank, &weight);
        ck_assert_uint_eq(rank, expected[k]);
        ck_assert(weight == 0);
    }
}
END_TEST

START_TEST(large_n_lose_nothing)
{
    static const struct {
        uint64_t n;
        double p;
        uint32_t type;
        uint64_t rank;
        double weight;
    } rows[] = {
        {UINT64_MAX, 0.5, 7, UINT64_C(1) << 63, 0},
        {UINT64_MAX, 0.5, 4, (UINT64_C(1) << 63) - 1, 0.5},
        {UINT64_MAX, 0.5, 6, UINT64_C(1) << 63, 0},
        {UINT64_MAX, 0.5, 1, UINT64_C(1) << 63, 0},
        {UINT64_MAX, 0.25, 4, (UINT64_C(1) << 62) - 1, 0.75},
        {UINT64_MAX, 1, 6, UINT64_MAX, 0},
        {UINT64_MAX, 0, 6, 1, 0},
        {UINT64_MAX, 0x1.fffffffffffffp-1, 4, UINT64_MAX - 2048, 0x1p-53},
        {UINT64_MAX, 0x1p-64, 6, 1, 0},
        {UINT64_MAX, 0x1p-63, 4, 1, 0x1.fffffffffffffp-1},
        {UINT64_MAX, 0x1p-62, 4, 3, 0x1.fffffffffffffp-1},
        {UINT64_MAX, 5e-324, 7, 1, 0},
        {(UINT64_C(1) << 54) + 3, 0.5, 4, (UINT64_C(1) << 53) + 1, 0.5},
        {3, 1e-300, 8, 1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t rank;
        double weight;
        cxm_quantile_rank(rows[i].n, rows[i].p, rows[i].type, &rank, &weight);
        const double off =
            (double)(int64_t)(rank - rows[i].rank) + weight - rows[i].weight;
        ck_assert_msg(fabs(off) < 1e-3, "row %zu: %llu + %g", i,
                      (unsigned long long)rank, weight);
    }
}
END_TEST

START_TEST(what_is_no_quantile_is_refused)
{
    uint64_t rank = 77;
    uint64_t other = 78;
    double weight = 7;
    ck_assert_int_eq(cxm_quantile_rank(5, -0.1, 7, &rank, &weight), CXM_EINVAL);
    ck_assert_int_eq(cxm_quantile_rank(5, 1.1, 7, &rank, &weight), CXM_EINVAL);
    ck_assert_int_eq(cxm_quantile_rank(5, NAN, 7, &rank, &weight), CXM_EINVAL);
    ck_assert_int_eq(cxm_quantile_rank(5, 0.5, 0, &rank, &weight), CXM_EINVAL);
    ck_assert_int_eq(cxm_quantile_rank(5, 0.5, 10, &rank, &weight), CXM_EINVAL);
    ck_assert_int_eq(cxm_quantile_interval(5, 0, 0.95, &rank, &other),
                     CXM_EINVAL);
    ck_assert_int_eq(cxm_quantile_interval(5, 1, 0.95, &rank, &other),
                     CXM_EINVAL);
    ck_assert_int_eq(cxm_quantile_interval(5, 0.5, 1, &rank, &other),
                     CXM_EINVAL);
    ck_assert_int_eq(cxm_quantile_interval(5, 0.5, NAN, &rank, &other),
                     CXM_EINVAL);
    ck_assert(rank == 77 && other == 78 && weight == 7);
    ck_assert_int_eq(cxm_quantile_rank(0, 0.5, 7, &rank, &weight), CXM_EMPTY);
    ck_assert(rank == 0 && weight == 0);
    ck_assert_int_eq(cxm_quantile_interval(0, 0.5, 0.5, &rank, &other),
                     CXM_EMPTY);
    ck_assert(rank == 0 && other == 0);
}
END_TEST

/* The tables of the sign test; the last rows are checked below, too. */
START_TEST(the_interval_of_the_median_is_the_sign_tests)
{
    static const struct {
        uint64_t n;
        uint64_t low;
        uint64_t high;
    } rows[] = {{1, 0, 0},   {5, 0, 0},    {6, 1, 6},    {8, 1, 8},
                {9, 2, 8},   {10, 2, 9},   {15, 4, 12},  {20, 6, 15},
                {25, 8, 18}, {50, 18, 33}, {100, 40, 61}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t low = 9;
        uint64_t high = 9;
        ck_assert_int_eq(
            cxm_quantile_interval(rows[i].n, 0.5, 0.95, &low, &high),
            rows[i].low ? CXM_OK : CXM_EMPTY);
        ck_assert_uint_eq(low, rows[i].low);
        ck_assert_uint_eq(high, rows[i].high);
    }
}
END_TEST

/* P(X = k) of a binomial variable, for k = 0 to n. */
static void binomial(long double *mass, uint64_t n, double p)
{
    for (uint64_t k = 0; k <= n; k++)
        mass[k] =
            expl(lgammal((long double)n + 1) - lgammal((long double)k + 1) -
                 lgammal((long double)(n - k) + 1) + (long double)k * logl(p) +
                 (long double)(n - k) * log1pl(-(long double)p));
}

START_TEST(its_ranks_are_those_of_direct_summation)
{
    static const double p[] = {0.01, 0.1, 0.25, 0.5, 0.9, 0.95, 0.99};
    static const double confidence[] = {0.5, 0.9, 0.95, 0.99};
    static long double mass[701];
    for (uint64_t n = 1; n <= 700; n += 1 + n / 12) {
        for (size_t i = 0; i < 28; i++) {
            const double q = p[i / 4];
            const long double tail = (1 - (long double)confidence[i % 4]) / 2;
            long double below = 0;
            long double above = 0;
            uint64_t low = 0;
            uint64_t high = n + 1;
            uint64_t got[2];
            binomial(mass, n, q);
            /* Exact ties, as 0.5 of n = 2 has, are the library's to break. */
            while (low <= n && below + mass[low] <= tail * (1 + 1e-12L))
                below += mass[low++];
            while (high > 0 && above + mass[high - 1] <= tail * (1 + 1e-12L))
                above += mass[--high];
            const int found = low >= 1 && high <= n;
            ck_assert_int_eq(cxm_quantile_interval(n, q, confidence[i % 4],
                                                   &got[0], &got[1]),
                             found ? CXM_OK : CXM_EMPTY);
            ck_assert_msg(got[0] == (found ? low : 0) &&
                              got[1] == (found ? high : 0),
                          "n = %u, p = %g at %g: %u to %u, not %u to %u",
                          (unsigned)n, q, confidence[i % 4], (unsigned)got[0],
                          (unsigned)got[1], (unsigned)low, (unsigned)high);
        }
    }
}
END_TEST

/* By the normal approximation, which is within a rank or two there. */
START_TEST(large_n_have_the_interval_of_the_normal_distribution)
{
    for (uint64_t n = 1000000; n <= UINT64_C(1000000000000); n *= 100) {
        uint64_t low;
        uint64_t high;
        const double width = 1.959963984540054 * 0.5 * sqrt((double)n);
        cxm_quantile_interval(n, 0.5, 0.95, &low, &high);
        ck_assert_uint_eq(low + high, n + 1);
        ck_assert(fabs((double)low - (0.5 * (double)n - width)) < 3);
    }
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_shared_reference_values_are_met);
    tcase_add_test(tc, each_type_is_hyndman_and_fans);
    tcase_add_test(tc, a_decimal_that_is_no_double_decides_nothing);
    tcase_add_test(tc, type_3_takes_the_even_rank);
    tcase_add_test(tc, large_n_lose_nothing);
    tcase_add_test(tc, what_is_no_quantile_is_refused);
    tcase_add_test(tc, the_interval_of_the_median_is_the_sign_tests);
    tcase_add_test(tc, its_ranks_are_those_of_direct_summation);
    tcase_add_test(tc, large_n_have_the_interval_of_the_normal_distribution);
}

TEST_MAIN(tests)
