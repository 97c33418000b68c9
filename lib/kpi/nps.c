/* SPDX-License-Identifier: MIT */
/* NPS: promoters minus detractors. */
#include <cxm/nps.h>

#include <cxm/interval.h>

#include "../base/base.h"
#include "../stat/counts.h"
#include "rating.h"

#include <math.h>
#include <string.h>

enum { PROMOTERS, DETRACTORS };

enum {
    DETAIL_PROMOTERS = CXM__DETAIL_MORE,
    DETAIL_PASSIVES,
    DETAIL_DETRACTORS,
    DETAIL_STD_ERROR
};

static const struct cxm_option define[] = {
    {"scale", "scale", NULL, "0:10", "the points of the question"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const struct cxm_option read[] = {
    {"promoters", "point", NULL, NULL, "promoters answer this or better"},
    {"detractors", "point", NULL, NULL, "detractors answer this or worse"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const struct cxm_figure figure[] = {
    CXM__RATING_DETAIL,
    {"promoters", "count", "answers of promoters", CXM_FIGURE_COUNT, 0},
    {"passives", "count", "answers between the two", CXM_FIGURE_COUNT, 0},
    {"detractors", "count", "answers of detractors", CXM_FIGURE_COUNT, 0},
    {"std_error", "points", "standard error of the score", CXM_FIGURE_REAL, 0},
    {NULL, NULL, NULL, 0, 0},
};

static int sum(const uint64_t *count, uint32_t from, uint32_t to, uint64_t *n)
{
    return cxm__counts_total(count + from, to - from, n);
}

/* detractors <= `detractor` < passives < `promoter` <= promoters, as classes. */
static int split(const uint64_t *count, uint32_t points, uint32_t detractor,
                 uint32_t promoter, struct cxm_nps_bands *bands)
{
    int status = sum(count, 0, detractor + 1, &bands->detractors);
    if (status >= 0)
        status = sum(count, detractor + 1, promoter, &bands->passives);
    if (status >= 0)
        status = sum(count, promoter, points, &bands->promoters);
    return status;
}

static int interval_of(uint32_t method, const struct cxm_nps_bands *bands,
                       double confidence, uint64_t population,
                       struct cxm_interval *interval)
{
    return cxm_interval_nps(method, bands->detractors, bands->passives,
                            bands->promoters, confidence, population, interval);
}

/*
 * The bands 9 and 6 belong to a question of whole points up to 10.  On any
 * other scale they would name some other share and look like an NPS.
 */
static int resolve(const struct cxm_def *def, struct cxm_reading *reading,
                   struct cxm_error *error)
{
    const struct cxm_scale *scale = &def->scale;
    const int usual = scale->per_unit == 1 && scale->best == 10 &&
                      (scale->worst == 0 || scale->worst == 1);
    int64_t *option = reading->option;
    if (usual && option[PROMOTERS] == CXM_READING_UNSET)
        option[PROMOTERS] = 9 - scale->worst;
    if (usual && option[DETRACTORS] == CXM_READING_UNSET)
        option[DETRACTORS] = 6 - scale->worst;
    if (option[PROMOTERS] == CXM_READING_UNSET ||
        option[DETRACTORS] == CXM_READING_UNSET)
        return cxm__fail(error, CXM_EOPTION, "promoters",
                         "on scale %s, nps needs promoters and detractors; 9 "
                         "and 6 hold for 0:10 and 1:10 only",
                         cxm_def_option(def, "scale"));
    if (option[DETRACTORS] >= option[PROMOTERS])
        return cxm__fail(error, CXM_EOPTION, "detractors",
                         "detractors must lie below promoters");
    return CXM_OK;
}

static int from_response(const struct cxm_def *def,
                         const struct cxm_response *response, int64_t *v,
                         struct cxm_error *error)
{
    return cxm__rating_measure(def, response, CXM_FIELD_NPS, response->nps, v,
                               error);
}

static uint32_t family(const struct cxm_reading *reading)
{
    (void)reading;
    return CXM__FAMILY_NPS;
}

static int figures(const struct cxm_def *def, const uint64_t *state,
                   const struct cxm_reading *reading, struct cxm_result *result)
{
    const uint32_t detractor = (uint32_t)reading->option[DETRACTORS];
    const uint32_t promoter = (uint32_t)reading->option[PROMOTERS];
    struct cxm_nps_bands bands;
    struct cxm_interval interval;
    int status =
        cxm__rating_detail(def, state, detractor + 1, promoter, result);
    if (status != CXM_OK)
        return status;
    status = split(state, def->scale.points, detractor, promoter, &bands);
    if (status >= 0)
        status = interval_of(result->method, &bands, reading->confidence,
                             reading->population, &interval);
    if (status < 0)
        return status;
    result->value = 100 * interval.value;
    result->low = 100 * interval.low;
    result->high = 100 * interval.high;
    result->figure[DETAIL_PROMOTERS].count = bands.promoters;
    result->figure[DETAIL_PASSIVES].count = bands.passives;
    result->figure[DETAIL_DETRACTORS].count = bands.detractors;
    result->figure[DETAIL_STD_ERROR].real =
        100 * cxm_interval_nps_error(bands.detractors, bands.passives,
                                     bands.promoters, reading->population);
    return CXM_OK;
}

const struct cxm__kpi cxm__kpi_nps = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_RESPONSE,
            .name = "nps",
            .title = "Net Promoter Score",
            .unit = "points",
            .about = "share of promoters minus share of detractors, of all "
                     "who answered",
            .define = define,
            .read = read,
            .input = cxm__rating_input,
            .figure = figure,
            .needs = CXM_FIELD_NPS,
            .uses = CXM_FIELD_NPS | CXM_FIELD_SURVEY,
            .place = CXM_FIELD_AT | CXM_FIELD_CREATED,
        },
    .plan = cxm__rating_plan,
    .from_response = from_response,
    .spread = cxm__rating_spread,
    .resolve = resolve,
    .family = family,
    .figures = figures,
    .guard = cxm__rating_guard,
};

void cxm_nps_init(struct cxm_rating *rating)
{
    cxm_rating_init(rating, 0, 11);
}

/* Is score a point of the rating, and which class? */
static int class_of(const struct cxm_rating *rating, int32_t score,
                    uint32_t *index)
{
    const int64_t from_low = (int64_t)score - rating->low;
    if (from_low < 0 || from_low >= (int64_t)rating->points)
        return CXM_EINVAL;
    *index = (uint32_t)from_low;
    return CXM_OK;
}

int cxm_nps_result(const struct cxm_rating *rating,
                   const struct cxm_nps_reading *reading,
                   struct cxm_nps_result *result)
{
    static const struct cxm_nps_reading standard = CXM_NPS_READING_INIT;
    const struct cxm_nps_reading *r = reading ? reading : &standard;
    struct cxm_nps_bands bands = {r->promoters, r->detractors, 0, 0, 0};
    uint32_t promoter = 0;
    uint32_t detractor = 0;
    uint64_t n = 0;
    struct cxm_rating standard_scale;
    if (rating->points == 0) { /* Zero bytes: empty, and any scale fits. */
        cxm_nps_init(&standard_scale);
        rating = &standard_scale;
    }
    int status = cxm_rating_n(rating, &n);
    if (status < 0)
        return status;
    if (class_of(rating, r->promoters, &promoter) < 0 ||
        class_of(rating, r->detractors, &detractor) < 0 ||
        detractor >= promoter)
        return CXM_EINVAL;
    status = split(rating->count, rating->points, detractor, promoter, &bands);
    return status < 0 ? status : cxm_nps_bands_result(&bands, r, result);
}
