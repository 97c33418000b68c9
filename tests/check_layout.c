/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "examples/cxm/layout.h"

#include <stdio.h>
#include <string.h>

/*
 * Headers as files have them, cells separated by '|': of the reference data
 * (s01, s05, s06, s09, s10), and the lists of kpis.md section 7.
 */
#define S01 "|id|nps|satisfaction|intention|explication|NbPassageKS|CaTicket|t"
#define S05                                                                    \
    "cust_id|type|product|item1|item1_open|item2a|item2b|item3a|item3b"        \
    "|item4a|item4b|item5a|item5b|item6a|item6b"
#define S06                                                                    \
    "cust_id|type|product|csat|csat_open|postal_contact|postal_rating"         \
    "|phone_contact|phone_rating|email_contact|email_rating|website_contact"   \
    "|website_rating|shop_contact|shop_rating"
#define S09                                                                    \
    "StartDate|EndDate|Status|IPAddress|Progress|Duration (in seconds)"        \
    "|Finished|RecordedDate|ResponseId|RecipientLastName|RecipientFirstName"   \
    "|RecipientEmail|ExternalReference|LocationLatitude|LocationLongitude"     \
    "|DistributionChannel|UserLanguage|Q1|Q2|Q2 - Topics"
#define S09_TEXT                                                               \
    "Anfangsdatum|Enddatum|Antworttyp|IP-Adresse|Aktueller Stand"              \
    "|Dauer (in Sekunden)|Beendet|Erfassungsdatum|Antwort-ID"                  \
    "|Nachname des Empf\xc3\xa4ngers|Vorname des Empf\xc3\xa4ngers"            \
    "|E-Mail des Empf\xc3\xa4ngers|Externe Datenreferenz"                      \
    "|Breitengrad des Standorts|L\xc3\xa4ngengrad des Standorts"               \
    "|Verteilungskanal|Benutzersprache|This is a multiple choice question."    \
    "|This is a free text question.|Q2 - Topics"
#define S09_IDS                                                                \
    "{\"ImportId\":\"startDate\"}|{\"ImportId\":\"endDate\"}"                  \
    "|{\"ImportId\":\"status\"}|{\"ImportId\":\"ipAddress\"}"
#define S10                                                                    \
    "V1|V2|V3|V4|V5|V6|V7|V8|V9|V10|Q1|Q2|LocationLatitude"                    \
    "|LocationLongitude|LocationAccuracy|"
#define S10_TEXT                                                               \
    "ResponseID|ResponseSet|Name|ExternalDataReference|EmailAddress"           \
    "|IPAddress|Status|StartDate|EndDate|Finished"                             \
    "|This is a multiple choice question.|This is a free text question."       \
    "|LocationLatitude|LocationLongitude|LocationAccuracy|"
#define S10_DATA                                                               \
    "R_2YPOQ602ER1jkf1|Standard-Antwortsatz|Anonym|||130.92.34.66|0"           \
    "|2017-07-18 08:28:09|2017-07-18 08:28:48|1|2|Hello World!|47.1|7.2|-1|"
#define MONKEY                                                                 \
    "Respondent ID|Collector ID|Start Date|End Date|IP Address"                \
    "|Email Address|First Name|Last Name|Custom Data 1|How likely?|"           \
    "|Why, and why not?"
#define MONKEY_TEXT "|||||||||Response|Comment|Open-Ended Response"
#define MONKEY_DATA "1001|C1|2024-01-01|2024-01-01|1.2.3.4|||||9|x|y"
#define TYPEFORM    "#|How likely?|Start Date (UTC)|Submit Date (UTC)|Network ID"
#define TYPEFORM_NEW                                                           \
    "#|How likely?|Response Type|Start Date (UTC)|Stage Date (UTC)"            \
    "|Submit Date (UTC)|Network ID|Tags|Ending"
#define DELIGHTED                                                              \
    "id|person|survey_type|score|comment|permalink|created_at|updated_at"      \
    "|person_properties|notes|tags|additional_answers"
#define ZENDESK                                                                \
    "id|url|assignee_id|group_id|requester_id|ticket_id|score|comment"         \
    "|created_at|updated_at|reason_code"
#define CHATWOOT                                                               \
    "Agent Name|Rating|Feedback Comment|Contact Name|Contact Email Address"    \
    "|Contact Phone Number|Link to the conversation|Recorded date"
#define CHATWOOT_KEYS                                                          \
    "agent_name|rating|feedback|contact_name|contact_email_address"            \
    "|contact_phone_number|link_to_the_conversation|recorded_at"
#define ZENDESK_TICKETS                                                        \
    "Summation column|Id|Requester|Requester id|Assignee|Group|Subject|Tags"   \
    "|Status|Priority|Via|Ticket type|Created at|Updated at|Solved at"         \
    "|Satisfaction Score|Reopens|Replies|First reply time in minutes"

#define ZENDESK_FULL                                                           \
    "Ticket ID|Requester|Group|Status|Group stations|Assignee stations"        \
    "|First reply time (in minutes)"                                           \
    "|First reply time in minutes within business hours"                       \
    "|First resolution time in minutes|Full resolution time in minutes"        \
    "|Full resolution time in minutes within business hours|Resolution time"
#define FRESHDESK                                                              \
    "Ticket ID|Subject|Status|Priority|Source|Type|Agent|Group|Created time"   \
    "|Due by Time|Resolved time|Closed time|Last update time"                  \
    "|Initial response time|Time tracked|First response time (in hrs)"         \
    "|Resolution time (in hrs)|Agent interactions|Customer interactions"       \
    "|Resolution status|First response status|Tags|Survey results|Full name"   \
    "|Contact ID"
#define FRESHSERVICE                                                           \
    "Ticket Id|Status|Created Time|Resolved Time|Closed Time"                  \
    "|First Response Time (in Hrs)|Resolution Time (in Hrs)|Survey Result"
#define PRODSIGHT                                                              \
    "message_id|message_body|message_type|message_created_at"                  \
    "|message_author_type|conversation_tags|conversation_id"                   \
    "|conversation_state|conversation_created_at"                              \
    "|conversation_first_response_at|conversation_closed_at|app_id|app_name"
#define INTERCOM                                                               \
    "id|state|created_at|time_to_assignment|time_to_admin_reply"               \
    "|time_to_first_close|time_to_last_close|first_contact_reply_at"           \
    "|first_assignment_at|first_admin_reply_at|first_close_at|last_close_at"   \
    "|count_reopens|count_assignments"
#define MEDALLIA                                                               \
    "request_id|request_sent_at|request_delivery_status"                       \
    "|response_received_at|star_rating|comments|channel|tags|brand"            \
    "|customer_name|request_sent_to|employee_email|employee_custom_id"
#define STARFACE_LINES                                                         \
    "id|callid|callleguuid|calleraccountid|callerlogin|callernumber"           \
    "|calledaccountid|calledlogin|callednumber|starttime|ringingtime"          \
    "|linktime|hanguptime|callresult|lineid|linename|channelname|incoming"     \
    "|answered|duration"
#define STARFACE_CALLS                                                         \
    "id|callid|callstepid|callleguuid|cdraccountid|calleraccountid"            \
    "|callercallerid|calledaccountid|calledcallerid|serviceid|starttime"       \
    "|ringingtime|linktime|callresulttime|callresult"

/* ---- Headers from text ------------------------------------------------- */

struct rows {
    struct header row[LAYOUT_ROWS];
    char *text[LAYOUT_ROWS];
    size_t n;
};

static void add_row(struct rows *rows, const char *text)
{
    struct header *row = &rows->row[rows->n];
    if (!text)
        return;
    memset(row, 0, sizeof *row);
    rows->text[rows->n++] = strdup(text);
    char *p = rows->text[rows->n - 1];
    row->columns = 1;
    for (const char *c = p; *c; c++)
        row->columns += *c == '|';
    row->name = calloc(row->columns, sizeof *row->name);
    for (size_t i = 0; i < row->columns; i++) {
        row->name[i] = p;
        p += strcspn(p, "|");
        *p++ = '\0';
    }
}

static struct rows make_rows(const char *a, const char *b, const char *c)
{
    struct rows rows = {.n = 0};
    add_row(&rows, a);
    add_row(&rows, b);
    add_row(&rows, c);
    return rows;
}

static void free_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        free(rows->row[i].name);
        free(rows->text[i]);
    }
}

/* As the program makes it: names, and the next row's labels. */
static struct header make_header(const struct layout *layout,
                                 const struct rows *rows)
{
    struct header header = rows->row[0];
    if (layout->header_rows > 1 && rows->n > 1)
        header.label = rows->row[1].name;
    return header;
}

static size_t field_index(const char *name)
{
    size_t i = 0;
    while (strcmp(cxm_field_at(i)->name, name) != 0)
        i++;
    return i;
}

/* ---- Recognition ------------------------------------------------------- */

static const struct {
    const char *row[LAYOUT_ROWS];
    const char *layout;
    uint32_t header_rows;
    const char *bound; /* "field=#1 ...", all of them in the fields' order */
} files[] = {
    {{S01, "1|2368|10|10|10|NA|23|12.85|11"}, "responses", 1, "nps=#3 id=#2"},
    {{S05}, "rows", 1, ""},
    {{S06}, "responses", 1, "csat=#4"},
    {{S09, S09_TEXT, S09_IDS}, "qualtrics", 3, "at=#8 id=#9"},
    {{S09, "2017-07-18 08:28:09"}, "qualtrics", 1, "at=#8 id=#9"},
    {{"EndDate|Q1", "Enddatum|Frage", "{\"ImportId\":\"endDate\"}|{}"},
     "qualtrics",
     3,
     "at=#1"},
    {{S10, S10_TEXT, S10_DATA}, "qualtrics", 2, "at=#9 id=#1"},
    {{MONKEY, MONKEY_TEXT, MONKEY_DATA}, "surveymonkey", 2, "at=#4 id=#1"},
    {{MONKEY, MONKEY_DATA}, "surveymonkey", 1, "at=#4 id=#1"},
    {{MONKEY, MONKEY_TEXT}, "surveymonkey", 2, "at=#4 id=#1"},
    {{MONKEY}, "surveymonkey", 1, "at=#4 id=#1"},
    {{TYPEFORM}, "typeform", 1, "at=#4 id=#1"},
    {{TYPEFORM_NEW}, "typeform", 1, "at=#6 id=#1 tags=#8"},
    {{DELIGHTED},
     "delighted",
     1,
     "at=#7 score=#4 survey=#3 id=#1 customer=#2 comment=#5 tags=#11"},
    {{ZENDESK},
     "zendesk-ratings",
     1,
     "at=#9 csat=#7 sent=#7 id=#1 customer=#5 ticket=#6 comment=#8 team=#4 "
     "agent=#3"},
    {{CHATWOOT}, "chatwoot-csat", 1, "at=#8 csat=#2 comment=#3 agent=#1"},
    {{CHATWOOT_KEYS}, "chatwoot-csat", 1, "at=#8 csat=#2 comment=#3 agent=#1"},
    /* kpis.md 7.1 to 7.3, 7.9; the vendors' own lists */
    {{ZENDESK_TICKETS},
     "zendesk-tickets",
     1,
     "csat=#16 sent=#16 id=#2 customer=#4 status=#9 channel=#11 team=#6 "
     "agent=#5 tags=#8 solved=#15 created=#13 first_reply_time=#19 "
     "replies=#18 reopens=#17 priority=#10"},
    {{ZENDESK_FULL},
     "zendesk-tickets",
     1,
     "id=#1 customer=#2 status=#4 team=#3 first_reply_time=#7 "
     "first_resolution_time=#9 resolution_time=#10 agents=#6"},
    {{FRESHDESK},
     "freshdesk-tickets",
     1,
     "csat=#23 id=#1 customer=#25 status=#3 channel=#5 team=#8 agent=#7 "
     "tags=#22 solved=#11 closed=#12 created=#9 replied=#14 "
     "first_reply_time=#16 resolution_time=#17 handle=#15 replies=#18 "
     "priority=#4"},
    {{FRESHSERVICE},
     "freshdesk-tickets",
     1,
     "csat=#8 id=#1 status=#2 solved=#4 closed=#5 created=#3 "
     "first_reply_time=#6 resolution_time=#7"},
    {{PRODSIGHT},
     "intercom",
     1,
     "id=#7 status=#8 tags=#6 solved=#11 created=#9 replied=#10"},
    {{INTERCOM},
     "intercom",
     1,
     "id=#1 status=#2 first_solved=#11 solved=#12 created=#8 assigned=#9 "
     "replied=#10 first_reply_time=#5 first_resolution_time=#6 "
     "resolution_time=#7 reopens=#13"},
    {{MEDALLIA},
     "medallia",
     1,
     "sent_at=#2 at=#4 csat=#5 id=#1 customer=#11 comment=#6 channel=#7 "
     "agent=#13 tags=#8"},
    {{STARFACE_LINES},
     "starface-calls",
     1,
     "id=#1 agent=#8 offered_at=#10 answered_at=#12 ended_at=#13 "
     "created=#10 answered=#19 direction=#18"},
    {{STARFACE_CALLS},
     "starface-calls",
     1,
     "id=#1 agent=#5 offered_at=#11 answered_at=#13 ended_at=#14 "
     "created=#11 answered=#15"},
    /* cli.md: the plain kinds */
    {{"response_id|created_at|q7"}, "responses", 1, "at=#2 id=#1"},
    {{"Score"}, "responses", 1, "score=#1"},
    {{" CES "}, "responses", 1, "ces=#1"},
    {{"ticket|at|event|value"},
     "events",
     1,
     "at=#2 ticket=#1 event=#3 value=#4"},
    {{"ticket_id|created_at|event|talk"},
     "events",
     1,
     "at=#2 ticket=#1 talk=#4 event=#3"},
    {{"event_id|ticket_id|customer_id|at|event|actor_role|agent_id|channel|"
      "talk_s|hold_s|wrap_s"},
     "events",
     1,
     "at=#4 customer=#3 ticket=#2 channel=#8 agent=#7 talk=#9 hold=#10 "
     "wrap=#11 event=#5 actor=#6"},
    {{"ticket|at|event|csat|status|answered|direction|solved_at"},
     "events",
     1,
     "at=#2 ticket=#1 event=#3"},
    {{"id|created_at|event|talk_s"}, "tickets", 1, "id=#1 created=#2 talk=#4"},
    {{"ticket|event|amount"}, "rows", 1, "amount=#3 ticket=#1"},
    {{"at|event|score"}, "responses", 1, "at=#1 score=#3"},
    {{"id|created|solved|score"},
     "tickets",
     1,
     "score=#4 id=#1 solved=#3 created=#2"},
    {{"id|created|nps"}, "responses", 1, "nps=#3 id=#1"},
    {{"id|created_at|solved_at"}, "tickets", 1, "id=#1 solved=#3 created=#2"},
    {{"ticket_id|created|priority"},
     "tickets",
     1,
     "id=#1 created=#2 priority=#3"},
    {{"id|created_at|csat|agent_id"},
     "responses",
     1,
     "at=#2 csat=#3 id=#1 agent=#4"},
    {{"order|created_at|amount|status"},
     "rows",
     1,
     "at=#2 amount=#3 status=#4"},
    {{"call_id|queue|offered_at|answered_at|ended_at|csat"},
     "tickets",
     1,
     "csat=#6 offered_at=#3 answered_at=#4 ended_at=#5 created=#3"},
    {{"agent_id|talk_s|hold_s|wrap_s"},
     "tickets",
     1,
     "agent=#1 talk=#2 hold=#3 wrap=#4"},
    {{"call_id|agent_id|sent|amount"}, "rows", 1, "amount=#4 agent=#2"},
    {{""}, "rows", 1, ""},
    /* the name wins over the alias */
    {{"response_id|id|nps|created_at|at"},
     "responses",
     1,
     "at=#5 nps=#3 id=#2"},
};

static void list_bound(const struct binding *binding, char *out, size_t room)
{
    size_t used = 0;
    *out = '\0';
    for (size_t i = 0; cxm_field_at(i); i++) {
        const struct cxm_field *field = cxm_field_at(i);
        ck_assert_int_eq((binding->mapped & field->bit) != 0,
                         binding->field[i].column != COLUMN_NONE);
        if (binding->mapped & field->bit)
            used += (size_t)snprintf(out + used, room - used, "%s%s=#%u",
                                     used ? " " : "", field->name,
                                     binding->field[i].column + 1);
    }
}

START_TEST(a_file_is_recognised_by_its_header)
{
    struct rows rows =
        make_rows(files[_i].row[0], files[_i].row[1], files[_i].row[2]);
    const struct layout *layout = layout_recognise(rows.row, rows.n);
    ck_assert_str_eq(layout->name, files[_i].layout);
    ck_assert_uint_eq(layout->header_rows, files[_i].header_rows);
    ck_assert(layout_variant(layout_find(layout->name), rows.row, rows.n) ==
              layout);
    struct header header = make_header(layout, &rows);
    struct binding binding;
    char bound[512];
    ck_assert_int_eq(layout_bind(layout, &header, NULL, 0, &binding, NULL), 0);
    list_bound(&binding, bound, sizeof bound);
    ck_assert_str_eq(bound, files[_i].bound);
    ck_assert_int_eq(layout_doubt(&binding, &header, UINT64_MAX, NULL), 0);
    free_rows(&rows);
}
END_TEST

START_TEST(a_layout_that_does_not_fit_is_taken_as_asked)
{
    struct rows rows = make_rows("a|b", "c|d", NULL);
    const struct layout *layout = layout_find("qualtrics");
    ck_assert(layout_variant(layout, rows.row, rows.n) == layout);
    ck_assert(layout_variant(layout, rows.row, 0) == layout);
    ck_assert_str_eq(layout_recognise(rows.row, 0)->name, "rows");
    free_rows(&rows);
}
END_TEST

START_TEST(products_that_write_unix_seconds_or_a_closing_line_say_so)
{
    ck_assert_uint_eq(layout_find("delighted")->dates, CXM_DATES_UNIX);
    ck_assert_uint_eq(layout_find("typeform")->dates, CXM_DATES_AUTO);
    for (size_t i = 0; layout_at(i); i++)
        ck_assert_uint_eq(layout_at(i)->footer_fields,
                          strcmp(layout_at(i)->name, "chatwoot-csat") == 0);
}
END_TEST

START_TEST(the_layouts_of_cli_md_are_there_or_said_to_be_missing)
{
    /* cli.md, Rows and fields */
    static const char *const names[] = {"zendesk-tickets",
                                        "zendesk-ratings",
                                        "freshdesk-tickets",
                                        "intercom",
                                        "qualtrics",
                                        "surveymonkey",
                                        "typeform",
                                        "delighted",
                                        "chatwoot-csat",
                                        "medallia",
                                        "starface-calls",
                                        "zendesk-tables",
                                        "chatwoot-events",
                                        "responses",
                                        "tickets",
                                        "events",
                                        "rows"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_msg((layout_find(names[i]) != NULL) !=
                          layout_is_planned(names[i]),
                      "%s", names[i]);
    ck_assert(!layout_find("zendesk") && !layout_is_planned("zendesk"));
    for (size_t i = 0; layout_at(i); i++)
        ck_assert(strstr(layout_names(), layout_at(i)->name) != NULL);
}
END_TEST

START_TEST(every_entry_of_the_table_is_sound)
{
    const struct layout *layout;
    for (size_t i = 0; (layout = layout_at(i)) != NULL; i++) {
        ck_assert(layout->header_rows >= 1 &&
                  layout->header_rows <= LAYOUT_ROWS &&
                  layout->signature_row < layout->header_rows);
        for (const char *p = layout->fields; p && *p;) {
            char name[32] = "";
            const size_t n = strcspn(p, "=");
            ck_assert(n < sizeof name && p[n] == '=');
            memcpy(name, p, n);
            ck_assert_msg(cxm_field_find(name) != NULL, "%s", name);
            p += strcspn(p, "|");
            p += *p == '|';
        }
    }
}
END_TEST

START_TEST(the_list_names_every_layout)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    layout_list(out);
    fclose(out);
    for (size_t i = 0; layout_at(i); i++)
        ck_assert(strstr(text, layout_at(i)->name) != NULL);
    ck_assert(strstr(text, "at=Submit Date (UTC)") != NULL);
    ck_assert(strstr(text, "chatwoot-events") != NULL);
    ck_assert(strstr(text, "created (created_at") != NULL);
    for (const char *line = text; *line;) {
        const size_t length = strcspn(line, "\n");
        ck_assert_msg(length < 80, "%.*s", (int)length, line);
        ck_assert(length == 0 || line[length - 1] != ' ');
        line += length + 1;
    }
    free(text);
}
END_TEST

/* ---- Columns ----------------------------------------------------------- */

#define ODD "|id|Id of case|a+b|a|b|at:s|x|#4|dup|c+d|Dup|\xc3\x84rger|e|text"

static const struct {
    const char *text;
    int column; /* 1-based; 0: refused */
    int second; /* 0: none */
    const char *says;
} columns[] = {
    {"id", 2, 0, NULL},
    {" ID ", 2, 0, NULL},
    {"Id of case", 3, 0, NULL},
    {"#1", 1, 0, NULL},
    {"#3", 3, 0, NULL},
    {"#4", 9, 0, NULL}, /* a name that matches whole wins */
    {"#15", 15, 0, NULL},
    {"a+b", 4, 0, NULL},
    {"b+a", 6, 5, NULL},
    {"b + a", 6, 5, NULL},
    {"#1+id", 1, 2, NULL},
    {"c+d+a", 11, 5, NULL},
    {"a+c+d", 5, 11, NULL},
    {"\xc3\xa4rger", 13, 0, NULL},
    {"at:s", 7, 0, NULL},
    {"", 0, 0, "there is no column"},
    {"#0", 0, 0, "there is no column \"#0\""},
    {"#16", 0, 0, "there is no column #16: the header has 15"},
    {"#1x", 0, 0, "there is no column"},
    {"nothing like it", 0, 0, "there are: id, Id of case, a+b"},
    {"txt", 0, 0, "did you mean \"text\""},
    {"a+nowhere", 0, 0, "\"nowhere\""},
    {"nowhere+a", 0, 0, "\"nowhere+a\""},
    {"dup", 0, 0, "column \"dup\" occurs twice, as #10 and #12: say #10"},
    {"a+dup", 0, 0, "occurs twice"},
};

START_TEST(a_column_is_a_name_a_number_or_two)
{
    struct rows rows = make_rows(ODD, NULL, NULL);
    struct column_ref ref = {77, 77, "kept", 7};
    struct cxm_error error = {0};
    const int status =
        layout_column(&rows.row[0], columns[_i].text, &ref, &error);
    ck_assert_msg((status < 0) == !columns[_i].column, "\"%s\": %s",
                  columns[_i].text, error.text);
    if (status < 0) {
        ck_assert_msg(strstr(error.text, columns[_i].says) != NULL, "%s",
                      error.text);
        ck_assert_uint_eq(ref.column, 77);
    } else {
        ck_assert_int_eq((int)ref.column + 1, columns[_i].column);
        ck_assert_int_eq((int)(ref.second + 1), columns[_i].second);
        ck_assert_ptr_null(ref.unit);
    }
    free_rows(&rows);
}
END_TEST

START_TEST(a_column_has_the_names_of_both_header_rows)
{
    struct rows rows = make_rows(S10, S10_TEXT, NULL);
    const struct layout *layout = layout_recognise(rows.row, rows.n);
    struct header header = make_header(layout, &rows);
    struct column_ref ref;
    ck_assert_int_eq(layout_column(&header, "Q1", &ref, NULL), 0);
    ck_assert_uint_eq(ref.column, 10);
    ck_assert_int_eq(layout_column(&header, "Status", &ref, NULL), 0);
    ck_assert_uint_eq(ref.column, 6);
    ck_assert_int_eq(layout_column(&header,
                                   "This is a multiple choice question.", &ref,
                                   NULL),
                     0);
    ck_assert_uint_eq(ref.column, 10);
    /* The same name above and below is one column. */
    ck_assert_int_eq(layout_column(&header, "LocationAccuracy", &ref, NULL), 0);
    free_rows(&rows);
}
END_TEST

/* ---- Maps -------------------------------------------------------------- */

static const struct {
    const char *header;
    const char *map[2];
    const char *bound; /* NULL: refused */
    const char *says;
} maps[] = {
    {S05, {"csat=item1"}, "csat=#4", NULL},
    {S05, {"CSAT = ITEM1", "customer=cust_id"}, "csat=#4 customer=#1", NULL},
    {S05, {"csat=item1", "csat=item2a"}, "csat=#6", NULL},
    {S05, {"response_id=cust_id"}, "id=#1", NULL},
    {S05, {"sent=#2"}, "sent=#2", NULL},
    {S01,
     {"csat=satisfaction", "ces=intention"},
     "csat=#4 ces=#5 nps=#3 id=#2",
     NULL},
    {"at:s|day|nps", {"at=at:s"}, "at=#1 nps=#3", NULL},
    {"nps|date|time", {"at=date+time"}, "at=#2 nps=#1", NULL},
    {"a=b|x", {"id=a=b"}, "id=#1", NULL},
    {S05, {"csaat=item1"}, NULL, "did you mean \"csat\""},
    {S05, {"satisfaction=item1"}, NULL, "there are: sent_at, at, csat"},
    {S05, {"csat=item9"}, NULL, "did you mean \"item"},
    {S05, {"csat"}, NULL, "not FIELD=COLUMN"},
    {S05, {"csat="}, NULL, "not FIELD=COLUMN"},
    {S05, {"=item1"}, NULL, "not FIELD=COLUMN"},
    {S05, {"csat=item1:mm:ss"}, NULL, "takes no unit \"mm:ss\""},
    {S05, {"csat=item1:EUR"}, NULL, "takes no unit \"EUR\""},
    {"a|b|c:m", {"wait=a:mm:ss", "talk=c:m"}, "talk=#3 wait=#1", NULL},
    {"a|b",
     {"wait=a:min"},
     NULL,
     "unknown unit \"min\" of wait; there are s, m, h"},
    {"a|b", {"amount=a:EUR"}, "amount=#1", NULL},
    {"x|nps|y|NPS",
     {"nps=nps"},
     NULL,
     "column \"nps\" occurs twice, as #2 and #4: use --map nps=#2"},
    {"x|nps|y|NPS", {"nps=#4"}, "nps=#4", NULL},
};

START_TEST(a_map_beats_recognition)
{
    struct rows rows = make_rows(maps[_i].header, NULL, NULL);
    const struct layout *layout = layout_recognise(rows.row, rows.n);
    const size_t n = 1 + (maps[_i].map[1] != NULL);
    struct cxm_error error = {0};
    struct binding binding;
    char bound[512];
    const int status =
        layout_bind(layout, &rows.row[0], maps[_i].map, n, &binding, &error);
    ck_assert_msg((status < 0) == !maps[_i].bound, "%s", error.text);
    if (status < 0) {
        ck_assert_int_eq(status, CXM_EOPTION);
        ck_assert_msg(strstr(error.text, maps[_i].says) != NULL, "%s",
                      error.text);
    } else {
        list_bound(&binding, bound, sizeof bound);
        ck_assert_str_eq(bound, maps[_i].bound);
    }
    free_rows(&rows);
}
END_TEST

/* cli.md, Durations: who says the unit. */
static const struct {
    const char *header;
    const char *map; /* or NULL */
    const char *layout;
    int option;
    const char *unit;
    int from;
} units[] = {
    {"wait", NULL, "tickets", UNIT_NONE, "s", UNIT_FROM_DEFAULT},
    {"wait", NULL, "tickets", UNIT_MIN, "m", UNIT_FROM_OPTION},
    {"q|Wait (min)", "wait=#2", "tickets", UNIT_HOUR, "m", UNIT_FROM_HEADER},
    {"q|Wait (min)", "wait=#2:h", "tickets", UNIT_MS, "h", UNIT_FROM_MAP},
    {"wait", NULL, "zendesk-tickets", UNIT_SEC, "s", UNIT_FROM_OPTION},
    {"wait", NULL, "zendesk-tickets", UNIT_NONE, "m", UNIT_FROM_LAYOUT},
    {"wait", NULL, "intercom", UNIT_NONE, "s", UNIT_FROM_LAYOUT},
    {"a|b", "wait=a+b:hh:mm", "tickets", UNIT_NONE, "hh:mm", UNIT_FROM_MAP},
};

START_TEST(a_duration_has_a_unit_and_somebody_who_says_it)
{
    struct rows rows = make_rows(units[_i].header, NULL, NULL);
    struct binding binding;
    const struct layout *layout = layout_find(units[_i].layout);
    ck_assert_int_eq(layout_bind(layout, &rows.row[0], &units[_i].map,
                                 units[_i].map != NULL, &binding, NULL),
                     0);
    layout_units(layout, &rows.row[0], units[_i].option, &binding);
    const struct column_ref *ref = &binding.field[field_index("wait")];
    ck_assert_str_eq(ref->unit, units[_i].unit);
    ck_assert_int_eq(ref->unit_from, units[_i].from);
    ck_assert_ptr_null(binding.field[field_index("talk")].unit);
    free_rows(&rows);
}
END_TEST

START_TEST(the_parts_of_a_leg_have_the_unit_of_their_names)
{
    static const char *const parts[] = {"talk", "hold", "wrap"};
    struct rows rows =
        make_rows("ticket|at|event|talk_s|hold_s|wrap_s", NULL, NULL);
    struct binding binding;
    const struct layout *layout = layout_find("events");
    ck_assert_int_eq(layout_bind(layout, &rows.row[0], NULL, 0, &binding, NULL),
                     0);
    layout_units(layout, &rows.row[0], UNIT_MIN, &binding);
    for (size_t i = 0; i < 3; i++) {
        const struct column_ref *ref = &binding.field[field_index(parts[i])];
        ck_assert_uint_eq(ref->column, 3 + i);
        ck_assert_str_eq(ref->unit, "s");
        ck_assert_int_eq(ref->unit_from, UNIT_FROM_HEADER);
    }
    free_rows(&rows);
}
END_TEST

/* A map counts as the field's name in the header would, for `rows`. */
static const struct {
    const char *layout;
    const char *map;
    const char *becomes;
} mapped[] = {
    {"rows", "solved=x", "tickets"},  {"rows", "solved_at=x", "tickets"},
    {"rows", "created=x", "tickets"}, {"rows", "replies=x", "tickets"},
    {"rows", "created_at=x", "rows"}, {"rows", "at=x", "rows"},
    {"rows", "csat=x", "rows"},       {"rows", "priority=x", "rows"},
    {"rows", "status=x", "rows"},     {"responses", "solved=x", "responses"},
    {"rows", "talk=x", "tickets"},    {"rows", "event=x", "rows"},
    {"events", "solved=x", "events"}, {"events", "talk=x", "events"},
};

START_TEST(a_map_tells_tickets_from_rows)
{
    ck_assert_str_eq(
        layout_with_maps(layout_find(mapped[_i].layout), &mapped[_i].map, 1)
            ->name,
        mapped[_i].becomes);
}
END_TEST

START_TEST(columns_of_one_name_matter_only_where_they_are_used)
{
    struct rows rows = make_rows("nps|comment|Comment|id|ID", NULL, NULL);
    const char *const map[] = {"id=#5"};
    const struct header *header = &rows.row[0];
    const struct layout *layout = layout_find("responses");
    struct cxm_error error = {0};
    struct binding binding;
    ck_assert_int_eq(layout_bind(layout, header, NULL, 0, &binding, NULL), 0);
    ck_assert_uint_eq(binding.mapped, CXM_FIELD_NPS);
    ck_assert_uint_eq(binding.doubtful, CXM_FIELD_COMMENT | CXM_FIELD_ID);
    ck_assert_int_eq(layout_doubt(&binding, header, CXM_FIELD_NPS, &error), 0);
    ck_assert_int_eq(layout_doubt(&binding, header, CXM_FIELD_ID, &error),
                     CXM_EOPTION);
    ck_assert_str_eq(error.text, "column \"id\" occurs twice, as #4 and #5: "
                                 "use --map id=#4 or id=#5");
    ck_assert_int_eq(layout_bind(layout, header, map, 1, &binding, NULL), 0);
    ck_assert_int_eq(layout_doubt(&binding, header, CXM_FIELD_ID, NULL), 0);
    free_rows(&rows);
}
END_TEST

/* cli.md: an explicit map beats recognition, and a mapped score beats an
   automatically bound rating. */
static const struct {
    const char *header;
    const char *map[2];
    const char *bound; /* after spreading over nps */
} scores[] = {
    {"score", {NULL}, "nps=#1 score=#1"},
    {"score|nps", {NULL}, "nps=#2 score=#1"},
    {"score|nps|q", {"score=q"}, "nps=#3 score=#3"},
    {"score|nps|q", {"nps=q"}, "nps=#3 score=#1"},
    {"score|nps|q", {"nps=nps", "score=q"}, "nps=#2 score=#3"},
    {"csat|q", {"score=q"}, "csat=#1 nps=#2 score=#2"},
    {"csat|q", {NULL}, "csat=#1"},
    {"x", {NULL}, ""},
};

START_TEST(a_score_stands_for_the_rating_asked_for)
{
    struct rows rows = make_rows(scores[_i].header, NULL, NULL);
    const size_t n =
        (size_t)(scores[_i].map[0] != NULL) + (scores[_i].map[1] != NULL);
    struct binding binding;
    char bound[512];
    ck_assert_int_eq(layout_bind(layout_find("responses"), &rows.row[0],
                                 scores[_i].map, n, &binding, NULL),
                     0);
    layout_spread_score(&binding, CXM_FIELD_NPS | CXM_FIELD_ID);
    list_bound(&binding, bound, sizeof bound);
    ck_assert_str_eq(bound, scores[_i].bound);
    free_rows(&rows);
}
END_TEST

START_TEST(two_scores_are_doubtful_for_the_rating_asked_for)
{
    struct rows rows = make_rows("score|Score", NULL, NULL);
    struct cxm_error error = {0};
    struct binding binding;
    layout_bind(layout_find("responses"), &rows.row[0], NULL, 0, &binding,
                NULL);
    layout_spread_score(&binding, CXM_FIELD_NPS);
    ck_assert_int_eq(
        layout_doubt(&binding, &rows.row[0], CXM_FIELD_NPS, &error),
        CXM_EOPTION);
    ck_assert(strstr(error.text, "--map nps=#1") != NULL);
    free_rows(&rows);
}
END_TEST

START_TEST(a_zendesk_score_is_no_other_rating)
{
    struct rows rows = make_rows(ZENDESK, NULL, NULL);
    struct binding binding;
    const struct layout *layout = layout_recognise(rows.row, rows.n);
    layout_bind(layout, &rows.row[0], NULL, 0, &binding, NULL);
    layout_spread_score(&binding,
                        CXM_FIELD_CSAT | CXM_FIELD_CES | CXM_FIELD_NPS);
    ck_assert(binding.mapped & CXM_FIELD_CSAT);
    ck_assert(!(binding.mapped & (CXM_FIELD_CES | CXM_FIELD_NPS)));
    ck_assert_uint_eq(binding.field[field_index("sent")].column,
                      binding.field[field_index("csat")].column);
    free_rows(&rows);
}
END_TEST

/* Names that differ in case, blanks, a letter, or not at all. */
START_TEST(a_sorted_header_finds_what_looking_finds)
{
    static const char *const names[] = {
        "a", "A ", "b", "ab", "", "B", "\xc3\x84", "x", "\xc3\xa4", "b", "#2"};
    struct rows rows =
        make_rows("a|A |b|ab||B|\xc3\x84|x", "l|a|x|m|n|\xc3\xa4|o|L", NULL);
    struct header plain = rows.row[0];
    plain.label = rows.row[1].name;
    struct header sorted = plain;
    header_index(&sorted);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct column_ref a = {0, 0, NULL, 0};
        struct column_ref b = {0, 0, NULL, 0};
        struct cxm_error said = {0};
        struct cxm_error again = {0};
        const int status = layout_column(&plain, names[i], &a, &said);
        ck_assert_int_eq(layout_column(&sorted, names[i], &b, &again), status);
        ck_assert_str_eq(again.text, said.text);
        ck_assert_uint_eq(a.column, b.column);
    }
    header_index_free(&sorted);
    free_rows(&rows);
}
END_TEST

static void tests(TCase *tc)
{
#define ROWS(table) (int)(sizeof table / sizeof *table)
    tcase_add_loop_test(tc, a_file_is_recognised_by_its_header, 0, ROWS(files));
    tcase_add_test(tc, a_layout_that_does_not_fit_is_taken_as_asked);
    tcase_add_test(tc,
                   products_that_write_unix_seconds_or_a_closing_line_say_so);
    tcase_add_test(tc, the_layouts_of_cli_md_are_there_or_said_to_be_missing);
    tcase_add_test(tc, every_entry_of_the_table_is_sound);
    tcase_add_test(tc, the_list_names_every_layout);
    tcase_add_loop_test(tc, a_column_is_a_name_a_number_or_two, 0,
                        ROWS(columns));
    tcase_add_test(tc, a_column_has_the_names_of_both_header_rows);
    tcase_add_loop_test(tc, a_map_beats_recognition, 0, ROWS(maps));
    tcase_add_loop_test(tc, a_duration_has_a_unit_and_somebody_who_says_it, 0,
                        ROWS(units));
    tcase_add_test(tc, the_parts_of_a_leg_have_the_unit_of_their_names);
    tcase_add_loop_test(tc, a_map_tells_tickets_from_rows, 0, ROWS(mapped));
    tcase_add_test(tc, columns_of_one_name_matter_only_where_they_are_used);
    tcase_add_loop_test(tc, a_score_stands_for_the_rating_asked_for, 0,
                        ROWS(scores));
    tcase_add_test(tc, two_scores_are_doubtful_for_the_rating_asked_for);
    tcase_add_test(tc, a_zendesk_score_is_no_other_rating);
    tcase_add_test(tc, a_sorted_header_finds_what_looking_finds);
}

TEST_MAIN(tests)
