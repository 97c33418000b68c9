/* SPDX-License-Identifier: MIT */
#include "time.h"

static char *put_date(char *p, const struct cxm_civil *civil)
{
    p = cxm__put_year(p, civil->year);
    *p++ = '-';
    p = cxm__put_digits(p, (uint64_t)civil->month, 2);
    *p++ = '-';
    return cxm__put_digits(p, (uint64_t)civil->day, 2);
}

static char *put_clock(char *p, const struct cxm_civil *civil)
{
    p = cxm__put_digits(p, (uint64_t)civil->hour, 2);
    *p++ = ':';
    p = cxm__put_digits(p, (uint64_t)civil->minute, 2);
    *p++ = ':';
    p = cxm__put_digits(p, (uint64_t)civil->second, 2);
    if (civil->millisecond == 0)
        return p;
    *p++ = '.';
    return cxm__put_digits(p, (uint64_t)civil->millisecond, 3);
}

static char *put_offset(char *p, int32_t offset)
{
    const int32_t minutes = (offset < 0 ? -offset : offset) / 60;
    *p++ = offset < 0 ? '-' : '+';
    p = cxm__put_digits(p, (uint64_t)(minutes / 60), 2);
    *p++ = ':';
    return cxm__put_digits(p, (uint64_t)(minutes % 60), 2);
}

size_t cxm_time_format(int64_t ms, const struct cxm_zone *zone, char *out,
                       size_t cap)
{
    const int32_t offset = cxm_zone_offset(zone, ms);
    const int utc = cxm__zone_is_utc(zone) || offset % 60 != 0;
    struct cxm_civil civil;
    cxm_civil_of(utc ? ms : cxm__shift(ms, offset), &civil);
    char text[CXM_TIME_TEXT];
    char *p = put_date(text, &civil);
    *p++ = 'T';
    p = put_clock(p, &civil);
    if (utc)
        *p++ = 'Z';
    else
        p = put_offset(p, offset);
    return cxm__give(text, p, out, cap);
}
