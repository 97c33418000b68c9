/* SPDX-License-Identifier: MIT */
#include <cxm/ticket.h>

#define ENDS (CXM_FIELD_SOLVED | CXM_FIELD_CLOSED | CXM_FIELD_RESOLUTION_TIME)

/* Without any of these nothing about a call follows. */
#define CALL                                                                   \
    (CXM_FIELD_ANSWERED | CXM_FIELD_ABANDONED | CXM_FIELD_ANSWERED_AT |        \
     CXM_FIELD_ENDED_AT)

/* Does the ticket have all of these? */
static int has(const struct cxm_ticket *t, uint64_t bits)
{
    return (t->have & bits) == bits;
}

/* a - b, or INT64_MIN where that is no int64. */
static int64_t difference(int64_t a, int64_t b)
{
    if ((b < 0 && a > INT64_MAX + b) || (b > 0 && a < INT64_MIN + b))
        return INT64_MIN;
    return a - b;
}

/*
 * Set the duration between two times: `times` are their bits, `bit` that of
 * the duration.
 */
static void span(struct cxm_ticket *t, uint64_t bit, int64_t *duration,
                 uint64_t times, int64_t from, int64_t to)
{
    if (!has(t, times) || (t->have & t->ready & bit))
        return;
    *duration = difference(to, from);
    t->have |= bit;
}

static void set_flag(struct cxm_ticket *t, uint64_t bit, int64_t *flag,
                     int64_t value)
{
    *flag = value;
    t->have |= bit;
}

/* Where the source has both flags, an empty one is not the other's opposite. */
static void derive_answered(struct cxm_ticket *t)
{
    if (has(t, CXM_FIELD_ANSWERED))
        return;
    if (has(t, CXM_FIELD_ANSWERED_AT))
        set_flag(t, CXM_FIELD_ANSWERED, &t->answered, 1);
    else if ((t->mapped & CXM_FIELD_ANSWERED_AT) && has(t, CXM_FIELD_ENDED_AT))
        set_flag(t, CXM_FIELD_ANSWERED, &t->answered, 0);
    else if (has(t, CXM_FIELD_ABANDONED) && !(t->mapped & CXM_FIELD_ANSWERED))
        set_flag(t, CXM_FIELD_ANSWERED, &t->answered, !t->abandoned);
}

static void derive_abandoned(struct cxm_ticket *t)
{
    if (has(t, CXM_FIELD_ANSWERED) && !has(t, CXM_FIELD_ABANDONED) &&
        !(t->mapped & CXM_FIELD_ABANDONED))
        set_flag(t, CXM_FIELD_ABANDONED, &t->abandoned, !t->answered);
}

static void derive_wait(struct cxm_ticket *t)
{
    if (has(t, CXM_FIELD_ANSWERED_AT))
        span(t, CXM_FIELD_WAIT, &t->wait,
             CXM_FIELD_OFFERED_AT | CXM_FIELD_ANSWERED_AT, t->offered_at,
             t->answered_at);
    else if (has(t, CXM_FIELD_ABANDONED) && t->abandoned)
        span(t, CXM_FIELD_WAIT, &t->wait,
             CXM_FIELD_OFFERED_AT | CXM_FIELD_ENDED_AT, t->offered_at,
             t->ended_at);
}

/* A known hold lies between the same two times and must not count twice. */
static void derive_talk(struct cxm_ticket *t)
{
    const int64_t hold = has(t, CXM_FIELD_HOLD) ? t->hold : 0;
    if (has(t, CXM_FIELD_ANSWERED_AT))
        span(t, CXM_FIELD_TALK, &t->talk,
             CXM_FIELD_ANSWERED_AT | CXM_FIELD_ENDED_AT, t->answered_at,
             difference(t->ended_at, hold));
}

static void derive_call(struct cxm_ticket *t)
{
    derive_answered(t);
    derive_abandoned(t);
    derive_wait(t);
    derive_talk(t);
}

static void derive_since_created(struct cxm_ticket *t)
{
    span(t, CXM_FIELD_FIRST_REPLY_TIME, &t->first_reply_time,
         CXM_FIELD_CREATED | CXM_FIELD_REPLIED, t->created, t->replied);
    span(t, CXM_FIELD_FIRST_RESOLUTION_TIME, &t->first_resolution_time,
         CXM_FIELD_CREATED | CXM_FIELD_FIRST_SOLVED, t->created,
         t->first_solved);
    span(t, CXM_FIELD_RESOLUTION_TIME, &t->resolution_time,
         CXM_FIELD_CREATED | CXM_FIELD_SOLVED, t->created, t->solved);
}

/* Most records are no calls, or events that have but the time they happened. */
void cxm_ticket_derive(struct cxm_ticket *t)
{
    if (has(t, CXM_FIELD_CLOSED) && !has(t, CXM_FIELD_SOLVED)) {
        t->solved = t->closed;
        t->have |= CXM_FIELD_SOLVED;
    }
    if (t->have & CALL)
        derive_call(t);
    if (has(t, CXM_FIELD_CREATED))
        derive_since_created(t);
}

uint64_t cxm_ticket_derivable(uint64_t fields)
{
    static const struct {
        uint64_t duration;
        uint64_t from;
        uint64_t to; /* any of them */
    } spans[] = {
        {CXM_FIELD_FIRST_REPLY_TIME, CXM_FIELD_CREATED, CXM_FIELD_REPLIED},
        {CXM_FIELD_FIRST_RESOLUTION_TIME, CXM_FIELD_CREATED,
         CXM_FIELD_FIRST_SOLVED},
        {CXM_FIELD_RESOLUTION_TIME, CXM_FIELD_CREATED,
         CXM_FIELD_SOLVED | CXM_FIELD_CLOSED},
        {CXM_FIELD_WAIT, CXM_FIELD_OFFERED_AT,
         CXM_FIELD_ANSWERED_AT | CXM_FIELD_ENDED_AT},
        {CXM_FIELD_TALK, CXM_FIELD_ANSWERED_AT, CXM_FIELD_ENDED_AT},
    };
    uint64_t durations = 0;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (fields & spans[i].from && fields & spans[i].to)
            durations |= spans[i].duration;
    return durations;
}

int cxm_ticket_is_solved(const struct cxm_ticket *t)
{
    if (has(t, CXM_FIELD_STATUS))
        return t->status == CXM_STATUS_SOLVED || t->status == CXM_STATUS_CLOSED;
    if (t->have & ENDS)
        return 1;
    return t->mapped & ENDS ? 0 : -1;
}

int cxm_ticket_is_gone(const struct cxm_ticket *t)
{
    return has(t, CXM_FIELD_STATUS) &&
           (t->status == CXM_STATUS_MERGED || t->status == CXM_STATUS_DELETED);
}
