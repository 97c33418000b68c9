/* SPDX-License-Identifier: MIT */
/*
 * What is counted in bulk is read by shortcuts: texts are remembered, plain
 * numbers and times are read eight bytes at a time.  A shortcut may refuse any
 * cell, but what it says must be what cell.h says.  tests/ways.sh has the
 * same of whole files.
 */
#include "run.h"

#include "examples/cxm/lane_plain.h"
#include "zones.h"

#include <stdio.h>
#include <string.h>

static uint64_t seed = UINT64_C(20261122);

static uint32_t below(uint32_t n)
{
    return (uint32_t)(random_u64(&seed) >> 32) % n;
}

static void begin(void)
{
    printf("note - seed %llu\n", (unsigned long long)seed);
}

/* A text with something behind it, as in a batch. */
struct text {
    char bytes[300 + MEMO_PAD];
    size_t length;
};

static void put(struct text *text, const char *bytes, size_t n)
{
    for (size_t i = 0; i < sizeof text->bytes; i++)
        text->bytes[i] = (char)random_u64(&seed);
    memcpy(text->bytes, bytes, n);
    text->length = n;
}

static struct cxm_bytes bytes_of(const struct text *text)
{
    return (struct cxm_bytes){text->bytes, text->length};
}

/* ---- Memory of texts --------------------------------------------------- */

#define TEXTS 700

/* Much alike: same beginnings, same ends, zero bytes, all lengths. */
static void random_text(struct text *text)
{
    static const char letters[] = {'\0', 'a', 'b', ' ', '\xff'};
    static const uint32_t longest[] = {2, 8, 9, 16, 17, 24, 255, 256, 300};
    char bytes[300];
    const uint32_t n = below(longest[below(9)] + 1);
    memset(bytes, letters[below(5)], sizeof bytes);
    for (uint32_t i = 0; n > 0 && i < 3; i++)
        bytes[below(n)] = letters[below(5)];
    put(text, bytes, n);
}

/* What the memo should know, found by looking at each. */
static uint32_t find_slowly(const struct text *known, uint32_t n,
                            const struct text *text)
{
    for (uint32_t i = 0; i < n; i++)
        if (known[i].length == text->length &&
            memcmp(known[i].bytes, text->bytes, text->length) == 0)
            return i;
    return MEMO_NONE;
}

START_TEST(each_text_has_a_number_of_its_own)
{
    static struct text known[TEXTS];
    struct text text;
    struct memo memo;
    uint32_t n = 0;
    begin();
    memo_make(&memo, TEXTS);
    for (int round = test_rounds(200000); round > 0; round--) {
        random_text(&text);
        const uint32_t number = find_slowly(known, n, &text);
        ck_assert_uint_eq(memo_find(&memo, text.bytes, text.length), number);
        if (number != MEMO_NONE)
            continue;
        const uint32_t added = memo_add(&memo, text.bytes, text.length);
        const int is_kept = n < TEXTS && text.length <= MEMO_LONGEST;
        ck_assert_uint_eq(added, is_kept ? n : MEMO_NONE);
        if (is_kept)
            known[n++] = text;
        if (n == TEXTS && below(1000) == 0) {
            memo_clear(&memo);
            n = 0;
        }
    }
    memo_free(&memo);
}
END_TEST

/* ---- Numbers ----------------------------------------------------------- */

static struct field_slot slot_of(const char *field, int unit)
{
    struct field_slot slot = {.field = cxm_field_find(field), .unit = unit};
    slot.style.decimal.mark = '.';
    slot.slot.second = COLUMN_NONE;
    slot.response_offset = slot.row_offset = slot.ticket_offset = 0;
    ck_assert_ptr_nonnull(slot.field);
    return slot;
}

static int read_cell(const struct field_slot *slot, const struct text *text,
                     int64_t *value)
{
    int rounded = 0;
    switch (slot->field->type) {
    case CXM_TYPE_TIME:
        return cell_time(&slot->style, text->bytes, text->length, value, NULL);
    case CXM_TYPE_DURATION:
        return cell_duration(&slot->style, slot->unit, text->bytes,
                             text->length, value, NULL);
    case CXM_TYPE_WHOLE:
        return cell_whole(&slot->style, text->bytes, text->length, value, NULL);
    default:
        return cell_decimal(&slot->style, text->bytes, text->length, value,
                            &rounded, NULL);
    }
}

/* Mostly digits, of any length about that of a number. */
static void random_number(struct text *text)
{
    static const char odd[] = "/:;?@ .,-+e'\0\x80\xb5"
                              "07A";
    char bytes[10];
    const uint32_t n = below(sizeof bytes + 1);
    for (uint32_t i = 0; i < n; i++)
        bytes[i] = (char)('0' + below(10));
    if (n > 0 && below(2) == 0)
        bytes[below(n)] = odd[below(sizeof odd - 1)];
    put(text, bytes, n);
}

static void try_numbers(const struct field_slot *slot, int is_plain)
{
    struct text text;
    int read = 0;
    const int64_t unit = lane_unit(slot);
    ck_assert_int_eq(unit > 0, is_plain);
    for (int round = test_rounds(100000); is_plain && round > 0; round--) {
        int64_t fast = -1;
        int64_t slow = -2;
        random_number(&text);
        if (!lane_number(bytes_of(&text), unit, &fast))
            continue;
        read++;
        ck_assert_msg(
            read_cell(slot, &text, &slow) == CELL_VALUE && fast == slow,
            "\"%.*s\" as %s", (int)text.length, text.bytes, slot->field->name);
    }
    ck_assert_int_eq(read > 0, is_plain);
}

START_TEST(a_plain_number_is_what_its_cell_says)
{
    static const struct {
        const char *field;
        int unit;
        const char *null[2];
        int zero_is_missing;
        int is_plain;
    } rows[] = {
        /* cell.h: what a bare number is in each unit */
        {"count", 0, {NULL}, 0, 1},
        {"replies", 0, {NULL}, 0, 1},
        {"amount", 0, {NULL}, 0, 1},
        {"talk", UNIT_SEC, {NULL}, 0, 1},
        {"talk", UNIT_MS, {NULL}, 0, 1},
        {"talk", UNIT_MIN, {NULL}, 0, 1},
        {"talk", UNIT_MM_SS, {NULL}, 0, 0},
        {"talk", UNIT_HH_MM, {NULL}, 0, 0},
        {"count", 0, {NULL}, 1, 0},
        /* --null makes a number missing, or has nothing to do with numbers */
        {"amount", 0, {"99"}, 0, 0},
        {"talk", UNIT_SEC, {" 7 "}, 0, 0},
        {"amount", 0, {"none"}, 0, 1},
    };
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct field_slot slot = slot_of(rows[i].field, rows[i].unit);
        slot.style.null = rows[i].null[0] ? rows[i].null : NULL;
        slot.style.zero_is_missing = rows[i].zero_is_missing;
        try_numbers(&slot, rows[i].is_plain);
    }
}
END_TEST

/* ---- Times ------------------------------------------------------------- */

static void print(struct text *text, const char *shape, const int *date,
                  uint32_t second, const char *tail)
{
    char bytes[64];
    const int n =
        snprintf(bytes, sizeof bytes, shape, date[0], date[1], date[2],
                 (int)second / 3600, (int)second / 60 % 60, (int)second % 60);
    put(text, bytes, (size_t)n);
    memcpy(text->bytes + n, tail, strlen(tail));
    text->length += strlen(tail);
}

/* 1: by the shortcut, and it is what the cell says.  The day before is not
 * always known. */
static int try_time(struct lane *lane, const struct lane_day **day,
                    const struct text *text)
{
    int64_t fast = -1;
    int64_t slow = -2;
    if (below(8) == 0)
        *day = lane->day;
    if (!lane_time(lane, bytes_of(text), day, &fast))
        return 0;
    ck_assert_msg(read_cell(lane->slot, text, &slow) == CELL_VALUE &&
                      fast == slow,
                  "\"%.*s\" is %lld, not %lld", (int)text->length, text->bytes,
                  (long long)slow, (long long)fast);
    return 1;
}

/* Days on which clocks change, those around them, and a common one. */
static const struct {
    const char *zone;
    int day[3];
} days[] = {
    /* zoneinfo; changes by an hour and by half of one */
    {"Europe/Berlin", {2026, 3, 29}},
    {"Europe/Berlin", {2026, 10, 25}},
    {"Australia/Lord_Howe", {2026, 4, 5}},
    {"Australia/Lord_Howe", {2026, 10, 4}},
    /* at a minute past midnight, into the day before */
    {"America/St_Johns", {2010, 3, 14}},
    {"America/St_Johns", {2010, 11, 7}},
    /* at midnight */
    {"America/Sao_Paulo", {2018, 11, 4}},
    {"America/Sao_Paulo", {2018, 2, 18}},
    /* a day that did not exist */
    {"Pacific/Apia", {2011, 12, 30}},
    /* twice in a year more, and by two hours */
    {"Africa/Casablanca", {2026, 2, 15}},
    {"Antarctica/Troll", {2026, 3, 29}},
    {"Asia/Kathmandu", {2026, 7, 1}},
};

START_TEST(each_minute_of_a_day_with_a_clock_change_is_what_its_cell_says)
{
    struct text text;
    struct lane lane;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct field_slot slot = slot_of("at", 0);
        struct cxm_zone *zone = machine_zone(days[i].zone);
        int fast = 0;
        if (!zone) {
            printf("skipped: no zone %s\n", days[i].zone);
            continue;
        }
        slot.style.time.zone = zone;
        ck_assert(lane_make(&lane, &slot));
        const struct lane_day *before = lane.day;
        for (int day = -2; day <= 2; day++)
            for (uint32_t s = 0; s < 86400; s += s % 60 ? 59 : 1) {
                int date[3] = {days[i].day[0], days[i].day[1],
                               days[i].day[2] + day};
                print(&text, "%04d-%02d-%02d %02d:%02d:%02d", date, s, "");
                fast += try_time(&lane, &before, &text);
            }
        ck_assert_int_gt(fast, 0);
        lane_free(&lane);
        cxm_zone_free(zone, NULL);
    }
}
END_TEST

START_TEST(a_plain_time_is_what_its_cell_says)
{
    static const char *const shapes[] = {
        "%04d-%02d-%02d %02d:%02d:%02d", "%04d-%02d-%02dT%02d:%02d:%02d",
        "%04d/%02d/%02d %02d:%02d:%02d", "%04d-%02d-%02d  %d:%02d:%02d",
        "%04d.%02d.%02d %02d:%02d:%02d",
    };
    static const char *const tails[] = {
        "",  "Z",   "+02:00", "-03:30",   ".5",  ".123Z",
        " ", " PM", "+25:00", ".1234567", "+02", "Z+02:00Z"};
    struct text text;
    struct lane lane;
    struct field_slot slot = slot_of("at", 0);
    struct cxm_zone *zone = footer_zone(BERLIN);
    int fast = 0;
    begin();
    slot.style.time.zone = zone;
    for (int round = test_rounds(300); round > 0; round--) {
        ck_assert(lane_make(&lane, &slot));
        const struct lane_day *before = lane.day;
        const char *shape = shapes[below(5)];
        const char *tail = tails[below(12)];
        for (int i = 0; i < 300; i++) {
            const int date[3] = {(int)(below(8) ? 2026 : below(10000)),
                                 (int)below(14), (int)below(33)};
            if (below(50) == 0)
                tail = tails[below(12)];
            print(&text, shape, date, below(90000), tail);
            if (below(10) == 0)
                text.bytes[below((uint32_t)text.length)] ^=
                    (char)(1u << below(8));
            if (below(30) == 0)
                text.length -= below(3);
            fast += try_time(&lane, &before, &text);
        }
        lane_free(&lane);
    }
    ck_assert_int_gt(fast, 0);
    cxm_zone_free(zone, NULL);
}
END_TEST

START_TEST(a_time_that_null_may_name_has_no_shortcut)
{
    static const char *const names[] = {"2026-07-01 10:00:00", NULL};
    static const char *const words[] = {"none", NULL};
    struct field_slot slot = slot_of("at", 0);
    struct lane lane;
    slot.style.null = names;
    ck_assert(lane_make(&lane, &slot));
    ck_assert_ptr_null(lane.day);
    lane_free(&lane);
    slot.style.null = words;
    ck_assert(lane_make(&lane, &slot));
    ck_assert_ptr_nonnull(lane.day);
    lane_free(&lane);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, each_text_has_a_number_of_its_own);
    tcase_add_test(tc, a_plain_number_is_what_its_cell_says);
    tcase_add_test(
        tc, each_minute_of_a_day_with_a_clock_change_is_what_its_cell_says);
    tcase_add_test(tc, a_plain_time_is_what_its_cell_says);
    tcase_add_test(tc, a_time_that_null_may_name_has_no_shortcut);
}

TEST_MAIN(tests)
