/* SPDX-License-Identifier: MIT */
/*
 * lib/time/parse.h - the readers behind cxm_time_parse: dates and clocks in
 * parse.c, bare numbers in number.c.  A reader returns NULL when it has read
 * its part, or else why it has not.
 */
#ifndef CXM_LIB_PARSE_H
#define CXM_LIB_PARSE_H

#include "time.h"

/* Why a text was refused; `text` follows the quoted text in the message. */
struct cxm__why {
    int status;
    const char *text;
};

extern const struct cxm__why cxm__unreadable;
extern const struct cxm__why cxm__no_such_time;
extern const struct cxm__why cxm__too_early;
extern const struct cxm__why cxm__too_late;

/* Set the date from a number such as 20261031. */
void cxm__split_date(int32_t yyyymmdd, struct cxm_civil *civil);

/* Set the time of day from HHMM or HHMMSS; whether it has 4 or 6 digits. */
int cxm__split_clock(int32_t value, int digits, struct cxm_civil *civil);

struct cxm__decimal {
    int64_t whole; /* held above what any style takes */
    int64_t parts; /* of 10^-10; further digits are dropped */
    size_t digits; /* of the whole */
    int32_t negative;
    int32_t fraction; /* whether it has one */
};

/* Whether the whole text is one number. */
int cxm__read_decimal(struct cxm__scan scan, struct cxm__decimal *decimal);

/* Read a number as the style says; *local is whether it is the zone's. */
const struct cxm__why *cxm__read_number(const struct cxm__decimal *d,
                                        uint32_t dates, int64_t *ms,
                                        int *local);

#endif
