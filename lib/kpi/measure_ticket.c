/* SPDX-License-Identifier: MIT */
/* What the measures of tickets have in common. */
#include "kpi.h"

#include "../base/base.h"

#include <string.h>

/* A duration of a ticket, and what it means that it is negative. */
struct duration {
    size_t offset;
    const char *name;
    uint64_t times; /* that it is the difference of, where they are there */
    const char *why;
};

/* In the order of their bits, the first of which is that of the first. */
static const struct duration durations[] = {
    {offsetof(struct cxm_ticket, first_reply_time), "first_reply_time",
     CXM_FIELD_CREATED | CXM_FIELD_REPLIED,
     ": the reply is before the creation"},
    {offsetof(struct cxm_ticket, first_resolution_time),
     "first_resolution_time", CXM_FIELD_CREATED | CXM_FIELD_FIRST_SOLVED,
     ": the first solution is before the creation"},
    {offsetof(struct cxm_ticket, resolution_time), "resolution_time",
     CXM_FIELD_CREATED | CXM_FIELD_SOLVED,
     ": the solution is before the creation"},
    {offsetof(struct cxm_ticket, handle), "handle", 0, ""},
    {offsetof(struct cxm_ticket, talk), "talk",
     CXM_FIELD_ANSWERED_AT | CXM_FIELD_ENDED_AT,
     ": the end is before the answer, or the hold is longer than the call"},
    {offsetof(struct cxm_ticket, hold), "hold", 0, ""},
    {offsetof(struct cxm_ticket, wrap), "wrap", 0, ""},
    {offsetof(struct cxm_ticket, wait), "wait", CXM_FIELD_OFFERED_AT,
     ": it ends before the call was offered"},
};

/* Times that are too far apart to subtract give the least number there is. */
static int refuse(const struct cxm_ticket *ticket,
                  const struct duration *duration, int64_t value,
                  struct cxm_error *error)
{
    const uint64_t times = duration->times;
    const int differs = times && (ticket->have & times) == times;
    if (value >= 0 || value == INT64_MIN)
        return cxm__fail(error, CXM_ERANGE, duration->name,
                         "%s is out of all range", duration->name);
    return cxm__fail(error, CXM_ERANGE, duration->name, "%s is negative%s",
                     duration->name, differs ? duration->why : "");
}

_Static_assert(CXM_FIELD_FIRST_REPLY_TIME << 4 == CXM_FIELD_TALK &&
                   CXM_FIELD_TALK << 3 == CXM_FIELD_WAIT,
               "the bits of the durations follow one another");

static const struct duration *duration_of(uint64_t bit)
{
    return &durations[__builtin_ctzll(bit / CXM_FIELD_FIRST_REPLY_TIME)];
}

int cxm__ticket_duration(const struct cxm_ticket *ticket, uint64_t bit,
                         int64_t *value, struct cxm_error *error)
{
    const struct duration *duration = duration_of(bit);
    int64_t read;
    if (!(ticket->have & bit))
        return CXM_MISSING;
    memcpy(&read, (const char *)ticket + duration->offset, sizeof read);
    if (read < 0 || read > CXM__DURATION_MAX)
        return refuse(ticket, duration, read, error);
    *value = read;
    return CXM_COUNTED;
}

int cxm__gives_duration(uint64_t fields, uint64_t bit)
{
    return ((fields | cxm_ticket_derivable(fields)) & bit) != 0;
}

uint64_t cxm__solved_fields(uint64_t fields)
{
    const uint64_t times =
        fields & CXM__SOLVEDNESS & ~(uint64_t)CXM_FIELD_STATUS;
    return times ? times : fields & CXM_FIELD_STATUS;
}
