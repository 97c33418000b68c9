/* SPDX-License-Identifier: MIT */
/* Average handle time: what an agent spends on a call or ticket. */
#include <cxm/interval.h>

#include "call.h"
#include "handle.h"
#include "timing.h"

enum { HANDLE, CAP };
enum { SEGMENTS, COLUMN, ELAPSED }; /* the words of HANDLE */
enum { TALK = CXM__TIMING_MORE };   /* the figures after the common ones */

static const struct cxm_option define[] = {
    {"handle", "choice", "segments|column|elapsed", NULL,
     "what a handle time is: talk, hold and wrap together, a column, or from "
     "creation to resolution; the first that there is"},
    {"cap", "duration", NULL, NULL,
     "a longer handle time counts as this one; the means of talk, hold and "
     "wrap are not capped"},
    CXM__TIMING_QUANTILES,
    {NULL, NULL, NULL, NULL, NULL},
};

/* Of the other two the one component is the whole handle time. */
static const struct cxm_input input[] = {
    {"talk", "ms", 0, CXM__DURATION_MAX},
    {"hold", "ms", 0, CXM__DURATION_MAX},
    {"wrap", "ms", 0, CXM__DURATION_MAX},
    {NULL, NULL, 0, 0},
};

static const struct cxm_figure figure[] = {
    CXM__TIMING_DETAIL,
    {"talk", "s", "mean talk time", CXM_FIGURE_REAL, 0},
    {"hold", "s", "mean hold time", CXM_FIGURE_REAL, 0},
    {"wrap", "s", "mean after-call work", CXM_FIGURE_REAL, 0},
    {NULL, NULL, NULL, 0, 0},
};

static const char *fallback(size_t option, uint64_t fields)
{
    if (option != HANDLE)
        return NULL;
    if (cxm__handle_in_segments(fields))
        return "segments";
    return fields & CXM_FIELD_HANDLE ? "column" : "elapsed";
}

static int in_segments(const struct cxm_def *def)
{
    return def->number[HANDLE] == SEGMENTS;
}

static int plan(struct cxm_def *def, struct cxm_error *error)
{
    (void)error;
    def->arity = in_segments(def) ? CXM__SEGMENTS : 1;
    cxm__def_part(def, "moments", CXM__PART_MOMENTS, 1);
    for (uint32_t i = 0; in_segments(def) && i < CXM__SEGMENTS; i++)
        cxm__def_part(def, input[i].name, CXM__PART_SUM, 1);
    cxm__timing_plan_quantiles(def);
    if (def->value[CAP])
        def->most = def->number[CAP];
    return CXM_OK;
}

static int spread(const struct cxm_def *def, const int64_t *v,
                  struct cxm__step *step)
{
    int64_t total = v[0];
    if (in_segments(def)) {
        if (cxm__handle_sum(v, &total) < 0)
            return CXM_ERANGE;
        for (uint32_t i = 0; i < CXM__SEGMENTS; i++)
            step[1 + i].value = v[i];
    }
    if (def->most && total > def->most)
        total = def->most;
    cxm__timing_count(def, total, step);
    return CXM_OK;
}

static int elapsed(const struct cxm_ticket *ticket, int64_t *ms,
                   struct cxm_error *error)
{
    const int solved = cxm_ticket_is_solved(ticket);
    if (solved < 0)
        return CXM_MISSING;
    if (!solved)
        return CXM_INELIGIBLE;
    return cxm__ticket_duration(ticket, CXM_FIELD_RESOLUTION_TIME, ms, error);
}

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)as_of;
    if (cxm_ticket_is_gone(ticket) || cxm__call_is_unanswered(ticket))
        return CXM_INELIGIBLE;
    switch (def->number[HANDLE]) {
    case SEGMENTS:
        return cxm__handle_segments(ticket, observation->v, error);
    case COLUMN:
        return cxm__ticket_duration(ticket, CXM_FIELD_HANDLE, observation->v,
                                    error);
    default:
        return elapsed(ticket, observation->v, error);
    }
}

/*
 * With nothing at hand `elapsed` was not chosen but left over: then the
 * message names what comes first.
 */
static int can_elapsed(uint64_t fields, struct cxm_error *error)
{
    if (cxm__gives_duration(fields, CXM_FIELD_RESOLUTION_TIME))
        return CXM_OK;
    if (cxm__handle_in_segments(fields) || fields & CXM_FIELD_HANDLE)
        return cxm__lacks(error, "resolution_time, or created and solved (or "
                                 "closed)");
    return cxm__lacks(error, "talk, handle, resolution_time, answered_at "
                             "and ended_at, or created and solved (or "
                             "closed)");
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    switch (def->number[HANDLE]) {
    case SEGMENTS:
        return cxm__handle_in_segments(fields)
                   ? CXM_OK
                   : cxm__lacks(error, "talk, or answered_at and ended_at");
    case COLUMN:
        return fields & CXM_FIELD_HANDLE ? CXM_OK : cxm__lacks(error, "handle");
    default:
        return can_elapsed(fields, error);
    }
}

static uint64_t fields(const struct cxm_def *def, uint64_t source)
{
    const uint64_t answer = cxm__call_answer_fields(source);
    switch (def->number[HANDLE]) {
    case SEGMENTS:
        return answer | cxm__handle_fields(source);
    case COLUMN:
        return answer | (source & CXM_FIELD_HANDLE);
    default:
        return answer | cxm__solved_fields(source) |
               (source & (CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_CREATED));
    }
}

static int figures(const struct cxm_def *def, const uint64_t *state,
                   const struct cxm_reading *reading, struct cxm_result *result)
{
    const int status = cxm__timing_result(def, state, reading, result);
    for (uint32_t i = 0; status == CXM_OK && i < CXM__SEGMENTS; i++) {
        if (in_segments(def))
            result->figure[TALK + i].real =
                cxm__timing_seconds(cxm__part_of(def, state, 1 + i), result->n);
        else
            result->undefined |= 1u << (TALK + i);
    }
    return status;
}

const struct cxm__kpi cxm__kpi_aht = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "aht",
            .title = "Average handle time",
            .unit = "s",
            .about = "mean handle time of a call or ticket: talk, hold and "
                     "wrap (segments), a column, or from creation to "
                     "resolution (elapsed)",
            .define = define,
            .read = cxm__timing_read_mean,
            .input = input,
            .figure = figure,
            .uses = CXM__SEGMENT_BITS | CXM__SEGMENT_TIMES | CXM_FIELD_HANDLE |
                    CXM_FIELD_ANSWERED | CXM_FIELD_ABANDONED |
                    CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_CREATED |
                    CXM__SOLVEDNESS,
            .place = CXM_FIELD_ENDED_AT | CXM_FIELD_CREATED,
        },
    .fallback = fallback,
    .plan = plan,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields,
    .spread = spread,
    .resolve = cxm__timing_resolve,
    .family = cxm__timing_family_mean,
    .figures = figures,
};
