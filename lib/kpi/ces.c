/* SPDX-License-Identifier: MIT */
/* CES: the mean of the answers. */
#include <cxm/ces.h>

#include <cxm/interval.h>

#include "rating.h"

#include <math.h>

static const struct cxm_option define[] = {
    {"scale", "scale", NULL, "1:5", "the points of the question"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const struct cxm_option read[] = {
    {"figure", "choice", CXM__RATING_FIGURES_TOP, "mean",
     "what is shown: mean or median score, share of the top or bottom "
     "points, or their difference (net)"},
    {"top", "int", "1..1000", NULL, "how many of the best points are easy"},
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
    return cxm__rating_measure(def, response, CXM_FIELD_CES, response->ces, v,
                               error);
}

const struct cxm__kpi cxm__kpi_ces = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_RESPONSE,
            .name = "ces",
            .title = "Customer Effort Score",
            .unit = "score",
            .about = "mean score of all answers",
            .define = define,
            .read = read,
            .input = cxm__rating_input,
            .figure = figure,
            .needs = CXM_FIELD_CES,
            .uses = CXM_FIELD_CES | CXM_FIELD_SURVEY,
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

void cxm_ces_init(struct cxm_rating *rating)
{
    cxm_rating_init(rating, 1, 5);
}

int cxm_ces_result(const struct cxm_rating *rating,
                   const struct cxm_ces_reading *reading,
                   struct cxm_ces_result *result)
{
    static const struct cxm_ces_reading standard = CXM_CES_READING_INIT;
    const struct cxm_ces_reading *r = reading ? reading : &standard;
    struct cxm_interval interval;
    uint64_t n = 0;
    int status = cxm_rating_n(rating, &n);
    if (status >= 0)
        status = cxm_interval_mean(CXM_INTERVAL_T, cxm_rating_mean(rating),
                                   cxm_rating_variance(rating), n,
                                   r->confidence, r->population, &interval);
    if (status < 0)
        return status;
    result->n = n;
    result->value = interval.value;
    result->low = interval.low;
    result->high = interval.high;
    result->median = cxm_rating_median(rating);
    result->std_dev = sqrt(cxm_rating_variance(rating));
    return status;
}
