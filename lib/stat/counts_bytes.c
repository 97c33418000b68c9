/* SPDX-License-Identifier: MIT */
#include "counts_bytes.h"

#include "counts_lanes.h"

#include <string.h>

/* Several tables, so that equal neighbours do not wait for each other. */
#define TABLES 4

/* The last place of a table takes what is not valid. */
struct table {
    uint32_t count[256 + 1];
};

static void fill(struct table *table, const uint8_t *values, size_t n)
{
    for (size_t row = 0; row < n; row++)
        table[row % TABLES].count[values[row]]++;
}

static void fill_valid(struct table *table, const uint8_t *values,
                       const struct cxm__validity *valid, size_t n)
{
    for (size_t row = 0; row < n; row++) {
        /* 256 where it is not valid, without a branch. */
        const uint64_t absent = 1 - cxm__is_valid(valid, row);
        const uint64_t place = (values[row] & (absent - 1)) | absent << 8;
        table[row % TABLES].count[place]++;
    }
}

static uint64_t count_of(const struct table *table, size_t place)
{
    uint64_t count = 0;
    for (int i = 0; i < TABLES; i++)
        count += table[i].count[place];
    return count;
}

#define ROWS ((size_t)1 << 30) /* until a table could be full */

uint64_t cxm__count_bytes_plain(const uint8_t *values,
                                const struct cxm__validity *valid, size_t n,
                                uint8_t first, uint32_t points, uint64_t *count)
{
    struct cxm__validity rest = *valid;
    uint64_t known = n;
    memset(count, 0, points * sizeof *count);
    while (n > 0) {
        struct table table[TABLES] = {{{0}}};
        const size_t rows = n < ROWS ? n : ROWS;
        if (valid->bits)
            fill_valid(table, values, &rest, rows);
        else
            fill(table, values, rows);
        for (uint32_t k = 0; k < points; k++)
            count[k] += count_of(table, (uint8_t)(first + k));
        known -= count_of(table, 256);
        values += rows;
        rest.offset += rows;
        n -= rows;
    }
    return known;
}

#ifdef CXM__HAVE_LANES

/* Two vectors of a block as classes; 15 stands for all above 14. */
static inline cxm__lanes pair_of(cxm__lanes low, cxm__lanes high, uint8_t first)
{
    const cxm__lanes most = cxm__lanes_all(15);
    return cxm__lanes_least(low - first, most) |
           cxm__lanes_left(cxm__lanes_least(high - first, most), 4);
}

/* Exchange the bits of a that are `k` above the bits of b in `mask`. */
static inline void exchange(cxm__lanes *a, cxm__lanes *b, int k, uint8_t mask)
{
    const cxm__lanes t = (*a ^ cxm__lanes_left(*b, k)) & cxm__lanes_all(mask);
    *a ^= t;
    *b ^= cxm__lanes_right(t, k);
}

/*
 * The classes of a block as four planes of bits: bit t of lane i of plane k is
 * bit k of the class in lane i of vector t.
 */
struct planes {
    cxm__lanes bit[4];
};

static inline struct planes planes_of(const uint8_t *block, uint8_t first)
{
    const struct cxm__block x = cxm__block_load(block);
    cxm__lanes a = pair_of(x.vector[0], x.vector[4], first);
    cxm__lanes b = pair_of(x.vector[1], x.vector[5], first);
    cxm__lanes c = pair_of(x.vector[2], x.vector[6], first);
    cxm__lanes d = pair_of(x.vector[3], x.vector[7], first);
    exchange(&a, &b, 1, 0xaa);
    exchange(&c, &d, 1, 0xaa);
    exchange(&a, &c, 2, 0xcc);
    exchange(&b, &d, 2, 0xcc);
    return (struct planes){{a, b, c, d}};
}

/* Which rows of a block are of class k, 0 to 14; the last: which are valid. */
struct masks {
    cxm__lanes class[CXM__BYTES_POINTS + 1];
};

static inline void four_masks(cxm__lanes *class, cxm__lanes high,
                              const cxm__lanes low[4])
{
    class[0] = high & low[0];
    class[1] = high & low[1];
    class[2] = high & low[2];
    class[3] = high & low[3];
}

static inline void masks_of(const struct planes *p, cxm__lanes valid,
                            struct masks *masks)
{
    const cxm__lanes *bit = p->bit;
    const cxm__lanes low[4] = {~(bit[1] | bit[0]), bit[0] & ~bit[1],
                               bit[1] & ~bit[0], bit[1] & bit[0]};
    cxm__lanes *class = masks->class;
    four_masks(class, valid & ~(bit[3] | bit[2]), low);
    four_masks(class + 4, valid & bit[2] & ~bit[3], low);
    four_masks(class + 8, valid & bit[3] & ~bit[2], low);
    four_masks(class + 12, valid & bit[3] & bit[2], low);
    class[CXM__BYTES_POINTS] = valid;
}

/*
 * Counting the bits of many masks: one, two and four are the places of a
 * binary number in each bit, to which masks are added as by an adder in
 * hardware; what is carried out of the fours are eights, whose bits are
 * counted.  So of eight masks only one is.
 */
struct counter {
    cxm__lanes one;
    cxm__lanes two;
    cxm__lanes four;
    cxm__lanes eights; /* in each byte */
};

/* *sum += a + b; returns what is carried. */
static inline cxm__lanes add(cxm__lanes *sum, cxm__lanes a, cxm__lanes b)
{
    const cxm__lanes half = *sum ^ a;
    const cxm__lanes carry = (*sum & a) | (half & b);
    *sum = half ^ b;
    return carry;
}

#define GROUP  8  /* masks that are added in one step */
#define GROUPS 31 /* steps until the bytes are full: 8 bits each */

static inline void add_group(struct counter *c, const struct masks *masks,
                             uint32_t k)
{
    cxm__lanes one = c->one;
    cxm__lanes two = c->two;
    const cxm__lanes a = add(&one, masks[0].class[k], masks[1].class[k]);
    const cxm__lanes b = add(&one, masks[2].class[k], masks[3].class[k]);
    const cxm__lanes ab = add(&two, a, b);
    const cxm__lanes d = add(&one, masks[4].class[k], masks[5].class[k]);
    const cxm__lanes e = add(&one, masks[6].class[k], masks[7].class[k]);
    const cxm__lanes de = add(&two, d, e);
    c->one = one;
    c->two = two;
    c->eights += cxm__lanes_bits_of(add(&c->four, ab, de));
}

/* What a counter has counted; its eights begin anew. */
static uint64_t take_eights(struct counter *c)
{
    const uint64_t eights = cxm__lanes_total(c->eights);
    c->eights = cxm__lanes_all(0);
    return 8 * eights;
}

static uint64_t take_rest(const struct counter *c)
{
    return cxm__lanes_total(cxm__lanes_bits_of(c->one)) +
           2 * cxm__lanes_total(cxm__lanes_bits_of(c->two)) +
           4 * cxm__lanes_total(cxm__lanes_bits_of(c->four));
}

static inline void mask_group(struct masks *masks, const uint8_t *values,
                              const struct cxm__validity *valid, size_t row,
                              uint8_t first)
{
    for (size_t i = 0; i < GROUP; i++, row += CXM__LANES_BLOCK) {
        const struct planes planes = planes_of(values + row, first);
        masks_of(&planes,
                 valid ? cxm__lanes_valid_rows(valid, row)
                       : cxm__lanes_all(255),
                 &masks[i]);
    }
}

/* One group of blocks; class `points` of the counters is the valid rows. */
static void count_group(struct counter *counter, const uint8_t *values,
                        const struct cxm__validity *valid, size_t row,
                        uint8_t first, uint32_t points)
{
    struct masks masks[GROUP];
    if (valid->bits)
        mask_group(masks, values, valid, row, first);
    else
        mask_group(masks, values, NULL, row, first);
    for (uint32_t k = 0; k < points; k++)
        add_group(&counter[k], masks, k);
    if (valid->bits)
        add_group(&counter[points], masks, CXM__BYTES_POINTS);
}

/* Whole groups from row 0 on, at least one; returns how many rows. */
static size_t count_groups(const uint8_t *values,
                           const struct cxm__validity *valid, size_t n,
                           uint8_t first, uint32_t points, uint64_t *count)
{
    struct counter counter[CXM__BYTES_POINTS + 1] = {{{0}, {0}, {0}, {0}}};
    size_t row = 0;
    while (n - row >= GROUP * CXM__LANES_BLOCK) {
        for (int g = 0; g < GROUPS && n - row >= GROUP * CXM__LANES_BLOCK;
             g++) {
            count_group(counter, values, valid, row, first, points);
            row += GROUP * CXM__LANES_BLOCK;
        }
        for (uint32_t k = 0; k <= points; k++)
            count[k] += take_eights(&counter[k]);
    }
    for (uint32_t k = 0; k <= points; k++)
        count[k] += take_rest(&counter[k]);
    return row;
}

uint64_t cxm__count_bytes(const uint8_t *values,
                          const struct cxm__validity *valid, size_t n,
                          uint8_t first, uint32_t points, uint64_t *count)
{
    uint64_t grouped[CXM__BYTES_POINTS + 1] = {0};
    if (n < GROUP * CXM__LANES_BLOCK)
        return cxm__count_bytes_plain(values, valid, n, first, points, count);
    const size_t rows = count_groups(values, valid, n, first, points, grouped);
    const struct cxm__validity rest = {valid->bits, valid->offset + rows};
    const uint64_t known = cxm__count_bytes_plain(
        values + rows, &rest, n - rows, first, points, count);
    for (uint32_t k = 0; k < points; k++)
        count[k] += grouped[k];
    return known + (valid->bits ? grouped[points] : rows);
}

#else

uint64_t cxm__count_bytes(const uint8_t *values,
                          const struct cxm__validity *valid, size_t n,
                          uint8_t first, uint32_t points, uint64_t *count)
{
    return cxm__count_bytes_plain(values, valid, n, first, points, count);
}

#endif
