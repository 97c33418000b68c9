/* SPDX-License-Identifier: MIT */
#include "run.h"
#include "zones.h"

#include <cxm/period.h>
#include <cxm/time.h>

#include <time.h>

static int64_t ms_in(const struct cxm_zone *zone, const char *text)
{
    const struct cxm_time_style style = {0, 0, zone};
    int64_t ms = 0;
    ck_assert_int_eq(cxm_time_parse(&style, text, strlen(text), &ms, NULL),
                     CXM_OK);
    return ms;
}

static struct cxm_period period_of(const char *text,
                                   const struct cxm_zone *zone)
{
    struct cxm_period period = {0, 0, 0, zone};
    ck_assert_int_eq(cxm_period_parse(&period, text, NULL), CXM_OK);
    return period;
}

static const char *label_at(const struct cxm_period *period, int64_t ms)
{
    static char label[CXM_PERIOD_TEXT];
    int32_t index;
    ck_assert_int_eq(cxm_period_index(period, ms, &index), CXM_OK);
    ck_assert_uint_eq(cxm_period_label(period, index, label, sizeof label),
                      strlen(label));
    return label;
}

START_TEST(periods_are_parsed_from_their_names_or_a_length)
{
    static const struct {
        const char *text;
        int status;
        uint32_t kind;
        int64_t length;
    } rows[] = {
        {"day", CXM_OK, CXM_PERIOD_DAY, 0},
        {"week", CXM_OK, CXM_PERIOD_WEEK, 0},
        {"month", CXM_OK, CXM_PERIOD_MONTH, 0},
        {"quarter", CXM_OK, CXM_PERIOD_QUARTER, 0},
        {"year", CXM_OK, CXM_PERIOD_YEAR, 0},
        {"6h", CXM_OK, CXM_PERIOD_EVERY, 21600000},
        {"1m", CXM_OK, CXM_PERIOD_EVERY, 60000},
        {"366d", CXM_OK, CXM_PERIOD_EVERY, INT64_C(31622400000)},
        {"59s", CXM_ERANGE, 9, 9},
        {"367d", CXM_ERANGE, 9, 9},
        {"fortnight", CXM_ESYNTAX, 9, 9},
        {"6", CXM_ESYNTAX, 9, 9},
        {"", CXM_ESYNTAX, 9, 9},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_period period = {9, 0, 9, NULL};
        ck_assert_int_eq(cxm_period_parse(&period, rows[i].text, NULL),
                         rows[i].status);
        ck_assert_uint_eq(period.kind, rows[i].kind);
        ck_assert_int_eq(period.length_ms, rows[i].length);
    }
}
END_TEST

static const struct {
    const char *period;
    const char *utc;
    const char *label;
} labels[] = {
    {"day", "2026-10-31T23:59:59.999Z", "2026-10-31"},
    {"month", "2026-10-31T23:59:59Z", "2026-10"},
    {"quarter", "2026-10-01", "2026-Q4"},
    {"quarter", "2026-09-30", "2026-Q3"},
    {"quarter", "2026-03-31", "2026-Q1"},
    {"year", "2026-12-31", "2026"},
    {"week", "2026-10-31", "2026-W44"},
    /* ISO 8601: the week of January 4 is the first */
    {"week", "2026-01-01", "2026-W01"},
    {"week", "2027-01-01", "2026-W53"},
    {"week", "2024-12-30", "2025-W01"},
    {"week", "2005-01-01", "2004-W53"},
    {"week", "2005-01-02", "2004-W53"},
    {"week", "2005-12-31", "2005-W52"},
    {"week", "2007-01-01", "2007-W01"},
    {"week", "2008-12-29", "2009-W01"},
    {"week", "2010-01-03", "2009-W53"},
    {"6h", "2026-10-31T07:00:00Z", "2026-10-31T06:00:00Z"},
    {"15m", "2026-10-31T07:44:59Z", "2026-10-31T07:30:00Z"},
    {"7d", "2026-10-31", "2026-10-29T00:00:00Z"}, /* a Thursday */
};

START_TEST(labels_are_those_of_iso_8601)
{
    const struct cxm_period period = period_of(labels[_i].period, NULL);
    ck_assert_str_eq(label_at(&period, ms_in(NULL, labels[_i].utc)),
                     labels[_i].label);
}
END_TEST

START_TEST(period_0_holds_the_beginning_of_1970)
{
    static const char *const names[] = {"day",     "week", "month",
                                        "quarter", "year", "90m"};
    struct cxm_zone *zone = footer_zone(BERLIN);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct cxm_period period = period_of(names[i], zone);
        int32_t index = 9;
        ck_assert_int_eq(cxm_period_index(&period, -3600000, &index), CXM_OK);
        ck_assert_int_eq(index, 0);
        cxm_period_index(&period, INT64_C(-99999999999), &index);
        ck_assert_int_lt(index, 0);
    }
    cxm_zone_free(zone, NULL);
}
END_TEST

/* strftime's %G-W%V is the oracle for every day of the range. */
START_TEST(the_week_of_every_day_agrees_with_the_c_library)
{
    const struct cxm_period week = period_of("week", NULL);
    for (int64_t ms = CXM_TIME_FIRST; ms < CXM_TIME_END; ms += 86400000) {
        const time_t t = (time_t)(ms / 1000);
        struct tm tm;
        char expected[20];
        gmtime_r(&t, &tm);
        strftime(expected, sizeof expected, "%G-W%V", &tm);
        ck_assert_str_eq(label_at(&week, ms), expected);
    }
}
END_TEST

START_TEST(the_day_of_a_clock_change_has_23_or_25_hours)
{
    static const struct {
        const char *noon;
        int64_t hours;
    } rows[] = {
        {"2026-03-28T12:00", 24}, {"2026-03-29T12:00", 23},
        {"2026-03-30T12:00", 24}, {"2026-10-24T12:00", 24},
        {"2026-10-25T12:00", 25}, {"2026-10-26T12:00", 24},
    };
    struct cxm_zone *zone = footer_zone(BERLIN);
    const struct cxm_period day = period_of("day", zone);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t begin, end;
        int32_t index;
        cxm_period_index(&day, ms_in(zone, rows[i].noon), &index);
        ck_assert_int_eq(cxm_period_bounds(&day, index, &begin, &end), CXM_OK);
        ck_assert_int_eq(end - begin, rows[i].hours * 3600000);
    }
    cxm_zone_free(zone, NULL);
}
END_TEST

START_TEST(the_repeated_hour_is_in_one_period_and_the_skipped_one_empty)
{
    struct cxm_zone *zone = footer_zone(BERLIN);
    const struct cxm_period hour = period_of("1h", zone);
    int32_t index;
    int64_t begin, end;
    cxm_period_index(&hour, ms_in(NULL, "2026-10-25T01:30:00Z"), &index);
    cxm_period_bounds(&hour, index, &begin, &end);
    ck_assert_int_eq(begin, ms_in(NULL, "2026-10-25T00:00:00Z"));
    ck_assert_int_eq(end, ms_in(NULL, "2026-10-25T02:00:00Z"));
    ck_assert_str_eq(label_at(&hour, begin), "2026-10-25T02:00:00+02:00");
    cxm_period_index(&hour, ms_in(NULL, "2026-03-29T00:59:59Z"), &index);
    cxm_period_bounds(&hour, index + 1, &begin, &end);
    ck_assert_int_eq(begin, ms_in(NULL, "2026-03-29T01:00:00Z"));
    ck_assert_int_eq(end, begin);
    cxm_zone_free(zone, NULL);
}
END_TEST

START_TEST(without_kind_all_of_time_is_one_period)
{
    const struct cxm_period none = {0, 0, 0, NULL};
    int32_t index = 9;
    int64_t begin, end;
    ck_assert_int_eq(cxm_period_index(&none, INT64_MIN, &index), CXM_OK);
    ck_assert_int_eq(index, 0);
    ck_assert_int_eq(cxm_period_bounds(&none, 0, &begin, &end), CXM_OK);
    ck_assert_int_eq(begin, INT64_MIN);
    ck_assert_int_eq(end, INT64_MAX);
    ck_assert_int_eq(cxm_period_bounds(&none, 1, &begin, &end), CXM_ERANGE);
    ck_assert_str_eq(label_at(&none, 0), "");
}
END_TEST

START_TEST(what_is_out_of_range_is_refused_and_changes_nothing)
{
    static const uint32_t kinds[] = {1, 2, 3, 4, 5, 6};
    for (size_t i = 0; i < 6; i++) {
        const struct cxm_period period = {kinds[i], 0,
                                          kinds[i] == 6 ? 60000 : 0, NULL};
        int32_t index = 9;
        int64_t begin = 7, end = 7;
        char label[CXM_PERIOD_TEXT] = "-";
        ck_assert_int_eq(cxm_period_index(&period, INT64_MAX, &index),
                         CXM_ERANGE);
        ck_assert_int_eq(cxm_period_index(&period, INT64_MIN, &index),
                         CXM_ERANGE);
        ck_assert_int_eq(index, 9);
        if (kinds[i] != 6) {
            ck_assert_int_eq(
                cxm_period_bounds(&period, INT32_MAX, &begin, &end),
                CXM_ERANGE);
            ck_assert_int_eq(
                cxm_period_bounds(&period, INT32_MIN, &begin, &end),
                CXM_ERANGE);
            ck_assert_uint_eq(
                cxm_period_label(&period, INT32_MAX, label, sizeof label), 0);
            ck_assert_str_eq(label, "");
        }
        ck_assert(begin == 7 && end == 7);
    }
    const struct cxm_period unknown = {7, 0, 0, NULL};
    const struct cxm_period brief = {6, 0, 59999, NULL};
    int32_t index;
    int64_t begin, end;
    ck_assert_int_eq(cxm_period_index(&unknown, 0, &index), CXM_EINVAL);
    ck_assert_int_eq(cxm_period_index(&brief, 0, &index), CXM_EINVAL);
    ck_assert_int_eq(cxm_period_bounds(&brief, 0, &begin, &end), CXM_EINVAL);
}
END_TEST

START_TEST(a_cursor_finds_what_the_index_is)
{
    struct cxm_zone *zone = footer_zone(BERLIN);
    const struct cxm_period day = period_of("day", zone);
    struct cxm_period_cursor cursor = {0, 0, 0, 0};
    uint64_t seed = 9;
    int64_t ms = CXM_TIME_FIRST;
    for (int i = 0; i < test_rounds(100000); i++) {
        int32_t index, found;
        ms += random_in(&seed, -20000000, 40000000);
        ck_assert_int_eq(cxm_period_index(&day, ms, &index), CXM_OK);
        ck_assert_int_eq(cxm_period_seek(&cursor, &day, ms, &found), CXM_OK);
        ck_assert_int_eq(index, found);
    }
    const struct cxm_period_cursor before = cursor;
    int32_t index = 9;
    ck_assert_int_eq(cxm_period_seek(&cursor, &day, INT64_MAX, &index),
                     CXM_ERANGE);
    ck_assert_int_eq(index, 9);
    ck_assert_mem_eq(&cursor, &before, sizeof cursor);
    cxm_zone_free(zone, NULL);
}
END_TEST

/* -- the machine's zones -------------------------------------------------- */

static void check_period(const struct cxm_period *period, int64_t ms)
{
    const char *name = cxm_zone_name(period->zone);
    int64_t begin, end, next_begin, next_end;
    int32_t index;
    ck_assert_int_eq(cxm_period_index(period, ms, &index), CXM_OK);
    cxm_period_bounds(period, index, &begin, &end);
    cxm_period_bounds(period, index + 1, &next_begin, &next_end);
    ck_assert_msg(begin <= ms && ms < end, "%s %u: %lld is not in %lld, %lld",
                  name, period->kind, (long long)ms, (long long)begin,
                  (long long)end);
    ck_assert_msg(end == next_begin && next_begin <= next_end, "%s", name);
}

static const char *const period_names[] = {"day",  "week", "month", "quarter",
                                           "year", "1m",   "30m",   "7h"};

/* Times anywhere, and around the zone's own changes, found by bisection. */
static void check_zone_periods(const char *name)
{
    static uint64_t seed = 1971;
    struct cxm_zone *zone = machine_zone(name);
    ck_assert_ptr_nonnull(zone);
    for (size_t k = 0; k < sizeof period_names / sizeof *period_names; k++) {
        const struct cxm_period period = period_of(period_names[k], zone);
        for (int i = 0; i < 150; i++) {
            int64_t low =
                random_in(&seed, -INT64_C(2840140800000), CXM_TIME_END);
            int64_t high = low + random_in(&seed, 0, INT64_C(40000000000));
            const int32_t offset = cxm_zone_offset(zone, low);
            check_period(&period, low);
            if (cxm_zone_offset(zone, high) == offset)
                continue;
            while (high - low > 1) {
                const int64_t middle = low + (high - low) / 2;
                if (cxm_zone_offset(zone, middle) == offset)
                    low = middle;
                else
                    high = middle;
            }
            for (int j = 0; j < 12; j++)
                check_period(&period,
                             high + random_in(&seed, -7300000, 7300000));
            check_period(&period, low);
            check_period(&period, high);
        }
    }
    cxm_zone_free(zone, NULL);
}

START_TEST(in_every_zone_each_time_is_within_its_period)
{
    each_machine_zone(check_zone_periods);
}
END_TEST

START_TEST(known_oddities_come_out_right)
{
    static const struct {
        const char *zone;
        const char *day; /* local, at a time that surely exists */
        int64_t next;    /* how many indices further on */
        int64_t hours;   /* of that day */
        const char *begin;
    } rows[] = {
        /* clocks went forward at midnight: the day begins at 01:00 */
        {"America/Sao_Paulo", "2018-11-03T12:00", 1, 23,
         "2018-11-04T01:00:00-02:00"},
        {"America/Sao_Paulo", "2018-02-17T12:00", 0, 25,
         "2018-02-17T00:00:00-02:00"},
        {"Africa/Cairo", "2023-04-27T12:00", 1, 23,
         "2023-04-28T01:00:00+03:00"},
        /* Samoa had no December 30 */
        {"Pacific/Apia", "2011-12-29T12:00", 0, 24,
         "2011-12-29T00:00:00-10:00"},
        {"Pacific/Apia", "2011-12-29T12:00", 1, 0, "2011-12-31T00:00:00+14:00"},
        {"Pacific/Apia", "2011-12-29T12:00", 2, 24,
         "2011-12-31T00:00:00+14:00"},
        /* clocks went back from 00:01 to 23:01 */
        {"America/St_Johns", "2010-11-06T12:00", 0, 24,
         "2010-11-06T00:00:00-02:30"},
        {"America/St_Johns", "2010-11-06T12:00", 1, 25,
         "2010-11-07T00:00:00-02:30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_zone *zone = machine_zone(rows[i].zone);
        char text[CXM_TIME_TEXT];
        int32_t index;
        int64_t begin, end;
        if (!zone) {
            printf("skipped: no " ZONEINFO "/%s\n", rows[i].zone);
            continue;
        }
        const struct cxm_period day = period_of("day", zone);
        cxm_period_index(&day, ms_in(zone, rows[i].day), &index);
        cxm_period_bounds(&day, index + (int32_t)rows[i].next, &begin, &end);
        cxm_time_format(begin, zone, text, sizeof text);
        ck_assert_str_eq(text, rows[i].begin);
        ck_assert_int_eq(end - begin, rows[i].hours * 3600000);
        cxm_zone_free(zone, NULL);
    }
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, periods_are_parsed_from_their_names_or_a_length);
    tcase_add_loop_test(tc, labels_are_those_of_iso_8601, 0,
                        sizeof labels / sizeof *labels);
    tcase_add_test(tc, period_0_holds_the_beginning_of_1970);
    tcase_add_test(tc, the_week_of_every_day_agrees_with_the_c_library);
    tcase_add_test(tc, the_day_of_a_clock_change_has_23_or_25_hours);
    tcase_add_test(
        tc, the_repeated_hour_is_in_one_period_and_the_skipped_one_empty);
    tcase_add_test(tc, without_kind_all_of_time_is_one_period);
    tcase_add_test(tc, what_is_out_of_range_is_refused_and_changes_nothing);
    tcase_add_test(tc, a_cursor_finds_what_the_index_is);
    tcase_add_test(tc, in_every_zone_each_time_is_within_its_period);
    tcase_add_test(tc, known_oddities_come_out_right);
}

TEST_MAIN(tests)
