/* SPDX-License-Identifier: MIT */
#include <cxm/proportion.h>

#include "exact.h"

int cxm_proportion_init(struct cxm_proportion *p)
{
    p->hits = 0;
    p->n = 0;
    return CXM_OK;
}

int cxm_proportion_add(struct cxm_proportion *p, int hit)
{
    return cxm_proportion_add_n(p, hit, 1);
}

int cxm_proportion_add_n(struct cxm_proportion *p, int hit, uint64_t n)
{
    if (hit != 0 && hit != 1)
        return CXM_EINVAL;
    const struct cxm_proportion more = {hit ? n : 0, n};
    return cxm_proportion_merge(p, &more);
}

static int refuse_hit(const uint8_t *hits, struct cxm_error *error)
{
    size_t i = 0;
    while (hits[i] <= 1)
        i++;
    cxm__fail(error, CXM_EINVAL, "hit", "%d is neither 0 nor 1", hits[i]);
    if (error)
        error->record = i;
    return CXM_EINVAL;
}

int cxm_proportion_add_many(struct cxm_proportion *p, const uint8_t *hits,
                            size_t n, struct cxm_error *error)
{
    struct cxm_proportion more = {0, n};
    uint8_t seen = 0;
    for (size_t i = 0; i < n; i++) {
        more.hits += hits[i];
        seen |= hits[i];
    }
    if (seen > 1)
        return refuse_hit(hits, error);
    const int status = cxm_proportion_merge(p, &more);
    if (status)
        cxm__fail(error, status, "hit", "too many observations");
    return status;
}

int cxm_proportion_remove(struct cxm_proportion *p, int hit)
{
    if (hit != 0 && hit != 1)
        return CXM_EINVAL;
    const struct cxm_proportion less = {(uint64_t)hit, 1};
    return cxm_proportion_unmerge(p, &less);
}

int cxm_proportion_replace(struct cxm_proportion *p, int before, int after)
{
    if (after != 0 && after != 1)
        return CXM_EINVAL;
    const int status = cxm_proportion_remove(p, before);
    /* There is room: one was just taken away. */
    return status ? status : cxm_proportion_add(p, after);
}

int cxm_proportion_merge(struct cxm_proportion *into,
                         const struct cxm_proportion *from)
{
    const uint64_t hits = from->hits;
    const int status = cxm__add_u64(&into->n, into->n, from->n);
    if (status)
        return status;
    into->hits += hits;
    return CXM_OK;
}

int cxm_proportion_unmerge(struct cxm_proportion *into,
                           const struct cxm_proportion *from)
{
    const struct cxm_proportion less = *from;
    if (less.hits > into->hits || less.n - less.hits > into->n - into->hits)
        return CXM_EABSENT;
    into->hits -= less.hits;
    into->n -= less.n;
    return CXM_OK;
}

double cxm_proportion_share(const struct cxm_proportion *p)
{
    return cxm__exact_share(p->hits, p->n);
}
