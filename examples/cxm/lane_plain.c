/* SPDX-License-Identifier: MIT */
#include "lane_plain.h"

#include <string.h>

#define TAIL_MAX 8  /* bytes of it that are remembered */
#define RESTLESS 64 /* changes of the tail after which it is not trusted */

static int read_bare(const struct field_slot *slot, const char *text,
                     int64_t *value)
{
    int rounded = 0;
    switch (slot->field->type) {
    case CXM_TYPE_DURATION:
        return cell_duration(&slot->style, slot->unit, text, strlen(text),
                             value, NULL);
    case CXM_TYPE_WHOLE:
        return cell_whole(&slot->style, text, strlen(text), value, NULL);
    default:
        return cell_decimal(&slot->style, text, strlen(text), value, &rounded,
                            NULL);
    }
}

int lane_has_null(const struct cell_style *style)
{
    for (size_t i = 0; style->null && style->null[i]; i++)
        if (strpbrk(style->null[i], "0123456789"))
            return 1;
    return 0;
}

int64_t lane_unit(const struct field_slot *slot)
{
    static const struct {
        const char *text;
        int64_t value;
    } probes[] = {{"0", 0},   {"7", 7},         {"08", 8},
                  {"90", 90}, {"86399", 86399}, {"99999999", 99999999}};
    int64_t unit = 0;
    int64_t value = 0;
    if (lane_has_null(&slot->style) ||
        read_bare(slot, "1", &unit) != CELL_VALUE || unit <= 0)
        return 0;
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
        if (read_bare(slot, probes[i].text, &value) != CELL_VALUE ||
            value / unit != probes[i].value || value % unit != 0)
            return 0;
    return unit;
}

/* A moment of the day of `text`, at that clock. */
static int read_at(const struct lane *lane, struct cxm_bytes text,
                   const char *clock, int64_t *ms)
{
    char moment[LANE_TAIL + TAIL_MAX];
    memcpy(moment, text.bytes, text.length);
    memcpy(moment + LANE_CLOCK, clock, LANE_TAIL - LANE_CLOCK);
    return cell_time(&lane->slot->style, moment, text.length, ms, NULL) ==
           CELL_VALUE;
}

/* A day with a change of the clocks is not even. */
static void learn_day(const struct lane *lane, struct lane_day *day,
                      struct cxm_bytes text)
{
    int64_t end = 0;
    day->even = read_at(lane, text, "00:00:00", &day->begin) &&
                read_at(lane, text, "23:59:59", &end) &&
                end - day->begin == INT64_C(86399000);
}

int lane_change_tail(struct lane *lane, struct cxm_bytes text)
{
    if (text.length < LANE_TAIL || text.length > LANE_TAIL + TAIL_MAX ||
        lane->restless == RESTLESS)
        return 0;
    lane->restless++;
    lane->length = text.length;
    lane->tail_mask = memo_mask[0][text.length - LANE_TAIL];
    lane->tail = memo_load(text.bytes + LANE_TAIL) & lane->tail_mask;
    memset(lane->day, 0, LANE_DAYS * sizeof *lane->day);
    return 1;
}

struct lane_day *lane_find_day(struct lane *lane, struct cxm_bytes text,
                               uint64_t first, uint64_t second)
{
    const uint64_t mixed =
        (first ^ second << 24) * UINT64_C(0x9e3779b97f4a7c15);
    struct lane_day *day = &lane->day[mixed >> 32 & (LANE_DAYS - 1)];
    if (day->first != first || day->second != second) {
        day->first = first;
        day->second = second;
        learn_day(lane, day, text);
    }
    return day;
}
