/* SPDX-License-Identifier: MIT */
/*
 * dialect.h - which delimiter a text has, judged by its first rows.
 */
#ifndef CXM_EXAMPLES_DIALECT_H
#define CXM_EXAMPLES_DIALECT_H

#include "csv.h"

struct dialect_guess {
    struct csv_dialect dialect; /* for csv_begin */
    int certain;                /* 0: say so, and name --delimiter */
};

/*
 * Guess from the bytes csv_peek gave; whole is 1 if they are all there is
 * (else the last row may be cut and is not judged).
 *
 * Comma, semicolon, tab and pipe are tried.  One under which at least nine of
 * ten rows have as many fields as the first (and that has two or more) beats
 * one that does not; then the one that leaves fewer misplaced quotes wins,
 * then more fields; a tie goes to the mark that numbers and prose have least:
 * tab, semicolon, pipe, comma.  No delimiter at all is a file of one column:
 * comma.  A first line "sep=C", as Excel writes it, is honoured: dialect.skip
 * is its length.
 */
void dialect_guess(const char *bytes, size_t n, int whole,
                   struct dialect_guess *guess);

#endif
