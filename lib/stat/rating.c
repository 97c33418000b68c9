/* SPDX-License-Identifier: MIT */
#include <cxm/rating.h>

#include <inttypes.h>
#include <string.h>

#include "counts.h"
#include "counts_bytes.h"

/* A scale there is, and no larger one than the array. */
static int has_scale(const struct cxm_rating *r)
{
    return r->points - 1 < CXM_RATING_POINTS;
}

/* The class of a score; at least r->points where it is not on the scale. */
static uint32_t class_of(const struct cxm_rating *r, int32_t score)
{
    return (uint32_t)score - (uint32_t)r->low;
}

static int check(const struct cxm_rating *r, int32_t score)
{
    if (!has_scale(r))
        return CXM_EINVAL;
    return class_of(r, score) < r->points ? CXM_OK : CXM_ERANGE;
}

int cxm_rating_init(struct cxm_rating *r, int32_t low, uint32_t points)
{
    if (points - 1 >= CXM_RATING_POINTS ||
        low > INT32_MAX - (int32_t)(points - 1))
        return CXM_EINVAL;
    memset(r, 0, sizeof *r);
    r->low = low;
    r->points = points;
    return CXM_OK;
}

int cxm_rating_add(struct cxm_rating *r, int32_t score)
{
    return cxm_rating_add_n(r, score, 1);
}

int cxm_rating_add_n(struct cxm_rating *r, int32_t score, uint64_t n)
{
    const int status = check(r, score);
    if (status)
        return status;
    uint64_t *const count = &r->count[class_of(r, score)];
    return cxm__add_u64(count, *count, n);
}

/* Two tables, so that equal neighbours do not wait for each other. */
struct tally {
    uint64_t even[CXM_RATING_POINTS + 1];
    uint64_t odd[CXM_RATING_POINTS + 1];
};

/* The last counter of each table takes what is not on the scale. */
static uint32_t bounded(const struct cxm_rating *r, int32_t score)
{
    const uint32_t class = class_of(r, score);
    return class < r->points ? class : CXM_RATING_POINTS;
}

static void count_column(struct tally *t, const struct cxm_rating *r,
                         const int32_t *scores, size_t n)
{
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i + 1 < n; i += 2) {
        t->even[bounded(r, scores[i])]++;
        t->odd[bounded(r, scores[i + 1])]++;
    }
    if (n % 2)
        t->even[bounded(r, scores[n - 1])]++;
    for (int i = 0; i <= CXM_RATING_POINTS; i++)
        t->even[i] += t->odd[i];
}

static int refuse_score(const struct cxm_rating *r, int32_t score,
                        size_t record, struct cxm_error *error)
{
    cxm__fail(error, CXM_ERANGE, "score",
              "score %" PRId32 " is not on the scale %" PRId32 " to %" PRId32,
              score, r->low, r->low + (int32_t)(r->points - 1));
    if (error)
        error->record = record;
    return CXM_ERANGE;
}

static int add_counts(struct cxm_rating *r, const uint64_t *count,
                      struct cxm_error *error)
{
    const int status = cxm__counts_merge(r->count, count, r->points);
    if (status)
        cxm__fail(error, status, "score", "a score was counted too often");
    return status;
}

int cxm_rating_add_many(struct cxm_rating *r, const int32_t *scores, size_t n,
                        struct cxm_error *error)
{
    struct tally t;
    size_t i = 0;
    if (!has_scale(r))
        return cxm__fail(error, CXM_EINVAL, "", "the rating has no scale");
    count_column(&t, r, scores, n);
    if (!t.even[CXM_RATING_POINTS])
        return add_counts(r, t.even, error);
    while (class_of(r, scores[i]) < r->points)
        i++;
    return refuse_score(r, scores[i], i, error);
}

/*
 * Returns how many scores are not on the scale.  They are counted modulo 256:
 * where the scale goes beyond a byte a score could be taken for another one,
 * so no point there has any.
 */
static uint64_t count_bytes(const struct cxm_rating *r, const int8_t *scores,
                            const struct cxm__validity *valid, size_t n,
                            uint64_t *count)
{
    uint64_t others = cxm__count_bytes((const uint8_t *)scores, valid, n,
                                       (uint8_t)r->low, r->points, count);
    for (uint32_t k = 0; k < r->points; k++) {
        const int64_t score = (int64_t)r->low + k;
        if (score < INT8_MIN || score > INT8_MAX)
            count[k] = 0;
        others -= count[k];
    }
    return others;
}

int cxm_rating_add_many_i8(struct cxm_rating *r, const int8_t *scores,
                           const uint8_t *valid, size_t n,
                           struct cxm_error *error)
{
    const struct cxm__validity validity = {valid, 0};
    uint64_t count[CXM_RATING_POINTS];
    size_t i = 0;
    if (!has_scale(r))
        return cxm__fail(error, CXM_EINVAL, "", "the rating has no scale");
    if (count_bytes(r, scores, &validity, n, count) == 0)
        return add_counts(r, count, error);
    while (!cxm__is_valid(&validity, i) || class_of(r, scores[i]) < r->points)
        i++;
    return refuse_score(r, scores[i], i, error);
}

int cxm_rating_remove(struct cxm_rating *r, int32_t score)
{
    const int status = check(r, score);
    if (status)
        return status;
    uint64_t *const count = &r->count[class_of(r, score)];
    if (*count == 0)
        return CXM_EABSENT;
    --*count;
    return CXM_OK;
}

int cxm_rating_replace(struct cxm_rating *r, int32_t before, int32_t after)
{
    int status = check(r, after);
    if (status)
        return status;
    status = cxm_rating_remove(r, before);
    if (status)
        return status;
    status = cxm_rating_add(r, after);
    if (status)
        r->count[class_of(r, before)]++;
    return status;
}

static int same_scale(const struct cxm_rating *a, const struct cxm_rating *b)
{
    return a->low == b->low && a->points == b->points;
}

int cxm_rating_merge(struct cxm_rating *into, const struct cxm_rating *from)
{
    if (from->points == 0)
        return CXM_OK;
    if (!has_scale(from))
        return CXM_EINVAL;
    if (into->points == 0) {
        *into = *from;
        return CXM_OK;
    }
    if (!same_scale(into, from))
        return CXM_EMISMATCH;
    return cxm__counts_merge(into->count, from->count, from->points);
}

int cxm_rating_unmerge(struct cxm_rating *into, const struct cxm_rating *from)
{
    if (from->points == 0)
        return CXM_OK;
    if (!has_scale(from))
        return CXM_EINVAL;
    if (!same_scale(into, from))
        return CXM_EMISMATCH;
    return cxm__counts_unmerge(into->count, from->count, from->points);
}

/* How many points may be read: none of a rating that cannot be one. */
static uint32_t readable(const struct cxm_rating *r)
{
    return has_scale(r) ? r->points : 0;
}

int cxm_rating_n(const struct cxm_rating *r, uint64_t *n)
{
    if (r->points > CXM_RATING_POINTS)
        return CXM_EINVAL;
    return cxm__counts_total(r->count, r->points, n);
}

static int part(const struct cxm_rating *r, uint32_t from, uint32_t points,
                uint64_t *n)
{
    uint64_t all;
    const int status = cxm_rating_n(r, &all);
    if (status < 0)
        return status;
    cxm__counts_total(r->count + from, points, n);
    return status;
}

int cxm_rating_top(const struct cxm_rating *r, uint32_t points, uint64_t *n)
{
    if (!has_scale(r) || points > r->points)
        return CXM_EINVAL;
    return part(r, r->points - points, points, n);
}

int cxm_rating_bottom(const struct cxm_rating *r, uint32_t points, uint64_t *n)
{
    if (!has_scale(r) || points > r->points)
        return CXM_EINVAL;
    return part(r, 0, points, n);
}

static struct cxm__axis axis_of(const struct cxm_rating *r)
{
    return (struct cxm__axis){r->low, 1, 1};
}

double cxm_rating_mean(const struct cxm_rating *r)
{
    const struct cxm__axis axis = axis_of(r);
    return cxm__counts_mean(r->count, readable(r), &axis);
}

double cxm_rating_variance(const struct cxm_rating *r)
{
    const struct cxm__axis axis = axis_of(r);
    return cxm__counts_variance(r->count, readable(r), &axis);
}

double cxm_rating_median(const struct cxm_rating *r)
{
    const struct cxm__axis axis = axis_of(r);
    return cxm__counts_median(r->count, readable(r), &axis);
}
