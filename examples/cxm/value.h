/* SPDX-License-Identifier: MIT */
/*
 * value.h - the values of the program's own options.  Each function returns
 * -1 after a message that says what the value should be.
 */
#ifndef VALUE_H
#define VALUE_H

#include "options.h"

/* "--name value: it should be ..."; always -1. */
int value_refuse(int option, const char *value, const char *wanted);

/* The index of the value among words separated by '|'. */
int value_choose(const struct options *options, int option, const char *words);

/* A decimal within bounds, in millionths. */
int value_number(const struct options *options, int option, int64_t low,
                 int64_t high, const char *wanted, int64_t *millionths);

/* A whole number from low on; untouched where the option is not given. */
int value_count(const struct options *options, int option, int64_t low,
                uint64_t *n);

#endif
