/* SPDX-License-Identifier: MIT */
/*
 * A rate of the user's own: rows that meet a condition (--hit), or two
 * columns of which one counts and the other is counted against.
 */
#include "share.h"

#include "../base/base.h"

enum { HIT, NUMERATOR, DENOMINATOR };

static const struct cxm_option define[] = {
    {"hit", "expr", NULL, NULL, "rows that meet this condition are hits"},
    {"numerator", "column", NULL, NULL, "column that counts the hits"},
    {"denominator", "column", NULL, NULL, "column they are counted against"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const struct cxm_input input[] = {
    {"hit", "count", 0, INT64_MAX},
    {"of", "count", 0, INT64_MAX},
    {NULL, NULL, 0, 0},
};

static int by_columns(const struct cxm_def *def)
{
    return def->value[NUMERATOR] != NULL;
}

static int plan(struct cxm_def *def, struct cxm_error *error)
{
    const int columns = by_columns(def) + (def->value[DENOMINATOR] != NULL);
    if (def->value[HIT] ? columns != 0 : columns != 2)
        return cxm__fail(error, CXM_EOPTION, "hit",
                         "rate needs either hit, or numerator and denominator");
    if (def->value[HIT])
        return cxm__share_plan(def, error);
    def->arity = 2;
    cxm__def_part(def, "misses", CXM__PART_COUNTS, 1);
    cxm__def_part(def, "hits", CXM__PART_COUNTS, 1);
    return CXM_OK;
}

/* By columns a row counts many times on both sides; the state is the same. */
static int spread(const struct cxm_def *def, const int64_t *v,
                  struct cxm__step *step)
{
    if (!by_columns(def))
        return CXM_OK;
    if (v[0] > v[1])
        return CXM_ERANGE;
    step[0].value = step[1].value = 0;
    step[0].times = (uint64_t)(v[1] - v[0]);
    step[1].times = (uint64_t)v[0];
    return CXM_OK;
}

/* The verdict on a value that is not there, and why where it has a fault. */
static int absent(const struct cxm_row_value *cell, const char *name,
                  struct cxm_error *error)
{
    if (cell->have == 0)
        return CXM_MISSING;
    return cxm__fail(error, cell->have, name, "the %s cannot be read", name);
}

/* A column's value as a whole count; a verdict where there is none. */
static int whole(const struct cxm_row_value *cell, const char *name, int64_t *n,
                 struct cxm_error *error)
{
    if (cell->have <= 0)
        return absent(cell, name, error);
    if (cell->value < 0 || cell->value % CXM_MILLION != 0)
        return cxm__fail(error, CXM_EINVAL, name, "the %s is not a whole count",
                         name);
    *n = cell->value / CXM_MILLION;
    return CXM_COUNTED;
}

static int measure_columns(const struct cxm_row *row, int64_t *v,
                           struct cxm_error *error)
{
    int verdict = whole(&row->option[NUMERATOR], "numerator", &v[0], error);
    if (verdict == CXM_COUNTED)
        verdict = whole(&row->option[DENOMINATOR], "denominator", &v[1], error);
    if (verdict == CXM_COUNTED && v[0] > v[1])
        return cxm__fail(error, CXM_EINVAL, "numerator",
                         "the numerator %lld is above the denominator %lld",
                         (long long)v[0], (long long)v[1]);
    return verdict;
}

static int from_row(const struct cxm_def *def, const struct cxm_row *row,
                    int64_t *v, struct cxm_error *error)
{
    if (row->n <= DENOMINATOR)
        return cxm__fail(error, CXM_EINVAL, "", "the row lacks its options");
    if (by_columns(def))
        return measure_columns(row, v, error);
    const struct cxm_row_value *hit = &row->option[HIT];
    if (hit->have <= 0)
        return absent(hit, "hit", error);
    v[0] = hit->value != 0;
    return CXM_COUNTED;
}

const struct cxm__kpi cxm__kpi_rate = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_ROW,
            .name = "rate",
            .title = "Rate",
            .unit = "percent",
            .about = "rows that meet a condition, as a share of the rows where "
                     "it can be told",
            .define = define,
            .read = cxm__no_options,
            .input = input,
            .figure = cxm__share_figures,
            .place = CXM_FIELD_AT | CXM_FIELD_CREATED,
        },
    .plan = plan,
    .from_row = from_row,
    .spread = spread,
    .family = cxm__share_family,
    .figures = cxm__share_result,
};
