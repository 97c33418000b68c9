/* SPDX-License-Identifier: MIT */
#include "time.h"

#include "../base/base.h"

#include <string.h>

struct unit {
    const char *name;
    int64_t ms;
};

/* Largest first, as they must follow each other in a text. */
static const struct unit units[] = {
    {"W", 7 * CXM__DAY_MS}, {"D", CXM__DAY_MS}, {"H", 3600000},
    {"M", 60000},           {"S", 1000},        {"MS", 1},
};
#define UNITS   (sizeof units / sizeof *units)
#define UNIT_H  2
#define UNIT_MS 5

/* A decimal number, 9 digits on either side of its point. */
struct amount {
    int32_t whole;
    int32_t fraction;
    int64_t scale; /* of the fraction: 10 ^ its digits */
};

static int scan_amount(struct cxm__scan *scan, struct amount *amount)
{
    amount->fraction = 0;
    amount->scale = 1;
    if (cxm__scan_number(scan, &amount->whole) == 0)
        return 0;
    if (cxm__peek(scan) != '.' && cxm__peek(scan) != ',')
        return 1;
    scan->p++;
    const int digits = cxm__scan_number(scan, &amount->fraction);
    for (int i = 0; i < digits; i++)
        amount->scale *= 10;
    return digits > 0;
}

static int64_t amount_ms(const struct amount *amount, int64_t unit)
{
    const int64_t exact = amount->fraction * unit;
    const int64_t ms = amount->whole * unit + exact / amount->scale;
    const int64_t twice = exact % amount->scale * 2;
    const int up =
        twice > amount->scale || (twice == amount->scale && ms % 2 == 1);
    return ms + up;
}

/* The unit that comes next, not before `from`; UNITS if there is none. */
static size_t scan_unit(struct cxm__scan *scan, size_t from)
{
    /* "MS" would be found as "M". */
    if (cxm__accept_word(scan, "MS"))
        return from <= UNIT_MS ? UNIT_MS : UNITS;
    for (size_t i = from; i < UNITS; i++) {
        if (cxm__accept_word(scan, units[i].name))
            return i;
    }
    return UNITS;
}

/*
 * Amounts with units until the end; `iso` asks the T before hours, which
 * must then have something after it, and knows no milliseconds.
 */
static int read_units(struct cxm__scan *scan, int iso, int64_t *ms)
{
    int64_t sum = 0;
    size_t next = 0;
    int in_time = 0;
    do {
        struct amount amount;
        if (iso && !in_time && cxm__accept_word(scan, "T"))
            in_time = 1;
        if (!scan_amount(scan, &amount))
            return CXM_ESYNTAX;
        const size_t unit = scan_unit(scan, next);
        if (unit >= (iso ? UNIT_MS : UNITS))
            return CXM_ESYNTAX;
        if (iso && in_time != (unit >= UNIT_H))
            return CXM_ESYNTAX;
        sum += amount_ms(&amount, units[unit].ms);
        next = unit + 1;
        if (!iso)
            cxm__skip_blanks(scan);
    } while (scan->p < scan->end);
    *ms = sum;
    return CXM_OK;
}

/* H:MM:SS[.f] */
static int read_clock(struct cxm__scan *scan, int64_t *ms)
{
    struct amount second;
    int32_t hour;
    int32_t minute;
    if (cxm__scan_number(scan, &hour) == 0 || !cxm__accept(scan, ':') ||
        cxm__scan_number(scan, &minute) != 2 || !cxm__accept(scan, ':') ||
        !cxm__is_digit(cxm__peek(scan)))
        return CXM_ESYNTAX;
    const char *digits = scan->p;
    if (!scan_amount(scan, &second) || scan->p != scan->end)
        return CXM_ESYNTAX;
    const int two = scan->p - digits >= 2 && cxm__is_digit(digits[1]) &&
                    (scan->p - digits == 2 || !cxm__is_digit(digits[2]));
    if (!two || minute > 59 || second.whole > 59)
        return CXM_ESYNTAX;
    *ms = hour * INT64_C(3600000) + minute * 60000 + amount_ms(&second, 1000);
    return CXM_OK;
}

static int is_plain_number(struct cxm__scan scan)
{
    struct amount amount;
    return scan_amount(&scan, &amount) && scan.p == scan.end;
}

static int read_duration(struct cxm__scan scan, int64_t *ms)
{
    if (scan.p < scan.end && memchr(scan.p, ':', (size_t)(scan.end - scan.p)))
        return read_clock(&scan, ms);
    if (cxm__accept_word(&scan, "P"))
        return read_units(&scan, 1, ms);
    return read_units(&scan, 0, ms);
}

int cxm_duration_parse(const char *text, size_t n, int64_t *ms,
                       struct cxm_error *error)
{
    struct cxm__scan scan = {text, text + n};
    char quoted[CXM__QUOTE];
    cxm__skip_blanks(&scan);
    while (scan.end > scan.p && cxm__is_blank(scan.end[-1]))
        scan.end--;
    if (read_duration(scan, ms) == CXM_OK)
        return CXM_OK;
    cxm__quote(text, n, quoted);
    if (is_plain_number(scan))
        return cxm__fail(error, CXM_ESYNTAX, "",
                         "the duration \"%s\" lacks its unit: ms, s, m, h, "
                         "d or w",
                         quoted);
    return cxm__fail(error, CXM_ESYNTAX, "",
                     "\"%s\" is no duration such as 90s, 1h30m, 7d, PT5M or "
                     "0:05:00",
                     quoted);
}

size_t cxm_duration_format(int64_t ms, char *out, size_t cap)
{
    static const char *const names[] = {"w", "d", "h", "m", "s", "ms"};
    char text[CXM_DURATION_TEXT] = "0s";
    char *p = text;
    if (ms <= 0)
        return cxm__give(text, text + (ms < 0 ? 0 : 2), out, cap);
    for (size_t i = 1; i < UNITS; i++) {
        const int64_t count = ms / units[i].ms;
        ms %= units[i].ms;
        if (count == 0)
            continue;
        p = cxm__put_digits(p, (uint64_t)count, 1);
        for (const char *name = names[i]; *name; name++)
            *p++ = *name;
    }
    return cxm__give(text, p, out, cap);
}
