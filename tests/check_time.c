/* SPDX-License-Identifier: MIT */
#include "run.h"
#include "zones.h"

#include <cxm/duration.h>
#include <cxm/time.h>

#include <time.h>

/* -- civil dates ---------------------------------------------------------- */

START_TEST(known_dates_have_their_day_numbers)
{
    static const struct {
        int32_t year, month, day;
        int64_t days;
    } rows[] = {
        {1970, 1, 1, 0},
        {1969, 12, 31, -1},
        {2000, 2, 29, 11016}, /* date -u -d 2000-02-29 +%s / 86400 */
        {2000, 3, 1, 11017},
        {1900, 3, 1, -25508},   /* 1900 had no February 29 */
        {1899, 12, 30, -25569}, /* day 0 of spreadsheets */
        {2100, 1, 1, 47482},
        {0, 3, 1, -719468}, /* Hinnant, chrono-compatible algorithms */
        {-1, 12, 31, -719529},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_int_eq(
            cxm_civil_days(rows[i].year, rows[i].month, rows[i].day),
            rows[i].days);
}
END_TEST

START_TEST(every_day_of_the_range_goes_to_a_date_and_back)
{
    const int64_t day = 86400000;
    struct cxm_civil last = {.year = -5, .month = 12, .day = 31};
    for (int64_t d = cxm_civil_days(-4, 1, 1); d < cxm_civil_days(2500, 1, 1);
         d++) {
        struct cxm_civil c;
        int64_t ms;
        cxm_civil_of(d * day, &c);
        ck_assert_int_eq(cxm_civil_days(c.year, c.month, c.day), d);
        ck_assert_int_eq(cxm_civil_ms(&c, &ms), CXM_OK);
        ck_assert_int_eq(ms, d * day);
        const int next_day = c.year == last.year && c.month == last.month &&
                             c.day == last.day + 1;
        const int next_month = c.year == last.year && c.day == 1 &&
                               c.month == last.month + 1 && last.day >= 28;
        const int next_year = c.year == last.year + 1 && c.month == 1 &&
                              c.day == 1 && last.month == 12 && last.day == 31;
        ck_assert(next_day || next_month || next_year);
        last = c;
    }
}
END_TEST

START_TEST(random_times_agree_with_the_c_library)
{
    uint64_t seed = 20261031;
    for (int i = 0; i < test_rounds(200000); i++) {
        const int64_t ms = random_in(&seed, -62135596800000, 253402300800000);
        const time_t t = (time_t)((ms - ((ms % 1000) + 1000) % 1000) / 1000);
        struct tm tm;
        struct cxm_civil c;
        int64_t back;
        gmtime_r(&t, &tm);
        cxm_civil_of(ms, &c);
        ck_assert_int_eq(c.year, tm.tm_year + 1900);
        ck_assert_int_eq(c.month, tm.tm_mon + 1);
        ck_assert_int_eq(c.day, tm.tm_mday);
        ck_assert_int_eq(c.hour, tm.tm_hour);
        ck_assert_int_eq(c.minute, tm.tm_min);
        ck_assert_int_eq(c.second, tm.tm_sec);
        ck_assert_int_eq(cxm_civil_ms(&c, &back), CXM_OK);
        ck_assert_int_eq(back, ms);
        ck_assert_int_eq(cxm_time_weekday(ms, NULL),
                         tm.tm_wday == 0 ? 7 : tm.tm_wday);
        ck_assert_int_eq(cxm_time_hour(ms, NULL), tm.tm_hour);
    }
}
END_TEST

START_TEST(dates_that_do_not_exist_are_refused)
{
    static const struct cxm_civil rows[] = {
        {2026, 2, 29, 0, 0, 0, 0},   {1900, 2, 29, 0, 0, 0, 0},
        {2026, 0, 1, 0, 0, 0, 0},    {2026, 13, 1, 0, 0, 0, 0},
        {2026, 4, 31, 0, 0, 0, 0},   {2026, 1, 0, 0, 0, 0, 0},
        {2026, 1, 1, 24, 0, 0, 0},   {2026, 1, 1, -1, 0, 0, 0},
        {2026, 1, 1, 0, 60, 0, 0},   {2026, 1, 1, 0, 0, 60, 0},
        {2026, 1, 1, 0, 0, 0, 1000},
    };
    int64_t ms = 77;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_int_eq(cxm_civil_ms(&rows[i], &ms), CXM_EINVAL);
    ck_assert_int_eq(ms, 77);
    const struct cxm_civil far_off = {.year = 1000000, .month = 1, .day = 1};
    ck_assert_int_eq(cxm_civil_ms(&far_off, &ms), CXM_ERANGE);
}
END_TEST

START_TEST(the_ends_of_int64_are_dates_too)
{
    char text[CXM_TIME_TEXT];
    ck_assert_uint_eq(cxm_time_format(INT64_MIN, NULL, text, sizeof text),
                      strlen(text));
    ck_assert_str_eq(text, "-292275055-05-16T16:47:04.192Z");
    cxm_time_format(INT64_MAX, NULL, text, sizeof text);
    ck_assert_str_eq(text, "+292278994-08-17T07:12:55.807Z");
}
END_TEST

/* -- reading times -------------------------------------------------------- */

#define AUTO    CXM_DATES_AUTO
#define DMY     CXM_DATES_DMY
#define MDY     CXM_DATES_MDY
#define UNIX    CXM_DATES_UNIX
#define UNIX_MS CXM_DATES_UNIX_MS
#define EXCEL   CXM_DATES_EXCEL
#define DIGITS  CXM_DATES_YYYYMMDD

/* The time read, written in UTC; or the status where it is refused. */
static const char *reading_in(const struct cxm_zone *zone, uint32_t dates,
                              const char *text)
{
    static char out[CXM_TIME_TEXT];
    const struct cxm_time_style style = {dates, 0, zone};
    struct cxm_error error;
    int64_t ms = 77;
    /* A copy of just that size: an overread shows under the sanitizers. */
    const size_t n = strlen(text);
    char *copy = malloc(n + 1);
    memcpy(copy, text, n);
    const int status = cxm_time_parse(&style, copy, n, &ms, &error);
    free(copy);
    if (status == CXM_OK) {
        cxm_time_format(ms, NULL, out, sizeof out);
        return out;
    }
    ck_assert_int_eq(ms, 77);
    ck_assert_int_eq(error.status, status);
    switch (status) {
    case CXM_ESYNTAX:
        return "syntax";
    case CXM_EINVAL:
        return "invalid";
    case CXM_ERANGE:
        return "range";
    default:
        return "?";
    }
}

static const struct {
    uint32_t dates;
    const char *text;
    const char *expected;
} readings[] = {
    /* V92 of the KPI vectors: an ISO time and date; three rejected */
    {AUTO, "2026-01-15T10:00:00Z", "2026-01-15T10:00:00Z"},
    {AUTO, "2026-01-15", "2026-01-15T00:00:00Z"},
    {AUTO, "01/15/2026", "syntax"},
    {AUTO, "2026-02-31", "invalid"},
    {AUTO, "not-a-date", "syntax"},
    /* RFC 3339, 5.8 examples, as far as they lie in the range */
    {AUTO, "1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"},
    {AUTO, "1990-12-31T15:59:60-08:00", "invalid"},
    {AUTO, "1937-01-01T12:00:27.87+00:20", "range"},
    /* ISO 8601 forms */
    {AUTO, "2026-10-31T12:34:56.789Z", "2026-10-31T12:34:56.789Z"},
    {AUTO, "2026-10-31T12:34:56,5Z", "2026-10-31T12:34:56.500Z"},
    {AUTO, "2026-10-31T12:34:56.123456789Z", "2026-10-31T12:34:56.123Z"},
    {AUTO, "2026-10-31T12:34:56.9999Z", "2026-10-31T12:34:56.999Z"},
    {AUTO, "2026-10-31T12:34:56.0000000000Z", "syntax"},
    {AUTO, "2026-10-31T12:34:56.Z", "syntax"},
    {AUTO, "2026-10-31T12:34:56+02:00", "2026-10-31T10:34:56Z"},
    {AUTO, "2026-10-31T12:34:56+0200", "2026-10-31T10:34:56Z"},
    {AUTO, "2026-10-31T12:34:56+02", "2026-10-31T10:34:56Z"},
    {AUTO, "2026-10-31T12:34:56-03:30", "2026-10-31T16:04:56Z"},
    {AUTO, "2026-10-31T12:34:56+2", "syntax"},
    {AUTO, "2026-10-31T12:34:56+020", "syntax"},
    {AUTO, "2026-10-31T12:34:56+02:0", "syntax"},
    {AUTO, "2026-10-31T12:34:56+24:00", "invalid"},
    {AUTO, "2026-10-31T12:34:56+02:60", "invalid"},
    {AUTO, "2026-10-31T12:34:56 CET", "syntax"},
    {AUTO, "2026-10-31T12:34", "2026-10-31T12:34:00Z"},
    {AUTO, "2026-10-31T12:34Z", "2026-10-31T12:34:00Z"},
    {AUTO, "2026-10-31T12", "syntax"},
    {AUTO, "2026-10-31T", "syntax"},
    {AUTO, "2026-10-31Z", "syntax"},
    {AUTO, "2026-10-31 +0100", "syntax"},
    {AUTO, "2026-10-31t12:34:56z", "2026-10-31T12:34:56Z"},
    {AUTO, "20261031T123456Z", "2026-10-31T12:34:56Z"},
    {AUTO, "20261031T123456.5+0200", "2026-10-31T10:34:56.500Z"},
    {AUTO, "20261031T1234", "2026-10-31T12:34:00Z"},
    {AUTO, "20261031T12345", "syntax"},
    {AUTO, "2026-W44-6", "syntax"},
    {AUTO, "2026-304", "syntax"},
    {AUTO, "2026-10-31T24:00:00Z", "invalid"},
    {AUTO, "2026-10-31T23:60:00Z", "invalid"},
    {AUTO, "2026-10-31T23:59:60Z", "invalid"},
    {AUTO, "2024-02-29", "2024-02-29T00:00:00Z"},
    {AUTO, "2100-02-29", "invalid"},
    /* blanks, and what help desks write (Ruby, JavaScript) */
    {AUTO, "2026-10-31 12:34:56", "2026-10-31T12:34:56Z"},
    {AUTO, "  2026-10-31  12:34:56\t", "2026-10-31T12:34:56Z"},
    {AUTO, "2017-11-14 21:45:08 UTC", "2017-11-14T21:45:08Z"},
    {AUTO, "2026-01-15 10:00:00 +0100", "2026-01-15T09:00:00Z"},
    {AUTO, "2026-01-15 10:00:00 Z", "2026-01-15T10:00:00Z"},
    {AUTO, "2026-01-15 10:00 gmt", "2026-01-15T10:00:00Z"},
    {AUTO, "2026-1-5", "2026-01-05T00:00:00Z"},
    {AUTO, "2026/10/31 9:05", "2026-10-31T09:05:00Z"},
    {AUTO, "2026-10/31", "syntax"},
    {AUTO, "2026.10.31", "syntax"},
    {AUTO, "26-10-31", "syntax"},
    {AUTO, "2026-10-31 9:05 PM", "2026-10-31T21:05:00Z"},
    /* dotted: always day first */
    {AUTO, "31.10.2026", "2026-10-31T00:00:00Z"},
    {AUTO, "1.2.26 07:08:09", "2026-02-01T07:08:09Z"},
    {AUTO, "1.2.90", "1990-02-01T00:00:00Z"},
    {AUTO, "1.2.89", "2089-02-01T00:00:00Z"},
    {AUTO, "10.31.2026", "invalid"},
    {AUTO, "1.2.026", "syntax"},
    {MDY, "1.2.2026", "2026-02-01T00:00:00Z"},
    /* either order only where the style says which */
    {AUTO, "31/10/2026", "syntax"},
    {AUTO, "31-10-2026", "syntax"},
    {UNIX, "31/10/2026", "syntax"},
    {DMY, "31/10/2026 12:34", "2026-10-31T12:34:00Z"},
    {DMY, "1-2-2026", "2026-02-01T00:00:00Z"},
    {DMY, "1/2/26", "2026-02-01T00:00:00Z"},
    {DMY, "2026-10-31", "2026-10-31T00:00:00Z"},
    {DMY, "10/31/2026", "invalid"},
    {MDY, "10/31/2026", "2026-10-31T00:00:00Z"},
    {MDY, "1/2/2026 3:04:05 PM", "2026-01-02T15:04:05Z"},
    {MDY, "1/2/2026, 3:04 am", "2026-01-02T03:04:00Z"},
    {MDY, "1/2/2026 12:00 AM", "2026-01-02T00:00:00Z"},
    {MDY, "1/2/2026 12:00PM", "2026-01-02T12:00:00Z"},
    {MDY, "1/2/2026 13:00 PM", "invalid"},
    {MDY, "1/2/2026 0:00 AM", "invalid"},
    {MDY, "1/2/2026,3:04", "syntax"},
    {MDY, "2026/10/31", "2026-10-31T00:00:00Z"},
    {MDY, "31/10/2026", "invalid"},
    {MDY, "1/2", "syntax"},
    /* bare numbers; 1767225600 is date -u -d 2026-01-01 +%s */
    {AUTO, "1767225600", "syntax"},
    {AUTO, "20261031", "syntax"},
    {DMY, "45000", "syntax"},
    {UNIX, "1767225600", "2026-01-01T00:00:00Z"},
    {UNIX, "1767225600.25", "2026-01-01T00:00:00.250Z"},
    {UNIX, "1767225600.9999", "2026-01-01T00:00:00.999Z"},
    {UNIX, "1767225600000", "range"},
    {UNIX, "99999999999999999999999999", "range"},
    {UNIX, "-5", "range"},
    {UNIX, "0", "range"},
    {UNIX, "1.7E+09", "syntax"},
    {UNIX, "1767225600.", "syntax"},
    {UNIX, "2026-01-01", "2026-01-01T00:00:00Z"},
    {UNIX_MS, "1767225600250", "2026-01-01T00:00:00.250Z"},
    {UNIX_MS, "1767225600250.75", "2026-01-01T00:00:00.250Z"},
    {UNIX_MS, "1767225600", "range"},
    {UNIX_MS, "1767225600250000", "range"},
    /* spreadsheets: 45000 is 2023-03-15, and 10 o'clock as they write it */
    {EXCEL, "45000", "2023-03-15T00:00:00Z"},
    {EXCEL, "45000.5", "2023-03-15T12:00:00Z"},
    {EXCEL, "45000,5", "2023-03-15T12:00:00Z"},
    {EXCEL, "45000.416666666664", "2023-03-15T10:00:00Z"},
    {EXCEL, "45000.4166666667", "2023-03-15T10:00:00Z"},
    {EXCEL, "45000.9999999999", "2023-03-16T00:00:00Z"},
    {EXCEL, "20261031", "range"},
    {EXCEL, "32873", "range"},
    {EXCEL, "32874", "1990-01-01T00:00:00Z"},
    {DIGITS, "20261031", "2026-10-31T00:00:00Z"},
    {DIGITS, "202610311234", "2026-10-31T12:34:00Z"},
    {DIGITS, "20261031123456", "2026-10-31T12:34:56Z"},
    {DIGITS, "20261031T123456Z", "2026-10-31T12:34:56Z"},
    {DIGITS, "20260231", "invalid"},
    {DIGITS, "2026103112", "syntax"},
    {DIGITS, "2026", "syntax"},
    {DIGITS, "20261031.5", "syntax"},
    /* the bounds */
    {AUTO, "1989-12-31T23:59:59.999Z", "range"},
    {AUTO, "1990-01-01", "1990-01-01T00:00:00Z"},
    {AUTO, "1990-01-01T00:00:00+01:00", "range"},
    {AUTO, "2099-12-31T23:59:59.999", "2099-12-31T23:59:59.999Z"},
    {AUTO, "2100-01-01T00:00:00Z", "range"},
    {AUTO, "2100-01-01T00:00:00+01:00", "2099-12-31T23:00:00Z"},
    {AUTO, "9999-12-31", "range"},
    {AUTO, "", "syntax"},
    {AUTO, " ", "syntax"},
    {AUTO, "-", "syntax"},
    {AUTO, "2026", "syntax"},
    {AUTO, "12:34:56", "syntax"},
};

START_TEST(each_form_is_read_or_refused_as_documented)
{
    const char *text = readings[_i].text;
    ck_assert_msg(strcmp(reading_in(NULL, readings[_i].dates, text),
                         readings[_i].expected) == 0,
                  "%u \"%s\" gives %s, not %s", readings[_i].dates, text,
                  reading_in(NULL, readings[_i].dates, text),
                  readings[_i].expected);
}
END_TEST

START_TEST(a_refusal_quotes_the_text_and_names_the_way_out)
{
    static const struct {
        uint32_t dates;
        const char *text;
        const char *message;
    } rows[] = {
        {AUTO, "01/15/2026",
         "\"01/15/2026\" has day and month in an order "
         "that could be either: say dates=dmy or "
         "dates=mdy"},
        {AUTO, "1767225600",
         "\"1767225600\" is a bare number: say "
         "dates=unix, unix-ms, excel or yyyymmdd"},
        {AUTO, "1989-01-01", "\"1989-01-01\" is before 1990-01-01"},
        {AUTO, "2100-01-01", "\"2100-01-01\" is not before 2100-01-01"},
        {UNIX, "1767225600000",
         "\"1767225600000\" is not before 2100-01-01 in seconds; in "
         "milliseconds? say dates=unix-ms"},
        {AUTO, "a\n\x1b[1m",
         "\"a??[1m\" is no time; 2026-10-31T12:34:56Z is the surest way to "
         "write one"},
        /* cut at 40 bytes, but not inside a character */
        {AUTO, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xc3\xa4yy",
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\" is no time; "
         "2026-10-31T12:34:56Z is the surest way to write one"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct cxm_time_style style = {rows[i].dates, 0, NULL};
        struct cxm_error error;
        int64_t ms;
        cxm_time_parse(&style, rows[i].text, strlen(rows[i].text), &ms, &error);
        ck_assert_str_eq(error.text, rows[i].message);
    }
    const struct cxm_time_style unknown = {7, 0, NULL};
    int64_t ms;
    ck_assert_int_eq(cxm_time_parse(&unknown, "2026-01-01", 10, &ms, NULL),
                     CXM_EINVAL);
}
END_TEST

START_TEST(a_time_without_offset_is_in_the_zone_of_the_style)
{
    struct cxm_zone *berlin = footer_zone(BERLIN);
    static const struct {
        uint32_t dates;
        const char *text;
        const char *expected;
    } rows[] = {
        {AUTO, "2026-01-15 10:00:00", "2026-01-15T09:00:00Z"},
        {AUTO, "2026-07-15T10:00:00", "2026-07-15T08:00:00Z"},
        {AUTO, "2026-07-15", "2026-07-14T22:00:00Z"},
        {AUTO, "2026-07-15T10:00:00Z", "2026-07-15T10:00:00Z"},
        {AUTO, "2026-07-15 10:00:00 UTC", "2026-07-15T10:00:00Z"},
        {AUTO, "2026-03-29 02:30:00", "2026-03-29T01:30:00Z"}, /* a gap */
        {AUTO, "2026-10-25 02:30:00", "2026-10-25T00:30:00Z"}, /* twice */
        {EXCEL, "45000.5", "2023-03-15T11:00:00Z"},
        {DIGITS, "20261031", "2026-10-30T23:00:00Z"},
        {DIGITS, "20261031T123456Z", "2026-10-31T12:34:56Z"},
        {UNIX, "1767225600", "2026-01-01T00:00:00Z"},
        {AUTO, "1990-01-01", "range"},
    };
    ck_assert_ptr_nonnull(berlin);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_str_eq(reading_in(berlin, rows[i].dates, rows[i].text),
                         rows[i].expected);
    cxm_zone_free(berlin, NULL);
}
END_TEST

/* A leading blank leads round the way for the commonest form. */
START_TEST(the_quick_way_reads_what_the_general_way_reads)
{
    static const char alphabet[] = "0123456789-:TZ +/.";
    const struct cxm_time_style style = {AUTO, 0, NULL};
    uint64_t seed = 92;
    for (int i = 0; i < 300000; i++) {
        char text[32] = " 2026-10-31T12:34:56Z";
        const size_t n = 20 + random_u64(&seed) % 2;
        for (int k = 0; k < 2; k++)
            text[1 + random_u64(&seed) % (n - 1)] =
                alphabet[random_u64(&seed) % (sizeof alphabet - 1)];
        int64_t quick = 77, general = 77;
        const int a = cxm_time_parse(&style, text + 1, n - 1, &quick, NULL);
        const int b = cxm_time_parse(&style, text, n, &general, NULL);
        ck_assert_msg(a == b && quick == general, "\"%.*s\"", (int)n, text);
    }
}
END_TEST

/* -- writing times -------------------------------------------------------- */

START_TEST(times_are_written_with_the_offset_of_the_zone)
{
    struct cxm_zone *berlin = footer_zone(BERLIN);
    struct cxm_zone *london = footer_zone("GMT0BST,M3.5.0/1,M10.5.0");
    struct cxm_zone *west = NULL;
    struct cxm_zone *odd = NULL;
    char text[CXM_TIME_TEXT];
    cxm_zone_fixed(&west, -12600, NULL, NULL);
    cxm_zone_fixed(&odd, 3601, NULL, NULL);
    const int64_t ms = INT64_C(1790812800000); /* 2026-10-01T00:00:00Z */
    const struct {
        int64_t ms;
        const struct cxm_zone *zone;
        const char *expected;
    } rows[] = {
        {ms, NULL, "2026-10-01T00:00:00Z"},
        {ms + 7, NULL, "2026-10-01T00:00:00.007Z"},
        {ms, berlin, "2026-10-01T02:00:00+02:00"},
        {ms + 250, berlin, "2026-10-01T02:00:00.250+02:00"},
        {ms + INT64_C(86400000) * 61, london, "2026-12-01T00:00:00+00:00"},
        {ms, west, "2026-09-30T20:30:00-03:30"},
        {ms, odd, "2026-10-01T00:00:00Z"},
        {-1, NULL, "1969-12-31T23:59:59.999Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t n =
            cxm_time_format(rows[i].ms, rows[i].zone, text, sizeof text);
        ck_assert_str_eq(text, rows[i].expected);
        ck_assert_uint_eq(n, strlen(text));
    }
    cxm_zone_free(berlin, NULL);
    cxm_zone_free(london, NULL);
    cxm_zone_free(west, NULL);
    cxm_zone_free(odd, NULL);
}
END_TEST

START_TEST(a_small_buffer_gets_what_fits_and_the_length_of_all)
{
    char text[8] = "-------";
    ck_assert_uint_eq(cxm_time_format(0, NULL, NULL, 0), 20);
    ck_assert_uint_eq(cxm_time_format(0, NULL, text, 5), 20);
    ck_assert_str_eq(text, "1970");
    ck_assert_int_eq(text[5], '-');
}
END_TEST

START_TEST(what_is_written_reads_back)
{
    struct cxm_zone *berlin = footer_zone(BERLIN);
    const struct cxm_time_style style = {AUTO, 0, berlin};
    uint64_t seed = 4;
    for (int i = 0; i < test_rounds(100000); i++) {
        const int64_t ms = random_in(&seed, CXM_TIME_FIRST, CXM_TIME_END);
        char text[CXM_TIME_TEXT];
        int64_t back;
        const size_t n =
            cxm_time_format(ms, i % 2 ? berlin : NULL, text, sizeof text);
        ck_assert_int_eq(cxm_time_parse(&style, text, n, &back, NULL), CXM_OK);
        ck_assert_int_eq(back, ms);
    }
    cxm_zone_free(berlin, NULL);
}
END_TEST

START_TEST(weekday_and_hour_are_those_of_the_zone)
{
    struct cxm_zone *berlin = footer_zone(BERLIN);
    const int64_t sunday = INT64_C(1793487600000); /* 2026-10-31T23:00Z */
    ck_assert_int_eq(cxm_time_weekday(sunday, NULL), 6);
    ck_assert_int_eq(cxm_time_weekday(sunday, berlin), 7);
    ck_assert_int_eq(cxm_time_hour(sunday, NULL), 23);
    ck_assert_int_eq(cxm_time_hour(sunday, berlin), 0);
    ck_assert_int_eq(cxm_time_weekday(0, NULL), 4); /* a Thursday */
    ck_assert_int_eq(cxm_time_weekday(-1, NULL), 3);
    ck_assert_int_eq(cxm_time_hour(-1, NULL), 23);
    cxm_zone_free(berlin, NULL);
}
END_TEST

/* -- durations ------------------------------------------------------------ */

#define REFUSED INT64_C(-1)

static const struct {
    const char *text;
    int64_t ms;
} durations[] = {
    /* the forms that the program's manual names */
    {"90s", 90000},
    {"1h30m", 5400000},
    {"15m", 900000},
    {"7d", 604800000},
    {"500ms", 500},
    {"PT5M", 300000},
    {"P7D", 604800000},
    {"0:05:00", 300000},
    {"2w", 1209600000},
    {"1.5h", 5400000},
    {"1,5h", 5400000},
    {"1m500ms", 60500},
    {"1H 30M", 5400000},
    {" 4h ", 14400000},
    {"0s", 0},
    {"100:00:00", 360000000},
    {"0:00:01.2345", 1234},
    {"P1DT12H", 129600000},
    {"P2W", 1209600000},
    {"PT1.5S", 1500},
    {"pt1h1m1s", 3661000},
    /* half to even */
    {"0.5ms", 0},
    {"1.5ms", 2},
    {"2.5ms", 2},
    {"0.0005s", 0},
    {"0.0015s", 2},
    {"0.000500001s", 1},
    /* refused */
    {"90", REFUSED},
    {"1.5", REFUSED},
    {"", REFUSED},
    {"s", REFUSED},
    {"-5m", REFUSED},
    {"5x", REFUSED},
    {"30m1h", REFUSED},
    {"1h1h", REFUSED},
    {"1h30", REFUSED},
    {"P", REFUSED},
    {"PT", REFUSED},
    {"P1DT", REFUSED},
    {"P1M", REFUSED},
    {"P1Y", REFUSED},
    {"P5H", REFUSED},
    {"PT1D", REFUSED},
    {"PT500MS", REFUSED},
    {"PT5M ", 300000},
    {"5:30", REFUSED},
    {"1:2:03", REFUSED},
    {"1:02:3", REFUSED},
    {"1:60:00", REFUSED},
    {"1:00:60", REFUSED},
    {"1:00:00:00", REFUSED},
    {"1:00:005", REFUSED},
    {"1:00:00x", REFUSED},
    {"1.s", REFUSED},
    {"1234567890s", REFUSED},
    {"999999999w", INT64_C(604799999395200000)},
};

START_TEST(each_duration_is_read_or_refused_as_documented)
{
    const char *text = durations[_i].text;
    int64_t ms = REFUSED;
    const int status = cxm_duration_parse(text, strlen(text), &ms, NULL);
    ck_assert_msg(ms == durations[_i].ms, "\"%s\" gives %lld", text,
                  (long long)ms);
    ck_assert_int_eq(status, ms == REFUSED ? CXM_ESYNTAX : CXM_OK);
}
END_TEST

START_TEST(a_number_without_unit_is_told_so)
{
    struct cxm_error error;
    int64_t ms;
    cxm_duration_parse("90", 2, &ms, &error);
    ck_assert_str_eq(error.text, "the duration \"90\" lacks its unit: ms, s, "
                                 "m, h, d or w");
}
END_TEST

START_TEST(equal_durations_have_one_text_and_it_reads_back)
{
    static const struct {
        int64_t ms;
        const char *text;
    } rows[] = {
        {0, "0s"},         {90000, "1m30s"},   {5400000, "1h30m"},
        {604800000, "7d"}, {60500, "1m500ms"}, {90061001, "1d1h1m1s1ms"},
        {-1, ""},
    };
    char text[CXM_DURATION_TEXT];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_uint_eq(cxm_duration_format(rows[i].ms, text, sizeof text),
                          strlen(rows[i].text));
        ck_assert_str_eq(text, rows[i].text);
    }
    uint64_t seed = 5;
    for (int i = 0; i < test_rounds(10000); i++) {
        const int64_t ms = random_in(&seed, 0, INT64_C(3000000000000));
        int64_t back;
        const size_t n = cxm_duration_format(ms, text, sizeof text);
        ck_assert_int_eq(cxm_duration_parse(text, n, &back, NULL), CXM_OK);
        ck_assert_int_eq(back, ms);
    }
    ck_assert_uint_lt(cxm_duration_format(INT64_MAX, text, sizeof text),
                      sizeof text);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, known_dates_have_their_day_numbers);
    tcase_add_test(tc, every_day_of_the_range_goes_to_a_date_and_back);
    tcase_add_test(tc, random_times_agree_with_the_c_library);
    tcase_add_test(tc, dates_that_do_not_exist_are_refused);
    tcase_add_test(tc, the_ends_of_int64_are_dates_too);
    tcase_add_loop_test(tc, each_form_is_read_or_refused_as_documented, 0,
                        sizeof readings / sizeof *readings);
    tcase_add_test(tc, a_refusal_quotes_the_text_and_names_the_way_out);
    tcase_add_test(tc, a_time_without_offset_is_in_the_zone_of_the_style);
    tcase_add_test(tc, the_quick_way_reads_what_the_general_way_reads);
    tcase_add_test(tc, times_are_written_with_the_offset_of_the_zone);
    tcase_add_test(tc, a_small_buffer_gets_what_fits_and_the_length_of_all);
    tcase_add_test(tc, what_is_written_reads_back);
    tcase_add_test(tc, weekday_and_hour_are_those_of_the_zone);
    tcase_add_loop_test(tc, each_duration_is_read_or_refused_as_documented, 0,
                        sizeof durations / sizeof *durations);
    tcase_add_test(tc, a_number_without_unit_is_told_so);
    tcase_add_test(tc, equal_durations_have_one_text_and_it_reads_back);
}

TEST_MAIN(tests)
