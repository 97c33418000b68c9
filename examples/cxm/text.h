/* SPDX-License-Identifier: MIT */
/*
 * text.h - what the bytes of a cell mean, and how to show them safely.
 *
 * What makes a text writes to the caller's room and returns the length,
 * without a zero byte at its end.  None can fail.
 */
#ifndef CXM_EXAMPLES_TEXT_H
#define CXM_EXAMPLES_TEXT_H

#include <stddef.h>
#include <stdint.h>

#define TEXT_AUTO         0 /* UTF-8 where it is valid, else Windows-1252 */
#define TEXT_UTF8         1
#define TEXT_WINDOWS_1252 2
#define TEXT_LATIN_1      3
#define TEXT_CP850        4

#define TEXT_UTF8_ROOM   3 /* bytes of room per byte for text_utf8 */
#define TEXT_ESCAPE_ROOM 4 /* and for text_escape */

static inline int text_is_digit(char c)
{
    return (unsigned char)(c - '0') <= 9;
}

/* A space, or one of \t \n \v \f \r. */
static inline int text_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A letter of ASCII in lower case; any other byte as it is. */
static inline char text_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/*
 * Step to the next item of a list separated by '|': 1, or 0 at its end.  The
 * list may be NULL.
 */
int text_item(const char **list, const char **item, size_t *n);

/* TEXT_... of a name (any case: auto, utf-8, windows-1252 ...); -1: none. */
int text_encoding(const char *name);

/* 1 if the bytes are UTF-8 (no overlong form, no surrogate; RFC 3629). */
int text_is_utf8(const char *bytes, size_t n);

/*
 * The text in UTF-8.  TEXT_UTF8 replaces each byte that is no part of a valid
 * sequence by U+FFFD; bytes that Windows-1252 leaves undefined become the C1
 * control of that number.  Whole cells only: TEXT_AUTO judges what it sees.
 */
size_t text_utf8(const char *bytes, size_t n, int encoding, char *out);

/*
 * The text with whatever could act on a terminal made visible: C0, DEL and
 * bytes that are no UTF-8 as \x1b, C1, line separators and bidirectional
 * controls as \u202e.
 */
size_t text_escape(const char *bytes, size_t n, char *out);

/*
 * A header name for comparing: UTF-8, white space (and U+00A0, U+FEFF) at
 * both ends removed, letters of ASCII and of German and French in lower
 * case.  Never longer than the name.  Equal names are names with equal folds.
 */
size_t text_fold(const char *name, size_t n, char *out);
int text_same(const char *a, size_t na, const char *b, size_t nb);

/*
 * A cell for csv output, quoted where it must be (RFC 4180); guard 1 puts a
 * single quote before a formula.  Room: 2 n + 3.
 */
size_t text_csv(const char *bytes, size_t n, int guard, char *out);

#endif
