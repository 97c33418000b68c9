/* SPDX-License-Identifier: MIT */
/* Resolution time: from the creation of a ticket until it is solved. */
#include "timing.h"

enum { RESOLUTION };
enum { FULL, FIRST }; /* the words of RESOLUTION */

static const struct cxm_option define[] = {
    {"resolution", "choice", "full|first", "full",
     "until the ticket was solved for the last or for the first time"},
    CXM__TIMING_WITHIN,
    CXM__TIMING_QUANTILES,
    {NULL, NULL, NULL, NULL, NULL},
};

static int is_first(const struct cxm_def *def)
{
    return def->number[RESOLUTION] == FIRST;
}

static uint64_t duration(const struct cxm_def *def)
{
    return is_first(def) ? CXM_FIELD_FIRST_RESOLUTION_TIME
                         : CXM_FIELD_RESOLUTION_TIME;
}

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)as_of;
    const int solved = cxm_ticket_is_solved(ticket);
    if (cxm_ticket_is_gone(ticket) || solved == 0)
        return CXM_INELIGIBLE;
    if (solved < 0)
        return CXM_MISSING;
    return cxm__ticket_duration(ticket, duration(def), observation->v, error);
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    if (!cxm__gives_duration(fields, duration(def)))
        return cxm__lacks(error, is_first(def)
                                     ? "first_resolution_time, or created and "
                                       "first_solved"
                                     : "resolution_time, or created and "
                                       "solved (or closed)");
    if (!(fields & CXM__SOLVEDNESS))
        return cxm__lacks(error, "solved, closed or status");
    return CXM_OK;
}

static uint64_t fields(const struct cxm_def *def, uint64_t source)
{
    uint64_t mask = duration(def);
    if (cxm_ticket_derivable(source) & duration(def))
        mask |=
            CXM_FIELD_CREATED | (is_first(def) ? CXM_FIELD_FIRST_SOLVED : 0);
    return cxm__solved_fields(source) | (source & mask);
}

static uint64_t place(const struct cxm_def *def)
{
    return CXM_FIELD_SOLVED | CXM_FIELD_CLOSED |
           (is_first(def) ? CXM_FIELD_FIRST_SOLVED : 0);
}

const struct cxm__kpi cxm__kpi_resolution = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "resolution",
            .title = "Resolution time",
            .unit = "s",
            .about =
                "time from creation until the ticket was solved (quantiles to "
                "1/128)",
            .define = define,
            .read = cxm__timing_read_median,
            .input = cxm__timing_input,
            .figure = cxm__timing_figures,
            .uses = CXM_FIELD_FIRST_RESOLUTION_TIME | CXM_FIELD_FIRST_SOLVED |
                    CXM_FIELD_CREATED | CXM__SOLVEDNESS,
            .place = CXM_FIELD_SOLVED | CXM_FIELD_CLOSED,
        },
    .plan = cxm__timing_plan,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields,
    .place = place,
    .spread = cxm__timing_spread,
    .resolve = cxm__timing_resolve,
    .family = cxm__timing_family_median,
    .figures = cxm__timing_result,
};
