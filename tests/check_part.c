/* SPDX-License-Identifier: MIT */
/* Sums and histograms as parts of a state, and durations of a ticket. */
#include <string.h>

#include <cxm/histogram.h>

#include "lib/kpi/kpi.h"
#include "lib/kpi/part.h"
#include "memory.h"
#include "run.h"

static const struct cxm__part sum = {"sum", CXM__PART_SUM, 1, 0};
static const struct cxm__part histogram = {"histogram", CXM__PART_HIST, 1, 0};

#define TOP INT64_MAX /* the high word of the largest sum */

/* Two's complement of 128 bits, the low word first. */
static const struct {
    uint64_t before[2];
    int64_t value;
    uint64_t n;
    int status;
    uint64_t after[2];
} sums[] = {
    {{0, 0}, 7, 3, CXM_OK, {21, 0}},
    {{0, 0}, 7, 0, CXM_OK, {0, 0}},
    {{0, 0}, -1, 1, CXM_OK, {UINT64_MAX, UINT64_MAX}},
    {{5, 0}, -5, 1, CXM_OK, {0, 0}},
    {{UINT64_MAX, 0}, 1, 1, CXM_OK, {0, 1}},
    /* (2^63 - 1)(2^64 - 1) = 2^127 - 2^64 - 2^63 + 1 */
    {{0, 0}, INT64_MAX, UINT64_MAX, CXM_OK, {UINT64_C(1) << 63 | 1, TOP - 1}},
    {{UINT64_MAX, TOP}, 1, 1, CXM_EOVERFLOW, {UINT64_MAX, TOP}},
    {{UINT64_MAX, TOP}, 0, 9, CXM_OK, {UINT64_MAX, TOP}},
    {{UINT64_MAX - 1, TOP}, 1, 1, CXM_OK, {UINT64_MAX, TOP}},
    {{0, UINT64_C(1) << 63}, -1, 1, CXM_EOVERFLOW, {0, UINT64_C(1) << 63}},
    {{0, UINT64_C(1) << 63}, 1, 1, CXM_OK, {1, UINT64_C(1) << 63}},
};

START_TEST(a_sum_is_exact_or_refused)
{
    uint64_t words[2];
    uint64_t other[2] = {0, 0};
    memcpy(words, sums[_i].before, sizeof words);
    ck_assert_int_eq(
        cxm__part_add(&sum, words, sums[_i].value, sums[_i].n, NULL),
        sums[_i].status);
    ck_assert_mem_eq(words, sums[_i].after, sizeof words);
    if (sums[_i].status == CXM_OK)
        ck_assert_int_eq(
            cxm__part_remove(&sum, words, sums[_i].value, sums[_i].n, NULL),
            CXM_OK);
    ck_assert_mem_eq(words, sums[_i].before, sizeof words);
    cxm__part_add(&sum, other, sums[_i].value, sums[_i].n, NULL);
    ck_assert_int_eq(cxm__part_merge(&sum, words, other, NULL),
                     sums[_i].status);
    ck_assert_mem_eq(words, sums[_i].after, sizeof words);
    if (sums[_i].status == CXM_OK)
        ck_assert_int_eq(cxm__part_unmerge(&sum, words, other, NULL), CXM_OK);
    ck_assert_mem_eq(words, sums[_i].before, sizeof words);
}
END_TEST

START_TEST(a_histogram_part_is_a_histogram)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    uint64_t word = 0;
    struct cxm_histogram h = {NULL};
    ck_assert_int_eq(cxm__part_add(&histogram, &word, 5000, 0, &alloc), CXM_OK);
    ck_assert_uint_eq(word, 0);
    ck_assert_int_eq(cxm__part_add(&histogram, &word, -1, 1, &alloc),
                     CXM_ERANGE);
    ck_assert_int_eq(cxm__part_add(&histogram, &word, 5000, 3, &alloc), CXM_OK);
    ck_assert_int_eq(cxm__part_add(&histogram, &word, 90, 1, &alloc), CXM_OK);
    cxm_histogram_add_n(&h, 5000, 3, &alloc);
    cxm_histogram_add(&h, 90, &alloc);
    uint64_t other = 0;
    memcpy(&other, &h, sizeof h);
    ck_assert(cxm__part_equal(&histogram, &word, &other));
    ck_assert_int_eq(cxm__part_merge(&histogram, &word, &other, &alloc),
                     CXM_OK);
    ck_assert(!cxm__part_equal(&histogram, &word, &other));
    ck_assert_int_eq(cxm__part_remove(&histogram, &word, 90, 3, &alloc),
                     CXM_EABSENT);
    ck_assert_int_eq(cxm__part_unmerge(&histogram, &word, &other, &alloc),
                     CXM_OK);
    ck_assert_int_eq(cxm__part_unmerge(&histogram, &word, &other, &alloc),
                     CXM_OK);
    ck_assert_uint_ne(word, 0);
    cxm__part_trim(&histogram, &word, &alloc);
    ck_assert_uint_eq(word, 0);
    cxm__part_trim(&histogram, &other, &alloc);
    ck_assert_uint_ne(other, 0);
    cxm__part_drop(&histogram, &other, &alloc);
    ck_assert_uint_eq(other, 0);
    ck_assert_uint_eq(memory.bytes, 0);
}
END_TEST

/* A ticket whose fields are all `value`, and what is said about one of them. */
static const struct {
    uint64_t have;
    uint64_t bit;
    int64_t value;
    int status;
    const char *says;
} durations[] = {
    {CXM_FIELD_WAIT, CXM_FIELD_WAIT, 0, CXM_COUNTED, NULL},
    {CXM_FIELD_WAIT, CXM_FIELD_WAIT, CXM__DURATION_MAX, CXM_COUNTED, NULL},
    {CXM_FIELD_TALK, CXM_FIELD_WAIT, 5, CXM_MISSING, NULL},
    {CXM_FIELD_HOLD, CXM_FIELD_HOLD, 5, CXM_COUNTED, NULL},
    {CXM_FIELD_WRAP, CXM_FIELD_WRAP, -5, CXM_ERANGE, "wrap is negative"},
    {CXM_FIELD_HANDLE, CXM_FIELD_HANDLE, -5, CXM_ERANGE, "handle is negative"},
    {CXM_FIELD_FIRST_REPLY_TIME, CXM_FIELD_FIRST_REPLY_TIME, -5, CXM_ERANGE,
     "first_reply_time is negative"},
    {CXM_FIELD_FIRST_REPLY_TIME | CXM_FIELD_CREATED | CXM_FIELD_REPLIED,
     CXM_FIELD_FIRST_REPLY_TIME, -5, CXM_ERANGE,
     "first_reply_time is negative: the reply is before the creation"},
    {CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_CREATED | CXM_FIELD_SOLVED,
     CXM_FIELD_RESOLUTION_TIME, -1, CXM_ERANGE,
     "resolution_time is negative: the solution is before the creation"},
    {CXM_FIELD_FIRST_RESOLUTION_TIME, CXM_FIELD_FIRST_RESOLUTION_TIME,
     CXM__DURATION_MAX + 1, CXM_ERANGE,
     "first_resolution_time is out of all range"},
    {CXM_FIELD_TALK, CXM_FIELD_TALK, INT64_MIN, CXM_ERANGE,
     "talk is out of all range"},
};

START_TEST(a_duration_of_a_ticket_is_within_its_range)
{
    const int64_t value = durations[_i].value;
    struct cxm_ticket ticket = CXM_TICKET_INIT;
    struct cxm_error error;
    int64_t read = 77;
    ticket.have = durations[_i].have;
    ticket.first_reply_time = ticket.first_resolution_time = value;
    ticket.resolution_time = ticket.handle = ticket.talk = value;
    ticket.hold = ticket.wrap = ticket.wait = value;
    memset(&error, 0, sizeof error);
    const int status =
        cxm__ticket_duration(&ticket, durations[_i].bit, &read, &error);
    ck_assert_int_eq(status, durations[_i].status);
    ck_assert_int_eq(read, status == CXM_COUNTED ? value : 77);
    ck_assert_str_eq(error.text, durations[_i].says ? durations[_i].says : "");
}
END_TEST

START_TEST(each_duration_is_its_own)
{
    struct cxm_ticket ticket = CXM_TICKET_INIT;
    const uint64_t bits[] = {CXM_FIELD_FIRST_REPLY_TIME,
                             CXM_FIELD_FIRST_RESOLUTION_TIME,
                             CXM_FIELD_RESOLUTION_TIME,
                             CXM_FIELD_HANDLE,
                             CXM_FIELD_TALK,
                             CXM_FIELD_HOLD,
                             CXM_FIELD_WRAP,
                             CXM_FIELD_WAIT};
    ticket.first_reply_time = 0;
    ticket.first_resolution_time = 1;
    ticket.resolution_time = 2;
    ticket.handle = 3;
    ticket.talk = 4;
    ticket.hold = 5;
    ticket.wrap = 6;
    ticket.wait = 7;
    for (int64_t i = 0; i < 8; i++) {
        int64_t read = -1;
        ticket.have = bits[i];
        ck_assert_int_eq(cxm__ticket_duration(&ticket, bits[i], &read, NULL),
                         CXM_COUNTED);
        ck_assert_int_eq(read, i);
    }
}
END_TEST

/* The status counts where no time can tell. */
START_TEST(solvedness_rests_on_times_or_else_on_the_status)
{
    const uint64_t status = CXM_FIELD_STATUS;
    const uint64_t times =
        CXM_FIELD_SOLVED | CXM_FIELD_CLOSED | CXM_FIELD_RESOLUTION_TIME;
    ck_assert_uint_eq(cxm__solved_fields(UINT64_MAX), times);
    ck_assert_uint_eq(cxm__solved_fields(status | CXM_FIELD_AT), status);
    ck_assert_uint_eq(cxm__solved_fields(status | CXM_FIELD_CLOSED),
                      CXM_FIELD_CLOSED);
    ck_assert_uint_eq(cxm__solved_fields(CXM_FIELD_CREATED), 0);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_sum_is_exact_or_refused, 0,
                        sizeof sums / sizeof *sums);
    tcase_add_test(tc, a_histogram_part_is_a_histogram);
    tcase_add_loop_test(tc, a_duration_of_a_ticket_is_within_its_range, 0,
                        sizeof durations / sizeof *durations);
    tcase_add_test(tc, each_duration_is_its_own);
    tcase_add_test(tc, solvedness_rests_on_times_or_else_on_the_status);
}

TEST_MAIN(tests)
