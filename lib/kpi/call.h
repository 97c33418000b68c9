/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/call.h - what became of a call, as the KPIs of queues ask it.
 */
#ifndef CXM_LIB_KPI_CALL_H
#define CXM_LIB_KPI_CALL_H

#include "kpi.h"

/*
 * What became of it; a call said to be both is answered.  One is unknown that
 * has ended, or was not answered, where a source that can tell has left the
 * rest empty: it will not become known.
 */
#define CXM__CALL_ANSWERED  0
#define CXM__CALL_ABANDONED 1 /* the caller gave up waiting */
#define CXM__CALL_LEFT      2 /* neither: called back, sent elsewhere */
#define CXM__CALL_RUNNING   3 /* the source would tell, but not yet */
#define CXM__CALL_UNTOLD    4 /* the source cannot tell */
#define CXM__CALL_UNKNOWN   5 /* it could, and does not */
int cxm__call_fate(const struct cxm_ticket *ticket);

/* No KPI of a queue speaks of it: outbound, or a ticket that is gone. */
int cxm__call_is_outside(const struct cxm_ticket *ticket);

/* Is it known that nobody answered? */
int cxm__call_is_unanswered(const struct cxm_ticket *ticket);

/* The verdict on its wait. */
int cxm__call_wait(const struct cxm_ticket *ticket, int64_t *ms,
                   struct cxm_error *error);

/*
 * The option short-abandon: CXM_INELIGIBLE where an abandoned call waited at
 * most so long, CXM_MISSING where that cannot be told, or may have been so.
 * `limit` NULL: none.
 */
int cxm__call_short(const struct cxm_ticket *ticket, const int64_t *limit,
                    struct cxm_error *error);

/*
 * The option denominator=queued: CXM_INELIGIBLE where the call has no wait,
 * for then it never came to the queue.
 */
int cxm__call_queued(const struct cxm_ticket *ticket, struct cxm_error *error);

/*
 * CXM_EFIELD unless these fields tell which calls were answered, how long
 * those waited, and how long the abandoned did.
 */
int cxm__call_can_tell(uint64_t fields, struct cxm_error *error);
int cxm__call_can_wait(uint64_t fields, struct cxm_error *error);
int cxm__call_can_give_up(uint64_t fields, struct cxm_error *error);

/* Those of `fields` that the fate, fate and direction, and all rest on. */
uint64_t cxm__call_answer_fields(uint64_t fields);
uint64_t cxm__call_fields(uint64_t fields);
uint64_t cxm__call_wait_fields(uint64_t fields);

/* All that these KPIs read, and what places them. */
#define CXM__CALL_TOLD                                                         \
    (CXM_FIELD_ANSWERED | CXM_FIELD_ABANDONED | CXM_FIELD_ANSWERED_AT)
#define CXM__CALL_USES                                                         \
    (CXM__CALL_TOLD | CXM_FIELD_WAIT | CXM_FIELD_OFFERED_AT |                  \
     CXM_FIELD_ENDED_AT | CXM_FIELD_DIRECTION)
#define CXM__CALL_PLACE (CXM_FIELD_OFFERED_AT | CXM_FIELD_CREATED)

#endif
