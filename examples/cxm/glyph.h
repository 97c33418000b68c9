/* SPDX-License-Identifier: MIT */
/*
 * glyph.h - characters of UTF-8 text as a terminal sees them.  wcwidth would
 * need a locale, which the program does not set.
 */
#ifndef GLYPH_H
#define GLYPH_H

#include <stddef.h>
#include <stdint.h>

#define GLYPH_BAD UINT32_MAX

/*
 * The first character of n > 0 bytes: its length, and its code point in *code.
 * GLYPH_BAD and 1 where no valid sequence begins.
 */
size_t glyph_next(const char *bytes, size_t n, uint32_t *code);

/* 1 for DEL, C1, line separators and bidirectional controls: above U+001F,
   what could act on a terminal. */
int glyph_acts(uint32_t code);

/* Columns the text takes: 0 for combining marks, 2 for East Asian wide
   characters and emoji, 1 for the rest. */
size_t glyph_width(const char *bytes, size_t n);

#endif
