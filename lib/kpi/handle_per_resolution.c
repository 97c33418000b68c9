/* SPDX-License-Identifier: MIT */
/*
 * Handle time per resolution: the work on all tickets, also on those that are
 * not solved yet, for each that is.
 */
#include <cxm/ratio.h>

#include "call.h"
#include "handle.h"
#include "timing.h"

#include <math.h>
#include <string.h>

#define MS_PER_S 1000

enum { HANDLE };
enum { SEGMENTS, COLUMN }; /* the words of HANDLE */
enum { SUM, RESOLVED, STD_ERROR };

static const struct cxm_option define[] = {
    {"handle", "choice", "segments|column", NULL,
     "what a handle time is: talk, hold and wrap together, or a column; the "
     "first that there is"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const struct cxm_input input[] = {
    {"handle", "ms", 0, CXM__DURATION_MAX},
    {"resolved", "0 or 1", 0, 1},
    {NULL, NULL, 0, 0},
};

static const struct cxm_figure figure[] = {
    {"sum", "s", "handle time of all", CXM_FIGURE_REAL, 0},
    {"resolved", "count", "how many of n", CXM_FIGURE_COUNT, 0},
    {"std_error", "s", "standard error of the value", CXM_FIGURE_REAL, 0},
    {NULL, NULL, NULL, 0, 0},
};

static const char *fallback(size_t option, uint64_t fields)
{
    (void)option;
    return cxm__handle_in_segments(fields) ? "segments" : "column";
}

/* The parts lie as in struct cxm_ratio. */
static int plan(struct cxm_def *def, struct cxm_error *error)
{
    (void)error;
    def->arity = 2;
    cxm__def_part(def, "handle", CXM__PART_MOMENTS, 1);
    cxm__def_part(def, "resolved", CXM__PART_MOMENTS, 1);
    cxm__def_part(def, "product", CXM__PART_SUM, 1);
    return CXM_OK;
}

static int spread(const struct cxm_def *def, const int64_t *v,
                  struct cxm__step *step)
{
    (void)def;
    step[2].value = v[0] * v[1];
    return CXM_OK;
}

static int handle_of(const struct cxm_def *def, const struct cxm_ticket *ticket,
                     int64_t *ms, struct cxm_error *error)
{
    int64_t v[CXM__SEGMENTS];
    if (def->number[HANDLE] == COLUMN)
        return cxm__ticket_duration(ticket, CXM_FIELD_HANDLE, ms, error);
    const int verdict = cxm__handle_segments(ticket, v, error);
    if (verdict == CXM_COUNTED)
        cxm__handle_sum(v, ms);
    return verdict;
}

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    const int solved = cxm_ticket_is_solved(ticket);
    (void)as_of;
    if (cxm_ticket_is_gone(ticket) || cxm__call_is_unanswered(ticket))
        return CXM_INELIGIBLE;
    if (solved < 0)
        return CXM_MISSING;
    observation->v[1] = solved;
    return handle_of(def, ticket, observation->v, error);
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    /* Where nothing is at hand `column` was left over: all is named then. */
    if (def->number[HANDLE] == COLUMN && !(fields & CXM_FIELD_HANDLE))
        return cxm__lacks(error, "handle, talk, or answered_at and ended_at");
    if (def->number[HANDLE] == SEGMENTS && !cxm__handle_in_segments(fields))
        return cxm__lacks(error, "talk, or answered_at and ended_at");
    if (!(fields & CXM__SOLVEDNESS))
        return cxm__lacks(error, "solved, closed or status");
    return CXM_OK;
}

static uint64_t fields(const struct cxm_def *def, uint64_t source)
{
    const uint64_t handle = def->number[HANDLE] == COLUMN
                                ? source & CXM_FIELD_HANDLE
                                : cxm__handle_fields(source);
    return handle | cxm__call_answer_fields(source) |
           cxm__solved_fields(source);
}

static uint32_t family(const struct cxm_reading *reading)
{
    (void)reading;
    return CXM__FAMILY_RATIO;
}

static int figures(const struct cxm_def *def, const uint64_t *state,
                   const struct cxm_reading *reading, struct cxm_result *result)
{
    struct cxm_ratio ratio;
    struct cxm_interval interval;
    (void)def;
    memcpy(&ratio, state, sizeof ratio);
    if (ratio.t.n == 0)
        return CXM_EMPTY;
    /* CXM_EMPTY: much work and nothing solved, which is worth showing. */
    const int status =
        cxm_ratio_result(&ratio, result->method, reading->confidence,
                         reading->population, &interval);
    if (status < 0)
        return status;
    const double error = cxm_ratio_error(&ratio, reading->population);
    const uint64_t resolved = ratio.c.sum[0];
    result->n = ratio.t.n;
    if (resolved > 0)
        result->value = cxm__timing_seconds(ratio.t.sum, resolved);
    result->low = interval.low / MS_PER_S;
    result->high = interval.high / MS_PER_S;
    result->figure[SUM].real = cxm__timing_seconds(ratio.t.sum, 1);
    result->figure[RESOLVED].count = resolved;
    result->figure[STD_ERROR].real = error / MS_PER_S;
    result->undefined = isnan(error) ? 1u << STD_ERROR : 0;
    return CXM_OK;
}

const struct cxm__kpi cxm__kpi_handle_per_resolution = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "handle-per-resolution",
            .title = "Handle time per resolution",
            .unit = "s",
            .about = "handle time of all tickets, divided by the number of "
                     "those that are solved",
            .define = define,
            .read = cxm__no_options,
            .input = input,
            .figure = figure,
            .uses = CXM__SEGMENT_BITS | CXM__SEGMENT_TIMES | CXM_FIELD_HANDLE |
                    CXM_FIELD_ANSWERED | CXM_FIELD_ABANDONED | CXM__SOLVEDNESS,
            .place = CXM_FIELD_SOLVED | CXM_FIELD_CLOSED,
        },
    .fallback = fallback,
    .plan = plan,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields,
    .spread = spread,
    .family = family,
    .figures = figures,
};
