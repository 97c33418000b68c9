/* SPDX-License-Identifier: MIT */
/*
 * cxm/time.h - civil dates, and times read from and written as text.
 *
 * Times are int64 milliseconds since 1970-01-01 UTC.  A local time is counted
 * the same way on the clock of a zone: its milliseconds since 1970-01-01 as
 * that clock shows it.  Dates are Gregorian, also before 1582.  A zone is a
 * cxm_zone of cxm/zone.h; NULL is UTC.
 */
#ifndef CXM_TIME_H
#define CXM_TIME_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_zone;

/* A local date and time of day; month and day count from 1. */
struct cxm_civil {
    int32_t year;
    int32_t month;
    int32_t day;
    int32_t hour;
    int32_t minute;
    int32_t second;
    int32_t millisecond;
};

/* Days from 1970-01-01 to a date; month is 1..12, day may be any number. */
CXM_API int64_t cxm_civil_days(int32_t year, int32_t month, int32_t day);

/* The date and time of day of a local time; every int64 has one. */
CXM_API void cxm_civil_of(int64_t local_ms, struct cxm_civil *civil);

/*
 * The local time of a date and time of day.  CXM_EINVAL for one that does not
 * exist (February 31, hour 24, second 60), CXM_ERANGE for a year outside
 * -999999..999999; *local_ms is then untouched.
 */
CXM_API int cxm_civil_ms(const struct cxm_civil *civil, int64_t *local_ms);

/* The ISO 8601 day of the week of a time in a zone: Monday 1 .. Sunday 7. */
CXM_API int32_t cxm_time_weekday(int64_t ms, const struct cxm_zone *zone);

/* The hour of the day, 0..23, that the clocks of a zone show at a time. */
CXM_API int32_t cxm_time_hour(int64_t ms, const struct cxm_zone *zone);

/* What a date that does not say its own order, or a bare number, means. */
#define CXM_DATES_AUTO     0 /* neither is read */
#define CXM_DATES_DMY      1 /* 31/10/2026 or 31-10-26 */
#define CXM_DATES_MDY      2 /* 10/31/2026 or 10-31-26 */
#define CXM_DATES_UNIX     3 /* seconds since 1970-01-01 UTC, with fraction */
#define CXM_DATES_UNIX_MS  4 /* milliseconds since then */
#define CXM_DATES_EXCEL    5 /* local days since 1899-12-30, with fraction */
#define CXM_DATES_YYYYMMDD 6 /* 20261031, 202610311234 or 20261031123456 */

/* How times are read; all zero is CXM_DATES_AUTO in UTC. */
struct cxm_time_style {
    uint32_t dates;              /* CXM_DATES_... */
    uint32_t reserved;           /* 0 */
    const struct cxm_zone *zone; /* of times without offset; NULL is UTC */
};

/* Times are read from CXM_TIME_FIRST until before CXM_TIME_END. */
#define CXM_TIME_FIRST INT64_C(631152000000)  /* 1990-01-01T00:00:00Z */
#define CXM_TIME_END   INT64_C(4102444800000) /* 2100-01-01T00:00:00Z */

/*
 * Read the `n` bytes at `text`, which need not end with NUL, as one time;
 * style NULL is all zero.
 *
 * Under every style: ISO 8601 (2026-10-31T12:34:56.789Z, 20261031T123456Z),
 * YYYY-MM-DD and YYYY/MM/DD, D.M.YYYY and D.M.YY, each alone (midnight) or
 * followed by T, blanks or a comma and blanks and by H:MM[:SS[.f]] with
 * optional AM or PM; then optionally Z, UTC, GMT, +hh, +hhmm or +hh:mm.  A
 * fraction has 1 to 9 digits after point or comma and is cut to whole
 * milliseconds, so that no time moves into the next second; a fraction of a
 * day (CXM_DATES_EXCEL) is rounded instead.  Two digits of a year are 1990 to
 * 2089.  Blanks around the whole are dropped.
 *
 * Without offset the time is local in style->zone: in a gap of the clock it
 * moves forward, one that occurs twice is the first.  24:00 and second 60
 * are refused.  Nothing is guessed: D/M/YYYY needs CXM_DATES_DMY or _MDY, a
 * bare number needs one of the numeric styles.
 *
 * CXM_ESYNTAX for text that is no time or could be two, CXM_EINVAL for a day
 * or hour that does not exist, CXM_ERANGE for a time outside 1990..2100;
 * *ms is then untouched and `error`, if not NULL, quotes the text.
 */
CXM_API int cxm_time_parse(const struct cxm_time_style *style, const char *text,
                           size_t n, int64_t *ms, struct cxm_error *error);

/* Bytes that hold every text of cxm_time_format, with its NUL. */
#define CXM_TIME_TEXT 40

/*
 * Write a time as ISO 8601 with the offset of `zone`: 2026-10-01T00:00:00Z
 * in UTC, 2026-10-01T02:00:00.250+02:00 elsewhere; milliseconds only where
 * they are not zero.  An offset with seconds, which ISO 8601 cannot say, is
 * written in UTC.  At most cap bytes with the NUL are written, as snprintf
 * does it; the result is the length of the whole without NUL.
 */
CXM_API size_t cxm_time_format(int64_t ms, const struct cxm_zone *zone,
                               char *out, size_t cap);

#ifdef __cplusplus
}
#endif

#endif
