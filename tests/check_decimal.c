/* SPDX-License-Identifier: MIT */
/* Numbers as people write them, against tables and a slow reference. */
#include "run.h"

#include <stdio.h>
#include <string.h>

#include <cxm/decimal.h>

#define RB8    "quality.md R-B8"
#define CLI    "cli.md Numbers"
#define HEADER "cxm/decimal.h"

static const struct cxm_decimal_style point = {'.', 0, 0, 0};
static const struct cxm_decimal_style comma = {',', 0, 0, 0};
static const struct cxm_decimal_style point_thousands = {'.', 1, 0, 0};
static const struct cxm_decimal_style comma_thousands = {',', 1, 0, 0};
static const struct cxm_decimal_style strict = {'.', 0, 1, 0};
static const struct cxm_decimal_style strict_comma = {',', 0, 1, 0};

struct good {
    const struct cxm_decimal_style *style;
    const char *text;
    int64_t millionths;
    int rounded;
    const char *source;
};

static const struct good goods[] = {
    {&point, "9.5", 9500000, 0, RB8},
    {&point, "4.5", 4500000, 0, "kpis.md V90"},
    {&point, "-0", 0, 0, RB8},
    {&point, "-0.0", 0, 0, RB8},
    {&point, "0", 0, 0, HEADER},
    {&point, "7", 7000000, 0, HEADER},
    {&point, "10", 10000000, 0, HEADER},
    {&point, "007", 7000000, 0, HEADER},
    {&point, "999999999", 999999999000000, 0, "nine digits: the short way"},
    {&point, "1000000000", 1000000000000000, 0, "ten: the long way"},
    {&point, "+5", 5000000, 0, HEADER},
    {&point, "-5", -5000000, 0, HEADER},
    {&point,
     "\xe2\x88\x92"
     "5",
     -5000000, 0, HEADER},
    {&point, ".5", 500000, 0, HEADER},
    {&point, "5.", 5000000, 0, HEADER},
    {&point, "-.5", -500000, 0, HEADER},
    {&point, "  5\t", 5000000, 0, HEADER},
    {&point,
     "\xc2\xa0"
     "5 \xe2\x80\xaf",
     5000000, 0, HEADER},
    {&point, "1.234", 1234000, 0, "strict was not asked for"},
    {&point, "0.000001", 1, 0, HEADER},
    {&point, "0.0000001", 0, 1, HEADER},
    {&point, "0.1000000000000", 100000, 0, "zeros are no loss"},
    /* half to even, both signs */
    {&point, "0.0000005", 0, 1, HEADER},
    {&point, "0.0000015", 2, 1, HEADER},
    {&point, "0.0000025", 2, 1, HEADER},
    {&point, "0.00000250000001", 3, 1, HEADER},
    {&point, "0.0000024999999", 2, 1, HEADER},
    {&point, "0.0000026", 3, 1, HEADER},
    {&point, "-0.0000015", -2, 1, HEADER},
    {&point, "-0.0000004", 0, 1, HEADER},
    {&point, "0.9999995", 1000000, 1, HEADER},
    {&point, "2.0014999999", 2001500, 1, HEADER},
    /* exponents */
    {&point, "1.5e3", 1500000000, 0, HEADER},
    {&point, "1.5E+3", 1500000000, 0, HEADER},
    {&point, "15e-1", 1500000, 0, HEADER},
    {&point, "5.e0", 5000000, 0, HEADER},
    {&point, ".5e1", 5000000, 0, HEADER},
    {&point, "25e-7", 2, 1, HEADER},
    {&point, "5e-8", 0, 1, HEADER},
    {&point, "1e-9999", 0, 1, HEADER},
    {&point, "0e9999", 0, 0, HEADER},
    {&point, "0.0000000000000000000001e22", 1000000, 0, HEADER},
    {&point, "100000000000000000000e-20", 1000000, 0, HEADER},
    {&comma, "1,5e00003", 1500000000, 0, HEADER},
    /* the ends of the range */
    {&point, "9223372036854.775807", INT64_MAX, 0, HEADER},
    {&point, "-9223372036854.775807", -INT64_MAX, 0, HEADER},
    {&point, "9223372036854.7758074", INT64_MAX, 1, HEADER},
    {&point, "9223372036854775807e-6", INT64_MAX, 0, HEADER},
    {&point, "00000000000000000000009.5", 9500000, 0, HEADER},
    /* the comma */
    {&comma, "9,5", 9500000, 0, CLI},
    {&comma, "1,234", 1234000, 0, CLI},
    {&comma, "7", 7000000, 0, CLI},
    {&strict_comma, "1,234", 1234000, 0, HEADER},
    /* thousands */
    {&point_thousands, "1,234", 1234000000, 0, CLI},
    {&point_thousands, "1,234,567.8", 1234567800000, 0, CLI},
    {&point_thousands, "-12 345.5", -12345500000, 0, CLI},
    {&point_thousands, "1'234'567", 1234567000000, 0, CLI},
    {&point_thousands,
     "1\xe2\x80\x99"
     "234",
     1234000000, 0, HEADER},
    {&point_thousands,
     "1\xc2\xa0"
     "234",
     1234000000, 0, HEADER},
    {&point_thousands,
     "1\xe2\x80\xaf"
     "234",
     1234000000, 0, HEADER},
    {&point_thousands, "1234.5", 1234500000, 0, "none needs to stand"},
    {&point_thousands, "1,234e-3", 1234000, 0, HEADER},
    {&point_thousands, " 999 ", 999000000, 0, HEADER},
    {&comma_thousands, "1.234", 1234000000, 0, CLI},
    {&comma_thousands, "1.234,5", 1234500000, 0, CLI},
    {&comma_thousands, "1 234,5", 1234500000, 0, CLI},
    {&comma_thousands, "999.999.999", 999999999000000, 0, CLI},
    /* strict refuses only what could be a thousand */
    {&strict, "1.23", 1230000, 0, HEADER},
    {&strict, "1.2345", 1234500, 0, HEADER},
    {&strict, "0.125", 125000, 0, HEADER},
    {&strict, "1234.567", 1234567000, 0, HEADER},
    {&strict, ".234", 234000, 0, HEADER},
    {&strict, "1234", 1234000000, 0, HEADER},
    {&strict, "-1.5", -1500000, 0, HEADER},
    {&strict, "-0.125", -125000, 0, HEADER},
    {&strict, "-.125", -125000, 0, HEADER},
    {&strict, "-1234.567", -1234567000, 0, HEADER},
    {&strict, "1.234e1", 12340000, 0, HEADER},
    {NULL, "9.5", 9500000, 0, "no style is the plain one"},
};

START_TEST(numbers_are_read_exactly)
{
    for (size_t i = 0; i < sizeof goods / sizeof *goods; i++) {
        const struct good *row = &goods[i];
        int64_t value = -77;
        int rounded = -77;
        const int status = cxm_decimal_parse(
            row->style, row->text, strlen(row->text), &value, &rounded, NULL);
        ck_assert_msg(status == CXM_OK, "\"%s\" (%s): status %d", row->text,
                      row->source, status);
        ck_assert_msg(value == row->millionths && rounded == row->rounded,
                      "\"%s\" (%s): %lld, rounded %d", row->text, row->source,
                      (long long)value, rounded);
    }
}
END_TEST

struct bad {
    const struct cxm_decimal_style *style;
    const char *text;
    int status;
    const char *says; /* part of the message */
    const char *source;
};

static const struct bad bads[] = {
    {&point, "NaN", CXM_ESYNTAX, "\"NaN\" is not a number", RB8},
    {&point, "inf", CXM_ESYNTAX, "not a number", RB8},
    {&point, "-inf", CXM_ESYNTAX, "not a number", RB8},
    {&point, "Infinity", CXM_ESYNTAX, "not a number", RB8},
    {&point, "0x10", CXM_ESYNTAX, "not a number", RB8},
    {&point, "1e309", CXM_ERANGE, "\"1e309\" is outside +-9223372036854.775807",
     RB8},
    {&point, "12345678901234567890", CXM_ERANGE, "outside", RB8},
    {&point, "-99999999999999999999", CXM_ERANGE, "outside", RB8},
    {&point, "not-a-number", CXM_ESYNTAX, "not a number", "kpis.md V90"},
    {&point, "", CXM_ESYNTAX, "\"\" is not a number", HEADER},
    {&point, " \t ", CXM_ESYNTAX, "not a number", HEADER},
    {&point, ".", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "-", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "+", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "--5", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "- 5", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "5-", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "(5)", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "5%", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "$5", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "5 EUR", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "1.2.3", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "1..2", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "1e", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "1e+", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "e5", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "1e5.0", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "1e5e5", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "1_000", CXM_ESYNTAX, "not a number", HEADER},
    {&point, "5\n", CXM_ESYNTAX, "\"5?\" is not a number", HEADER},
    {&point, "\xd9\xa5", CXM_ESYNTAX, "not a number", "Arabic 5"},
    {&point, "\xef\xbc\x95", CXM_ESYNTAX, "not a number", "full-width 5"},
    {&point, "5\xe2\x88", CXM_ESYNTAX, "not a number", "half a minus sign"},
    /* a bounded exponent */
    {&point, "1e10000", CXM_ERANGE, "outside", HEADER},
    {&point, "1e-10000", CXM_ERANGE, "outside", HEADER},
    {&point, "0e99999999999999999999999", CXM_ERANGE, "outside", HEADER},
    /* one beyond the ends */
    {&point, "9223372036854.775808", CXM_ERANGE, "outside", HEADER},
    {&point, "-9223372036854.775808", CXM_ERANGE, "outside", HEADER},
    {&point, "9223372036854.7758075", CXM_ERANGE, "outside",
     "rounds beyond the end"},
    {&point, "9223372036855", CXM_ERANGE, "outside", HEADER},
    {&point, "1e13", CXM_ERANGE, "outside", HEADER},
    /* what another style would read */
    {&point, "9,5", CXM_ESYNTAX, "with decimal=.: say decimal=,", CLI},
    {&comma, "9.5", CXM_ESYNTAX, "with decimal=,: say decimal=.", CLI},
    {&comma, "1.234", CXM_ESYNTAX, "say thousands or decimal=.", CLI},
    {&point, "1,234", CXM_ESYNTAX, "say thousands or decimal=,", CLI},
    {&point, "1 234", CXM_ESYNTAX, "marks of thousands: say thousands", CLI},
    {&point, "1'234.5", CXM_ESYNTAX, "say thousands", CLI},
    {&point, "1.234,5", CXM_ESYNTAX, "say decimal=, and thousands", CLI},
    {&comma, "1,234.5", CXM_ESYNTAX, "say decimal=. and thousands", CLI},
    {&strict, "1.234", CXM_ESYNTAX,
     "\"1.234\" could be a thousand or a decimal: say decimal=, or decimal=.",
     CLI},
    {&strict, "-12.345", CXM_ESYNTAX, "say decimal=, or decimal=.", CLI},
    {&strict, " 123.000 ", CXM_ESYNTAX, "say decimal=, or decimal=.", CLI},
    /* groups are of three, behind one and the same mark */
    {&point_thousands, "1,23", CXM_ESYNTAX, "say decimal=,", CLI},
    {&point_thousands, "1,2345", CXM_ESYNTAX, "", CLI},
    {&point_thousands, "1234,567", CXM_ESYNTAX, "", CLI},
    {&point_thousands, "1,234 567", CXM_ESYNTAX, "", CLI},
    {&point_thousands, "1,,234", CXM_ESYNTAX, "", CLI},
    {&point_thousands, ",234", CXM_ESYNTAX, "", CLI},
    {&point_thousands, "1,234,", CXM_ESYNTAX, "", CLI},
    {&point_thousands, "1.234,567", CXM_ESYNTAX, "", CLI},
    {&point_thousands, "1.5 000", CXM_ESYNTAX, "", "none in the decimals"},
    {&point_thousands, "0,125", CXM_ESYNTAX, "say decimal=,",
     "no group begins with 0"},
    {&point_thousands,
     "1\xc2\xa0"
     "234 567",
     CXM_ESYNTAX, "", HEADER},
};

START_TEST(what_is_no_number_is_refused_and_changes_nothing)
{
    for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
        const struct bad *row = &bads[i];
        int64_t value = -77;
        int rounded = -77;
        struct cxm_error error;
        const int status = cxm_decimal_parse(
            row->style, row->text, strlen(row->text), &value, &rounded, &error);
        ck_assert_msg(status == row->status && error.status == row->status,
                      "\"%s\" (%s): status %d", row->text, row->source, status);
        ck_assert_msg(strstr(error.text, row->says) != NULL,
                      "\"%s\" (%s): says %s", row->text, row->source,
                      error.text);
        ck_assert(value == -77 && rounded == -77);
        ck_assert_int_eq(cxm_decimal_parse(row->style, row->text,
                                           strlen(row->text), &value, NULL,
                                           NULL),
                         row->status);
    }
}
END_TEST

START_TEST(another_mark_is_no_style)
{
    const struct cxm_decimal_style none = {0, 0, 0, 0};
    int64_t value = -77;
    struct cxm_error error;
    ck_assert_int_eq(cxm_decimal_parse(&none, "5", 1, &value, NULL, &error),
                     CXM_EINVAL);
    ck_assert_int_eq(value, -77);
    ck_assert_int_eq(error.status, CXM_EINVAL);
}
END_TEST

START_TEST(a_quoted_cell_is_short_and_harmless)
{
    struct cxm_error error;
    int64_t value = 0;
    const char cell[] = "a\"b\x1b[2Jc\0d";
    cxm_decimal_parse(&point, cell, sizeof cell - 1, &value, NULL, &error);
    ck_assert_str_eq(error.text, "\"a'b?[2Jc?d\" is not a number");

    char big[100000];
    memset(big, 'x', sizeof big);
    cxm_decimal_parse(&point, big, sizeof big, &value, NULL, &error);
    ck_assert_uint_lt(strlen(error.text), 100);
}
END_TEST

START_TEST(the_end_of_the_cell_is_its_length)
{
    int64_t value = 0;
    ck_assert_int_eq(cxm_decimal_parse(&point, "12345", 2, &value, NULL, NULL),
                     CXM_OK);
    ck_assert_int_eq(value, 12000000);
    ck_assert_int_eq(cxm_decimal_parse(&point, "5\0", 2, &value, NULL, NULL),
                     CXM_ESYNTAX);
}
END_TEST

START_TEST(a_cell_of_a_million_digits_is_read)
{
    const size_t n = 1000000;
    char *cell = malloc(n);
    int64_t value = 0;
    int rounded = 0;
    memset(cell, '0', n);
    cell[1] = '.';
    cell[n - 1] = '1';
    ck_assert_int_eq(cxm_decimal_parse(&point, cell, n, &value, &rounded, NULL),
                     CXM_OK);
    ck_assert(value == 0 && rounded == 1);
    memset(cell, '9', n);
    ck_assert_int_eq(cxm_decimal_parse(&point, cell, n, &value, &rounded, NULL),
                     CXM_ERANGE);
    free(cell);
}
END_TEST

static const struct {
    int64_t millionths;
    const char *text;
} texts[] = {
    {0, "0"},
    {1, "0.000001"},
    {-1, "-0.000001"},
    {-1500000, "-1.5"},
    {10000000, "10"},
    {1234567, "1.234567"},
    {1050000, "1.05"},
    {INT64_MAX, "9223372036854.775807"},
    {INT64_MIN, "-9223372036854.775808"},
};

START_TEST(a_number_is_written_without_trailing_zeros)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char out[24];
        ck_assert_uint_eq(
            cxm_decimal_text(texts[i].millionths, out, sizeof out),
            strlen(texts[i].text));
        ck_assert_str_eq(out, texts[i].text);
    }
}
END_TEST

START_TEST(a_small_buffer_is_filled_as_by_snprintf)
{
    char out[4] = "###";
    ck_assert_uint_eq(cxm_decimal_text(-1500000, out, 3), 4);
    ck_assert_str_eq(out, "-1");
    ck_assert_uint_eq(cxm_decimal_text(-1500000, NULL, 0), 4);
}
END_TEST

/* Numbers that are as likely short as long; the same on every machine. */
static uint64_t seed;

static uint64_t draw(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (seed >> 8) % below;
}

START_TEST(what_is_written_reads_back)
{
    seed = 20261122;
    for (int i = 0; i < test_rounds(200000); i++) {
        const int64_t wide = (int64_t)((draw(UINT64_C(1) << 32) << 32) |
                                       draw(UINT64_C(1) << 32));
        const int64_t value = wide >> draw(64);
        char text[24];
        int64_t back = 0;
        int rounded = -1;
        if (value == INT64_MIN)
            continue;
        const size_t n = cxm_decimal_text(value, text, sizeof text);
        ck_assert_int_eq(
            cxm_decimal_parse(&point, text, n, &back, &rounded, NULL), CXM_OK);
        ck_assert_msg(back == value && rounded == 0, "%s", text);
    }
}
END_TEST

/*
 * The reference: digits * 10^power in one 128-bit integer and one division,
 * where the library walks the text.  At most 18 digits and powers of -24 to
 * 12, so that nothing leaves 128 bits.
 */
static int reference(uint64_t digits, int power, int64_t *value, int *rounded)
{
    unsigned __int128 whole = digits;
    unsigned __int128 unit = 1;
    for (int k = power + 6; k > 0; k--)
        whole *= 10;
    for (int k = power + 6; k < 0; k++)
        unit *= 10;
    const unsigned __int128 twice = whole % unit * 2;
    unsigned __int128 result = whole / unit;
    *rounded = twice != 0;
    result += twice > unit || (twice == unit && unit > 1 && result % 2 == 1);
    if (result > INT64_MAX)
        return CXM_ERANGE;
    *value = (int64_t)result;
    return CXM_OK;
}

/* Write digits * 10^power: with a point somewhere, the rest as an exponent. */
static size_t write_number(uint64_t digits, int power, char *out)
{
    char plain[32];
    const int n =
        snprintf(plain, sizeof plain, "%llu", (unsigned long long)digits);
    const int cut = (int)draw((uint64_t)n + 1);
    const int exponent = power + n - cut;
    int length = snprintf(out, 64, "%.*s.%s", cut, plain, plain + cut);
    if (exponent != 0 || draw(4) == 0)
        length +=
            snprintf(out + length, 16, "%c%+d", draw(2) ? 'e' : 'E', exponent);
    return (size_t)length;
}

START_TEST(random_numbers_agree_with_a_slow_reference)
{
    seed = 31415926;
    int seen[2] = {0, 0};
    for (int i = 0; i < test_rounds(200000); i++) {
        uint64_t limit = 10;
        for (uint64_t k = draw(18); k > 0; k--)
            limit *= 10;
        /* A 5 at the end makes halves, which chance alone does not. */
        const uint64_t digits =
            draw(2) ? draw(limit) : draw(limit) / 10 * 10 + 5;
        const int power = (int)draw(37) - 24;
        char text[96];
        const size_t n = write_number(digits, power, text);
        int64_t want = 0;
        int64_t got = 0;
        int want_rounded = 0;
        int got_rounded = 0;
        const int want_status = reference(digits, power, &want, &want_rounded);
        const int status =
            cxm_decimal_parse(&point, text, n, &got, &got_rounded, NULL);
        ck_assert_msg(status == want_status, "%s: %d", text, status);
        seen[status == CXM_OK]++;
        if (status == CXM_OK)
            ck_assert_msg(got == want && got_rounded == want_rounded,
                          "%s: %lld, not %lld", text, (long long)got,
                          (long long)want);
    }
    const int enough = test_rounds(200000) / 200;
    ck_assert(seen[0] > enough && seen[1] > enough);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, numbers_are_read_exactly);
    tcase_add_test(tc, what_is_no_number_is_refused_and_changes_nothing);
    tcase_add_test(tc, another_mark_is_no_style);
    tcase_add_test(tc, a_quoted_cell_is_short_and_harmless);
    tcase_add_test(tc, the_end_of_the_cell_is_its_length);
    tcase_add_test(tc, a_cell_of_a_million_digits_is_read);
    tcase_add_test(tc, a_number_is_written_without_trailing_zeros);
    tcase_add_test(tc, a_small_buffer_is_filled_as_by_snprintf);
    tcase_add_test(tc, what_is_written_reads_back);
    tcase_add_test(tc, random_numbers_agree_with_a_slow_reference);
}

TEST_MAIN(tests)
