/* SPDX-License-Identifier: MIT */
#include "cell.h"

#include "cell_plain.h"
#include "refuse.h"

#include <string.h>

#define MILLION 1000000

/* Can a word for nothing begin so? */
static int begins_nothing(char c)
{
    switch (c) {
    case 'n':
    case 'N':
    case 'k':
    case 'K':
    case '?':
    case '-':
    case '#':
        return 1;
    default:
        return (unsigned char)c <= ' ' || (unsigned char)c >= 0x80;
    }
}

int cell_is_missing(const struct cell_style *style, const char *text, size_t n)
{
    struct plain plain;
    if (n == 0)
        return 1;
    if (!style->null && !begins_nothing(*text))
        return 0;
    plain_make(style, text, n, &plain);
    return plain_is_missing(style, &plain);
}

const char *cell_quote(const struct cell_style *style, const char *text,
                       size_t n, char out[REFUSE_QUOTE])
{
    struct plain plain;
    plain_make(style, text, n, &plain);
    return refuse_quote(plain.text, plain.n, out);
}

int cell_names_option(const struct cxm_error *error)
{
    return strstr(plain_behind_quote(error->text), "--") != NULL;
}

/* One or two digits, for these are nearly all ratings; -1: it is not so. */
static int few_digits(const struct cell_style *style, const char *text,
                      size_t n)
{
    int value;
    if (n - 1 > 1 || !text_is_digit(text[0]) || style->null)
        return -1;
    value = text[0] - '0';
    if (n == 2) {
        if (!text_is_digit(text[1]))
            return -1;
        value = value * 10 + (text[1] - '0');
    }
    return value == 0 && style->zero_is_missing ? -1 : value;
}

static int plain_decimal(const struct cell_style *style, const char *text,
                         size_t n, int64_t *millionths, int *rounded,
                         struct cxm_error *error)
{
    int64_t value;
    int lost = 0;
    const int status =
        cxm_decimal_parse(&style->decimal, text, n, &value, &lost, error);
    if (status < 0)
        return plain_translate(status, error);
    if (value == 0 && !lost && style->zero_is_missing)
        return CELL_MISSING;
    *millionths = value;
    if (rounded && lost)
        *rounded = 1;
    return CELL_VALUE;
}

int cell_decimal(const struct cell_style *style, const char *text, size_t n,
                 int64_t *millionths, int *rounded, struct cxm_error *error)
{
    struct plain plain;
    const int few = few_digits(style, text, n);
    if (few >= 0) {
        *millionths = (int64_t)few * MILLION;
        return CELL_VALUE;
    }
    if (n == 0)
        return CELL_MISSING;
    plain_make(style, text, n, &plain);
    if (plain_is_missing(style, &plain))
        return CELL_MISSING;
    return plain_decimal(style, plain.text, plain.n, millionths, rounded,
                         error);
}

int cell_whole(const struct cell_style *style, const char *text, size_t n,
               int64_t *value, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    struct plain plain;
    int64_t millionths = 0;
    int rounded = 0;
    if (cell_is_missing(style, text, n))
        return CELL_MISSING;
    plain_make(style, text, n, &plain);
    const int status = cxm_decimal_parse(&style->decimal, plain.text, plain.n,
                                         &millionths, &rounded, error);
    if (status < 0)
        return plain_translate(status, error);
    if (millionths < 0 || millionths % MILLION != 0 || rounded)
        return refuse(error, CXM_EINVAL, "",
                      "\"%s\" is not a whole number from 0 on",
                      refuse_quote(plain.text, plain.n, quote));
    if (millionths == 0 && style->zero_is_missing)
        return CELL_MISSING;
    *value = millionths / MILLION;
    return CELL_VALUE;
}

int cell_time(const struct cell_style *style, const char *text, size_t n,
              int64_t *ms, struct cxm_error *error)
{
    struct plain plain;
    if (n == 0)
        return CELL_MISSING;
    if (text_is_digit(*text) && !style->null &&
        cxm_time_parse(&style->time, text, n, ms, NULL) == CXM_OK)
        return CELL_VALUE;
    plain_make(style, text, n, &plain);
    if (plain_is_missing(style, &plain))
        return CELL_MISSING;
    const int status =
        cxm_time_parse(&style->time, plain.text, plain.n, ms, error);
    return status < 0 ? plain_translate(status, error) : CELL_VALUE;
}

static void set_score(struct cell_rating *rating, int64_t millionths,
                      const char *scale)
{
    rating->has_score = 1;
    rating->millionths = millionths;
    rating->sent = -1;
    rating->scale = scale;
    rating->neutral = 0;
}

/* One of the labels everybody knows; CELL_VALUE or CXM_ESYNTAX. */
static int known_label(const struct plain *plain, struct cell_rating *rating)
{
    struct cxm_label label;
    if (cxm_label_find(plain->text, plain->n, &label) != CXM_OK)
        return CXM_ESYNTAX;
    set_score(rating, label.millionths, label.scale);
    if (label.kind == CXM_LABEL_RATING)
        return CELL_VALUE;
    rating->has_score = 0;
    rating->scale = NULL;
    rating->neutral = label.kind == CXM_LABEL_NEUTRAL;
    if (label.kind == CXM_LABEL_OFFERED)
        rating->sent = CXM_SENT_YES;
    if (label.kind == CXM_LABEL_UNOFFERED)
        rating->sent = CXM_SENT_NO;
    return CELL_VALUE;
}

/* What the number's reader said is kept where it helps. */
static int refuse_rating(const struct plain *plain, int status,
                         struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    if (!error || status == CXM_ERANGE || cell_names_option(error))
        return status;
    return refuse(error, CXM_ESYNTAX, "",
                  "\"%s\" is neither a number nor a label known here: say "
                  "what it stands for with --labels 'TEXT=NUMBER,...'",
                  refuse_quote(plain->text, plain->n, quote));
}

/* A number alone or with its meaning, or one of the known labels. */
static int plain_rating(const struct cell_style *style,
                        const struct plain *plain, struct cell_rating *rating,
                        struct cxm_error *error)
{
    int64_t millionths = 0;
    const size_t n = cxm_label_strip(plain->text, plain->n);
    int status = plain_decimal(style, plain->text, n ? n : plain->n,
                               &millionths, NULL, NULL);
    if (status == CELL_VALUE)
        set_score(rating, millionths, NULL);
    if (status >= 0 || (n == 0 && known_label(plain, rating) == CELL_VALUE))
        return status > 0 ? status : CELL_VALUE;
    status = plain_decimal(style, plain->text, n ? n : plain->n, &millionths,
                           NULL, error);
    return refuse_rating(plain, status, error);
}

static int any_rating(const struct cell_style *style, const char *text,
                      size_t n, struct cell_rating *rating,
                      struct cxm_error *error)
{
    struct plain plain;
    int64_t millionths = 0;
    plain_make(style, text, n, &plain);
    if (plain.n > 0 && plain_label(style, &plain, 0, &millionths)) {
        set_score(rating, millionths, NULL);
        return CELL_VALUE;
    }
    if (plain_is_missing(style, &plain))
        return CELL_MISSING;
    return plain_rating(style, &plain, rating, error);
}

int cell_rating(const struct cell_style *style, const char *text, size_t n,
                struct cell_rating *rating, struct cxm_error *error)
{
    const int few = style->label ? -1 : few_digits(style, text, n);
    if (few >= 0) {
        set_score(rating, (int64_t)few * MILLION, NULL);
        return CELL_VALUE;
    }
    return n == 0 ? CELL_MISSING : any_rating(style, text, n, rating, error);
}

/* Yes or no; CELL_VALUE or CXM_ESYNTAX. */
static int yes_or_no(const struct plain *plain, int64_t *sent)
{
    static const struct {
        const char *text;
        int sent;
    } words[] = {{"1", CXM_SENT_YES},    {"0", CXM_SENT_NO},
                 {"yes", CXM_SENT_YES},  {"no", CXM_SENT_NO},
                 {"true", CXM_SENT_YES}, {"false", CXM_SENT_NO},
                 {"ja", CXM_SENT_YES},   {"nein", CXM_SENT_NO}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (plain_is(plain, words[i].text)) {
            *sent = words[i].sent;
            return CELL_VALUE;
        }
    }
    return CXM_ESYNTAX;
}

int cell_state(const struct cell_style *style, const char *text, size_t n,
               int64_t *sent, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    struct cell_rating rating;
    struct plain plain;
    int64_t millionths = 0;
    plain_make(style, text, n, &plain);
    if (plain.n > 0 && plain_label(style, &plain, 0, &millionths)) {
        *sent = CXM_SENT_YES;
        return CELL_VALUE;
    }
    if (plain_is_missing(style, &plain))
        return CELL_MISSING;
    if (yes_or_no(&plain, sent) == CELL_VALUE)
        return CELL_VALUE;
    if (known_label(&plain, &rating) == CELL_VALUE) {
        *sent = rating.sent < 0 ? CXM_SENT_YES : rating.sent;
        return CELL_VALUE;
    }
    return refuse(error, CXM_ESYNTAX, "",
                  "\"%s\" is none of offered, unoffered, yes, no, 1, 0, true "
                  "and false",
                  refuse_quote(plain.text, plain.n, quote));
}
