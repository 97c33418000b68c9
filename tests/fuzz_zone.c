/* SPDX-License-Identifier: MIT */
/*
 * tests/fuzz_zone.c - bytes that are read as a TZif file.  Whatever zone they
 * make, periods in it hold the times they are found for.
 */
#include "zones.h"

#include <cxm/period.h>
#include <cxm/time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int truth)
{
    if (!truth)
        abort();
}

static void check_period(const struct cxm_period *period, int64_t ms)
{
    char label[CXM_PERIOD_TEXT];
    int64_t begin, end;
    int32_t index;
    require(cxm_period_index(period, ms, &index) == CXM_OK);
    require(cxm_period_bounds(period, index, &begin, &end) == CXM_OK);
    require(begin <= ms && ms < end);
    require(cxm_period_label(period, index, label, sizeof label) <
            sizeof label);
}

static void check_times(const struct cxm_zone *zone, uint64_t *seed)
{
    for (int i = 0; i < 60; i++) {
        const uint32_t kind = 1 + (uint32_t)(i % 6);
        const struct cxm_period period = {
            kind, 0, kind == CXM_PERIOD_EVERY ? 60000 * (1 + i) : 0, zone};
        /* All of time, then the time that is read. */
        const int64_t ms = i < 20
                               ? (int64_t)random_u64(seed)
                               : random_in(seed, CXM_TIME_FIRST, CXM_TIME_END);
        const int32_t offset = cxm_zone_offset(zone, ms);
        require(offset >= -90000 && offset <= 93600);
        cxm_zone_utc(zone, ms);
        if (i >= 20)
            check_period(&period, ms);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cxm_error error;
    struct cxm_zone *zone = NULL;
    uint64_t seed = size + 1;
    const int status = cxm_zone_new(&zone, "fuzz", data, size, NULL, &error);
    require((status == CXM_OK) == (zone != NULL));
    if (zone)
        check_times(zone, &seed);
    cxm_zone_free(zone, NULL);
    return 0;
}
