/* SPDX-License-Identifier: MIT */
#include "handle.h"

#include "../base/base.h"

int cxm__handle_in_segments(uint64_t fields)
{
    return cxm__gives_duration(fields, CXM_FIELD_TALK);
}

uint64_t cxm__handle_fields(uint64_t fields)
{
    uint64_t mask = cxm__handle_in_segments(fields) ? CXM__SEGMENT_BITS : 0;
    if ((fields & CXM__SEGMENT_TIMES) == CXM__SEGMENT_TIMES)
        mask |= CXM__SEGMENT_TIMES;
    return fields & mask;
}

/* The parts are within 2^53 each, so that their sum is an int64. */
int cxm__handle_sum(const int64_t v[CXM__SEGMENTS], int64_t *ms)
{
    *ms = v[0] + v[1] + v[2];
    return *ms > CXM__DURATION_MAX ? CXM_ERANGE : CXM_OK;
}

/* One segment, or 0 where it is empty.  What is wrong is said elsewhere. */
static inline int read_segment(const struct cxm_ticket *ticket, uint64_t bit,
                               int64_t ms, int64_t *v, struct cxm_error *error)
{
    *v = 0;
    if (!(ticket->have & bit))
        return CXM_OK;
    if (ms < 0 || ms > CXM__DURATION_MAX)
        return cxm__ticket_duration(ticket, bit, v, error);
    *v = ms;
    return CXM_OK;
}

/* Inlined, it makes the short way below save registers: measured slower. */
__attribute__((noinline)) static int read_segments(
    const struct cxm_ticket *ticket, int64_t v[CXM__SEGMENTS],
    struct cxm_error *error)
{
    int64_t ms = 0;
    int status =
        read_segment(ticket, CXM_FIELD_TALK, ticket->talk, &v[0], error);
    if (status == CXM_OK)
        status =
            read_segment(ticket, CXM_FIELD_HOLD, ticket->hold, &v[1], error);
    if (status == CXM_OK)
        status =
            read_segment(ticket, CXM_FIELD_WRAP, ticket->wrap, &v[2], error);
    if (status < 0)
        return status;
    if (cxm__handle_sum(v, &ms) < 0)
        return cxm__fail(error, CXM_ERANGE, "talk",
                         "talk, hold and wrap together are too long");
    return ticket->have & CXM__SEGMENT_BITS ? CXM_COUNTED : CXM_MISSING;
}

/* With all three, as nearly always, and nothing wrong there is a short way. */
int cxm__handle_segments(const struct cxm_ticket *ticket,
                         int64_t v[CXM__SEGMENTS], struct cxm_error *error)
{
    const uint64_t talk = (uint64_t)ticket->talk;
    const uint64_t hold = (uint64_t)ticket->hold;
    const uint64_t wrap = (uint64_t)ticket->wrap;
    if ((ticket->have & CXM__SEGMENT_BITS) != CXM__SEGMENT_BITS ||
        (talk | hold | wrap | (talk + hold + wrap)) > CXM__DURATION_MAX)
        return read_segments(ticket, v, error);
    v[0] = (int64_t)talk;
    v[1] = (int64_t)hold;
    v[2] = (int64_t)wrap;
    return CXM_COUNTED;
}
