/* SPDX-License-Identifier: MIT */
#include "handle.h"

#include "../base/base.h"

static const uint64_t bits[CXM__SEGMENTS] = {CXM_FIELD_TALK, CXM_FIELD_HOLD,
                                             CXM_FIELD_WRAP};

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

int cxm__handle_segments(const struct cxm_ticket *ticket,
                         int64_t v[CXM__SEGMENTS], struct cxm_error *error)
{
    int64_t ms = 0;
    int verdict = CXM_MISSING;
    for (int i = 0; i < CXM__SEGMENTS; i++) {
        v[i] = 0;
        const int one = cxm__ticket_duration(ticket, bits[i], &v[i], error);
        if (one < 0)
            return one;
        if (one == CXM_COUNTED)
            verdict = CXM_COUNTED;
    }
    if (cxm__handle_sum(v, &ms) < 0)
        return cxm__fail(error, CXM_ERANGE, "talk",
                         "talk, hold and wrap together are too long");
    return verdict;
}
