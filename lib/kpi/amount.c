/* SPDX-License-Identifier: MIT */
/* Amount: the mean of a number, for example an order's value. */
#include "kpi.h"

#include <math.h>
#include <string.h>

#include <cxm/interval.h>
#include <cxm/moments.h>

enum { SUM, STD_DEV };

static const struct cxm_input input[] = {
    {"amount", "millionths", INT64_MIN, INT64_MAX},
    {NULL, NULL, 0, 0},
};

static const struct cxm_figure figure[] = {
    {"sum", "amount", "of all amounts", CXM_FIGURE_REAL, 0},
    {"std_dev", "amount", "standard deviation, n - 1", CXM_FIGURE_REAL, 0},
    {NULL, NULL, NULL, 0, 0},
};

static int plan(struct cxm_def *def, struct cxm_error *error)
{
    (void)error;
    def->arity = 1;
    cxm__def_part(def, "moments", CXM__PART_MOMENTS, 1);
    return CXM_OK;
}

static int from_row(const struct cxm_def *def, const struct cxm_row *row,
                    int64_t *v, struct cxm_error *error)
{
    (void)def;
    (void)error;
    v[0] = row->amount;
    return row->have & CXM_FIELD_AMOUNT ? CXM_COUNTED : CXM_MISSING;
}

static uint32_t family(const struct cxm_reading *reading)
{
    (void)reading;
    return CXM__FAMILY_MEAN;
}

static int figures(const struct cxm_def *def, const uint64_t *state,
                   const struct cxm_reading *reading, struct cxm_result *result)
{
    (void)def;
    struct cxm_moments m;
    struct cxm_interval interval;
    memcpy(&m, state, sizeof m);
    if (m.n == 0)
        return CXM_EMPTY;
    const double unit = CXM_MILLION;
    const double variance = cxm_moments_variance(&m) / (unit * unit);
    const int status = cxm_interval_mean(
        result->method, cxm_moments_mean(&m) / unit, variance, m.n,
        reading->confidence, reading->population, &interval);
    if (status < 0)
        return status;
    result->n = m.n;
    result->value = interval.value;
    result->low = interval.low;
    result->high = interval.high;
    result->figure[SUM].real = cxm_moments_sum(&m) / unit;
    result->figure[STD_DEV].real = sqrt(variance);
    result->undefined = m.n < 2 ? 1u << STD_DEV : 0;
    return CXM_OK;
}

const struct cxm__kpi cxm__kpi_amount = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_ROW,
            .name = "amount",
            .title = "Amount",
            .unit = "amount",
            .about = "mean of a number, in the column's own unit",
            .define = cxm__no_options,
            .read = cxm__no_options,
            .input = input,
            .figure = figure,
            .needs = CXM_FIELD_AMOUNT,
            .uses = CXM_FIELD_AMOUNT,
            .place = CXM_FIELD_AT | CXM_FIELD_CREATED,
        },
    .plan = plan,
    .from_row = from_row,
    .family = family,
    .figures = figures,
};
