/* SPDX-License-Identifier: MIT */
/*
 * lane_plain.h - numbers and times that are written in the plainest way: bare
 * digits, and a date, a clock HH:MM:SS and the same text behind it in each
 * row.  What they mean is asked of cell.h, once.
 */
#ifndef LANE_PLAIN_H
#define LANE_PLAIN_H

#include "lane.h"

/* Does --null have a text that could be a number or a time? */
int lane_has_null(const struct cell_style *style);

/* What a bare 1 is in a field; 0 where others are not so many times that. */
int64_t lane_unit(const struct field_slot *slot);

/* A number of one to eight digits, in that unit: 1 with *value, else 0. */
static inline int lane_number(struct cxm_bytes text, int64_t unit,
                              int64_t *value)
{
    const uint64_t tens = UINT64_C(0x7676767676767676);
    const uint64_t high = UINT64_C(0x8080808080808080);
    if (text.length - 1 > 7)
        return 0;
    /* The last digit becomes the highest byte, the bytes below the first 0. */
    const unsigned shift = 8 * (8 - (unsigned)text.length);
    uint64_t x = (memo_load(text.bytes) ^ UINT64_C(0x3030303030303030))
                 << shift;
    if ((x | (x + tens)) & high)
        return 0;
    x = (x * 10 + (x >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
    x = (x * 100 + (x >> 16)) & UINT64_C(0x0000ffff0000ffff);
    x = (x * 10000 + (x >> 32)) & UINT64_C(0x00000000ffffffff);
    *value = (int64_t)x * unit;
    return 1;
}

#define LANE_CLOCK 11 /* where the clock begins, behind date and separator */
#define LANE_TAIL  19 /* and where it has ended */

/* Remember another way to write times, of which that is one; 0: none. */
int lane_change_tail(struct lane *lane, struct cxm_bytes text);

/* The day of a time, whose date and separator are these bytes. */
struct lane_day *lane_find_day(struct lane *lane, struct cxm_bytes text,
                               uint64_t first, uint64_t second);

/* The milliseconds of HH:MM:SS; -1: it is no such clock. */
static inline int64_t lane_clock(const char *text)
{
    const uint64_t tens = UINT64_C(0x7676767676767676);
    const uint64_t high = UINT64_C(0x8080808080808080);
    const uint64_t colons = UINT64_C(0x0000ff0000ff0000);
    const uint64_t twos = UINT64_C(0x00ff0000ff0000ff);
    /* What a second, a minute and an hour too many lack to their high bits. */
    const uint64_t over = UINT64_C(0x0044000044000068);
    const uint64_t x = memo_load(text) ^ UINT64_C(0x30303a30303a3030);
    const uint64_t clock = (x * 10 + (x >> 8)) & twos;
    if (((x | (x + tens) | (clock + over)) & high) | (x & colons))
        return -1;
    return (int64_t)((clock & 0xff) * 3600000 + (clock >> 24 & 0xff) * 60000 +
                     (clock >> 48) * 1000);
}

/*
 * 1 with *ms, or 0 where the text is to be read as others are.  *day is that
 * of the time before, if any.
 */
static inline int lane_time(struct lane *lane, struct cxm_bytes text,
                            const struct lane_day **day, int64_t *ms)
{
    if ((text.length != lane->length ||
         (memo_load(text.bytes + LANE_TAIL) & lane->tail_mask) != lane->tail) &&
        !lane_change_tail(lane, text))
        return 0;
    const uint64_t first = memo_load(text.bytes);
    const uint64_t second = memo_load(text.bytes + 8) & 0xffffff;
    const int64_t clock = lane_clock(text.bytes + LANE_CLOCK);
    if ((*day)->first != first || (*day)->second != second)
        *day = lane_find_day(lane, text, first, second);
    *ms = (*day)->begin + clock;
    return (*day)->even && clock >= 0;
}

#endif
