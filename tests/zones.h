/* SPDX-License-Identifier: MIT */
/*
 * tests/zones.h - TZif files for tests: written here from a footer and a few
 * changes, or read from the machine's own where it has some.
 */
#ifndef CXM_TESTS_ZONES_H
#define CXM_TESTS_ZONES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rounds.h"

#include <cxm/zone.h>

#define ZONEINFO "/usr/share/zoneinfo"

struct zone_change {
    int64_t at;
    int32_t offset;
};

static inline unsigned char *put_big(unsigned char *p, uint64_t value,
                                     int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        *p++ = (unsigned char)(value >> (8 * i));
    return p;
}

static inline unsigned char *put_header(unsigned char *p, size_t times,
                                        size_t types, size_t chars)
{
    const size_t count[6] = {0, 0, 0, times, types, chars};
    memcpy(p, "TZif2", 5);
    memset(p + 5, 0, 15);
    p += 20;
    for (int i = 0; i < 6; i++)
        p = put_big(p, count[i], 4);
    return p;
}

/*
 * Write a version 2 file: `first` until change[0], at most 100 changes, then
 * the footer.  out holds 2000 bytes; the length.
 */
static inline size_t write_tzif(unsigned char *out, int32_t first,
                                const struct zone_change *change, size_t n,
                                const char *footer)
{
    unsigned char *p = put_header(out, 0, 1, 4);
    p = put_big(p, 0, 6);
    memcpy(p, "XXX", 4);
    p = put_header(p + 4, n, n + 1, 4);
    for (size_t i = 0; i < n; i++)
        p = put_big(p, (uint64_t)change[i].at, 8);
    for (size_t i = 0; i < n; i++)
        *p++ = (unsigned char)(i + 1);
    for (size_t i = 0; i <= n; i++) {
        p = put_big(p, (uint32_t)(i == 0 ? first : change[i - 1].offset), 4);
        p = put_big(p, 0, 2);
    }
    memcpy(p, "XXX", 4);
    p += 4;
    *p++ = '\n';
    memcpy(p, footer, strlen(footer));
    p += strlen(footer);
    *p++ = '\n';
    return (size_t)(p - out);
}

/* The zone of a footer alone; NULL if the library refuses it. */
static inline struct cxm_zone *footer_zone(const char *footer)
{
    unsigned char bytes[2000];
    struct cxm_zone *zone = NULL;
    const size_t n = write_tzif(bytes, 0, NULL, 0, footer);
    cxm_zone_new(&zone, footer, bytes, n, NULL, NULL);
    return zone;
}

#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"

/* Read a file of the machine's zones, at most 64 kB; 0 if it has none. */
static inline size_t read_zone_file(const char *name, unsigned char *bytes)
{
    char path[256];
    snprintf(path, sizeof path, ZONEINFO "/%s", name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    const size_t n = fread(bytes, 1, 65536, file);
    fclose(file);
    return n;
}

/* A zone of the machine, or NULL. */
static inline struct cxm_zone *machine_zone(const char *name)
{
    static unsigned char bytes[65536];
    struct cxm_zone *zone = NULL;
    const size_t n = read_zone_file(name, bytes);
    if (n > 0)
        cxm_zone_new(&zone, name, bytes, n, NULL, NULL);
    return zone;
}

/* Call `visit` for every name in the machine's list of zones; how many. */
static inline int each_machine_zone(void (*visit)(const char *name))
{
    char line[256];
    char country[8];
    char name[128];
    int n = 0;
    FILE *file = fopen(ZONEINFO "/tzdata.zi", "r");
    while (file && fgets(line, sizeof line, file)) {
        /* "Z Europe/Berlin ..." is a zone; links add nothing new. */
        if (sscanf(line, "%7s %127s", country, name) == 2 &&
            strcmp(country, "Z") == 0) {
            if (n % (21 - test_rounds(20)) == 0)
                visit(name);
            n++;
        }
    }
    if (file)
        fclose(file);
    if (n == 0)
        printf("skipped: no " ZONEINFO "/tzdata.zi\n");
    return n;
}

/* xorshift64* (Vigna, 2016) */
static inline uint64_t random_u64(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

/* A number in [low, high). */
static inline int64_t random_in(uint64_t *state, int64_t low, int64_t high)
{
    return low + (int64_t)(random_u64(state) % (uint64_t)(high - low));
}

#endif
