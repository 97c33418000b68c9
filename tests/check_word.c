/* SPDX-License-Identifier: MIT */
/* The words that exports use for a state. */
#include "run.h"

#include <string.h>

#include <cxm/ticket.h>
#include <cxm/word.h>

#define ZENDESK   "Zendesk's statuses"
#define FRESHDESK "Freshdesk's statuses"
#define INTERCOM  "Intercom's states"
#define ZAMMAD    "Zammad's and Znuny's states"
#define GERMAN    "German exports"
#define SERVICE   "ServiceNow's and Jira's states"
#define HEADER    "cxm/word.h"

static const struct {
    const char *text;
    int64_t status;
    const char *source;
} statuses[] = {
    {"new", CXM_STATUS_OPEN, ZENDESK},
    {"open", CXM_STATUS_OPEN, ZENDESK},
    {"pending", CXM_STATUS_OPEN, ZENDESK},
    {"hold", CXM_STATUS_OPEN, ZENDESK},
    {"On-hold", CXM_STATUS_OPEN, ZENDESK},
    {"on_hold", CXM_STATUS_OPEN, "the API's spelling"},
    {"solved", CXM_STATUS_SOLVED, ZENDESK},
    {"closed", CXM_STATUS_CLOSED, ZENDESK},
    {"deleted", CXM_STATUS_DELETED, ZENDESK},
    {"Open", CXM_STATUS_OPEN, FRESHDESK},
    {"Pending", CXM_STATUS_OPEN, FRESHDESK},
    {"Resolved", CXM_STATUS_SOLVED, FRESHDESK},
    {"Closed", CXM_STATUS_CLOSED, FRESHDESK},
    {"Waiting on Customer", CXM_STATUS_OPEN, FRESHDESK},
    {"Waiting  on third party", CXM_STATUS_OPEN, FRESHDESK},
    {"Snoozed", CXM_STATUS_OPEN, INTERCOM},
    {"In Progress", CXM_STATUS_OPEN, SERVICE},
    {"Done", CXM_STATUS_SOLVED, SERVICE},
    {"pending reminder", CXM_STATUS_OPEN, ZAMMAD},
    {"closed successful", CXM_STATUS_CLOSED, ZAMMAD},
    {"merged", CXM_STATUS_MERGED, ZAMMAD},
    {"removed", CXM_STATUS_DELETED, ZAMMAD},
    {"spam", CXM_STATUS_DELETED, FRESHDESK},
    {"Neu", CXM_STATUS_OPEN, GERMAN},
    {"Offen", CXM_STATUS_OPEN, GERMAN},
    {"Wartend", CXM_STATUS_OPEN, GERMAN},
    {"in Bearbeitung", CXM_STATUS_OPEN, GERMAN},
    {"gelöst", CXM_STATUS_SOLVED, GERMAN},
    {"GELÖST", CXM_STATUS_SOLVED, "a capital umlaut"},
    {"geloest", CXM_STATUS_SOLVED, GERMAN},
    {"Erledigt.", CXM_STATUS_SOLVED, "a full stop"},
    {" geschlossen ", CXM_STATUS_CLOSED, "blanks about it"},
    {"abgeschlossen", CXM_STATUS_CLOSED, GERMAN},
    {"Zusammengeführt", CXM_STATUS_MERGED, GERMAN},
    {"gelöscht", CXM_STATUS_DELETED, GERMAN},
};

START_TEST(a_status_is_known_in_any_case)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        const char *text = statuses[i].text;
        int64_t status = 77;
        ck_assert_msg(cxm_status_find(text, strlen(text), &status) == CXM_OK &&
                          status == statuses[i].status,
                      "%s (%s): %lld", text, statuses[i].source,
                      (long long)status);
    }
}
END_TEST

static const struct {
    uint64_t bit;
    const char *text;
    int64_t flag;
    const char *source;
} flags[] = {
    {0, "yes", 1, HEADER},
    {0, "NO", 0, HEADER},
    {0, "True", 1, HEADER},
    {0, "FALSE", 0, HEADER},
    {0, "1", 1, HEADER},
    {0, "0", 0, HEADER},
    {0, "Ja", 1, HEADER},
    {0, "Nein", 0, HEADER},
    {0, "y", 1, HEADER},
    {0, "n", 0, HEADER},
    {0, "WAHR", 1, HEADER},
    {0, "FALSCH", 0, HEADER},
    {CXM_FIELD_ANSWERED, "yes", 1, HEADER},
    {CXM_FIELD_ANSWERED, "connected", 1, HEADER},
    {CXM_FIELD_ANSWERED, "Not Connected", 0, "STARFACE"},
    {CXM_FIELD_ANSWERED, "NOT_CONNECTED", 0, "STARFACE"},
    {CXM_FIELD_ANSWERED, "missed", 0, HEADER},
    {CXM_FIELD_ANSWERED, "unanswered", 0, "the opposite"},
    {CXM_FIELD_ANSWERED, "No answer", 0, "a PBX's disposition"},
    {CXM_FIELD_ANSWERED, "abandoned", 0, "not answered either"},
    {CXM_FIELD_ANSWERED, "angenommen", 1, GERMAN},
    {CXM_FIELD_ANSWERED, "beantwortet", 1, GERMAN},
    {CXM_FIELD_ANSWERED, "verpasst", 0, GERMAN},
    {CXM_FIELD_ANSWERED, "nicht angenommen", 0, GERMAN},
    {CXM_FIELD_ABANDONED, "abandoned", 1, HEADER},
    {CXM_FIELD_ABANDONED, "Aufgelegt", 1, GERMAN},
    {CXM_FIELD_ABANDONED, "answered", 0, "the opposite"},
    {CXM_FIELD_ABANDONED, "connected", 0, "the opposite"},
    {CXM_FIELD_RESOLVED, "resolved", 1, HEADER},
    {CXM_FIELD_RESOLVED, "Solved", 1, HEADER},
    {CXM_FIELD_RESOLVED, "gelöst", 1, GERMAN},
    {CXM_FIELD_RESOLVED, "unresolved", 0, HEADER},
    {CXM_FIELD_RESOLVED, "UNGELÖST", 0, GERMAN},
};

START_TEST(a_flag_is_yes_or_no_or_a_word_of_its_field)
{
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        const char *text = flags[i].text;
        int64_t flag = 77;
        ck_assert_msg(cxm_flag_find(flags[i].bit, text, strlen(text), &flag) ==
                              CXM_OK &&
                          flag == flags[i].flag,
                      "%s (%s): %lld", text, flags[i].source, (long long)flag);
    }
}
END_TEST

static const struct {
    const char *text;
    int64_t direction;
} directions[] = {
    {"inbound", CXM_DIRECTION_IN},    {"Incoming", CXM_DIRECTION_IN},
    {"IN", CXM_DIRECTION_IN},         {"eingehend", CXM_DIRECTION_IN},
    {"ankommend", CXM_DIRECTION_IN},  {"Outbound", CXM_DIRECTION_OUT},
    {"outgoing", CXM_DIRECTION_OUT},  {"out", CXM_DIRECTION_OUT},
    {"ausgehend", CXM_DIRECTION_OUT}, {"Abgehend", CXM_DIRECTION_OUT},
};

START_TEST(a_direction_is_in_or_out)
{
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        const char *text = directions[i].text;
        int64_t direction = 77;
        ck_assert_msg(cxm_direction_find(text, strlen(text), &direction) ==
                              CXM_OK &&
                          direction == directions[i].direction,
                      "%s: %lld", text, (long long)direction);
    }
}
END_TEST

/* Which of the five functions is meant; a text that it must not know. */
static const struct {
    char what;
    const char *text;
    const char *why;
} others[] = {
    {'s', "", "empty"},
    {'s', ".", "nothing but a full stop"},
    {'s', "cancelled", "closed or deleted, who knows"},
    {'s', "opened", "another word"},
    {'s', "close", "the beginning of one"},
    {'s', "gel\xf6st", "not UTF-8"},
    {'s', "open|new", "two words of the list"},
    {'s', "on", "the beginning of two words"},
    {'s', "1", "a number"},
    {'s',
     "waiting on customer waiting on customer waiting on customer waiting on c",
     "longer than any word"},
    {'f', "", "empty"},
    {'f', "maybe", "neither"},
    {'f', "yes no", "two words"},
    {'f', "2", "no flag"},
    {'f', "1.0", "no flag"},
    {'f', "missed", "a word of `answered` only"},
    {'f', "abandoned", "a word of other fields"},
    {'a', "solved", "a word of `resolved`"},
    {'b', "missed", "gave up, or was not taken"},
    {'d', "", "empty"},
    {'d', "true", "the column's name says which"},
    {'d', "internal", "neither"},
};

static int ask(char what, const char *text, size_t n, int64_t *value)
{
    switch (what) {
    case 's':
        return cxm_status_find(text, n, value);
    case 'd':
        return cxm_direction_find(text, n, value);
    case 'a':
        return cxm_flag_find(CXM_FIELD_ANSWERED, text, n, value);
    case 'b':
        return cxm_flag_find(CXM_FIELD_ABANDONED, text, n, value);
    default:
        return cxm_flag_find(CXM_FIELD_STATUS, text, n, value);
    }
}

START_TEST(another_word_is_refused_and_changes_nothing)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *text = others[i].text;
        int64_t value = 77;
        ck_assert_msg(ask(others[i].what, text, strlen(text), &value) ==
                              CXM_ESYNTAX &&
                          value == 77,
                      "\"%s\" (%s)", text, others[i].why);
    }
    int64_t value = 77;
    ck_assert_int_eq(ask('s', "open\0", 5, &value), CXM_ESYNTAX);
    ck_assert_int_eq(ask('s', "opened", 4, &value), CXM_OK);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, a_status_is_known_in_any_case);
    tcase_add_test(tc, a_flag_is_yes_or_no_or_a_word_of_its_field);
    tcase_add_test(tc, a_direction_is_in_or_out);
    tcase_add_test(tc, another_word_is_refused_and_changes_nothing);
}

TEST_MAIN(tests)
