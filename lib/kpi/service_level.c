/* SPDX-License-Identifier: MIT */
/* Service level: the share of calls that were answered in time. */
#include "call.h"
#include "share.h"

enum { WITHIN, DENOMINATOR, SHORT_ABANDON };
enum { OFFERED, ANSWERED, QUEUED }; /* the words of DENOMINATOR */

static const struct cxm_option define[] = {
    {"within", "duration", NULL, "20s", "answered at most so late is in time"},
    {"denominator", "choice", "offered|answered|queued", "offered",
     "which calls count: all, those answered, or those with a wait"},
    {"short-abandon", "duration", NULL, NULL,
     "calls abandoned after at most so long do not count"},
    {NULL, NULL, NULL, NULL, NULL},
};

static int answered(const struct cxm_def *def, const struct cxm_ticket *ticket,
                    int64_t *hit, struct cxm_error *error)
{
    int64_t wait = 0;
    const int verdict = cxm__call_wait(ticket, &wait, error);
    *hit = verdict == CXM_COUNTED && wait <= def->number[WITHIN];
    return verdict;
}

/* A miss, where such calls count. */
static int unanswered(const struct cxm_def *def,
                      const struct cxm_ticket *ticket, struct cxm_error *error)
{
    const int64_t *limit =
        def->value[SHORT_ABANDON] ? &def->number[SHORT_ABANDON] : NULL;
    if (def->number[DENOMINATOR] == ANSWERED)
        return CXM_INELIGIBLE;
    const int verdict = def->number[DENOMINATOR] == QUEUED
                            ? cxm__call_queued(ticket, error)
                            : CXM_COUNTED;
    return verdict == CXM_COUNTED ? cxm__call_short(ticket, limit, error)
                                  : verdict;
}

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)as_of;
    if (cxm__call_is_outside(ticket))
        return CXM_INELIGIBLE;
    switch (cxm__call_fate(ticket)) {
    case CXM__CALL_ANSWERED:
        return answered(def, ticket, observation->v, error);
    case CXM__CALL_ABANDONED:
    case CXM__CALL_LEFT:
        return unanswered(def, ticket, error);
    case CXM__CALL_UNKNOWN:
        return cxm__call_is_unanswered(ticket) ? unanswered(def, ticket, error)
                                               : CXM_MISSING;
    case CXM__CALL_UNTOLD:
        if (def->number[DENOMINATOR] == ANSWERED)
            return answered(def, ticket, observation->v, error);
        return CXM_MISSING;
    default:
        return CXM_UNDECIDED;
    }
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    int status = cxm__call_can_wait(fields, error);
    if (status < 0 || def->number[DENOMINATOR] == ANSWERED)
        return status;
    status = cxm__call_can_tell(fields, error);
    if (status == CXM_OK &&
        (def->value[SHORT_ABANDON] || def->number[DENOMINATOR] == QUEUED))
        status = cxm__call_can_give_up(fields, error);
    return status;
}

static uint64_t fields(const struct cxm_def *def, uint64_t source)
{
    (void)def;
    return cxm__call_wait_fields(source);
}

const struct cxm__kpi cxm__kpi_service_level = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "service-level",
            .title = "Service level",
            .unit = "percent",
            .about = "calls answered within a time, as a share of the calls",
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
