/* SPDX-License-Identifier: MIT */
/*
 * layout_find.h - columns sought by name: for layout*.c only.
 */
#ifndef LAYOUT_FIND_H
#define LAYOUT_FIND_H

#include "layout.h"

/* Columns of one name. */
struct found {
    size_t n;
    uint32_t column[2]; /* the first two */
};

/* The columns whose cell in a header row is the name of n bytes. */
void found_in_row(char *const *row, size_t columns, const char *name, size_t n,
                  struct found *found);

/* The same with the sorted names of a row. */
void found_in_index(const struct header_entry *entry, size_t columns,
                    const char *name, size_t n, struct found *found);

/* The same in the row of names of a header. */
void found_in_names(const struct header *header, const char *name, size_t n,
                    struct found *found);

/* The same, in the row of names, else in that of labels. */
void found_in_header(const struct header *header, const char *name, size_t n,
                     struct found *found);

/* Is the text of n bytes the field's name or an alias in that record? */
int names_field(const struct cxm_field *field, uint32_t record,
                const char *text, size_t n);

/*
 * As layout_column, for n bytes.  `field` is the field the column is for, or
 * ""; messages then name the --map to use.
 */
int column_find(const struct header *header, const char *text, size_t n,
                const char *field, struct column_ref *ref,
                struct cxm_error *error);

/* CXM_EOPTION: a column has a namesake. */
int column_twice(const struct header *header, const uint32_t twice[2],
                 const char *field, struct cxm_error *error);

#endif
