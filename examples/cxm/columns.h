/* SPDX-License-Identifier: MIT */
/*
 * columns.h - columns that are asked for by name, in --by, --where, --drop and
 * --target: of several files each may lack one, but not all of them.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "plan.h"

#define COLUMN_FOUND  0
#define COLUMN_ABSENT 1

/*
 * The column of a name: a field that has one, else a header.  COLUMN_FOUND;
 * COLUMN_ABSENT, with a message that names those there are; or a negative
 * status with a message, where two have that name.
 */
int columns_find(const struct input *input, const char *name,
                 struct column_ref *ref, struct cxm_error *error);

/* The unit of the duration in that column (UNIT_...), or UNIT_NONE. */
int columns_unit(const struct input *input, const struct column_ref *ref);

/*
 * Is each of the names in some file?  Notes say of each file that lacks one
 * what becomes of its rows.  EXIT_DONE, or EXIT_USAGE after a message.
 */
int columns_check(const struct plan *plan, const struct settings *settings,
                  const struct input *inputs, size_t n);

/* The names of a file's columns, as many as there is room for. */
void columns_names(const struct input *input, char *out, size_t size);

#endif
