/* SPDX-License-Identifier: MIT */
/*
 * lib/time/zone.h - a zone in memory.
 *
 * Change i happens at utc[i] and leads from offset[i] to offset[i + 1].
 * local[i] is the local time before which clocks show times before change i:
 * where they go forward the end of the gap, where they go back the end of the
 * hour's first pass, so that a local time that comes twice is the first and
 * one in a gap is counted on from before it.  local never descends.
 *
 * A footer's rule is written out for 401 years: the calendar repeats after
 * 400, so any later time is folded into the last 400 of them.  That makes
 * every look-up the same search in one table.
 */
#ifndef CXM_LIB_ZONE_H
#define CXM_LIB_ZONE_H

#include "time.h"

/* Years in the written-out rule, and seconds in the calendar's cycle. */
#define CXM__RULE_YEARS 403
#define CXM__CYCLE      INT64_C(12622780800)

/*
 * A sorted table of times with a first guess: first[b] counts the times
 * before b * 2^25 s (a bit over a year), for 1970 to 2106.
 */
#define CXM__GUESS_SHIFT 25
#define CXM__GUESSES     128
struct cxm__line {
    int64_t *at;
    uint32_t first[CXM__GUESSES + 1];
};

struct cxm_zone {
    size_t size;        /* of the whole block */
    size_t count;       /* of changes */
    int64_t fold_low;   /* times before this are folded, */
    int64_t fold_begin; /* into the cycle that begins here, */
    int64_t fold_end;   /* as those from here on are */
    struct cxm__line utc;
    struct cxm__line local;
    int32_t *offset; /* count + 1 of them */
    char *name;
};

/* A zone without changes, with room for some, always at `offset`. */
int cxm__zone_alloc(struct cxm_zone **zone, const char *name, size_t changes,
                    const struct cxm_alloc *alloc, struct cxm_error *error);

/* Append a change; it replaces those that are not before it. */
void cxm__zone_change(struct cxm_zone *zone, int64_t at, int32_t offset);

/* Fill `local` and both guesses, once all changes are there. */
void cxm__zone_finish(struct cxm_zone *zone);

#endif
