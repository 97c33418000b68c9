/* SPDX-License-Identifier: MIT */
#include "run.h"

#include "examples/cxm/recall.h"

#include <stdio.h>
#include <string.h>

START_TEST(what_was_kept_is_found_and_nothing_else)
{
    struct recall recall;
    memset(&recall, 0, sizeof recall);
    ck_assert_ptr_null(recall_find(&recall, "solved", 6));
    recall_keep(&recall, "solved", 6, 0, 1);
    const struct recalled *known = recall_find(&recall, "solved!", 6);
    ck_assert_ptr_nonnull(known);
    ck_assert(known->status == 0 && known->value == 1);
    ck_assert_ptr_null(recall_find(&recall, "solved!", 7));
    ck_assert_ptr_null(recall_find(&recall, "sxxxxd", 6));
    recall_keep(&recall, "solved", 6, 1, 0);
    ck_assert_int_eq(recall_find(&recall, "solved", 6)->status, 1);
}
END_TEST

START_TEST(an_empty_text_and_a_long_one_are_never_remembered)
{
    static const char text[] = "a status of more bytes than are remembered";
    struct recall recall;
    memset(&recall, 0, sizeof recall);
    recall_keep(&recall, text, RECALL_LONGEST, 0, 7);
    ck_assert_int_eq(recall_find(&recall, text, RECALL_LONGEST)->value, 7);
    recall_keep(&recall, text, RECALL_LONGEST + 1, 0, 8);
    ck_assert_ptr_null(recall_find(&recall, text, RECALL_LONGEST + 1));
    recall_keep(&recall, "", 0, 0, 9);
    ck_assert_ptr_null(recall_find(&recall, "", 0));
}
END_TEST

/* Far more words than there are places: the later takes the place. */
START_TEST(a_word_is_never_taken_for_another)
{
    struct recall recall;
    memset(&recall, 0, sizeof recall);
    for (int i = 0; i < 1000; i++) {
        char word[16];
        const size_t n = (size_t)snprintf(word, sizeof word, "%d", i);
        recall_keep(&recall, word, n, 0, i);
        ck_assert_int_eq(recall_find(&recall, word, n)->value, i);
        for (int k = 0; k < i; k++) {
            const size_t m = (size_t)snprintf(word, sizeof word, "%d", k);
            const struct recalled *known = recall_find(&recall, word, m);
            ck_assert(!known || known->value == k);
        }
    }
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, what_was_kept_is_found_and_nothing_else);
    tcase_add_test(tc, an_empty_text_and_a_long_one_are_never_remembered);
    tcase_add_test(tc, a_word_is_never_taken_for_another);
}

TEST_MAIN(tests)
