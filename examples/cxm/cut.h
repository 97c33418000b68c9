/* SPDX-License-Identifier: MIT */
/*
 * cut.h - where in the middle of a text a row begins, and in which line.
 *
 * Whether a line feed lies within quotes, only all that is before it can tell.
 * But the two ways to read on from there soon come to the same: they part only
 * until the first quote that can do nothing but open, or nothing but close.  A
 * row that begins behind it begins in either way.  Where they stay apart, it is
 * guessed; who reads up to the place finds out whether that was right.
 */
#ifndef CUT_H
#define CUT_H

#include "csv.h"
#include "source.h"

#define CUT_NONE SIZE_MAX

/*
 * How many bytes of a text are before the first row that is known, or else
 * guessed, to begin in it, right behind a line feed; CUT_NONE: there is none,
 * or no memory.
 */
size_t cut_find(const char *text, size_t n, const struct csv_dialect *dialect);

/*
 * The same in the text of a file that can seek, from a place on; 0: nowhere
 * near.
 */
uint64_t cut_behind(const struct source *source, uint64_t at,
                    const struct csv_dialect *dialect);

/*
 * The physical lines of that text from a place where one begins to another;
 * less than 0: they cannot be read.
 */
int64_t cut_lines(const struct source *source, uint64_t from, uint64_t end);

#endif
