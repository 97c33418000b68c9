/* SPDX-License-Identifier: MIT */
/*
 * cxm/label.h - ratings written as words: "Very satisfied", "sehr einfach",
 * Good, Bad, Offered; and as a number with words, "10 - Extremely likely".
 */
#ifndef CXM_LABEL_H
#define CXM_LABEL_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CXM_LABEL_RATING    1 /* a point of the family's scale */
#define CXM_LABEL_NEUTRAL   2 /* the middle of whichever family it is */
#define CXM_LABEL_OFFERED   3 /* asked, no answer (yet) */
#define CXM_LABEL_UNOFFERED 4 /* never asked */

struct cxm_label {
    uint32_t kind; /* CXM_LABEL_... */
    uint32_t reserved;
    int64_t millionths; /* the point, for CXM_LABEL_RATING, else 0 */
    const char *scale;  /* the family's scale, "1:5"; NULL for states and
                            for neutral, which has none of its own */
};

/*
 * Find the label that the n bytes (UTF-8) at `text` are.  Small and capital
 * letters, how many blanks (or '_') there are and a full stop at the end do
 * not matter.  The families, worst point first:
 *
 *   0:1  Bad, Good; also "with comment", "without comment" (Zendesk)
 *   1:3  Unhappy, Happy
 *   1:5  Very dissatisfied, Dissatisfied, Neither satisfied nor dissatisfied,
 *        Satisfied, Very satisfied; unsatisfied for dissatisfied
 *   1:5  Strongly disagree, Disagree, Neither agree nor disagree, Agree,
 *        Strongly agree
 *   1:5  Very difficult, Difficult, Neither easy nor difficult, Easy, Very
 *        easy
 *   1:5  sehr unzufrieden, unzufrieden, weder zufrieden noch unzufrieden,
 *        zufrieden, sehr zufrieden
 *   1:5  stimme gar nicht (überhaupt nicht) zu, stimme eher nicht zu, weder
 *        noch, stimme eher zu, stimme voll (völlig, voll und ganz) zu
 *   1:5  sehr schwierig (schwer), schwierig, weder einfach noch schwierig,
 *        einfach (leicht), sehr einfach
 *
 * "Neither" has its halves in either order; teils/teils is 3 of 1:5; Neutral
 * is the middle of any family.  Words that one scale has beside these, such
 * as "somewhat satisfied" or "stimme zu", are no labels, for they would share
 * a point.
 *
 * CXM_ESYNTAX where it is none: *label is then as it was.
 */
CXM_API int cxm_label_find(const char *text, size_t n, struct cxm_label *label);

/*
 * The length of the number a cell begins with, blanks before it included,
 * where the rest is that number's label: "10 - Extremely likely",
 * "0 = gar nicht", "5: Sehr gut", "5 (very satisfied)", "5 stars".  The rest
 * is one of - = : or an en or em dash, a blank beside a dash, and a text that
 * begins with a letter; or such a text in parentheses; or a blank and such a
 * text without digits.  0 for everything else: "10", "7.5", "9-10", "1/2",
 * "5 6", "5 or 6", "3-Oct", "1.5.2024", "very".
 */
CXM_API size_t cxm_label_strip(const char *text, size_t n);

#ifdef __cplusplus
}
#endif

#endif
