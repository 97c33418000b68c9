/* SPDX-License-Identifier: MIT */
/*
 * lib/time/tzif.c - a zone from the bytes of a TZif file (RFC 9636):
 *
 *     header, block with 4-byte times                        version 1
 *     header, block with 8-byte times, newline TZ newline    from version 2
 *
 * A header is "TZif", the version, 15 unused bytes and six counts of four
 * bytes.  A block is times, one type for each, the types (offset, daylight
 * flag, name index), names, leap seconds and two arrays of flags.  All
 * numbers are big-endian.  Names and flags are checked and not used.
 */
#include "zone.h"

#include "../base/base.h"

#include <string.h>

#define HEADER_BYTES 44
#define TYPE_BYTES   6

/* What RFC 9636, 3.2 asks of an offset. */
#define OFFSET_MIN (-89999)
#define OFFSET_MAX 93599

/*
 * Changes before year -9999 are as good as "since ever", and none can be
 * after 9999; times a thousandfold then stay far inside int64.
 */
#define TIME_MIN INT64_C(-377705116800)
#define TIME_MAX INT64_C(253402300800)

struct header {
    int version;
    uint64_t flags_ut;
    uint64_t flags_std;
    uint64_t leaps;
    uint64_t times;
    uint64_t types;
    uint64_t chars;
};

struct block {
    struct header header;
    const unsigned char *bytes;
    size_t width; /* of a time */
    struct cxm__rule rule;
    int has_rule;
};

static uint32_t get_u32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

static int64_t get_time(const unsigned char *p, size_t width)
{
    if (width == 4)
        return (int32_t)get_u32(p);
    return (int64_t)((uint64_t)get_u32(p) << 32 | get_u32(p + 4));
}

/* Counts are below 2^32, so no sum here can overflow. */
static uint64_t block_bytes(const struct header *h, uint64_t width)
{
    return h->times * (width + 1) + h->types * TYPE_BYTES + h->chars +
           h->leaps * (width + 4) + h->flags_std + h->flags_ut;
}

/* Read the header at `p`; whether it and its block fit into n bytes. */
static int read_header(const unsigned char *p, size_t n, uint64_t width,
                       struct header *h)
{
    if (n < HEADER_BYTES || memcmp(p, "TZif", 4) != 0)
        return 0;
    if (p[4] != 0 && (p[4] < '2' || p[4] > '9'))
        return 0;
    h->version = p[4] == 0 ? 1 : p[4] - '0';
    h->flags_ut = get_u32(p + 20);
    h->flags_std = get_u32(p + 24);
    h->leaps = get_u32(p + 28);
    h->times = get_u32(p + 32);
    h->types = get_u32(p + 36);
    h->chars = get_u32(p + 40);
    return block_bytes(h, width) <= n - HEADER_BYTES;
}

/* Newline, TZ string or nothing, newline, and then the end. */
static int read_footer(const unsigned char *p, size_t n, struct block *block)
{
    if (n < 2 || p[0] != '\n' || p[n - 1] != '\n')
        return 0;
    block->has_rule = n > 2;
    return !block->has_rule ||
           cxm__rule_parse((const char *)p + 1, n - 2, &block->rule) == CXM_OK;
}

/* Find the block that counts, of the widest times, and its footer. */
static int find_block(const unsigned char *p, size_t n, struct block *block)
{
    memset(block, 0, sizeof *block);
    block->width = 4;
    if (!read_header(p, n, 4, &block->header))
        return 0;
    const size_t skipped =
        HEADER_BYTES + (size_t)block_bytes(&block->header, 4);
    block->bytes = p + HEADER_BYTES;
    if (block->header.version == 1)
        return skipped == n;
    p += skipped;
    n -= skipped;
    if (!read_header(p, n, 8, &block->header) || block->header.version == 1)
        return 0;
    const size_t used = HEADER_BYTES + (size_t)block_bytes(&block->header, 8);
    block->bytes = p + HEADER_BYTES;
    block->width = 8;
    return read_footer(p + used, n - used, block);
}

static const unsigned char *types_of(const struct block *block)
{
    return block->bytes + block->header.times * (block->width + 1);
}

static int32_t type_offset(const struct block *block, size_t type)
{
    return (int32_t)get_u32(types_of(block) + type * TYPE_BYTES);
}

static int types_are_sound(const struct block *block)
{
    const struct header *h = &block->header;
    if (h->types < 1 || h->types > 256 || h->chars < 1 ||
        (h->flags_ut != 0 && h->flags_ut != h->types) ||
        (h->flags_std != 0 && h->flags_std != h->types))
        return 0;
    for (size_t i = 0; i < h->types; i++) {
        const unsigned char *type = types_of(block) + i * TYPE_BYTES;
        const int32_t offset = type_offset(block, i);
        if (offset < OFFSET_MIN || offset > OFFSET_MAX || type[4] > 1 ||
            type[5] >= h->chars)
            return 0;
    }
    return 1;
}

static int64_t time_at(const struct block *block, size_t i)
{
    return get_time(block->bytes + i * block->width, block->width);
}

static size_t type_at(const struct block *block, size_t i)
{
    return block->bytes[block->header.times * block->width + i];
}

static int times_are_sound(const struct block *block)
{
    for (size_t i = 0; i < block->header.times; i++) {
        if (type_at(block, i) >= block->header.types)
            return 0;
        if (time_at(block, i) >= TIME_MAX)
            return 0;
        if (i > 0 && time_at(block, i) <= time_at(block, i - 1))
            return 0;
    }
    return 1;
}

static void add_times(struct cxm_zone *zone, const struct block *block)
{
    zone->offset[0] = type_offset(block, 0);
    for (size_t i = 0; i < block->header.times; i++) {
        const int32_t offset = type_offset(block, type_at(block, i));
        if (time_at(block, i) < TIME_MIN)
            zone->offset[0] = offset;
        else
            cxm__zone_change(zone, time_at(block, i), offset);
    }
}

static void add_rule_year(struct cxm_zone *zone, const struct cxm__rule *rule,
                          int32_t year, int64_t after)
{
    const int64_t start = cxm__rule_start(rule, year);
    const int64_t end = cxm__rule_end(rule, year);
    if (start <= end && start > after)
        cxm__zone_change(zone, start, rule->dst);
    if (end > after)
        cxm__zone_change(zone, end, rule->std);
    if (start > end && start > after)
        cxm__zone_change(zone, start, rule->dst);
}

/*
 * Write the rule out from the year before the last transition on.  The cycle
 * begins in the middle of a year that is whole in the table, for a rule's
 * time may lie a week outside its year.
 */
static void add_rule(struct cxm_zone *zone, const struct block *block)
{
    const size_t times = block->header.times;
    const int64_t after = times > 0 ? time_at(block, times - 1) : INT64_MIN;
    const int64_t from = after > TIME_MIN ? after : TIME_MIN;
    struct cxm_civil civil = {.year = 1970};
    if (times > 0)
        cxm_civil_of(from * 1000, &civil);
    for (int32_t i = 0; i < CXM__RULE_YEARS; i++)
        add_rule_year(zone, &block->rule, civil.year - 1 + i, after);
    zone->fold_begin = cxm_civil_days(civil.year + 1, 7, 1) * CXM__DAY_S;
    zone->fold_end = zone->fold_begin + CXM__CYCLE;
    if (times == 0)
        zone->fold_low = zone->fold_begin;
}

static int make_zone(struct cxm_zone **zone, const char *name,
                     const struct block *block, const struct cxm_alloc *alloc,
                     struct cxm_error *error)
{
    const int dst = block->has_rule && block->rule.has_dst;
    const size_t changes =
        (size_t)block->header.times + (dst ? 2 * CXM__RULE_YEARS : 0);
    struct cxm_zone *made;
    const int status = cxm__zone_alloc(&made, name, changes, alloc, error);
    if (status != CXM_OK)
        return status;
    add_times(made, block);
    if (dst)
        add_rule(made, block);
    else if (block->has_rule && block->header.times == 0)
        made->offset[0] = block->rule.std;
    cxm__zone_finish(made);
    *zone = made;
    return CXM_OK;
}

int cxm_zone_new(struct cxm_zone **zone, const char *name, const void *bytes,
                 size_t n, const struct cxm_alloc *alloc,
                 struct cxm_error *error)
{
    struct block block;
    if (!name || strlen(name) > CXM_ZONE_NAME_MAX)
        return cxm__fail(error, CXM_EINVAL, "zone",
                         "a zone needs a name of at most 255 bytes");
    if (n == 0 && strcmp(name, "UTC") == 0)
        return cxm__zone_alloc(zone, name, 0, alloc, error);
    if (n > CXM_ZONE_BYTES_MAX)
        return cxm__fail(error, CXM_EINVAL, "zone",
                         "%s: too large for a time zone file", name);
    if (n == 0 || !find_block(bytes, n, &block))
        return cxm__fail(error, CXM_ESYNTAX, "zone",
                         "%s is no time zone file (TZif)", name);
    if (block.header.leaps > 0)
        return cxm__fail(error, CXM_EINVAL, "zone",
                         "%s counts leap seconds; take the zone that is not "
                         "under right/",
                         name);
    if (!types_are_sound(&block) || !times_are_sound(&block))
        return cxm__fail(error, CXM_ESYNTAX, "zone",
                         "%s is a damaged time zone file", name);
    return make_zone(zone, name, &block, alloc, error);
}
