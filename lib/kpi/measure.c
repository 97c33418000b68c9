/* SPDX-License-Identifier: MIT */
#include "kpi.h"

#include "../base/base.h"

#include <string.h>

static int settle(struct cxm_observation *observation, int verdict, int64_t n)
{
    observation->verdict = verdict;
    observation->n = (uint64_t)n;
    return verdict;
}

/* By its members: some compilers clear the whole by a slow loop. */
static inline void clear(struct cxm_observation *observation)
{
    observation->verdict = CXM_COUNTED;
    observation->reserved = 0;
    observation->n = 0;
    observation->due = 0;
    memset(observation->v, 0, sizeof observation->v);
}

/* `count` says how many records this one stands for. */
static int count_of(uint64_t have, int64_t count, int64_t *n,
                    struct cxm_error *error)
{
    *n = have & CXM_FIELD_COUNT ? count : 1;
    if (*n < 0)
        return cxm__fail(error, CXM_EINVAL, "count", "the count is negative");
    return CXM_OK;
}

static int no_such_record(const struct cxm_def *def,
                          struct cxm_observation *observation,
                          struct cxm_error *error)
{
    return settle(observation,
                  cxm__fail(error, CXM_EINVAL, "",
                            "%s does not measure this kind of record",
                            def->kpi->info.name),
                  0);
}

int cxm_def_measure_response(const struct cxm_def *def,
                             const struct cxm_response *response,
                             struct cxm_observation *observation,
                             struct cxm_error *error)
{
    clear(observation);
    if (!def->kpi->from_response)
        return no_such_record(def, observation, error);
    int64_t n = 1;
    int status = count_of(response->have, response->count, &n, error);
    if (status == CXM_OK)
        status = def->kpi->from_response(def, response, observation->v, error);
    return settle(observation, status, n);
}

int cxm_def_measure_row(const struct cxm_def *def, const struct cxm_row *row,
                        struct cxm_observation *observation,
                        struct cxm_error *error)
{
    clear(observation);
    if (!def->kpi->from_row)
        return no_such_record(def, observation, error);
    int64_t n = 1;
    int status = count_of(row->have, row->count, &n, error);
    if (status == CXM_OK)
        status = def->kpi->from_row(def, row, observation->v, error);
    return settle(observation, status, n);
}

/*
 * Whatever it stands for, and what cannot be measured; seldom called.  Inlined,
 * its calls would make the short way below save registers: measured slower.
 */
__attribute__((noinline)) static int measure_any(
    const struct cxm_def *def, const struct cxm_ticket *ticket, int64_t as_of,
    struct cxm_observation *observation, struct cxm_error *error)
{
    if (!def->kpi->from_ticket)
        return no_such_record(def, observation, error);
    if (ticket->size < sizeof *ticket)
        return settle(observation,
                      cxm__fail(error, CXM_EINVAL, "",
                                "the ticket is shorter than struct cxm_ticket"),
                      0);
    int64_t n = 1;
    int status = count_of(ticket->have, ticket->count, &n, error);
    if (status == CXM_OK)
        status = def->kpi->from_ticket(def, ticket, as_of, observation, error);
    return settle(observation, status, n);
}

/* A ticket that stands for itself is the usual one and has a short way. */
int cxm_def_measure_ticket(const struct cxm_def *def,
                           const struct cxm_ticket *ticket, int64_t as_of,
                           struct cxm_observation *observation,
                           struct cxm_error *error)
{
    clear(observation);
    if (!def->kpi->from_ticket || ticket->size < sizeof *ticket ||
        ticket->have & CXM_FIELD_COUNT)
        return measure_any(def, ticket, as_of, observation, error);
    observation->n = 1;
    return observation->verdict =
               def->kpi->from_ticket(def, ticket, as_of, observation, error);
}
