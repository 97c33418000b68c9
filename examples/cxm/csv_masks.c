/* SPDX-License-Identifier: MIT */
/* The uses of masks that need not be fast. */
#define _POSIX_C_SOURCE 200809L

#include "csv_masks.h"

#include <string.h>

void csv_masks_plain(const char *block, char delimiter, char quote,
                     struct csv_masks *masks)
{
    uint32_t i;

    memset(masks, 0, sizeof *masks);
    for (i = 0; i < CSV_SCAN_BLOCK; i++) {
        const char c = block[i];
        const uint64_t end = c == '\n' || c == '\r';

        masks->end |= end << i;
        masks->mark |= (end | (uint64_t)(c == delimiter)) << i;
        masks->quote |= (uint64_t)(c == quote) << i;
    }
}

uint64_t csv_scan_lines(const char *bytes, size_t from, size_t to)
{
    uint64_t lines = 0;
    struct csv_masks m;
    uint64_t after_cr;

    for (; from + CSV_SCAN_BLOCK <= to; from += CSV_SCAN_BLOCK) {
        m = csv_masks_block(bytes + from, '\r', '\n');
        after_cr = (m.end & ~m.quote) << 1 | ((bytes + from)[-1] == '\r');
        lines += (uint64_t)__builtin_popcountll(m.end & ~(m.quote & after_cr));
    }
    for (; from < to; from++) {
        lines += bytes[from] == '\r' ||
                 (bytes[from] == '\n' && (bytes + from)[-1] != '\r');
    }
    return lines;
}
