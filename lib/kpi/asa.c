/* SPDX-License-Identifier: MIT */
/* Average speed of answer: how long the answered calls waited. */
#include "call.h"
#include "timing.h"

static const struct cxm_option define[] = {
    CXM__TIMING_WITHIN,
    CXM__TIMING_QUANTILES,
    {NULL, NULL, NULL, NULL, NULL},
};

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)def;
    (void)as_of;
    if (cxm__call_is_outside(ticket) || cxm__call_is_unanswered(ticket))
        return CXM_INELIGIBLE;
    switch (cxm__call_fate(ticket)) {
    case CXM__CALL_ANSWERED:
    case CXM__CALL_UNTOLD:
        return cxm__call_wait(ticket, observation->v, error);
    case CXM__CALL_RUNNING:
        return CXM_UNDECIDED;
    default:
        return CXM_MISSING;
    }
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    (void)def;
    return cxm__call_can_wait(fields, error);
}

static uint64_t fields(const struct cxm_def *def, uint64_t source)
{
    (void)def;
    return cxm__call_wait_fields(source);
}

const struct cxm__kpi cxm__kpi_asa = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "asa",
            .title = "Average speed of answer",
            .unit = "s",
            .about = "mean wait of the calls that were answered",
            .define = define,
            .read = cxm__timing_read_mean,
            .input = cxm__timing_input,
            .figure = cxm__timing_figures,
            .uses = CXM__CALL_USES,
            .place = CXM__CALL_PLACE,
        },
    .plan = cxm__timing_plan,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields,
    .spread = cxm__timing_spread,
    .resolve = cxm__timing_resolve,
    .family = cxm__timing_family_mean,
    .figures = cxm__timing_result,
};
