/* SPDX-License-Identifier: MIT */
#include "run.h"

#include "examples/cxm/number.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* What ECMAScript and Python's repr write, but for -0 and big exponents. */
static const struct {
    double value;
    const char *text;
} shortest[] = {
    {0.0, "0"},
    {-0.0, "0"},
    {1, "1"},
    {-100, "-100"},
    {12.5, "12.5"},
    {0.1, "0.1"},
    {0.1 + 0.2, "0.30000000000000004"},
    {53.400000000000006, "53.400000000000006"},
    {1e15, "1000000000000000"},
    {123456789012345680.0, "123456789012345680"},
    {1e20, "100000000000000000000"},
    {1e21, "1e+21"},
    {1e-5, "1e-05"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {2.2250738585072014e-308, "2.2250738585072014e-308"},
    {5e-324, "5e-324"},
    {NAN, ""},
    {INFINITY, ""},
    {-INFINITY, ""},
};

START_TEST(the_shortest_text_is_as_others_write_it)
{
    char text[NUMBER_ROOM];
    const size_t n = number_shortest(shortest[_i].value, text);
    ck_assert_str_eq(text, shortest[_i].text);
    ck_assert_uint_eq(n, strlen(text));
}
END_TEST

static uint64_t seed = UINT64_C(88172645463325252);

static uint64_t next(void) /* Marsaglia 2003, xorshift64 */
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* The grammar of RFC 8259, section 6. */
static int is_json_number(const char *p)
{
    p += *p == '-';
    if (*p == '0')
        p++;
    else if (strspn(p, "123456789") == 0)
        return 0;
    else
        p += strspn(p, "0123456789");
    if (*p == '.') {
        const size_t n = strspn(++p, "0123456789");
        if (n == 0)
            return 0;
        p += n;
    }
    if (*p == 'e' || *p == 'E') {
        p++;
        p += *p == '-' || *p == '+';
        const size_t n = strspn(p, "0123456789");
        if (n == 0)
            return 0;
        p += n;
    }
    return *p == '\0';
}

static void round_trip(double value)
{
    char text[NUMBER_ROOM];
    const size_t n = number_shortest(value, text);
    const double back = strtod(text, NULL);
    ck_assert_msg(back == value, "%s is not %.17g", text, value);
    ck_assert_msg(is_json_number(text), "%s is no number of JSON", text);
    ck_assert_msg(n <= 26, "%s is long", text);
}

START_TEST(every_double_reads_back_as_itself)
{
    for (int i = 0; i < test_rounds(100000); i++) {
        const uint64_t bits = next();
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value))
            round_trip(value);
        round_trip(100 *
                   ((double)(bits >> 40) / (double)(1 + (bits & 0xffff))));
    }
}
END_TEST

static const struct {
    double value;
    int digits;
    const char *text;
} fixed[] = {
    {53.44, 1, "53.4"}, {53.45, 1, "53.5"}, /* the double is above 53.45 */
    {12.5, 0, "12"},                        /* half to even */
    {13.5, 0, "14"},    {-0.04, 1, "0.0"},
    {-0.06, 1, "-0.1"}, {-0.0, 0, "0"},
    {100, 2, "100.00"}, {1e21, 0, "1000000000000000000000"},
    {2, -1, "2"},       {0.5, 99, "0.50000000000000000"},
    {NAN, 1, ""},       {INFINITY, 1, ""},
};

START_TEST(fixed_decimals_are_rounded_from_the_double)
{
    char text[NUMBER_ROOM];
    const size_t n = number_fixed(fixed[_i].value, fixed[_i].digits, text);
    ck_assert_str_eq(text, fixed[_i].text);
    ck_assert_uint_eq(n, strlen(text));
}
END_TEST

START_TEST(the_longest_number_has_room)
{
    char text[NUMBER_ROOM];
    ck_assert_uint_eq(
        number_fixed(-1.7976931348623157e308, NUMBER_DIGITS, text),
        1 + 309 + 1 + NUMBER_DIGITS);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, the_shortest_text_is_as_others_write_it, 0,
                        sizeof shortest / sizeof *shortest);
    tcase_add_test(tc, every_double_reads_back_as_itself);
    tcase_add_loop_test(tc, fixed_decimals_are_rounded_from_the_double, 0,
                        sizeof fixed / sizeof *fixed);
    tcase_add_test(tc, the_longest_number_has_room);
}

TEST_MAIN(tests)
