/* SPDX-License-Identifier: MIT */
/*
 * cxm/decimal.h - numbers as people write them, read exactly.
 *
 * A number becomes whole millionths, so that sums are exact and independent
 * of order.  No locale takes part.
 */
#ifndef CXM_DECIMAL_H
#define CXM_DECIMAL_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How the numbers of a source are written; a NULL style is {'.', 0, 0, 0}. */
struct cxm_decimal_style {
    char mark;      /* decimal mark, '.' or ',' */
    char thousands; /* 1: between groups of exactly three digits may stand one
                       and the same of: the other mark, a blank, U+00A0,
                       U+202F, ', U+2019; 0: nothing may */
    char strict;    /* 1: refuse what could be thousands behind a point: 1 to
                       3 digits, not a leading 0, '.', three digits, as in
                       "1.234"; only where the mark is '.', for who says ','
                       has said what he means */
    char reserved;
};

/*
 * Read the whole cell of n bytes as a number, in millionths: blanks around
 * (also no-break ones), a sign (+ - or U+2212), digits with at most one
 * decimal mark, which may come first or last (".5", "5."), an exponent
 * ("1.5e3") of at most 9999 either way.  Beyond six decimals it rounds half
 * to even.  *rounded, if wanted, is 1 where a digit other than 0 was lost.
 *
 * CXM_ESYNTAX for anything else: an empty cell, NaN, inf, 0x10, 5%, two
 * decimal marks.  CXM_ERANGE outside +-9223372036854.775807.  CXM_EINVAL for
 * a style with another mark.  *millionths and *rounded are then as they were,
 * and the message quotes the cell and, where another style would read it,
 * names what to say: decimal=, decimal=. or thousands.
 */
CXM_API int cxm_decimal_parse(const struct cxm_decimal_style *style,
                              const char *text, size_t n, int64_t *millionths,
                              int *rounded, struct cxm_error *error);

/*
 * Write millionths with '.' and without trailing zeros, "-1.5"; all but
 * INT64_MIN read back as they were.  At most `capacity` bytes with the NUL
 * are written, as snprintf does it; the result is the length of the whole
 * without NUL, which is below 24.
 */
CXM_API size_t cxm_decimal_text(int64_t millionths, char *out, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
