/* SPDX-License-Identifier: MIT */
/* Volume: how many rows, and each group's share of its period. */
#include "kpi.h"

static const struct cxm_option define[] = {
    {"of", "choice", "created", "created", "what is counted"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const struct cxm_option none[] = {{NULL, NULL, NULL, NULL, NULL}};

static const struct cxm_input input[] = {{NULL, NULL, 0, 0}};

static const struct cxm_figure figure[] = {
    {"share", "percent", "of all groups in the period", CXM_FIGURE_REAL, 0},
    {NULL, NULL, NULL, 0, 0},
};

static int plan(struct cxm_def *def, struct cxm_error *error)
{
    (void)error;
    cxm__def_part(def, "counts", CXM__PART_COUNTS, 1);
    return CXM_OK;
}

static int from_row(const struct cxm_def *def, const struct cxm_row *row,
                    int64_t *v, struct cxm_error *error)
{
    (void)def;
    (void)row;
    (void)v;
    (void)error;
    return CXM_COUNTED;
}

static uint32_t family(const struct cxm_reading *reading)
{
    (void)reading;
    return CXM__FAMILY_NONE;
}

static int figures(const struct cxm_def *def, const uint64_t *state,
                   const struct cxm_reading *reading, struct cxm_result *result)
{
    (void)def;
    const uint64_t *whole = reading->whole;
    result->n = state[0];
    result->value = (double)state[0];
    if (whole && whole[0] > 0)
        result->figure[0].real = 100 * (double)state[0] / (double)whole[0];
    else
        result->undefined = 1;
    return CXM_OK;
}

const struct cxm__kpi cxm__kpi_volume = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .record = CXM_RECORD_ROW,
            .name = "volume",
            .title = "Volume",
            .unit = "count",
            .about = "how many rows there are",
            .define = define,
            .read = none,
            .input = input,
            .figure = figure,
            .place = CXM_FIELD_AT,
            .shares = 1,
        },
    .plan = plan,
    .from_row = from_row,
    .family = family,
    .figures = figures,
};
