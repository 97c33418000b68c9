/* SPDX-License-Identifier: MIT */
/*
 * cell_plain.h - the text of a cell, for cell.c only.
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

#endif
