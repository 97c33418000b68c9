/* SPDX-License-Identifier: MIT */
/* The cells of tickets: durations, flags, states and directions. */
#include "cell.h"

#include "cell_plain.h"
#include "refuse.h"

#include <stdio.h>
#include <string.h>

#define MILLION 1000000

#define DIGITS_MOST 9 /* of each part of a clock */

static size_t count_digits(const char *text, size_t n)
{
    size_t digits = 0;
    while (digits < n && text_is_digit(text[digits]))
        digits++;
    return digits;
}

/* ---- Durations --------------------------------------------------------- */

/* A number, not a clock or a length with units; exponents are numbers. */
static int is_number(const struct plain *plain)
{
    for (size_t i = 0; i < plain->n; i++) {
        const char c = plain->text[i];
        if (c == ':' || c == 'P' || c == 'p')
            return 0;
        if (((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) && c != 'e' &&
            c != 'E')
            return 0;
    }
    return 1;
}

/* A minus sign before anything but zeros. */
static int is_negative(const struct plain *plain)
{
    static const char sign[] = "\xe2\x88\x92";
    const size_t n = plain->n;
    size_t i = *plain->text == '-' ? 1 : 0;
    if (n > 3 && memcmp(plain->text, sign, 3) == 0)
        i = 3;
    for (; i > 0 && i < n; i++)
        if (plain->text[i] >= '1' && plain->text[i] <= '9')
            return 1;
    return 0;
}

static int64_t half_to_even(int64_t quotient, int above_half, int half)
{
    return quotient + (above_half || (half && quotient % 2 != 0));
}

/* Millionths of a unit, exactly. */
static int64_t from_millionths(int64_t millionths, int64_t unit)
{
    const int64_t whole = millionths / MILLION * unit;
    const int64_t part = millionths % MILLION * unit;
    const int64_t rest = part % MILLION;
    return half_to_even(whole + part / MILLION, rest > MILLION / 2,
                        rest == MILLION / 2);
}

/*
 * A number of more than six decimals: 0.4166666666666667 hours are 25
 * minutes.  Multiplying digit by digit from the last leaves the decimals of
 * the product behind and its whole part in the carry.
 */
static int64_t from_digits(int64_t whole, const char *digits, size_t n,
                           int64_t unit)
{
    int64_t carry = 0;
    int64_t first = 0; /* decimal of the product */
    int rest = 0;      /* another one is not 0 */
    for (size_t i = n; i > 0; i--) {
        carry += (digits[i - 1] - '0') * unit;
        rest |= first != 0;
        first = carry % 10;
        carry /= 10;
    }
    return half_to_even(whole * unit + carry, first > 5 || (first == 5 && rest),
                        first == 5);
}

static int plain_number(const struct cell_style *style, int64_t unit,
                        const struct plain *plain, int64_t *ms,
                        struct cxm_error *error)
{
    int64_t millionths = 0;
    int rounded = 0;
    const int status = cxm_decimal_parse(&style->decimal, plain->text, plain->n,
                                         &millionths, &rounded, error);
    char quote[REFUSE_QUOTE];
    if (status < 0)
        return plain_translate(status, error);
    if (millionths / MILLION > INT64_MAX / 2 / unit)
        return refuse(error, CXM_ERANGE, "", "\"%s\" is too long",
                      refuse_quote(plain->text, plain->n, quote));
    const char *mark = memchr(plain->text, style->decimal.mark, plain->n);
    const size_t left = mark ? (size_t)(plain->text + plain->n - mark) - 1 : 0;
    if (rounded && mark && count_digits(mark + 1, left) == left) {
        /* What was read is rounded, perhaps up to the next whole. */
        const int64_t whole =
            (millionths - (mark[1] == '9' && millionths % MILLION == 0)) /
            MILLION;
        *ms = from_digits(whole, mark + 1, left, unit);
    } else {
        *ms = from_millionths(millionths, unit);
    }
    return CELL_VALUE;
}

/* Two parts of a clock, the second of two digits below 60. */
static int is_two_parts(const struct plain *plain, size_t *first)
{
    const size_t n = plain->n;
    const char *text = plain->text;
    *first = count_digits(text, n);
    if (*first == 0 || *first > DIGITS_MOST || *first == n ||
        text[*first] != ':')
        return 0;
    const char *second = text + *first + 1;
    const size_t left = n - *first - 1;
    const size_t digits = count_digits(second, left);
    const char after = (char)(digits < left ? second[digits] : '.');
    return digits == 2 && *second < '6' && (after == '.' || after == ',');
}

/* 12:34 as minutes and seconds, or as hours and minutes. */
static int two_parts(int unit, const struct plain *plain, size_t first,
                     int64_t *ms, struct cxm_error *error)
{
    char text[64];
    char quote[REFUSE_QUOTE];
    refuse_quote(plain->text, plain->n, quote);
    if (unit != UNIT_MM_SS && unit != UNIT_HH_MM)
        return refuse(error, CXM_ESYNTAX, "",
                      "\"%s\" may be minutes or hours: say which with "
                      "--map FIELD=COLUMN:mm:ss or --map FIELD=COLUMN:hh:mm",
                      quote);
    const int length =
        snprintf(text, sizeof text, "%.*s%c%.*s%c", (int)first, plain->text,
                 unit == UNIT_MM_SS ? 'm' : 'h', (int)(plain->n - first - 1),
                 plain->text + first + 1, unit == UNIT_MM_SS ? 's' : 'm');
    if (length >= (int)sizeof text ||
        cxm_duration_parse(text, (size_t)length, ms, NULL) < 0)
        return refuse(error, CXM_ESYNTAX, "", "\"%s\" is no %s", quote,
                      unit_name(unit));
    return CELL_VALUE;
}

static int plain_duration(const struct cell_style *style, int unit,
                          const struct plain *plain, int64_t *ms,
                          struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    size_t first = 0;
    refuse_quote(plain->text, plain->n, quote);
    if (is_negative(plain))
        return refuse(error, CXM_ERANGE, "", "\"%s\" is negative", quote);
    if (is_two_parts(plain, &first))
        return two_parts(unit, plain, first, ms, error);
    if (!is_number(plain)) {
        if (cxm_duration_parse(plain->text, plain->n, ms, NULL) == CXM_OK)
            return CELL_VALUE;
        return refuse(error, CXM_ESYNTAX, "",
                      "\"%s\" is no duration: a number, 1:02:03, 1h30m or "
                      "PT5M",
                      quote);
    }
    if (unit_ms(unit))
        return plain_number(style, unit_ms(unit), plain, ms, error);
    int64_t zero = 1;
    if (plain_number(style, 1, plain, &zero, error) < 0)
        return CXM_ESYNTAX;
    if (zero != 0)
        return refuse(error, CXM_ESYNTAX, "", "\"%s\" is no %s", quote,
                      unit_name(unit));
    *ms = 0;
    return CELL_VALUE;
}

/* Few digits alone, as most of these cells are; -1: it is not so. */
static int64_t few_digits(const struct cell_style *style, const char *text,
                          size_t n)
{
    int64_t value = 0;
    if (n - 1 >= DIGITS_MOST || style->null || count_digits(text, n) != n)
        return -1;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (text[i] - '0');
    return value == 0 && style->zero_is_missing ? -1 : value;
}

/* 0, 0.0, 0:00:00, 0h: but not what is only rounded to 0. */
static int is_zero(const struct plain *plain)
{
    for (size_t i = 0; i < plain->n; i++)
        if (plain->text[i] >= '1' && plain->text[i] <= '9')
            return 0;
    return 1;
}

int cell_duration(const struct cell_style *style, int unit, const char *text,
                  size_t n, int64_t *ms, struct cxm_error *error)
{
    struct plain plain;
    const int64_t few = n ? few_digits(style, text, n) : -1;
    if (few >= 0 && unit_ms(unit)) {
        *ms = few * unit_ms(unit);
        return CELL_VALUE;
    }
    if (n == 0)
        return CELL_MISSING;
    plain_make(style, text, n, &plain);
    if (plain_is_missing(style, &plain))
        return CELL_MISSING;
    int64_t value = 0;
    const int status = plain_duration(style, unit, &plain, &value, error);
    if (status == CELL_VALUE && style->zero_is_missing && is_zero(&plain))
        return CELL_MISSING;
    if (status == CELL_VALUE)
        *ms = value;
    return status;
}

/* ---- Words ------------------------------------------------------------- */

int cell_flag(const struct cell_style *style, uint64_t bit, const char *text,
              size_t n, int64_t *flag, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    struct plain plain;
    plain_make(style, text, n, &plain);
    if (plain_is_missing(style, &plain))
        return CELL_MISSING;
    if (cxm_flag_find(bit, plain.text, plain.n, flag) == CXM_OK)
        return CELL_VALUE;
    return refuse(error, CXM_ESYNTAX, "",
                  "\"%s\" is none of yes, no, true, false, 1 and 0",
                  refuse_quote(plain.text, plain.n, quote));
}

int cell_status(const struct cell_style *style, const char *text, size_t n,
                int64_t *status, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    struct plain plain;
    plain_make(style, text, n, &plain);
    if (plain.n > 0 && plain_label(style, &plain, 1, status))
        return CELL_VALUE;
    if (plain_is_missing(style, &plain))
        return CELL_MISSING;
    if (cxm_status_find(plain.text, plain.n, status) == CXM_OK)
        return CELL_VALUE;
    refuse_quote(plain.text, plain.n, quote);
    return refuse(error, CXM_ESYNTAX, "",
                  "\"%s\" is no status known here: map solved to a column, or "
                  "say --labels '%s=solved' (or open, closed, merged, deleted)",
                  quote, quote);
}

/* "true" in a column that is called incoming. */
static int by_flag(int yes, const struct plain *plain, int64_t *direction)
{
    int64_t flag = 0;
    if (yes < 0 || cxm_flag_find(CXM_FIELD_DIRECTION, plain->text, plain->n,
                                 &flag) != CXM_OK)
        return 0;
    *direction = flag                      ? yes
                 : yes == CXM_DIRECTION_IN ? CXM_DIRECTION_OUT
                                           : CXM_DIRECTION_IN;
    return 1;
}

int cell_direction(const struct cell_style *style, int yes, const char *text,
                   size_t n, int64_t *direction, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    struct plain plain;
    plain_make(style, text, n, &plain);
    if (plain_is_missing(style, &plain))
        return CELL_MISSING;
    if (cxm_direction_find(plain.text, plain.n, direction) == CXM_OK ||
        by_flag(yes, &plain, direction))
        return CELL_VALUE;
    return refuse(error, CXM_ESYNTAX, "",
                  "\"%s\" is neither inbound nor outbound",
                  refuse_quote(plain.text, plain.n, quote));
}

int cell_direction_of(const char *column)
{
    const size_t n = strlen(column);
    const int is = n > 3 && (column[2] == '_' || column[2] == ' ') &&
                   text_same(column, 2, "is", 2);
    int64_t direction;
    if (is)
        column += 3;
    if (cxm_direction_find(column, strlen(column), &direction) == CXM_OK)
        return (int)direction;
    return -1;
}
