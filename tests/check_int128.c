/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/int128.h"
#include "run.h"

/* Built twice: all of it must hold with CXM_NO_INT128 as well. */

/* Schoolbook numbers of 32-bit digits, lowest first, to compare with. */
#define DIGITS 32

struct number {
    uint32_t digit[DIGITS];
};

static struct number from_words(const uint64_t *word, int n)
{
    struct number a = {{0}};
    for (int i = 0; i < n; i++) {
        a.digit[2 * i] = (uint32_t)word[i];
        a.digit[2 * i + 1] = (uint32_t)(word[i] >> 32);
    }
    return a;
}

static struct number from_u128(struct cxm__u128 a)
{
    const uint64_t word[2] = {a.low, a.high};
    return from_words(word, 2);
}

static struct number add(struct number a, struct number b)
{
    uint64_t carry = 0;
    for (int i = 0; i < DIGITS; i++) {
        carry += (uint64_t)a.digit[i] + b.digit[i];
        a.digit[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return a;
}

static struct number sub(struct number a, struct number b)
{
    int64_t carry = 0;
    for (int i = 0; i < DIGITS; i++) {
        carry += (int64_t)a.digit[i] - b.digit[i];
        a.digit[i] = (uint32_t)carry;
        carry = carry < 0 ? -1 : 0;
    }
    return a;
}

static struct number multiply(struct number a, struct number b)
{
    struct number product = {{0}};
    for (int i = 0; i < DIGITS; i++) {
        uint64_t carry = 0;
        for (int j = 0; i + j < DIGITS; j++) {
            carry += (uint64_t)a.digit[i] * b.digit[j] + product.digit[i + j];
            product.digit[i + j] = (uint32_t)carry;
            carry >>= 32;
        }
    }
    return product;
}

static struct number doubled(struct number a, int times)
{
    for (int i = 0; i < times; i++)
        a = add(a, a);
    return a;
}

static int compare(struct number a, struct number b)
{
    for (int i = DIGITS - 1; i >= 0; i--)
        if (a.digit[i] != b.digit[i])
            return a.digit[i] < b.digit[i] ? -1 : 1;
    return 0;
}

static int fits(struct number a, int digits)
{
    for (int i = digits; i < DIGITS; i++)
        if (a.digit[i])
            return 0;
    return 1;
}

/* Is d the double nearest to a / b, the even one of two? */
static int nearest(struct number a, struct number b, double d)
{
    int e;
    const double fraction = frexp(d, &e);
    const uint64_t m = (uint64_t)ldexp(fraction, 53);
    e -= 53;
    const struct number up = doubled(a, 1 + (e < 0 ? -e : 0));
    const struct number step = doubled(b, e > 0 ? e : 0);
    const struct number at = doubled(multiply(step, from_words(&m, 1)), 1);
    const int below = compare(up, at) < 0;
    struct number off = below ? sub(at, up) : sub(up, at);
    /* Below a power of two the next double is half as far. */
    if (below && m == UINT64_C(1) << 52)
        off = doubled(off, 1);
    const int order = compare(off, step);
    return order < 0 || (order == 0 && m % 2 == 0);
}

static uint64_t state;

static uint64_t next(void)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Of every length, and often all ones or zeros: where carries go wrong. */
static uint64_t rough(void)
{
    const uint64_t kind = next() % 8;
    if (kind == 0)
        return 0;
    if (kind == 1)
        return UINT64_MAX;
    if (kind == 2)
        return UINT64_C(1) << next() % 64;
    if (kind == 3)
        return (UINT64_C(1) << next() % 64) - 1;
    return next() >> next() % 64;
}

static struct cxm__u128 rough_u128(void)
{
    const uint64_t low = rough();
    return (struct cxm__u128){low, rough()};
}

static void seed(void)
{
    state = 20240229;
    printf("seed %llu\n", (unsigned long long)state);
}

#define ROUNDS test_rounds(20000)

START_TEST(products_are_the_schoolbook_ones)
{
    seed();
    for (int i = 0; i < ROUNDS; i++) {
        const uint64_t a = rough();
        const uint64_t b = rough();
        const struct number product =
            multiply(from_words(&a, 1), from_words(&b, 1));
        ck_assert(!compare(from_u128(cxm__multiply(a, b)), product));
        const struct cxm__u128 x = rough_u128();
        const struct cxm__u128 y = rough_u128();
        const struct cxm__u256 wide = cxm__u256_product(x, y);
        ck_assert(!compare(from_words(wide.word, 4),
                           multiply(from_u128(x), from_u128(y))));
        const struct number times = multiply(from_u128(x), from_words(&b, 1));
        struct cxm__u128 z = y;
        const int status = cxm__u128_multiply(&z, x, b);
        ck_assert_int_eq(status, fits(times, 4) ? CXM_OK : CXM_EOVERFLOW);
        ck_assert(!compare(from_u128(z), status ? from_u128(y) : times));
    }
}
END_TEST

START_TEST(unsigned_sums_are_exact_or_refused)
{
    seed();
    for (int i = 0; i < ROUNDS; i++) {
        const struct cxm__u128 a = rough_u128();
        const struct cxm__u128 b = i % 7 ? rough_u128() : a;
        const struct number x = from_u128(a);
        const struct number y = from_u128(b);
        struct cxm__u128 z = a;
        int status = cxm__u128_add(&z, b);
        ck_assert_int_eq(status, fits(add(x, y), 4) ? 0 : CXM_EOVERFLOW);
        ck_assert(!compare(from_u128(z), status ? x : add(x, y)));
        z = a;
        status = cxm__u128_sub(&z, b);
        ck_assert_int_eq(status, compare(x, y) < 0 ? CXM_EOVERFLOW : 0);
        ck_assert(!compare(from_u128(z), status ? x : sub(x, y)));
        ck_assert_int_eq(cxm__u128_compare(a, b), compare(x, y));
    }
}
END_TEST

/* a + 2^127, which is not negative and in the same order. */
static struct number lifted(struct cxm__i128 a)
{
    const struct cxm__u128 up = {a.low, a.high ^ UINT64_C(1) << 63};
    return from_u128(up);
}

START_TEST(signed_sums_are_exact_or_refused)
{
    const struct number middle = from_u128((struct cxm__u128){0, 1ULL << 63});
    seed();
    for (int i = 0; i < ROUNDS; i++) {
        const struct cxm__u128 ua = rough_u128();
        const struct cxm__u128 ub = rough_u128();
        const struct cxm__i128 a = {ua.low, ua.high};
        const struct cxm__i128 b = {ub.low, ub.high};
        const struct number x = lifted(a);
        const struct number y = lifted(b);
        const struct number sum = add(x, y);
        struct cxm__i128 z = a;
        int fit = compare(sum, middle) >= 0 && fits(sub(sum, middle), 4);
        ck_assert_int_eq(cxm__i128_add(&z, b), fit ? 0 : CXM_EOVERFLOW);
        ck_assert(!compare(lifted(z), fit ? sub(sum, middle) : x));
        z = a;
        const struct number top = add(x, middle);
        fit = compare(top, y) >= 0 && fits(sub(top, y), 4);
        ck_assert_int_eq(cxm__i128_sub(&z, b), fit ? 0 : CXM_EOVERFLOW);
        ck_assert(!compare(lifted(z), fit ? sub(top, y) : x));
    }
}
END_TEST

START_TEST(a_value_times_a_count_can_be_added_and_taken_back)
{
    seed();
    for (int i = 0; i < ROUNDS; i++) {
        const int64_t value = (int64_t)rough();
        const uint64_t count = rough();
        const uint64_t size = cxm__magnitude(value);
        const struct cxm__i128 product = cxm__i128_product(value, count);
        const struct number expected =
            multiply(from_words(&size, 1), from_words(&count, 1));
        ck_assert(!compare(from_u128(cxm__i128_magnitude(product)), expected));
        ck_assert_int_eq(cxm__i128_negative(product), value < 0 && count > 0);
        struct cxm__i128 sum = cxm__i128_of((int64_t)rough());
        const struct cxm__i128 before = sum;
        ck_assert_int_eq(cxm__i128_add(&sum, product), CXM_OK);
        ck_assert_int_eq(cxm__i128_sub(&sum, product), CXM_OK);
        ck_assert_mem_eq(&sum, &before, sizeof sum);
    }
}
END_TEST

START_TEST(squares_are_exact_or_refused)
{
    seed();
    for (int i = 0; i < ROUNDS; i++) {
        const int64_t value = (int64_t)rough();
        const uint64_t count = rough();
        const uint64_t size = cxm__magnitude(value);
        const struct cxm__u128 before = rough_u128();
        struct number sum = from_words(&size, 1);
        sum = multiply(multiply(sum, sum), from_words(&count, 1));
        sum = add(sum, from_u128(before));
        struct cxm__u128 z = before;
        const int status = cxm__u128_add_squares(&z, value, count);
        ck_assert_int_eq(status, fits(sum, 4) ? CXM_OK : CXM_EOVERFLOW);
        ck_assert(!compare(from_u128(z), status ? from_u128(before) : sum));
    }
}
END_TEST

START_TEST(wide_sums_and_differences_undo_each_other)
{
    seed();
    for (int i = 0; i < ROUNDS; i++) {
        const struct cxm__u256 a = {{rough(), rough(), rough(), rough() >> 1}};
        const struct cxm__u256 b = {{rough(), rough(), rough(), rough() >> 1}};
        const struct cxm__u256 sum = cxm__u256_add(a, b);
        ck_assert(!compare(from_words(sum.word, 4),
                           add(from_words(a.word, 4), from_words(b.word, 4))));
        ck_assert_int_eq(cxm__u256_compare(cxm__u256_sub(sum, b), a), 0);
        ck_assert_int_eq(cxm__u256_compare(a, b),
                         compare(from_words(a.word, 4), from_words(b.word, 4)));
    }
}
END_TEST

START_TEST(doubles_are_the_nearest_with_ties_to_even)
{
    const struct number one = {{1}};
    seed();
    for (int i = 0; i < ROUNDS; i++) {
        struct cxm__u128 a = rough_u128();
        if (i % 2) /* a tie, or one off: 2^53 + odd, halved by a shift */
            a = (struct cxm__u128){(rough() & 1) << 10 | next() % 3,
                                   next() >> 11 | 1ULL << 52};
        const struct cxm__i128 b = {a.low, a.high};
        const double real = cxm__i128_real(b);
        const struct cxm__u128 size = cxm__i128_magnitude(b);
        if (size.low | size.high)
            ck_assert(
                nearest(from_u128(size), one, a.high >> 63 ? -real : real));
    }
    ck_assert(cxm__i128_real(cxm__i128_of(0)) == 0);
}
END_TEST

static struct cxm__u256 rough_u256(void)
{
    struct cxm__u256 a = {{rough(), rough(), rough(), rough()}};
    for (uint64_t i = next() % 4; i < 3; i++)
        a.word[i + 1] = 0;
    a.word[0] |= 1;
    return a;
}

START_TEST(quotients_are_the_nearest_with_ties_to_even)
{
    seed();
    for (int i = 0; i < ROUNDS / 4; i++) {
        struct cxm__u256 a = rough_u256();
        const struct cxm__u256 b = rough_u256();
        if (i % 4 == 0) { /* (2^53 + odd) * b / b: ties */
            const struct cxm__u256 narrow = {{b.word[0], b.word[1], 0, 0}};
            a = cxm__u256_multiply(narrow, next() >> 10 | 1);
            ck_assert(nearest(from_words(a.word, 4), from_words(narrow.word, 4),
                              cxm__u256_ratio(a, narrow)));
        }
        ck_assert(nearest(from_words(a.word, 4), from_words(b.word, 4),
                          cxm__u256_ratio(a, b)));
    }
    const struct cxm__u256 none = {{0}};
    ck_assert(isnan(cxm__u256_ratio(none, none)));
    ck_assert(cxm__u256_ratio(none, rough_u256()) == 0);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, products_are_the_schoolbook_ones);
    tcase_add_test(tc, unsigned_sums_are_exact_or_refused);
    tcase_add_test(tc, signed_sums_are_exact_or_refused);
    tcase_add_test(tc, a_value_times_a_count_can_be_added_and_taken_back);
    tcase_add_test(tc, squares_are_exact_or_refused);
    tcase_add_test(tc, wide_sums_and_differences_undo_each_other);
    tcase_add_test(tc, doubles_are_the_nearest_with_ties_to_even);
    tcase_add_test(tc, quotients_are_the_nearest_with_ties_to_even);
}

TEST_MAIN(tests)
