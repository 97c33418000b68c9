/* SPDX-License-Identifier: MIT */
/*
 * The univariate sets of NIST's Statistical Reference Datasets: mean and
 * standard deviation to a log relative error of 14 (R-A8.1).  Decimals are
 * read from their text as whole multiples of the last digit.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include <cxm/moments.h>

#include "run.h"
#include "vectors.h"

/* Digits that agree, at most 15. */
static double agreement(double got, double expected)
{
    const double off = fabs(got - expected) / fabs(expected);
    return off < 1e-15 ? 15 : -log10(off);
}

static void certified(const char *name, const struct cxm_moments *m,
                      double unit, double mean, double sd)
{
    const double of_mean = agreement(cxm_moments_mean(m) / unit, mean);
    const double of_sd = agreement(sqrt(cxm_moments_variance(m)) / unit, sd);
    printf("%-12s mean %4.1f  sd %4.1f\n", name, of_mean, of_sd);
    ck_assert_msg(of_mean >= 14 && of_sd >= 14, "%s: %g %g", name, of_mean,
                  of_sd);
}

/* NumAcc1 is three numbers, 2 to 4 are first, then `low` and `high` in turn. */
static struct cxm_moments numacc(int64_t first, int64_t low, int64_t high)
{
    struct cxm_moments m = {0, {0, 0}, {0, 0}};
    cxm_moments_add(&m, first);
    for (int i = 0; i < 500; i++) {
        cxm_moments_add(&m, low);
        cxm_moments_add(&m, high);
    }
    return m;
}

START_TEST(the_constructed_sets_are_exact)
{
    static const int64_t three[3] = {10000001, 10000003, 10000002};
    struct cxm_moments m = {0, {0, 0}, {0, 0}};
    cxm_moments_add_many(&m, three, 3, NULL);
    certified("NumAcc1", &m, 1, 10000002, 1);
    m = numacc(12, 11, 13);
    certified("NumAcc2", &m, 10, 1.2, 0.1);
    m = numacc(10000002, 10000001, 10000003);
    certified("NumAcc3", &m, 10, 1000000.2, 0.1);
    m = numacc(100000002, 100000001, 100000003);
    certified("NumAcc4", &m, 10, 10000000.2, 0.1);
}
END_TEST

/* The number a line holds and nothing else, in units of 1/10^digits. */
static int take_decimal(const char *at, int digits, int64_t *value)
{
    int64_t sum = 0;
    int after = -1;
    while (*at == ' ')
        at++;
    const int negative = *at == '-';
    at += negative;
    if (!isdigit((unsigned char)*at))
        return 0;
    for (; isdigit((unsigned char)*at) || (*at == '.' && after < 0); at++) {
        if (*at != '.')
            sum = sum * 10 + (*at - '0');
        after += *at == '.' || after >= 0;
    }
    for (after = after < 0 ? 0 : after; after < digits; after++)
        sum *= 10;
    while (isspace((unsigned char)*at))
        at++;
    *value = negative ? -sum : sum;
    return *at == '\0';
}

static const struct {
    const char *file;
    int digits; /* after the point */
    uint64_t n;
    double mean, sd; /* certified */
} sets[] = {
    {"Lew.dat", 0, 200, -177.435, 277.332168044316},
    {"Lottery.dat", 0, 218, 518.958715596330, 291.699727470969},
    {"Mavro.dat", 5, 50, 2.001856, 0.000429123454003053},
    {"Michelso.dat", 2, 100, 299.8524, 0.0790105478190518},
    {"NumAcc1.dat", 0, 3, 10000002, 1},
    {"NumAcc2.dat", 1, 1001, 1.2, 0.1},
    {"NumAcc3.dat", 1, 1001, 1000000.2, 0.1},
    {"NumAcc4.dat", 1, 1001, 10000000.2, 0.1},
    {"PiDigits.txt", 0, 5000, 4.5348, 2.86733906028871},
};

static void read_set(FILE *file, int digits, int headed, struct cxm_moments *m)
{
    char line[256];
    int data = !headed;
    while (fgets(line, sizeof line, file)) {
        int64_t value;
        if (strncmp(line, "-----", 5) == 0)
            data = 1;
        else if (data && take_decimal(line, digits, &value))
            ck_assert_int_eq(cxm_moments_add(m, value), CXM_OK);
    }
}

START_TEST(all_nine_sets_agree_to_fourteen_digits)
{
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        char path[256];
        struct cxm_moments m = {0, {0, 0}, {0, 0}};
        snprintf(path, sizeof path, "data/c05_nist_strd/%s", sets[i].file);
        FILE *file = vectors_open(path);
        if (!file)
            continue;
        read_set(file, sets[i].digits, !strstr(sets[i].file, ".txt"), &m);
        fclose(file);
        ck_assert_uint_eq(m.n, sets[i].n);
        certified(sets[i].file, &m, pow(10, sets[i].digits), sets[i].mean,
                  sets[i].sd);
    }
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_constructed_sets_are_exact);
    tcase_add_test(tc, all_nine_sets_agree_to_fourteen_digits);
}

TEST_MAIN(tests)
