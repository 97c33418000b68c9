/* SPDX-License-Identifier: MIT */
/*
 * advice.h - which --scale would fit the scores that were seen.
 */
#ifndef ADVICE_H
#define ADVICE_H

#include "rows.h"

/*
 * A sentence for a KPI whose guard refused its figures with `why`, for
 * example "... ; scores from 1 to 7 were seen: use --scale ces=1:7".
 * `prefix` says that the option must name the KPI.
 */
char *advice_text(const struct planned *planned, const struct seen *seen,
                  const char *why, int prefix);

/*
 * Bare numbers beside labels such as Good and Bad, which are points of
 * another scale: "1" may be the best of 0 to 1 or the worst of 1 to 5.  A
 * sentence that says so, or NULL where nothing is mixed.
 */
char *advice_mixed(const struct planned *planned, const struct seen *seen,
                   int prefix);

#endif
