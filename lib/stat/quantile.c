/* SPDX-License-Identifier: MIT */
#include <cxm/quantile.h>

#include <float.h>
#include <math.h>

#include <cxm/special.h>

#include "../base/int128.h"

/* A place among the ranks, whole + part, the part in [0, 1). */
struct place {
    uint64_t whole;
    double part;
};

/*
 * n * p for p < 1, exactly: p is a whole number of 53 bits over a power of
 * two, and only the part is rounded.
 */
static struct place product(uint64_t n, double p)
{
    int exponent;
    const uint64_t digits = (uint64_t)ldexp(frexp(p, &exponent), 53);
    const int shift = 53 - exponent; /* at least 53 */
    const struct cxm__u128 all = cxm__multiply(n, digits);
    if (shift >= 118) /* all is below 2^117 */
        return (struct place){0, (double)n * p};
    if (shift < 64) {
        const uint64_t rest = all.low & ((UINT64_C(1) << shift) - 1);
        return (struct place){all.high << (64 - shift) | all.low >> shift,
                              ldexp((double)rest, -shift)};
    }
    const uint64_t rest = all.high & ((UINT64_C(1) << (shift - 64)) - 1);
    return (struct place){all.high >> (shift - 64),
                          ldexp((double)rest, 64 - shift) +
                              ldexp((double)all.low, -shift)};
}

/*
 * The place plus a shift in (-1, 1], and 0 for one below 0.  What a decimal
 * like 0.95 loses when it becomes a double must not decide on which side of a
 * rank the place lies: within 4 units of its last digit it is the rank
 * itself.  Where those come to more than 1/1024, at ranks past 2^40, p is too
 * coarse to say so.
 */
static struct place moved(struct place at, double shift)
{
    const double size = (double)at.whole + 1;
    const double near = fmin(4 * DBL_EPSILON * size, 0x1p-10);
    const double part = at.part + shift;
    double down = floor(part + near);
    double rest = part - down;
    if (rest < near)
        rest = 0;
    if (down < 0 && at.whole == 0)
        return (struct place){0, 0};
    at.whole = down < 0 ? at.whole - 1 : at.whole + (uint64_t)down;
    return (struct place){at.whole, rest};
}

/* Types 1 to 3: a step function, or the middle of a step. */
static struct place stepped(uint64_t n, double p, uint32_t type)
{
    struct place at = moved(product(n, p), type == 3 ? -0.5 : 0);
    const int odd = (int)(at.whole & 1);
    if (type == 2 && at.part == 0)
        at.part = 0.5;
    else {
        at.whole += at.part > 0 || (type == 3 && odd);
        at.part = 0;
    }
    return at;
}

/* Types 4 to 9 are a + p (n + 1 - a - b), interpolated; a is b but for 4. */
static struct place interpolated(uint64_t n, double p, uint32_t type)
{
    switch (type) {
    case 4:
        return moved(product(n, p), 0);
    case 5:
        return moved(product(n, p), 0.5);
    case 6:
        return moved(product(n, p), p);
    case 7:
        return moved(product(n - 1, p), 1);
    case 8:
        return moved(product(n, p), (1 + p) / 3);
    default:
        return moved(product(n, p), (1.5 + p) / 4);
    }
}

int cxm_quantile_rank(uint64_t n, double p, uint32_t type, uint64_t *rank,
                      double *weight)
{
    if (!(p >= 0 && p <= 1) || type < 1 || type > 9)
        return CXM_EINVAL;
    struct place at = {p > 0 ? n : 0, 0};
    if (n > 0 && p > 0 && p < 1)
        at = type < 4 ? stepped(n, p, type) : interpolated(n, p, type);
    if (at.whole >= n)
        at = (struct place){n, 0};
    else if (at.whole == 0)
        at = (struct place){1, 0};
    *rank = at.whole;
    *weight = at.part;
    return n ? CXM_OK : CXM_EMPTY;
}

/*
 * How many of the ranks 1, 2, ... n from one end have, of X binomial(n, p),
 * P(X < rank) <= tail.  P(X <= k) is I of 1 - p with n - k and k + 1; it
 * grows with k, so halving finds the last.
 */
static uint64_t ranks_within(uint64_t n, double not_p, double tail)
{
    uint64_t within = 0;
    uint64_t beyond = n;
    while (beyond - within > 0) {
        const uint64_t k = within + (beyond - within) / 2;
        if (cxm_beta_cdf(not_p, (double)(n - k), (double)k + 1) <= tail)
            within = k + 1;
        else
            beyond = k;
    }
    return within;
}

int cxm_quantile_interval(uint64_t n, double p, double confidence,
                          uint64_t *low, uint64_t *high)
{
    if (!(p > 0 && p < 1 && confidence > 0 && confidence < 1))
        return CXM_EINVAL;
    const double tail = 0.5 * (1 - confidence);
    const uint64_t from_low = ranks_within(n, 1 - p, tail);
    const uint64_t from_high = ranks_within(n, p, tail);
    const int found = from_low > 0 && from_high > 0;
    *low = found ? from_low : 0;
    *high = found ? n - (from_high - 1) : 0;
    return found ? CXM_OK : CXM_EMPTY;
}
