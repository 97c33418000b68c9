/* SPDX-License-Identifier: MIT */
/* Reopen rate: the share of tickets that were solved and opened again. */
#include "share.h"

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)def;
    (void)as_of;
    (void)error;
    if (cxm_ticket_is_gone(ticket))
        return CXM_INELIGIBLE;
    if (!(ticket->have & CXM_FIELD_REOPENS))
        return CXM_MISSING;
    observation->v[0] = ticket->reopens >= 1;
    return CXM_COUNTED;
}

const struct cxm__kpi cxm__kpi_reopen = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "reopen",
            .title = "Reopen rate",
            .unit = "percent",
            .about = "tickets that were opened again after they were solved, "
                     "as a share of the tickets where it is known",
            .define = cxm__no_options,
            .read = cxm__no_options,
            .input = cxm__share_input,
            .figure = cxm__share_figures,
            .needs = CXM_FIELD_REOPENS,
            .uses = CXM_FIELD_REOPENS | CXM_FIELD_STATUS,
            .place = CXM_FIELD_SOLVED | CXM_FIELD_CLOSED,
        },
    .plan = cxm__share_plan,
    .from_ticket = from_ticket,
    .family = cxm__share_family,
    .figures = cxm__share_result,
};
