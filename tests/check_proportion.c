/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <cxm/proportion.h>

#include "run.h"

static int is(const struct cxm_proportion *p, uint64_t hits, uint64_t n)
{
    return p->hits == hits && p->n == n;
}

START_TEST(the_struct_is_frozen)
{
    ck_assert_uint_eq(sizeof(struct cxm_proportion), 16);
    ck_assert_uint_eq(offsetof(struct cxm_proportion, n), 8);
}
END_TEST

START_TEST(a_share_is_hits_of_n)
{
    struct cxm_proportion p = {9, 9};
    ck_assert_int_eq(cxm_proportion_init(&p), CXM_OK);
    ck_assert(is(&p, 0, 0));
    ck_assert(isnan(cxm_proportion_share(&p)));
    ck_assert_int_eq(cxm_proportion_add(&p, 1), CXM_OK);
    ck_assert_int_eq(cxm_proportion_add_n(&p, 0, 3), CXM_OK);
    ck_assert(is(&p, 1, 4));
    ck_assert(cxm_proportion_share(&p) == 0.25);
    ck_assert_int_eq(cxm_proportion_replace(&p, 0, 1), CXM_OK);
    ck_assert(is(&p, 2, 4));
    ck_assert_int_eq(cxm_proportion_remove(&p, 1), CXM_OK);
    ck_assert(is(&p, 1, 3));
}
END_TEST

START_TEST(only_zero_and_one_are_counted)
{
    struct cxm_proportion p = {1, 2};
    ck_assert_int_eq(cxm_proportion_add(&p, 2), CXM_EINVAL);
    ck_assert_int_eq(cxm_proportion_add(&p, -1), CXM_EINVAL);
    ck_assert_int_eq(cxm_proportion_add_n(&p, 2, 0), CXM_EINVAL);
    ck_assert_int_eq(cxm_proportion_remove(&p, 2), CXM_EINVAL);
    ck_assert_int_eq(cxm_proportion_replace(&p, 1, 2), CXM_EINVAL);
    ck_assert_int_eq(cxm_proportion_replace(&p, 2, 1), CXM_EINVAL);
    ck_assert(is(&p, 1, 2));
}
END_TEST

START_TEST(a_bad_batch_changes_nothing)
{
    struct cxm_proportion p = {1, 2};
    struct cxm_error error;
    uint8_t hits[300];
    for (size_t i = 0; i < 300; i++)
        hits[i] = i % 3 == 0;
    ck_assert_int_eq(cxm_proportion_add_many(&p, hits, 300, &error), CXM_OK);
    ck_assert(is(&p, 101, 302));
    ck_assert_int_eq(cxm_proportion_add_many(&p, NULL, 0, NULL), CXM_OK);
    for (size_t bad = 0; bad < 300; bad += 23) {
        const uint8_t old = hits[bad];
        hits[bad] = bad % 2 ? 2 : 255;
        ck_assert_int_eq(cxm_proportion_add_many(&p, hits, 300, &error),
                         CXM_EINVAL);
        ck_assert_uint_eq(error.record, bad);
        ck_assert_int_eq(error.status, CXM_EINVAL);
        hits[bad] = old;
    }
    ck_assert(is(&p, 101, 302));
}
END_TEST

START_TEST(merge_and_unmerge_undo_each_other)
{
    struct cxm_proportion p = {3, 7};
    const struct cxm_proportion q = {2, 9};
    ck_assert_int_eq(cxm_proportion_merge(&p, &q), CXM_OK);
    ck_assert(is(&p, 5, 16));
    ck_assert_int_eq(cxm_proportion_unmerge(&p, &q), CXM_OK);
    ck_assert(is(&p, 3, 7));
    ck_assert_int_eq(cxm_proportion_merge(&p, &p), CXM_OK);
    ck_assert(is(&p, 6, 14));
    ck_assert_int_eq(cxm_proportion_unmerge(&p, &p), CXM_OK);
    ck_assert(is(&p, 0, 0));
}
END_TEST

START_TEST(what_was_never_added_is_not_removed)
{
    struct cxm_proportion hit = {1, 1};
    struct cxm_proportion miss = {0, 1};
    const struct cxm_proportion more = {1, 2};
    ck_assert_int_eq(cxm_proportion_remove(&hit, 0), CXM_EABSENT);
    ck_assert_int_eq(cxm_proportion_remove(&miss, 1), CXM_EABSENT);
    ck_assert_int_eq(cxm_proportion_replace(&miss, 1, 0), CXM_EABSENT);
    ck_assert_int_eq(cxm_proportion_unmerge(&hit, &more), CXM_EABSENT);
    ck_assert_int_eq(cxm_proportion_unmerge(&miss, &more), CXM_EABSENT);
    ck_assert_int_eq(cxm_proportion_unmerge(&hit, &miss), CXM_EABSENT);
    ck_assert(is(&hit, 1, 1) && is(&miss, 0, 1));
}
END_TEST

START_TEST(a_full_counter_refuses_and_never_wraps)
{
    const uint8_t hits[2] = {0, 1};
    struct cxm_proportion p = {0, 0};
    struct cxm_error error;
    ck_assert_int_eq(cxm_proportion_add_n(&p, 1, UINT64_MAX - 1), CXM_OK);
    ck_assert_int_eq(cxm_proportion_add_many(&p, hits, 2, &error),
                     CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_proportion_add(&p, 0), CXM_OK);
    ck_assert_int_eq(cxm_proportion_add(&p, 0), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_proportion_add(&p, 1), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_proportion_merge(&p, &p), CXM_EOVERFLOW);
    ck_assert(is(&p, UINT64_MAX - 1, UINT64_MAX));
    ck_assert_int_eq(cxm_proportion_replace(&p, 0, 1), CXM_OK);
    ck_assert(cxm_proportion_share(&p) == 1);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_struct_is_frozen);
    tcase_add_test(tc, a_share_is_hits_of_n);
    tcase_add_test(tc, only_zero_and_one_are_counted);
    tcase_add_test(tc, a_bad_batch_changes_nothing);
    tcase_add_test(tc, merge_and_unmerge_undo_each_other);
    tcase_add_test(tc, what_was_never_added_is_not_removed);
    tcase_add_test(tc, a_full_counter_refuses_and_never_wraps);
}

TEST_MAIN(tests)
