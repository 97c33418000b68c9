/* SPDX-License-Identifier: MIT */
/*
 * cxm/period.h - days, weeks, months and other periods of a local calendar.
 *
 * Every kind cuts the local timeline of its zone, so a day has 23 or 25 hours
 * where clocks change.  A period begins at the first instant at which the
 * clocks have reached its beginning, and ends where the next begins: periods
 * follow each other without gap or overlap.  One that the clocks skip whole
 * (Apia, 2011-12-30) begins and ends at the same instant.  Where clocks go
 * back over the beginning of a period, the hour repeated is in the later one.
 */
#ifndef CXM_PERIOD_H
#define CXM_PERIOD_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_zone;

#define CXM_PERIOD_NONE    0 /* all of time is period 0 */
#define CXM_PERIOD_DAY     1
#define CXM_PERIOD_WEEK    2 /* ISO 8601: from Monday */
#define CXM_PERIOD_MONTH   3
#define CXM_PERIOD_QUARTER 4
#define CXM_PERIOD_YEAR    5
#define CXM_PERIOD_EVERY   6 /* length_ms, from local 1970-01-01T00:00 on */

/* The shortest and the longest length of CXM_PERIOD_EVERY. */
#define CXM_PERIOD_LENGTH_MIN INT64_C(60000)       /* a minute */
#define CXM_PERIOD_LENGTH_MAX INT64_C(31622400000) /* 366 days */

/* A kind of period; all zero is CXM_PERIOD_NONE. */
struct cxm_period {
    uint32_t kind;               /* CXM_PERIOD_... */
    uint32_t reserved;           /* 0 */
    int64_t length_ms;           /* of CXM_PERIOD_EVERY, else 0 */
    const struct cxm_zone *zone; /* NULL is UTC */
};

/*
 * Set kind and length from "day", "week", "month", "quarter", "year" or a
 * length such as "6h" (cxm/duration.h); the zone stays as it is.  CXM_ESYNTAX
 * for another text, CXM_ERANGE for a length outside one minute to 366 days;
 * the period is then untouched.
 */
CXM_API int cxm_period_parse(struct cxm_period *period, const char *text,
                             struct cxm_error *error);

/*
 * The number of the period that holds a time: of each kind, period 0 is the
 * one that holds local 1970-01-01T00:00, and the next is 1.  CXM_EINVAL for
 * an unknown kind or a length outside its limits, CXM_ERANGE for a time more
 * than 2^52 ms (142,000 years) from 1970 or a number that int32 cannot hold.
 */
CXM_API int cxm_period_index(const struct cxm_period *period, int64_t ms,
                             int32_t *index);

/*
 * The times of a period, *begin <= t < *end.  That of CXM_PERIOD_NONE, number
 * 0, goes from INT64_MIN to INT64_MAX.  CXM_EINVAL and CXM_ERANGE as above.
 */
CXM_API int cxm_period_bounds(const struct cxm_period *period, int32_t index,
                              int64_t *begin, int64_t *end);

/*
 * The last period found, so that a row in the same period costs two
 * comparisons.  All zero is empty; one cursor serves one period object.
 */
struct cxm_period_cursor {
    int64_t begin;
    int64_t end;
    int32_t index;
    uint32_t reserved;
};

/* cxm_period_index through a cursor: the same result, sooner. */
CXM_API int cxm_period_seek(struct cxm_period_cursor *cursor,
                            const struct cxm_period *period, int64_t ms,
                            int32_t *index);

/* Bytes that hold every label, with its NUL. */
#define CXM_PERIOD_TEXT 40

/*
 * Write the name of a period: 2026-10-31, 2026-W44 (with the year of the ISO
 * week), 2026-10, 2026-Q4, 2026; for lengths its begin by cxm_time_format;
 * nothing for CXM_PERIOD_NONE.  At most cap bytes with the NUL are written, as
 * snprintf does it; the result is the length of the whole without NUL, 0 also
 * for a period that cxm_period_bounds refuses.
 */
CXM_API size_t cxm_period_label(const struct cxm_period *period, int32_t index,
                                char *out, size_t cap);

#ifdef __cplusplus
}
#endif

#endif
