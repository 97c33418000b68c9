/* SPDX-License-Identifier: MIT */
/*
 * tests/fuzz_time.c - texts that are read as times and durations.  The first
 * byte chooses the style of dates and the zone.
 */
#include "zones.h"

#include <cxm/duration.h>
#include <cxm/time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int truth)
{
    if (!truth)
        abort();
}

/* What was read is within bounds, and reads back from what is written. */
static void check_time(const struct cxm_time_style *style, int64_t ms)
{
    char text[CXM_TIME_TEXT];
    int64_t back;
    require(ms >= CXM_TIME_FIRST && ms < CXM_TIME_END);
    const size_t n = cxm_time_format(ms, style->zone, text, sizeof text);
    require(n < sizeof text && n == strlen(text));
    require(cxm_time_parse(style, text, n, &back, NULL) == CXM_OK);
    require(back == ms);
}

static void read_time(const struct cxm_time_style *style, const char *text,
                      size_t n)
{
    struct cxm_error error;
    int64_t ms = 77;
    const int status = cxm_time_parse(style, text, n, &ms, &error);
    if (status == CXM_OK) {
        check_time(style, ms);
        return;
    }
    require(status < 0 && ms == 77 && error.status == status);
    require(strlen(error.text) < sizeof error.text - 1);
}

/* A leading blank, which changes nothing, avoids the quick way. */
static void read_both_ways(const struct cxm_time_style *style, const char *text,
                           size_t n)
{
    char padded[64] = " ";
    int64_t a = 77, b = 77;
    if (n > sizeof padded - 1)
        return;
    memcpy(padded + 1, text, n);
    const int quick = cxm_time_parse(style, text, n, &a, NULL);
    require(cxm_time_parse(style, padded, n + 1, &b, NULL) == quick);
    require(a == b);
}

static void read_duration(const char *text, size_t n)
{
    char written[CXM_DURATION_TEXT];
    int64_t ms = -1;
    int64_t back;
    if (cxm_duration_parse(text, n, &ms, NULL) != CXM_OK) {
        require(ms == -1);
        return;
    }
    require(ms >= 0);
    const size_t length = cxm_duration_format(ms, written, sizeof written);
    require(length < sizeof written);
    if (ms < INT64_C(86400000) * 1000000000) {
        require(cxm_duration_parse(written, length, &back, NULL) == CXM_OK);
        require(back == ms);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const char *text = (const char *)data + 1;
    const unsigned choice = data[0];
    struct cxm_zone *zone = choice & 8 ? footer_zone(BERLIN) : NULL;
    const struct cxm_time_style style = {choice % 8, 0, zone};
    if (style.dates <= CXM_DATES_YYYYMMDD) {
        read_time(&style, text, size - 1);
        read_both_ways(&style, text, size - 1);
    }
    read_duration(text, size - 1);
    cxm_zone_free(zone, NULL);
    return 0;
}
