/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include <string.h>

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
 */
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
        .name = "responses",
        .title = "one row per answer",
        .record = CXM_RECORD_RESPONSE,
        .header_rows = 1,
        .any = "response_id|score|csat|ces|nps",
        .recognised = "one of these names",
    },
    {
        .name = "rows",
        .title = "anything else, by its header names",
        .record = CXM_RECORD_ROW,
        .header_rows = 1,
        .recognised = "nothing else fits",
    },
};

/* Their records (tickets, events) are not there yet. */
static const char *const planned[] = {
    "zendesk-tickets", "freshdesk-tickets", "intercom",
    "medallia",        "starface-calls",    "zendesk-tables",
    "chatwoot-events", "tickets",           "events",
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
           "chatwoot-csat, responses, rows";
}

/* A list's items, separated by ", ", in lines of at most 79 columns. */
static void put_items(FILE *out, const char *what, const char *list)
{
    const char *between = "";
    size_t column = (size_t)fprintf(out, "  %-11s", what);
    while (*list) {
        const size_t n = strcspn(list, "|");
        if (column + n + 3 > 79)
            column = (size_t)fprintf(out, "%.1s\n%14s", between, "") - 2;
        else
            column += (size_t)fprintf(out, "%s", between);
        column +=
            (size_t)fprintf(out, "%s%.*s", *between ? "" : " ", (int)n, list);
        between = ", ";
        list += n + (list[n] == '|');
    }
    fputc('\n', out);
}

/* The fields bound by the layout itself, without those never bound. */
static void put_fields(FILE *out, const char *fields)
{
    char list[512];
    size_t used = 0;
    while (fields && *fields) {
        const size_t n = strcspn(fields, "|");
        if (fields[n - 1] != '=' && used + n + 2 < sizeof list) {
            memcpy(list + used, fields, n);
            used += n;
            list[used++] = '|';
        }
        fields += n + (fields[n] == '|');
    }
    list[used ? used - 1 : 0] = '\0';
    if (used)
        put_items(out, "fields", list);
}

/* The names by which a column is a field in every layout. */
static void put_names(FILE *out)
{
    char list[1024];
    const struct cxm_field *field;
    size_t used = 0;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        const int n =
            snprintf(list + used, sizeof list - used, "%s%s%s%s%s",
                     used ? "|" : "", field->name, *field->aliases ? " (" : "",
                     field->aliases, *field->aliases ? ")" : "");
        if (!field->records)
            continue;
        if (n < 0 || (size_t)n >= sizeof list - used)
            break;
        used += (size_t)n;
    }
    list[used] = '\0';
    fputs("\nIn every layout a column is also a field by its name "
          "(or the one in brackets):\n",
          out);
    put_items(out, "", list);
}

static void put_layout(FILE *out, const struct layout *layout)
{
    fprintf(out, "  %s\n", layout->title);
    put_items(out, "recognised", layout->recognised);
    if (layout->signature || layout->any)
        put_items(out, "", layout->signature ? layout->signature : layout->any);
    if (layout->header_rows > 1)
        fprintf(out, "  %-12s%u\n", "header rows",
                (unsigned)layout->header_rows);
    if (layout->dates == CXM_DATES_UNIX)
        fprintf(out, "  %-12sunix seconds\n", "dates");
    put_fields(out, layout->fields);
}

void layout_list(FILE *out)
{
    const char *before = "";
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        if (strcmp(before, layouts[i].name) != 0)
            fprintf(out, "%s%s\n", i ? "\n" : "", layouts[i].name);
        put_layout(out, &layouts[i]);
        before = layouts[i].name;
    }
    put_names(out);
    fputs("\nNot built yet:\n  ", out);
    for (size_t i = 0; i < sizeof planned / sizeof *planned; i++)
        fprintf(out, "%s%s", planned[i],
                i + 1 < sizeof planned / sizeof *planned
                    ? (i == 4 ? ",\n  " : ", ")
                    : "\n");
}
