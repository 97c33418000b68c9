/* SPDX-License-Identifier: MIT */
#include <cxm/field.h>

#include <cxm/response.h>
#include <cxm/row.h>
#include <cxm/ticket.h>

#include <string.h>

#define RESPONSE (1u << CXM_RECORD_RESPONSE)
#define ROW      (1u << CXM_RECORD_ROW)
#define TICKET   (1u << CXM_RECORD_TICKET)
#define EVENT    (1u << CXM_RECORD_EVENT)
#define ALL      (RESPONSE | ROW | TICKET | EVENT)

#define NOWHERE CXM_FIELD_NOWHERE

/* A field and where it lies in a response, a row and a ticket. */
struct entry {
    struct cxm_field field;
    size_t offset[3];
};

/*
 * In the order of the bits.  A file of tickets may hold ratings and amounts,
 * too: it fills several records from one row.  A status beside an event is
 * none of the event's own.
 */
static const struct entry entries[] = {
    {{"sent_at", CXM_FIELD_SENT_AT, CXM_TYPE_TIME, RESPONSE},
     {offsetof(struct cxm_response, sent_at), NOWHERE, NOWHERE}},
    {{"at", CXM_FIELD_AT, CXM_TYPE_TIME, RESPONSE | ROW | EVENT},
     {offsetof(struct cxm_response, at), offsetof(struct cxm_row, at),
      NOWHERE}},
    {{"csat", CXM_FIELD_CSAT, CXM_TYPE_RATING, RESPONSE | TICKET},
     {offsetof(struct cxm_response, csat), NOWHERE, NOWHERE}},
    {{"ces", CXM_FIELD_CES, CXM_TYPE_RATING, RESPONSE | TICKET},
     {offsetof(struct cxm_response, ces), NOWHERE, NOWHERE}},
    {{"nps", CXM_FIELD_NPS, CXM_TYPE_RATING, RESPONSE | TICKET},
     {offsetof(struct cxm_response, nps), NOWHERE, NOWHERE}},
    {{"score", CXM_FIELD_SCORE, CXM_TYPE_RATING, RESPONSE | TICKET},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"sent", CXM_FIELD_SENT, CXM_TYPE_STATE, 0},
     {offsetof(struct cxm_response, sent), NOWHERE, NOWHERE}},
    {{"count", CXM_FIELD_COUNT, CXM_TYPE_WHOLE, ALL},
     {offsetof(struct cxm_response, count), offsetof(struct cxm_row, count),
      offsetof(struct cxm_ticket, count)}},
    {{"weight", CXM_FIELD_WEIGHT, CXM_TYPE_DECIMAL, RESPONSE},
     {offsetof(struct cxm_response, weight), NOWHERE, NOWHERE}},
    {{"amount", CXM_FIELD_AMOUNT, CXM_TYPE_DECIMAL, ALL},
     {NOWHERE, offsetof(struct cxm_row, amount), NOWHERE}},
    {{"survey", CXM_FIELD_SURVEY, CXM_TYPE_TEXT, RESPONSE},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"id", CXM_FIELD_ID, CXM_TYPE_TEXT, ALL}, {NOWHERE, NOWHERE, NOWHERE}},
    {{"customer", CXM_FIELD_CUSTOMER, CXM_TYPE_TEXT, ALL},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"ticket", CXM_FIELD_TICKET, CXM_TYPE_TEXT, RESPONSE | ROW | EVENT},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"comment", CXM_FIELD_COMMENT, CXM_TYPE_TEXT, ALL},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"status", CXM_FIELD_STATUS, CXM_TYPE_STATUS, RESPONSE | ROW | TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, status)}},
    {{"channel", CXM_FIELD_CHANNEL, CXM_TYPE_TEXT, ALL},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"team", CXM_FIELD_TEAM, CXM_TYPE_TEXT, ALL}, {NOWHERE, NOWHERE, NOWHERE}},
    {{"agent", CXM_FIELD_AGENT, CXM_TYPE_TEXT, ALL},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"topic", CXM_FIELD_TOPIC, CXM_TYPE_TEXT, ALL},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"tags", CXM_FIELD_TAGS, CXM_TYPE_TEXT, ALL}, {NOWHERE, NOWHERE, NOWHERE}},
    {{"offered_at", CXM_FIELD_OFFERED_AT, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, offered_at)}},
    {{"answered_at", CXM_FIELD_ANSWERED_AT, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, answered_at)}},
    {{"ended_at", CXM_FIELD_ENDED_AT, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, ended_at)}},
    {{"first_solved", CXM_FIELD_FIRST_SOLVED, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, first_solved)}},
    {{"solved", CXM_FIELD_SOLVED, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, solved)}},
    {{"closed", CXM_FIELD_CLOSED, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, closed)}},
    {{"created", CXM_FIELD_CREATED, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, created)}},
    {{"assigned", CXM_FIELD_ASSIGNED, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, assigned)}},
    {{"replied", CXM_FIELD_REPLIED, CXM_TYPE_TIME, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, replied)}},
    {{"first_reply_time", CXM_FIELD_FIRST_REPLY_TIME, CXM_TYPE_DURATION,
      TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, first_reply_time)}},
    {{"first_resolution_time", CXM_FIELD_FIRST_RESOLUTION_TIME,
      CXM_TYPE_DURATION, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, first_resolution_time)}},
    {{"resolution_time", CXM_FIELD_RESOLUTION_TIME, CXM_TYPE_DURATION, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, resolution_time)}},
    {{"handle", CXM_FIELD_HANDLE, CXM_TYPE_DURATION, TICKET | EVENT},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, handle)}},
    {{"talk", CXM_FIELD_TALK, CXM_TYPE_DURATION, TICKET | EVENT},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, talk)}},
    {{"hold", CXM_FIELD_HOLD, CXM_TYPE_DURATION, TICKET | EVENT},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, hold)}},
    {{"wrap", CXM_FIELD_WRAP, CXM_TYPE_DURATION, TICKET | EVENT},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, wrap)}},
    {{"wait", CXM_FIELD_WAIT, CXM_TYPE_DURATION, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, wait)}},
    {{"replies", CXM_FIELD_REPLIES, CXM_TYPE_WHOLE, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, replies)}},
    {{"reopens", CXM_FIELD_REOPENS, CXM_TYPE_WHOLE, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, reopens)}},
    {{"agents", CXM_FIELD_AGENTS, CXM_TYPE_WHOLE, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, agents)}},
    {{"contacts", CXM_FIELD_CONTACTS, CXM_TYPE_WHOLE, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, contacts)}},
    {{"answered", CXM_FIELD_ANSWERED, CXM_TYPE_FLAG, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, answered)}},
    {{"abandoned", CXM_FIELD_ABANDONED, CXM_TYPE_FLAG, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, abandoned)}},
    {{"resolved", CXM_FIELD_RESOLVED, CXM_TYPE_FLAG, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, resolved)}},
    {{"direction", CXM_FIELD_DIRECTION, CXM_TYPE_DIRECTION, TICKET},
     {NOWHERE, NOWHERE, offsetof(struct cxm_ticket, direction)}},
    {{"priority", CXM_FIELD_PRIORITY, CXM_TYPE_TEXT, TICKET},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"event", CXM_FIELD_EVENT, CXM_TYPE_TEXT, EVENT},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"actor", CXM_FIELD_ACTOR, CXM_TYPE_TEXT, EVENT},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"public", CXM_FIELD_PUBLIC, CXM_TYPE_FLAG, EVENT},
     {NOWHERE, NOWHERE, NOWHERE}},
    {{"value", CXM_FIELD_VALUE, CXM_TYPE_TEXT, EVENT},
     {NOWHERE, NOWHERE, NOWHERE}},
};

struct alias {
    uint64_t bit;
    uint32_t records;
    const char *names;
};

/*
 * `call_id` is no alias of id: a transferred call has several rows.  `rating`
 * is none of score: what it means is a matter of the layout.  A call is
 * created when it is offered.
 */
static const struct alias aliases[] = {
    {CXM_FIELD_AT, RESPONSE | ROW | EVENT, "created_at"},
    {CXM_FIELD_SURVEY, RESPONSE, "survey_type"},
    {CXM_FIELD_ID, RESPONSE, "response_id"},
    {CXM_FIELD_ID, TICKET, "ticket_id"},
    {CXM_FIELD_TICKET, RESPONSE | ROW | EVENT, "ticket_id"},
    {CXM_FIELD_CUSTOMER, ALL, "customer_id"},
    {CXM_FIELD_AGENT, ALL, "agent_id"},
    {CXM_FIELD_FIRST_SOLVED, TICKET, "first_solved_at"},
    {CXM_FIELD_SOLVED, TICKET, "solved_at|resolved_at"},
    {CXM_FIELD_CLOSED, TICKET, "closed_at"},
    {CXM_FIELD_CREATED, TICKET, "created_at|offered_at"},
    {CXM_FIELD_ASSIGNED, TICKET, "assigned_at"},
    {CXM_FIELD_REPLIED, TICKET, "replied_at|first_reply_at"},
    {CXM_FIELD_HANDLE, TICKET | EVENT, "handle_s|handle_time"},
    {CXM_FIELD_TALK, TICKET | EVENT, "talk_s|talk_time"},
    {CXM_FIELD_HOLD, TICKET | EVENT, "hold_s|hold_time"},
    {CXM_FIELD_WRAP, TICKET | EVENT, "wrap_s|wrap_time|acw|acw_s|acw_time"},
    {CXM_FIELD_WAIT, TICKET, "wait_s|wait_time"},
    {CXM_FIELD_ACTOR, EVENT, "actor_role"},
};

const struct cxm_field *cxm_field_at(size_t i)
{
    return i < sizeof entries / sizeof *entries ? &entries[i].field : NULL;
}

const struct cxm_field *cxm_field_find(const char *name)
{
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (strcmp(entries[i].field.name, name) == 0)
            return &entries[i].field;
    }
    return NULL;
}

const char *cxm_field_aliases(const struct cxm_field *field, uint32_t record)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (aliases[i].bit == field->bit && record <= CXM_RECORD_EVENT &&
            (aliases[i].records >> record & 1))
            return aliases[i].names;
    }
    return "";
}

/* The place of the one bit that is set, in six steps: this is asked often. */
static size_t place_of(uint64_t bit)
{
    size_t i = 0;
    for (uint32_t step = 32; step; step /= 2) {
        if (bit >> step == 0)
            continue;
        bit >>= step;
        i += step;
    }
    return i;
}

size_t cxm_field_offset(const struct cxm_field *field, uint32_t record)
{
    const size_t i = place_of(field->bit);
    if (i >= sizeof entries / sizeof *entries || record < CXM_RECORD_RESPONSE ||
        record > CXM_RECORD_TICKET)
        return NOWHERE;
    return entries[i].offset[record - 1];
}
