/* SPDX-License-Identifier: MIT */
#include "rating.h"

#include <cxm/decimal.h>
#include <cxm/interval.h>

#include "../base/base.h"
#include "../stat/counts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const struct cxm_input cxm__rating_input[] = {
    {"score", "millionths", INT64_MIN, INT64_MAX},
    {NULL, NULL, 0, 0},
};

int cxm__rating_plan(struct cxm_def *def, struct cxm_error *error)
{
    (void)error;
    def->arity = 1;
    cxm__def_part(def, "counts", CXM__PART_COUNTS, (uint16_t)def->scale.points);
    return CXM_OK;
}

int cxm__rating_spread(const struct cxm_def *def, const int64_t *v,
                       struct cxm__step *step)
{
    uint32_t index = 0;
    const int status = cxm_scale_class(&def->scale, v[0], &index);
    step->value = index;
    return status;
}

static int off_scale(const struct cxm_def *def, int64_t score,
                     struct cxm_error *error)
{
    const struct cxm_scale *scale = &def->scale;
    const int64_t worst = cxm_scale_point(scale, 0);
    const int64_t best = cxm_scale_point(scale, scale->points - 1);
    const int64_t low = worst < best ? worst : best;
    const int64_t high = worst < best ? best : worst;
    char text[32];
    char from[32];
    char to[32];
    cxm_decimal_text(score, text, sizeof text);
    cxm_decimal_text(low, from, sizeof from);
    cxm_decimal_text(high, to, sizeof to);
    return cxm__fail(
        error, CXM_ERANGE, def->kpi->info.name, "score \"%s\" is %s %s..%s",
        text, score < low || score > high ? "outside" : "between the points of",
        from, to);
}

int cxm__rating_measure(const struct cxm_def *def,
                        const struct cxm_response *response, uint64_t field,
                        int64_t score, int64_t *v, struct cxm_error *error)
{
    uint32_t index = 0;
    if (response->survey && strcmp(response->survey, def->kpi->info.name) != 0)
        return CXM_INELIGIBLE;
    if (!(response->have & field))
        return CXM_MISSING;
    v[0] = score;
    if (cxm_scale_class(&def->scale, score, &index) < 0)
        return off_scale(def, score, error);
    return CXM_COUNTED;
}

/*
 * How many of the top points are "top": one of 2 or 3, two of 4 to 7, as the
 * helpdesks do; above 7 there is no convention, so it has to be said.
 */
int cxm__rating_resolve(const struct cxm_def *def, struct cxm_reading *reading,
                        struct cxm_error *error)
{
    int64_t *top = &reading->option[CXM__RATING_TOP];
    const int64_t figure = reading->option[CXM__RATING_FIGURE];
    const uint32_t points = def->scale.points;
    if (*top == CXM_READING_UNSET && points <= 7)
        *top = points <= 3 ? 1 : 2;
    if (*top == CXM_READING_UNSET &&
        (figure == CXM__FIGURE_TOP || figure == CXM__FIGURE_BOTTOM ||
         figure == CXM__FIGURE_NET))
        return cxm__fail(error, CXM_EOPTION, "top",
                         "on a scale of %u points, %s needs top: how many of "
                         "the best points count",
                         points, def->kpi->info.name);
    if (*top != CXM_READING_UNSET && *top >= (int64_t)points)
        return cxm__fail(error, CXM_EOPTION, "top",
                         "top must be below the %u points of the scale",
                         points);
    return CXM_OK;
}

uint32_t cxm__rating_family(const struct cxm_reading *reading)
{
    switch (reading->option[CXM__RATING_FIGURE]) {
    case CXM__FIGURE_MEAN:
        return CXM__FAMILY_MEAN;
    case CXM__FIGURE_NET:
        return CXM__FAMILY_NPS;
    case CXM__FIGURE_MEDIAN:
        return CXM__FAMILY_NONE;
    default:
        return CXM__FAMILY_SHARE;
    }
}

static struct cxm__axis axis_of(const struct cxm_scale *scale)
{
    const struct cxm__axis axis = {
        scale->worst, scale->best > scale->worst ? 1 : -1, scale->per_unit};
    return axis;
}

int cxm__rating_detail(const struct cxm_def *def, const uint64_t *count,
                       uint32_t bottom, uint32_t top, struct cxm_result *result)
{
    const uint32_t points = def->scale.points;
    const struct cxm__axis axis = axis_of(&def->scale);
    union cxm_value *figure = result->figure;
    const int status = cxm__counts_total(count, points, &result->n);
    if (status != CXM_OK)
        return status;
    figure[CXM__DETAIL_DISTRIBUTION].count = points;
    figure[CXM__DETAIL_MEAN].real = cxm__counts_mean(count, points, &axis);
    figure[CXM__DETAIL_MEDIAN].real = cxm__counts_median(count, points, &axis);
    if (result->n > 1)
        figure[CXM__DETAIL_STD_DEV].real =
            sqrt(cxm__counts_variance(count, points, &axis));
    else
        result->undefined |= 1u << CXM__DETAIL_STD_DEV;
    cxm__counts_total(count, bottom, &figure[CXM__DETAIL_BOTTOM].count);
    cxm__counts_total(count + top, points - top,
                      &figure[CXM__DETAIL_TOP].count);
    return CXM_OK;
}

/* The value a reading asks for, in the units of the typed API. */
static int read_value(const struct cxm_def *def, const uint64_t *count,
                      const struct cxm_reading *reading,
                      const struct cxm_result *result, struct cxm_interval *out)
{
    const struct cxm__axis axis = axis_of(&def->scale);
    const union cxm_value *figure = result->figure;
    const uint64_t n = result->n;
    const uint64_t top = figure[CXM__DETAIL_TOP].count;
    const uint64_t bottom = figure[CXM__DETAIL_BOTTOM].count;
    switch (reading->option[CXM__RATING_FIGURE]) {
    case CXM__FIGURE_TOP:
        return cxm_interval_share(result->method, top, n, reading->confidence,
                                  reading->population, out);
    case CXM__FIGURE_BOTTOM:
        return cxm_interval_share(result->method, bottom, n,
                                  reading->confidence, reading->population,
                                  out);
    case CXM__FIGURE_NET:
        return cxm_interval_nps(result->method, bottom, n - top - bottom, top,
                                reading->confidence, reading->population, out);
    case CXM__FIGURE_MEAN:
        return cxm_interval_mean(
            result->method, figure[CXM__DETAIL_MEAN].real,
            cxm__counts_variance(count, def->scale.points, &axis), n,
            reading->confidence, reading->population, out);
    default:
        out->value = figure[CXM__DETAIL_MEDIAN].real;
        out->low = out->high = NAN;
        return CXM_OK;
    }
}

/* Shares are shown in percent, a difference of shares in points. */
static const char *unit_of(int64_t figure, double *factor)
{
    *factor = 1;
    if (figure == CXM__FIGURE_MEAN || figure == CXM__FIGURE_MEDIAN)
        return "score";
    *factor = 100;
    return figure == CXM__FIGURE_NET ? "points" : "percent";
}

int cxm__rating_figures(const struct cxm_def *def, const uint64_t *state,
                        const struct cxm_reading *reading,
                        struct cxm_result *result)
{
    const int64_t k = reading->option[CXM__RATING_TOP];
    const uint32_t top = k == CXM_READING_UNSET ? 0 : (uint32_t)k;
    struct cxm_interval interval;
    double factor;
    result->unit = unit_of(reading->option[CXM__RATING_FIGURE], &factor);
    int status =
        cxm__rating_detail(def, state, top, def->scale.points - top, result);
    if (status != CXM_OK)
        return status;
    if (top == 0)
        result->undefined |= 1u << CXM__DETAIL_TOP | 1u << CXM__DETAIL_BOTTOM;
    status = read_value(def, state, reading, result, &interval);
    if (status < 0)
        return status;
    result->value = factor * interval.value;
    result->low = factor * interval.low;
    result->high = factor * interval.high;
    return CXM_OK;
}

/*
 * One stray score in a hundred is a typing error; more of them, and more than
 * five, mean that the question had other points than the definition says.
 */
int cxm__rating_guard(const struct cxm_def *def, const struct cxm_tally *tally,
                      struct cxm_error *error)
{
    const uint64_t off = tally->off_scale_n;
    uint64_t scores = 0;
    if (cxm__add_u64(&scores, tally->counted_n, off) < 0)
        return CXM_EOVERFLOW;
    if (off <= 5 || off <= scores / 100)
        return CXM_OK;
    return cxm__fail(error, CXM_ENOFIGURE, "scale",
                     "%llu of %llu scores are not points of the scale %s",
                     (unsigned long long)off, (unsigned long long)scores,
                     cxm_def_option(def, "scale"));
}
