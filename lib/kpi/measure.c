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
    memset(observation, 0, sizeof *observation);
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
    memset(observation, 0, sizeof *observation);
    if (!def->kpi->from_row)
        return no_such_record(def, observation, error);
    int64_t n = 1;
    int status = count_of(row->have, row->count, &n, error);
    if (status == CXM_OK)
        status = def->kpi->from_row(def, row, observation->v, error);
    return settle(observation, status, n);
}

int cxm_def_measure_ticket(const struct cxm_def *def,
                           const struct cxm_ticket *ticket, int64_t as_of,
                           struct cxm_observation *observation,
                           struct cxm_error *error)
{
    memset(observation, 0, sizeof *observation);
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
