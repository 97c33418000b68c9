/* SPDX-License-Identifier: MIT */
/* The layouts there are: data. */
#include "layout.h"

#include <string.h>

/*
 * Fields by which a table is one of tickets or calls.  A bare created_at is
 * none: any row has such a date.
 */
#define TICKET_FIELDS                                                          \
    (CXM_FIELD_REPLIED | CXM_FIELD_FIRST_SOLVED | CXM_FIELD_SOLVED |           \
     CXM_FIELD_CLOSED | CXM_FIELD_OFFERED_AT | CXM_FIELD_ANSWERED_AT |         \
     CXM_FIELD_ENDED_AT | CXM_FIELD_HANDLE | CXM_FIELD_TALK | CXM_FIELD_WAIT | \
     CXM_FIELD_FIRST_REPLY_TIME | CXM_FIELD_FIRST_RESOLUTION_TIME |            \
     CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_REOPENS)

/* With one of these a score is a ticket's, and no answer of its own. */
#define NOT_OF_ANSWERS                                                         \
    (CXM_FIELD_SOLVED | CXM_FIELD_REPLIED | CXM_FIELD_HANDLE |                 \
     CXM_FIELD_OFFERED_AT | CXM_FIELD_ANSWERED_AT)

/*
 * Before the plain kinds, which take what is left; of one name the variant
 * that asks for more before the other.
 *
 * A Zendesk rating is placed by created_at, when it came into being:
 * updated_at moves with every later edit, and a report of last year would
 * change.  Its score says both how and whether the customer answered.
 *
 * Qualtrics' Status is left to filters, for it says how an answer came about
 * (a preview, a spam), not where a ticket stands.  A header whose second and
 * third row were deleted by hand has one row.
 *
 * Chatwoot writes its header in the account's language and ends with a line
 * "Reporting period ... to ...", which is one field.
 *
 * Zendesk has most durations twice; those within business hours are another
 * definition and left to --map, as is "Resolution time", which is in hours
 * and rounded.  How many agents a ticket saw are its assignee stations; group
 * stations count teams.
 *
 * Freshdesk's first response is a time ("Initial response time") and, in
 * business hours, a duration, "(in hrs)" though written H:MM:SS: the times
 * win.  Freshservice writes the same names with other capitals.
 *
 * An Intercom conversation can always be opened again, so its closing is a
 * solving.  Its API measures from the customer's first message.
 *
 * A line of STARFACE's is a leg: a transferred call has several of one callid,
 * each with its own id.  What unit `duration` is in is not documented; the
 * times say it.
 *
 * Medallia's rows are requests, answered or not.
 */
#define ZENDESK_TICKETS                                                        \
    "id=Id|id=Ticket ID|id=Zendesk Ticket ID|customer=Requester id|"           \
    "customer=Requester|created=Created at|assigned=Initially assigned at|"    \
    "solved=Solved at|status=Status|priority=Priority|channel=Via|"            \
    "team=Group|agent=Assignee|tags=Tags|csat=Satisfaction Score|"             \
    "sent=Satisfaction Score|score=|replies=Replies|reopens=Reopens|"          \
    "agents=Assignee stations|"                                                \
    "first_reply_time=First reply time in minutes|"                            \
    "first_reply_time=First reply time (in minutes)|"                          \
    "first_reply_time=First reply time (min)|"                                 \
    "first_reply_time=First reply time|"                                       \
    "first_resolution_time=First resolution time in minutes|"                  \
    "first_resolution_time=First resolution time (in minutes)|"                \
    "resolution_time=Full resolution time in minutes|"                         \
    "resolution_time=Full resolution time (in minutes)|resolution_time="

static const struct layout layouts[] = {
    {
        .name = "qualtrics",
        .title = "Qualtrics, survey responses",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 3,
        .mark = "{\"ImportId\"",
        .fields = "id=ResponseId|at=RecordedDate|at=EndDate|status=",
        .recognised = "ImportId in the third row",
    },
    {
        .name = "qualtrics",
        .title = "Qualtrics, legacy form",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 2,
        .signature_row = 1,
        .signature = "ResponseID|ResponseSet|StartDate|EndDate|Finished",
        .fields = "id=ResponseID|at=EndDate|status=",
        .recognised = "these names in the second row",
    },
    {
        .name = "qualtrics",
        .title = "Qualtrics, second and third row deleted",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .signature = "StartDate|EndDate|RecordedDate|ResponseId",
        .fields = "id=ResponseId|at=RecordedDate|at=EndDate|status=",
        .recognised = "these names",
    },
    {
        .name = "surveymonkey",
        .title = "SurveyMonkey, all responses",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 2,
        .signature = "Respondent ID|Collector ID|Start Date|End Date",
        .blank_below = "Respondent ID",
        .fields = "id=Respondent ID|at=End Date",
        .recognised = "these names, nothing below the first",
    },
    {
        .name = "surveymonkey",
        .title = "SurveyMonkey, second row deleted",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .signature = "Respondent ID|Collector ID|Start Date|End Date",
        .fields = "id=Respondent ID|at=End Date",
        .recognised = "these names",
    },
    {
        .name = "typeform",
        .title = "Typeform, responses",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .signature = "Start Date (UTC)|Submit Date (UTC)|Network ID",
        .fields = "id=#|id=Token|at=Submit Date (UTC)",
        .recognised = "these names",
    },
    {
        .name = "delighted",
        .title = "Delighted, survey responses with the names of its API",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .dates = CXM_DATES_UNIX,
        .signature = "id|person|survey_type|score|permalink|created_at",
        .fields = "id=id|customer=person|survey=survey_type|score=score|"
                  "at=created_at|comment=comment",
        .recognised = "these names",
    },
    {
        .name = "zendesk-ratings",
        .title = "Zendesk, satisfaction ratings with the names of its API",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .signature = "id|assignee_id|group_id|requester_id|ticket_id|score|"
                     "created_at",
        .fields = "id=id|csat=score|sent=score|score=|at=created_at|"
                  "ticket=ticket_id|customer=requester_id|agent=assignee_id|"
                  "team=group_id|comment=comment",
        .recognised = "these names",
    },
    {
        .name = "chatwoot-csat",
        .title = "Chatwoot, CSAT responses",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .footer_fields = 1,
        .signature = "Agent Name|Rating|Link to the conversation|"
                     "Recorded date",
        .fields = "csat=Rating|at=Recorded date|agent=Agent Name|"
                  "comment=Feedback Comment",
        .recognised = "these names",
    },
    {
        .name = "chatwoot-csat",
        .title = "Chatwoot, with untranslated names",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .footer_fields = 1,
        .signature = "agent_name|rating|link_to_the_conversation|recorded_at",
        .fields = "csat=rating|at=recorded_at|agent=agent_name|"
                  "comment=feedback",
        .recognised = "these names",
    },
    {
        .name = "medallia",
        .title = "Medallia Agent Connect, feedback requests",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .utc = 1,
        .signature = "request_id|request_sent_at|response_received_at|"
                     "star_rating",
        .fields = "id=request_id|sent_at=request_sent_at|"
                  "at=response_received_at|csat=star_rating|"
                  "comment=comments|channel=channel|tags=tags|"
                  "customer=request_sent_to|agent=employee_custom_id|"
                  "agent=employee_email",
        .recognised = "these names",
    },
    {
        .name = "zendesk-tickets",
        .title = "Zendesk, tickets of a view",
        .record = CXM_RECORD_TICKET,
        .header_rows = 1,
        .unit = UNIT_MIN,
        .split = " ",
        .signature = "Summation column|Id",
        .fields = ZENDESK_TICKETS,
        .recognised = "these names",
    },
    {
        .name = "zendesk-tickets",
        .title = "Zendesk, tickets with their metrics",
        .record = CXM_RECORD_TICKET,
        .header_rows = 1,
        .unit = UNIT_MIN,
        .split = " ",
        .signature = "Status",
        .any = "Group stations|Assignee stations|First reply time in minutes|"
               "First reply time (in minutes)|Full resolution time in minutes",
        .fields = ZENDESK_TICKETS,
        .recognised = "Status and one of these names",
    },
    {
        .name = "freshdesk-tickets",
        .title = "Freshdesk and Freshservice, tickets",
        .record = CXM_RECORD_TICKET,
        .header_rows = 1,
        .unit = UNIT_HOUR,
        .split = ",",
        .signature = "Ticket ID|Created time",
        .any = "Resolved time|Closed time|Initial response time|"
               "First response time (in hrs)|Resolution time (in hrs)|"
               "Agent interactions",
        .fields = "id=Ticket ID|created=Created time|"
                  "replied=Initial response time|solved=Resolved time|"
                  "closed=Closed time|status=Status|priority=Priority|"
                  "channel=Source|team=Group|agent=Agent|"
                  "customer=Contact ID|tags=Tags|csat=Survey results|"
                  "csat=Survey result|replies=Agent interactions|"
                  "handle=Time tracked|"
                  "first_reply_time=First response time (in hrs)|"
                  "resolution_time=Resolution time (in hrs)",
        .recognised = "Ticket ID, Created time and one of these names",
    },
    {
        .name = "intercom",
        .title = "Intercom, conversations by the exporter of Prodsight",
        .record = CXM_RECORD_TICKET,
        .header_rows = 1,
        .utc = 1,
        .unit = UNIT_SEC,
        .split = ",",
        .signature = "conversation_id|conversation_state|"
                     "conversation_created_at|"
                     "conversation_first_response_at|conversation_closed_at",
        .fields = "id=conversation_id|created=conversation_created_at|"
                  "replied=conversation_first_response_at|"
                  "solved=conversation_closed_at|status=conversation_state|"
                  "tags=conversation_tags",
        .recognised = "these names",
    },
    {
        .name = "intercom",
        .title = "Intercom, conversations with the names of its API",
        .record = CXM_RECORD_TICKET,
        .header_rows = 1,
        .dates = CXM_DATES_UNIX,
        .utc = 1,
        .unit = UNIT_SEC,
        .split = ",",
        .signature = "first_contact_reply_at|first_admin_reply_at|"
                     "first_close_at|last_close_at",
        .fields = "id=id|id=conversation_id|created=first_contact_reply_at|"
                  "assigned=first_assignment_at|replied=first_admin_reply_at|"
                  "first_solved=first_close_at|solved=last_close_at|"
                  "status=state|reopens=count_reopens|"
                  "first_reply_time=time_to_admin_reply|"
                  "first_resolution_time=time_to_first_close|"
                  "resolution_time=time_to_last_close",
        .recognised = "these names",
    },
    {
        .name = "starface-calls",
        .title = "STARFACE, lines of calls (Leitungsdaten)",
        .record = CXM_RECORD_TICKET,
        .header_rows = 1,
        .signature = "callid|callleguuid|starttime|linktime|hanguptime|"
                     "callresult",
        .fields = "id=id|created=starttime|offered_at=starttime|"
                  "answered_at=linktime|"
                  "ended_at=hanguptime|answered=answered|direction=incoming|"
                  "agent=calledlogin",
        .recognised = "these names",
    },
    {
        .name = "starface-calls",
        .title = "STARFACE, call list (Verbindungsdaten)",
        .record = CXM_RECORD_TICKET,
        .header_rows = 1,
        .signature = "callid|callleguuid|starttime|linktime|callresulttime|"
                     "callresult",
        .fields = "id=id|created=starttime|offered_at=starttime|"
                  "answered_at=linktime|"
                  "ended_at=callresulttime|answered=callresult|"
                  "direction=incoming|agent=cdraccountid",
        .recognised = "these names",
    },
    {
        .name = "events",
        .title = "one row per event: each with talk, hold or wrap is a leg",
        .record = CXM_RECORD_EVENT,
        .header_rows = 1,
        .all_fields = CXM_FIELD_TICKET | CXM_FIELD_AT | CXM_FIELD_EVENT,
        .recognised = "all of these",
    },
    {
        .name = "responses",
        .title = "one row per answer",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .any = "response_id|score|csat|ces|nps",
        .no_fields = NOT_OF_ANSWERS,
        .recognised = "one of these names",
    },
    {
        .name = "tickets",
        .title = "one row per ticket, call or contact",
        .record = CXM_RECORD_TICKET,
        .header_rows = 1,
        .any = "created",
        .any_fields = TICKET_FIELDS,
        .recognised = "one of these, but no bare created_at",
    },
    {
        .name = "rows",
        .title = "anything else, by its header names",
        .record = CXM_RECORD_ROW,
        .header_rows = 1,
        .recognised = "nothing else fits",
    },
};

/* Their events must be worked out first. */
static const char *const planned[] = {
    "zendesk-tables",
    "chatwoot-events",
};

const struct layout *layout_at(size_t i)
{
    return i < sizeof layouts / sizeof *layouts ? &layouts[i] : NULL;
}

const struct layout *layout_find(const char *name)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        if (strcmp(layouts[i].name, name) == 0)
            return &layouts[i];
    }
    return NULL;
}

const char *layout_planned_at(size_t i)
{
    return i < sizeof planned / sizeof *planned ? planned[i] : NULL;
}

int layout_is_planned(const char *name)
{
    for (size_t i = 0; i < sizeof planned / sizeof *planned; i++) {
        if (strcmp(planned[i], name) == 0)
            return 1;
    }
    return 0;
}

const char *layout_names(void)
{
    return "qualtrics, surveymonkey, typeform, delighted, zendesk-ratings, "
           "chatwoot-csat, medallia, zendesk-tickets, freshdesk-tickets, "
           "intercom, starface-calls, responses, tickets, events, rows";
}
