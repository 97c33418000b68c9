/* SPDX-License-Identifier: MIT */
#include <cxm/field.h>

#include <cxm/response.h>
#include <cxm/row.h>

#include <string.h>

#define RESPONSE (1u << CXM_RECORD_RESPONSE)
#define ROW      (1u << CXM_RECORD_ROW)

#define NOWHERE CXM_FIELD_NOWHERE

/*
 * In the order of the bits.  `call_id` is no alias of id: a transferred call
 * has several rows.  `rating` is none of score: what it means is a matter of
 * the layout.
 */
static const struct cxm_field fields[] = {
    {"sent_at", "", CXM_FIELD_SENT_AT, CXM_TYPE_TIME, RESPONSE,
     offsetof(struct cxm_response, sent_at), NOWHERE},
    {"at", "created_at", CXM_FIELD_AT, CXM_TYPE_TIME, RESPONSE | ROW,
     offsetof(struct cxm_response, at), offsetof(struct cxm_row, at)},
    {"csat", "", CXM_FIELD_CSAT, CXM_TYPE_RATING, RESPONSE,
     offsetof(struct cxm_response, csat), NOWHERE},
    {"ces", "", CXM_FIELD_CES, CXM_TYPE_RATING, RESPONSE,
     offsetof(struct cxm_response, ces), NOWHERE},
    {"nps", "", CXM_FIELD_NPS, CXM_TYPE_RATING, RESPONSE,
     offsetof(struct cxm_response, nps), NOWHERE},
    {"score", "", CXM_FIELD_SCORE, CXM_TYPE_RATING, RESPONSE, NOWHERE, NOWHERE},
    {"sent", "", CXM_FIELD_SENT, CXM_TYPE_STATE, 0,
     offsetof(struct cxm_response, sent), NOWHERE},
    {"count", "", CXM_FIELD_COUNT, CXM_TYPE_WHOLE, RESPONSE | ROW,
     offsetof(struct cxm_response, count), offsetof(struct cxm_row, count)},
    {"weight", "", CXM_FIELD_WEIGHT, CXM_TYPE_DECIMAL, RESPONSE,
     offsetof(struct cxm_response, weight), NOWHERE},
    {"amount", "", CXM_FIELD_AMOUNT, CXM_TYPE_DECIMAL, ROW, NOWHERE,
     offsetof(struct cxm_row, amount)},
    {"survey", "survey_type", CXM_FIELD_SURVEY, CXM_TYPE_TEXT, RESPONSE,
     NOWHERE, NOWHERE},
    {"id", "response_id", CXM_FIELD_ID, CXM_TYPE_TEXT, RESPONSE | ROW, NOWHERE,
     NOWHERE},
    {"customer", "customer_id", CXM_FIELD_CUSTOMER, CXM_TYPE_TEXT,
     RESPONSE | ROW, NOWHERE, NOWHERE},
    {"ticket", "ticket_id", CXM_FIELD_TICKET, CXM_TYPE_TEXT, RESPONSE | ROW,
     NOWHERE, NOWHERE},
    {"comment", "", CXM_FIELD_COMMENT, CXM_TYPE_TEXT, RESPONSE | ROW, NOWHERE,
     NOWHERE},
    {"status", "", CXM_FIELD_STATUS, CXM_TYPE_TEXT, RESPONSE | ROW, NOWHERE,
     NOWHERE},
    {"channel", "", CXM_FIELD_CHANNEL, CXM_TYPE_TEXT, RESPONSE | ROW, NOWHERE,
     NOWHERE},
    {"team", "", CXM_FIELD_TEAM, CXM_TYPE_TEXT, RESPONSE | ROW, NOWHERE,
     NOWHERE},
    {"agent", "agent_id", CXM_FIELD_AGENT, CXM_TYPE_TEXT, RESPONSE | ROW,
     NOWHERE, NOWHERE},
    {"topic", "", CXM_FIELD_TOPIC, CXM_TYPE_TEXT, RESPONSE | ROW, NOWHERE,
     NOWHERE},
    {"tags", "", CXM_FIELD_TAGS, CXM_TYPE_TEXT, RESPONSE | ROW, NOWHERE,
     NOWHERE},
};

const struct cxm_field *cxm_field_at(size_t i)
{
    return i < sizeof fields / sizeof *fields ? &fields[i] : NULL;
}

const struct cxm_field *cxm_field_find(const char *name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    }
    return NULL;
}
