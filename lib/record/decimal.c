/* SPDX-License-Identifier: MIT */
#include <cxm/decimal.h>

#include "../base/base.h"
#include "text.h"

#define MILLION  1000000
#define DECIMALS 6
#define EXPONENT 9999

/*
 * A number in its parts, which lie in the cell.  A mark of thousands may
 * stand between the digits of `whole`; none of its bytes is a digit.
 */
struct parts {
    const char *whole;
    const char *whole_end;
    const char *fraction;
    const char *fraction_end;
    int64_t digits; /* in `whole` */
    int64_t exponent;
    int negative;
};

/* Millionths while they are added up, and what lies beyond them. */
struct millionths {
    int64_t value;
    int64_t power; /* the power of ten of the next digit */
    int next;      /* the seventh decimal */
    int rest;      /* whether a later one is not 0 */
};

/* Take one blank off the end; whether there was one. */
static int drop_last(struct cxm__scan *scan, const char *blank)
{
    const size_t n = strlen(blank);
    if ((size_t)(scan->end - scan->p) < n ||
        memcmp(scan->end - n, blank, n) != 0)
        return 0;
    scan->end -= n;
    return 1;
}

static void trim(struct cxm__scan *scan)
{
    while (cxm__accept_blank(scan))
        continue;
    while (drop_last(scan, " ") || drop_last(scan, "\t") ||
           drop_last(scan, CXM__NO_BREAK_SPACE) ||
           drop_last(scan, CXM__NARROW_SPACE))
        continue;
}

/* The mark of thousands that comes next, or NULL. */
static const char *thousands_mark(const struct cxm_decimal_style *style,
                                  struct cxm__scan scan)
{
    static const char *const mark[] = {" ", CXM__NO_BREAK_SPACE,
                                       CXM__NARROW_SPACE, "'", CXM__APOSTROPHE};
    const char *other = style->mark == '.' ? "," : ".";
    if (cxm__accept_bytes(&scan, other))
        return other;
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++) {
        if (cxm__accept_bytes(&scan, mark[i]))
            return mark[i];
    }
    return NULL;
}

/*
 * The groups behind the first.  A group never begins a number with 0: so
 * "0,125" is not read as 125.
 */
static int scan_groups(const struct cxm_decimal_style *style,
                       struct cxm__scan *scan, struct parts *parts)
{
    const char *mark = thousands_mark(style, *scan);
    if (!mark)
        return 1;
    if (parts->digits < 1 || parts->digits > 3 || *parts->whole == '0')
        return 0;
    while (cxm__accept_bytes(scan, mark)) {
        if (cxm__skip_digits(scan) != 3)
            return 0;
        parts->digits += 3;
    }
    return 1;
}

/* An exponent outside +-EXPONENT is held just outside. */
static int scan_exponent(struct cxm__scan *scan, struct parts *parts)
{
    if (!cxm__accept(scan, 'e') && !cxm__accept(scan, 'E'))
        return 1;
    const int negative = cxm__accept_sign(scan);
    const char *digit = scan->p;
    if (cxm__skip_digits(scan) == 0)
        return 0;
    int64_t exponent = 0;
    for (; digit < scan->p && exponent <= EXPONENT; digit++)
        exponent = exponent * 10 + (*digit - '0');
    parts->exponent = negative ? -exponent : exponent;
    return 1;
}

/* Take a cell apart; whether it is a number in this style. */
static int scan_number(const struct cxm_decimal_style *style, const char *text,
                       size_t n, struct parts *parts)
{
    struct cxm__scan scan = {text, text + n};
    memset(parts, 0, sizeof *parts);
    trim(&scan);
    parts->negative = cxm__accept_sign(&scan);
    parts->whole = scan.p;
    parts->digits = cxm__skip_digits(&scan);
    if (style->thousands && !scan_groups(style, &scan, parts))
        return 0;
    parts->whole_end = scan.p;
    cxm__accept(&scan, style->mark);
    parts->fraction = scan.p;
    const int64_t decimals = cxm__skip_digits(&scan);
    parts->fraction_end = scan.p;
    return parts->digits + decimals > 0 && scan_exponent(&scan, parts) &&
           scan.p == scan.end;
}

/* Could the point be a mark of thousands? */
static int is_ambiguous(const struct cxm_decimal_style *style,
                        const struct parts *parts)
{
    return style->strict && style->mark == '.' && parts->exponent == 0 &&
           parts->digits >= 1 && parts->digits <= 3 && *parts->whole != '0' &&
           parts->fraction_end - parts->fraction == 3;
}

/* value * 10 + digit; whether it fits. */
static int push_digit(struct millionths *sum, int digit)
{
    if (sum->value > (INT64_MAX - digit) / 10)
        return 0;
    sum->value = sum->value * 10 + digit;
    return 1;
}

static int push_digits(struct millionths *sum, const char *p, const char *end)
{
    for (; p < end; p++) {
        if (!cxm__is_digit(*p))
            continue;
        const int digit = *p - '0';
        if (sum->power < -DECIMALS - 1)
            sum->rest |= digit != 0;
        else if (sum->power == -DECIMALS - 1)
            sum->next = digit;
        else if (!push_digit(sum, digit))
            return 0;
        sum->power--;
    }
    return 1;
}

/* Half to even. */
static int round_up(const struct millionths *sum)
{
    if (sum->next != 5)
        return sum->next > 5;
    return sum->rest || (sum->value & 1);
}

/* The number in its parts as millionths; whether they fit. */
static int add_up(const struct parts *parts, int64_t *value, int *rounded)
{
    struct millionths sum = {0, 0, 0, 0};
    if (parts->exponent < -EXPONENT || parts->exponent > EXPONENT)
        return 0;
    sum.power = parts->digits - 1 + parts->exponent;
    if (!push_digits(&sum, parts->whole, parts->whole_end) ||
        !push_digits(&sum, parts->fraction, parts->fraction_end))
        return 0;
    for (; sum.value != 0 && sum.power >= -DECIMALS; sum.power--) {
        if (!push_digit(&sum, 0))
            return 0;
    }
    const int up = round_up(&sum);
    if (up && sum.value == INT64_MAX)
        return 0;
    sum.value += up;
    *value = parts->negative ? -sum.value : sum.value;
    *rounded = sum.next != 0 || sum.rest;
    return 1;
}

/* A quote in the cell must not look like the end of the quotation. */
static void quote_cell(const char *text, size_t n, char out[CXM__QUOTE])
{
    cxm__quote(text, n, out);
    for (char *quote = strchr(out, '"'); quote; quote = strchr(quote, '"'))
        *quote = '\'';
}

static int reads(char mark, int thousands, const char *text, size_t n)
{
    const struct cxm_decimal_style style = {mark, (char)thousands, 0, 0};
    struct parts parts;
    return scan_number(&style, text, n, &parts);
}

/* Not a number in this style: say in which it would be one. */
static int refuse(const struct cxm_decimal_style *style, const char *text,
                  size_t n, struct cxm_error *error)
{
    if (!error)
        return CXM_ESYNTAX;
    char cell[CXM__QUOTE];
    quote_cell(text, n, cell);
    const char other = style->mark == '.' ? ',' : '.';
    const int decimal = reads(other, style->thousands, text, n);
    const int grouped = reads(style->mark, 1, text, n);
    if (decimal && grouped)
        return cxm__fail(error, CXM_ESYNTAX, "",
                         "\"%s\" could be a thousand or a decimal: say "
                         "thousands or decimal=%c",
                         cell, other);
    if (decimal)
        return cxm__fail(error, CXM_ESYNTAX, "",
                         "\"%s\" is not a number with decimal=%c: say "
                         "decimal=%c",
                         cell, style->mark, other);
    if (grouped)
        return cxm__fail(error, CXM_ESYNTAX, "",
                         "\"%s\" has marks of thousands: say thousands", cell);
    if (reads(other, 1, text, n))
        return cxm__fail(error, CXM_ESYNTAX, "",
                         "\"%s\" is not a number with decimal=%c: say "
                         "decimal=%c and thousands",
                         cell, style->mark, other);
    return cxm__fail(error, CXM_ESYNTAX, "", "\"%s\" is not a number", cell);
}

/* Any number, one step after the other. */
static int parse_parts(const struct cxm_decimal_style *style, const char *text,
                       size_t n, int64_t *value, int *rounded,
                       struct cxm_error *error)
{
    struct parts parts;
    char cell[CXM__QUOTE];
    if (!scan_number(style, text, n, &parts))
        return refuse(style, text, n, error);
    if (is_ambiguous(style, &parts)) {
        quote_cell(text, n, cell);
        return cxm__fail(error, CXM_ESYNTAX, "",
                         "\"%s\" could be a thousand or a decimal: say "
                         "decimal=, or decimal=.",
                         cell);
    }
    if (!add_up(&parts, value, rounded)) {
        quote_cell(text, n, cell);
        return cxm__fail(error, CXM_ERANGE, "",
                         "\"%s\" is outside +-9223372036854.775807", cell);
    }
    return CXM_OK;
}

/* Read digits from text[*at] on; how many there were. */
static inline size_t short_digits(const char *text, size_t n, size_t *at,
                                  int64_t *sum)
{
    const size_t from = *at;
    while (*at < n && cxm__is_digit(text[*at]))
        *sum = *sum * 10 + (text[(*at)++] - '0');
    return *at - from;
}

/*
 * Most cells are a few digits, perhaps with decimals: those are read without
 * taking them apart.  Twelve digits and the factor stay below 2^63.
 */
static inline int short_number(const struct cxm_decimal_style *style,
                               const char *text, size_t n, int64_t *value)
{
    static const int64_t unit[] = {MILLION, 100000, 10000, 1000, 100, 10, 1};
    int64_t sum = 0;
    size_t at = 0;
    size_t decimals = 0;
    if (n > 12 || short_digits(text, n, &at, &sum) == 0)
        return 0;
    if (at < n) {
        if (text[at++] != style->mark)
            return 0;
        decimals = short_digits(text, n, &at, &sum);
        if (at < n || decimals > DECIMALS || (decimals == 3 && style->strict))
            return 0;
    }
    *value = sum * unit[decimals];
    return 1;
}

int cxm_decimal_parse(const struct cxm_decimal_style *style, const char *text,
                      size_t n, int64_t *millionths, int *rounded,
                      struct cxm_error *error)
{
    static const struct cxm_decimal_style plain = {'.', 0, 0, 0};
    const struct cxm_decimal_style *used = style ? style : &plain;
    int lost = 0;
    if (used->mark != '.' && used->mark != ',')
        return cxm__fail(error, CXM_EINVAL, "",
                         "the decimal mark must be . or ,");
    if (!short_number(used, text, n, millionths)) {
        const int status = parse_parts(used, text, n, millionths, &lost, error);
        if (status != CXM_OK)
            return status;
    }
    if (rounded)
        *rounded = lost;
    return CXM_OK;
}

size_t cxm_decimal_text(int64_t millionths, char *out, size_t capacity)
{
    const uint64_t size = millionths < 0 ? UINT64_C(0) - (uint64_t)millionths
                                         : (uint64_t)millionths;
    char text[24];
    char *p = text;
    if (millionths < 0)
        *p++ = '-';
    p = cxm__put_digits(p, size / MILLION, 1);
    if (size % MILLION != 0) {
        *p++ = '.';
        p = cxm__put_digits(p, size % MILLION, DECIMALS);
        while (p[-1] == '0')
            p--;
    }
    return cxm__give(text, p, out, capacity);
}
