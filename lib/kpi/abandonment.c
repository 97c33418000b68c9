/* SPDX-License-Identifier: MIT */
/* Abandonment: the share of callers who gave up waiting. */
#include "call.h"
#include "share.h"

enum { DENOMINATOR, SHORT_ABANDON };
enum { OFFERED, QUEUED }; /* the words of DENOMINATOR */

static const struct cxm_option define[] = {
    {"denominator", "choice", "offered|queued", "offered",
     "which calls count: all, or those with a wait"},
    {"short-abandon", "duration", NULL, NULL,
     "calls abandoned after at most so long do not count"},
    {NULL, NULL, NULL, NULL, NULL},
};

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    const int fate = cxm__call_fate(ticket);
    const int64_t *limit =
        def->value[SHORT_ABANDON] ? &def->number[SHORT_ABANDON] : NULL;
    (void)as_of;
    if (cxm__call_is_outside(ticket))
        return CXM_INELIGIBLE;
    if (fate == CXM__CALL_RUNNING)
        return CXM_UNDECIDED;
    if (fate == CXM__CALL_UNTOLD || fate == CXM__CALL_UNKNOWN)
        return CXM_MISSING;
    observation->v[0] = fate == CXM__CALL_ABANDONED;
    const int verdict = def->number[DENOMINATOR] == QUEUED
                            ? cxm__call_queued(ticket, error)
                            : CXM_COUNTED;
    return verdict == CXM_COUNTED ? cxm__call_short(ticket, limit, error)
                                  : verdict;
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    const int queued = def->number[DENOMINATOR] == QUEUED;
    int status = cxm__call_can_tell(fields, error);
    if (status == CXM_OK && queued)
        status = cxm__call_can_wait(fields, error);
    if (status == CXM_OK && (queued || def->value[SHORT_ABANDON]))
        status = cxm__call_can_give_up(fields, error);
    return status;
}

static uint64_t fields(const struct cxm_def *def, uint64_t source)
{
    if (def->value[SHORT_ABANDON] || def->number[DENOMINATOR] == QUEUED)
        return cxm__call_wait_fields(source);
    return cxm__call_fields(source);
}

const struct cxm__kpi cxm__kpi_abandonment = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "abandonment",
            .title = "Abandonment",
            .unit = "percent",
            .about = "calls whose callers gave up waiting, as a share of the "
                     "calls",
            .define = define,
            .read = cxm__no_options,
            .input = cxm__share_input,
            .figure = cxm__share_figures,
            .uses = CXM__CALL_USES,
            .place = CXM__CALL_PLACE,
        },
    .plan = cxm__share_plan,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields,
    .family = cxm__share_family,
    .figures = cxm__share_result,
};
