/* SPDX-License-Identifier: MIT */
#include <cxm/ratio.h>

#include <math.h>

#include "exact.h"

/* The 128-bit sums of a ratio, as numbers. */
static struct cxm__i128 signed_of(const uint64_t word[2])
{
    return (struct cxm__i128){word[0], word[1]};
}

static struct cxm__u128 unsigned_of(const uint64_t word[2])
{
    return (struct cxm__u128){word[0], word[1]};
}

/* t * c * n; CXM_EOVERFLOW outside -2^127 < x < 2^127. */
static int product_of(struct cxm__i128 *product, int64_t t, int64_t c,
                      uint64_t n)
{
    struct cxm__u128 size;
    if (cxm__u128_multiply(
            &size, cxm__multiply(cxm__magnitude(t), cxm__magnitude(c)), n) ||
        size.high >> 63)
        return CXM_EOVERFLOW;
    const struct cxm__i128 same = {size.low, size.high};
    *product = cxm__i128_of(0);
    return (t < 0) == (c < 0) ? cxm__i128_add(product, same)
                              : cxm__i128_sub(product, same);
}

/*
 * Could n pairs have this sum of products?  By Cauchy and Schwarz; n itself,
 * and each of t and c alone, have been looked at.
 */
static int plausible(const struct cxm_ratio *r)
{
    const struct cxm__u128 tc = cxm__i128_magnitude(signed_of(r->tc));
    const struct cxm__u256 most =
        cxm__u256_product(unsigned_of(r->t.sumsq), unsigned_of(r->c.sumsq));
    const int order = cxm__u256_compare(cxm__u256_product(tc, tc), most);
    return r->t.n < 2 ? order == 0 : order <= 0;
}

int cxm_ratio_init(struct cxm_ratio *r)
{
    *r = (struct cxm_ratio){{0, {0, 0}, {0, 0}}, {0, {0, 0}, {0, 0}}, {0, 0}};
    return CXM_OK;
}

/* Each of the following works on a copy, stored when all has succeeded. */
static void store(struct cxm_ratio *r, struct cxm_ratio *copy,
                  struct cxm__i128 tc)
{
    copy->tc[0] = tc.low;
    copy->tc[1] = tc.high;
    *r = *copy;
}

int cxm_ratio_add_n(struct cxm_ratio *r, int64_t t, int64_t c, uint64_t n)
{
    struct cxm_ratio copy = *r;
    struct cxm__i128 tc = signed_of(r->tc);
    struct cxm__i128 more;
    if (cxm_moments_add_n(&copy.t, t, n) || cxm_moments_add_n(&copy.c, c, n) ||
        product_of(&more, t, c, n) || cxm__i128_add(&tc, more))
        return CXM_EOVERFLOW;
    store(r, &copy, tc);
    return CXM_OK;
}

int cxm_ratio_add(struct cxm_ratio *r, int64_t t, int64_t c)
{
    return cxm_ratio_add_n(r, t, c, 1);
}

/* The copy has lost its t and c; take tc away, too. */
static int lessen(struct cxm_ratio *r, struct cxm_ratio *copy,
                  struct cxm__i128 less)
{
    struct cxm__i128 tc = signed_of(r->tc);
    if (cxm__i128_sub(&tc, less))
        return CXM_EABSENT;
    copy->tc[0] = tc.low;
    copy->tc[1] = tc.high;
    if (!plausible(copy))
        return CXM_EABSENT;
    *r = *copy;
    return CXM_OK;
}

int cxm_ratio_remove_n(struct cxm_ratio *r, int64_t t, int64_t c, uint64_t n)
{
    struct cxm_ratio copy = *r;
    struct cxm__i128 less;
    if (cxm_moments_remove_n(&copy.t, t, n) ||
        cxm_moments_remove_n(&copy.c, c, n) || product_of(&less, t, c, n))
        return CXM_EABSENT;
    return lessen(r, &copy, less);
}

int cxm_ratio_remove(struct cxm_ratio *r, int64_t t, int64_t c)
{
    return cxm_ratio_remove_n(r, t, c, 1);
}

int cxm_ratio_merge(struct cxm_ratio *into, const struct cxm_ratio *from)
{
    struct cxm_ratio copy = *into;
    struct cxm__i128 tc = signed_of(into->tc);
    if (cxm_moments_merge(&copy.t, &from->t) ||
        cxm_moments_merge(&copy.c, &from->c) ||
        cxm__i128_add(&tc, signed_of(from->tc)))
        return CXM_EOVERFLOW;
    store(into, &copy, tc);
    return CXM_OK;
}

int cxm_ratio_unmerge(struct cxm_ratio *into, const struct cxm_ratio *from)
{
    struct cxm_ratio copy = *into;
    if (cxm_moments_unmerge(&copy.t, &from->t) ||
        cxm_moments_unmerge(&copy.c, &from->c))
        return CXM_EABSENT;
    return lessen(into, &copy, signed_of(from->tc));
}

/* 384 bits, lowest word first: as wide as the sum of squared errors is. */
struct wide {
    uint64_t word[6];
};

static struct wide multiply(struct cxm__u256 a, struct cxm__u128 b)
{
    const uint64_t factor[2] = {b.low, b.high};
    struct wide w = {{0}};
    for (int j = 0; j < 2; j++) {
        uint64_t carry = 0;
        for (int i = 0; i < 4; i++) {
            struct cxm__u128 step = cxm__multiply(a.word[i], factor[j]);
            /* (2^64-1)^2 + 2 (2^64-1) is 2^128-1: this cannot overflow. */
            cxm__u128_add(&step, cxm__u128_of(w.word[i + j]));
            cxm__u128_add(&step, cxm__u128_of(carry));
            w.word[i + j] = step.low;
            carry = step.high;
        }
        w.word[4 + j] = carry;
    }
    return w;
}

/* a + b and a - b; *carry is what falls off, or is lacking. */
static struct wide plus(struct wide a, struct wide b, uint64_t *carry)
{
    *carry = 0;
    for (int i = 0; i < 6; i++) {
        const uint64_t part = a.word[i] + *carry;
        const uint64_t up = part < *carry;
        a.word[i] = part + b.word[i];
        *carry = up | (uint64_t)(a.word[i] < part);
    }
    return a;
}

static struct wide minus(struct wide a, struct wide b, uint64_t *borrow)
{
    *borrow = 0;
    for (int i = 0; i < 6; i++) {
        const uint64_t part = a.word[i] - b.word[i];
        const uint64_t down =
            (uint64_t)(a.word[i] < b.word[i]) | (uint64_t)(part < *borrow);
        a.word[i] = part - *borrow;
        *borrow = down;
    }
    return a;
}

/* Within one unit of the last digit: a sum of positive terms. */
static double real(struct wide a)
{
    double sum = 0;
    for (int i = 0; i < 6; i++)
        sum += ldexp((double)a.word[i], 64 * i);
    return sum;
}

/*
 * sum(e^2) sum(c)^2, e = t - R c, from whole numbers:
 *     Sc^2 Stt - 2 St Sc Stc + St^2 Scc.
 * Where the ratio hardly varies, its terms agree in all digits that doubles
 * have; so it is rounded only when the difference is there.  NaN for sums
 * that no pairs can have.
 */
static double squared_errors(const struct cxm_ratio *r)
{
    const struct cxm__i128 st = signed_of(r->t.sum);
    const struct cxm__i128 sc = signed_of(r->c.sum);
    const struct cxm__i128 stc = signed_of(r->tc);
    const struct cxm__u128 t = cxm__i128_magnitude(st);
    const struct cxm__u128 c = cxm__i128_magnitude(sc);
    const struct wide cross =
        multiply(cxm__u256_product(t, c), cxm__i128_magnitude(stc));
    const int negative = cxm__i128_negative(st) ^ cxm__i128_negative(sc) ^
                         cxm__i128_negative(stc);
    uint64_t lost[3] = {0, 0, 0};
    struct wide sum = plus(
        multiply(cxm__u256_product(c, c), unsigned_of(r->t.sumsq)),
        multiply(cxm__u256_product(t, t), unsigned_of(r->c.sumsq)), &lost[0]);
    sum = negative ? plus(sum, cross, &lost[1]) : minus(sum, cross, &lost[1]);
    sum = negative ? plus(sum, cross, &lost[2]) : minus(sum, cross, &lost[2]);
    return lost[0] | lost[1] | lost[2] ? NAN : real(sum);
}

/* The double nearest to the ratio; NaN for a denominator of 0. */
static double ratio_of(const struct cxm_ratio *r)
{
    const struct cxm__i128 st = signed_of(r->t.sum);
    const struct cxm__i128 sc = signed_of(r->c.sum);
    const struct cxm__u128 one = {1, 0};
    const double size =
        cxm__u256_ratio(cxm__u256_product(cxm__i128_magnitude(st), one),
                        cxm__u256_product(cxm__i128_magnitude(sc), one));
    return cxm__i128_negative(st) != cxm__i128_negative(sc) ? 0 - size : size;
}

/* n times the square of the error: what a mean calls its variance. */
static double variance_of(const struct cxm_ratio *r)
{
    const double n = (double)r->t.n;
    const double c = cxm__i128_real(signed_of(r->c.sum));
    const double share = squared_errors(r) / (c * c) / (c * c);
    return c == 0 ? NAN : share * n * (n / (n - 1));
}

int cxm_ratio_result(const struct cxm_ratio *r, uint32_t method,
                     double confidence, uint64_t population,
                     struct cxm_interval *out)
{
    uint32_t as_mean = method;
    if (method == CXM_INTERVAL_LINEARISED)
        as_mean = CXM_INTERVAL_T;
    else if (method != CXM_INTERVAL_NONE)
        return CXM_EINVAL;
    const uint64_t n = r->t.n;
    const double value = ratio_of(r);
    if (n == 0 || !isnan(value))
        return cxm_interval_mean(as_mean, value, n > 1 ? variance_of(r) : 0, n,
                                 confidence, population, out);
    const int status =
        cxm_interval_mean(as_mean, 0, 0, n, confidence, population, out);
    if (status < 0)
        return status;
    *out = (struct cxm_interval){NAN, NAN, NAN};
    return CXM_EMPTY;
}

double cxm_ratio_error(const struct cxm_ratio *r, uint64_t population)
{
    const uint64_t n = r->t.n;
    if (n < 2 || (population && population < n))
        return NAN;
    const double unseen =
        population ? cxm__exact_share(population - n, population) : 1;
    return sqrt(variance_of(r) / (double)n * unseen);
}
