/* SPDX-License-Identifier: MIT */
#include "time.h"

#define YEAR_MAX 999999

/* Days from 0000-03-01 to 1970-01-01. */
#define EPOCH_DAYS 719468
#define DAYS_400   146097

/* Cycles of 400 years that make every int32 year positive. */
#define BIAS INT64_C(10000000)

/*
 * Years are counted from March, so that the leap day ends a year and the
 * lengths of the months before it follow (153 m + 2) / 5.
 */
int64_t cxm_civil_days(int32_t year, int32_t month, int32_t day)
{
    const int early = month <= 2;
    const uint64_t y = (uint64_t)(year - early + BIAS * 400);
    const uint64_t century = y / 100;
    const uint64_t to_year = 365 * y + y / 4 - century + century / 4;
    const int64_t m = (int64_t)month + (early ? 9 : -3);
    return (int64_t)to_year + (153 * m + 2) / 5 + day - 1 - EPOCH_DAYS -
           BIAS * DAYS_400;
}

static void civil_date(int64_t days, struct cxm_civil *civil)
{
    const int64_t from_march = days + EPOCH_DAYS;
    const int64_t era = cxm__floor_div(from_march, DAYS_400);
    /* In quarters of a day a century and a year have whole lengths. */
    const int32_t quarters =
        (int32_t)cxm__floor_mod(from_march, DAYS_400) * 4 + 3;
    const int32_t century = quarters / DAYS_400;
    const int32_t rest = (quarters % DAYS_400) | 3;
    const int32_t day_of_year = rest % 1461 / 4;
    const int32_t month = (5 * day_of_year + 2) / 153;
    civil->day = day_of_year - (153 * month + 2) / 5 + 1;
    civil->month = month < 10 ? month + 3 : month - 9;
    civil->year =
        (int32_t)(era * 400 + century * 100 + rest / 1461 + (month >= 10));
}

void cxm_civil_of(int64_t local_ms, struct cxm_civil *civil)
{
    const int32_t ms = (int32_t)cxm__floor_mod(local_ms, CXM__DAY_MS);
    civil_date(cxm__floor_div(local_ms, CXM__DAY_MS), civil);
    civil->hour = ms / 3600000;
    civil->minute = ms / 60000 % 60;
    civil->second = ms / 1000 % 60;
    civil->millisecond = ms % 1000;
}

static int is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t cxm__month_days(int32_t year, int32_t month)
{
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

static int is_date(const struct cxm_civil *c)
{
    return c->month >= 1 && c->month <= 12 && c->day >= 1 &&
           c->day <= cxm__month_days(c->year, c->month);
}

static int is_clock(const struct cxm_civil *c)
{
    return (uint32_t)c->hour < 24 && (uint32_t)c->minute < 60 &&
           (uint32_t)c->second < 60 && (uint32_t)c->millisecond < 1000;
}

int cxm_civil_ms(const struct cxm_civil *civil, int64_t *local_ms)
{
    if (civil->year < -YEAR_MAX || civil->year > YEAR_MAX)
        return CXM_ERANGE;
    if (!is_date(civil) || !is_clock(civil))
        return CXM_EINVAL;
    const int32_t second =
        (civil->hour * 60 + civil->minute) * 60 + civil->second;
    *local_ms =
        cxm_civil_days(civil->year, civil->month, civil->day) * CXM__DAY_MS +
        (int64_t)second * 1000 + civil->millisecond;
    return CXM_OK;
}

static int64_t local_of(int64_t ms, const struct cxm_zone *zone)
{
    return zone ? cxm__shift(ms, cxm_zone_offset(zone, ms)) : ms;
}

int32_t cxm_time_weekday(int64_t ms, const struct cxm_zone *zone)
{
    /* 1970-01-01 was a Thursday. */
    const int64_t day = cxm__floor_div(local_of(ms, zone), CXM__DAY_MS) + 3;
    return (int32_t)cxm__floor_mod(day, 7) + 1;
}

int32_t cxm_time_hour(int64_t ms, const struct cxm_zone *zone)
{
    const int64_t local = local_of(ms, zone);
    return (int32_t)(cxm__floor_mod(local, CXM__DAY_MS) / 3600000);
}
