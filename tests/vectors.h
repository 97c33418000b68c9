/* SPDX-License-Identifier: MIT */
/*
 * tests/vectors.h - reads the reference values, vectors/statistics.csv in the
 * folder CXM_SHARED (default ../shared).  Where it is absent a test prints
 * that it skips them; the rows that matter most are in the tests themselves.
 */
#ifndef CXM_TESTS_VECTORS_H
#define CXM_TESTS_VECTORS_H

#include <stdio.h>

struct vector {
    char id[80];
    char method[160];
    char inputs[512];
    char expected[64];
    double value; /* expected, as a number */
};

/* Opens a file of the shared folder for reading; NULL, said, if absent. */
FILE *vectors_open(const char *path);

/*
 * Calls visit for each row whose id begins with prefix; returns how many.  A
 * file without such a row fails the test.
 */
size_t vectors_each(const char *prefix, void (*visit)(const struct vector *));

/* The number after "key=" in the inputs; fails the test if there is none. */
double vector_number(const struct vector *row, const char *key);

/* Does the id end so? */
int vector_ends(const struct vector *row, const char *suffix);

/* |got - expected| <= relative * |expected| + absolute, or the test fails. */
void vector_close(const struct vector *row, double got, double relative,
                  double absolute);

/* The same for a row that is written in the test. */
void close_to(const char *name, double got, double expected, double relative);

#endif
