/* SPDX-License-Identifier: MIT */
#include "parse.h"

#include <string.h>

static const struct cxm__why bare_number = {
    CXM_ESYNTAX,
    "is a bare number: say dates=unix, unix-ms, excel or yyyymmdd"};
static const struct cxm__why not_seconds = {
    CXM_ERANGE,
    "is not before 2100-01-01 in seconds; in milliseconds? say dates=unix-ms"};
static const struct cxm__why not_milliseconds = {
    CXM_ERANGE,
    "is before 1990-01-01 in milliseconds; in seconds? say dates=unix"};

void cxm__split_date(int32_t yyyymmdd, struct cxm_civil *civil)
{
    civil->year = yyyymmdd / 10000;
    civil->month = yyyymmdd / 100 % 100;
    civil->day = yyyymmdd % 100;
}

int cxm__split_clock(int32_t value, int digits, struct cxm_civil *civil)
{
    if (digits != 4 && digits != 6)
        return 0;
    if (digits == 4)
        value *= 100;
    civil->hour = value / 10000;
    civil->minute = value / 100 % 100;
    civil->second = value % 100;
    return 1;
}

/* Parts of 10^-10 of a number: 9 microseconds of a day. */
#define PARTS     INT64_C(10000000000)
#define WHOLE_MAX INT64_C(1000000000000000)

static void scan_decimals(struct cxm__scan *scan, struct cxm__decimal *decimal)
{
    for (int64_t unit = PARTS / 10; cxm__is_digit(cxm__peek(scan)); unit /= 10)
        decimal->parts += unit * (*scan->p++ - '0');
}

int cxm__read_decimal(struct cxm__scan scan, struct cxm__decimal *decimal)
{
    memset(decimal, 0, sizeof *decimal);
    decimal->negative = cxm__accept(&scan, '-');
    if (!decimal->negative)
        cxm__accept(&scan, '+');
    for (; cxm__is_digit(cxm__peek(&scan)); scan.p++, decimal->digits++) {
        if (decimal->whole < WHOLE_MAX)
            decimal->whole = decimal->whole * 10 + (*scan.p - '0');
    }
    if (decimal->digits == 0)
        return 0;
    if (cxm__accept(&scan, '.') || cxm__accept(&scan, ',')) {
        decimal->fraction = cxm__is_digit(cxm__peek(&scan));
        if (!decimal->fraction)
            return 0;
        scan_decimals(&scan, decimal);
    }
    return scan.p == scan.end;
}

static const struct cxm__why *unix_time(const struct cxm__decimal *d,
                                        int64_t *ms)
{
    if (d->negative)
        return &cxm__too_early;
    if (d->whole >= CXM_TIME_FIRST && d->whole < CXM_TIME_END)
        return &not_seconds;
    if (d->whole > CXM_TIME_END)
        return &cxm__too_late;
    *ms = d->whole * 1000 + d->parts / (PARTS / 1000);
    return NULL;
}

static const struct cxm__why *unix_ms_time(const struct cxm__decimal *d,
                                           int64_t *ms)
{
    if (d->negative)
        return &cxm__too_early;
    if (d->whole >= CXM_TIME_FIRST / 1000 && d->whole < CXM_TIME_END / 1000)
        return &not_milliseconds;
    *ms = d->whole;
    return NULL;
}

/* Local; 25569 is 1970-01-01. */
static const struct cxm__why *excel_time(const struct cxm__decimal *d,
                                         int64_t *ms)
{
    if (d->negative)
        return &cxm__too_early;
    if (d->whole > 1000000)
        return &cxm__too_late;
    const int64_t part = (d->parts * CXM__DAY_MS + PARTS / 2) / PARTS;
    *ms = (d->whole - 25569) * CXM__DAY_MS + part;
    return NULL;
}

/* Local: 8, 12 or 14 digits. */
static const struct cxm__why *digits_time(const struct cxm__decimal *d,
                                          int64_t *ms)
{
    struct cxm_civil civil = {0};
    const size_t clock = d->digits - 8;
    if (d->negative || d->fraction ||
        (d->digits != 8 && d->digits != 12 && d->digits != 14))
        return &cxm__unreadable;
    const int64_t power = clock == 0 ? 1 : clock == 4 ? 10000 : 1000000;
    cxm__split_date((int32_t)(d->whole / power), &civil);
    cxm__split_clock((int32_t)(d->whole % power), (int)clock, &civil);
    return cxm_civil_ms(&civil, ms) == CXM_OK ? NULL : &cxm__no_such_time;
}

const struct cxm__why *cxm__read_number(const struct cxm__decimal *d,
                                        uint32_t dates, int64_t *ms, int *local)
{
    *local = dates == CXM_DATES_EXCEL || dates == CXM_DATES_YYYYMMDD;
    switch (dates) {
    case CXM_DATES_UNIX:
        return unix_time(d, ms);
    case CXM_DATES_UNIX_MS:
        return unix_ms_time(d, ms);
    case CXM_DATES_EXCEL:
        return excel_time(d, ms);
    case CXM_DATES_YYYYMMDD:
        return digits_time(d, ms);
    default:
        return &bare_number;
    }
}
