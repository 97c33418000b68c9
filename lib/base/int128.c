/* SPDX-License-Identifier: MIT */
#include "int128.h"

#include <math.h>

int cxm__u128_multiply(struct cxm__u128 *product, struct cxm__u128 a,
                       uint64_t b)
{
    const struct cxm__u128 high = cxm__multiply(a.high, b);
    struct cxm__u128 result = cxm__multiply(a.low, b);
    if (high.high || cxm__add_u64(&result.high, result.high, high.low))
        return CXM_EOVERFLOW;
    *product = result;
    return CXM_OK;
}

int cxm__u128_add_squares(struct cxm__u128 *sum, int64_t value, uint64_t count)
{
    const uint64_t size = cxm__magnitude(value);
    struct cxm__u128 term;
    const int status =
        cxm__u128_multiply(&term, cxm__multiply(size, size), count);
    return status ? status : cxm__u128_add(sum, term);
}

static struct cxm__i128 negate(struct cxm__i128 a)
{
    return (struct cxm__i128){0 - a.low, ~a.high + (a.low == 0)};
}

int cxm__i128_sub(struct cxm__i128 *difference, struct cxm__i128 b)
{
    const struct cxm__i128 result = cxm__i128_plus(*difference, negate(b));
    if (((difference->high ^ b.high) & (difference->high ^ result.high)) >> 63)
        return CXM_EOVERFLOW;
    *difference = result;
    return CXM_OK;
}

struct cxm__u128 cxm__i128_magnitude(struct cxm__i128 a)
{
    const struct cxm__i128 result = cxm__i128_negative(a) ? negate(a) : a;
    return (struct cxm__u128){result.low, result.high};
}

struct cxm__i128 cxm__i128_product(int64_t value, uint64_t count)
{
    const struct cxm__u128 size = cxm__multiply(cxm__magnitude(value), count);
    const struct cxm__i128 result = {size.low, size.high};
    return value < 0 ? negate(result) : result;
}

static int length_64(uint64_t a)
{
    int length = 0;
    for (; a; a >>= 1)
        length++;
    return length;
}

static double u128_real(struct cxm__u128 a)
{
    if (a.high == 0)
        return (double)a.low;
    const int shift = 64 - length_64(a.high);
    uint64_t top = a.high << shift;
    if (shift)
        top |= a.low >> (64 - shift);
    /* What lies below the top 64 bits can only break a tie. */
    top |= (a.low << shift) != 0;
    return ldexp((double)top, 64 - shift);
}

double cxm__i128_real(struct cxm__i128 a)
{
    const double size = u128_real(cxm__i128_magnitude(a));
    return cxm__i128_negative(a) ? -size : size;
}

struct cxm__u256 cxm__u256_multiply(struct cxm__u256 a, uint64_t b)
{
    uint64_t carry = 0;
    for (int i = 0; i < 4; i++) {
        struct cxm__u128 term = cxm__multiply(a.word[i], b);
        term.low += carry;
        carry = term.high + (term.low < carry);
        a.word[i] = term.low;
    }
    return a;
}

struct cxm__u256 cxm__u256_product(struct cxm__u128 a, struct cxm__u128 b)
{
    const struct cxm__u256 wide = {{a.low, a.high, 0, 0}};
    const struct cxm__u256 low = cxm__u256_multiply(wide, b.low);
    const struct cxm__u256 high = cxm__u256_multiply(wide, b.high);
    const struct cxm__u256 up = {{0, high.word[0], high.word[1], high.word[2]}};
    return cxm__u256_add(low, up);
}

struct cxm__u256 cxm__u256_add(struct cxm__u256 a, struct cxm__u256 b)
{
    uint64_t carry = 0;
    for (int i = 0; i < 4; i++) {
        const uint64_t part = a.word[i] + b.word[i];
        const uint64_t sum = part + carry;
        carry = (uint64_t)(part < b.word[i]) | (uint64_t)(sum < part);
        a.word[i] = sum;
    }
    return a;
}

struct cxm__u256 cxm__u256_sub(struct cxm__u256 a, struct cxm__u256 b)
{
    uint64_t borrow = 0;
    for (int i = 0; i < 4; i++) {
        const uint64_t part = a.word[i] - b.word[i];
        const uint64_t rest = part - borrow;
        borrow = (uint64_t)(a.word[i] < b.word[i]) | (uint64_t)(part < borrow);
        a.word[i] = rest;
    }
    return a;
}

int cxm__u256_compare(struct cxm__u256 a, struct cxm__u256 b)
{
    for (int i = 3; i >= 0; i--)
        if (a.word[i] != b.word[i])
            return a.word[i] < b.word[i] ? -1 : 1;
    return 0;
}

static int length_256(struct cxm__u256 a)
{
    int i = 3;
    while (i > 0 && a.word[i] == 0)
        i--;
    return 64 * i + length_64(a.word[i]);
}

static struct cxm__u256 shift_left(struct cxm__u256 a, int bits)
{
    const int words = bits / 64;
    const int rest = bits % 64;
    struct cxm__u256 result = {{0}};
    for (int i = words; i < 4; i++) {
        result.word[i] = a.word[i - words] << rest;
        if (rest && i > words)
            result.word[i] |= a.word[i - words - 1] >> (64 - rest);
    }
    return result;
}

static int is_zero(struct cxm__u256 a)
{
    return (a.word[0] | a.word[1] | a.word[2] | a.word[3]) == 0;
}

/* Is it a double without rounding? */
static int is_small(struct cxm__u256 a)
{
    return (a.word[0] >> 53 | a.word[1] | a.word[2] | a.word[3]) == 0;
}

/*
 * Long division, a bit at a time.  Both operands are shifted until their top
 * bit is the 256th, so the first of 57 bits may be 0 and still 56 are known:
 * three more than a double holds, and the last of them stands for whatever
 * remains.  `rest` stays below twice the divisor, its 257th bit in `carry`.
 */
double cxm__u256_ratio(struct cxm__u256 a, struct cxm__u256 b)
{
    if (is_zero(b))
        return NAN;
    if (is_zero(a))
        return 0;
    if (is_small(a) && is_small(b))
        return (double)a.word[0] / (double)b.word[0];
    const int length_a = length_256(a);
    const int length_b = length_256(b);
    struct cxm__u256 rest = shift_left(a, 256 - length_a);
    const struct cxm__u256 divisor = shift_left(b, 256 - length_b);
    uint64_t quotient = 0;
    uint64_t carry = 0;
    for (int i = 0; i < 57; i++) {
        const int fits = carry || cxm__u256_compare(rest, divisor) >= 0;
        if (fits)
            rest = cxm__u256_sub(rest, divisor);
        quotient = quotient << 1 | (uint64_t)fits;
        carry = rest.word[3] >> 63;
        rest = shift_left(rest, 1);
    }
    quotient |= carry || !is_zero(rest);
    return ldexp((double)quotient, length_a - length_b - 56);
}
