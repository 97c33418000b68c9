/* SPDX-License-Identifier: MIT */
/*
 * lib/stat/counts_bytes.h - columns of one byte a row, counted by value.
 *
 * A column may have a validity bitmap, least significant bit first, of which
 * row 0 is bit `offset`; a row whose bit is clear is not there.  bits NULL:
 * all rows are.  Sizes are such that nothing can overflow: n is below 2^63.
 *
 * cxm__count_bytes and cxm__count_bands work on 16 rows at a time where the
 * compiler knows how; the functions with _plain are their plain twins, which
 * give the same.
 */
#ifndef CXM_LIB_COUNTS_BYTES_H
#define CXM_LIB_COUNTS_BYTES_H

#include <stddef.h>
#include <stdint.h>

#define CXM__BYTES_POINTS 15 /* the most classes that can be told apart */

struct cxm__validity {
    const uint8_t *bits;
    size_t offset;
};

static inline uint64_t cxm__is_valid(const struct cxm__validity *valid,
                                     size_t row)
{
    const size_t at = valid->offset + row;
    return valid->bits ? valid->bits[at / 8] >> (at % 8) & 1u : 1u;
}

/*
 * count[k] = how many valid rows are first + k, modulo 256; k < points, at
 * most CXM__BYTES_POINTS.  Returns how many rows are valid: more than the sum
 * of count[] where some are none of these.
 */
uint64_t cxm__count_bytes(const uint8_t *values,
                          const struct cxm__validity *valid, size_t n,
                          uint8_t first, uint32_t points, uint64_t *count);
uint64_t cxm__count_bytes_plain(const uint8_t *values,
                                const struct cxm__validity *valid, size_t n,
                                uint8_t first, uint32_t points,
                                uint64_t *count);

/*
 * above[0] and above[1] = how many valid rows are above low and above high.
 * Returns how many are valid, or UINT64_MAX where one is above `most`; all
 * three are at most 127.
 */
struct cxm__bands {
    uint8_t low;
    uint8_t high;
    uint8_t most;
};

uint64_t cxm__count_bands(const uint8_t *values,
                          const struct cxm__validity *valid, size_t n,
                          const struct cxm__bands *bands, uint64_t above[2]);
uint64_t cxm__count_bands_plain(const uint8_t *values,
                                const struct cxm__validity *valid, size_t n,
                                const struct cxm__bands *bands,
                                uint64_t above[2]);

#endif
