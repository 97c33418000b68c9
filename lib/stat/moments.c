/* SPDX-License-Identifier: MIT */
#include <cxm/moments.h>

#include "exact.h"
#include "moments.h"

/* A state is stored only when every sum has succeeded. */
static struct cxm__sums load(const struct cxm_moments *m)
{
    return (struct cxm__sums){
        m->n, {m->sum[0], m->sum[1]}, {m->sumsq[0], m->sumsq[1]}};
}

static void store(struct cxm_moments *m, const struct cxm__sums *s)
{
    m->n = s->n;
    m->sum[0] = s->sum.low;
    m->sum[1] = s->sum.high;
    m->sumsq[0] = s->squares.low;
    m->sumsq[1] = s->squares.high;
}

/* How n * squares compares with sum^2; the short way is the usual one. */
static int compare_squares(const struct cxm__sums *s)
{
    const struct cxm__u128 size = cxm__i128_magnitude(s->sum);
    struct cxm__u128 first;
    if (size.high == 0) {
        if (cxm__u128_multiply(&first, s->squares, s->n))
            return 1;
        return cxm__u128_compare(first, cxm__multiply(size.low, size.low));
    }
    return cxm__u256_compare(cxm__u256_product(cxm__u128_of(s->n), s->squares),
                             cxm__u256_product(size, size));
}

/* Could n whole numbers have these sums?  By Cauchy and Schwarz. */
static int plausible(const struct cxm__sums *s)
{
    const int order = compare_squares(s);
    if (s->n == 0)
        return order == 0 && (s->squares.low | s->squares.high) == 0;
    return s->n == 1 ? order == 0 : order >= 0;
}

static int add_sums(struct cxm_moments *m, const struct cxm__sums *more)
{
    struct cxm__sums s = load(m);
    if (cxm__add_u64(&s.n, s.n, more->n) || cxm__i128_add(&s.sum, more->sum) ||
        cxm__u128_add(&s.squares, more->squares))
        return CXM_EOVERFLOW;
    store(m, &s);
    return CXM_OK;
}

static int sub_sums(struct cxm_moments *m, const struct cxm__sums *less)
{
    struct cxm__sums s = load(m);
    if (less->n > s.n || cxm__i128_sub(&s.sum, less->sum) ||
        cxm__u128_sub(&s.squares, less->squares))
        return CXM_EABSENT;
    s.n -= less->n;
    if (!plausible(&s))
        return CXM_EABSENT;
    store(m, &s);
    return CXM_OK;
}

/* n equal values; CXM_EOVERFLOW where no state could hold them. */
static int sums_of(struct cxm__sums *s, int64_t value, uint64_t n)
{
    s->n = n;
    s->sum = cxm__i128_product(value, n);
    s->squares = cxm__u128_of(0);
    return cxm__u128_add_squares(&s->squares, value, n);
}

int cxm_moments_init(struct cxm_moments *m)
{
    *m = (struct cxm_moments){0, {0, 0}, {0, 0}};
    return CXM_OK;
}

int cxm_moments_add(struct cxm_moments *m, int64_t value)
{
    const uint64_t size = cxm__magnitude(value);
    const struct cxm__sums one = {1, cxm__i128_of(value),
                                  cxm__multiply(size, size)};
    return add_sums(m, &one);
}

int cxm_moments_add_n(struct cxm_moments *m, int64_t value, uint64_t n)
{
    struct cxm__sums more;
    const int status = sums_of(&more, value, n);
    return status ? status : add_sums(m, &more);
}

/* The first value for which there is no room. */
static int refuse_value(const struct cxm_moments *m, const int64_t *values,
                        const int32_t *ints, size_t n, struct cxm_error *error)
{
    struct cxm_moments copy = *m;
    size_t i = 0;
    /* One of the columns is there, or n is 0. */
    while (i < n &&
           /* cppcheck-suppress nullPointer */
           cxm_moments_add(&copy, ints ? ints[i] : values[i]) == CXM_OK)
        i++;
    cxm__fail(error, CXM_EOVERFLOW, "value", "the sums would overflow");
    if (error)
        error->record = i;
    return CXM_EOVERFLOW;
}

int cxm_moments_add_many(struct cxm_moments *m, const int64_t *values, size_t n,
                         struct cxm_error *error)
{
    struct cxm__sums more;
    if (cxm__sums_i64(values, n, &more) || add_sums(m, &more))
        return refuse_value(m, values, NULL, n, error);
    return CXM_OK;
}

int cxm_moments_add_many_i32(struct cxm_moments *m, const int32_t *values,
                             size_t n, struct cxm_error *error)
{
    struct cxm__sums more;
    if (cxm__sums_i32(values, n, &more) || add_sums(m, &more))
        return refuse_value(m, NULL, values, n, error);
    return CXM_OK;
}

int cxm_moments_remove(struct cxm_moments *m, int64_t value)
{
    return cxm_moments_remove_n(m, value, 1);
}

int cxm_moments_remove_n(struct cxm_moments *m, int64_t value, uint64_t n)
{
    struct cxm__sums less;
    /* What no state can hold was never added. */
    return sums_of(&less, value, n) ? CXM_EABSENT : sub_sums(m, &less);
}

int cxm_moments_replace(struct cxm_moments *m, int64_t before, int64_t after)
{
    struct cxm_moments copy = *m;
    int status = cxm_moments_remove(&copy, before);
    if (status == CXM_OK)
        status = cxm_moments_add(&copy, after);
    if (status == CXM_OK)
        *m = copy;
    return status;
}

int cxm_moments_merge(struct cxm_moments *into, const struct cxm_moments *from)
{
    const struct cxm__sums more = load(from);
    return add_sums(into, &more);
}

int cxm_moments_unmerge(struct cxm_moments *into,
                        const struct cxm_moments *from)
{
    const struct cxm__sums less = load(from);
    return sub_sums(into, &less);
}

double cxm_moments_sum(const struct cxm_moments *m)
{
    return cxm__i128_real(load(m).sum);
}

double cxm_moments_mean(const struct cxm_moments *m)
{
    return cxm__exact_mean(load(m).sum, m->n);
}

double cxm_moments_variance(const struct cxm_moments *m)
{
    const struct cxm__sums s = load(m);
    return cxm__exact_variance(cxm__u128_of(s.n), cxm__i128_magnitude(s.sum),
                               s.squares, 1);
}
