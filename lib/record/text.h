/* SPDX-License-Identifier: MIT */
/*
 * lib/record/text.h - steps through a cell that numbers and labels share, and
 * words whose case and blanks do not matter.
 */
#ifndef CXM_LIB_RECORD_TEXT_H
#define CXM_LIB_RECORD_TEXT_H

#include "../time/time.h"

#include <string.h>

/* What people type beyond ASCII, in UTF-8. */
#define CXM__NO_BREAK_SPACE "\xc2\xa0"
#define CXM__NARROW_SPACE   "\xe2\x80\xaf"
#define CXM__MINUS_SIGN     "\xe2\x88\x92"
#define CXM__APOSTROPHE     "\xe2\x80\x99"
#define CXM__EN_DASH        "\xe2\x80\x93"
#define CXM__EM_DASH        "\xe2\x80\x94"

/* Step over these bytes; whether they were there. */
static inline int cxm__accept_bytes(struct cxm__scan *scan, const char *bytes)
{
    const size_t n = strlen(bytes);
    if ((size_t)(scan->end - scan->p) < n || memcmp(scan->p, bytes, n) != 0)
        return 0;
    scan->p += n;
    return 1;
}

/* Step over one blank that does not break the line; whether there was one. */
static inline int cxm__accept_blank(struct cxm__scan *scan)
{
    return cxm__accept(scan, ' ') || cxm__accept(scan, '\t') ||
           cxm__accept_bytes(scan, CXM__NO_BREAK_SPACE) ||
           cxm__accept_bytes(scan, CXM__NARROW_SPACE);
}

/* Step over a sign; whether it was a minus. */
static inline int cxm__accept_sign(struct cxm__scan *scan)
{
    if (cxm__accept(scan, '-') || cxm__accept_bytes(scan, CXM__MINUS_SIGN))
        return 1;
    cxm__accept(scan, '+');
    return 0;
}

/* Step over digits; how many there were. */
static inline int64_t cxm__skip_digits(struct cxm__scan *scan)
{
    const char *from = scan->p;
    while (cxm__is_digit(cxm__peek(scan)))
        scan->p++;
    return scan->p - from;
}

/*
 * Write the text with small letters for capital ones, in UTF-8: those of ASCII
 * and Latin-1, the ligature OE, a Y with diaeresis and the German sharp S.
 * Returns its length, at most n.  Other bytes stay as they are.
 */
size_t cxm__small_letters(const char *text, size_t n, char *out);

#define CXM__WORDS 64 /* no label and no word of a state is as long as this */

/*
 * The text with small letters, single blanks (also for '_') and no full stop
 * at its end, and its length; 0 where nothing is left or it is too long.
 */
size_t cxm__words_fold(const char *text, size_t n, char out[CXM__WORDS]);

/* Is a folded text one of `list`, whose spellings '|' separates?  NULL: no. */
int cxm__words_in(const char *list, const char *text, size_t n);

#endif
