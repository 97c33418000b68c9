/* SPDX-License-Identifier: MIT */
/*
 * lib/time/rule.c - the TZ string of a TZif footer, as POSIX defines it with
 * the extensions of RFC 9636, 3.3.1: std offset [dst [offset] , start , end],
 * where a time of day goes from -167 to 167 hours.
 */
#include "time.h"

static int is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A name: letters, or within <> also digits and signs; at least three. */
static int skip_name(struct cxm__scan *scan)
{
    const int quoted = cxm__accept(scan, '<');
    const char *from = scan->p;
    for (;;) {
        const char c = cxm__peek(scan);
        const int other = cxm__is_digit(c) || c == '+' || c == '-';
        if (!is_letter(c) && !(quoted && other))
            break;
        scan->p++;
    }
    if (scan->p - from < 3)
        return 0;
    return !quoted || cxm__accept(scan, '>');
}

/* [+-]h[:mm[:ss]] in seconds, the hours at most `hours_max`. */
static int scan_time(struct cxm__scan *scan, int32_t hours_max, int32_t *out)
{
    int32_t part[3] = {0, 0, 0};
    const int negative = cxm__accept(scan, '-');
    if (!negative)
        cxm__accept(scan, '+');
    for (int i = 0; i < 3; i++) {
        if (i > 0 && !cxm__accept(scan, ':'))
            break;
        if (cxm__scan_number(scan, &part[i]) == 0)
            return 0;
    }
    if (part[0] > hours_max || part[1] > 59 || part[2] > 59)
        return 0;
    const int32_t seconds = (part[0] * 60 + part[1]) * 60 + part[2];
    *out = negative ? -seconds : seconds;
    return 1;
}

static int scan_in(struct cxm__scan *scan, int32_t low, int32_t high,
                   int32_t *value)
{
    return cxm__scan_number(scan, value) > 0 && *value >= low && *value <= high;
}

/* Mm.w.d, Jn or n, each with an optional /time. */
static int scan_day(struct cxm__scan *scan, struct cxm__rule_day *day)
{
    int read;
    if (cxm__accept(scan, 'M')) {
        day->kind = 'M';
        read = scan_in(scan, 1, 12, &day->month) && cxm__accept(scan, '.') &&
               scan_in(scan, 1, 5, &day->week) && cxm__accept(scan, '.') &&
               scan_in(scan, 0, 6, &day->day);
    } else if (cxm__accept(scan, 'J')) {
        day->kind = 'J';
        read = scan_in(scan, 1, 365, &day->day);
    } else {
        day->kind = '0';
        read = scan_in(scan, 0, 365, &day->day);
    }
    day->time = 7200;
    if (read && cxm__accept(scan, '/'))
        read = scan_time(scan, 167, &day->time);
    return read;
}

/* POSIX counts offsets to the west; we count to the east. */
static int scan_offset(struct cxm__scan *scan, int32_t *offset)
{
    if (!scan_time(scan, 24, offset))
        return 0;
    *offset = -*offset;
    return 1;
}

static int scan_rule(struct cxm__scan *scan, struct cxm__rule *rule)
{
    if (!skip_name(scan) || !scan_offset(scan, &rule->std))
        return 0;
    rule->has_dst = scan->p < scan->end;
    if (!rule->has_dst)
        return 1;
    if (!skip_name(scan))
        return 0;
    rule->dst = rule->std + 3600;
    if (cxm__peek(scan) != ',' && !scan_offset(scan, &rule->dst))
        return 0;
    return cxm__accept(scan, ',') && scan_day(scan, &rule->start) &&
           cxm__accept(scan, ',') && scan_day(scan, &rule->end) &&
           scan->p == scan->end;
}

int cxm__rule_parse(const char *text, size_t n, struct cxm__rule *rule)
{
    struct cxm__scan scan = {text, text + n};
    return scan_rule(&scan, rule) ? CXM_OK : CXM_ESYNTAX;
}

/* The day'th weekday, Sunday 0, of the week'th week; the fifth is the last. */
static int64_t month_day(const struct cxm__rule_day *rule, int32_t year)
{
    const int64_t first = cxm_civil_days(year, rule->month, 1);
    /* 1970-01-01 was a Thursday, 4. */
    const int64_t after = cxm__floor_mod(rule->day - (first + 4), 7) +
                          7 * ((int64_t)rule->week - 1);
    const int fits = after < cxm__month_days(year, rule->month);
    return first + (fits ? after : after - 7);
}

static int64_t rule_at(const struct cxm__rule_day *rule, int32_t year,
                       int32_t offset)
{
    int64_t day = cxm_civil_days(year, 1, 1) + rule->day;
    if (rule->kind == 'M')
        day = month_day(rule, year);
    else if (rule->kind == 'J')
        /* J60 is March 1 in every year: February 29 is not counted. */
        day += rule->day >= 60 && cxm__month_days(year, 2) == 29 ? 0 : -1;
    return day * CXM__DAY_S + rule->time - offset;
}

int64_t cxm__rule_start(const struct cxm__rule *rule, int32_t year)
{
    return rule_at(&rule->start, year, rule->std);
}

int64_t cxm__rule_end(const struct cxm__rule *rule, int32_t year)
{
    return rule_at(&rule->end, year, rule->dst);
}
