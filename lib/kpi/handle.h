/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/handle.h - the handle time of a ticket or call, from the parts that
 * a source gives.
 */
#ifndef CXM_LIB_KPI_HANDLE_H
#define CXM_LIB_KPI_HANDLE_H

#include "kpi.h"

#define CXM__SEGMENTS      3 /* talk, hold, wrap */
#define CXM__SEGMENT_BITS  (CXM_FIELD_TALK | CXM_FIELD_HOLD | CXM_FIELD_WRAP)
#define CXM__SEGMENT_TIMES (CXM_FIELD_ANSWERED_AT | CXM_FIELD_ENDED_AT)

/*
 * Does a source with these fields give segments?  Hold and after-call work
 * alone are no handle time: without the talk their sum would be far too small.
 */
int cxm__handle_in_segments(uint64_t fields);

/* Those of `fields` that segments rest on. */
uint64_t cxm__handle_fields(uint64_t fields);

/* The verdict on talk, hold and wrap; an empty one beside a filled one is 0. */
int cxm__handle_segments(const struct cxm_ticket *ticket,
                         int64_t v[CXM__SEGMENTS], struct cxm_error *error);

/* The sum; CXM_ERANGE above CXM__DURATION_MAX, which each part is within. */
int cxm__handle_sum(const int64_t v[CXM__SEGMENTS], int64_t *ms);

#endif
