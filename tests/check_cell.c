/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "examples/cxm/cell.h"
#include "examples/cxm/text.h"

#include <stdio.h>
#include <string.h>

#define M INT64_C(1000000)

/* ---- Missing ----------------------------------------------------------- */

static const struct {
    const char *text;
    int missing;
} missings[] = {
    /* cli.md, Numbers: the words, in any case */
    {"", 1},
    {"NA", 1},
    {"na", 1},
    {"N/A", 1},
    {"n/a", 1},
    {"NULL", 1},
    {"null", 1},
    {"?", 1},
    {"-", 1},
    {"#NV", 1},
    {"#nv", 1},
    {"k. A.", 1},
    {"K. A.", 1},
    {"k.A.", 1},
    {"keine Angabe", 1},
    {"KEINE ANGABE", 1},
    /* blanks, also those of word processors and of Latin-1 */
    {"   ", 1},
    {" NA\t", 1},
    {"\xc2\xa0", 1},
    {"\xa0", 1},
    {"\xc2\xa0NA\xc2\xa0", 1},
    {"\xa0NA\xa0", 1},
    {"k.\xc2\xa0"
     "A.",
     1},
    {"keine  Angabe", 1},
    /* what only looks alike */
    {"0", 0},
    {"-1", 0},
    {"--", 0},
    {"N", 0},
    {"NAN", 0},
    {"none", 0},
    {"Nein", 0},
    {"K", 0},
    {"#", 0},
    {"#1", 0},
    {"keine", 0},
    {"keine Angaben", 0},
    {"??", 0},
    {"null and void", 0},
    {"n a", 0},
    {"nicht zutreffend und mehr", 0},
};

START_TEST(a_cell_that_says_nothing_is_missing)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}};
    const char *text = missings[_i].text;
    ck_assert_msg(cell_is_missing(&style, text, strlen(text)) ==
                      missings[_i].missing,
                  "\"%s\"", text);
}
END_TEST

START_TEST(what_the_user_calls_missing_is)
{
    static const char *const null[] = {"999", " weiss nicht ", "\xc3\x96",
                                       NULL};
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}, .null = null};
    struct cell_rating rating;
    int64_t value = 7;
    ck_assert(cell_is_missing(&style, "999", 3));
    ck_assert(cell_is_missing(&style, "Weiss Nicht", 11));
    ck_assert(cell_is_missing(&style, "\xc3\xb6", 2));
    ck_assert(cell_is_missing(&style, "\xf6", 1));
    ck_assert(cell_is_missing(&style, "NA", 2));
    ck_assert(!cell_is_missing(&style, "99", 2));
    ck_assert_int_eq(cell_rating(&style, "999", 3, &rating, NULL),
                     CELL_MISSING);
    ck_assert_int_eq(cell_decimal(&style, "999", 3, &value, NULL, NULL),
                     CELL_MISSING);
    ck_assert_int_eq(value, 7);
}
END_TEST

/* ---- Numbers ----------------------------------------------------------- */

static const struct {
    const char *text;
    struct cxm_decimal_style style;
    int status; /* CXM_ESYNTAX for any error */
    int64_t millionths;
    const char *says; /* part of the message */
} decimals[] = {
    {"7", {'.', 0, 0, 0}, CELL_VALUE, 7 * M, NULL},
    {"10", {'.', 0, 0, 0}, CELL_VALUE, 10 * M, NULL},
    {"0", {'.', 0, 0, 0}, CELL_VALUE, 0, NULL},
    {"-5", {'.', 0, 0, 0}, CELL_VALUE, -5 * M, NULL},
    {"4.5", {'.', 0, 0, 0}, CELL_VALUE, 4500000, NULL},
    {"4,5", {',', 0, 0, 0}, CELL_VALUE, 4500000, NULL},
    {"1.234,5", {',', 1, 0, 0}, CELL_VALUE, 1234500000, NULL},
    {"1\xa0"
     "234,5",
     {',', 1, 0, 0},
     CELL_VALUE,
     1234500000,
     NULL},
    {"\xa0"
     "12\xa0",
     {'.', 0, 0, 0},
     CELL_VALUE,
     12 * M,
     NULL},
    {"", {'.', 0, 0, 0}, CELL_MISSING, 0, NULL},
    {"k. A.", {'.', 0, 0, 0}, CELL_MISSING, 0, NULL},
    /* cli.md: where ; or a decimal comma occurs, 1.234 is an error */
    {"1.234", {'.', 0, 0, 0}, CELL_VALUE, 1234000, NULL},
    {"1.234", {'.', 0, 1, 0}, CXM_ESYNTAX, 0, "--decimal , or --decimal ."},
    {"4,5", {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "say --decimal ,"},
    {"4.5", {',', 0, 0, 0}, CXM_ESYNTAX, 0, "say --decimal ."},
    {"1,234.5", {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "say --thousands"},
    {"1.234,5",
     {'.', 0, 0, 0},
     CXM_ESYNTAX,
     0,
     "say --decimal , and --thousands"},
    {"abc", {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "\"abc\" is not a number"},
    {"dates=x", {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "\"dates=x\" is not a number"},
    {"1e99", {'.', 0, 0, 0}, CXM_ERANGE, 0, "\"1e99\""},
};

START_TEST(a_number_is_read_or_refused_with_the_option_that_would_read_it)
{
    const struct cell_style style = {.decimal = decimals[_i].style};
    const char *text = decimals[_i].text;
    struct cxm_error error = {0};
    int64_t value = -77;
    const int status =
        cell_decimal(&style, text, strlen(text), &value, NULL, &error);
    ck_assert_msg(status == decimals[_i].status, "\"%s\": %d %s", text, status,
                  error.text);
    ck_assert_int_eq(value,
                     status == CELL_VALUE ? decimals[_i].millionths : -77);
    if (decimals[_i].says)
        ck_assert_msg(strstr(error.text, decimals[_i].says) != NULL,
                      "\"%s\": %s", text, error.text);
    ck_assert_int_eq(
        cell_decimal(&style, text, strlen(text), &value, NULL, NULL), status);
}
END_TEST

START_TEST(zero_is_missing_where_the_user_says_so)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0},
                                     .zero_is_missing = 1};
    static const char *const zeros[] = {"0", "0.0", "00", "-0"};
    struct cell_rating rating;
    int64_t value;
    int rounded = 0;
    for (size_t i = 0; i < 4; i++) {
        const size_t n = strlen(zeros[i]);
        ck_assert_int_eq(
            cell_decimal(&style, zeros[i], n, &value, &rounded, NULL),
            CELL_MISSING);
        ck_assert_int_eq(cell_rating(&style, zeros[i], n, &rating, NULL),
                         CELL_MISSING);
    }
    /* Odoo's 0 is no rating (kpis.md 2.2), but a label is one. */
    ck_assert_int_eq(cell_rating(&style, "Bad", 3, &rating, NULL), CELL_VALUE);
    ck_assert_int_eq(rating.millionths, 0);
    ck_assert_int_eq(cell_whole(&style, "0", 1, &value, NULL), CELL_MISSING);
    ck_assert_int_eq(cell_whole(&style, "10", 2, &value, NULL), CELL_VALUE);
    ck_assert_int_eq(value, 10);
}
END_TEST

START_TEST(so_is_a_duration_of_zero)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0},
                                     .zero_is_missing = 1};
    const struct cell_style plain = {.decimal = {'.', 0, 0, 0}};
    static const char *const zeros[] = {"0",  "0.0",  " 0 ", "0:00:00",
                                        "0h", "PT0S", "000"};
    int64_t ms = -7;
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
        const size_t n = strlen(zeros[i]);
        ck_assert_int_eq(
            cell_duration(&style, UNIT_SEC, zeros[i], n, &ms, NULL),
            CELL_MISSING);
        ck_assert_int_eq(ms, -7);
        ck_assert_int_eq(
            cell_duration(&plain, UNIT_SEC, zeros[i], n, &ms, NULL),
            CELL_VALUE);
        ck_assert_int_eq(ms, 0);
        ms = -7;
    }
    ck_assert_int_eq(cell_duration(&style, UNIT_MM_SS, "0:00", 4, &ms, NULL),
                     CELL_MISSING);
    ck_assert_int_eq(cell_duration(&style, UNIT_SEC, "0.00001", 7, &ms, NULL),
                     CELL_VALUE);
    ck_assert_int_eq(cell_duration(&style, UNIT_MIN, "20", 2, &ms, NULL),
                     CELL_VALUE);
    ck_assert_int_eq(ms, 20 * 60000);
}
END_TEST

START_TEST(rounding_is_remembered)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}};
    int64_t value;
    int rounded = 0;
    cell_decimal(&style, "1.25", 4, &value, &rounded, NULL);
    ck_assert_int_eq(rounded, 0);
    cell_decimal(&style, "1.2345678", 9, &value, &rounded, NULL);
    ck_assert_int_eq(rounded, 1);
    cell_decimal(&style, "5", 1, &value, &rounded, NULL);
    ck_assert_int_eq(rounded, 1);
}
END_TEST

START_TEST(a_whole_number_is_one_from_0_on)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}};
    static const struct {
        const char *text;
        int64_t value; /* -1: refused */
    } wholes[] = {{"0", 0},     {"12", 12},        {"1000000", 1000000},
                  {"1.0", 1},   {"1.5", -1},       {"-1", -1},
                  {"zwei", -1}, {"2.0000001", -1}, {"3e2", 300}};
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        struct cxm_error error = {0};
        int64_t value = -1;
        const int status = cell_whole(&style, wholes[i].text,
                                      strlen(wholes[i].text), &value, &error);
        ck_assert_int_eq(value, wholes[i].value);
        ck_assert_int_eq(status < 0, wholes[i].value < 0);
        ck_assert_int_eq(status < 0, strstr(error.text, wholes[i].text) != 0);
    }
}
END_TEST

/* ---- Times ------------------------------------------------------------- */

static const struct {
    const char *text;
    uint32_t dates;
    int status;
    int64_t ms;
    const char *says;
} times[] = {
    {"2026-10-31T12:34:56Z", 0, CELL_VALUE, INT64_C(1793450096000), NULL},
    {" 2026-10-31 ", 0, CELL_VALUE, INT64_C(1793404800000), NULL},
    {"\xc2\xa0"
     "2026-10-31",
     0, CELL_VALUE, INT64_C(1793404800000), NULL},
    {"31.10.2026", 0, CELL_VALUE, INT64_C(1793404800000), NULL},
    {"", 0, CELL_MISSING, 0, NULL},
    {"-", 0, CELL_MISSING, 0, NULL},
    {"1311202529", CXM_DATES_UNIX, CELL_VALUE, INT64_C(1311202529000), NULL},
    /* cli.md, Times: never guessed */
    {"01/15/2026", 0, CXM_ESYNTAX, 0, "say --dates dmy or --dates mdy"},
    {"1311202529", 0, CXM_ESYNTAX, 0,
     "say --dates unix, unix-ms, excel or yyyymmdd"},
    {"01/15/2026", CXM_DATES_MDY, CELL_VALUE, INT64_C(1768435200000), NULL},
    /* kpis.md, V92 */
    {"not-a-date", 0, CXM_ESYNTAX, 0, "\"not-a-date\""},
    {"2026-02-31", 0, CXM_EINVAL, 0, "\"2026-02-31\""},
};

START_TEST(a_time_is_read_or_refused_with_the_option_that_would_read_it)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0},
                                     .time = {times[_i].dates, 0, NULL}};
    const char *text = times[_i].text;
    struct cxm_error error = {0};
    int64_t ms = -77;
    const int status = cell_time(&style, text, strlen(text), &ms, &error);
    ck_assert_msg(status == times[_i].status, "\"%s\": %d %s", text, status,
                  error.text);
    ck_assert_int_eq(ms, status == CELL_VALUE ? times[_i].ms : -77);
    if (times[_i].says)
        ck_assert_msg(strstr(error.text, times[_i].says) != NULL, "\"%s\": %s",
                      text, error.text);
}
END_TEST

START_TEST(a_message_shows_no_control_characters)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}};
    const char text[] = "\x1b[31m\xe2\x80\xae"
                        "no";
    struct cell_rating rating;
    struct cxm_error error;
    int64_t value;
    ck_assert_int_lt(cell_rating(&style, text, 11, &rating, &error), 0);
    ck_assert(!strchr(error.text, '\x1b') && !strstr(error.text, "\xe2\x80"));
    ck_assert(strstr(error.text, "\\x1b[31m\\u202eno") != NULL);
    ck_assert_int_lt(cell_decimal(&style, text, 11, &value, NULL, &error), 0);
    ck_assert(!strchr(error.text, '\x1b') && !strstr(error.text, "\xe2\x80"));
    ck_assert_int_lt(cell_time(&style, text, 11, &value, &error), 0);
    ck_assert(!strchr(error.text, '\x1b') && !strstr(error.text, "\xe2\x80"));
}
END_TEST

/* ---- Ratings ----------------------------------------------------------- */

static const char *const user_names[] = {"great",
                                         "10",
                                         "+",
                                         "-",
                                         "Note 1",
                                         "na",
                                         "M\xc3\xbc"
                                         "de",
                                         NULL};
static const int64_t user_values[] = {5 * M, 3 * M,   5 * M, 1 * M,
                                      6 * M, 2500000, 0};
static const int user_states[sizeof user_values / sizeof *user_values] = {0};

static const struct {
    const char *text;
    int user; /* with --labels */
    int status;
    int has_score;
    int64_t millionths;
    int sent;
    const char *scale;
    int neutral;
} ratings[] = {
    {"9", 0, CELL_VALUE, 1, 9 * M, -1, NULL, 0},
    {"10", 0, CELL_VALUE, 1, 10 * M, -1, NULL, 0},
    {"0", 0, CELL_VALUE, 1, 0, -1, NULL, 0},
    {"-1", 0, CELL_VALUE, 1, -1 * M, -1, NULL, 0},
    {" 7 ", 0, CELL_VALUE, 1, 7 * M, -1, NULL, 0},
    {"6.5", 0, CELL_VALUE, 1, 6500000, -1, NULL, 0},
    {"100", 0, CELL_VALUE, 1, 100 * M, -1, NULL, 0},
    /* cli.md, Ratings */
    {"10 - Extremely likely", 0, CELL_VALUE, 1, 10 * M, -1, NULL, 0},
    {"0 = gar nicht", 0, CELL_VALUE, 1, 0, -1, NULL, 0},
    {"Very satisfied", 0, CELL_VALUE, 1, 5 * M, -1, "1:5", 0},
    {"sehr unzufrieden", 0, CELL_VALUE, 1, 1 * M, -1, "1:5", 0},
    {"Stimme v\xf6llig zu", 0, CELL_VALUE, 1, 5 * M, -1, "1:5", 0},
    {"good", 0, CELL_VALUE, 1, 1 * M, -1, "0:1", 0},
    {"Happy", 0, CELL_VALUE, 1, 3 * M, -1, "1:3", 0},
    {"Neutral", 0, CELL_VALUE, 0, 0, -1, NULL, 1},
    {"Offered", 0, CELL_VALUE, 0, 0, CXM_SENT_YES, NULL, 0},
    {"unoffered", 0, CELL_VALUE, 0, 0, CXM_SENT_NO, NULL, 0},
    {"", 0, CELL_MISSING, 0, 0, 0, NULL, 0},
    {"NA", 0, CELL_MISSING, 0, 0, 0, NULL, 0},
    {"-", 0, CELL_MISSING, 0, 0, 0, NULL, 0},
    /* R NPS strips all but digits (kpis.md 2.1); none of these is a score */
    {"9-10", 0, CXM_ESYNTAX, 0, 0, 0, NULL, 0},
    {"3-Oct", 0, CXM_ESYNTAX, 0, 0, 0, NULL, 0},
    {"5 or 6", 0, CXM_ESYNTAX, 0, 0, 0, NULL, 0},
    {"great", 0, CXM_ESYNTAX, 0, 0, 0, NULL, 0},
    {"N", 0, CXM_ESYNTAX, 0, 0, 0, NULL, 0},
    {"nan", 0, CXM_ESYNTAX, 0, 0, 0, NULL, 0},
    /* --labels: in any case, and before everything else */
    {"GREAT", 1, CELL_VALUE, 1, 5 * M, -1, NULL, 0},
    {"10", 1, CELL_VALUE, 1, 3 * M, -1, NULL, 0},
    {"9", 1, CELL_VALUE, 1, 9 * M, -1, NULL, 0},
    {"+", 1, CELL_VALUE, 1, 5 * M, -1, NULL, 0},
    {"-", 1, CELL_VALUE, 1, 1 * M, -1, NULL, 0},
    {"NA", 1, CELL_VALUE, 1, 2500000, -1, NULL, 0},
    {"m\xc3\x9c"
     "de",
     1, CELL_VALUE, 1, 0, -1, NULL, 0},
    {"M\xfc"
     "de",
     1, CELL_VALUE, 1, 0, -1, NULL, 0},
    {"", 1, CELL_MISSING, 0, 0, 0, NULL, 0},
    {"Very satisfied", 1, CELL_VALUE, 1, 5 * M, -1, "1:5", 0},
};

START_TEST(a_rating_is_a_number_or_a_label)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0},
                                     .label =
                                         ratings[_i].user ? user_names : NULL,
                                     .label_value = user_values,
                                     .label_is_status = user_states};
    const char *text = ratings[_i].text;
    struct cell_rating rating = {-9, -9, -9, NULL, -9};
    struct cxm_error error = {0};
    const int status = cell_rating(&style, text, strlen(text), &rating, &error);
    ck_assert_msg(status == ratings[_i].status, "\"%s\": %d %s", text, status,
                  error.text);
    if (status == CELL_VALUE) {
        ck_assert_int_eq(rating.has_score, ratings[_i].has_score);
        if (rating.has_score)
            ck_assert_int_eq(rating.millionths, ratings[_i].millionths);
        ck_assert_int_eq(rating.sent, ratings[_i].sent);
        ck_assert_pstr_eq(rating.scale, ratings[_i].scale);
        ck_assert_int_eq(rating.neutral, ratings[_i].neutral);
    } else {
        ck_assert_int_eq(rating.has_score, -9);
    }
    if (status < 0) {
        ck_assert_msg(strstr(error.text, text) != NULL, "%s", error.text);
        ck_assert_msg(strstr(error.text, "--labels") != NULL, "%s", error.text);
    }
}
END_TEST

START_TEST(a_rating_with_the_wrong_mark_names_decimal)
{
    const struct cell_style point = {.decimal = {'.', 0, 0, 0}};
    const struct cell_style strict = {.decimal = {'.', 0, 1, 0}};
    struct cell_rating rating;
    struct cxm_error error;
    ck_assert_int_lt(cell_rating(&point, "4,5", 3, &rating, &error), 0);
    ck_assert(strstr(error.text, "--decimal ,") != NULL);
    ck_assert_int_lt(cell_rating(&point, "4,5 - gut", 9, &rating, &error), 0);
    ck_assert(strstr(error.text, "--decimal ,") != NULL);
    ck_assert_int_lt(cell_rating(&strict, "1.234", 5, &rating, &error), 0);
    ck_assert(strstr(error.text, "--decimal ,") != NULL);
    /* No label helps here. */
    ck_assert_int_eq(cell_rating(&point, "1e99", 4, &rating, &error),
                     CXM_ERANGE);
    ck_assert(strstr(error.text, "--labels") == NULL);
}
END_TEST

static const struct {
    const char *text;
    int sent; /* -1: missing, -2: refused */
} states[] = {
    {"Offered", 1},
    {"unoffered", 0},
    {"yes", 1},
    {"No", 0},
    {"1", 1},
    {"0", 0},
    {"TRUE", 1},
    {"false", 0},
    {"ja", 1},
    {"Nein", 0},
    {"", -1},
    {"n/a", -1},
    /* Zendesk's score is an answer or the state of the question (7.1) */
    {"good", 1},
    {"Bad", 1},
    {"Neutral", 1},
    {"2", -2},
    {"maybe", -2},
    {"2026-01-01", -2},
};

START_TEST(a_state_says_whether_it_was_sent)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}};
    const char *text = states[_i].text;
    struct cxm_error error = {0};
    int64_t sent = -1;
    const int status = cell_state(&style, text, strlen(text), &sent, &error);
    ck_assert_int_eq(status < 0, states[_i].sent == -2);
    ck_assert_int_eq(status == CELL_MISSING, states[_i].sent == -1);
    if (status == CELL_VALUE)
        ck_assert_int_eq(sent, states[_i].sent);
}
END_TEST

/* ---- Tickets ----------------------------------------------------------- */

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)

static const struct {
    const char *text;
    int unit;
    struct cxm_decimal_style style;
    int status; /* CXM_ESYNTAX for any error but a negative length */
    int64_t ms;
    const char *says;
} durations[] = {
    /* cli.md, Durations: a number in its unit */
    {"90", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 90 * SECOND, NULL},
    {"90", UNIT_MIN, {'.', 0, 0, 0}, CELL_VALUE, 90 * MINUTE, NULL},
    {"90", UNIT_MS, {'.', 0, 0, 0}, CELL_VALUE, 90, NULL},
    {"2", UNIT_HOUR, {'.', 0, 0, 0}, CELL_VALUE, 2 * HOUR, NULL},
    {"2", UNIT_DAY, {'.', 0, 0, 0}, CELL_VALUE, 48 * HOUR, NULL},
    {"0", UNIT_MIN, {'.', 0, 0, 0}, CELL_VALUE, 0, NULL},
    {"-0", UNIT_MIN, {'.', 0, 0, 0}, CELL_VALUE, 0, NULL},
    {" 1.5 ", UNIT_HOUR, {'.', 0, 0, 0}, CELL_VALUE, 90 * MINUTE, NULL},
    {"1,5", UNIT_HOUR, {',', 0, 0, 0}, CELL_VALUE, 90 * MINUTE, NULL},
    {"1.234,5", UNIT_SEC, {',', 1, 0, 0}, CELL_VALUE, 1234500, NULL},
    {"1e3", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 1000 * SECOND, NULL},
    {"999999999",
     UNIT_DAY,
     {'.', 0, 0, 0},
     CELL_VALUE,
     999999999 * (24 * HOUR),
     NULL},
    /* half to even, in whole milliseconds */
    {"0.5", UNIT_MS, {'.', 0, 0, 0}, CELL_VALUE, 0, NULL},
    {"1.5", UNIT_MS, {'.', 0, 0, 0}, CELL_VALUE, 2, NULL},
    {"2.5", UNIT_MS, {'.', 0, 0, 0}, CELL_VALUE, 2, NULL},
    {"2.5000001", UNIT_MS, {'.', 0, 0, 0}, CELL_VALUE, 3, NULL},
    {"2.4999999", UNIT_MS, {'.', 0, 0, 0}, CELL_VALUE, 2, NULL},
    {"0.9999999", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 1000, NULL},
    {"1.9999999",
     UNIT_DAY,
     {'.', 0, 0, 0},
     CELL_VALUE,
     48 * HOUR - 9,
     NULL}, /* 8.64 ms */
    {"0.0005", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 0, NULL},
    {"0.0015", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 2, NULL},
    {"0.4166666666666667",
     UNIT_HOUR,
     {'.', 0, 0, 0},
     CELL_VALUE,
     25 * MINUTE,
     NULL},
    {"12345678.0000001234",
     UNIT_DAY,
     {'.', 0, 0, 0},
     CELL_VALUE,
     12345678 * (24 * HOUR) + 11,
     NULL}, /* 10.66 ms */
    /* with units of their own, whatever the column's is */
    {"1:02:03",
     UNIT_HOUR,
     {'.', 0, 0, 0},
     CELL_VALUE,
     HOUR + 2 * MINUTE + 3 * SECOND,
     NULL},
    {"00:00:05", UNIT_MM_SS, {'.', 0, 0, 0}, CELL_VALUE, 5 * SECOND, NULL},
    {"120:00:00", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 120 * HOUR, NULL},
    {"0:00:01.5", UNIT_SEC, {'.', 0, 1, 0}, CELL_VALUE, 1500, NULL},
    {"1h30m", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 90 * MINUTE, NULL},
    {"PT5M", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 5 * MINUTE, NULL},
    {"P1D", UNIT_SEC, {'.', 0, 0, 0}, CELL_VALUE, 24 * HOUR, NULL},
    /* clocks of two parts */
    {"5:30",
     UNIT_MM_SS,
     {'.', 0, 0, 0},
     CELL_VALUE,
     5 * MINUTE + 30 * SECOND,
     NULL},
    {"90:05.5",
     UNIT_MM_SS,
     {'.', 0, 0, 0},
     CELL_VALUE,
     90 * MINUTE + 5500,
     NULL},
    {"5:30",
     UNIT_HH_MM,
     {'.', 0, 0, 0},
     CELL_VALUE,
     5 * HOUR + 30 * MINUTE,
     NULL},
    {"0", UNIT_MM_SS, {'.', 0, 0, 0}, CELL_VALUE, 0, NULL},
    {"5:30",
     UNIT_SEC,
     {'.', 0, 0, 0},
     CXM_ESYNTAX,
     0,
     "--map FIELD=COLUMN:mm:ss or --map FIELD=COLUMN:hh:mm"},
    {"5:75", UNIT_MM_SS, {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "is no duration"},
    {"5:3", UNIT_MM_SS, {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "is no duration"},
    {"90", UNIT_MM_SS, {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "is no mm:ss"},
    {"1.5", UNIT_HH_MM, {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "is no hh:mm"},
    /* missing */
    {"", UNIT_SEC, {'.', 0, 0, 0}, CELL_MISSING, 0, NULL},
    {"-", UNIT_SEC, {'.', 0, 0, 0}, CELL_MISSING, 0, NULL},
    {"n/a", UNIT_SEC, {'.', 0, 0, 0}, CELL_MISSING, 0, NULL},
    /* refused */
    {"-5", UNIT_SEC, {'.', 0, 0, 0}, CXM_ERANGE, 0, "\"-5\" is negative"},
    {"-0:00:05", UNIT_SEC, {'.', 0, 0, 0}, CXM_ERANGE, 0, "is negative"},
    {"\xe2\x88\x92"
     "5",
     UNIT_SEC,
     {'.', 0, 0, 0},
     CXM_ERANGE,
     0,
     "is negative"},
    {"-1h", UNIT_SEC, {'.', 0, 0, 0}, CXM_ERANGE, 0, "is negative"},
    {"1,5", UNIT_SEC, {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "say --decimal ,"},
    {"1.234", UNIT_SEC, {'.', 0, 1, 0}, CXM_ESYNTAX, 0, "--decimal ,"},
    {"five", UNIT_SEC, {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "is no duration"},
    {"1:2:3", UNIT_SEC, {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "is no duration"},
    {"#", UNIT_SEC, {'.', 0, 0, 0}, CXM_ESYNTAX, 0, "is not a number"},
    {"9000000000000", UNIT_DAY, {'.', 0, 0, 0}, CXM_ERANGE, 0, "too long"},
};

START_TEST(a_duration_is_a_number_in_its_unit_or_has_units_of_its_own)
{
    const struct cell_style style = {.decimal = durations[_i].style};
    const char *text = durations[_i].text;
    struct cxm_error error = {0};
    int64_t ms = -77;
    const int status = cell_duration(&style, durations[_i].unit, text,
                                     strlen(text), &ms, &error);
    ck_assert_msg(status == durations[_i].status ||
                      (status < 0 && durations[_i].status == CXM_ESYNTAX),
                  "\"%s\": %d %s", text, status, error.text);
    if (status == CELL_VALUE)
        ck_assert_msg(ms == durations[_i].ms, "\"%s\": %lld", text,
                      (long long)ms);
    else
        ck_assert_int_eq(ms, -77);
    if (durations[_i].says)
        ck_assert_msg(strstr(error.text, durations[_i].says) != NULL, "%s",
                      error.text);
}
END_TEST

/* Columns as exports name them: kpis.md 7, and what people write. */
static const struct {
    const char *name;
    int unit;
} headers[] = {
    {"First reply time in minutes", UNIT_MIN},
    {"First reply time in minutes within business hours", UNIT_MIN},
    {"First reply time (in minutes)", UNIT_MIN},
    {"First reply time (min)", UNIT_MIN},
    {"First response time (in hrs)", UNIT_HOUR},
    {"Resolution Time (in Hrs)", UNIT_HOUR},
    {"Resolution (hours)", UNIT_HOUR},
    {"talk_s", UNIT_SEC},
    {"talk_ms", UNIT_MS},
    {"wait_seconds", UNIT_SEC},
    {"Talk [s]", UNIT_SEC},
    {"Dauer (in Sekunden)", UNIT_SEC},
    {"Dauer (Sekunden)", UNIT_SEC},
    {"Dauer Sek.", UNIT_SEC},
    {"Wartezeit Minuten", UNIT_MIN},
    {"Bearbeitung in Std.", UNIT_HOUR},
    {"Alter (Tage)", UNIT_DAY},
    {"Gespr\xc3\xa4"
     "chsdauer (mm:ss)",
     UNIT_MM_SS},
    {"Talk hh:mm", UNIT_HH_MM},
    {"Full resolution (calendar hours)", UNIT_HOUR},
    {"Handle time (working minutes)", UNIT_MIN},
    {"First reply (in business hours)", UNIT_HOUR},
    {"Resolution [office hours]", UNIT_HOUR},
    {"Reply in minutes (within business hours)", UNIT_MIN},
    {"Reply (within business hours)", UNIT_NONE},
    {"Reply (within business hours) in minutes", UNIT_MIN},
    {"Reply (in minutes, within business hours)", UNIT_MIN},
    {"Reply (within business hours) [min]", UNIT_MIN},
    {"Antwort (innerhalb der Servicezeit, Stunden)", UNIT_NONE},
    {"Reply (Team S)", UNIT_NONE},
    {"Reply (public) hours spent", UNIT_NONE},
    {"Talk (hh:mm:ss)", UNIT_NONE},
    {"Talk (h:mm:ss)", UNIT_NONE},
    {"talk", UNIT_NONE},
    {"s", UNIT_NONE},
    {"Resolution time", UNIT_NONE},
    {"Reply within business hours", UNIT_NONE},
    {"Time of second", UNIT_NONE},
    {"Tag", UNIT_NONE},
    {"Administration", UNIT_NONE},
    {"Sms", UNIT_NONE},
    {"", UNIT_NONE},
};

START_TEST(a_column_tells_its_unit)
{
    const char *name = headers[_i].name;
    const int unit = unit_of_header(name, strlen(name));
    ck_assert_msg(unit == headers[_i].unit, "\"%s\": %s", name,
                  unit_name(unit));
}
END_TEST

START_TEST(the_units_are_those_of_map)
{
    ck_assert_int_eq(unit_find("m", 1), UNIT_MIN);
    ck_assert_int_eq(unit_find("mm:ss", 5), UNIT_MM_SS);
    ck_assert_int_eq(unit_find("min", 3), UNIT_NONE);
    ck_assert_int_eq(unit_find("", 0), UNIT_NONE);
    ck_assert_uint_eq(unit_suffix("c:mm:ss", 7), 6);
    ck_assert_uint_eq(unit_suffix("c:s", 3), 2);
    ck_assert_uint_eq(unit_suffix(":s", 2), 0);
    ck_assert_uint_eq(unit_suffix("cs", 2), 0);
    for (int unit = UNIT_MS; unit <= UNIT_HH_MM; unit++)
        ck_assert_int_eq(unit_find(unit_name(unit), strlen(unit_name(unit))),
                         unit);
}
END_TEST

START_TEST(a_flag_has_the_words_of_its_field)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}};
    struct cxm_error error = {0};
    int64_t flag = -7;
    ck_assert_int_eq(cell_flag(&style, CXM_FIELD_ANSWERED, "NOT_CONNECTED", 13,
                               &flag, &error),
                     CELL_VALUE);
    ck_assert_int_eq(flag, 0);
    ck_assert_int_eq(
        cell_flag(&style, CXM_FIELD_RESOLVED, " Ja ", 4, &flag, &error),
        CELL_VALUE);
    ck_assert_int_eq(flag, 1);
    ck_assert_int_eq(
        cell_flag(&style, CXM_FIELD_RESOLVED, "k. A.", 5, &flag, &error),
        CELL_MISSING);
    ck_assert_int_lt(
        cell_flag(&style, CXM_FIELD_RESOLVED, "maybe", 5, &flag, &error), 0);
    ck_assert(strstr(error.text, "\"maybe\" is none of yes, no") != NULL);
    ck_assert_int_eq(flag, 1);
}
END_TEST

START_TEST(a_status_is_a_known_word_or_a_label_of_ones_own)
{
    static const char *const names[] = {"Fixed", "done", "7", NULL};
    static const int64_t values[] = {CXM_STATUS_SOLVED, 3 * M, CXM_STATUS_OPEN};
    static const int is[] = {1, 0, 1};
    const struct cell_style plain = {.decimal = {'.', 0, 0, 0}};
    const struct cell_style own = {.decimal = {'.', 0, 0, 0},
                                   .label = names,
                                   .label_value = values,
                                   .label_is_status = is};
    struct cell_rating rating;
    struct cxm_error error = {0};
    int64_t status = -7;
    ck_assert_int_eq(cell_status(&plain, "Geschlossen", 11, &status, &error),
                     CELL_VALUE);
    ck_assert_int_eq(status, CXM_STATUS_CLOSED);
    ck_assert_int_lt(cell_status(&plain, "Fixed", 5, &status, &error), 0);
    ck_assert(strstr(error.text, "--labels 'Fixed=solved'") != NULL);
    ck_assert(strstr(error.text, "map solved") != NULL);
    ck_assert_int_eq(cell_status(&own, "fixed", 5, &status, &error),
                     CELL_VALUE);
    ck_assert_int_eq(status, CXM_STATUS_SOLVED);
    ck_assert_int_eq(cell_status(&own, "7", 1, &status, &error), CELL_VALUE);
    ck_assert_int_eq(status, CXM_STATUS_OPEN);
    ck_assert_int_eq(cell_status(&own, "N/A", 3, &status, &error),
                     CELL_MISSING);
    /* A rating's label is no status, and the other way round. */
    ck_assert_int_eq(cell_status(&own, "done", 4, &status, &error), CELL_VALUE);
    ck_assert_int_eq(status, CXM_STATUS_SOLVED);
    ck_assert_int_eq(cell_rating(&own, "7", 1, &rating, &error), CELL_VALUE);
    ck_assert_int_eq(rating.millionths, 7 * M);
    ck_assert_int_eq(cell_rating(&own, "done", 4, &rating, &error), CELL_VALUE);
    ck_assert_int_eq(rating.millionths, 3 * M);
}
END_TEST

static const struct {
    const char *column;
    const char *text;
    int direction; /* -1: missing, -2: refused */
} directions[] = {
    {"direction", "Inbound", CXM_DIRECTION_IN},
    {"direction", "outgoing", CXM_DIRECTION_OUT},
    {"direction", "ausgehend", CXM_DIRECTION_OUT},
    {"direction", "", -1},
    {"direction", "true", -2},
    {"direction", "1", -2},
    {"direction", "sideways", -2},
    /* STARFACE, Leitungsdaten: a flag */
    {"incoming", "true", CXM_DIRECTION_IN},
    {"incoming", "FALSE", CXM_DIRECTION_OUT},
    {"Inbound", "1", CXM_DIRECTION_IN},
    {"is_inbound", "0", CXM_DIRECTION_OUT},
    {"outgoing", "0", CXM_DIRECTION_IN},
    {"OUTBOUND", "yes", CXM_DIRECTION_OUT},
    {"incoming", "maybe", -2},
};

START_TEST(a_direction_is_a_word_or_a_flag_of_a_column_called_so)
{
    const struct cell_style style = {.decimal = {'.', 0, 0, 0}};
    const char *text = directions[_i].text;
    struct cxm_error error = {0};
    int64_t direction = -7;
    const int status =
        cell_direction(&style, cell_direction_of(directions[_i].column), text,
                       strlen(text), &direction, &error);
    ck_assert_int_eq(status < 0, directions[_i].direction == -2);
    ck_assert_int_eq(status == CELL_MISSING, directions[_i].direction == -1);
    if (status == CELL_VALUE)
        ck_assert_int_eq(direction, directions[_i].direction);
}
END_TEST

/* Cells are not ended by NUL: the copies here end where their memory does. */
START_TEST(no_byte_behind_the_cell_is_read)
{
    static const char *const texts[] = {
        "",
        "7",
        "10",
        "NA",
        "k. A",
        "10 - ",
        "-",
        "\xc3",
        "4.",
        "2026-",
        "keine Angab",
        "\xe2\x80",
        "#",
        "1e",
        "+",
        "\xa0",
        "2026-10-31T1",
        "very ",
        "5:3",
        "5:30",
        "5:",
        "1.1234567",
        "-",
        "\xe2\x88",
        "1h",
        "PT",
        ":",
    };
    const struct cell_style style = {.decimal = {'.', 0, 1, 0}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const size_t n = strlen(texts[i]);
        char *cell = malloc(n + !n);
        struct cell_rating rating;
        struct cxm_error error;
        int64_t value;
        memcpy(cell, texts[i], n);
        cell_is_missing(&style, cell, n);
        cell_decimal(&style, cell, n, &value, NULL, &error);
        cell_whole(&style, cell, n, &value, &error);
        cell_time(&style, cell, n, &value, &error);
        cell_rating(&style, cell, n, &rating, &error);
        cell_state(&style, cell, n, &value, &error);
        for (int unit = UNIT_MS; unit <= UNIT_HH_MM; unit++)
            cell_duration(&style, unit, cell, n, &value, &error);
        cell_flag(&style, CXM_FIELD_ANSWERED, cell, n, &value, &error);
        cell_status(&style, cell, n, &value, &error);
        cell_direction(&style, 0, cell, n, &value, &error);
        free(cell);
    }
}
END_TEST

static void tests(TCase *tc)
{
#define ROWS(table) (int)(sizeof table / sizeof *table)
    tcase_add_loop_test(tc, a_cell_that_says_nothing_is_missing, 0,
                        ROWS(missings));
    tcase_add_test(tc, what_the_user_calls_missing_is);
    tcase_add_loop_test(
        tc, a_number_is_read_or_refused_with_the_option_that_would_read_it, 0,
        ROWS(decimals));
    tcase_add_test(tc, zero_is_missing_where_the_user_says_so);
    tcase_add_test(tc, so_is_a_duration_of_zero);
    tcase_add_test(tc, rounding_is_remembered);
    tcase_add_test(tc, a_whole_number_is_one_from_0_on);
    tcase_add_loop_test(
        tc, a_time_is_read_or_refused_with_the_option_that_would_read_it, 0,
        ROWS(times));
    tcase_add_test(tc, a_message_shows_no_control_characters);
    tcase_add_loop_test(tc, a_rating_is_a_number_or_a_label, 0, ROWS(ratings));
    tcase_add_test(tc, a_rating_with_the_wrong_mark_names_decimal);
    tcase_add_loop_test(tc, a_state_says_whether_it_was_sent, 0, ROWS(states));
    tcase_add_loop_test(
        tc, a_duration_is_a_number_in_its_unit_or_has_units_of_its_own, 0,
        ROWS(durations));
    tcase_add_loop_test(tc, a_column_tells_its_unit, 0, ROWS(headers));
    tcase_add_test(tc, the_units_are_those_of_map);
    tcase_add_test(tc, a_flag_has_the_words_of_its_field);
    tcase_add_test(tc, a_status_is_a_known_word_or_a_label_of_ones_own);
    tcase_add_loop_test(tc,
                        a_direction_is_a_word_or_a_flag_of_a_column_called_so,
                        0, ROWS(directions));
    tcase_add_test(tc, no_byte_behind_the_cell_is_read);
}

TEST_MAIN(tests)
