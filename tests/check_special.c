/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <cxm/special.h>

#include "run.h"
#include "vectors.h"

/* Values by mpmath 1.3.0 with 40 digits, of the doubles that are written. */
struct row {
    double argument;
    double a;
    double b;
    double expected;
};

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

START_TEST(the_normal_distribution_is_right_far_into_its_tails)
{
    static const struct row cdf[] = {
        {-37, 0, 0, 5.7255712225245768227e-300},
        {-10, 0, 0, 7.619853024160526066e-24},
        {-1, 0, 0, 0.15865525393145705141},
        {0, 0, 0, 0.5},
        {0.5, 0, 0, 0.69146246127401310364},
        {3, 0, 0, 0.99865010196836990547},
    };
    static const struct row quantile[] = {
        {1e-300, 0, 0, -37.047096299361199237},
        {1e-10, 0, 0, -6.3613409024040561991},
        {0.5, 0, 0, 0},
        {0.975, 0, 0, 1.9599639845400542355}, /* qnorm, of 0.975 exactly */
    };
    for (size_t i = 0; i < ROWS(cdf); i++)
        close_to("normal cdf", cxm_normal_cdf(cdf[i].argument), cdf[i].expected,
                 2e-13);
    for (size_t i = 0; i < ROWS(quantile); i++)
        close_to("normal quantile", cxm_normal_quantile(quantile[i].argument),
                 quantile[i].expected, 1e-15);
}
END_TEST

START_TEST(students_t_is_right_for_any_degrees_of_freedom)
{
    static const struct row cdf[] = {
        {-2, 5, 0, 0.050969739414929178123},
        {-40, 3, 0, 0.000017190340394579264142},
        {-0.001, 7, 0, 0.49961500862249942187},
        {1.5, 1e6, 0, 0.93319264088160361538},
        {-6, 29.5, 0, 7.4459811530876558837e-7},
    };
    static const struct row quantile[] = {
        {1e-10, 9, 0, -30.737330949971977783},
        {1e-10, 1, 0, -3183098861.8379065993},
        {0.3, 2, 0, -0.61721339984836768183},
        {0.49, 5, 0, -0.02634671234227326186},
        {1e-10, 29.5, 0, -9.4461633391359759506},
        {0.025, 0.5, 0, -164.55767348048851485},
    };
    for (size_t i = 0; i < ROWS(cdf); i++)
        close_to("t cdf", cxm_t_cdf(cdf[i].argument, cdf[i].a), cdf[i].expected,
                 2e-14);
    for (size_t i = 0; i < ROWS(quantile); i++)
        close_to("t quantile",
                 cxm_t_quantile(quantile[i].argument, quantile[i].a),
                 quantile[i].expected, 2e-14);
}
END_TEST

START_TEST(the_beta_distribution_is_right_up_to_a_million)
{
    static const struct row cdf[] = {
        {0.3, 2, 5, 0.57982499999999997601},
        {0.9, 0.5, 0.5, 0.79516723530086657191},
        {1e-5, 0.5, 20.5, 0.016056684969284914098},
        {0.25, 81, 183, 0.019477815925113219309},
        {0.31, 3000, 6600, 0.29928089036490876335},
        {0.999, 1000, 2, 0.73539084954192776202},
        {0.4993, 1e6, 1e6, 0.023857399509047560683},
        {0.5 - 0x1p-16, 1e9, 1e9, 0.086159911128884737591},
    };
    static const struct row quantile[] = {
        {1e-10, 82, 182, 0.15366078491447520383},
        {1e-10, 0.5, 20.5, 3.8782139995743020825e-22},
        {0.5, 3, 7, 0.28623666802278271498},
        {0.05, 1000, 2, 0.99526972784380008113},
        {0.025, 1e6, 1e6, 0.49930704833394945151},
        {1e-10, 1e6, 1e6, 0.49775093745061970342},
    };
    for (size_t i = 0; i < ROWS(cdf); i++)
        close_to("beta cdf", cxm_beta_cdf(cdf[i].argument, cdf[i].a, cdf[i].b),
                 cdf[i].expected, 1e-13);
    for (size_t i = 0; i < ROWS(quantile); i++)
        close_to("beta quantile",
                 cxm_beta_quantile(quantile[i].argument, quantile[i].a,
                                   quantile[i].b),
                 quantile[i].expected, 2e-14);
}
END_TEST

START_TEST(quantiles_and_probabilities_undo_each_other)
{
    static const double some[] = {1e-12, 1e-3, 0.2, 0.5, 0.7, 0.99};
    static const double size[] = {0.3, 1, 2.5, 40, 3000, 1e7, 1e12};
    for (size_t i = 0; i < ROWS(some); i++) {
        const double p = some[i];
        close_to("normal", cxm_normal_cdf(cxm_normal_quantile(p)), p, 1e-12);
        for (size_t j = 0; j < ROWS(size); j++) {
            const double a = size[j];
            close_to("t", cxm_t_cdf(cxm_t_quantile(p, a), a), p, 1e-12);
            for (size_t k = 0; k < 5; k++) {
                const double x = cxm_beta_quantile(p, a, size[k]);
                if (a < 1e6 && x < 0.9999)
                    close_to("beta", cxm_beta_cdf(x, a, size[k]), p, 1e-11);
            }
        }
    }
}
END_TEST

START_TEST(with_many_degrees_of_freedom_t_is_normal)
{
    static const double some[] = {1e-10, 0.025, 0.4, 0.975};
    for (size_t i = 0; i < ROWS(some); i++) {
        const double z = cxm_normal_quantile(some[i]);
        close_to("quantile", cxm_t_quantile(some[i], 1e18), z, 1e-14);
        close_to("limit", cxm_t_quantile(some[i], INFINITY), z, 0);
        close_to("cdf", cxm_t_cdf(z, 1e18), some[i], 1e-13);
    }
}
END_TEST

START_TEST(both_tails_are_equal)
{
    ck_assert(cxm_normal_quantile(0.75) == -cxm_normal_quantile(0.25));
    ck_assert(cxm_t_quantile(0.75, 3) == -cxm_t_quantile(0.25, 3));
    close_to("beta", cxm_beta_cdf(0.25, 3, 7), 1 - cxm_beta_cdf(0.75, 7, 3),
             1e-14);
}
END_TEST

START_TEST(outside_the_domain_is_not_a_number)
{
    ck_assert(isnan(cxm_normal_cdf(NAN)));
    ck_assert(isnan(cxm_normal_quantile(-0.1)));
    ck_assert(isnan(cxm_normal_quantile(1.1)));
    ck_assert(isnan(cxm_normal_quantile(NAN)));
    ck_assert(isnan(cxm_t_cdf(NAN, 1)));
    ck_assert(isnan(cxm_t_cdf(1, 0)));
    ck_assert(isnan(cxm_t_cdf(1, NAN)));
    ck_assert(isnan(cxm_t_quantile(0.5, -1)));
    ck_assert(isnan(cxm_t_quantile(2, 1)));
    ck_assert(isnan(cxm_beta_cdf(-0.1, 1, 1)));
    ck_assert(isnan(cxm_beta_cdf(0.1, 0, 1)));
    ck_assert(isnan(cxm_beta_cdf(0.1, 1, INFINITY)));
    ck_assert(isnan(cxm_beta_quantile(0.1, 1, NAN)));
    ck_assert(isnan(cxm_beta_quantile(NAN, 1, 1)));
}
END_TEST

START_TEST(the_ends_are_exact)
{
    ck_assert(cxm_normal_quantile(0) == -INFINITY);
    ck_assert(cxm_normal_quantile(1) == INFINITY);
    ck_assert(cxm_normal_cdf(-INFINITY) == 0);
    ck_assert(cxm_t_quantile(0, 3) == -INFINITY);
    ck_assert(cxm_t_quantile(0.5, 3) == 0);
    ck_assert(cxm_t_cdf(INFINITY, 3) == 1);
    ck_assert(cxm_t_cdf(-INFINITY, 3) == 0);
    ck_assert(cxm_beta_cdf(0, 2, 3) == 0);
    ck_assert(cxm_beta_cdf(1, 2, 3) == 1);
    ck_assert(cxm_beta_quantile(0, 2, 3) == 0);
    ck_assert(cxm_beta_quantile(1, 2, 3) == 1);
}
END_TEST

static void visit_normal(const struct vector *row)
{
    const double p = vector_number(row, "p");
    vector_close(row, cxm_normal_quantile(p), 1e-14, 1e-16);
}

/*
 * The expected value belongs to p as a decimal; so the tail is asked for, of
 * which the nearest double is nearer.
 */
static void visit_normal_mp(const struct vector *row)
{
    const double tail = strtod(row->id + strlen("mp-qnorm-"), NULL);
    const double upper = round((1 - tail) * 1e9) / 1e9;
    vector_close(row, -cxm_normal_quantile(upper), 1e-15, 0);
}

static void visit_t(const struct vector *row)
{
    const double p = vector_number(row, "p");
    vector_close(row, cxm_t_quantile(p, vector_number(row, "df")), 1e-12, 0);
}

static void visit_beta(const struct vector *row)
{
    const double p = vector_number(row, "p");
    const double a = vector_number(row, "a");
    vector_close(row, cxm_beta_quantile(p, a, vector_number(row, "b")), 1e-12,
                 0);
}

START_TEST(the_shared_reference_values_are_met)
{
    vectors_each("qnorm-", visit_normal);
    vectors_each("mp-qnorm-", visit_normal_mp);
    vectors_each("qt-", visit_t);
    vectors_each("mp-qt-", visit_t);
    vectors_each("qbeta-", visit_beta);
    vectors_each("mp-qbeta-", visit_beta);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_normal_distribution_is_right_far_into_its_tails);
    tcase_add_test(tc, students_t_is_right_for_any_degrees_of_freedom);
    tcase_add_test(tc, the_beta_distribution_is_right_up_to_a_million);
    tcase_add_test(tc, quantiles_and_probabilities_undo_each_other);
    tcase_add_test(tc, with_many_degrees_of_freedom_t_is_normal);
    tcase_add_test(tc, both_tails_are_equal);
    tcase_add_test(tc, outside_the_domain_is_not_a_number);
    tcase_add_test(tc, the_ends_are_exact);
    tcase_add_test(tc, the_shared_reference_values_are_met);
}

TEST_MAIN(tests)
