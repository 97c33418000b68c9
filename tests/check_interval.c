/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <cxm/interval.h>
#include <cxm/moments.h>
#include <cxm/rating.h>

#include "run.h"
#include "vectors.h"

static struct cxm_interval share(uint64_t hits, uint64_t n, double confidence,
                                 uint64_t population)
{
    struct cxm_interval i;
    ck_assert_int_eq(cxm_interval_share(CXM_INTERVAL_WILSON, hits, n,
                                        confidence, population, &i),
                     CXM_OK);
    return i;
}

static struct cxm_interval nps(uint64_t detractors, uint64_t passives,
                               uint64_t promoters, uint64_t population)
{
    struct cxm_interval i;
    ck_assert_int_eq(cxm_interval_nps(CXM_INTERVAL_ADJUSTED_WALD, detractors,
                                      passives, promoters, 0.95, population,
                                      &i),
                     CXM_OK);
    return i;
}

START_TEST(wilson_gives_the_published_intervals)
{
    static const struct {
        const char *source;
        uint64_t hits, n;
        double confidence, low, high;
    } rows[] = {
        {"R prop.test", 81, 263, 0.95, 0.25528851987827422577,
         0.36620957698280007015},
        {"Newcombe 1998", 15, 148, 0.95, 0.062386399530736279792,
         0.160487241723308},
        {"R prop.test", 1, 29, 0.95, 0.006113214292762661,
         0.17175521879320288131},
        {"R prop.test", 7, 10, 0.9, 0.44169979586983515, 0.87312341609680189},
        {"mpmath", 999983, 1000000, 0.95, 0.99997277317922565783,
         0.9999893855073194954},
        {"R prop.test", 0, 20, 0.95, 0, 0.1611251580528193},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct cxm_interval got =
            share(rows[i].hits, rows[i].n, rows[i].confidence, 0);
        close_to(rows[i].source, got.low, rows[i].low, 1e-13);
        close_to(rows[i].source, got.high, rows[i].high, 1e-13);
        ck_assert(got.value == (double)rows[i].hits / (double)rows[i].n);
    }
}
END_TEST

START_TEST(no_hit_pins_the_low_end_and_no_miss_the_high_one)
{
    for (uint64_t n = 1; n < 5000; n += 7) {
        ck_assert(share(0, n, 0.95, 0).low == 0);
        ck_assert(share(n, n, 0.95, 0).high == 1);
        ck_assert(share(0, n, 0.99, n + 1).low == 0);
        ck_assert(share(n, n, 0.99, n + 1).high == 1);
        ck_assert(share(1, n + 1, 0.95, 0).low > 0);
        ck_assert(share(n, n + 1, 0.95, 0).high < 1);
    }
}
END_TEST

START_TEST(the_largest_counts_are_no_exception)
{
    const struct cxm_interval i =
        share(UINT64_MAX - 1, UINT64_MAX, 0.95, UINT64_MAX);
    ck_assert(i.low <= i.value && i.value <= i.high && i.high <= 1);
    uint64_t half = UINT64_MAX / 2;
    const struct cxm_interval j = nps(half, 1, half, 0);
    ck_assert(j.value == 0 && j.low < 0 && j.high > 0);
    struct cxm_interval k = {1, 2, 3};
    ck_assert_int_eq(
        cxm_interval_nps(CXM_INTERVAL_NONE, half, 2, half, 0.95, 0, &k),
        CXM_EOVERFLOW);
    ck_assert(k.value == 1 && k.low == 2 && k.high == 3);
}
END_TEST

/* R package NPS 2.0.999, clipped; the first is printed with 13 digits. */
START_TEST(adjusted_wald_gives_the_published_intervals)
{
    static const struct {
        uint64_t detractors, passives, promoters;
        double value, low, high;
    } rows[] = {
        {30, 20, 50, 0.2, 0.0265307986622, 0.3618187159009},
        {0, 0, 10, 1, 0.47503551544790218, 1},
        {10, 0, 0, -1, -1, -0.47503551544790218},
        {75, 675, 250, 0.175, 0.14085883061097099, 0.20809430996729422},
        {0, 10, 0, 0, -0.18465044909058881, 0.18465044909058881},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct cxm_interval got =
            nps(rows[i].detractors, rows[i].passives, rows[i].promoters, 0);
        close_to("value", got.value, rows[i].value, 1e-15);
        close_to("low", got.low, rows[i].low, 2e-12);
        close_to("high", got.high, rows[i].high, 2e-12);
    }
}
END_TEST

/* survey::svymean with fpc, R 4.2: 150 of 200 out of 1000. */
START_TEST(a_finite_population_narrows_the_interval)
{
    struct cxm_interval wide;
    struct cxm_interval narrow;
    close_to("share", cxm_interval_share_error(150, 200, 1000),
             0.027454851014367298, 1e-12);
    const double ratio = sqrt(1 - 200.0 / 1000);
    close_to("nps",
             cxm_interval_nps_error(30, 20, 150, 1000) /
                 cxm_interval_nps_error(30, 20, 150, 0),
             ratio, 1e-15);
    cxm_interval_mean(CXM_INTERVAL_T, 5, 2, 200, 0.9, 0, &wide);
    cxm_interval_mean(CXM_INTERVAL_T, 5, 2, 200, 0.9, 1000, &narrow);
    close_to("mean", (narrow.high - 5) / (wide.high - 5), ratio, 1e-12);
    wide = share(150, 200, 0.95, 0);
    narrow = share(150, 200, 0.95, 1000);
    ck_assert(narrow.low > wide.low && narrow.high < wide.high);
    wide = nps(30, 20, 150, 0);
    narrow = nps(30, 20, 150, 1000);
    ck_assert(narrow.low > wide.low && narrow.high < wide.high);
}
END_TEST

START_TEST(a_whole_population_leaves_no_width)
{
    struct cxm_interval i = share(3, 10, 0.95, 10);
    ck_assert(i.value == 0.3 && i.low == 0.3 && i.high == 0.3);
    i = nps(2, 3, 5, 10);
    ck_assert(i.value == 0.3 && i.low == 0.3 && i.high == 0.3);
    cxm_interval_mean(CXM_INTERVAL_T, 0.3, 2, 10, 0.95, 10, &i);
    ck_assert(i.value == 0.3 && i.low == 0.3 && i.high == 0.3);
}
END_TEST

/* CES: 3 5 9 14 22 30 17 for 1..7; AHT: 20 durations; both R t.test. */
START_TEST(students_interval_is_that_of_r)
{
    static const uint64_t ces[] = {3, 5, 9, 14, 22, 30, 17};
    struct cxm_rating r;
    struct cxm_interval i;
    cxm_rating_init(&r, 1, 7);
    for (int32_t k = 0; k < 7; k++)
        ck_assert_int_eq(cxm_rating_add_n(&r, k + 1, ces[k]), CXM_OK);
    ck_assert_int_eq(cxm_interval_mean(CXM_INTERVAL_T, cxm_rating_mean(&r),
                                       cxm_rating_variance(&r), 100, 0.95, 0,
                                       &i),
                     CXM_OK);
    close_to("ces-t-lo", i.low, 4.7405754940535028, 1e-13);
    close_to("ces-t-hi", i.high, 5.3594245059464978, 1e-13);
    ck_assert_int_eq(cxm_interval_mean(CXM_INTERVAL_T, 215.5,
                                       390.41145636771199 * 390.41145636771199,
                                       20, 0.95, 0, &i),
                     CXM_OK);
    close_to("aht-t-lo", i.low, 32.781813988528867, 1e-12);
    close_to("aht-t-hi", i.high, 398.21818601147112, 1e-12);
}
END_TEST

static int three_nans(const struct cxm_interval *i)
{
    return isnan(i->value) && isnan(i->low) && isnan(i->high);
}

START_TEST(nothing_counted_is_empty)
{
    struct cxm_interval i = {0, 0, 0};
    ck_assert_int_eq(cxm_interval_share(CXM_INTERVAL_WILSON, 0, 0, 0.95, 0, &i),
                     CXM_EMPTY);
    ck_assert(three_nans(&i));
    i = (struct cxm_interval){0, 0, 0};
    ck_assert_int_eq(cxm_interval_nps(CXM_INTERVAL_NONE, 0, 0, 0, 0.95, 9, &i),
                     CXM_EMPTY);
    ck_assert(three_nans(&i));
    i = (struct cxm_interval){0, 0, 0};
    ck_assert_int_eq(
        cxm_interval_mean(CXM_INTERVAL_T, NAN, NAN, 0, 0.95, 0, &i), CXM_EMPTY);
    ck_assert(three_nans(&i));
    ck_assert(isnan(cxm_interval_share_error(0, 0, 0)));
    ck_assert(isnan(cxm_interval_nps_error(0, 0, 0, 0)));
    ck_assert(isnan(cxm_interval_nps_variance(0, 0, 0)));
}
END_TEST

START_TEST(one_value_has_a_mean_and_no_interval)
{
    struct cxm_interval i;
    ck_assert_int_eq(cxm_interval_mean(CXM_INTERVAL_T, 7, NAN, 1, 0.95, 0, &i),
                     CXM_OK);
    ck_assert(i.value == 7 && isnan(i.low) && isnan(i.high));
}
END_TEST

START_TEST(no_method_is_the_value_alone)
{
    struct cxm_interval i;
    ck_assert_int_eq(cxm_interval_share(CXM_INTERVAL_NONE, 1, 4, 0.95, 0, &i),
                     CXM_OK);
    ck_assert(i.value == 0.25 && isnan(i.low) && isnan(i.high));
}
END_TEST

static void refused(int status, const struct cxm_interval *i)
{
    ck_assert_int_eq(status, CXM_EINVAL);
    ck_assert(i->value == 1 && i->low == 2 && i->high == 3);
}

START_TEST(what_makes_no_sense_is_refused_and_changes_nothing)
{
    static const double confidence[] = {0, 1, -0.5, 95, NAN};
    struct cxm_interval i = {1, 2, 3};
    const uint32_t w = CXM_INTERVAL_WILSON;
    const uint32_t a = CXM_INTERVAL_ADJUSTED_WALD;
    const uint32_t t = CXM_INTERVAL_T;
    for (size_t k = 0; k < 5; k++) {
        const double c = confidence[k];
        refused(cxm_interval_share(w, 1, 2, c, 0, &i), &i);
        refused(cxm_interval_nps(a, 1, 2, 3, c, 0, &i), &i);
        refused(cxm_interval_mean(t, 1, 2, 3, c, 0, &i), &i);
    }
    refused(cxm_interval_share(w, 3, 2, 0.95, 0, &i), &i);
    refused(cxm_interval_share(w, 1, 20, 0.95, 19, &i), &i);
    refused(cxm_interval_nps(a, 1, 2, 3, 0.95, 5, &i), &i);
    refused(cxm_interval_mean(t, NAN, 2, 3, 0.95, 0, &i), &i);
    refused(cxm_interval_mean(t, 1, -2, 3, 0.95, 0, &i), &i);
    refused(cxm_interval_mean(t, 1, NAN, 3, 0.95, 0, &i), &i);
    for (uint32_t m = 4; m < 16; m++) {
        refused(cxm_interval_share(m, 1, 2, 0.95, 0, &i), &i);
        refused(cxm_interval_nps(m, 1, 2, 3, 0.95, 0, &i), &i);
        refused(cxm_interval_mean(m, 1, 2, 3, 0.95, 0, &i), &i);
    }
    refused(cxm_interval_share(t, 1, 2, 0.95, 0, &i), &i);
    refused(cxm_interval_nps(w, 1, 2, 3, 0.95, 0, &i), &i);
    refused(cxm_interval_mean(a, 1, 2, 3, 0.95, 0, &i), &i);
}
END_TEST

START_TEST(methods_are_found_by_their_names)
{
    uint32_t method = 99;
    for (uint32_t m = 0; m <= CXM_INTERVAL_LINEARISED; m++) {
        ck_assert_int_eq(cxm_interval_find(cxm_interval_name(m), &method),
                         CXM_OK);
        ck_assert_uint_eq(method, m);
    }
    ck_assert_str_eq(cxm_interval_name(CXM_INTERVAL_NONE), "none");
    ck_assert_str_eq(cxm_interval_name(CXM_INTERVAL_WILSON), "wilson");
    ck_assert_str_eq(cxm_interval_name(CXM_INTERVAL_ADJUSTED_WALD),
                     "adjusted-wald");
    ck_assert_str_eq(cxm_interval_name(CXM_INTERVAL_T), "t");
    ck_assert_str_eq(cxm_interval_name(CXM_INTERVAL_LIVE), "live");
    ck_assert_str_eq(cxm_interval_name(CXM_INTERVAL_ORDER_STATISTIC),
                     "order-statistic");
    ck_assert_str_eq(cxm_interval_name(CXM_INTERVAL_LINEARISED), "linearised");
    ck_assert_ptr_null(cxm_interval_name(CXM_INTERVAL_LINEARISED + 1));
    method = 99;
    ck_assert_int_eq(cxm_interval_find("Wilson", &method), CXM_EOPTION);
    ck_assert_int_eq(cxm_interval_find("", &method), CXM_EOPTION);
    ck_assert_uint_eq(method, 99);
}
END_TEST

/*
 * The exact probability that the interval covers the truth, for all outcomes
 * (d, p, n-d-p) at a point of the simplex.
 */
#define MOST 50

static struct cxm_interval intervals[MOST + 1][MOST + 1];
static double log_ways[MOST + 1][MOST + 1];

static void prepare(int n)
{
    for (int d = 0; d <= n; d++)
        for (int p = 0; d + p <= n; p++) {
            const int q = n - d - p;
            intervals[d][p] = nps((uint64_t)d, (uint64_t)p, (uint64_t)q, 0);
            log_ways[d][p] =
                lgamma(n + 1) - lgamma(d + 1) - lgamma(p + 1) - lgamma(q + 1);
        }
}

static double coverage(int n, double p1, double p2, double p3)
{
    const double truth = p3 - p1;
    double covered = 0;
    for (int d = 0; d <= n; d++)
        for (int p = 0; d + p <= n; p++)
            if (intervals[d][p].low <= truth && truth <= intervals[d][p].high)
                covered += exp(log_ways[d][p] + d * log(p1) + p * log(p2) +
                               (n - d - p) * log(p3));
    return covered;
}

/* statistics.md R-A1.1: interior grid of step 0.05, 171 points. */
START_TEST(ninety_five_percent_of_adjusted_wald_means_that)
{
    static const int sizes[] = {10, 20, 50};
    for (size_t k = 0; k < 3; k++) {
        double sum = 0;
        double least = 1;
        int points = 0;
        prepare(sizes[k]);
        for (int i = 1; i < 20; i++)
            for (int j = 1; i + j < 20; j++, points++) {
                const double c =
                    coverage(sizes[k], i / 20.0, j / 20.0, (20 - i - j) / 20.0);
                sum += c;
                least = fmin(least, c);
            }
        printf("n %d: coverage mean %.4f, least %.4f\n", sizes[k], sum / points,
               least);
        ck_assert_int_eq(points, 171);
        ck_assert(sum / points >= 0.945 && sum / points <= 0.960);
        ck_assert(least >= 0.93);
    }
}
END_TEST

static void visit_share(const struct vector *row)
{
    if (strcmp(row->method, "Wilson score (prop.test correct=FALSE)") != 0)
        return;
    const struct cxm_interval i =
        share((uint64_t)vector_number(row, "x"),
              (uint64_t)vector_number(row, "n"), vector_number(row, "conf"), 0);
    vector_close(row, vector_ends(row, "-lo") ? i.low : i.high, 1e-12, 1e-15);
}

static void visit_wilson(const struct vector *row)
{
    const struct cxm_interval i =
        share((uint64_t)vector_number(row, "x"),
              (uint64_t)vector_number(row, "n"), 0.95, 0);
    vector_close(row, vector_ends(row, "-lo") ? i.low : i.high, 1e-13, 1e-16);
}

static void visit_nps(const struct vector *row)
{
    const uint64_t d = (uint64_t)vector_number(row, "det");
    const uint64_t p = (uint64_t)vector_number(row, "pas");
    const uint64_t q = (uint64_t)vector_number(row, "pro");
    const struct cxm_interval i = nps(d, p, q, 0);
    double clipped = row->value;
    clipped = clipped < -1 ? -1 : clipped > 1 ? 1 : clipped;
    if (vector_ends(row, "-adjwald-lo"))
        close_to(row->id, i.low, clipped, 1e-12);
    if (vector_ends(row, "-adjwald-hi"))
        close_to(row->id, i.high, clipped, 1e-12);
    if (vector_ends(row, "-score"))
        vector_close(row, i.value, 1e-12, 0);
    if (vector_ends(row, "-var"))
        vector_close(row, cxm_interval_nps_variance(d, p, q), 1e-12, 0);
    if (vector_ends(row, "-se"))
        vector_close(row, cxm_interval_nps_error(d, p, q, 0), 1e-12, 0);
}

static void visit_fpc(const struct vector *row)
{
    const uint64_t x = (uint64_t)vector_number(row, "x");
    const uint64_t n = (uint64_t)vector_number(row, "n");
    const uint64_t N = (uint64_t)vector_number(row, "N");
    vector_close(row, cxm_interval_share_error(x, n, N), 1e-12, 0);
}

START_TEST(the_shared_reference_values_are_met)
{
    vectors_each("prop-", visit_share);
    vectors_each("mp-wilson-", visit_wilson);
    vectors_each("nps-", visit_nps);
    vectors_each("fpc-", visit_fpc);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, wilson_gives_the_published_intervals);
    tcase_add_test(tc, no_hit_pins_the_low_end_and_no_miss_the_high_one);
    tcase_add_test(tc, the_largest_counts_are_no_exception);
    tcase_add_test(tc, adjusted_wald_gives_the_published_intervals);
    tcase_add_test(tc, a_finite_population_narrows_the_interval);
    tcase_add_test(tc, a_whole_population_leaves_no_width);
    tcase_add_test(tc, students_interval_is_that_of_r);
    tcase_add_test(tc, nothing_counted_is_empty);
    tcase_add_test(tc, one_value_has_a_mean_and_no_interval);
    tcase_add_test(tc, no_method_is_the_value_alone);
    tcase_add_test(tc, what_makes_no_sense_is_refused_and_changes_nothing);
    tcase_add_test(tc, methods_are_found_by_their_names);
    tcase_add_test(tc, ninety_five_percent_of_adjusted_wald_means_that);
    tcase_add_test(tc, the_shared_reference_values_are_met);
}

TEST_MAIN(tests)
