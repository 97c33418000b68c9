/* SPDX-License-Identifier: MIT */
/*
 * cxm/duration.h - lengths of time as text: windows, limits, periods.
 */
#ifndef CXM_DURATION_H
#define CXM_DURATION_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Read the `n` bytes at `text` as a length of time in milliseconds: numbers
 * with the units w d h m s ms, largest first and each once (7d, 1h30m, 1.5h,
 * 500ms), ISO 8601 (PT5M, P7D, P1DT12H; no months and years, which have no
 * fixed length), or H:MM:SS[.f].  A day is 24 hours.  Units may be in either
 * case, a fraction has point or comma and up to 9 digits; the result is
 * rounded to whole milliseconds, half to even.
 *
 * CXM_ESYNTAX for anything else: a negative length, a plain number, which
 * lacks its unit, more than 9 digits; *ms is then untouched.
 */
CXM_API int cxm_duration_parse(const char *text, size_t n, int64_t *ms,
                               struct cxm_error *error);

/* Bytes that hold every text of cxm_duration_format, with its NUL. */
#define CXM_DURATION_TEXT 40

/*
 * Write a length of time, ms >= 0, in the one text equal lengths share:
 * "1h30m", "7d", "1m500ms", "0s".  Days are the largest unit.  It reads back
 * as the same length.  At most cap bytes with the NUL are written, as snprintf
 * does it; the result is the length of the whole without NUL, or 0 if ms < 0.
 */
CXM_API size_t cxm_duration_format(int64_t ms, char *out, size_t cap);

#ifdef __cplusplus
}
#endif

#endif
