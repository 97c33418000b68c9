/* SPDX-License-Identifier: MIT */
/* First reply time: how long a customer waits for the first public reply. */
#include "timing.h"

#include "../base/base.h"

enum { START };
enum { FROM_CREATED, FROM_ASSIGNED }; /* the words of START */

#define REPLIED_TIMES (CXM_FIELD_CREATED | CXM_FIELD_REPLIED)
#define AGENT_TIMES   (CXM_FIELD_ASSIGNED | CXM_FIELD_REPLIED)

static const struct cxm_option define[] = {
    {"start", "choice", "created|assigned", "created",
     "when the clock starts: as the ticket is created, or assigned"},
    CXM__TIMING_WITHIN,
    CXM__TIMING_QUANTILES,
    {NULL, NULL, NULL, NULL, NULL},
};

/* From the assignment to the reply, where both are there. */
static int since_assigned(const struct cxm_ticket *ticket, int64_t *ms,
                          struct cxm_error *error)
{
    if ((ticket->have & AGENT_TIMES) != AGENT_TIMES)
        return CXM_MISSING;
    if (ticket->replied < ticket->assigned)
        return cxm__fail(error, CXM_ERANGE, "replied",
                         "the reply is before the assignment");
    const uint64_t wide =
        (uint64_t)ticket->replied - (uint64_t)ticket->assigned;
    if (wide > CXM__DURATION_MAX)
        return cxm__fail(error, CXM_ERANGE, "replied",
                         "the reply is too long after the assignment");
    *ms = (int64_t)wide;
    return CXM_COUNTED;
}

/* No time to the reply: there may be one yet, or there was none. */
static int without_reply(const struct cxm_ticket *ticket)
{
    if (ticket->have & CXM_FIELD_REPLIED || cxm_ticket_is_solved(ticket) == 1)
        return CXM_MISSING;
    return CXM_UNDECIDED;
}

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)as_of;
    if (cxm_ticket_is_gone(ticket))
        return CXM_INELIGIBLE;
    const int verdict =
        def->number[START] == FROM_ASSIGNED
            ? since_assigned(ticket, observation->v, error)
            : cxm__ticket_duration(ticket, CXM_FIELD_FIRST_REPLY_TIME,
                                   observation->v, error);
    return verdict == CXM_MISSING ? without_reply(ticket) : verdict;
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    if (def->number[START] == FROM_ASSIGNED)
        return (fields & AGENT_TIMES) == AGENT_TIMES
                   ? CXM_OK
                   : cxm__lacks(error, "assigned and replied");
    if (cxm__gives_duration(fields, CXM_FIELD_FIRST_REPLY_TIME))
        return CXM_OK;
    return cxm__lacks(error, "first_reply_time, or created and replied");
}

static uint64_t fields(const struct cxm_def *def, uint64_t source)
{
    const uint64_t times =
        def->number[START] == FROM_ASSIGNED ? AGENT_TIMES : REPLIED_TIMES;
    uint64_t mask = cxm__solved_fields(source);
    if ((source & times) == times)
        mask |= times;
    if (def->number[START] == FROM_CREATED)
        mask |= source & CXM_FIELD_FIRST_REPLY_TIME;
    return mask;
}

const struct cxm__kpi cxm__kpi_frt = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "frt",
            .title = "First reply time",
            .unit = "s",
            .about =
                "time to an agent's first public reply (quantiles to 1/128)",
            .define = define,
            .read = cxm__timing_read_median,
            .input = cxm__timing_input,
            .figure = cxm__timing_figures,
            .uses = CXM_FIELD_FIRST_REPLY_TIME | REPLIED_TIMES | AGENT_TIMES |
                    CXM__SOLVEDNESS,
            .place = CXM_FIELD_CREATED,
        },
    .plan = cxm__timing_plan,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields,
    .spread = cxm__timing_spread,
    .resolve = cxm__timing_resolve,
    .family = cxm__timing_family_median,
    .figures = cxm__timing_result,
};
