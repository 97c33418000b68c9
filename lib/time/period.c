/* SPDX-License-Identifier: MIT */
/*
 * lib/time/period.c - the index of a time is that of the latest local time
 * reached by then, the bounds of a period are the instants at which its local
 * bounds are reached.  So index and bounds agree at every clock change; see
 * cxm__zone_reach.
 */
#include "time.h"

#include "../base/base.h"

#include <string.h>

/* 2^52: local arithmetic on such times stays far inside int64. */
#define MS_MAX (INT64_C(1) << 52)

static int is_period(const struct cxm_period *period)
{
    if (period->kind != CXM_PERIOD_EVERY)
        return period->kind <= CXM_PERIOD_YEAR;
    return period->length_ms >= CXM_PERIOD_LENGTH_MIN &&
           period->length_ms <= CXM_PERIOD_LENGTH_MAX;
}

static const char *const kind_names[] = {"day", "week", "month", "quarter",
                                         "year"};

int cxm_period_parse(struct cxm_period *period, const char *text,
                     struct cxm_error *error)
{
    int64_t ms;
    for (uint32_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++) {
        if (strcmp(text, kind_names[i]) != 0)
            continue;
        period->kind = CXM_PERIOD_DAY + i;
        period->length_ms = 0;
        return CXM_OK;
    }
    if (cxm_duration_parse(text, strlen(text), &ms, NULL) != CXM_OK)
        return cxm__fail(error, CXM_ESYNTAX, "every",
                         "\"%.*s\" is no period: day, week, month, quarter, "
                         "year or a length such as 6h",
                         cxm__clip(text, strlen(text), 40), text);
    if (ms < CXM_PERIOD_LENGTH_MIN || ms > CXM_PERIOD_LENGTH_MAX)
        return cxm__fail(error, CXM_ERANGE, "every",
                         "a period of %.*s is not from 1m to 366d",
                         cxm__clip(text, strlen(text), 40), text);
    period->kind = CXM_PERIOD_EVERY;
    period->length_ms = ms;
    return CXM_OK;
}

/* Months since 1970-01 of a local time. */
static int64_t month_of(int64_t local_ms)
{
    struct cxm_civil civil;
    cxm_civil_of(local_ms, &civil);
    return ((int64_t)civil.year - 1970) * 12 + civil.month - 1;
}

/* The number of months in a period of a kind, or 0. */
static int32_t months_in(uint32_t kind)
{
    switch (kind) {
    case CXM_PERIOD_MONTH:
        return 1;
    case CXM_PERIOD_QUARTER:
        return 3;
    case CXM_PERIOD_YEAR:
        return 12;
    default:
        return 0;
    }
}

/* The length of a period that has one on the local timeline. */
static int64_t local_length(const struct cxm_period *period)
{
    if (period->kind == CXM_PERIOD_EVERY)
        return period->length_ms;
    return period->kind == CXM_PERIOD_WEEK ? 7 * CXM__DAY_MS : CXM__DAY_MS;
}

/* Local time 0 was a Thursday, three days into its week. */
static int64_t local_origin(const struct cxm_period *period)
{
    return period->kind == CXM_PERIOD_WEEK ? -3 * CXM__DAY_MS : 0;
}

static int64_t local_index(const struct cxm_period *period, int64_t local_ms)
{
    const int32_t months = months_in(period->kind);
    if (months > 0)
        return cxm__floor_div(month_of(local_ms), months);
    return cxm__floor_div(local_ms - local_origin(period),
                          local_length(period));
}

static int local_begin(const struct cxm_period *period, int64_t index,
                       int64_t *local_ms)
{
    const int32_t months = months_in(period->kind);
    const int64_t length =
        months > 0 ? months * 31 * CXM__DAY_MS : local_length(period);
    const int64_t limit = MS_MAX / length;
    if (index < -limit || index > limit)
        return CXM_ERANGE;
    if (months == 0) {
        *local_ms = local_origin(period) + index * length;
        return CXM_OK;
    }
    const int64_t year = cxm__floor_div(index * months, 12);
    const int64_t month = index * months - year * 12;
    *local_ms = cxm_civil_days((int32_t)(year + 1970), (int32_t)month + 1, 1) *
                CXM__DAY_MS;
    return CXM_OK;
}

int cxm_period_index(const struct cxm_period *period, int64_t ms,
                     int32_t *index)
{
    if (!is_period(period))
        return CXM_EINVAL;
    if (period->kind == CXM_PERIOD_NONE) {
        *index = 0;
        return CXM_OK;
    }
    if (ms < -MS_MAX || ms > MS_MAX)
        return CXM_ERANGE;
    const int64_t found =
        local_index(period, cxm__zone_reached(period->zone, ms));
    if (found < INT32_MIN || found > INT32_MAX)
        return CXM_ERANGE;
    *index = (int32_t)found;
    return CXM_OK;
}

int cxm_period_bounds(const struct cxm_period *period, int32_t index,
                      int64_t *begin, int64_t *end)
{
    int64_t local[2];
    if (!is_period(period))
        return CXM_EINVAL;
    if (period->kind == CXM_PERIOD_NONE) {
        if (index != 0)
            return CXM_ERANGE;
        *begin = INT64_MIN;
        *end = INT64_MAX;
        return CXM_OK;
    }
    for (int i = 0; i < 2; i++) {
        if (local_begin(period, (int64_t)index + i, &local[i]) != CXM_OK)
            return CXM_ERANGE;
    }
    *begin = cxm__zone_reach(period->zone, local[0]);
    *end = cxm__zone_reach(period->zone, local[1]);
    return CXM_OK;
}

int cxm_period_seek(struct cxm_period_cursor *cursor,
                    const struct cxm_period *period, int64_t ms, int32_t *index)
{
    if (ms < cursor->begin || ms >= cursor->end) {
        struct cxm_period_cursor found = {0, 0, 0, 0};
        int status = cxm_period_index(period, ms, &found.index);
        if (status == CXM_OK)
            status = cxm_period_bounds(period, found.index, &found.begin,
                                       &found.end);
        if (status != CXM_OK)
            return status;
        *cursor = found;
    }
    *index = cursor->index;
    return CXM_OK;
}

/* An ISO week belongs to the year of its Thursday. */
static char *put_week(char *p, int64_t monday_ms)
{
    const int64_t thursday = monday_ms + 3 * CXM__DAY_MS;
    struct cxm_civil civil;
    cxm_civil_of(thursday, &civil);
    const int64_t day = cxm__floor_div(thursday, CXM__DAY_MS) -
                        cxm_civil_days(civil.year, 1, 1);
    p = cxm__put_year(p, civil.year);
    *p++ = '-';
    *p++ = 'W';
    return cxm__put_digits(p, (uint64_t)(day / 7 + 1), 2);
}

static char *put_label(char *p, uint32_t kind, int64_t local_ms)
{
    struct cxm_civil civil;
    if (kind == CXM_PERIOD_WEEK)
        return put_week(p, local_ms);
    cxm_civil_of(local_ms, &civil);
    p = cxm__put_year(p, civil.year);
    if (kind == CXM_PERIOD_YEAR)
        return p;
    *p++ = '-';
    if (kind == CXM_PERIOD_QUARTER) {
        *p++ = 'Q';
        return cxm__put_digits(p, (uint64_t)(civil.month + 2) / 3, 1);
    }
    p = cxm__put_digits(p, (uint64_t)civil.month, 2);
    if (kind == CXM_PERIOD_MONTH)
        return p;
    *p++ = '-';
    return cxm__put_digits(p, (uint64_t)civil.day, 2);
}

size_t cxm_period_label(const struct cxm_period *period, int32_t index,
                        char *out, size_t cap)
{
    char text[CXM_PERIOD_TEXT];
    char *p = text;
    int64_t local_ms;
    if (is_period(period) && period->kind != CXM_PERIOD_NONE &&
        local_begin(period, index, &local_ms) == CXM_OK) {
        if (period->kind == CXM_PERIOD_EVERY)
            return cxm_time_format(cxm__zone_reach(period->zone, local_ms),
                                   period->zone, out, cap);
        p = put_label(p, period->kind, local_ms);
    }
    return cxm__give(text, p, out, cap);
}
