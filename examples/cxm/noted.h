/* SPDX-License-Identifier: MIT */
/*
 * noted.h - what is noted of a file's cells beside their values: marks of
 * their numbers, that some were rounded, words that are not known.
 */
#ifndef NOTED_H
#define NOTED_H

#include "rows.h"

/* Note which decimal marks a number has; see noted_check. */
void noted_marks(const struct cell_style *style, const char *text, size_t n,
                 int status, struct row_reading *out);

/*
 * EXIT_DATA after a message where this file's numbers have a decimal comma
 * and one that could be a thousand was read as if they had not; else
 * EXIT_DONE.  For after each row.
 */
int noted_check(const struct reader *reader, const struct csv_batch *batch,
                uint32_t r, const struct row_reading *row);

/*
 * What has been noted so far; and to forget what is new since then, so that
 * the cell may be read once more: 1 where there is anything.
 */
struct noted {
    int point_read;
    int comma_refused;
    int rounded;
    uint64_t unknown;
};
struct noted noted_of(const struct row_reading *row);
int noted_forget(struct row_reading *row, const struct noted *before);

#endif
