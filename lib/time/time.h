/* SPDX-License-Identifier: MIT */
/*
 * lib/time/time.h - what the files of this layer share: floor division,
 * digits out, text scanned, zones' local timelines and their footer rules.
 */
#ifndef CXM_LIB_TIME_H
#define CXM_LIB_TIME_H

#include <cxm/duration.h>
#include <cxm/period.h>
#include <cxm/time.h>
#include <cxm/zone.h>

#define CXM__DAY_S  86400
#define CXM__DAY_MS INT64_C(86400000)

/* a / b rounded down, b > 0; C's own division rounds towards zero. */
static inline int64_t cxm__floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* What that leaves, 0 to b - 1. */
static inline int64_t cxm__floor_mod(int64_t a, int64_t b)
{
    return a % b + (a % b < 0 ? b : 0);
}

/* ms + seconds, held at the ends of int64 instead of leaving it. */
static inline int64_t cxm__shift(int64_t ms, int32_t seconds)
{
    const int64_t by = (int64_t)seconds * 1000;
    if (by > 0 && ms > INT64_MAX - by)
        return INT64_MAX;
    if (by < 0 && ms < INT64_MIN - by)
        return INT64_MIN;
    return ms + by;
}

/* 28 to 31; month is 1..12. */
int32_t cxm__month_days(int32_t year, int32_t month);

/* Part of a text that is still to be read. */
struct cxm__scan {
    const char *p;
    const char *end;
};

static inline int cxm__is_digit(char c)
{
    return (unsigned char)(c - '0') <= 9;
}

static inline int cxm__is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The next byte, or NUL at the end. */
static inline char cxm__peek(const struct cxm__scan *scan)
{
    return scan->p < scan->end ? *scan->p : '\0';
}

/* Step over one byte if it is `c`; whether it was. */
static inline int cxm__accept(struct cxm__scan *scan, char c)
{
    if (scan->p == scan->end || *scan->p != c)
        return 0;
    scan->p++;
    return 1;
}

/* Step over `word`, in capitals, in either case; whether it was there. */
int cxm__accept_word(struct cxm__scan *scan, const char *word);

static inline void cxm__skip_blanks(struct cxm__scan *scan)
{
    while (scan->p < scan->end && cxm__is_blank(*scan->p))
        scan->p++;
}

/* Read up to 9 digits; how many there were. */
static inline int cxm__scan_number(struct cxm__scan *scan, int32_t *value)
{
    int digits = 0;
    int32_t sum = 0;
    while (digits < 9 && cxm__is_digit(cxm__peek(scan))) {
        sum = sum * 10 + (*scan->p++ - '0');
        digits++;
    }
    *value = sum;
    return digits;
}

/*
 * The text in quotable form: at most 40 bytes, cut between UTF-8 characters,
 * control characters as '?'.
 */
#define CXM__QUOTE 48
void cxm__quote(const char *text, size_t n, char out[CXM__QUOTE]);

/* Write `value` with at least `width` digits; the place after them. */
char *cxm__put_digits(char *p, uint64_t value, int width);

/* Write a year with at least four digits and, where ISO asks it, a sign. */
char *cxm__put_year(char *p, int32_t year);

/* Hand [from, to) to a caller as snprintf would; its length. */
size_t cxm__give(const char *from, const char *to, char *out, size_t cap);

/* One of the two days of a POSIX TZ rule, and the local second of that day. */
struct cxm__rule_day {
    int32_t kind; /* 'M', 'J' or '0' */
    int32_t month;
    int32_t week;
    int32_t day;
    int32_t time;
};

/* A POSIX TZ rule; offsets are seconds east. */
struct cxm__rule {
    int32_t std;
    int32_t dst;
    int32_t has_dst;
    struct cxm__rule_day start;
    struct cxm__rule_day end;
};

/* Read the footer of a TZif file; CXM_OK or CXM_ESYNTAX. */
int cxm__rule_parse(const char *text, size_t n, struct cxm__rule *rule);

/* UTC seconds at which daylight saving starts and ends in a year. */
int64_t cxm__rule_start(const struct cxm__rule *rule, int32_t year);
int64_t cxm__rule_end(const struct cxm__rule *rule, int32_t year);

/* Whether the zone is UTC at all times. */
int cxm__zone_is_utc(const struct cxm_zone *zone);

/*
 * The local timeline of a zone with its repetitions left out: `reached` is
 * the latest time the clocks have shown up to an instant, `reach` the first
 * instant at which they have shown a time or passed over it.  For every t and
 * L, reach(L) <= t exactly when L <= reached(t); periods rest on that.  Both
 * take times within 2^53 of 1970.
 */
int64_t cxm__zone_reached(const struct cxm_zone *zone, int64_t utc_ms);
int64_t cxm__zone_reach(const struct cxm_zone *zone, int64_t local_ms);

#endif
