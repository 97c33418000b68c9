/* SPDX-License-Identifier: MIT */
/*
 * cell_plain.h - the text of a cell, for cell*.c only.
 */
#ifndef CELL_PLAIN_H
#define CELL_PLAIN_H

#include "cell.h"
#include "text.h"

#define PLAIN_LONGEST 256 /* a cell is converted to UTF-8 up to here */

/* A cell in UTF-8, without the blanks around it (also no-break ones). */
struct plain {
    const char *text;
    size_t n;
    char room[PLAIN_LONGEST * TEXT_UTF8_ROOM];
};

void plain_make(const struct cell_style *style, const char *text, size_t n,
                struct plain *plain);

/* Is it that name, in any case and with any blanks around the name? */
int plain_is(const struct plain *plain, const char *name);

/* Is it empty, a word for nothing, or a text of --null? */
int plain_is_missing(const struct cell_style *style, const struct plain *plain);

/*
 * What --labels makes of it as a rating (status 0: a score in millionths) or
 * as a status (status 1); whether it is there.
 */
int plain_label(const struct cell_style *style, const struct plain *plain,
                int status, int64_t *value);

/* Where a message's words begin, behind the quoted cell. */
const char *plain_behind_quote(const char *text);

/* A message of the library's, with the program's names of the options. */
int plain_translate(int status, struct cxm_error *error);

#endif
