/* SPDX-License-Identifier: MIT */
/*
 * Response rate: of the surveys sent, how many were answered.  An answer is a
 * rating; where the source has no rating at all, the time of the answer.
 */
#include "share.h"

#include "../base/base.h"

#define RATINGS (CXM_FIELD_CSAT | CXM_FIELD_CES | CXM_FIELD_NPS)

static const struct cxm_input input[] = {
    {"answered", "0 or 1", 0, 1},
    {NULL, NULL, 0, 0},
};

static int answered(const struct cxm_response *r)
{
    if (r->mapped & RATINGS)
        return (r->have & RATINGS) != 0;
    return (r->have & CXM_FIELD_AT) != 0;
}

static int from_response(const struct cxm_def *def,
                         const struct cxm_response *r, int64_t *v,
                         struct cxm_error *error)
{
    (void)def;
    (void)error;
    if (r->have & CXM_FIELD_SENT && r->sent == CXM_SENT_NO)
        return CXM_INELIGIBLE;
    v[0] = answered(r);
    if (r->mapped & CXM_FIELD_SENT_AT)
        return r->have & CXM_FIELD_SENT_AT ? CXM_COUNTED : CXM_MISSING;
    if (v[0] || r->have & CXM_FIELD_SENT)
        return CXM_COUNTED;
    return CXM_MISSING;
}

const struct cxm__kpi cxm__kpi_response = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_RESPONSE,
            .name = "response",
            .title = "Response rate",
            .unit = "percent",
            .about = "surveys answered, as a share of the surveys sent",
            .define = cxm__no_options,
            .read = cxm__no_options,
            .input = input,
            .figure = cxm__share_figures,
            .needs = CXM_FIELD_SENT_AT | CXM_FIELD_SENT,
            .uses = CXM_FIELD_SENT_AT | CXM_FIELD_SENT | CXM_FIELD_AT | RATINGS,
            .place = CXM_FIELD_SENT_AT | CXM_FIELD_AT | CXM_FIELD_CREATED,
        },
    .plan = cxm__share_plan,
    .from_response = from_response,
    .family = cxm__share_family,
    .figures = cxm__share_result,
};
