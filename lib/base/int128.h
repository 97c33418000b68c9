/* SPDX-License-Identifier: MIT */
/*
 * lib/base/int128.h - exact 128-bit sums and the little 256-bit arithmetic
 * that reads them with one rounding.
 *
 * The compiler's __int128 is used where it is known to help; with
 * CXM_NO_INT128 the same functions are portable C.  Both give the same
 * results, and no public header knows which it was.
 *
 * Verbs that change a target return CXM_EOVERFLOW where the result would not
 * fit, and then leave the target as it was.
 */
#ifndef CXM_LIB_INT128_H
#define CXM_LIB_INT128_H

#include "base.h"

#if defined(__SIZEOF_INT128__) && !defined(CXM_NO_INT128)
#define CXM__INT128 1
__extension__ typedef unsigned __int128 cxm__native;
#endif

struct cxm__u128 {
    uint64_t low;
    uint64_t high;
};

struct cxm__i128 { /* two's complement */
    uint64_t low;
    uint64_t high;
};

struct cxm__u256 {
    uint64_t word[4]; /* lowest first */
};

static inline struct cxm__u128 cxm__u128_of(uint64_t value)
{
    return (struct cxm__u128){value, 0};
}

/* |value|, also of INT64_MIN. */
static inline uint64_t cxm__magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* a * b, which always fits. */
static inline struct cxm__u128 cxm__multiply(uint64_t a, uint64_t b)
{
#ifdef CXM__INT128
    const cxm__native product = (cxm__native)a * b;
    return (struct cxm__u128){(uint64_t)product, (uint64_t)(product >> 64)};
#else
    const uint64_t half = UINT32_MAX;
    const uint64_t low = (a & half) * (b & half);
    const uint64_t one = (a >> 32) * (b & half) + (low >> 32);
    const uint64_t two = (a & half) * (b >> 32) + (one & half);
    const uint64_t high = (a >> 32) * (b >> 32) + (one >> 32) + (two >> 32);
    return (struct cxm__u128){two << 32 | (low & half), high};
#endif
}

/* a + b modulo 2^128; *carry is the bit that fell off. */
static inline struct cxm__u128 cxm__plus(struct cxm__u128 a, struct cxm__u128 b,
                                         uint64_t *carry)
{
#ifdef CXM__INT128
    const cxm__native x = (cxm__native)a.high << 64 | a.low;
    const cxm__native sum = x + ((cxm__native)b.high << 64 | b.low);
    *carry = sum < x;
    return (struct cxm__u128){(uint64_t)sum, (uint64_t)(sum >> 64)};
#else
    const uint64_t low = a.low + b.low;
    const uint64_t up = low < a.low;
    const uint64_t high = a.high + b.high;
    const uint64_t all = high + up;
    *carry = (uint64_t)(high < a.high) | (uint64_t)(all < up);
    return (struct cxm__u128){low, all};
#endif
}

/* -1, 0 or 1 as a is below, equal to or above b. */
static inline int cxm__u128_compare(struct cxm__u128 a, struct cxm__u128 b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}

static inline int cxm__u128_add(struct cxm__u128 *sum, struct cxm__u128 b)
{
    uint64_t carry;
    const struct cxm__u128 result = cxm__plus(*sum, b, &carry);
    if (carry)
        return CXM_EOVERFLOW;
    *sum = result;
    return CXM_OK;
}

static inline int cxm__u128_sub(struct cxm__u128 *difference,
                                struct cxm__u128 b)
{
    if (cxm__u128_compare(*difference, b) < 0)
        return CXM_EOVERFLOW;
    const uint64_t borrow = difference->low < b.low;
    difference->low -= b.low;
    difference->high -= b.high + borrow;
    return CXM_OK;
}

/* *product = a * b. */
int cxm__u128_multiply(struct cxm__u128 *product, struct cxm__u128 a,
                       uint64_t b);

/* *sum += value^2 * count. */
int cxm__u128_add_squares(struct cxm__u128 *sum, int64_t value, uint64_t count);

static inline int cxm__i128_negative(struct cxm__i128 a)
{
    return (int)(a.high >> 63);
}

static inline struct cxm__i128 cxm__i128_of(int64_t value)
{
    return (struct cxm__i128){(uint64_t)value, value < 0 ? UINT64_MAX : 0};
}

/* a + b modulo 2^128. */
static inline struct cxm__i128 cxm__i128_plus(struct cxm__i128 a,
                                              struct cxm__i128 b)
{
    uint64_t carry;
    const struct cxm__u128 x = {a.low, a.high};
    const struct cxm__u128 y = {b.low, b.high};
    const struct cxm__u128 sum = cxm__plus(x, y, &carry);
    return (struct cxm__i128){sum.low, sum.high};
}

static inline int cxm__i128_add(struct cxm__i128 *sum, struct cxm__i128 b)
{
    const struct cxm__i128 result = cxm__i128_plus(*sum, b);
    /* The sign is wrong just where both terms have the other one. */
    if ((~(sum->high ^ b.high) & (sum->high ^ result.high)) >> 63)
        return CXM_EOVERFLOW;
    *sum = result;
    return CXM_OK;
}

int cxm__i128_sub(struct cxm__i128 *difference, struct cxm__i128 b);

/* |a|, also of -2^127. */
struct cxm__u128 cxm__i128_magnitude(struct cxm__i128 a);

/* value * count, which always fits. */
struct cxm__i128 cxm__i128_product(int64_t value, uint64_t count);

/* The nearest double, ties to even: one rounding. */
double cxm__i128_real(struct cxm__i128 a);

/* a * b, which always fits. */
struct cxm__u256 cxm__u256_product(struct cxm__u128 a, struct cxm__u128 b);

/* a * b and a + b modulo 2^256, a - b for a >= b. */
struct cxm__u256 cxm__u256_multiply(struct cxm__u256 a, uint64_t b);
struct cxm__u256 cxm__u256_add(struct cxm__u256 a, struct cxm__u256 b);
struct cxm__u256 cxm__u256_sub(struct cxm__u256 a, struct cxm__u256 b);
int cxm__u256_compare(struct cxm__u256 a, struct cxm__u256 b);

/* The double nearest to a / b, ties to even; NaN for b = 0. */
double cxm__u256_ratio(struct cxm__u256 a, struct cxm__u256 b);

#endif
