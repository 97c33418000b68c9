/* SPDX-License-Identifier: MIT */
/*
 * Service-level agreement: the share of tickets that met their target.  A
 * target that is not met yet is undecided until its limit has passed.
 */
#include <cxm/target.h>

#include "../base/base.h"
#include "call.h"
#include "share.h"

enum { TARGET, CLOCK };

static const struct cxm_option define[] = {
    {"target", "targets", NULL, NULL,
     "limits as in channel=email:4h,channel=phone:wait:90s, of which a "
     "ticket's first counts; or preset:articles"},
    {"clock", "choice", "frt|resolution|wait", "frt",
     "what is measured where a target does not say it"},
    {NULL, NULL, NULL, NULL, NULL},
};

#define ENDS (CXM_FIELD_SOLVED | CXM_FIELD_CLOSED)

/* What each clock rests on, in the order of CXM_CLOCK_. */
static const uint64_t rests_on[] = {
    CXM_FIELD_FIRST_REPLY_TIME | CXM_FIELD_CREATED | CXM_FIELD_REPLIED |
        CXM_FIELD_FIRST_RESOLUTION_TIME | CXM_FIELD_RESOLUTION_TIME |
        CXM_FIELD_FIRST_SOLVED | ENDS,
    CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_CREATED | ENDS,
    CXM__CALL_USES,
};

static int plan(struct cxm_def *def, struct cxm_error *error)
{
    if (!def->value[TARGET])
        return cxm__fail(error, CXM_EOPTION, "target",
                         "sla needs target=..., for example "
                         "channel=email:4h,channel=phone:wait:90s, or "
                         "preset:articles");
    return cxm__share_plan(def, error);
}

/* The first target that holds for the ticket. */
static int target_of(const struct cxm_def *def, const struct cxm_ticket *ticket,
                     struct cxm_target *target, struct cxm_error *error)
{
    if (ticket->n <= TARGET)
        return cxm__fail(error, CXM_EINVAL, "", "the ticket lacks its options");
    const struct cxm_row_value *cell = &ticket->option[TARGET];
    if (cell->have < 0)
        return cxm__fail(error, cell->have, "target",
                         "the target cannot be read");
    if (cell->have == 0)
        return CXM_INELIGIBLE;
    if (cell->value < 0 || cxm_def_target(def, (size_t)cell->value, target) < 0)
        return cxm__fail(error, CXM_EINVAL, "target",
                         "there is no target number %lld",
                         (long long)cell->value);
    return CXM_COUNTED;
}

/* It has not happened yet: from start + limit on it is late. */
static int pending(int64_t start, int64_t limit, int64_t as_of,
                   struct cxm_observation *observation)
{
    observation->v[0] = 0;
    if (start > INT64_MAX - limit)
        return CXM_UNDECIDED;
    observation->due = start + limit;
    return as_of > observation->due ? CXM_COUNTED : CXM_UNDECIDED;
}

/* Nor is it known since when one waits, where that bit is not there. */
static int waiting(const struct cxm_ticket *ticket, uint64_t start_bit,
                   int64_t start, int64_t limit, int64_t as_of,
                   struct cxm_observation *observation)
{
    if (ticket->have & start_bit)
        return pending(start, limit, as_of, observation);
    return CXM_UNDECIDED;
}

static int in_time(const struct cxm_ticket *ticket, uint64_t bit, int64_t limit,
                   struct cxm_observation *observation, struct cxm_error *error)
{
    int64_t ms = 0;
    const int verdict = cxm__ticket_duration(ticket, bit, &ms, error);
    observation->v[0] = ms <= limit;
    return verdict;
}

/*
 * A ticket that was solved without a reply needs none: the clock stops there,
 * the first time where that is known.  Of a reply at an unknown distance from
 * the creation nothing can be said.
 */
static int by_reply(const struct cxm_ticket *t, int64_t limit, int64_t as_of,
                    struct cxm_observation *observation,
                    struct cxm_error *error)
{
    static const uint64_t stops[] = {CXM_FIELD_FIRST_REPLY_TIME,
                                     CXM_FIELD_FIRST_RESOLUTION_TIME,
                                     CXM_FIELD_RESOLUTION_TIME};
    const int timed = (t->have & CXM_FIELD_FIRST_REPLY_TIME) != 0;
    if (t->have & CXM_FIELD_REPLIED && !timed)
        return CXM_MISSING;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (t->have & stops[i])
            return in_time(t, stops[i], limit, observation, error);
    if (cxm_ticket_is_solved(t) == 1)
        return CXM_MISSING;
    return waiting(t, CXM_FIELD_CREATED, t->created, limit, as_of, observation);
}

static int by_resolution(const struct cxm_ticket *t, int64_t limit,
                         int64_t as_of, struct cxm_observation *observation,
                         struct cxm_error *error)
{
    const int solved = cxm_ticket_is_solved(t);
    if (solved < 0)
        return CXM_MISSING;
    if (solved)
        return in_time(t, CXM_FIELD_RESOLUTION_TIME, limit, observation, error);
    return waiting(t, CXM_FIELD_CREATED, t->created, limit, as_of, observation);
}

/*
 * Who gave up in time was not kept waiting too long, nor was who went elsewhere
 * in time; nobody knows further.
 */
static int without_answer(const struct cxm_ticket *t, int64_t limit,
                          struct cxm_observation *observation,
                          struct cxm_error *error)
{
    const int verdict = in_time(t, CXM_FIELD_WAIT, limit, observation, error);
    const int soon = verdict == CXM_COUNTED && observation->v[0];
    observation->v[0] = 0;
    return soon ? CXM_INELIGIBLE : verdict;
}

static int by_wait(const struct cxm_ticket *t, int64_t limit, int64_t as_of,
                   struct cxm_observation *observation, struct cxm_error *error)
{
    if (cxm__call_is_outside(t))
        return CXM_INELIGIBLE;
    switch (cxm__call_fate(t)) {
    case CXM__CALL_ANSWERED:
    case CXM__CALL_UNTOLD:
        return in_time(t, CXM_FIELD_WAIT, limit, observation, error);
    case CXM__CALL_RUNNING:
        return waiting(t, CXM_FIELD_OFFERED_AT, t->offered_at, limit, as_of,
                       observation);
    case CXM__CALL_UNKNOWN:
        return cxm__call_is_unanswered(t)
                   ? without_answer(t, limit, observation, error)
                   : CXM_MISSING;
    default:
        return without_answer(t, limit, observation, error);
    }
}

static int all(uint64_t fields, uint64_t bits)
{
    return (fields & bits) == bits;
}

/* Has a source with these fields anything that the clock measures? */
static int measures(uint32_t clock, uint64_t fields)
{
    switch (clock) {
    case CXM_CLOCK_FRT:
        return cxm__gives_duration(fields, CXM_FIELD_FIRST_REPLY_TIME);
    case CXM_CLOCK_RESOLUTION:
        return cxm__gives_duration(fields, CXM_FIELD_RESOLUTION_TIME);
    default:
        return fields & CXM_FIELD_WAIT ||
               all(fields, CXM_FIELD_OFFERED_AT | CXM_FIELD_ANSWERED_AT);
    }
}

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    struct cxm_target target;
    if (cxm_ticket_is_gone(ticket))
        return CXM_INELIGIBLE;
    const int verdict = target_of(def, ticket, &target, error);
    if (verdict != CXM_COUNTED)
        return verdict;
    /* What the source cannot tell is not late. */
    if (!measures(target.clock, ticket->mapped | ticket->have))
        return CXM_MISSING;
    switch (target.clock) {
    case CXM_CLOCK_FRT:
        return by_reply(ticket, target.limit, as_of, observation, error);
    case CXM_CLOCK_RESOLUTION:
        return by_resolution(ticket, target.limit, as_of, observation, error);
    default:
        return by_wait(ticket, target.limit, as_of, observation, error);
    }
}

/* Bit c: some target has clock c. */
static uint32_t clocks_of(const struct cxm_def *def)
{
    uint32_t clocks = 0;
    struct cxm_target target;
    for (size_t i = 0; cxm_def_target(def, i, &target) == CXM_OK; i++)
        clocks |= 1u << target.clock;
    return clocks;
}

/*
 * One clock that runs is enough: a list of targets for all channels is used
 * on files of one.
 */
static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    static const char *const what[] = {
        "first_reply_time, or created and replied (clock frt)",
        "resolution_time, or created and solved or closed (clock resolution)",
        "wait, or offered_at and answered_at (clock wait)",
    };
    const uint32_t clocks = clocks_of(def);
    uint32_t first = CXM_CLOCK_WAIT;
    for (uint32_t i = 0; i <= CXM_CLOCK_WAIT; i++)
        if (clocks >> i & 1 && measures(i, fields))
            return CXM_OK;
    for (uint32_t i = CXM_CLOCK_WAIT + 1; i-- > 0;)
        if (clocks >> i & 1)
            first = i;
    return cxm__lacks(error, what[first]);
}

static uint64_t fields_of(const struct cxm_def *def, uint64_t fields)
{
    const uint32_t clocks = clocks_of(def);
    uint64_t used = 0;
    for (uint32_t i = 0; i <= CXM_CLOCK_WAIT; i++)
        if (clocks >> i & 1)
            used |= fields & rests_on[i];
    if (clocks != 1u << CXM_CLOCK_WAIT)
        used |= cxm__solved_fields(fields);
    return used;
}

const struct cxm__kpi cxm__kpi_sla = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "sla",
            .title = "Service-level agreement",
            .unit = "percent",
            .about = "tickets that met their target, as a share of those that "
                     "have one and are decided",
            .define = define,
            .read = cxm__no_options,
            .input = cxm__share_input,
            .figure = cxm__share_figures,
            .uses = CXM_FIELD_FIRST_REPLY_TIME | CXM_FIELD_REPLIED |
                    CXM_FIELD_FIRST_RESOLUTION_TIME | CXM_FIELD_FIRST_SOLVED |
                    CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_CREATED | ENDS |
                    CXM_FIELD_STATUS | CXM__CALL_USES,
            .place = CXM_FIELD_CREATED,
            .has_due = 1,
        },
    .plan = plan,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields_of,
    .family = cxm__share_family,
    .figures = cxm__share_result,
};
