/* SPDX-License-Identifier: MIT */
/* The statuses of single states; the laws of all are in check_laws.c. */
#include <string.h>

#include <cxm/moments.h>
#include <cxm/proportion.h>
#include <cxm/rating.h>
#include <cxm/reading.h>

#include "run.h"

static struct cxm_def *made(const char *text)
{
    struct cxm_def *def = NULL;
    struct cxm_error error;
    const int status = cxm_def_new(&def, text, NULL, &error);
    ck_assert_msg(status == CXM_OK, "%s: %s", text, error.text);
    return def;
}

#define ADD     1
#define REMOVE  2
#define REPLACE 3

/* One step from a state that a definition lays out as counters. */
static const struct {
    const char *def;
    uint64_t before[5];
    int verb;
    int64_t v; /* in millionths for ratings */
    int64_t next;
    uint64_t n;
    int status;
    uint64_t after[5];
} steps[] = {
    {"csat", {0}, ADD, 5000000, 0, 1, CXM_OK, {0, 0, 0, 0, 1}},
    {"csat", {0}, ADD, 1000000, 0, 7, CXM_OK, {7}},
    {"csat scale=5:1", {0}, ADD, 1000000, 0, 7, CXM_OK, {0, 0, 0, 0, 7}},
    {"csat", {1, 2}, ADD, 4500000, 0, 1, CXM_ERANGE, {1, 2}},
    {"csat", {1, 2}, ADD, 5, 0, 1, CXM_ERANGE, {1, 2}},
    {"csat", {1, 2}, ADD, 6000000, 0, 1, CXM_ERANGE, {1, 2}},
    {"csat", {1, 2}, ADD, 6000000, 0, 0, CXM_ERANGE, {1, 2}},
    {"csat", {UINT64_MAX}, ADD, 1000000, 0, 1, CXM_EOVERFLOW, {UINT64_MAX}},
    {"csat", {UINT64_MAX}, ADD, 1000000, 0, 0, CXM_OK, {UINT64_MAX}},
    {"csat",
     {UINT64_MAX - 3},
     ADD,
     1000000,
     0,
     4,
     CXM_EOVERFLOW,
     {UINT64_MAX - 3}},
    {"csat", {UINT64_MAX - 3}, ADD, 1000000, 0, 3, CXM_OK, {UINT64_MAX}},
    {"csat", {1, 2}, REMOVE, 2000000, 0, 1, CXM_OK, {1, 1}},
    {"csat", {1, 2}, REMOVE, 2000000, 0, 2, CXM_OK, {1}},
    {"csat", {1, 2}, REMOVE, 2000000, 0, 3, CXM_EABSENT, {1, 2}},
    {"csat", {1, 2}, REMOVE, 3000000, 0, 1, CXM_EABSENT, {1, 2}},
    {"csat", {1, 2}, REMOVE, 0, 0, 1, CXM_ERANGE, {1, 2}},
    {"csat", {1, 2}, REPLACE, 2000000, 5000000, 1, CXM_OK, {1, 1, 0, 0, 1}},
    {"csat", {1, 2}, REPLACE, 2000000, 2000000, 1, CXM_OK, {1, 2}},
    {"csat", {1, 2}, REPLACE, 3000000, 2000000, 1, CXM_EABSENT, {1, 2}},
    {"csat", {1, 2}, REPLACE, 2000000, 6000000, 1, CXM_ERANGE, {1, 2}},
    {"csat",
     {1, UINT64_MAX},
     REPLACE,
     1000000,
     2000000,
     1,
     CXM_EOVERFLOW,
     {1, UINT64_MAX}},
    {"csat", {UINT64_MAX}, REPLACE, 1000000, 1000000, 1, CXM_OK, {UINT64_MAX}},
    {"response", {3, 4}, ADD, 1, 0, 1, CXM_OK, {3, 5}},
    {"response", {3, 4}, ADD, 0, 0, 1, CXM_OK, {4, 4}},
    {"response", {3, 4}, ADD, 2, 0, 1, CXM_ERANGE, {3, 4}},
    {"response", {3, 4}, ADD, -1, 0, 1, CXM_ERANGE, {3, 4}},
    {"rate hit=a", {3, 4}, ADD, 2, 0, 1, CXM_ERANGE, {3, 4}},
    {"rate hit=a", {3, 4}, REPLACE, 0, 1, 1, CXM_OK, {2, 5}},
    {"volume", {3}, ADD, 0, 0, 5, CXM_OK, {8}},
    {"volume", {3}, REMOVE, 0, 0, 4, CXM_EABSENT, {3}},
    {"volume", {UINT64_MAX}, ADD, 0, 0, 1, CXM_EOVERFLOW, {UINT64_MAX}},
};

START_TEST(a_step_gives_its_status_and_state)
{
    struct cxm_def *def = made(steps[_i].def);
    uint64_t state[5];
    int status;
    memcpy(state, steps[_i].before, sizeof state);
    const int64_t *v = &steps[_i].v;
    if (steps[_i].verb == ADD)
        status = cxm_state_add_n(def, state, v, steps[_i].n, NULL);
    else if (steps[_i].verb == REMOVE)
        status = cxm_state_remove_n(def, state, v, steps[_i].n, NULL);
    else
        status = cxm_state_replace(def, state, v, &steps[_i].next, NULL);
    ck_assert_int_eq(status, steps[_i].status);
    ck_assert_mem_eq(state, steps[_i].after, sizeof state);
    cxm_def_free(def, NULL);
}
END_TEST

/* Of three sent, five cannot have come back. */
START_TEST(a_rate_of_columns_takes_no_more_hits_than_there_are)
{
    struct cxm_def *def = made("rate numerator=a denominator=b");
    uint64_t state[4] = {0};
    const uint64_t empty[4] = {0};
    const int64_t above[2] = {5, 3};
    const int64_t some[2] = {3, 5};
    ck_assert_int_eq(cxm_state_add(def, state, above, NULL), CXM_ERANGE);
    ck_assert_mem_eq(state, empty, sizeof state);
    ck_assert_int_eq(cxm_state_add(def, state, some, NULL), CXM_OK);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_rate_of_columns_gives_back_only_what_it_has)
{
    struct cxm_def *def = made("rate numerator=a denominator=b");
    uint64_t state[4] = {0};
    uint64_t other[4] = {0};
    uint64_t before[4];
    const int64_t some[2] = {3, 5};
    const int64_t more[2] = {4, 5};
    cxm_state_add(def, state, some, NULL);
    cxm_state_add(def, other, more, NULL);
    memcpy(before, state, sizeof state);
    ck_assert_int_eq(cxm_state_remove(def, state, more, NULL), CXM_EABSENT);
    ck_assert_mem_eq(state, before, sizeof state);
    ck_assert_int_eq(cxm_state_unmerge(def, state, other, NULL), CXM_EABSENT);
    ck_assert_mem_eq(state, before, sizeof state);
    ck_assert_int_eq(cxm_state_remove(def, state, some, NULL), CXM_OK);
    ck_assert_int_eq(cxm_state_remove(def, state, some, NULL), CXM_EABSENT);
    cxm_def_free(def, NULL);
}
END_TEST

/* What is left after taking -1 from {1, 2} no numbers can have. */
START_TEST(an_amount_gives_back_only_what_it_can_have)
{
    struct cxm_def *def = made("amount");
    uint64_t state[5] = {0};
    uint64_t before[5];
    const int64_t v[] = {CXM_MILLION, 2 * CXM_MILLION, 3 * CXM_MILLION};
    cxm_state_add(def, state, &v[0], NULL);
    cxm_state_add(def, state, &v[1], NULL);
    memcpy(before, state, sizeof state);
    ck_assert_int_eq(cxm_state_remove(def, state, &v[2], NULL), CXM_EABSENT);
    ck_assert_int_eq(cxm_state_remove_n(def, state, &v[0], 3, NULL),
                     CXM_EABSENT);
    ck_assert_int_eq(cxm_state_replace(def, state, &v[2], &v[0], NULL),
                     CXM_EABSENT);
    ck_assert_mem_eq(state, before, sizeof state);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(the_sum_of_the_largest_amounts_refuses_to_wrap)
{
    struct cxm_def *def = made("amount");
    uint64_t state[5] = {0};
    uint64_t before[5];
    const int64_t least = INT64_MIN;
    int status = CXM_OK;
    for (int i = 0; i < 5 && status == CXM_OK; i++) {
        memcpy(before, state, sizeof state);
        status = cxm_state_add(def, state, &least, NULL);
    }
    ck_assert_int_eq(status, CXM_EOVERFLOW);
    ck_assert_mem_eq(state, before, sizeof state);
    cxm_def_free(def, NULL);
}
END_TEST

/* Two definitions with equal texts may share states: nothing else is in them. */
START_TEST(a_state_does_not_depend_on_the_definition_that_made_it)
{
    struct cxm_def *a = made("nps");
    struct cxm_def *b = made("nps scale=0:10");
    uint64_t one[11] = {0};
    uint64_t two[11] = {0};
    const int64_t nine = 9 * CXM_MILLION;
    cxm_state_add(a, one, &nine, NULL);
    cxm_state_add(b, two, &nine, NULL);
    ck_assert_int_eq(cxm_state_equal(a, one, two), 1);
    ck_assert_int_eq(cxm_state_merge(b, one, two, NULL), CXM_OK);
    ck_assert_uint_eq(one[9], 2);
    ck_assert_int_eq(cxm_state_equal(b, one, two), 0);
    cxm_def_free(a, NULL);
    cxm_def_free(b, NULL);
}
END_TEST

/* What fails late could not be undone: its inverse would have changed too. */
START_TEST(a_state_is_not_merged_with_itself)
{
    static const char *const texts[] = {"csat", "volume", "amount",
                                        "rate numerator=a denominator=b"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cxm_def *def = made(texts[i]);
        const int64_t v[2] = {CXM_MILLION, CXM_MILLION};
        uint64_t state[5] = {0};
        uint64_t before[5];
        ck_assert_int_eq(cxm_state_add(def, state, v, NULL), CXM_OK);
        memcpy(before, state, sizeof state);
        ck_assert_int_eq(cxm_state_merge(def, state, state, NULL), CXM_EINVAL);
        ck_assert_int_eq(cxm_state_unmerge(def, state, state, NULL),
                         CXM_EINVAL);
        ck_assert_mem_eq(state, before, sizeof state);
        cxm_def_free(def, NULL);
    }
}
END_TEST

START_TEST(the_typed_ones_are_doubled_by_themselves_and_emptied)
{
    struct cxm_rating r = {1, 5, {1, 2, 3, 4, UINT64_MAX / 2}};
    struct cxm_moments m = {2, {3, 0}, {5, 0}};
    struct cxm_proportion p = {3, 4};
    ck_assert_int_eq(cxm_rating_merge(&r, &r), CXM_OK);
    ck_assert(r.count[0] == 2 && r.count[4] == UINT64_MAX - 1);
    ck_assert_int_eq(cxm_rating_merge(&r, &r), CXM_EOVERFLOW);
    ck_assert(r.count[0] == 2 && r.count[4] == UINT64_MAX - 1);
    ck_assert_int_eq(cxm_rating_unmerge(&r, &r), CXM_OK);
    ck_assert(r.count[0] == 0 && r.count[4] == 0);
    ck_assert_int_eq(cxm_moments_merge(&m, &m), CXM_OK);
    ck_assert(m.n == 4 && m.sum[0] == 6 && m.sumsq[0] == 10);
    ck_assert_int_eq(cxm_moments_unmerge(&m, &m), CXM_OK);
    ck_assert(m.n == 0 && m.sum[0] == 0 && m.sumsq[0] == 0);
    ck_assert_int_eq(cxm_proportion_merge(&p, &p), CXM_OK);
    ck_assert(p.hits == 6 && p.n == 8);
    ck_assert_int_eq(cxm_proportion_unmerge(&p, &p), CXM_OK);
    ck_assert(p.hits == 0 && p.n == 0);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_step_gives_its_status_and_state, 0,
                        sizeof steps / sizeof *steps);
    tcase_add_test(tc, a_rate_of_columns_takes_no_more_hits_than_there_are);
    tcase_add_test(tc, a_rate_of_columns_gives_back_only_what_it_has);
    tcase_add_test(tc, an_amount_gives_back_only_what_it_can_have);
    tcase_add_test(tc, the_sum_of_the_largest_amounts_refuses_to_wrap);
    tcase_add_test(tc, a_state_does_not_depend_on_the_definition_that_made_it);
    tcase_add_test(tc, a_state_is_not_merged_with_itself);
    tcase_add_test(tc, the_typed_ones_are_doubled_by_themselves_and_emptied);
}

TEST_MAIN(tests)
