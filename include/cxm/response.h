/* SPDX-License-Identifier: MIT */
/*
 * cxm/response.h - one survey answer as plain data.
 *
 * Start with CXM_RESPONSE_INIT, set what is known and its bit in `have`.
 * Ratings are in millionths of a point (9 is 9000000), so that any decimal
 * scale is exact.
 */
#ifndef CXM_RESPONSE_H
#define CXM_RESPONSE_H

#include <cxm/field.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Values of `sent`. */
#define CXM_SENT_NO  0 /* never asked: Zendesk's Unoffered */
#define CXM_SENT_YES 1 /* asked: Zendesk's Offered, or an answer */

struct cxm_response {
    uint32_t size; /* sizeof (struct cxm_response), set by the initialiser */
    uint32_t reserved;
    uint64_t mapped; /* CXM_FIELD_ bits: fields the source has at all */
    uint64_t have;   /* CXM_FIELD_ bits: fields with a value here */
    int64_t at;      /* when it was answered */
    int64_t sent_at; /* when the survey was sent */
    int64_t csat;    /* ratings, in millionths */
    int64_t ces;
    int64_t nps;
    int64_t sent;       /* CXM_SENT_... */
    int64_t count;      /* how many answers this one stands for, >= 0 */
    int64_t weight;     /* reserved: in millionths */
    const char *survey; /* the KPI the survey asked for, "nps"; or NULL */
};

#define CXM_RESPONSE_INIT                                                      \
    {                                                                          \
        sizeof(struct cxm_response), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL     \
    }

#ifdef __cplusplus
}
#endif

#endif
