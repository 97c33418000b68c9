/* SPDX-License-Identifier: MIT */
#include "moments.h"

#include <string.h>

/*
 * The sums of a whole column cannot fail: a third word takes what leaves the
 * sum of squares, and n values of 64 bits cannot leave 128.  So the loops have
 * no branch and nothing to undo.
 */
struct total {
    struct cxm__i128 sum;
    struct cxm__u128 squares;
    uint64_t beyond;
};

static int finish(const struct total *t, size_t n, struct cxm__sums *sums)
{
    *sums = (struct cxm__sums){n, t->sum, t->squares};
    return t->beyond ? CXM_EOVERFLOW : CXM_OK;
}

static void add_squares(struct total *t, struct cxm__u128 squares)
{
    uint64_t carry;
    t->squares = cxm__plus(t->squares, squares, &carry);
    t->beyond += carry;
}

static inline struct cxm__u128 square_of(int64_t value)
{
#ifdef CXM__INT128
    const cxm__native x = (cxm__native)value;
    const cxm__native square = x * x;
    return (struct cxm__u128){(uint64_t)square, (uint64_t)(square >> 64)};
#else
    const uint64_t size = cxm__magnitude(value);
    return cxm__multiply(size, size);
#endif
}

/*
 * The low words and the high ones each by themselves, with what is carried out
 * of them: so that no addition waits for more than one other.
 */
static void add_wide(struct total *t, const int64_t *values, size_t n)
{
    struct cxm__u128 low = {0, 0};
    struct cxm__u128 high = {0, 0};
    struct cxm__i128 sum = {0, 0};
    uint64_t negative = 0;
    for (size_t i = 0; i < n; i++) {
        const struct cxm__u128 square = square_of(values[i]);
        low.low += square.low;
        low.high += low.low < square.low;
        high.low += square.high;
        high.high += high.low < square.high;
        sum.low += (uint64_t)values[i];
        sum.high += sum.low < (uint64_t)values[i];
        negative += (uint64_t)values[i] >> 63;
    }
    sum.high -= negative;
    t->sum = cxm__i128_plus(t->sum, sum);
    add_squares(t, low);
    add_squares(t, (struct cxm__u128){0, high.low});
    t->beyond += high.high;
}

/* The sum of less than 2^32 of them is an int64. */
static void add_ints(struct total *t, const int32_t *values, size_t n)
{
    int64_t sum = 0;
    uint64_t low = 0;
    uint64_t high = 0;
    for (size_t i = 0; i < n; i++) {
        const int64_t value = values[i];
        const uint64_t square = (uint64_t)(value * value);
        sum += value;
        low += square;
        high += low < square;
    }
    t->sum = cxm__i128_plus(t->sum, cxm__i128_of(sum));
    add_squares(t, (struct cxm__u128){low, high});
}

/* Numbers of 53 bits: the sum of so many is an int64. */
#define SMALL ((UINT64_C(1) << 53) - 1)
#define MANY  1024

/* The vectors of GCC and Clang: SSE2, NEON, or whatever there is. */
typedef uint64_t two_words __attribute__((vector_size(16)));

static inline two_words two_at(const int64_t *values)
{
    two_words two;
    memcpy(&two, values, sizeof two);
    return two;
}

/* Returns all bits of any of the values; the sum is modulo 2^64. */
static uint64_t sum_block(const int64_t *values, size_t n, uint64_t *sum)
{
    two_words total = {0, 0};
    two_words bits = {0, 0};
    uint64_t rest = 0;
    uint64_t rest_bits = 0;
    size_t i = 0;
    for (; n - i >= 8; i += 8) {
        const two_words a = two_at(values + i);
        const two_words b = two_at(values + i + 2);
        const two_words c = two_at(values + i + 4);
        const two_words d = two_at(values + i + 6);
        bits |= a | b | c | d;
        total += a + b + c + d;
    }
    for (; i < n; i++) {
        rest += (uint64_t)values[i];
        rest_bits |= (uint64_t)values[i];
    }
    *sum = total[0] + total[1] + rest;
    return bits[0] | bits[1] | rest_bits;
}

struct cxm__i128 cxm__sum_i64(const int64_t *values, size_t n)
{
    struct cxm__i128 sum = {0, 0};
    for (size_t i = 0; i < n; i += MANY) {
        const size_t end = n - i < MANY ? n : i + MANY;
        uint64_t small;
        if (sum_block(values + i, end - i, &small) <= SMALL)
            sum = cxm__i128_plus(sum, (struct cxm__i128){small, 0});
        else
            for (size_t k = i; k < end; k++)
                sum = cxm__i128_plus(sum, cxm__i128_of(values[k]));
    }
    return sum;
}

#define ROWS ((size_t)1 << 16)

int cxm__sums_i64_plain(const int64_t *values, size_t n, struct cxm__sums *sums)
{
    struct total t = {{0, 0}, {0, 0}, 0};
    add_wide(&t, values, n);
    return finish(&t, n, sums);
}

int cxm__sums_i32_plain(const int32_t *values, size_t n, struct cxm__sums *sums)
{
    struct total t = {{0, 0}, {0, 0}, 0};
    for (size_t i = 0; i < n; i += ROWS)
        add_ints(&t, values + i, n - i < ROWS ? n - i : ROWS);
    return finish(&t, n, sums);
}

#ifdef __SSE2__
#include <emmintrin.h>

/*
 * A block whose values all lie in [-2^30, 2^30) is summed as u = value + 2^30,
 * which is what SSE2 can multiply: below 2^31, so that four squares fit into
 * 64 bits.
 *
 *     sum value   = sum u - n * 2^30
 *     sum value^2 = sum u^2 - 2^31 * sum u + n * 2^60
 */
#define BLOCK 512 /* the most rows of one; there are eights of them */
#define SHIFT 30

struct narrow {
    __m128i sum;  /* of u */
    __m128i low;  /* of the low halves of u^2 */
    __m128i high; /* and of the high ones */
    __m128i seen; /* all bits of any u */
};

static inline __m128i square(__m128i u)
{
    return _mm_mul_epu32(u, u);
}

/* The squares of eight values; there is room for 2^32 of them. */
static inline void add_four(struct narrow *s, __m128i a, __m128i b, __m128i c,
                            __m128i d)
{
    const __m128i half = _mm_set1_epi64x(UINT32_MAX);
    const __m128i squares = _mm_add_epi64(_mm_add_epi64(square(a), square(b)),
                                          _mm_add_epi64(square(c), square(d)));
    s->low = _mm_add_epi64(s->low, _mm_and_si128(squares, half));
    s->high = _mm_add_epi64(s->high, _mm_srli_epi64(squares, 32));
    s->sum = _mm_add_epi64(
        s->sum, _mm_add_epi64(_mm_add_epi64(a, b), _mm_add_epi64(c, d)));
}

static inline __m128i two_i64(const int64_t *values)
{
    const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)values);
    return _mm_add_epi64(x, _mm_set1_epi64x(INT64_C(1) << SHIFT));
}

static inline void add_eight_i64(struct narrow *s, const int64_t *values)
{
    const __m128i a = two_i64(values);
    const __m128i b = two_i64(values + 2);
    const __m128i c = two_i64(values + 4);
    const __m128i d = two_i64(values + 6);
    s->seen = _mm_or_si128(
        s->seen, _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)));
    add_four(s, a, b, c, d);
}

static inline __m128i four_i32(const int32_t *values)
{
    const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)values);
    return _mm_add_epi32(x, _mm_set1_epi32(INT32_C(1) << SHIFT));
}

static inline void add_eight_i32(struct narrow *s, const int32_t *values)
{
    const __m128i half = _mm_set1_epi64x(UINT32_MAX);
    const __m128i x = four_i32(values);
    const __m128i y = four_i32(values + 4);
    s->seen = _mm_or_si128(s->seen, _mm_or_si128(x, y));
    add_four(s, _mm_and_si128(x, half), _mm_srli_epi64(x, 32),
             _mm_and_si128(y, half), _mm_srli_epi64(y, 32));
}

static uint64_t both(__m128i x)
{
    uint64_t half[2];
    memcpy(half, &x, sizeof half);
    return half[0] + half[1];
}

/* x * 2^shift, 0 < shift < 64. */
static struct cxm__u128 shifted(uint64_t x, int shift)
{
    return (struct cxm__u128){x << shift, x >> (64 - shift)};
}

static void add_narrow(struct total *t, const struct narrow *s, size_t n)
{
    const uint64_t sum = both(s->sum);
    struct cxm__u128 squares = cxm__u128_of(both(s->low));
    cxm__u128_add(&squares, shifted(both(s->high), 32));
    cxm__u128_add(&squares, shifted(n, 2 * SHIFT));
    cxm__u128_sub(&squares, shifted(sum, SHIFT + 1));
    add_squares(t, squares);
    t->sum = cxm__i128_plus(t->sum,
                            cxm__i128_of((int64_t)sum - ((int64_t)n << SHIFT)));
}

/* Is every u below 2^31, in words of that many bits? */
static int is_narrow(const struct narrow *s, __m128i bits)
{
    const __m128i others = _mm_and_si128(s->seen, bits);
    return _mm_movemask_epi8(_mm_cmpeq_epi32(others, _mm_setzero_si128())) ==
           0xffff;
}

static int add_block_i64(struct total *t, const int64_t *values, size_t n)
{
    const __m128i zero = _mm_setzero_si128();
    struct narrow s = {zero, zero, zero, zero};
    for (size_t i = 0; i < n; i += 8)
        add_eight_i64(&s, values + i);
    if (!is_narrow(&s, _mm_set1_epi64x(~INT64_C(0x7fffffff))))
        return 0;
    add_narrow(t, &s, n);
    return 1;
}

static int add_block_i32(struct total *t, const int32_t *values, size_t n)
{
    const __m128i zero = _mm_setzero_si128();
    struct narrow s = {zero, zero, zero, zero};
    for (size_t i = 0; i < n; i += 8)
        add_eight_i32(&s, values + i);
    if (!is_narrow(&s, _mm_set1_epi32(INT32_MIN)))
        return 0;
    add_narrow(t, &s, n);
    return 1;
}

static size_t block_of(size_t rows)
{
    return rows < BLOCK ? rows - rows % 8 : BLOCK;
}

/* Blocks of large values have large ones at the beginning, as a rule. */
static int may_be_narrow(int64_t value)
{
    return (uint64_t)value + (UINT64_C(1) << SHIFT) < UINT64_C(1)
                                                          << (SHIFT + 1);
}

int cxm__sums_i64(const int64_t *values, size_t n, struct cxm__sums *sums)
{
    struct total t = {{0, 0}, {0, 0}, 0};
    size_t i = 0;
    for (size_t rows; (rows = block_of(n - i)) > 0; i += rows)
        if (!may_be_narrow(values[i]) || !add_block_i64(&t, values + i, rows))
            add_wide(&t, values + i, rows);
    if (i < n) /* without values there may be no pointer */
        add_wide(&t, values + i, n - i);
    return finish(&t, n, sums);
}

int cxm__sums_i32(const int32_t *values, size_t n, struct cxm__sums *sums)
{
    struct total t = {{0, 0}, {0, 0}, 0};
    size_t i = 0;
    for (size_t rows; (rows = block_of(n - i)) > 0; i += rows)
        if (!may_be_narrow(values[i]) || !add_block_i32(&t, values + i, rows))
            add_ints(&t, values + i, rows);
    if (i < n)
        add_ints(&t, values + i, n - i);
    return finish(&t, n, sums);
}

#else

int cxm__sums_i64(const int64_t *values, size_t n, struct cxm__sums *sums)
{
    return cxm__sums_i64_plain(values, n, sums);
}

int cxm__sums_i32(const int32_t *values, size_t n, struct cxm__sums *sums)
{
    return cxm__sums_i32_plain(values, n, sums);
}

#endif
