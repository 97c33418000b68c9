/* SPDX-License-Identifier: MIT */
#include "zone.h"

#include "../base/base.h"

#include <string.h>

static size_t block_size(size_t changes, size_t name_length)
{
    return sizeof(struct cxm_zone) + changes * 2 * sizeof(int64_t) +
           (changes + 1) * sizeof(int32_t) + name_length + 1;
}

int cxm__zone_alloc(struct cxm_zone **zone, const char *name, size_t changes,
                    const struct cxm_alloc *alloc, struct cxm_error *error)
{
    const size_t length = strlen(name);
    const size_t size = block_size(changes, length);
    struct cxm_zone *made = cxm__resize(alloc, NULL, 0, size);
    if (!made)
        return cxm__fail(error, CXM_ENOMEM, "zone", "out of memory");
    memset(made, 0, sizeof *made);
    made->size = size;
    made->fold_low = INT64_MIN;
    made->fold_end = INT64_MAX;
    made->utc.at = (void *)(made + 1);
    made->local.at = made->utc.at + changes;
    made->offset = (void *)(made->local.at + changes);
    made->name = (void *)(made->offset + changes + 1);
    made->offset[0] = 0;
    memcpy(made->name, name, length + 1);
    *zone = made;
    return CXM_OK;
}

void cxm__zone_change(struct cxm_zone *zone, int64_t at, int32_t offset)
{
    while (zone->count > 0 && zone->utc.at[zone->count - 1] >= at)
        zone->count--;
    if (offset == zone->offset[zone->count])
        return;
    zone->utc.at[zone->count++] = at;
    zone->offset[zone->count] = offset;
}

static void make_guesses(struct cxm__line *line, size_t count)
{
    size_t i = 0;
    for (int64_t b = 0; b <= CXM__GUESSES; b++) {
        while (i < count && line->at[i] < b << CXM__GUESS_SHIFT)
            i++;
        line->first[b] = (uint32_t)i;
    }
}

void cxm__zone_finish(struct cxm_zone *zone)
{
    int64_t last = INT64_MIN;
    for (size_t i = 0; i < zone->count; i++) {
        const int32_t *offset = zone->offset + i;
        const int32_t larger = offset[0] > offset[1] ? offset[0] : offset[1];
        if (zone->utc.at[i] + larger > last)
            last = zone->utc.at[i] + larger;
        zone->local.at[i] = last;
    }
    make_guesses(&zone->utc, zone->count);
    make_guesses(&zone->local, zone->count);
}

int cxm_zone_fixed(struct cxm_zone **zone, int32_t offset_seconds,
                   const struct cxm_alloc *alloc, struct cxm_error *error)
{
    char name[16];
    char *p = name;
    if (offset_seconds < -CXM__DAY_S || offset_seconds > CXM__DAY_S)
        return cxm__fail(error, CXM_EINVAL, "zone",
                         "an offset of more than 24 hours");
    const uint32_t size =
        (uint32_t)(offset_seconds < 0 ? -offset_seconds : offset_seconds);
    *p++ = offset_seconds < 0 ? '-' : '+';
    p = cxm__put_digits(p, size / 3600, 2);
    *p++ = ':';
    p = cxm__put_digits(p, size / 60 % 60, 2);
    if (size % 60 != 0) {
        *p++ = ':';
        p = cxm__put_digits(p, size % 60, 2);
    }
    *p = '\0';
    const int status = cxm__zone_alloc(zone, name, 0, alloc, error);
    if (status == CXM_OK)
        (*zone)->offset[0] = offset_seconds;
    return status;
}

void cxm_zone_free(struct cxm_zone *zone, const struct cxm_alloc *alloc)
{
    if (zone)
        cxm__resize(alloc, zone, zone->size, 0);
}

const char *cxm_zone_name(const struct cxm_zone *zone)
{
    return zone ? zone->name : "UTC";
}

int cxm__zone_is_utc(const struct cxm_zone *zone)
{
    return !zone || (zone->count == 0 && zone->offset[0] == 0);
}

/* How many of the times are at or before t. */
static size_t passed(const struct cxm__line *line, size_t count, int64_t t)
{
    const uint64_t bucket = (uint64_t)t >> CXM__GUESS_SHIFT;
    const int near = bucket < CXM__GUESSES;
    size_t low = near ? line->first[bucket] : 0;
    size_t high = near ? line->first[bucket + 1] : count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (line->at[middle] <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whole cycles, in seconds, to subtract from t before it is looked up. */
static int64_t cycles(const struct cxm_zone *zone, int64_t t)
{
    if (t < zone->fold_end && t >= zone->fold_low)
        return 0;
    return cxm__floor_div(t - zone->fold_begin, CXM__CYCLE) * CXM__CYCLE;
}

int32_t cxm_zone_offset(const struct cxm_zone *zone, int64_t utc_ms)
{
    if (!zone)
        return 0;
    const int64_t t = cxm__floor_div(utc_ms, 1000);
    return zone->offset[passed(&zone->utc, zone->count, t - cycles(zone, t))];
}

int64_t cxm_zone_utc(const struct cxm_zone *zone, int64_t local_ms)
{
    if (!zone)
        return local_ms;
    const int64_t t = cxm__floor_div(local_ms, 1000);
    const size_t i = passed(&zone->local, zone->count, t - cycles(zone, t));
    return cxm__shift(local_ms, -zone->offset[i]);
}

int64_t cxm__zone_reach(const struct cxm_zone *zone, int64_t local_ms)
{
    if (!zone)
        return local_ms;
    const int64_t t = cxm__floor_div(local_ms, 1000);
    const int64_t fold = cycles(zone, t);
    const size_t i = passed(&zone->local, zone->count, t - fold);
    const int64_t utc_ms = cxm__shift(local_ms, -zone->offset[i]);
    if (i == zone->count)
        return utc_ms;
    const int64_t change_ms = (zone->utc.at[i] + fold) * 1000;
    return utc_ms < change_ms ? utc_ms : change_ms;
}

int64_t cxm__zone_reached(const struct cxm_zone *zone, int64_t utc_ms)
{
    if (!zone)
        return utc_ms;
    const int64_t t = cxm__floor_div(utc_ms, 1000);
    const int64_t fold = cycles(zone, t);
    const size_t i = passed(&zone->utc, zone->count, t - fold);
    const int64_t local_ms = cxm__shift(utc_ms, zone->offset[i]);
    if (i == 0)
        return local_ms;
    const int64_t before_ms = (zone->local.at[i - 1] + fold) * 1000 - 1;
    return local_ms > before_ms ? local_ms : before_ms;
}
