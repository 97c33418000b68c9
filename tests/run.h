/* SPDX-License-Identifier: MIT */
/*
 * tests/run.h - the main function of a check program.  A test file defines
 *     static void tests(TCase *tc) { tcase_add_test(tc, a_sentence); ... }
 * and ends with  TEST_MAIN(tests).
 */
#ifndef CXM_TESTS_RUN_H
#define CXM_TESTS_RUN_H

#include <check.h>
#include <stdlib.h>

#include "rounds.h"

static int run_tests(const char *name, void (*tests)(TCase *))
{
    Suite *suite = suite_create(name);
    TCase *cases = tcase_create(name);
    tcase_set_timeout(cases, 300);
    tests(cases);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define TEST_MAIN(tests)                                                       \
    int main(void)                                                             \
    {                                                                          \
        return run_tests(__FILE__, tests);                                     \
    }

#endif
