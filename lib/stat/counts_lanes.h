/* SPDX-License-Identifier: MIT */
/*
 * lib/stat/counts_lanes.h - 16 rows of one byte at a time, where the compiler
 * has such vectors: the operations that counting them needs.
 */
#ifndef CXM_LIB_COUNTS_LANES_H
#define CXM_LIB_COUNTS_LANES_H

#include "counts_bytes.h"

#include <string.h>

#if defined(__SSE2__) ||                                                       \
    (defined(__ARM_NEON) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

#define CXM__HAVE_LANES 1

/*
 * The vectors of GCC and Clang, which both turn into SSE2 or NEON: 16 rows,
 * one a byte.  As two words they are shifted; what crosses from one byte into
 * the next is always masked out.
 */
typedef uint8_t cxm__lanes __attribute__((vector_size(16)));
typedef int8_t cxm__signed_lanes __attribute__((vector_size(16)));
typedef uint64_t cxm__word_lanes __attribute__((vector_size(16)));

#define CXM__LANES 16

#ifdef __SSE2__
#include <emmintrin.h>

static inline cxm__lanes cxm__lanes_least(cxm__lanes a, cxm__lanes b)
{
    return (cxm__lanes)_mm_min_epu8((__m128i)a, (__m128i)b);
}

static inline cxm__lanes cxm__lanes_greatest(cxm__lanes a, cxm__lanes b)
{
    return (cxm__lanes)_mm_max_epu8((__m128i)a, (__m128i)b);
}
/* The bytes at even places, then those at odd ones. */
static inline cxm__lanes cxm__lanes_parted(cxm__lanes x)
{
    const __m128i words = (__m128i)x;
    return (cxm__lanes)_mm_packus_epi16(
        _mm_and_si128(words, _mm_set1_epi16(255)), _mm_srli_epi16(words, 8));
}
#else
#include <arm_neon.h>

static inline cxm__lanes cxm__lanes_least(cxm__lanes a, cxm__lanes b)
{
    return (cxm__lanes)vminq_u8((uint8x16_t)a, (uint8x16_t)b);
}

static inline cxm__lanes cxm__lanes_greatest(cxm__lanes a, cxm__lanes b)
{
    return (cxm__lanes)vmaxq_u8((uint8x16_t)a, (uint8x16_t)b);
}

static inline cxm__lanes cxm__lanes_parted(cxm__lanes x)
{
    const uint8x16_t bytes = (uint8x16_t)x;
    const uint8x8x2_t parts = vuzp_u8(vget_low_u8(bytes), vget_high_u8(bytes));
    return (cxm__lanes)vcombine_u8(parts.val[0], parts.val[1]);
}
#endif

static inline cxm__lanes cxm__lanes_all(uint8_t byte)
{
    const cxm__lanes zero = {0};
    return zero + byte;
}

static inline cxm__lanes cxm__lanes_left(cxm__lanes x, int bits)
{
    return (cxm__lanes)((cxm__word_lanes)x << bits);
}

static inline cxm__lanes cxm__lanes_right(cxm__lanes x, int bits)
{
    return (cxm__lanes)((cxm__word_lanes)x >> bits);
}

static inline cxm__lanes cxm__lanes_load(const uint8_t *at)
{
    cxm__lanes x;
    memcpy(&x, at, sizeof x);
    return x;
}

/* The sum of all bytes. */
static inline uint64_t cxm__lanes_total(cxm__lanes x)
{
    uint64_t sum = 0;
    for (int i = 0; i < CXM__LANES; i++)
        sum += x[i];
    return sum;
}

/* The number of bits in each byte. */
static inline cxm__lanes cxm__lanes_bits_of(cxm__lanes x)
{
    x -= cxm__lanes_right(x, 1) & cxm__lanes_all(0x55);
    x = (x & cxm__lanes_all(0x33)) +
        (cxm__lanes_right(x, 2) & cxm__lanes_all(0x33));
    return (x + cxm__lanes_right(x, 4)) & cxm__lanes_all(0x0f);
}

/*
 * A block is 128 rows, eight vectors.  Its bitmap is two square matrices of
 * bits, one in the bytes at even places and one in those at odd ones;
 * transposed they say in bit t of lane i whether lane i of vector t is valid.
 */
#define CXM__LANES_BLOCK 128

struct cxm__block {
    cxm__lanes vector[8];
};

/*
 * Memory is asked for what comes 2 KB later: these loops do more for a byte
 * than a machine looks ahead by itself.
 */
static inline struct cxm__block cxm__block_load(const uint8_t *at)
{
    __builtin_prefetch(at + 2048);
    __builtin_prefetch(at + 2048 + CXM__LANES_BLOCK / 2);
    return (struct cxm__block){
        {cxm__lanes_load(at), cxm__lanes_load(at + 16),
         cxm__lanes_load(at + 32), cxm__lanes_load(at + 48),
         cxm__lanes_load(at + 64), cxm__lanes_load(at + 80),
         cxm__lanes_load(at + 96), cxm__lanes_load(at + 112)}};
}

static inline cxm__lanes cxm__lanes_transposed(cxm__lanes bitmap)
{
    cxm__word_lanes x = (cxm__word_lanes)cxm__lanes_parted(bitmap);
    cxm__word_lanes t = (x ^ x >> 7) & UINT64_C(0x00aa00aa00aa00aa);
    x ^= t ^ t << 7;
    t = (x ^ x >> 14) & UINT64_C(0x0000cccc0000cccc);
    x ^= t ^ t << 14;
    t = (x ^ x >> 28) & UINT64_C(0x00000000f0f0f0f0);
    return (cxm__lanes)(x ^ t ^ t << 28);
}

/* 128 bits of a bitmap; the bytes behind the last of them are not touched. */
static inline cxm__lanes cxm__lanes_bitmap(const uint8_t *bits, size_t at)
{
    const int shift = (int)(at % 8);
    const uint8_t *from = bits + at / 8;
    const cxm__lanes low = cxm__lanes_load(from);
    const cxm__lanes high = cxm__lanes_load(from + (shift > 0));
    const cxm__lanes mask = cxm__lanes_all((uint8_t)(255 >> shift));
    return (cxm__lanes_right(low, shift) & mask) |
           (cxm__lanes_left(high, 8 - shift) & ~mask);
}

static inline cxm__lanes cxm__lanes_valid_rows(
    const struct cxm__validity *valid, size_t row)
{
    return cxm__lanes_transposed(
        cxm__lanes_bitmap(valid->bits, valid->offset + row));
}

#endif

#endif
