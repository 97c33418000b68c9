/* SPDX-License-Identifier: MIT */
#include "share.h"

#include <cxm/interval.h>

#include "../base/base.h"

enum { HITS, UNDECIDED };

const struct cxm_figure cxm__share_figures[] = {
    {"hits", "count", "how many of n", CXM_FIGURE_COUNT, 0},
    {"undecided", "count", "not decided yet, not in n", CXM_FIGURE_COUNT, 0},
    {NULL, NULL, NULL, 0, 0},
};

const struct cxm_input cxm__share_input[] = {
    {"hit", "0 or 1", 0, 1},
    {NULL, NULL, 0, 0},
};

uint32_t cxm__share_family(const struct cxm_reading *reading)
{
    (void)reading;
    return CXM__FAMILY_SHARE;
}

int cxm__share_plan(struct cxm_def *def, struct cxm_error *error)
{
    (void)error;
    def->arity = 1;
    cxm__def_part(def, "counts", CXM__PART_COUNTS, 2);
    return CXM_OK;
}

/* Fill the result from hits out of n, n > 0, in percent. */
static int read_share(uint64_t hits, uint64_t n,
                      const struct cxm_reading *reading,
                      struct cxm_result *result)
{
    struct cxm_interval interval;
    const int status =
        cxm_interval_share(result->method, hits, n, reading->confidence,
                           reading->population, &interval);
    if (status < 0)
        return status;
    result->n = n;
    result->value = 100 * interval.value;
    result->low = 100 * interval.low;
    result->high = 100 * interval.high;
    result->figure[HITS].count = hits;
    return CXM_OK;
}

int cxm__share_result(const struct cxm_def *def, const uint64_t *state,
                      const struct cxm_reading *reading,
                      struct cxm_result *result)
{
    (void)def;
    uint64_t n = 0;
    if (cxm__add_u64(&n, state[0], state[1]) < 0)
        return CXM_EOVERFLOW;
    result->figure[UNDECIDED].count = reading->undecided;
    if (n == 0) {
        result->undefined = ~(1u << UNDECIDED);
        return CXM_EMPTY;
    }
    return read_share(state[1], n, reading, result);
}
