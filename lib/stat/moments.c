/* SPDX-License-Identifier: MIT */
#include <cxm/moments.h>

#include "exact.h"

/* The state as numbers; it is stored only when every sum has succeeded. */
struct sums {
    uint64_t n;
    struct cxm__i128 sum;
    struct cxm__u128 squares;
};

static struct sums load(const struct cxm_moments *m)
{
    return (struct sums){
        m->n, {m->sum[0], m->sum[1]}, {m->sumsq[0], m->sumsq[1]}};
}

static void store(struct cxm_moments *m, const struct sums *s)
{
    m->n = s->n;
    m->sum[0] = s->sum.low;
    m->sum[1] = s->sum.high;
    m->sumsq[0] = s->squares.low;
    m->sumsq[1] = s->squares.high;
}

/* How n * squares compares with sum^2; the short way is the usual one. */
static int compare_squares(const struct sums *s)
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
static int plausible(const struct sums *s)
{
    const int order = compare_squares(s);
    if (s->n == 0)
        return order == 0 && (s->squares.low | s->squares.high) == 0;
    return s->n == 1 ? order == 0 : order >= 0;
}

static int add_sums(struct cxm_moments *m, const struct sums *more)
{
    struct sums s = load(m);
    if (cxm__add_u64(&s.n, s.n, more->n) || cxm__i128_add(&s.sum, more->sum) ||
        cxm__u128_add(&s.squares, more->squares))
        return CXM_EOVERFLOW;
    store(m, &s);
    return CXM_OK;
}

static int sub_sums(struct cxm_moments *m, const struct sums *less)
{
    struct sums s = load(m);
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
static int sums_of(struct sums *s, int64_t value, uint64_t n)
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
    const struct sums one = {1, cxm__i128_of(value), cxm__multiply(size, size)};
    return add_sums(m, &one);
}

int cxm_moments_add_n(struct cxm_moments *m, int64_t value, uint64_t n)
{
    struct sums more;
    const int status = sums_of(&more, value, n);
    return status ? status : add_sums(m, &more);
}

/*
 * The sums of a whole column cannot fail: a third word takes what leaves the
 * sum of squares, and n values of 64 bits cannot leave 128.  So the loop has
 * no branch and nothing to undo.
 */
static int sum_column(struct sums *s, const int64_t *values, size_t n)
{
    struct cxm__i128 sum = {0, 0};
    struct cxm__u128 squares = {0, 0};
    uint64_t beyond = 0;
    for (size_t i = 0; i < n; i++) {
        const uint64_t size = cxm__magnitude(values[i]);
        uint64_t carry;
        squares = cxm__plus(squares, cxm__multiply(size, size), &carry);
        beyond += carry;
        sum = cxm__i128_plus(sum, cxm__i128_of(values[i]));
    }
    *s = (struct sums){n, sum, squares};
    return beyond ? CXM_EOVERFLOW : CXM_OK;
}

static int refuse_value(const struct cxm_moments *m, const int64_t *values,
                        size_t n, struct cxm_error *error)
{
    struct cxm_moments copy = *m;
    size_t i = 0;
    while (i < n && cxm_moments_add(&copy, values[i]) == CXM_OK)
        i++;
    cxm__fail(error, CXM_EOVERFLOW, "value", "the sums would overflow");
    if (error)
        error->record = i;
    return CXM_EOVERFLOW;
}

int cxm_moments_add_many(struct cxm_moments *m, const int64_t *values, size_t n,
                         struct cxm_error *error)
{
    struct sums more;
    if (sum_column(&more, values, n) || add_sums(m, &more))
        return refuse_value(m, values, n, error);
    return CXM_OK;
}

int cxm_moments_remove(struct cxm_moments *m, int64_t value)
{
    return cxm_moments_remove_n(m, value, 1);
}

int cxm_moments_remove_n(struct cxm_moments *m, int64_t value, uint64_t n)
{
    struct sums less;
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
    const struct sums more = load(from);
    return add_sums(into, &more);
}

int cxm_moments_unmerge(struct cxm_moments *into,
                        const struct cxm_moments *from)
{
    const struct sums less = load(from);
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
    const struct sums s = load(m);
    return cxm__exact_variance(cxm__u128_of(s.n), cxm__i128_magnitude(s.sum),
                               s.squares, 1);
}
