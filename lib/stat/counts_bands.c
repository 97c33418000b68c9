/* SPDX-License-Identifier: MIT */
#include "counts_bytes.h"

#include "counts_lanes.h"

uint64_t cxm__count_bands_plain(const uint8_t *values,
                                const struct cxm__validity *valid, size_t n,
                                const struct cxm__bands *bands,
                                uint64_t above[2])
{
    uint64_t known = 0;
    uint64_t bad = 0;
    above[0] = above[1] = 0;
    for (size_t row = 0; row < n; row++) {
        const uint64_t is_valid = cxm__is_valid(valid, row);
        known += is_valid;
        above[0] += is_valid & (values[row] > bands->low);
        above[1] += is_valid & (values[row] > bands->high);
        bad |= is_valid & (values[row] > bands->most);
    }
    return bad ? UINT64_MAX : known;
}

#ifdef CXM__HAVE_LANES

/* In each byte: how many were above, the greatest, how many were valid. */
struct sums {
    cxm__lanes low;
    cxm__lanes high;
    cxm__lanes most;
    cxm__lanes valid;
};

/* The limits, in every byte. */
struct limits {
    cxm__signed_lanes low;
    cxm__signed_lanes high;
};

/*
 * Where no row is above 127 the comparison of signed bytes, which these
 * machines have, is that of unsigned ones.
 */
static inline void count_vector(struct sums *sum, cxm__lanes x,
                                const struct limits *limits)
{
    sum->low -= (cxm__lanes)((cxm__signed_lanes)x > limits->low);
    sum->high -= (cxm__lanes)((cxm__signed_lanes)x > limits->high);
    sum->most = cxm__lanes_greatest(sum->most, x);
}

/* What is not valid is 0: above no limit. */
static inline cxm__lanes valid_only(cxm__lanes x, cxm__lanes valid, int t)
{
    const cxm__lanes bit = cxm__lanes_all((uint8_t)(1 << t));
    return x & (cxm__lanes)((valid & bit) == bit);
}

static inline void count_valid(struct sums *sum, const uint8_t *block,
                               cxm__lanes valid, const struct limits *limits)
{
    const struct cxm__block x = cxm__block_load(block);
    count_vector(sum, valid_only(x.vector[0], valid, 0), limits);
    count_vector(sum, valid_only(x.vector[1], valid, 1), limits);
    count_vector(sum, valid_only(x.vector[2], valid, 2), limits);
    count_vector(sum, valid_only(x.vector[3], valid, 3), limits);
    count_vector(sum, valid_only(x.vector[4], valid, 4), limits);
    count_vector(sum, valid_only(x.vector[5], valid, 5), limits);
    count_vector(sum, valid_only(x.vector[6], valid, 6), limits);
    count_vector(sum, valid_only(x.vector[7], valid, 7), limits);
    sum->valid += cxm__lanes_bits_of(valid);
}

static inline void count_block(struct sums *sum, const uint8_t *block,
                               const struct limits *limits)
{
    const struct cxm__block x = cxm__block_load(block);
    count_vector(sum, x.vector[0], limits);
    count_vector(sum, x.vector[1], limits);
    count_vector(sum, x.vector[2], limits);
    count_vector(sum, x.vector[3], limits);
    count_vector(sum, x.vector[4], limits);
    count_vector(sum, x.vector[5], limits);
    count_vector(sum, x.vector[6], limits);
    count_vector(sum, x.vector[7], limits);
}

/* Blocks until the bytes of the sums are full. */
#define BLOCKS 31

static struct sums count_blocks(const uint8_t *values,
                                const struct cxm__validity *valid,
                                size_t blocks, const struct limits *limits)
{
    const size_t n = blocks * CXM__LANES_BLOCK;
    const cxm__lanes zero = cxm__lanes_all(0);
    struct sums sum = {zero, zero, zero, zero};
    if (valid->bits)
        for (size_t i = 0; i < n; i += CXM__LANES_BLOCK)
            count_valid(&sum, values + i, cxm__lanes_valid_rows(valid, i),
                        limits);
    else
        for (size_t i = 0; i < n; i += CXM__LANES_BLOCK)
            count_block(&sum, values + i, limits);
    return sum;
}

static int exceeds(cxm__lanes x, uint8_t most)
{
    int any = 0;
    for (int i = 0; i < CXM__LANES; i++)
        any |= x[i] > most;
    return any;
}

uint64_t cxm__count_bands(const uint8_t *values,
                          const struct cxm__validity *valid, size_t n,
                          const struct cxm__bands *bands, uint64_t above[2])
{
    uint64_t known = 0;
    uint64_t low = 0;
    uint64_t high = 0;
    struct cxm__validity rest = *valid;
    const struct limits limits = {
        (cxm__signed_lanes)cxm__lanes_all(bands->low),
        (cxm__signed_lanes)cxm__lanes_all(bands->high)};
    while (n >= CXM__LANES_BLOCK) {
        const size_t blocks =
            n / CXM__LANES_BLOCK < BLOCKS ? n / CXM__LANES_BLOCK : BLOCKS;
        const struct sums sum = count_blocks(values, &rest, blocks, &limits);
        if (exceeds(sum.most, bands->most))
            return UINT64_MAX;
        low += cxm__lanes_total(sum.low);
        high += cxm__lanes_total(sum.high);
        known += valid->bits ? cxm__lanes_total(sum.valid)
                             : blocks * CXM__LANES_BLOCK;
        values += blocks * CXM__LANES_BLOCK;
        rest.offset += blocks * CXM__LANES_BLOCK;
        n -= blocks * CXM__LANES_BLOCK;
    }
    const uint64_t more =
        cxm__count_bands_plain(values, &rest, n, bands, above);
    above[0] += low;
    above[1] += high;
    return more == UINT64_MAX ? more : known + more;
}

#else

uint64_t cxm__count_bands(const uint8_t *values,
                          const struct cxm__validity *valid, size_t n,
                          const struct cxm__bands *bands, uint64_t above[2])
{
    return cxm__count_bands_plain(values, valid, n, bands, above);
}

#endif
