/* SPDX-License-Identifier: MIT */
#include <cxm/label.h>

#include "text.h"

#define MILLION 1000000

struct family {
    const char *scale;
    int32_t worst;
    const char *point[5]; /* from the worst on, spellings separated by '|' */
};

/*
 * Only words that no scale has beside each other may share a point: two
 * answers that differ must never be counted as the same.  So "somewhat
 * satisfied" and "stimme zu", which some scales have between or beyond these,
 * are left to the user's own labels.
 */
static const struct family families[] = {
    {"0:1",
     0,
     {"bad|bad with comment|bad without comment",
      "good|good with comment|good without comment"}},
    {"1:3", 1, {"unhappy", NULL, "happy"}},
    {"1:5",
     1,
     {"very dissatisfied|very unsatisfied", "dissatisfied|unsatisfied",
      "neither satisfied nor dissatisfied|neither dissatisfied nor satisfied|"
      "neither satisfied nor unsatisfied|neither unsatisfied nor satisfied",
      "satisfied", "very satisfied"}},
    {"1:5",
     1,
     {"strongly disagree", "disagree",
      "neither agree nor disagree|neither disagree nor agree", "agree",
      "strongly agree"}},
    {"1:5",
     1,
     {"very difficult", "difficult",
      "neither easy nor difficult|neither difficult nor easy", "easy",
      "very easy"}},
    {"1:5",
     1,
     {"sehr unzufrieden", "unzufrieden",
      "weder zufrieden noch unzufrieden|weder unzufrieden noch zufrieden",
      "zufrieden", "sehr zufrieden"}},
    {"1:5",
     1,
     {"stimme gar nicht zu|stimme überhaupt nicht zu|"
      "stimme ueberhaupt nicht zu",
      "stimme eher nicht zu",
      "teils/teils|teils / teils|teils teils|teils, teils|teils-teils|"
      "weder noch|weder/noch|weder / noch|weder-noch",
      "stimme eher zu",
      "stimme voll zu|stimme völlig zu|stimme voellig zu|"
      "stimme voll und ganz zu"}},
    {"1:5",
     1,
     {"sehr schwierig|sehr schwer", "schwierig|schwer",
      "weder einfach noch schwierig|weder schwierig noch einfach|"
      "weder leicht noch schwer|weder schwer noch leicht",
      "einfach|leicht", "sehr einfach|sehr leicht"}},
};

static int find_rating(const char *text, size_t n, struct cxm_label *label)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const struct family *family = &families[i];
        for (int32_t k = 0; k < 5; k++) {
            if (!cxm__words_in(family->point[k], text, n))
                continue;
            label->kind = CXM_LABEL_RATING;
            label->reserved = 0;
            label->millionths = (int64_t)(family->worst + k) * MILLION;
            label->scale = family->scale;
            return CXM_OK;
        }
    }
    return CXM_ESYNTAX;
}

int cxm_label_find(const char *text, size_t n, struct cxm_label *label)
{
    struct cxm_label found = {0, 0, 0, NULL};
    char plain[CXM__WORDS];
    const size_t length = cxm__words_fold(text, n, plain);
    if (length == 0)
        return CXM_ESYNTAX;
    if (cxm__words_in("neutral", plain, length))
        found.kind = CXM_LABEL_NEUTRAL;
    else if (cxm__words_in("offered", plain, length))
        found.kind = CXM_LABEL_OFFERED;
    else if (cxm__words_in("unoffered", plain, length))
        found.kind = CXM_LABEL_UNOFFERED;
    else if (find_rating(plain, length, &found) != CXM_OK)
        return CXM_ESYNTAX;
    *label = found;
    return CXM_OK;
}

/* Step over blanks; whether there were any. */
static int skip_blanks(struct cxm__scan *scan)
{
    const char *from = scan->p;
    while (cxm__accept_blank(scan))
        continue;
    return scan->p > from;
}

/* Step over a sign, digits, and decimals behind a mark; whether they are. */
static int skip_score(struct cxm__scan *scan)
{
    cxm__accept_sign(scan);
    if (cxm__skip_digits(scan) == 0)
        return 0;
    if (!cxm__accept(scan, '.') && !cxm__accept(scan, ','))
        return 1;
    return cxm__skip_digits(scan) > 0;
}

/*
 * Does a text begin here?  Beyond ASCII, U+0080..00BF and U+2000..2FFF are
 * marks and signs, not letters.
 */
static int at_letter(const struct cxm__scan *scan)
{
    const unsigned char c = (unsigned char)cxm__peek(scan);
    const unsigned char lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= 0xc3 && c != 0xe2);
}

static int accept_dash(struct cxm__scan *scan)
{
    return cxm__accept(scan, '-') || cxm__accept_bytes(scan, CXM__EN_DASH) ||
           cxm__accept_bytes(scan, CXM__EM_DASH);
}

/*
 * Is the rest what the number means?  A dash needs a blank beside it, for
 * "3-Oct" is what a spreadsheet makes of 3/10; and with a blank alone digits
 * say that it is something else, "5 or 6", "3 May 2024".
 */
static int at_meaning(struct cxm__scan *scan)
{
    int blank = skip_blanks(scan);
    if (cxm__accept(scan, '(')) {
        skip_blanks(scan);
        while (scan->end > scan->p && cxm__is_blank(scan->end[-1]))
            scan->end--;
        return at_letter(scan) && scan->end[-1] == ')';
    }
    if (cxm__accept(scan, ':') || cxm__accept(scan, '=')) {
        skip_blanks(scan);
        return at_letter(scan);
    }
    if (accept_dash(scan)) {
        blank |= skip_blanks(scan);
        return blank && at_letter(scan);
    }
    if (!blank || !at_letter(scan))
        return 0;
    while (scan->p < scan->end && !cxm__is_digit(*scan->p))
        scan->p++;
    return scan->p == scan->end;
}

size_t cxm_label_strip(const char *text, size_t n)
{
    struct cxm__scan scan = {text, text + n};
    skip_blanks(&scan);
    if (!skip_score(&scan))
        return 0;
    const size_t length = (size_t)(scan.p - text);
    return at_meaning(&scan) ? length : 0;
}
