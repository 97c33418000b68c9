/* SPDX-License-Identifier: MIT */
/* The list of fields is complete, unambiguous and fits the records. */
#include "run.h"

#include <stdio.h>
#include <string.h>

#include <cxm/response.h>
#include <cxm/row.h>
#include <cxm/ticket.h>

#define RESPONSE CXM_RECORD_RESPONSE
#define ROW      CXM_RECORD_ROW
#define TICKET   CXM_RECORD_TICKET
#define EVENT    CXM_RECORD_EVENT

/* Is a header of that kind of record this field, by name or alias? */
static int is_called(const struct cxm_field *field, uint32_t record,
                     const char *name)
{
    const size_t n = strlen(name);
    const char *alias = cxm_field_aliases(field, record);
    if (!(field->records >> record & 1))
        return 0;
    if (strcmp(field->name, name) == 0)
        return 1;
    while (*alias) {
        const size_t length = strcspn(alias, "|");
        if (length == n && memcmp(alias, name, n) == 0)
            return 1;
        alias += length + (alias[length] == '|');
    }
    return 0;
}

/* The names of the fields that a header means, with blanks between. */
static const char *meant(const char *name, uint32_t record)
{
    static char names[256];
    size_t used = 0;
    names[0] = '\0';
    for (size_t i = 0; cxm_field_at(i); i++) {
        const struct cxm_field *field = cxm_field_at(i);
        if (is_called(field, record, name))
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                     used ? " " : "", field->name);
    }
    return names;
}

START_TEST(the_fields_stand_in_the_order_of_their_bits)
{
    size_t n = 0;
    for (; cxm_field_at(n); n++) {
        const struct cxm_field *field = cxm_field_at(n);
        ck_assert_uint_eq(field->bit, UINT64_C(1) << n);
        ck_assert_ptr_eq(cxm_field_find(field->name), field);
        ck_assert(field->type >= CXM_TYPE_TEXT &&
                  field->type <= CXM_TYPE_DIRECTION);
        ck_assert_uint_eq(field->records & ~(uint32_t)0x1e, 0);
    }
    ck_assert_uint_eq(n, 51);
    ck_assert_uint_eq(CXM_FIELD_PRIORITY, UINT64_C(1) << 46);
    ck_assert_uint_eq(CXM_FIELD_VALUE, UINT64_C(1) << 50);
    ck_assert_ptr_null(cxm_field_at(SIZE_MAX));
}
END_TEST

static const struct {
    uint32_t record;
    const char *header;
    const char *fields; /* "": none */
    const char *source;
} headers[] = {
    {RESPONSE, "id", "id", "cli.md, responses"},
    {RESPONSE, "at", "at", "cli.md, responses"},
    {RESPONSE, "score", "score", "cli.md, responses"},
    {RESPONSE, "csat", "csat", "cli.md, responses"},
    {RESPONSE, "ces", "ces", "cli.md, responses"},
    {RESPONSE, "nps", "nps", "cli.md, responses"},
    {RESPONSE, "sent_at", "sent_at", "cli.md, responses"},
    {RESPONSE, "customer", "customer", "cli.md, responses"},
    {RESPONSE, "weight", "weight", "cli.md, responses"},
    {RESPONSE, "count", "count", "cli.md, responses"},
    {RESPONSE, "comment", "comment", "cli.md, responses"},
    {RESPONSE, "ticket", "ticket", "cli.md, responses"},
    {RESPONSE, "status", "status", "cli.md, responses"},
    {RESPONSE, "response_id", "id", "cli.md, aliases"},
    {RESPONSE, "ticket_id", "ticket", "cli.md, aliases"},
    {RESPONSE, "created_at", "at", "cli.md, aliases"},
    {RESPONSE, "customer_id", "customer", "cli.md, aliases"},
    {RESPONSE, "agent_id", "agent", "cli.md, aliases"},
    {RESPONSE, "survey_type", "survey", "kpis.md, Delighted"},
    {RESPONSE, "call_id", "", "cli.md: call_id is no id"},
    {RESPONSE, "rating", "", "a matter of the layout"},
    {RESPONSE, "sent", "", "as often a date"},
    {RESPONSE, "amount", "amount", "an order beside its answer"},
    {RESPONSE, "", "", "an empty header"},
    {ROW, "at", "at", "cli.md, rows"},
    {ROW, "created_at", "at", "cli.md, rows"},
    {ROW, "amount", "amount", "cli.md, rows"},
    {ROW, "count", "count", "cli.md, rows"},
    {ROW, "id", "id", "cli.md, rows"},
    {ROW, "customer_id", "customer", "cli.md, rows"},
    {ROW, "nps", "", "a row has no rating"},
    {ROW, "sent_at", "", "a response's"},
    {RESPONSE, "created", "", "a ticket's"},
    {RESPONSE, "wait", "", "a ticket's"},
    {ROW, "response_id", "", "cli.md: id of responses"},
    {ROW, "ticket_id", "ticket", "cli.md: ticket elsewhere"},
    {ROW, "score", "", "a row has no rating"},
    {TICKET, "id", "id", "cli.md, tickets"},
    {TICKET, "ticket_id", "id", "cli.md: id of tickets"},
    {TICKET, "ticket", "", "a ticket has an id"},
    {TICKET, "response_id", "", "cli.md: id of responses"},
    {TICKET, "customer_id", "customer", "cli.md, aliases"},
    {TICKET, "agent_id", "agent", "cli.md, aliases"},
    {TICKET, "created", "created", "cli.md, tickets"},
    {TICKET, "created_at", "created", "cli.md: created in tickets"},
    {TICKET, "offered_at", "offered_at created", "a call's creation"},
    {TICKET, "at", "", "a response's or a row's"},
    {TICKET, "sent_at", "", "a response's"},
    {TICKET, "answered_at", "answered_at", "cli.md, tickets"},
    {TICKET, "ended_at", "ended_at", "cli.md, tickets"},
    {TICKET, "first_solved", "first_solved", "kpis.md 2.7"},
    {TICKET, "solved_at", "solved", "as created_at"},
    {TICKET, "resolved_at", "solved", "as created_at"},
    {TICKET, "closed_at", "closed", "as created_at"},
    {TICKET, "assigned_at", "assigned", "as created_at"},
    {TICKET, "replied_at", "replied", "as created_at"},
    {TICKET, "first_reply_at", "replied", "a time, no duration"},
    {TICKET, "first_reply_time", "first_reply_time", "cli.md, tickets"},
    {TICKET, "resolution_time", "resolution_time", "cli.md, tickets"},
    {TICKET, "handle_time", "handle", "cli.md, tickets"},
    {TICKET, "talk_s", "talk", "cli.md, aliases"},
    {TICKET, "hold_s", "hold", "cli.md, aliases"},
    {TICKET, "wrap_s", "wrap", "cli.md, aliases"},
    {TICKET, "acw", "wrap", "after-call work"},
    {TICKET, "talk_time", "talk", "as handle_time"},
    {TICKET, "hold_time", "hold", "as handle_time"},
    {TICKET, "wrap_time", "wrap", "as handle_time"},
    {TICKET, "wait_s", "wait", "as talk_s"},
    {TICKET, "resolved", "resolved", "a flag, no time"},
    {TICKET, "solved", "solved", "a time, no flag"},
    {TICKET, "answered", "answered", "cli.md, tickets"},
    {TICKET, "direction", "direction", "cli.md, tickets"},
    {TICKET, "priority", "priority", "cli.md, tickets"},
    {TICKET, "status", "status", "cli.md, tickets"},
    {TICKET, "tags", "tags", "cli.md, tickets"},
    {TICKET, "score", "score", "cli.md, tickets"},
    {TICKET, "csat", "csat", "ratings in ticket exports"},
    {TICKET, "amount", "amount", "cli.md, tickets"},
    {TICKET, "count", "count", "cli.md, tickets"},
    {TICKET, "weight", "", "a response's"},
    {TICKET, "sent", "", "as often a date"},
    {TICKET, "event", "", "an event's"},
    {ROW, "event", "", "an event's"},
    {ROW, "talk_s", "", "a ticket's or an event's"},
    {EVENT, "ticket", "ticket", "cli.md, events"},
    {EVENT, "customer", "customer", "cli.md, events"},
    {EVENT, "topic", "topic", "cli.md, events"},
    {EVENT, "at", "at", "cli.md, events"},
    {EVENT, "event", "event", "cli.md, events"},
    {EVENT, "actor", "actor", "cli.md, events"},
    {EVENT, "public", "public", "cli.md, events"},
    {EVENT, "agent", "agent", "cli.md, events"},
    {EVENT, "channel", "channel", "cli.md, events"},
    {EVENT, "team", "team", "cli.md, events"},
    {EVENT, "value", "value", "cli.md, events"},
    {EVENT, "talk", "talk", "cli.md, events"},
    {EVENT, "hold", "hold", "cli.md, events"},
    {EVENT, "wrap", "wrap", "cli.md, events"},
    {EVENT, "ticket_id", "ticket", "cli.md: ticket elsewhere"},
    {EVENT, "created_at", "at", "cli.md: at in events"},
    {EVENT, "customer_id", "customer", "cli.md, aliases"},
    {EVENT, "agent_id", "agent", "cli.md, aliases"},
    {EVENT, "actor_role", "actor", "cli.md, aliases"},
    {EVENT, "talk_s", "talk", "cli.md, aliases"},
    {EVENT, "hold_s", "hold", "cli.md, aliases"},
    {EVENT, "wrap_s", "wrap", "cli.md, aliases"},
    {EVENT, "event_id", "", "no id: nobody counts events by it"},
    {EVENT, "status", "", "not where a ticket stands"},
    {EVENT, "answered", "", "a ticket's"},
    {EVENT, "direction", "", "a ticket's"},
    {EVENT, "created", "", "a ticket's"},
    {EVENT, "solved", "", "a ticket's"},
    {EVENT, "csat", "", "an answer's"},
};

START_TEST(a_header_means_what_its_kind_of_record_says)
{
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const char *fields = meant(headers[i].header, headers[i].record);
        ck_assert_msg(strcmp(fields, headers[i].fields) == 0,
                      "%s of %u (%s): \"%s\"", headers[i].header,
                      headers[i].record, headers[i].source, fields);
    }
}
END_TEST

START_TEST(a_kind_of_record_not_known_has_no_field)
{
    for (size_t i = 0; cxm_field_at(i); i++) {
        static const uint32_t record[] = {0, 5, 31, 32, UINT32_MAX};
        for (size_t k = 0; k < sizeof record / sizeof *record; k++) {
            const struct cxm_field *field = cxm_field_at(i);
            ck_assert_str_eq(cxm_field_aliases(field, record[k]), "");
            ck_assert(cxm_field_offset(field, record[k]) == CXM_FIELD_NOWHERE);
        }
    }
    const struct cxm_field later = {"later", UINT64_C(1) << 63, CXM_TYPE_TEXT,
                                    0x1e};
    ck_assert_str_eq(cxm_field_aliases(&later, TICKET), "");
    ck_assert(cxm_field_offset(&later, TICKET) == CXM_FIELD_NOWHERE);
}
END_TEST

START_TEST(an_alias_or_another_case_is_no_name)
{
    static const char *const name[] = {"response_id", "NPS",  "",
                                       "np",          "npss", "call_id"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        ck_assert_ptr_null(cxm_field_find(name[i]));
}
END_TEST

static const struct {
    uint32_t record;
    const char *name;
    size_t offset;
} places[] = {
    {RESPONSE, "at", offsetof(struct cxm_response, at)},
    {RESPONSE, "sent_at", offsetof(struct cxm_response, sent_at)},
    {RESPONSE, "csat", offsetof(struct cxm_response, csat)},
    {RESPONSE, "ces", offsetof(struct cxm_response, ces)},
    {RESPONSE, "nps", offsetof(struct cxm_response, nps)},
    {RESPONSE, "sent", offsetof(struct cxm_response, sent)},
    {RESPONSE, "count", offsetof(struct cxm_response, count)},
    {RESPONSE, "weight", offsetof(struct cxm_response, weight)},
    {ROW, "at", offsetof(struct cxm_row, at)},
    {ROW, "amount", offsetof(struct cxm_row, amount)},
    {ROW, "count", offsetof(struct cxm_row, count)},
    {TICKET, "offered_at", offsetof(struct cxm_ticket, offered_at)},
    {TICKET, "answered_at", offsetof(struct cxm_ticket, answered_at)},
    {TICKET, "ended_at", offsetof(struct cxm_ticket, ended_at)},
    {TICKET, "first_solved", offsetof(struct cxm_ticket, first_solved)},
    {TICKET, "solved", offsetof(struct cxm_ticket, solved)},
    {TICKET, "closed", offsetof(struct cxm_ticket, closed)},
    {TICKET, "created", offsetof(struct cxm_ticket, created)},
    {TICKET, "assigned", offsetof(struct cxm_ticket, assigned)},
    {TICKET, "replied", offsetof(struct cxm_ticket, replied)},
    {TICKET, "first_reply_time", offsetof(struct cxm_ticket, first_reply_time)},
    {TICKET, "first_resolution_time",
     offsetof(struct cxm_ticket, first_resolution_time)},
    {TICKET, "resolution_time", offsetof(struct cxm_ticket, resolution_time)},
    {TICKET, "handle", offsetof(struct cxm_ticket, handle)},
    {TICKET, "talk", offsetof(struct cxm_ticket, talk)},
    {TICKET, "hold", offsetof(struct cxm_ticket, hold)},
    {TICKET, "wrap", offsetof(struct cxm_ticket, wrap)},
    {TICKET, "wait", offsetof(struct cxm_ticket, wait)},
    {TICKET, "replies", offsetof(struct cxm_ticket, replies)},
    {TICKET, "reopens", offsetof(struct cxm_ticket, reopens)},
    {TICKET, "agents", offsetof(struct cxm_ticket, agents)},
    {TICKET, "contacts", offsetof(struct cxm_ticket, contacts)},
    {TICKET, "count", offsetof(struct cxm_ticket, count)},
    {TICKET, "answered", offsetof(struct cxm_ticket, answered)},
    {TICKET, "abandoned", offsetof(struct cxm_ticket, abandoned)},
    {TICKET, "resolved", offsetof(struct cxm_ticket, resolved)},
    {TICKET, "direction", offsetof(struct cxm_ticket, direction)},
    {TICKET, "status", offsetof(struct cxm_ticket, status)},
};

/* The place that the list above gives a field. */
static size_t place(const char *name, uint32_t record)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i].record == record && strcmp(places[i].name, name) == 0)
            return places[i].offset;
    }
    return CXM_FIELD_NOWHERE;
}

START_TEST(a_field_lies_where_its_record_has_it)
{
    for (size_t i = 0; cxm_field_at(i); i++) {
        const struct cxm_field *field = cxm_field_at(i);
        for (uint32_t record = RESPONSE; record <= EVENT; record++) {
            const size_t offset = cxm_field_offset(field, record);
            ck_assert_msg(offset == place(field->name, record), "%s of %u",
                          field->name, record);
            /* Text has no int64 to lie in. */
            ck_assert(field->type != CXM_TYPE_TEXT ||
                      offset == CXM_FIELD_NOWHERE);
        }
    }
}
END_TEST

START_TEST(a_record_starts_with_its_size_and_nothing_else)
{
    const struct cxm_response response = CXM_RESPONSE_INIT;
    const struct cxm_row row = CXM_ROW_INIT;
    const struct cxm_ticket ticket = CXM_TICKET_INIT;
    struct cxm_ticket empty;
    memset(&empty, 0, sizeof empty);
    empty.size = sizeof empty;
    empty.option = NULL;
    ck_assert_uint_eq(response.size, sizeof response);
    ck_assert(response.have == 0 && response.mapped == 0 && !response.survey);
    ck_assert_uint_eq(row.size, sizeof row);
    ck_assert(row.have == 0 && row.mapped == 0 && row.n == 0 && !row.option);
    ck_assert_mem_eq(&ticket, &empty, sizeof ticket);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_fields_stand_in_the_order_of_their_bits);
    tcase_add_test(tc, a_header_means_what_its_kind_of_record_says);
    tcase_add_test(tc, a_kind_of_record_not_known_has_no_field);
    tcase_add_test(tc, an_alias_or_another_case_is_no_name);
    tcase_add_test(tc, a_field_lies_where_its_record_has_it);
    tcase_add_test(tc, a_record_starts_with_its_size_and_nothing_else);
}

TEST_MAIN(tests)
