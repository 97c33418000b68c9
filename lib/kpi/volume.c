/* SPDX-License-Identifier: MIT */
/* Volume: how many rows or tickets, and each group's share of its period. */
#include "kpi.h"

#include "../base/base.h"

enum { OF };

enum { CREATED, SOLVED, BACKLOG };

static const struct cxm_option define[] = {
    {"of", "choice", "created|solved|backlog", "created",
     "what is counted: all, the solved, or those not solved yet"},
    {NULL, NULL, NULL, NULL, NULL},
};

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
    (void)row;
    (void)v;
    if (def->number[OF] != CREATED)
        return cxm__fail(error, CXM_EINVAL, "of",
                         "volume of=%s counts tickets, which a row is not",
                         def->value[OF]);
    return CXM_COUNTED;
}

/* A merged or deleted ticket was work once, and is none that is left. */
static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)as_of;
    (void)observation;
    (void)error;
    if (def->number[OF] == CREATED)
        return CXM_COUNTED;
    if (cxm_ticket_is_gone(ticket))
        return CXM_INELIGIBLE;
    const int solved = cxm_ticket_is_solved(ticket);
    if (solved < 0)
        return CXM_MISSING;
    return solved == (def->number[OF] == SOLVED) ? CXM_COUNTED : CXM_INELIGIBLE;
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    if (def->number[OF] == CREATED || fields & CXM__SOLVEDNESS)
        return CXM_OK;
    return cxm__lacks(error, "solved, closed or status");
}

static uint64_t fields_of(const struct cxm_def *def, uint64_t fields)
{
    return def->number[OF] == CREATED ? 0 : cxm__solved_fields(fields);
}

static uint64_t place(const struct cxm_def *def)
{
    switch (def->number[OF]) {
    case CREATED:
        return CXM_FIELD_AT | CXM_FIELD_CREATED;
    case SOLVED:
        return CXM_FIELD_SOLVED | CXM_FIELD_CLOSED;
    default:
        return CXM_FIELD_CREATED;
    }
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
            .records = 1u << CXM_RECORD_ROW | 1u << CXM_RECORD_TICKET,
            .name = "volume",
            .title = "Volume",
            .unit = "count",
            .about = "how many rows or tickets there are",
            .define = define,
            .read = cxm__no_options,
            .input = input,
            .figure = figure,
            .uses = CXM_FIELD_SOLVED | CXM_FIELD_CLOSED |
                    CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_STATUS,
            .place = CXM_FIELD_AT | CXM_FIELD_CREATED,
            .shares = 1,
        },
    .plan = plan,
    .from_row = from_row,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields_of,
    .place = place,
    .family = family,
    .figures = figures,
};
