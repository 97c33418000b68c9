/* SPDX-License-Identifier: MIT */
/* Average handle time: what an agent spends on a call or ticket. */
#include <cxm/interval.h>

#include "call.h"
#include "handle.h"
#include "part.h"
#include "timing.h"

enum { HANDLE, CAP, PER };
enum { SEGMENTS, COLUMN, ELAPSED }; /* the words of HANDLE */
enum { LEG, TICKET };               /* the words of PER */
enum { TALK = CXM__TIMING_MORE };   /* the figures after the common ones */

static const struct cxm_option define[] = {
    {"handle", "choice", "segments|column|elapsed", NULL,
     "what a handle time is: talk, hold and wrap together, a column, or from "
     "creation to resolution; the first that there is"},
    {"cap", "duration", NULL, NULL,
     "a longer handle time counts as this one; the means of talk, hold and "
     "wrap are not capped"},
    {"per", "choice", "leg|ticket", NULL,
     "what a record is: a leg, and where it has no handle time none at all, or "
     "a ticket; left open, a ticket or call as the source has it, and of "
     "events each a leg"},
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

/* Events have no creation of their own: with one, tickets are there, too. */
static int are_events(uint64_t fields)
{
    return fields & CXM_FIELD_EVENT && !(fields & CXM_FIELD_CREATED);
}

static const char *fallback(size_t option, uint64_t fields)
{
    if (option == PER && are_events(fields))
        return "leg";
    if (option != HANDLE)
        return NULL;
    if (cxm__handle_in_segments(fields) ||
        (are_events(fields) && fields & CXM__SEGMENT_BITS))
        return "segments";
    return fields & CXM_FIELD_HANDLE ? "column" : "elapsed";
}

static int in_segments(const struct cxm_def *def)
{
    return def->number[HANDLE] == SEGMENTS;
}

static int is_per_leg(const struct cxm_def *def)
{
    return def->value[PER] && def->number[PER] == LEG;
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

/* The sums of a row and their bits, of which none is above the greatest. */
static int add_segments(const int64_t *const *v, size_t rows, int64_t *total)
{
    const int64_t *talk = v[0];
    const int64_t *hold = v[1];
    const int64_t *wrap = v[2];
    uint64_t bits = 0;
    for (size_t row = 0; row < rows; row++) {
        total[row] = talk[row] + hold[row] + wrap[row];
        bits |= (uint64_t)total[row];
    }
    return bits > CXM__DURATION_MAX ? CXM_ERANGE : CXM_OK;
}

static void cut(const int64_t *ms, size_t rows, int64_t most, int64_t *out)
{
    for (size_t row = 0; row < rows; row++)
        out[row] = ms[row] < most ? ms[row] : most;
}

/* Talk, hold and wrap go as they are to the parts behind the first. */
static int columns(const struct cxm_def *def, const int64_t *const *v,
                   size_t rows, int64_t *fresh, struct cxm__part_column *one)
{
    const int64_t *total = v[0];
    if (in_segments(def)) {
        if (add_segments(v, rows, fresh) < 0)
            return CXM_ERANGE;
        total = fresh;
    }
    if (def->most) {
        cut(total, rows, def->most, fresh);
        total = fresh;
    }
    for (uint32_t i = 0; i < def->n_parts; i++) {
        const int is_total = def->part[i].kind != CXM__PART_SUM;
        one[i] = (struct cxm__part_column){is_total ? total : v[i - 1], NULL};
    }
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

static int handle_time(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t *v,
                       struct cxm_error *error)
{
    switch (def->number[HANDLE]) {
    case SEGMENTS:
        return cxm__handle_segments(ticket, v, error);
    case COLUMN:
        return cxm__ticket_duration(ticket, CXM_FIELD_HANDLE, v, error);
    default:
        return elapsed(ticket, v, error);
    }
}

/* Without any of these it is neither gone nor unanswered. */
#define FATE (CXM_FIELD_STATUS | CXM_FIELD_ANSWERED | CXM_FIELD_ABANDONED)

/*
 * Nothing is missing to an event on which nobody spent time.  Not inlined, for
 * its calls would make the usual way save registers: measured slower.
 */
__attribute__((noinline)) static int from_any(
    const struct cxm_def *def, const struct cxm_ticket *ticket,
    struct cxm_observation *observation, struct cxm_error *error)
{
    if (cxm_ticket_is_gone(ticket) || cxm__call_is_unanswered(ticket))
        return CXM_INELIGIBLE;
    const int verdict = handle_time(def, ticket, observation->v, error);
    return verdict == CXM_MISSING && is_per_leg(def) ? CXM_INELIGIBLE : verdict;
}

static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)as_of;
    if (in_segments(def) && (ticket->have & CXM__SEGMENT_BITS) &&
        !(ticket->have & FATE))
        return cxm__handle_segments(ticket, observation->v, error);
    return from_any(def, ticket, observation, error);
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

static int leg_elapsed(uint64_t fields, struct cxm_error *error)
{
    if (cxm__handle_in_segments(fields) || fields & CXM_FIELD_HANDLE)
        return cxm__lacks(error, "another handle than elapsed: a leg has no "
                                 "resolution");
    return cxm__lacks(error, "talk, or answered_at and ended_at, or handle");
}

/* A leg may be nothing but wrap; a ticket's wrap alone is no handle time. */
static int has_segments(const struct cxm_def *def, uint64_t fields)
{
    return cxm__handle_in_segments(fields) ||
           (is_per_leg(def) && fields & CXM__SEGMENT_BITS);
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    switch (def->number[HANDLE]) {
    case SEGMENTS:
        return has_segments(def, fields)
                   ? CXM_OK
                   : cxm__lacks(error, "talk, or answered_at and ended_at");
    case COLUMN:
        return fields & CXM_FIELD_HANDLE ? CXM_OK : cxm__lacks(error, "handle");
    default:
        return is_per_leg(def) ? leg_elapsed(fields, error)
                               : can_elapsed(fields, error);
    }
}

static uint64_t fields(const struct cxm_def *def, uint64_t source)
{
    const uint64_t answer = cxm__call_answer_fields(source);
    switch (def->number[HANDLE]) {
    case SEGMENTS:
        return answer | cxm__handle_fields(source) |
               (is_per_leg(def) ? source & CXM__SEGMENT_BITS : 0);
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
            .about =
                "mean handle time of a call, ticket or leg: talk, hold and "
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
    .columns = columns,
    .resolve = cxm__timing_resolve,
    .family = cxm__timing_family_mean,
    .figures = figures,
};
