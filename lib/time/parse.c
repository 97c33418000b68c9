/* SPDX-License-Identifier: MIT */
#include "parse.h"

#include "../base/base.h"

#include <string.h>

/* A time as it is written: local, or with an offset. */
struct reading {
    struct cxm_civil civil;
    int32_t offset;
    int32_t has_offset;
};

const struct cxm__why cxm__unreadable = {
    CXM_ESYNTAX,
    "is no time; 2026-10-31T12:34:56Z is the surest way to write one"};
const struct cxm__why cxm__no_such_time = {
    CXM_EINVAL,
    "names a day or hour that does not exist (24:00 and second 60 are not "
    "read)"};
const struct cxm__why cxm__too_early = {CXM_ERANGE, "is before 1990-01-01"};
const struct cxm__why cxm__too_late = {CXM_ERANGE, "is not before 2100-01-01"};
static const struct cxm__why two_ways = {
    CXM_ESYNTAX,
    "has day and month in an order that could be either: say dates=dmy or "
    "dates=mdy"};

/* A year of two digits; the window is that of the times read at all. */
static int32_t full_year(int32_t year)
{
    return year < 90 ? 2000 + year : 1900 + year;
}

/* The three numbers of a date, in an order the caller knows. */
struct date_parts {
    int32_t value[3];
    int digits[3];
    char mark;
};

static int scan_parts(struct cxm__scan *scan, struct date_parts *parts)
{
    parts->digits[0] = cxm__scan_number(scan, &parts->value[0]);
    parts->mark = cxm__peek(scan);
    for (int i = 1; i < 3; i++) {
        if (parts->mark == '\0' || !cxm__accept(scan, parts->mark))
            return 0;
        parts->digits[i] = cxm__scan_number(scan, &parts->value[i]);
        if (parts->digits[i] == 0)
            return 0;
    }
    return parts->digits[1] <= 2;
}

static const struct cxm__why *year_first(const struct date_parts *parts,
                                         struct cxm_civil *civil)
{
    if (parts->digits[2] > 2 || parts->mark == '.')
        return &cxm__unreadable;
    civil->year = parts->value[0];
    civil->month = parts->value[1];
    civil->day = parts->value[2];
    return NULL;
}

static const struct cxm__why *year_last(const struct date_parts *parts,
                                        int month_first,
                                        struct cxm_civil *civil)
{
    civil->day = parts->value[month_first];
    civil->month = parts->value[!month_first];
    civil->year = parts->value[2];
    if (parts->digits[2] == 2)
        civil->year = full_year(civil->year);
    return NULL;
}

static const struct cxm__why *read_date(struct cxm__scan *scan, uint32_t dates,
                                        struct cxm_civil *civil)
{
    struct date_parts parts;
    if (!scan_parts(scan, &parts))
        return &cxm__unreadable;
    if (parts.mark != '-' && parts.mark != '/' && parts.mark != '.')
        return &cxm__unreadable;
    if (parts.digits[0] == 4)
        return year_first(&parts, civil);
    if (parts.digits[0] < 1 || parts.digits[0] > 2)
        return &cxm__unreadable;
    if (parts.digits[2] != 2 && parts.digits[2] != 4)
        return &cxm__unreadable;
    if (parts.mark == '.')
        return year_last(&parts, 0, civil);
    if (dates != CXM_DATES_DMY && dates != CXM_DATES_MDY)
        return &two_ways;
    return year_last(&parts, dates == CXM_DATES_MDY, civil);
}

/* A fraction of a second after its mark, cut to milliseconds. */
static int read_fraction(struct cxm__scan *scan, struct cxm_civil *civil)
{
    static const int32_t power[10] = {1,         10,        100,     1000,
                                      10000,     100000,    1000000, 10000000,
                                      100000000, 1000000000};
    int32_t value;
    const int digits = cxm__scan_number(scan, &value);
    if (digits == 0)
        return 0;
    civil->millisecond =
        digits <= 3 ? value * power[3 - digits] : value / power[digits - 3];
    return 1;
}

/* [.f] after the seconds; nothing there is well too. */
static int read_any_fraction(struct cxm__scan *scan, struct cxm_civil *civil)
{
    if (!cxm__accept(scan, '.') && !cxm__accept(scan, ','))
        return 1;
    return read_fraction(scan, civil);
}

/* AM or PM, if there; whether the hour was one of twelve. */
static int read_half_day(struct cxm__scan *scan, struct cxm_civil *civil)
{
    cxm__skip_blanks(scan);
    const int am = cxm__accept_word(scan, "AM");
    const int pm = !am && cxm__accept_word(scan, "PM");
    if (!am && !pm)
        return 1;
    if (civil->hour < 1 || civil->hour > 12)
        return 0;
    civil->hour = civil->hour % 12 + (pm ? 12 : 0);
    return 1;
}

/* Two digits; *bad collects whether any byte was none. */
static inline int32_t two_digits(const char *p, unsigned *bad)
{
    const unsigned tens = (unsigned char)(p[0] - '0');
    const unsigned ones = (unsigned char)(p[1] - '0');
    *bad |= (tens > 9) | (ones > 9);
    return (int32_t)(tens * 10 + ones);
}

/* 2026-10-31T12:34:56, just so, or nothing is read. */
static int read_fixed(struct cxm__scan *scan, struct cxm_civil *civil)
{
    const char *p = scan->p;
    if (scan->end - p < 19)
        return 0;
    unsigned bad = (p[4] != '-') | (p[7] != '-') | (p[13] != ':');
    bad |= (p[16] != ':') | ((p[10] != 'T') & (p[10] != ' '));
    const int32_t year = two_digits(p, &bad) * 100 + two_digits(p + 2, &bad);
    const struct cxm_civil read = {
        .year = year,
        .month = two_digits(p + 5, &bad),
        .day = two_digits(p + 8, &bad),
        .hour = two_digits(p + 11, &bad),
        .minute = two_digits(p + 14, &bad),
        .second = two_digits(p + 17, &bad),
    };
    if (bad || (scan->end - p > 19 && cxm__is_digit(p[19])))
        return 0;
    *civil = read;
    scan->p += 19;
    return 1;
}

/* What may follow the seconds: [.f] [AM|PM] */
static const struct cxm__why *read_clock_end(struct cxm__scan *scan,
                                             struct cxm_civil *civil)
{
    if (!read_any_fraction(scan, civil))
        return &cxm__unreadable;
    return read_half_day(scan, civil) ? NULL : &cxm__no_such_time;
}

/* H:MM[:SS[.f]] [AM|PM] */
static const struct cxm__why *read_clock(struct cxm__scan *scan,
                                         struct cxm_civil *civil)
{
    const int digits = cxm__scan_number(scan, &civil->hour);
    if (digits < 1 || digits > 2 || !cxm__accept(scan, ':') ||
        cxm__scan_number(scan, &civil->minute) != 2)
        return &cxm__unreadable;
    if (!cxm__accept(scan, ':'))
        return read_half_day(scan, civil) ? NULL : &cxm__no_such_time;
    if (cxm__scan_number(scan, &civil->second) != 2)
        return &cxm__unreadable;
    return read_clock_end(scan, civil);
}

/* T, or blanks with or without a comma: whether a time of day follows. */
static int read_separator(struct cxm__scan *scan)
{
    if (cxm__accept_word(scan, "T"))
        return 1;
    cxm__accept(scan, ',');
    if (!cxm__is_blank(cxm__peek(scan)))
        return 0;
    cxm__skip_blanks(scan);
    return 1;
}

/* Z, UTC, GMT, +hh, +hhmm or +hh:mm, if there. */
static const struct cxm__why *read_offset(struct cxm__scan *scan,
                                          struct reading *reading)
{
    int32_t hours = 0;
    int32_t minutes = 0;
    cxm__skip_blanks(scan);
    const char sign = cxm__peek(scan);
    reading->has_offset = scan->p < scan->end;
    if (cxm__accept_word(scan, "Z") || cxm__accept_word(scan, "UTC") ||
        cxm__accept_word(scan, "GMT") || !reading->has_offset)
        return NULL;
    if (!cxm__accept(scan, '+') && !cxm__accept(scan, '-'))
        return &cxm__unreadable;
    const int digits = cxm__scan_number(scan, &hours);
    if (digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (digits != 2 || (cxm__accept(scan, ':') &&
                               cxm__scan_number(scan, &minutes) != 2)) {
        return &cxm__unreadable;
    }
    if (hours > 23 || minutes > 59)
        return &cxm__no_such_time;
    reading->offset = (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
    return NULL;
}

/* 20261031T1234 or 20261031T123456[.f]; `scan` stands behind the date. */
static const struct cxm__why *read_basic(struct cxm__scan *scan,
                                         int32_t yyyymmdd,
                                         struct cxm_civil *civil)
{
    int32_t clock;
    scan->p++;
    const int digits = cxm__scan_number(scan, &clock);
    cxm__split_date(yyyymmdd, civil);
    if (!cxm__split_clock(clock, digits, civil))
        return &cxm__unreadable;
    if (digits == 6 && !read_any_fraction(scan, civil))
        return &cxm__unreadable;
    return NULL;
}

static const struct cxm__why *read_extended(struct cxm__scan *scan,
                                            uint32_t dates,
                                            struct cxm_civil *civil)
{
    if (read_fixed(scan, civil))
        return read_clock_end(scan, civil);
    const struct cxm__why *why = read_date(scan, dates, civil);
    if (why || scan->p == scan->end)
        return why;
    return read_separator(scan) ? read_clock(scan, civil) : &cxm__unreadable;
}

static const struct cxm__why *read_calendar(struct cxm__scan *scan,
                                            uint32_t dates,
                                            struct reading *reading)
{
    struct cxm__scan ahead = *scan;
    int32_t number;
    const struct cxm__why *why;
    if (cxm__scan_number(&ahead, &number) == 8 &&
        (cxm__peek(&ahead) == 'T' || cxm__peek(&ahead) == 't')) {
        *scan = ahead;
        why = read_basic(scan, number, &reading->civil);
    } else {
        why = read_extended(scan, dates, &reading->civil);
    }
    if (!why && scan->p < scan->end)
        why = read_offset(scan, reading);
    return why || scan->p == scan->end ? why : &cxm__unreadable;
}

static const struct cxm__why *read_any(struct cxm__scan *scan, uint32_t dates,
                                       int64_t *ms, int *local)
{
    struct cxm__decimal decimal;
    struct reading reading;
    if (cxm__read_decimal(*scan, &decimal))
        return cxm__read_number(&decimal, dates, ms, local);
    memset(&reading, 0, sizeof reading);
    const struct cxm__why *why = read_calendar(scan, dates, &reading);
    if (why)
        return why;
    *local = !reading.has_offset;
    if (cxm_civil_ms(&reading.civil, ms) != CXM_OK)
        return &cxm__no_such_time;
    *ms -= (int64_t)reading.offset * 1000;
    return NULL;
}

static const struct cxm__why *read_text(const struct cxm_time_style *style,
                                        const char *text, size_t n, int64_t *ms)
{
    struct cxm__scan scan = {text, text + n};
    int local = 1;
    int64_t read = 0;
    cxm__skip_blanks(&scan);
    while (scan.end > scan.p && cxm__is_blank(scan.end[-1]))
        scan.end--;
    const struct cxm__why *why = read_any(&scan, style->dates, &read, &local);
    if (why)
        return why;
    if (local && style->zone)
        read = cxm_zone_utc(style->zone, read);
    if (read < CXM_TIME_FIRST)
        return &cxm__too_early;
    if (read >= CXM_TIME_END)
        return &cxm__too_late;
    *ms = read;
    return NULL;
}

/*
 * The commonest texts by far, 2026-10-31T12:34:56 alone and with Z, without
 * the general way's branches.  Whether it was one; anything odd, a time out
 * of range too, is left to the general way.
 */
static int read_common(const struct cxm_time_style *style, const char *text,
                       size_t n, int64_t *ms)
{
    struct cxm__scan scan = {text, text + n};
    struct cxm_civil civil;
    int64_t read;
    const int utc = n == 20 && text[19] == 'Z';
    if ((n != 19 && !utc) || !read_fixed(&scan, &civil) ||
        cxm_civil_ms(&civil, &read) != CXM_OK)
        return 0;
    if (!utc && style->zone)
        read = cxm_zone_utc(style->zone, read);
    if (read < CXM_TIME_FIRST || read >= CXM_TIME_END)
        return 0;
    *ms = read;
    return 1;
}

int cxm_time_parse(const struct cxm_time_style *style, const char *text,
                   size_t n, int64_t *ms, struct cxm_error *error)
{
    static const struct cxm_time_style standard;
    char quoted[CXM__QUOTE];
    if (!style)
        style = &standard;
    if (style->dates > CXM_DATES_YYYYMMDD)
        return cxm__fail(error, CXM_EINVAL, "dates",
                         "there is no such style of dates");
    if (read_common(style, text, n, ms))
        return CXM_OK;
    const struct cxm__why *why = read_text(style, text, n, ms);
    if (!why)
        return CXM_OK;
    cxm__quote(text, n, quoted);
    return cxm__fail(error, why->status, "", "\"%s\" %s", quoted, why->text);
}
