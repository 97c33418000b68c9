/* SPDX-License-Identifier: MIT */
/*
 * tests/rounds.h - how long random tests take.
 */
#ifndef CXM_TESTS_ROUNDS_H
#define CXM_TESTS_ROUNDS_H

#include <stdlib.h>

/*
 * How often a random test is repeated: all of it, or a fiftieth where each
 * step is watched (CXM_TEST_QUICK, for sanitizers and valgrind).
 */
static inline int test_rounds(int rounds)
{
    return getenv("CXM_TEST_QUICK") ? rounds / 50 + 1 : rounds;
}

#endif
