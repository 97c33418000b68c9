/* SPDX-License-Identifier: MIT */
/* CSAT: the share of answers in the top points. */
#include <cxm/csat.h>

#include <cxm/interval.h>

#include "rating.h"

static const struct cxm_option define[] = {
    {"scale", "scale", NULL, "1:5", "the points of the question"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const struct cxm_option read[] = {
    {"figure", "choice", CXM__RATING_FIGURES_TOP, "top",
     "what is shown: share of the top or bottom points, their difference "
     "(net), mean or median score"},
    {"top", "int", "1..1000", NULL,
     "how many of the best points count as satisfied"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const struct cxm_figure figure[] = {
    CXM__RATING_DETAIL,
    {NULL, NULL, NULL, 0, 0},
};

static int from_response(const struct cxm_def *def,
                         const struct cxm_response *response, int64_t *v,
                         struct cxm_error *error)
{
    return cxm__rating_measure(def, response, CXM_FIELD_CSAT, response->csat, v,
                               error);
}

const struct cxm__kpi cxm__kpi_csat = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_RESPONSE,
            .name = "csat",
            .title = "Customer Satisfaction",
            .unit = "percent",
            .about = "answers in the top points of the scale, as a share of "
                     "all answers",
            .define = define,
            .read = read,
            .input = cxm__rating_input,
            .figure = figure,
            .needs = CXM_FIELD_CSAT,
            .uses = CXM_FIELD_CSAT | CXM_FIELD_SURVEY,
            .place = CXM_FIELD_AT | CXM_FIELD_CREATED,
        },
    .plan = cxm__rating_plan,
    .from_response = from_response,
    .spread = cxm__rating_spread,
    .resolve = cxm__rating_resolve,
    .family = cxm__rating_family,
    .figures = cxm__rating_figures,
    .guard = cxm__rating_guard,
};

void cxm_csat_init(struct cxm_rating *rating)
{
    cxm_rating_init(rating, 1, 5);
}

int cxm_csat_result(const struct cxm_rating *rating,
                    const struct cxm_csat_reading *reading,
                    struct cxm_csat_result *result)
{
    static const struct cxm_csat_reading standard = CXM_CSAT_READING_INIT;
    const struct cxm_csat_reading *r = reading ? reading : &standard;
    struct cxm_interval interval;
    uint64_t n = 0;
    uint64_t satisfied = 0;
    /* Zero bytes are empty, and any scale fits. */
    if (r->top == 0 || (rating->points && r->top >= rating->points))
        return CXM_EINVAL;
    int status = cxm_rating_n(rating, &n);
    if (status >= 0)
        status = n ? cxm_rating_top(rating, r->top, &satisfied) : CXM_EMPTY;
    if (status >= 0)
        status = cxm_interval_share(CXM_INTERVAL_WILSON, satisfied, n,
                                    r->confidence, r->population, &interval);
    if (status < 0)
        return status;
    result->n = n;
    result->satisfied = satisfied;
    result->value = interval.value;
    result->low = interval.low;
    result->high = interval.high;
    result->mean = cxm_rating_mean(rating);
    return status;
}
