/* SPDX-License-Identifier: MIT */
/*
 * csv_masks.h - one bit for each of 64 bytes that is a certain character,
 * with what every processor of a kind has: SSE2, NEON, or nothing.
 */
#ifndef CXM_EXAMPLES_CSV_MASKS_H
#define CXM_EXAMPLES_CSV_MASKS_H

#include "csv_scan.h"

/* The masks of a block without vectors. */
void csv_masks_plain(const char *block, char delimiter, char quote,
                     struct csv_masks *masks);

#if defined(__SSE2__)

#include <emmintrin.h>

static inline uint64_t csv_vector_bits(__m128i v)
{
    return (uint32_t)_mm_movemask_epi8(v);
}

static inline __m128i csv_load(const char *bytes)
{
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

static inline uint64_t csv_join(__m128i a, __m128i b, __m128i c, __m128i d)
{
    return (csv_vector_bits(c) | csv_vector_bits(d) << 16) << 32 |
           (csv_vector_bits(a) | csv_vector_bits(b) << 16);
}

static inline __m128i csv_vector_ends(__m128i v)
{
    return _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')),
                        _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
}

/* Most blocks have no quote, and that they have none is cheap to see. */
static inline struct csv_masks csv_masks_block(const char *block,
                                               char delimiter, char quote)
{
    const __m128i comma = _mm_set1_epi8(delimiter);
    const __m128i mark = _mm_set1_epi8(quote);
    const __m128i a = csv_load(block), b = csv_load(block + 16);
    const __m128i c = csv_load(block + 32), d = csv_load(block + 48);
    const __m128i any = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(a, mark), _mm_cmpeq_epi8(b, mark)),
        _mm_or_si128(_mm_cmpeq_epi8(c, mark), _mm_cmpeq_epi8(d, mark)));
    struct csv_masks m;

    m.end = csv_join(csv_vector_ends(a), csv_vector_ends(b), csv_vector_ends(c),
                     csv_vector_ends(d));
    m.mark =
        m.end | csv_join(_mm_cmpeq_epi8(a, comma), _mm_cmpeq_epi8(b, comma),
                         _mm_cmpeq_epi8(c, comma), _mm_cmpeq_epi8(d, comma));
    m.quote = 0;
    if (csv_vector_bits(any) != 0) {
        m.quote = csv_join(_mm_cmpeq_epi8(a, mark), _mm_cmpeq_epi8(b, mark),
                           _mm_cmpeq_epi8(c, mark), _mm_cmpeq_epi8(d, mark));
    }
    return m;
}

#elif defined(__ARM_NEON) && defined(__aarch64__)

#include <arm_neon.h>

/* Each byte keeps the bit of its place in eight; three sums gather them. */
static inline uint64_t csv_join(uint8x16_t a, uint8x16_t b, uint8x16_t c,
                                uint8x16_t d)
{
    const uint8x16_t place = {1, 2, 4, 8, 16, 32, 64, 128,
                              1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t low = vpaddq_u8(vandq_u8(a, place), vandq_u8(b, place));
    const uint8x16_t high = vpaddq_u8(vandq_u8(c, place), vandq_u8(d, place));
    const uint8x16_t half = vpaddq_u8(low, high);

    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(half, half)), 0);
}

static inline uint8x16_t csv_vector_ends(uint8x16_t v)
{
    return vorrq_u8(vceqq_u8(v, vdupq_n_u8('\n')),
                    vceqq_u8(v, vdupq_n_u8('\r')));
}

static inline struct csv_masks csv_masks_block(const char *block,
                                               char delimiter, char quote)
{
    const uint8x16_t a = vld1q_u8((const uint8_t *)block);
    const uint8x16_t b = vld1q_u8((const uint8_t *)block + 16);
    const uint8x16_t c = vld1q_u8((const uint8_t *)block + 32);
    const uint8x16_t d = vld1q_u8((const uint8_t *)block + 48);
    const uint8x16_t comma = vdupq_n_u8((uint8_t)delimiter);
    const uint8x16_t mark = vdupq_n_u8((uint8_t)quote);
    struct csv_masks m;

    m.end = csv_join(csv_vector_ends(a), csv_vector_ends(b), csv_vector_ends(c),
                     csv_vector_ends(d));
    m.mark = m.end | csv_join(vceqq_u8(a, comma), vceqq_u8(b, comma),
                              vceqq_u8(c, comma), vceqq_u8(d, comma));
    m.quote = csv_join(vceqq_u8(a, mark), vceqq_u8(b, mark), vceqq_u8(c, mark),
                       vceqq_u8(d, mark));
    return m;
}

#else

static inline struct csv_masks csv_masks_block(const char *block,
                                               char delimiter, char quote)
{
    struct csv_masks masks;

    csv_masks_plain(block, delimiter, quote, &masks);
    return masks;
}

#endif
#endif
