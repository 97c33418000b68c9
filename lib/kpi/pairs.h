/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/pairs.h - texts of the form  name=value name="a value"  in which
 * definitions and readings are written, and lists with commas within a value.
 */
#ifndef CXM_LIB_KPI_PAIRS_H
#define CXM_LIB_KPI_PAIRS_H

#include <cxm/base.h>

/* White space, which separates pairs and may surround the parts of a list. */
static inline int cxm__is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next part of a list; 0 behind the last.  *at is NULL from then on. */
int cxm__list_next(const char **at, const char **part, size_t *n);

/*
 * Take the next pair from *text.  The name points into the text; the value,
 * with its quotes undone, is written to `value`, of at least strlen(*text)+1
 * bytes.  Returns 1, or 0 at the end, or CXM_ESYNTAX with *error filled.
 */
int cxm__pairs_next(const char **text, const char **name, size_t *name_length,
                    char *value, struct cxm_error *error);

/*
 * Append  name=value  to out, quoted where needed, with a blank before it;
 * returns the bytes it takes, and writes only as far as capacity allows.
 */
size_t cxm__pairs_write(const char *name, const char *value, char *out,
                        size_t capacity);

#endif
