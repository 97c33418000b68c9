/* SPDX-License-Identifier: MIT */
/*
 * cxm/ticket.h - one ticket, call or contact as plain data: its times, its
 * durations, its counts and where it stands.
 *
 * Start with CXM_TICKET_INIT, set what is known and its bit in `have`, then
 * call cxm_ticket_derive once: what follows from other facts is filled in.
 */
#ifndef CXM_TICKET_H
#define CXM_TICKET_H

#include <cxm/row.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Values of `status`. */
#define CXM_STATUS_OPEN    0 /* new, open, pending, on hold: not solved */
#define CXM_STATUS_SOLVED  1
#define CXM_STATUS_CLOSED  2
#define CXM_STATUS_MERGED  3 /* into another ticket */
#define CXM_STATUS_DELETED 4

/* Values of `direction`. */
#define CXM_DIRECTION_IN  0
#define CXM_DIRECTION_OUT 1

struct cxm_ticket {
    uint32_t size;   /* sizeof (struct cxm_ticket), set by the initialiser;
                        one that is smaller is refused */
    uint32_t n;      /* entries of option */
    uint64_t mapped; /* CXM_FIELD_ bits: fields the source has at all */
    uint64_t have;   /* CXM_FIELD_ bits: fields with a value here */
    uint64_t ready;  /* durations that count though two times are there */

    int64_t offered_at; /* the call reached the queue */
    int64_t answered_at;
    int64_t ended_at;
    int64_t first_solved;
    int64_t solved; /* the last time */
    int64_t closed;
    int64_t created;
    int64_t assigned;
    int64_t replied; /* first public reply of an agent */

    int64_t first_reply_time; /* durations, as the source gives them */
    int64_t first_resolution_time;
    int64_t resolution_time;
    int64_t handle;
    int64_t talk;
    int64_t hold;
    int64_t wrap; /* after-call work */
    int64_t wait;

    int64_t replies; /* public replies of agents */
    int64_t reopens;
    int64_t agents;   /* that took part */
    int64_t contacts; /* the customer needed, by a survey's answer */
    int64_t count;    /* how many tickets this one stands for, >= 0 */

    int64_t answered;  /* 0 or 1 */
    int64_t abandoned; /* 0 or 1: the caller gave up waiting */
    int64_t resolved;  /* 0 or 1: at the first contact, as somebody said */
    int64_t direction; /* CXM_DIRECTION_... */
    int64_t status;    /* CXM_STATUS_... */

    const struct cxm_row_value *option; /* in the order of kpi->define */
};

#define CXM_TICKET_INIT                                                        \
    {                                                                          \
        sizeof(struct cxm_ticket), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,   \
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL            \
    }

/*
 * Fill in what follows from other facts, and set the bits in `have`:
 *   solved        closed, where a closed ticket was never marked solved
 *   answered      yes where answered_at is there; no where the source has
 *                 that column, it is empty and the call has ended; the
 *                 opposite of `abandoned` in a source without `answered`
 *   abandoned     the opposite of answered, in a source without `abandoned`
 *   wait          answered_at - offered_at, or of an abandoned call
 *                 ended_at - offered_at
 *   talk          ended_at - answered_at, less the hold where it is known
 *   first_reply_time, first_resolution_time, resolution_time
 *                 replied, first_solved, solved - created
 * Two times win over a duration that is there, but for those in `ready`.  A
 * difference is negative where the times are in the wrong order: KPIs reject
 * it.  Where the difference overflows it is INT64_MIN.
 */
CXM_API void cxm_ticket_derive(struct cxm_ticket *ticket);

/*
 * The durations, as CXM_FIELD_ bits, that it can work out where a source has
 * these fields: each from two times that are among them.
 */
CXM_API uint64_t cxm_ticket_derivable(uint64_t fields);

/*
 * Is it solved, as far as can be told?  1 or 0; -1 where nothing says so.
 * The status has the last word, for a reopened ticket keeps its solved time;
 * then solved; then, where the source has one of solved, closed and
 * resolution_time, their absence.
 */
CXM_API int cxm_ticket_is_solved(const struct cxm_ticket *ticket);

/* 1 for a ticket that was merged or deleted: no KPI but volume speaks of it. */
CXM_API int cxm_ticket_is_gone(const struct cxm_ticket *ticket);

#ifdef __cplusplus
}
#endif

#endif
