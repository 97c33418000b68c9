/* SPDX-License-Identifier: MIT */
#include "call.h"

#define ANSWERED_TIMES (CXM_FIELD_OFFERED_AT | CXM_FIELD_ANSWERED_AT)
#define ENDED_TIMES    (CXM_FIELD_OFFERED_AT | CXM_FIELD_ENDED_AT)

static int has(uint64_t fields, uint64_t bits)
{
    return (fields & bits) == bits;
}

int cxm__call_is_unanswered(const struct cxm_ticket *ticket)
{
    if (has(ticket->have, CXM_FIELD_ANSWERED))
        return !ticket->answered;
    return has(ticket->have, CXM_FIELD_ABANDONED) && ticket->abandoned;
}

int cxm__call_is_outside(const struct cxm_ticket *ticket)
{
    return cxm_ticket_is_gone(ticket) ||
           (has(ticket->have, CXM_FIELD_DIRECTION) &&
            ticket->direction == CXM_DIRECTION_OUT);
}

int cxm__call_fate(const struct cxm_ticket *ticket)
{
    if (has(ticket->have, CXM_FIELD_ANSWERED) && ticket->answered)
        return CXM__CALL_ANSWERED;
    if (has(ticket->have, CXM_FIELD_ABANDONED) && ticket->abandoned)
        return CXM__CALL_ABANDONED;
    if (has(ticket->have, CXM_FIELD_ANSWERED | CXM_FIELD_ABANDONED))
        return CXM__CALL_LEFT;
    if (!(ticket->mapped & CXM__CALL_TOLD))
        return CXM__CALL_UNTOLD;
    return ticket->have & (CXM_FIELD_ANSWERED | CXM_FIELD_ENDED_AT)
               ? CXM__CALL_UNKNOWN
               : CXM__CALL_RUNNING;
}

int cxm__call_wait(const struct cxm_ticket *ticket, int64_t *ms,
                   struct cxm_error *error)
{
    return cxm__ticket_duration(ticket, CXM_FIELD_WAIT, ms, error);
}

int cxm__call_short(const struct cxm_ticket *ticket, const int64_t *limit,
                    struct cxm_error *error)
{
    const int fate = cxm__call_fate(ticket);
    int64_t wait = 0;
    if (!limit || (fate != CXM__CALL_ABANDONED && fate != CXM__CALL_UNKNOWN))
        return CXM_COUNTED;
    const int verdict = cxm__call_wait(ticket, &wait, error);
    if (verdict != CXM_COUNTED || wait > *limit)
        return verdict;
    return fate == CXM__CALL_ABANDONED ? CXM_INELIGIBLE : CXM_MISSING;
}

int cxm__call_queued(const struct cxm_ticket *ticket, struct cxm_error *error)
{
    int64_t wait = 0;
    const int verdict = cxm__call_wait(ticket, &wait, error);
    return verdict == CXM_MISSING ? CXM_INELIGIBLE : verdict;
}

int cxm__call_can_wait(uint64_t fields, struct cxm_error *error)
{
    if (has(fields, CXM_FIELD_WAIT) || has(fields, ANSWERED_TIMES))
        return CXM_OK;
    return cxm__lacks(error, "wait, or offered_at and answered_at");
}

/*
 * Without an end the waits of abandoned calls are all unknown, and a figure
 * that drops them would be too good.
 */
int cxm__call_can_give_up(uint64_t fields, struct cxm_error *error)
{
    if (has(fields, CXM_FIELD_WAIT) || has(fields, ENDED_TIMES))
        return CXM_OK;
    return cxm__lacks(error, "wait, or offered_at and ended_at, to know how "
                             "long abandoned calls waited");
}

/* A call without an answer may still ring unless its end is known. */
int cxm__call_can_tell(uint64_t fields, struct cxm_error *error)
{
    if (fields & (CXM_FIELD_ANSWERED | CXM_FIELD_ABANDONED) ||
        has(fields, CXM_FIELD_ANSWERED_AT | CXM_FIELD_ENDED_AT))
        return CXM_OK;
    return cxm__lacks(error, "answered or abandoned, or answered_at and "
                             "ended_at");
}

uint64_t cxm__call_answer_fields(uint64_t fields)
{
    uint64_t mask = CXM__CALL_TOLD;
    if (fields & CXM_FIELD_ANSWERED_AT)
        mask |= CXM_FIELD_ENDED_AT;
    return fields & mask;
}

uint64_t cxm__call_fields(uint64_t fields)
{
    uint64_t mask = CXM_FIELD_DIRECTION | CXM__CALL_TOLD;
    if (fields & CXM__CALL_TOLD)
        mask |= CXM_FIELD_ENDED_AT;
    return fields & mask;
}

uint64_t cxm__call_wait_fields(uint64_t fields)
{
    uint64_t mask = CXM_FIELD_WAIT;
    if (has(fields, ANSWERED_TIMES))
        mask |= ANSWERED_TIMES;
    if (has(fields, ENDED_TIMES))
        mask |= ENDED_TIMES;
    return cxm__call_fields(fields) | (fields & mask);
}
