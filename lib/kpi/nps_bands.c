/* SPDX-License-Identifier: MIT */
/* The three bands of NPS without the eleven points they are made of. */
#include <cxm/nps.h>

#include <cxm/interval.h>

#include "../base/base.h"
#include "../stat/counts.h"
#include "../stat/counts_bytes.h"

#include <inttypes.h>

/* The points of the question. */
enum { WORST = 0, BEST = 10 };

enum { BANDS = 3 };

static int are_cut_points(int32_t promoter, int32_t detractor)
{
    return detractor >= WORST && detractor < promoter && promoter <= BEST;
}

/* Zero bytes: nothing counted, and any cut points fit. */
static int is_blank(const struct cxm_nps_bands *bands)
{
    return bands->promoter == 0 && bands->detractor == 0;
}

static int are_alike(const struct cxm_nps_bands *a,
                     const struct cxm_nps_bands *b)
{
    return a->promoter == b->promoter && a->detractor == b->detractor;
}

typedef int combine_counts(uint64_t *into, const uint64_t *from,
                           uint32_t points);

static int combine(struct cxm_nps_bands *into, const uint64_t more[BANDS],
                   combine_counts *with)
{
    uint64_t sum[] = {into->detractors, into->passives, into->promoters};
    const int status = with(sum, more, BANDS);
    if (status < 0)
        return status;
    into->detractors = sum[0];
    into->passives = sum[1];
    into->promoters = sum[2];
    return CXM_OK;
}

int cxm_nps_bands_init(struct cxm_nps_bands *bands, int32_t promoter,
                       int32_t detractor)
{
    if (!are_cut_points(promoter, detractor))
        return CXM_EINVAL;
    *bands = (struct cxm_nps_bands){promoter, detractor, 0, 0, 0};
    return CXM_OK;
}

static int refuse_score(const int8_t *scores, const struct cxm__validity *valid,
                        struct cxm_error *error)
{
    size_t i = 0;
    while (!cxm__is_valid(valid, i) ||
           (scores[i] >= WORST && scores[i] <= BEST))
        i++;
    cxm__fail(error, CXM_ERANGE, "score", "score %d is not 0 to 10", scores[i]);
    if (error)
        error->record = i;
    return CXM_ERANGE;
}

int cxm_nps_bands_add_many(struct cxm_nps_bands *bands, const int8_t *scores,
                           const uint8_t *valid, size_t n,
                           struct cxm_error *error)
{
    const struct cxm__validity validity = {valid, 0};
    uint64_t above[2];
    if (!are_cut_points(bands->promoter, bands->detractor))
        return cxm__fail(error, CXM_EINVAL, "bands",
                         "detractors answer at most %" PRId32
                         " and promoters at least %" PRId32
                         ": that are no bands of 0 to 10",
                         bands->detractor, bands->promoter);
    const struct cxm__bands limits = {(uint8_t)bands->detractor,
                                      (uint8_t)(bands->promoter - 1), BEST};
    const uint64_t known =
        cxm__count_bands((const uint8_t *)scores, &validity, n, &limits, above);
    if (known == UINT64_MAX)
        return refuse_score(scores, &validity, error);
    const uint64_t more[] = {known - above[0], above[0] - above[1], above[1]};
    const int status = combine(bands, more, cxm__counts_merge);
    return status < 0 ? cxm__fail(error, status, "score", "too many answers")
                      : CXM_OK;
}

int cxm_nps_bands_merge(struct cxm_nps_bands *into,
                        const struct cxm_nps_bands *from)
{
    if (is_blank(into)) {
        *into = *from;
        return CXM_OK;
    }
    const uint64_t more[] = {from->detractors, from->passives, from->promoters};
    return is_blank(from) || are_alike(into, from)
               ? combine(into, more, cxm__counts_merge)
               : CXM_EINVAL;
}

int cxm_nps_bands_unmerge(struct cxm_nps_bands *into,
                          const struct cxm_nps_bands *from)
{
    const uint64_t less[] = {from->detractors, from->passives, from->promoters};
    return is_blank(from) || are_alike(into, from)
               ? combine(into, less, cxm__counts_unmerge)
               : CXM_EINVAL;
}

/* What a reading asks of the bands: their own cut points, where they have. */
static int reading_of(const struct cxm_nps_bands *bands,
                      const struct cxm_nps_reading *given,
                      struct cxm_nps_reading *reading)
{
    *reading = (struct cxm_nps_reading)CXM_NPS_READING_INIT;
    if (!given)
        return CXM_OK;
    *reading = *given;
    return is_blank(bands) || (given->promoters == bands->promoter &&
                               given->detractors == bands->detractor)
               ? CXM_OK
               : CXM_EINVAL;
}

int cxm_nps_bands_result(const struct cxm_nps_bands *bands,
                         const struct cxm_nps_reading *reading,
                         struct cxm_nps_result *result)
{
    struct cxm_nps_reading r;
    struct cxm_interval interval;
    int status = reading_of(bands, reading, &r);
    if (status == CXM_OK)
        status = cxm_interval_nps(CXM_INTERVAL_ADJUSTED_WALD, bands->detractors,
                                  bands->passives, bands->promoters,
                                  r.confidence, r.population, &interval);
    if (status < 0)
        return status;
    result->promoters = bands->promoters;
    result->passives = bands->passives;
    result->detractors = bands->detractors;
    result->n = bands->promoters + bands->passives + bands->detractors;
    result->value = interval.value;
    result->low = interval.low;
    result->high = interval.high;
    result->std_error = cxm_interval_nps_error(
        bands->detractors, bands->passives, bands->promoters, r.population);
    return status;
}
