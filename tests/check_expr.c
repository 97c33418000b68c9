/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "examples/cxm/expr.h"
#include "examples/cxm/text.h"

#include <stdio.h>
#include <string.h>

static const struct cell_style point = {.decimal = {'.', 0, 0, 0}};
static const struct cell_style comma = {.decimal = {',', 0, 0, 0}};
static const struct cell_style strict = {.decimal = {'.', 0, 1, 0}};
static const struct cell_style unix_dates = {.decimal = {'.', 0, 0, 0},
                                             .time = {CXM_DATES_UNIX, 0, NULL}};

/* ---- Conditions -------------------------------------------------------- */

static const struct {
    const char *text;
    const char *name; /* NULL: refused */
    const char *value;
} conditions[] = {
    {"channel=email", "channel", "email"},
    {"channel!=email", "channel", "email"},
    {"score<=6", "score", "6"},
    {"score>=-6", "score", "-6"},
    {" Response Type = completed ", "Response Type", "completed"},
    {"Start Date (UTC) >= 2026-01-01", "Start Date (UTC)", "2026-01-01"},
    {"#3 ~ refund", "#3", "refund"},
    {"status=", "status", ""},
    {"status != ", "status", ""},
    {"status=\"\"", "status", ""},
    {"topic = \"a b\"", "topic", "a b"},
    {"topic=' x '", "topic", " x "},
    {"topic=it's", "topic", "it's"},
    {"topic='", "topic", "'"},
    {"topic=\"=x\"", "topic", "=x"},
    {"\"Score (>=9)\" = yes", "Score (>=9)", "yes"},
    {"'a=b'!=c", "a=b", "c"},
    {"a!b=c", "a!b", "c"},
    {"url~a=b", "url", "a=b"},
    {"url=http://x/?a=1", "url", "http://x/?a=1"},
    /* refused */
    {"", NULL, NULL},
    {"channel", NULL, NULL},
    {"=email", NULL, NULL},
    {" = email", NULL, NULL},
    {"a==b", NULL, NULL},
    {"a=>5", NULL, NULL},
    {"a=<5", NULL, NULL},
    {"a<>5", NULL, NULL},
    {"a=~b", NULL, NULL},
    {"\"a\" b = c", NULL, NULL},
    {"a<", NULL, NULL},
    {"a~", NULL, NULL},
};

START_TEST(a_condition_is_name_operator_value)
{
    struct cxm_error error = {0};
    struct expr expr;
    const char *text = conditions[_i].text;
    const int status = expr_parse(&expr, text, &point, &error);
    ck_assert_msg((status < 0) == !conditions[_i].name, "\"%s\": %s", text,
                  error.text);
    if (status < 0) {
        ck_assert_msg(strchr(error.text, '=') != NULL, "%s", error.text);
        return;
    }
    ck_assert_str_eq(expr.name, conditions[_i].name);
    ck_assert_str_eq(expr.value, conditions[_i].value);
    ck_assert_uint_eq(expr.value_length, strlen(expr.value));
    expr_free(&expr);
    expr_free(&expr);
}
END_TEST

static const struct {
    const char *text;
    const struct cell_style *style;
    const char *says;
} doubts[] = {
    {"score>4,5", &point, "--decimal ,"},
    {"at>=31/10/2026", &point, "--dates dmy"},
    {"at<01-02-2026", &point, "--dates"},
};

START_TEST(an_order_by_a_value_that_an_option_would_read_is_refused)
{
    struct cxm_error error = {0};
    struct expr expr;
    ck_assert_int_lt(
        expr_parse(&expr, doubts[_i].text, doubts[_i].style, &error), 0);
    ck_assert_msg(strstr(error.text, doubts[_i].says) != NULL, "%s",
                  error.text);
}
END_TEST

/* ---- Tests ------------------------------------------------------------- */

#define REFUSED -1

static const struct {
    const char *text;
    const struct cell_style *style;
    const char *cell;
    int test;  /* EXPR_..., or REFUSED */
    int holds; /* for --where */
} tested[] = {
    /* text: byte by byte, as written */
    {"a=email", &point, "email", EXPR_TRUE, 1},
    {"a=email", &point, "Email", EXPR_FALSE, 0},
    {"a=email", &point, "email ", EXPR_FALSE, 0},
    {"a!=email", &point, "phone", EXPR_TRUE, 1},
    {"a!=email", &point, "email", EXPR_FALSE, 0},
    {"a<b", &point, "a", EXPR_TRUE, 1},
    {"a<b", &point, "b", EXPR_FALSE, 0},
    {"a<=b", &point, "b", EXPR_TRUE, 1},
    {"a>b", &point, "ba", EXPR_TRUE, 1},
    {"a>=b", &point, "a", EXPR_FALSE, 0},
    {"a~und", &point, "refund", EXPR_TRUE, 1},
    {"a~und", &point, "Und", EXPR_FALSE, 0},
    {"a~refunds", &point, "refund", EXPR_FALSE, 0},
    {"a~aab", &point, "aaab", EXPR_TRUE, 1},
    {"a~1", &point, "2.1", EXPR_TRUE, 1},
    /* UTF-8 on the command line, Latin-1 in the file */
    {"a=M\xc3\xbcller", &point, "M\xfcller", EXPR_TRUE, 1},
    {"a~\xc3\xbc", &point, "M\xfcller", EXPR_TRUE, 1},
    {"a=M\xc3\xbcller", &point, "M\xc3\xbcller", EXPR_TRUE, 1},
    /* numbers where both are */
    {"a=7", &point, "7.0", EXPR_TRUE, 1},
    {"a!=7", &point, "7.0", EXPR_FALSE, 0},
    {"a<10", &point, "9", EXPR_TRUE, 1},
    {"a<10", &point, "abc", EXPR_FALSE, 0},
    {"a>10", &point, "abc", EXPR_TRUE, 1},
    {"a>=-2", &point, "-2", EXPR_TRUE, 1},
    {"a>-2", &point, "-3", EXPR_FALSE, 0},
    {"a<=4,5", &comma, "4,5", EXPR_TRUE, 1},
    {"a>4.5", &comma, "10,0", EXPR_TRUE, 1},
    {"a=10", &point, "10 - Extremely likely", EXPR_FALSE, 0},
    /* a number of another style: refused where it makes a difference */
    {"a>1000", &strict, "1.234", REFUSED, REFUSED},
    {"a>2000", &strict, "1.234", EXPR_FALSE, 0},
    {"a>1", &strict, "1.234", EXPR_TRUE, 1},
    {"a=1.234", &strict, "1.234", EXPR_TRUE, 1},
    {"a=1234", &strict, "1.234", REFUSED, REFUSED},
    {"a!=1234", &strict, "1.234", REFUSED, REFUSED},
    {"a>4", &point, "4,5", EXPR_TRUE, 1},
    {"a>1000", &point, "1,234", REFUSED, REFUSED},
    {"a>1000", &point, "1,234.5", EXPR_TRUE, 1},
    {"a~1.2", &strict, "1.234", EXPR_TRUE, 1},
    /* times where both are */
    {"a>=2026-10-01", &point, "2026-10-31T12:34:56Z", EXPR_TRUE, 1},
    {"a<2026-10-01", &point, "31.10.2026 12:00", EXPR_FALSE, 0},
    {"a=2026-10-31T12:00:00Z", &point, "2026-10-31 13:00+01:00", EXPR_TRUE, 1},
    {"a>=2026-10-01", &unix_dates, "1793450096", EXPR_TRUE, 1},
    {"a>=2026-10-01", &unix_dates, "1311202529", EXPR_FALSE, 0},
    {"a>=2026-10-01", &point, "01/11/2026", REFUSED, REFUSED},
    {"a>=2026-10-01", &point, "1793450096", REFUSED, REFUSED},
    {"a>=2026-10-01", &point, "soon", EXPR_TRUE, 1},
    /* missing: "=" with nothing matches; else missing, and only != holds */
    {"a=", &point, "", EXPR_TRUE, 1},
    {"a=", &point, "k. A.", EXPR_TRUE, 1},
    {"a=", &point, "x", EXPR_FALSE, 0},
    {"a=", &point, "0", EXPR_FALSE, 0},
    {"a!=", &point, "", EXPR_FALSE, 0},
    {"a!=", &point, "NA", EXPR_FALSE, 0},
    {"a!=", &point, "x", EXPR_TRUE, 1},
    {"a=x", &point, "", EXPR_MISSING, 0},
    {"a!=x", &point, "", EXPR_MISSING, 1},
    {"a<5", &point, "NA", EXPR_MISSING, 0},
    {"a~x", &point, "", EXPR_MISSING, 0},
    {"a=NA", &point, "NA", EXPR_TRUE, 1},
    {"a!=NA", &point, "NA", EXPR_FALSE, 0},
    {"a=NA", &point, "", EXPR_MISSING, 0},
    {"a=NA", &point, "x", EXPR_FALSE, 0},
};

START_TEST(a_cell_meets_a_condition_or_not)
{
    struct cxm_error error = {0};
    struct expr expr;
    const char *cell = tested[_i].cell;
    const size_t n = strlen(cell);
    ck_assert_msg(
        expr_parse(&expr, tested[_i].text, tested[_i].style, &error) == 0, "%s",
        error.text);
    const int test = expr_test(&expr, tested[_i].style, cell, n);
    const int holds = expr_holds(&expr, tested[_i].style, cell, n);
    ck_assert_msg((test < 0 ? REFUSED : test) == tested[_i].test,
                  "%s of \"%s\": %d", tested[_i].text, cell, test);
    ck_assert_msg((holds < 0 ? REFUSED : holds) == tested[_i].holds,
                  "%s of \"%s\": holds %d", tested[_i].text, cell, holds);
    if (test < 0) {
        expr_doubt(&expr, tested[_i].style, cell, n, &error);
        ck_assert_msg(strstr(error.text, cell) && strstr(error.text, "--"),
                      "%s", error.text);
    }
    expr_free(&expr);
}
END_TEST

START_TEST(what_the_user_calls_missing_is_missing_here_too)
{
    static const char *const null[] = {"999", NULL};
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}, .null = null};
    struct expr expr;
    ck_assert_int_eq(expr_parse(&expr, "a>5", &style, NULL), 0);
    ck_assert_int_eq(expr_test(&expr, &style, "999", 3), EXPR_MISSING);
    ck_assert_int_eq(expr_test(&expr, &style, "9", 1), EXPR_TRUE);
    expr_free(&expr);
}
END_TEST

/* The cell is in the unit of its column. */
static const struct {
    const char *text;
    int unit;
    const char *cell;
    int test;
} lengths[] = {
    {"a<1h", UNIT_MIN, "59", EXPR_TRUE},
    {"a<1h", UNIT_MIN, "60", EXPR_FALSE},
    {"a<=1h", UNIT_MIN, "1:00:00", EXPR_TRUE},
    {"a>=1h30m", UNIT_HOUR, "1.5", EXPR_TRUE},
    {"a>1h30m", UNIT_HOUR, "1.5", EXPR_FALSE},
    {"a=1h", UNIT_SEC, "3600", EXPR_TRUE},
    {"a=1h", UNIT_SEC, "60m", EXPR_TRUE},
    {"a!=PT1H", UNIT_SEC, "3600", EXPR_FALSE},
    {"a<1h", UNIT_MM_SS, "59:59", EXPR_TRUE},
    {"a<1h", UNIT_MIN, "", EXPR_MISSING},
    {"a<1h", UNIT_MIN, "soon", REFUSED},
    {"a<1h", UNIT_MIN, "-5", REFUSED},
    /* a plain number is one, and elsewhere a text is */
    {"a<100", UNIT_MIN, "99", EXPR_TRUE},
    {"a<1h", UNIT_NONE, "59", EXPR_FALSE},
    {"a~1h", UNIT_MIN, "1h30m", EXPR_TRUE},
};

START_TEST(a_length_with_a_unit_is_compared_with_those_of_the_column)
{
    struct expr expr;
    struct cxm_error error = {0};
    const char *cell = lengths[_i].cell;
    const size_t n = strlen(cell);
    ck_assert_int_eq(expr_parse(&expr, lengths[_i].text, &point, NULL), 0);
    expr.unit = lengths[_i].unit;
    const int test = expr_test(&expr, &point, cell, n);
    ck_assert_msg((test < 0 ? REFUSED : test) == lengths[_i].test,
                  "%s of \"%s\": %d", lengths[_i].text, cell, test);
    if (test < 0) {
        expr_doubt(&expr, &point, cell, n, &error);
        ck_assert_msg(strstr(error.text, cell) != NULL, "%s", error.text);
    }
    expr_free(&expr);
}
END_TEST

static void tests(TCase *tc)
{
#define ROWS(table) (int)(sizeof table / sizeof *table)
    tcase_add_loop_test(tc, a_condition_is_name_operator_value, 0,
                        ROWS(conditions));
    tcase_add_loop_test(
        tc, an_order_by_a_value_that_an_option_would_read_is_refused, 0,
        ROWS(doubts));
    tcase_add_loop_test(tc, a_cell_meets_a_condition_or_not, 0, ROWS(tested));
    tcase_add_test(tc, what_the_user_calls_missing_is_missing_here_too);
    tcase_add_loop_test(
        tc, a_length_with_a_unit_is_compared_with_those_of_the_column, 0,
        ROWS(lengths));
}

TEST_MAIN(tests)
