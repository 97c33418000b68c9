/* SPDX-License-Identifier: MIT */
#include "run.h"
#include "zones.h"

#include <cxm/time.h>

#include <time.h>

static int64_t ms_of(const char *text)
{
    const struct cxm_time_style style = {0, 0, NULL};
    int64_t ms = 0;
    ck_assert_int_eq(cxm_time_parse(&style, text, strlen(text), &ms, NULL),
                     CXM_OK);
    return ms;
}

/* -- footers -------------------------------------------------------------- */

static const struct {
    const char *footer;
    const char *utc;
    int32_t offset;
} footers[] = {
    /* RFC 8536, B.2: Honolulu, and 3.3.1: Jerusalem, Greenland, all-year */
    {"HST10", "2026-07-01", -36000},
    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z", 7200},
    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 10800},
    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-10-24T22:59:59Z", 10800},
    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-10-24T23:00:00Z", 7200},
    {"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-03-29T00:59:59Z", -10800},
    {"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-03-29T01:00:00Z", -7200},
    {"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-10-25T00:59:59Z", -7200},
    {"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-10-25T01:00:00Z", -10800},
    {"EST5EDT,0/0,J365/25", "2026-01-01T05:00:00Z", -14400},
    {"EST5EDT,0/0,J365/25", "2026-01-01T04:59:59Z", -14400},
    {"EST5EDT,0/0,J365/25", "2026-07-01", -14400},
    {"XXX3EDT4,0/0,J365/23", "2026-01-01T03:00:00Z", -14400},
    {"XXX3EDT4,0/0,J365/23", "2026-07-01", -14400},
    /* Berlin and Dublin, whose winter is the exception */
    {BERLIN, "2026-03-29T00:59:59Z", 3600},
    {BERLIN, "2026-03-29T01:00:00Z", 7200},
    {BERLIN, "2026-10-25T00:59:59Z", 7200},
    {BERLIN, "2026-10-25T01:00:00Z", 3600},
    {BERLIN, "1990-01-01", 3600},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-03-29T00:59:59Z", 0},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-03-29T01:00:00Z", 3600},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-10-25T01:00:00Z", 0},
    /* the southern summer crosses the year */
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-12-31T23:00:00Z", 39600},
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T16:00:00Z", 36000},
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-15", 39600},
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-07-15", 37800},
    /* POSIX: J60 is March 1 in every year, 59 only where no leap day is */
    {"AAA0BBB,J60/0,J61/0", "2024-03-01", 3600},
    {"AAA0BBB,J60/0,J61/0", "2024-02-29", 0},
    {"AAA0BBB,J60/0,J61/0", "2025-03-01", 3600},
    {"AAA0BBB,J59/0,J60/0", "2024-02-28", 3600},
    {"AAA0BBB,59/0,60/0", "2024-02-29", 3600},
    {"AAA0BBB,59/0,60/0", "2025-03-01", 3600},
};

START_TEST(a_footer_gives_the_offset_its_standard_says)
{
    struct cxm_zone *zone = footer_zone(footers[_i].footer);
    ck_assert_ptr_nonnull(zone);
    ck_assert_msg(cxm_zone_offset(zone, ms_of(footers[_i].utc)) ==
                      footers[_i].offset,
                  "%s at %s", footers[_i].footer, footers[_i].utc);
    cxm_zone_free(zone, NULL);
}
END_TEST

START_TEST(a_footer_that_is_no_rule_is_refused)
{
    static const char *const rows[] = {
        "CET",
        "C-1",
        "<CET-1",
        "CET-25",
        "CET-1CEST",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3x",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M0.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,J0,J1",
        "CET-1CEST,J366,J1",
        "CET-1CEST,366,1",
        "CET-1:60",
        "CET-1 ",
        "CET-1CEST,M3.5.0,M10.5.0/",
        "C\nT-1",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(footer_zone(rows[i]) == NULL, "%s", rows[i]);
}
END_TEST

START_TEST(the_rule_of_a_footer_holds_for_ever_in_both_directions)
{
    struct cxm_zone *zone = footer_zone(BERLIN);
    const int64_t cycle = INT64_C(12622780800000); /* 400 years */
    uint64_t seed = 1;
    for (int i = 0; i < test_rounds(20000); i++) {
        const int64_t ms = random_in(&seed, 0, cycle);
        const int64_t far = ms + random_in(&seed, -90, 90) * cycle;
        ck_assert_int_eq(cxm_zone_offset(zone, ms), cxm_zone_offset(zone, far));
        ck_assert_int_eq(cxm_zone_utc(zone, ms) - ms,
                         cxm_zone_utc(zone, far) - far);
    }
    /* date -u -d 'TZ="Europe/Berlin" 3000-07-01' and the like */
    const int64_t july_3000 = cxm_civil_days(3000, 7, 1) * 86400000;
    ck_assert_int_eq(cxm_zone_offset(zone, july_3000), 7200);
    cxm_zone_offset(zone, INT64_MAX);
    cxm_zone_offset(zone, INT64_MIN);
    cxm_zone_utc(zone, INT64_MAX);
    cxm_zone_utc(zone, INT64_MIN);
    cxm_zone_free(zone, NULL);
}
END_TEST

/* -- local times ---------------------------------------------------------- */

START_TEST(a_skipped_time_moves_forward_and_of_two_the_first_is_meant)
{
    static const struct {
        const char *local;
        const char *utc;
    } rows[] = {
        {"2026-03-29T01:59:59", "2026-03-29T00:59:59Z"},
        {"2026-03-29T02:00:00", "2026-03-29T01:00:00Z"}, /* 03:00 */
        {"2026-03-29T02:30:00", "2026-03-29T01:30:00Z"}, /* 03:30 */
        {"2026-03-29T03:00:00", "2026-03-29T01:00:00Z"},
        {"2026-10-25T01:59:59", "2026-10-24T23:59:59Z"},
        {"2026-10-25T02:00:00", "2026-10-25T00:00:00Z"},
        {"2026-10-25T02:59:59.999", "2026-10-25T00:59:59.999Z"},
        {"2026-10-25T03:00:00", "2026-10-25T02:00:00Z"},
        {"2026-07-01T12:00:00", "2026-07-01T10:00:00Z"},
    };
    struct cxm_zone *zone = footer_zone(BERLIN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(cxm_zone_utc(zone, ms_of(rows[i].local)) ==
                          ms_of(rows[i].utc),
                      "%s", rows[i].local);
    cxm_zone_free(zone, NULL);
}
END_TEST

/* -- files ---------------------------------------------------------------- */

static const struct zone_change changes[] = {
    {INT64_C(-2000000000), 3600},
    {INT64_C(500000000), 7200},
    {INT64_C(1500000000), 3600},
};
#define CHANGES (sizeof changes / sizeof *changes)

START_TEST(the_first_type_holds_before_and_the_footer_after_the_changes)
{
    unsigned char bytes[2000];
    const size_t n = write_tzif(bytes, 3208, changes, CHANGES, BERLIN);
    struct cxm_zone *zone = NULL;
    ck_assert_int_eq(cxm_zone_new(&zone, "X", bytes, n, NULL, NULL), CXM_OK);
    ck_assert_str_eq(cxm_zone_name(zone), "X");
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_MIN), 3208);
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_C(-2000000000001)), 3208);
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_C(-2000000000000)), 3600);
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_C(499999999999)), 3600);
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_C(500000000000)), 7200);
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_C(1500000000000)), 3600);
    ck_assert_int_eq(cxm_zone_offset(zone, ms_of("2026-07-01")), 7200);
    cxm_zone_free(zone, NULL);
}
END_TEST

START_TEST(an_empty_footer_leaves_the_last_offset)
{
    unsigned char bytes[2000];
    const size_t n = write_tzif(bytes, 0, changes, CHANGES, "");
    struct cxm_zone *zone = NULL;
    ck_assert_int_eq(cxm_zone_new(&zone, "X", bytes, n, NULL, NULL), CXM_OK);
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_MAX), 3600);
    cxm_zone_free(zone, NULL);
}
END_TEST

/* A version 1 file: header, one change at 1e9, two types, the names. */
START_TEST(a_file_of_version_1_is_read)
{
    unsigned char bytes[200];
    unsigned char *p = put_header(bytes, 1, 2, 4);
    bytes[4] = 0;
    p = put_big(p, 1000000000, 4);
    *p++ = 1;
    p = put_big(p, (uint32_t)-18000, 4);
    p = put_big(p, 0, 2);
    p = put_big(p, (uint32_t)-14400, 4);
    p = put_big(p, 0x100, 2);
    p = put_big(p, 0x58585800, 4);
    struct cxm_zone *zone = NULL;
    const size_t n = (size_t)(p - bytes);
    ck_assert_int_eq(cxm_zone_new(&zone, "X", bytes, n, NULL, NULL), CXM_OK);
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_C(999999999999)), -18000);
    ck_assert_int_eq(cxm_zone_offset(zone, INT64_C(1000000000000)), -14400);
    cxm_zone_free(zone, NULL);
    for (size_t less = 0; less < n; less++)
        ck_assert_int_eq(cxm_zone_new(&zone, "X", bytes, less, NULL, NULL),
                         CXM_ESYNTAX);
}
END_TEST

START_TEST(every_truncation_of_a_file_is_refused)
{
    unsigned char bytes[2000];
    const size_t n = write_tzif(bytes, 0, changes, CHANGES, BERLIN);
    struct cxm_zone *zone = NULL;
    for (size_t less = 0; less < n; less++) {
        unsigned char *copy = malloc(less + 1);
        memcpy(copy, bytes, less);
        ck_assert_int_eq(cxm_zone_new(&zone, "X", copy, less, NULL, NULL),
                         CXM_ESYNTAX);
        free(copy);
    }
    ck_assert_ptr_null(zone);
}
END_TEST

/* Offsets into what write_tzif writes: the second header is at 54. */
static const struct {
    const char *what;
    size_t at;
    int bytes;
    uint64_t value;
    int status;
} damages[] = {
    {"magic", 54, 1, 'X', CXM_ESYNTAX},
    {"version", 58, 1, '1', CXM_ESYNTAX},
    {"version 1 inside 2", 58, 1, 0, CXM_ESYNTAX},
    {"version 4", 58, 1, '4', CXM_OK},
    {"flags of no type", 74, 4, 1, CXM_ESYNTAX},
    {"leap seconds past the end", 82, 4, 27, CXM_ESYNTAX},
    {"many times", 86, 4, 0xffffffff, CXM_ESYNTAX},
    {"many types", 90, 4, 0xffffffff, CXM_ESYNTAX},
    {"many names", 94, 4, 0xffffffff, CXM_ESYNTAX},
    {"a descent", 106, 8, 0xffffffff00000000, CXM_ESYNTAX},
    {"the same time twice", 106, 8, 1500000000, CXM_ESYNTAX},
    {"a time in year 10000", 114, 8, 253402300800, CXM_ESYNTAX},
    {"the last time", 114, 8, INT64_MAX, CXM_ESYNTAX},
    {"the first time", 98, 8, (uint64_t)INT64_MIN, CXM_OK},
    {"an unknown type", 122, 1, 4, CXM_ESYNTAX},
    {"an offset of 26 h and 1 s", 125, 4, 93601, CXM_ESYNTAX},
    {"a negative one of 25 h", 125, 4, (uint32_t)-90000, CXM_ESYNTAX},
    {"an offset of -2^31", 125, 4, 0x80000000, CXM_ESYNTAX},
    {"a flag that is 2", 129, 1, 2, CXM_ESYNTAX},
    {"a name past the end", 130, 1, 4, CXM_ESYNTAX},
    {"no newline", 153, 1, ' ', CXM_ESYNTAX},
};

START_TEST(a_damaged_file_is_refused)
{
    unsigned char bytes[2000];
    const size_t n = write_tzif(bytes, 0, changes, CHANGES, BERLIN);
    struct cxm_zone *zone = NULL;
    put_big(bytes + damages[_i].at, damages[_i].value, damages[_i].bytes);
    const int status = cxm_zone_new(&zone, "X", bytes, n, NULL, NULL);
    ck_assert_msg(status == damages[_i].status, "%s: %d", damages[_i].what,
                  status);
    ck_assert((zone != NULL) == (status == CXM_OK));
    cxm_zone_free(zone, NULL);
}
END_TEST

START_TEST(a_file_that_counts_leap_seconds_is_refused_and_told_so)
{
    unsigned char bytes[200];
    struct cxm_error error;
    struct cxm_zone *zone = NULL;
    unsigned char *p = put_header(bytes, 0, 1, 4);
    bytes[4] = 0;
    put_big(bytes + 28, 1, 4);
    p = put_big(p, 0, 6);
    p = put_big(p, 0x58585800, 4);
    p = put_big(p, 78796800, 4);
    p = put_big(p, 1, 4);
    ck_assert_int_eq(cxm_zone_new(&zone, "right/X", bytes, (size_t)(p - bytes),
                                  NULL, &error),
                     CXM_EINVAL);
    ck_assert_ptr_nonnull(strstr(error.text, "leap seconds"));
    ck_assert_str_eq(error.field, "zone");
}
END_TEST

START_TEST(names_and_sizes_have_limits)
{
    static unsigned char many[CXM_ZONE_BYTES_MAX + 1];
    char name[CXM_ZONE_NAME_MAX + 2];
    struct cxm_zone *zone = NULL;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    ck_assert_int_eq(cxm_zone_new(&zone, name, "", 0, NULL, NULL), CXM_EINVAL);
    ck_assert_int_eq(cxm_zone_new(&zone, NULL, "", 0, NULL, NULL), CXM_EINVAL);
    ck_assert_int_eq(cxm_zone_new(&zone, "X", many, sizeof many, NULL, NULL),
                     CXM_EINVAL);
    ck_assert_int_eq(cxm_zone_new(&zone, "X", NULL, 0, NULL, NULL),
                     CXM_ESYNTAX);
}
END_TEST

START_TEST(utc_needs_no_bytes_and_no_zone)
{
    struct cxm_zone *zone = NULL;
    char text[CXM_TIME_TEXT];
    ck_assert_int_eq(cxm_zone_new(&zone, "UTC", NULL, 0, NULL, NULL), CXM_OK);
    ck_assert_str_eq(cxm_zone_name(zone), "UTC");
    ck_assert_str_eq(cxm_zone_name(NULL), "UTC");
    ck_assert_int_eq(cxm_zone_offset(zone, 5), 0);
    ck_assert_int_eq(cxm_zone_utc(NULL, 5), 5);
    cxm_time_format(0, zone, text, sizeof text);
    ck_assert_str_eq(text, "1970-01-01T00:00:00Z");
    cxm_zone_free(zone, NULL);
    cxm_zone_free(NULL, NULL);
}
END_TEST

START_TEST(a_fixed_zone_is_named_by_its_offset)
{
    static const struct {
        int32_t offset;
        const char *name;
    } rows[] = {
        {0, "+00:00"},      {7200, "+02:00"},  {-12600, "-03:30"},
        {-30, "-00:00:30"}, {86400, "+24:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_zone *zone = NULL;
        ck_assert_int_eq(cxm_zone_fixed(&zone, rows[i].offset, NULL, NULL),
                         CXM_OK);
        ck_assert_str_eq(cxm_zone_name(zone), rows[i].name);
        ck_assert_int_eq(cxm_zone_offset(zone, 0), rows[i].offset);
        ck_assert_int_eq(cxm_zone_utc(zone, 0), rows[i].offset * -1000);
        cxm_zone_free(zone, NULL);
    }
    struct cxm_zone *zone = NULL;
    ck_assert_int_eq(cxm_zone_fixed(&zone, 86401, NULL, NULL), CXM_EINVAL);
    ck_assert_int_eq(cxm_zone_fixed(&zone, INT32_MIN, NULL, NULL), CXM_EINVAL);
    ck_assert_ptr_null(zone);
}
END_TEST

/* -- memory --------------------------------------------------------------- */

struct budget {
    int calls;
    size_t held;
};

static void *limited(void *context, void *p, size_t old_size, size_t new_size)
{
    struct budget *budget = context;
    if (new_size == 0) {
        budget->held -= old_size;
        free(p);
        return NULL;
    }
    if (budget->calls-- <= 0)
        return NULL;
    budget->held += new_size - old_size;
    return realloc(p, new_size);
}

START_TEST(memory_that_runs_out_leaves_nothing_behind)
{
    unsigned char bytes[2000];
    const size_t n = write_tzif(bytes, 0, changes, CHANGES, BERLIN);
    int status = CXM_ENOMEM;
    for (int calls = 0; status != CXM_OK; calls++) {
        struct budget budget = {calls, 0};
        const struct cxm_alloc alloc = {limited, &budget};
        struct cxm_zone *zone = NULL;
        struct cxm_error error = {.status = 0};
        status = cxm_zone_new(&zone, "X", bytes, n, &alloc, &error);
        ck_assert_int_eq(error.status, status);
        ck_assert((zone != NULL) == (status == CXM_OK));
        ck_assert(status == CXM_OK || status == CXM_ENOMEM);
        cxm_zone_free(zone, &alloc);
        ck_assert_uint_eq(budget.held, 0);
    }
    struct budget none = {0, 0};
    const struct cxm_alloc alloc = {limited, &none};
    struct cxm_zone *zone = NULL;
    ck_assert_int_eq(cxm_zone_fixed(&zone, 60, &alloc, NULL), CXM_ENOMEM);
}
END_TEST

/* -- the machine's zones -------------------------------------------------- */

static uint64_t seed = 1970;

static void compare_with_c_library(const char *name)
{
    struct cxm_zone *zone = machine_zone(name);
    ck_assert_msg(zone != NULL, "%s", name);
    setenv("TZ", name, 1);
    tzset();
    for (int i = 0; i < 3000; i++) {
        /* 1880 to 2400: before the first change and far after the last */
        const int64_t t =
            i < 2000
                ? random_in(&seed, INT64_C(631152000), INT64_C(4102444800))
                : random_in(&seed, -INT64_C(2840140800), INT64_C(13569465600));
        const time_t clock = (time_t)t;
        struct tm tm;
        localtime_r(&clock, &tm);
        ck_assert_msg(cxm_zone_offset(zone, t * 1000) == tm.tm_gmtoff,
                      "%s at %lld: %d, not %ld", name, (long long)t,
                      cxm_zone_offset(zone, t * 1000), tm.tm_gmtoff);
    }
    cxm_zone_free(zone, NULL);
}

START_TEST(every_zone_of_the_machine_agrees_with_the_c_library)
{
    each_machine_zone(compare_with_c_library);
}
END_TEST

/* By definition: the least u with local(u) == L, else L moved by the gap. */
static void check_local_times(const char *name)
{
    struct cxm_zone *zone = machine_zone(name);
    for (int i = 0; i < 3000; i++) {
        const int64_t utc =
            random_in(&seed, -INT64_C(2208988800000), CXM_TIME_END);
        const int64_t local = utc + cxm_zone_offset(zone, utc) * 1000;
        const int64_t back = cxm_zone_utc(zone, local);
        const int64_t shown = back + cxm_zone_offset(zone, back) * 1000;
        ck_assert_msg(shown == local && back <= utc, "%s at %lld", name,
                      (long long)utc);
        /* An arbitrary local time that is skipped comes out later. */
        const int64_t any = cxm_zone_utc(zone, utc);
        ck_assert(any + cxm_zone_offset(zone, any) * 1000 >= utc);
    }
    cxm_zone_free(zone, NULL);
}

START_TEST(in_every_zone_a_local_time_leads_to_its_first_instant)
{
    each_machine_zone(check_local_times);
}
END_TEST

static void truncate_file(const char *name)
{
    static unsigned char bytes[65536];
    static int every_seventh;
    const size_t n = read_zone_file(name, bytes);
    if (every_seventh++ % 7 != 0)
        return;
    for (size_t less = 0; less < n; less++) {
        struct cxm_zone *zone = NULL;
        ck_assert_int_eq(cxm_zone_new(&zone, name, bytes, less, NULL, NULL),
                         CXM_ESYNTAX);
    }
}

START_TEST(every_truncation_of_a_real_file_is_refused)
{
    each_machine_zone(truncate_file);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_footer_gives_the_offset_its_standard_says, 0,
                        sizeof footers / sizeof *footers);
    tcase_add_test(tc, a_footer_that_is_no_rule_is_refused);
    tcase_add_test(tc, the_rule_of_a_footer_holds_for_ever_in_both_directions);
    tcase_add_test(tc,
                   a_skipped_time_moves_forward_and_of_two_the_first_is_meant);
    tcase_add_test(
        tc, the_first_type_holds_before_and_the_footer_after_the_changes);
    tcase_add_test(tc, an_empty_footer_leaves_the_last_offset);
    tcase_add_test(tc, a_file_of_version_1_is_read);
    tcase_add_test(tc, every_truncation_of_a_file_is_refused);
    tcase_add_loop_test(tc, a_damaged_file_is_refused, 0,
                        sizeof damages / sizeof *damages);
    tcase_add_test(tc, a_file_that_counts_leap_seconds_is_refused_and_told_so);
    tcase_add_test(tc, names_and_sizes_have_limits);
    tcase_add_test(tc, utc_needs_no_bytes_and_no_zone);
    tcase_add_test(tc, a_fixed_zone_is_named_by_its_offset);
    tcase_add_test(tc, memory_that_runs_out_leaves_nothing_behind);
    tcase_add_test(tc, every_zone_of_the_machine_agrees_with_the_c_library);
    tcase_add_test(tc, in_every_zone_a_local_time_leads_to_its_first_instant);
    tcase_add_test(tc, every_truncation_of_a_real_file_is_refused);
}

TEST_MAIN(tests)
