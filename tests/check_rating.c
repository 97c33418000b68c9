/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <cxm/rating.h>

#include "lib/stat/counts.h"
#include "memory.h"
#include "run.h"
#include "vectors.h"

static struct cxm_rating of(int32_t low, uint32_t points, const uint64_t *count)
{
    struct cxm_rating r;
    ck_assert_int_eq(cxm_rating_init(&r, low, points), CXM_OK);
    for (uint32_t i = 0; i < points; i++)
        ck_assert_int_eq(cxm_rating_add_n(&r, low + (int32_t)i, count[i]),
                         CXM_OK);
    return r;
}

static int same(const struct cxm_rating *a, const struct cxm_rating *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static const uint64_t ces[7] = {3, 5, 9, 14, 22, 30, 17};

START_TEST(the_struct_is_frozen)
{
    const struct cxm_rating zero = {0, 0, {0}};
    ck_assert_uint_eq(sizeof zero, 96);
    ck_assert_uint_eq(offsetof(struct cxm_rating, count), 8);
}
END_TEST

/* R mean, var, median: the shared rows ces-*. */
START_TEST(figures_are_those_of_r)
{
    const struct cxm_rating r = of(1, 7, ces);
    uint64_t n;
    ck_assert_int_eq(cxm_rating_n(&r, &n), CXM_OK);
    ck_assert_uint_eq(n, 100);
    close_to("ces-mean", cxm_rating_mean(&r), 5.05, 0);
    close_to("ces-var", cxm_rating_variance(&r), 2.4318181818181817, 0);
    close_to("ces-median", cxm_rating_median(&r), 5, 0);
    ck_assert_int_eq(cxm_rating_top(&r, 2, &n), CXM_OK);
    ck_assert_uint_eq(n, 47);
    ck_assert_int_eq(cxm_rating_bottom(&r, 3, &n), CXM_OK);
    ck_assert_uint_eq(n, 17);
    ck_assert_int_eq(cxm_rating_top(&r, 0, &n), CXM_OK);
    ck_assert_uint_eq(n, 0);
    ck_assert_int_eq(cxm_rating_top(&r, 8, &n), CXM_EINVAL);
    ck_assert_int_eq(cxm_rating_bottom(&r, 8, &n), CXM_EINVAL);
}
END_TEST

static void visit_ces(const struct vector *row)
{
    const struct cxm_rating r = of(1, 7, ces);
    uint64_t top;
    cxm_rating_top(&r, 2, &top);
    if (vector_ends(row, "-mean"))
        vector_close(row, cxm_rating_mean(&r), 1e-15, 0);
    if (vector_ends(row, "-var"))
        vector_close(row, cxm_rating_variance(&r), 1e-15, 0);
    if (vector_ends(row, "-median"))
        vector_close(row, cxm_rating_median(&r), 1e-15, 0);
    if (vector_ends(row, "-top2"))
        vector_close(row, (double)top / 100, 1e-15, 0);
}

START_TEST(the_shared_reference_values_are_met)
{
    vectors_each("ces-", visit_ces);
}
END_TEST

START_TEST(a_median_between_two_scores_is_their_mean)
{
    const uint64_t even[5] = {0, 2, 0, 1, 1};
    const uint64_t odd[5] = {0, 2, 0, 1, 2};
    struct cxm_rating r = of(-2, 5, even);
    ck_assert(cxm_rating_median(&r) == 0);
    r = of(-2, 5, odd);
    ck_assert(cxm_rating_median(&r) == 1);
    r = of(1, 5, even);
    ck_assert(cxm_rating_median(&r) == 3);
}
END_TEST

START_TEST(an_empty_rating_has_no_figures)
{
    struct cxm_rating r;
    uint64_t n = 1;
    cxm_rating_init(&r, 0, 11);
    ck_assert_int_eq(cxm_rating_n(&r, &n), CXM_EMPTY);
    ck_assert_uint_eq(n, 0);
    ck_assert_int_eq(cxm_rating_top(&r, 2, &n), CXM_EMPTY);
    ck_assert(isnan(cxm_rating_mean(&r)));
    ck_assert(isnan(cxm_rating_variance(&r)));
    ck_assert(isnan(cxm_rating_median(&r)));
    cxm_rating_add(&r, 7);
    ck_assert(cxm_rating_mean(&r) == 7);
    ck_assert(isnan(cxm_rating_variance(&r)));
    cxm_rating_add(&r, 7);
    ck_assert(cxm_rating_variance(&r) == 0);
}
END_TEST

START_TEST(a_scale_must_fit)
{
    struct cxm_rating r;
    struct cxm_rating before;
    memset(&r, 7, sizeof r);
    before = r;
    ck_assert_int_eq(cxm_rating_init(&r, 0, 0), CXM_EINVAL);
    ck_assert_int_eq(cxm_rating_init(&r, 0, 12), CXM_EINVAL);
    ck_assert_int_eq(cxm_rating_init(&r, INT32_MAX, 2), CXM_EINVAL);
    ck_assert(same(&r, &before));
    ck_assert_int_eq(cxm_rating_init(&r, INT32_MAX, 1), CXM_OK);
    ck_assert_int_eq(cxm_rating_add(&r, INT32_MAX), CXM_OK);
    ck_assert_int_eq(cxm_rating_add(&r, INT32_MIN), CXM_ERANGE);
    ck_assert(cxm_rating_mean(&r) == INT32_MAX);
    ck_assert_int_eq(cxm_rating_init(&r, INT32_MIN, 11), CXM_OK);
    ck_assert_int_eq(cxm_rating_add(&r, INT32_MIN), CXM_OK);
    ck_assert_int_eq(cxm_rating_add(&r, INT32_MAX), CXM_ERANGE);
    ck_assert(cxm_rating_mean(&r) == INT32_MIN);
}
END_TEST

START_TEST(a_rating_of_too_many_points_has_no_number)
{
    const struct cxm_rating wide = {0, 12, {1}};
    const struct cxm_rating none = {0, 0, {0}};
    uint64_t n = 7;
    ck_assert_int_eq(cxm_rating_n(&wide, &n), CXM_EINVAL);
    ck_assert_uint_eq(n, 7);
    ck_assert_int_eq(cxm_rating_n(&none, &n), CXM_EMPTY);
    ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(a_rating_without_a_scale_counts_nothing)
{
    static const int32_t scores[1] = {0};
    struct cxm_rating zero;
    struct cxm_error error;
    uint64_t n;
    memset(&zero, 0, sizeof zero);
    const struct cxm_rating before = zero;
    ck_assert_int_eq(cxm_rating_add(&zero, 0), CXM_EINVAL);
    ck_assert_int_eq(cxm_rating_add_many(&zero, scores, 1, &error), CXM_EINVAL);
    ck_assert_int_eq(cxm_rating_remove(&zero, 0), CXM_EINVAL);
    ck_assert_int_eq(cxm_rating_replace(&zero, 0, 0), CXM_EINVAL);
    ck_assert_int_eq(cxm_rating_n(&zero, &n), CXM_EMPTY);
    ck_assert_int_eq(cxm_rating_top(&zero, 0, &n), CXM_EINVAL);
    ck_assert(isnan(cxm_rating_mean(&zero)));
    ck_assert(same(&zero, &before));
}
END_TEST

START_TEST(zero_bytes_are_the_identity_of_merge)
{
    const struct cxm_rating r = of(1, 7, ces);
    struct cxm_rating zero;
    struct cxm_rating sum = r;
    memset(&zero, 0, sizeof zero);
    ck_assert_int_eq(cxm_rating_merge(&sum, &zero), CXM_OK);
    ck_assert_int_eq(cxm_rating_unmerge(&sum, &zero), CXM_OK);
    ck_assert(same(&sum, &r));
    ck_assert_int_eq(cxm_rating_unmerge(&zero, &r), CXM_EMISMATCH);
    ck_assert_int_eq(cxm_rating_merge(&zero, &r), CXM_OK);
    ck_assert(same(&zero, &r));
}
END_TEST

START_TEST(different_scales_do_not_merge)
{
    struct cxm_rating r = of(1, 7, ces);
    const struct cxm_rating before = r;
    const struct cxm_rating shifted = of(0, 7, ces);
    const struct cxm_rating shorter = of(1, 6, ces);
    ck_assert_int_eq(cxm_rating_merge(&r, &shifted), CXM_EMISMATCH);
    ck_assert_int_eq(cxm_rating_merge(&r, &shorter), CXM_EMISMATCH);
    ck_assert_int_eq(cxm_rating_unmerge(&r, &shifted), CXM_EMISMATCH);
    ck_assert_int_eq(cxm_rating_unmerge(&r, &shorter), CXM_EMISMATCH);
    ck_assert(same(&r, &before));
}
END_TEST

START_TEST(what_was_never_added_is_not_removed)
{
    struct cxm_rating r = of(1, 7, ces);
    struct cxm_rating more = r;
    cxm_rating_init(&r, 1, 7);
    cxm_rating_add(&r, 4);
    const struct cxm_rating before = r;
    ck_assert_int_eq(cxm_rating_remove(&r, 5), CXM_EABSENT);
    ck_assert_int_eq(cxm_rating_remove(&r, 8), CXM_ERANGE);
    ck_assert_int_eq(cxm_rating_replace(&r, 5, 4), CXM_EABSENT);
    ck_assert_int_eq(cxm_rating_replace(&r, 4, 0), CXM_ERANGE);
    ck_assert_int_eq(cxm_rating_unmerge(&r, &more), CXM_EABSENT);
    ck_assert(same(&r, &before));
    ck_assert_int_eq(cxm_rating_replace(&r, 4, 7), CXM_OK);
    ck_assert(cxm_rating_mean(&r) == 7);
    ck_assert_int_eq(cxm_rating_remove(&r, 7), CXM_OK);
    ck_assert(isnan(cxm_rating_mean(&r)));
}
END_TEST

START_TEST(a_bad_batch_changes_nothing)
{
    struct cxm_rating r = of(1, 7, ces);
    const struct cxm_rating before = r;
    struct cxm_error error;
    for (size_t n = 1; n < 9; n++)
        for (size_t bad = 0; bad < n; bad++) {
            int32_t scores[] = {1, 2, 3, 4, 5, 6, 7, 1, 1};
            scores[bad] = bad % 2 ? 0 : 8;
            scores[n] = 99;
            ck_assert_int_eq(cxm_rating_add_many(&r, scores, n, &error),
                             CXM_ERANGE);
            ck_assert_uint_eq(error.record, bad);
            ck_assert_int_eq(error.status, CXM_ERANGE);
            ck_assert(same(&r, &before));
        }
    ck_assert_str_eq(error.text, "score 0 is not on the scale 1 to 7");
    ck_assert_int_eq(cxm_rating_add_many(&r, NULL, 0, NULL), CXM_OK);
    ck_assert(same(&r, &before));
}
END_TEST

START_TEST(a_column_counts_like_its_scores_one_by_one)
{
    int32_t scores[1001];
    struct cxm_rating column;
    struct cxm_rating single;
    for (size_t n = 0; n <= 1001; n += 77) {
        cxm_rating_init(&column, -5, 11);
        single = column;
        for (size_t i = 0; i < n; i++) {
            scores[i] = (int32_t)(i * i % 11) - 5;
            ck_assert_int_eq(cxm_rating_add(&single, scores[i]), CXM_OK);
        }
        ck_assert_int_eq(cxm_rating_add_many(&column, scores, n, NULL), CXM_OK);
        ck_assert(same(&column, &single));
        for (size_t i = 0; i < n; i++)
            ck_assert_int_eq(cxm_rating_remove(&column, scores[i]), CXM_OK);
        cxm_rating_init(&single, -5, 11);
        ck_assert(same(&column, &single));
    }
}
END_TEST

/* Each score of a byte, on scales within a byte and beyond. */
START_TEST(a_column_of_bytes_counts_like_its_scores)
{
    static const int32_t lows[] = {0, -5, -128, 117, -138, 120, 250, -1000};
    for (size_t k = 0; k < sizeof lows / sizeof *lows; k++)
        for (size_t n = 1; n <= 3000; n += 499)
            for (int score = -128; score < 128; score += k < 4 ? 1 : 7) {
                int8_t scores[3000];
                uint8_t valid[375];
                struct cxm_rating one;
                struct cxm_rating bytes;
                struct cxm_error error;
                cxm_rating_init(&one, lows[k], 11);
                bytes = one;
                memset(valid, 0x6d, sizeof valid);
                valid[n / 8] |= (uint8_t)(1 << n % 8); /* behind the last */
                memset(scores, score, n);
                int status = CXM_OK;
                for (size_t i = 0; i < n && status == CXM_OK; i++)
                    if (0x6d >> i % 8 & 1)
                        status = cxm_rating_add(&one, score);
                ck_assert_int_eq(
                    cxm_rating_add_many_i8(&bytes, scores, valid, n, &error),
                    status);
                must(same(&bytes, &one), "both count the same");
                must(status == CXM_OK || error.record == 0, "the first is bad");
            }
}
END_TEST

START_TEST(a_bad_batch_of_bytes_changes_nothing)
{
    struct cxm_rating r = of(1, 7, ces);
    const struct cxm_rating before = r;
    struct cxm_rating none = {0, 0, {0}};
    struct cxm_error error;
    int8_t scores[2500];
    memset(scores, 4, sizeof scores);
    for (size_t bad = 0; bad < sizeof scores; bad += 13) {
        scores[bad] = bad % 2 ? 0 : 8;
        ck_assert_int_eq(
            cxm_rating_add_many_i8(&r, scores, NULL, sizeof scores, &error),
            CXM_ERANGE);
        must(error.record == bad, "the bad score is named");
        must(same(&r, &before), "nothing has changed");
        scores[bad] = 4;
    }
    r.count[3] = UINT64_MAX - 2499;
    ck_assert_int_eq(cxm_rating_add_many_i8(&r, scores, NULL, 2500, &error),
                     CXM_EOVERFLOW);
    ck_assert_uint_eq(r.count[3], UINT64_MAX - 2499);
    ck_assert_int_eq(cxm_rating_add_many_i8(&r, scores, NULL, 2499, NULL),
                     CXM_OK);
    ck_assert_uint_eq(r.count[3], UINT64_MAX);
    ck_assert_int_eq(cxm_rating_add_many_i8(&r, NULL, NULL, 0, NULL), CXM_OK);
    ck_assert_int_eq(cxm_rating_add_many_i8(&none, scores, NULL, 1, NULL),
                     CXM_EINVAL);
}
END_TEST

START_TEST(a_full_counter_refuses_and_never_wraps)
{
    static const int32_t scores[3] = {2, 1, 2};
    struct cxm_rating r;
    struct cxm_rating one;
    struct cxm_error error;
    uint64_t n = 5;
    cxm_rating_init(&r, 1, 2);
    one = r;
    cxm_rating_add(&one, 2);
    ck_assert_int_eq(cxm_rating_add_n(&r, 2, UINT64_MAX), CXM_OK);
    ck_assert_int_eq(cxm_rating_n(&r, &n), CXM_OK);
    ck_assert_uint_eq(n, UINT64_MAX);
    const struct cxm_rating full = r;
    ck_assert_int_eq(cxm_rating_add(&r, 2), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_rating_add_n(&r, 2, UINT64_MAX), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_rating_add_many(&r, scores, 3, &error), CXM_EOVERFLOW);
    ck_assert_int_eq(error.status, CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_rating_merge(&r, &one), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_rating_merge(&r, &r), CXM_EOVERFLOW);
    ck_assert(same(&r, &full));
    ck_assert_int_eq(cxm_rating_replace(&r, 2, 2), CXM_OK);
    ck_assert(same(&r, &full));
    ck_assert_int_eq(cxm_rating_add_n(&r, 1, UINT64_MAX), CXM_OK);
    ck_assert_int_eq(cxm_rating_replace(&r, 1, 2), CXM_EOVERFLOW);
    ck_assert_uint_eq(r.count[0], UINT64_MAX);
    ck_assert_int_eq(cxm_rating_n(&r, &n), CXM_EOVERFLOW);
    ck_assert_uint_eq(n, UINT64_MAX);
    ck_assert_int_eq(cxm_rating_top(&r, 1, &n), CXM_EOVERFLOW);
    ck_assert(cxm_rating_mean(&r) == 1.5);
    ck_assert(cxm_rating_median(&r) == 1.5);
    close_to("variance", cxm_rating_variance(&r), 0.25, 1e-15);
}
END_TEST

START_TEST(a_thousand_points_are_read_as_exactly_as_eleven)
{
    static uint64_t count[1001];
    const struct cxm__axis rising = {-100, 1, 10};
    const struct cxm__axis falling = {1000, -1, 1};
    const struct cxm__axis from_zero = {0, -1, 2};
    for (uint32_t i = 0; i < 1001; i++)
        count[i] = 3;
    close_to("mean", cxm__counts_mean(count, 1001, &rising), 40, 0);
    close_to("mean", cxm__counts_mean(count, 1001, &falling), 500, 0);
    close_to("mean", cxm__counts_mean(count, 1001, &from_zero), -250, 0);
    close_to("median", cxm__counts_median(count, 1001, &rising), 40, 0);
    close_to("median", cxm__counts_median(count, 1001, &falling), 500, 0);
    /* 3 m (m^2 - 1) / 12 / (3 m - 1), m = 1001 */
    close_to("variance", cxm__counts_variance(count, 1001, &falling),
             3 * 1001.0 * (1001.0 * 1001 - 1) / 12 / 3002, 1e-15);
    close_to("variance", cxm__counts_variance(count, 1001, &rising),
             3 * 1001.0 * (1001.0 * 1001 - 1) / 12 / 3002 / 100, 1e-15);
    memset(count, 0xff, sizeof count);
    close_to("mean", cxm__counts_mean(count, 1001, &falling), 500, 0);
    close_to("median", cxm__counts_median(count, 1001, &falling), 500, 0);
    close_to("variance", cxm__counts_variance(count, 1001, &falling),
             (1001.0 * 1001 - 1) / 12, 1e-15);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_struct_is_frozen);
    tcase_add_test(tc, figures_are_those_of_r);
    tcase_add_test(tc, the_shared_reference_values_are_met);
    tcase_add_test(tc, a_median_between_two_scores_is_their_mean);
    tcase_add_test(tc, an_empty_rating_has_no_figures);
    tcase_add_test(tc, a_scale_must_fit);
    tcase_add_test(tc, a_rating_of_too_many_points_has_no_number);
    tcase_add_test(tc, a_rating_without_a_scale_counts_nothing);
    tcase_add_test(tc, zero_bytes_are_the_identity_of_merge);
    tcase_add_test(tc, different_scales_do_not_merge);
    tcase_add_test(tc, what_was_never_added_is_not_removed);
    tcase_add_test(tc, a_bad_batch_changes_nothing);
    tcase_add_test(tc, a_column_counts_like_its_scores_one_by_one);
    tcase_add_test(tc, a_column_of_bytes_counts_like_its_scores);
    tcase_add_test(tc, a_bad_batch_of_bytes_changes_nothing);
    tcase_add_test(tc, a_full_counter_refuses_and_never_wraps);
    tcase_add_test(tc, a_thousand_points_are_read_as_exactly_as_eleven);
}

TEST_MAIN(tests)
