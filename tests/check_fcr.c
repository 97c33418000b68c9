/* SPDX-License-Identifier: MIT */
/*
 * First contact resolution, reopenings and transfers, as others define them.
 * In the sources, F is a row of the list of published definitions, and V of
 * the list of published vectors, that the project was started from.
 */
#include "tickets.h"

/* ---- Published definitions ------------------------------------------------ */

static const struct {
    const char *source;
    const char *def;
    const char *tickets;
    uint64_t n;
    uint64_t hits;
    uint64_t others;
} figures[] = {
    {"V84, F3: SQM, 280 of 400 surveyed", "fcr rule=survey",
     "resolved=1 contacts=1 count=280; resolved=1 contacts=2 count=50;"
     "resolved=0 contacts=1 count=40; resolved=0 contacts=3 count=30",
     400, 280, 0},
    {"V85: Contact Center Pipeline, 90 of 100 calls", "fcr rule=flag",
     "resolved=1 count=90; resolved=0 count=10", 100, 90, 0},
    {"F1: MetricNet, gross, resolved first of all", "fcr",
     "resolved=1 count=60; resolved=0 count=40", 100, 60, 0},
    {"F2: MetricNet, net, without those level 1 cannot resolve",
     "fcr eligible=\"level = 1\"",
     "resolved=1 #2=1 count=60; resolved=0 #2=1 count=15;"
     "resolved=0 #2=0 count=25",
     75, 60, 25},
    {"F3: Medallia, the yes or no of a survey", "fcr rule=survey",
     "resolved=1 count=3; resolved=0; resolved=", 4, 3, 1},
    {"F7: Zendesk Explore, fewer than two replies", "fcr rule=one-touch",
     "replies=0 status=1; replies=1 status=2; replies=2 status=1;"
     "replies=1 status=0",
     3, 2, 1},
    {"F7: the German text of Zendesk, exactly one", "fcr rule=one-reply",
     "replies=0 status=1; replies=1 status=2; replies=2 status=1", 3, 1, 0},
    {"F7b: dbt_zendesk, one-touch", "fcr rule=one-reply",
     "replies=1 status=2 count=5; replies=2 status=1; replies=3 status=1;"
     "replies=1 status=0",
     7, 5, 1},
    {"F8: Zoho, closed and exactly one public reply", "fcr rule=one-reply",
     "created=0s closed=1h replies=1; created=0s closed=1h replies=0;"
     "created=0s closed= replies=1",
     2, 1, 1},
    {"F9: Zammad, closed within 15 minutes", "fcr rule=within",
     "created=1h closed=1h14m59s replies=7; created=1h closed=1h15m1s;"
     "created=1h closed=",
     2, 1, 1},
    {"F10: Intercom, closed once with one teammate",
     "fcr rule=one-agent,no-reopen",
     "agents=1 reopens=0 status=2; agents=2 reopens=0 status=2;"
     "agents=1 reopens=1 status=2; agents=0 reopens=0 status=2",
     4, 1, 0},
    {"Zammad, reopened of closed", "reopen",
     "reopens=0 count=9; reopens=2; reopens=", 10, 1, 1},
    {"cli.md, two or more agents", "transfers",
     "agents=1 count=6; agents=2 count=3; agents=0; agents=", 10, 3, 1},
};

START_TEST(published_definitions_come_out)
{
    struct cxm_def *def = def_of(figures[_i].def);
    uint64_t state[2] = {0};
    uint64_t others = 0;
    struct cxm_result r;
    ck_assert_uint_eq(cxm_def_state_size(def), sizeof state);
    ticket_add_all(def, state, figures[_i].tickets, &others);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert_msg(r.n == figures[_i].n && others == figures[_i].others &&
                      r.figure[0].count == figures[_i].hits,
                  "%s: %d of %d, %d others", figures[_i].source,
                  (int)r.figure[0].count, (int)r.n, (int)others);
    ck_assert(fabs(r.value - 100.0 * (double)figures[_i].hits /
                                 (double)figures[_i].n) < 1e-12);
    ck_assert_str_eq(r.unit, "percent");
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(the_figure_of_sqm_is_70_percent)
{
    struct cxm_def *def = def_of("fcr");
    const uint64_t state[2] = {120, 280};
    struct cxm_result r;
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert(r.value == 70 && r.low > 65 && r.high < 75);
    cxm_def_free(def, NULL);
}
END_TEST

/* ---- What one ticket says ------------------------------------------------- */

#define SAME_TIME "created=2h solved=3h"

static const struct {
    const char *def;
    const char *ticket;
    int verdict;
    int hit;
} verdicts[] = {
    {"fcr rule=flag", "resolved=1", CXM_COUNTED, 1},
    {"fcr rule=flag", "resolved=0", CXM_COUNTED, 0},
    {"fcr rule=flag", "resolved=", CXM_MISSING, 0},
    {"fcr rule=flag", "resolved=1 status=0", CXM_COUNTED, 1},
    {"fcr rule=flag", "resolved=1 status=3", CXM_INELIGIBLE, 0},
    {"fcr rule=flag", "resolved=1 status=4", CXM_INELIGIBLE, 0},
    {"fcr rule=survey", "resolved=1 contacts=", CXM_MISSING, 0},
    {"fcr rule=survey", "resolved= contacts=1", CXM_MISSING, 0},
    {"fcr rule=survey", "resolved=1 contacts=0", CXM_COUNTED, 0},
    {"fcr rule=survey,flag", "resolved=1 contacts=2", CXM_COUNTED, 0},
    {"fcr rule=one-touch", "replies=1", CXM_MISSING, 0},
    {"fcr rule=one-touch", "replies=1 solved=", CXM_INELIGIBLE, 0},
    {"fcr rule=one-touch", "replies=1 closed=1h", CXM_COUNTED, 1},
    {"fcr rule=one-touch", "replies= status=1", CXM_MISSING, 0},
    {"fcr rule=one-touch", "replies=1 solved=1h status=0", CXM_INELIGIBLE, 0},
    {"fcr rule=flag,one-touch", "resolved=1 replies=1 status=0", CXM_INELIGIBLE,
     0},
    {"fcr rule=flag,one-touch", "resolved=0 replies=1 status=1", CXM_COUNTED,
     0},
    {"fcr rule=one-agent", "agents=1 status=1", CXM_COUNTED, 1},
    {"fcr rule=one-agent", "agents=0 status=1", CXM_COUNTED, 0},
    {"fcr rule=no-reopen", "reopens=0 status=2", CXM_COUNTED, 1},
    {"fcr rule=no-reopen", "reopens=1 status=2", CXM_COUNTED, 0},
    /* A rule that fails does not make up for a fact that is not known. */
    {"fcr rule=one-touch,one-agent", "replies=5 agents= status=1", CXM_MISSING,
     0},
    {"fcr rule=one-touch,one-agent", "replies=1 agents=1 status=1", CXM_COUNTED,
     1},
    {"fcr rule=within within=1h", SAME_TIME, CXM_COUNTED, 1},
    {"fcr rule=within within=59m59s", SAME_TIME, CXM_COUNTED, 0},
    {"fcr rule=within within=1h", "resolution_time=1h", CXM_COUNTED, 1},
    {"fcr rule=within within=1h", "resolution_time=", CXM_INELIGIBLE, 0},
    {"fcr rule=within", "resolution_time= status=1", CXM_MISSING, 0},
    {"fcr rule=within", "created=3h solved=2h", CXM_ERANGE, 0},
    {"fcr eligible=x", "resolved=1 #2=1", CXM_COUNTED, 1},
    {"fcr eligible=x", "resolved=1 #2=0", CXM_INELIGIBLE, 0},
    {"fcr eligible=x", "resolved=1 #2=", CXM_MISSING, 0},
    {"fcr eligible=x", "resolved=1 #2=!", CXM_ESYNTAX, 0},
    {"fcr eligible=x", "resolved=1 #2=! status=3", CXM_INELIGIBLE, 0},
    {"reopen", "reopens=1", CXM_COUNTED, 1},
    {"reopen", "reopens=0", CXM_COUNTED, 0},
    {"reopen", "reopens=3 status=3", CXM_INELIGIBLE, 0},
    {"reopen", "reopens=", CXM_MISSING, 0},
    {"transfers", "agents=2", CXM_COUNTED, 1},
    {"transfers", "agents=1", CXM_COUNTED, 0},
    {"transfers", "agents=2 status=4", CXM_INELIGIBLE, 0},
    {"transfers", "agents=", CXM_MISSING, 0},
};

START_TEST(each_ticket_has_one_verdict)
{
    struct cxm_def *def = def_of(verdicts[_i].def);
    struct cxm_error error = {0};
    const struct cxm_observation o =
        ticket_measure(def, verdicts[_i].ticket, CXM_AS_OF_UNKNOWN, &error);
    ck_assert_msg(o.verdict == verdicts[_i].verdict, "%s, %s: %d %s %s",
                  verdicts[_i].def, verdicts[_i].ticket, o.verdict,
                  verdict_name(o.verdict), error.text);
    if (o.verdict == CXM_COUNTED)
        ck_assert_msg(o.v[0] == verdicts[_i].hit, "%s, %s", verdicts[_i].def,
                      verdicts[_i].ticket);
    ck_assert_msg((o.verdict < 0) == (error.text[0] != '\0'), "%s",
                  verdicts[_i].ticket);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_ticket_without_its_options_is_refused)
{
    struct cxm_def *def = def_of("fcr eligible=x");
    struct cxm_ticket ticket = CXM_TICKET_INIT;
    struct cxm_observation o;
    ticket.have = ticket.mapped = CXM_FIELD_RESOLVED;
    ck_assert_int_eq(
        cxm_def_measure_ticket(def, &ticket, CXM_AS_OF_UNKNOWN, &o, NULL),
        CXM_EINVAL);
    cxm_def_free(def, NULL);
}
END_TEST

/* ---- Definitions ---------------------------------------------------------- */

static const struct {
    const char *text;
    const char *canonical; /* or what the message says */
    int status;
} texts[] = {
    {"fcr", "fcr rule=flag", CXM_OK},
    {"fcr rule=no-reopen,one-touch,no-reopen", "fcr rule=one-touch,no-reopen",
     CXM_OK},
    {"fcr rule=within", "fcr rule=within within=15m", CXM_OK},
    {"fcr within=90m rule=flag,within", "fcr rule=flag,within within=1h30m",
     CXM_OK},
    {"fcr rule=one-touch eligible=\"channel = chat\"",
     "fcr rule=one-touch eligible=\"channel = chat\"", CXM_OK},
    {"reopen", "reopen", CXM_OK},
    {"transfers", "transfers", CXM_OK},
    {"fcr rule=window",
     "flag,survey,one-touch,one-reply,one-agent,no-reopen,within", CXM_EOPTION},
    {"fcr rule=flag within=15m",
     "within is the limit of rule=within; the rule is flag", CXM_EOPTION},
    {"fcr within=15m", "within is the limit of rule=within", CXM_EOPTION},
    {"fcr rule=within within=0s", "within", CXM_EOPTION},
    {"fcr rule=within within=15", "within", CXM_EOPTION},
    {"fcr rule=", "rule", CXM_EOPTION},
    {"fcr windw=1d", "unknown option windw; fcr has rule, within, eligible",
     CXM_EOPTION},
    {"reopen rule=flag", "reopen has none", CXM_EOPTION},
};

START_TEST(definitions_have_one_text_or_are_refused)
{
    struct cxm_def *def = NULL;
    struct cxm_error error = {0};
    const int status = cxm_def_new(&def, texts[_i].text, NULL, &error);
    ck_assert_msg(status == texts[_i].status, "%s: %s", texts[_i].text,
                  error.text);
    if (status == CXM_OK)
        ck_assert_str_eq(cxm_def_text(def), texts[_i].canonical);
    else
        ck_assert_msg(strstr(error.text, texts[_i].canonical) != NULL, "%s: %s",
                      texts[_i].text, error.text);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(an_open_rule_is_what_the_fields_allow)
{
    static const struct {
        uint64_t fields;
        const char *rule;
    } rows[] = {
        {CXM_FIELD_RESOLVED | CXM_FIELD_REPLIES, "flag"},
        {CXM_FIELD_REPLIES | CXM_FIELD_REOPENS, "one-touch"},
        {CXM_FIELD_REOPENS | CXM_FIELD_AGENTS, "no-reopen"},
        {0, "one-touch"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_def *def = NULL;
        ck_assert_int_eq(
            cxm_def_new_for(&def, "fcr", rows[i].fields, NULL, NULL), CXM_OK);
        ck_assert_str_eq(cxm_def_option(def, "rule"), rows[i].rule);
        cxm_def_free(def, NULL);
    }
}
END_TEST

/* ---- What a source must have ---------------------------------------------- */

#define SOLVED_TIMES (CXM_FIELD_CREATED | CXM_FIELD_SOLVED)

static const struct {
    const char *def;
    uint64_t fields;
    const char *lacks; /* NULL: it can */
} sources[] = {
    {"fcr rule=flag", CXM_FIELD_RESOLVED, NULL},
    {"fcr rule=flag", CXM_FIELD_REPLIES, "needs resolved for rule=flag"},
    {"fcr rule=survey", CXM_FIELD_CONTACTS, "needs resolved for rule=survey"},
    {"fcr rule=one-touch", CXM_FIELD_REPLIES, "needs solved, closed or status"},
    {"fcr rule=one-touch", CXM_FIELD_STATUS,
     "needs resolved, replies or reopens"},
    {"fcr rule=one-touch", CXM_FIELD_REPLIES | CXM_FIELD_STATUS, NULL},
    {"fcr rule=one-reply", CXM_FIELD_REPLIES | CXM_FIELD_CLOSED, NULL},
    {"fcr rule=flag,one-agent", CXM_FIELD_RESOLVED | CXM_FIELD_SOLVED,
     "needs agents for rule=one-agent"},
    {"fcr rule=no-reopen", CXM_FIELD_SOLVED,
     "needs reopens for rule=no-reopen"},
    {"fcr rule=within", CXM_FIELD_RESOLUTION_TIME, NULL},
    {"fcr rule=within", SOLVED_TIMES, NULL},
    {"fcr rule=within", CXM_FIELD_CREATED | CXM_FIELD_STATUS,
     "needs resolution_time, or created and solved (or closed), for "
     "rule=within"},
    {"reopen", CXM_FIELD_REOPENS, NULL},
    {"reopen", CXM_FIELD_STATUS, "needs reopens"},
    {"transfers", CXM_FIELD_AGENTS, NULL},
    {"transfers", CXM_FIELD_AGENT, "needs agents"},
};

START_TEST(a_source_that_lacks_something_is_told_what)
{
    struct cxm_def *def = def_of(sources[_i].def);
    struct cxm_error error = {0};
    const int status = cxm_def_can(def, sources[_i].fields, &error);
    if (!sources[_i].lacks) {
        ck_assert_int_eq(status, CXM_OK);
    } else {
        ck_assert_int_eq(status, CXM_EFIELD);
        ck_assert_str_eq(error.text, sources[_i].lacks);
    }
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_verdict_rests_on_the_fields_of_its_rule)
{
    static const struct {
        const char *def;
        uint64_t fields;
        uint64_t rests_on;
    } rows[] = {
        {"fcr rule=flag", CXM_FIELD_RESOLVED | CXM_FIELD_STATUS,
         CXM_FIELD_RESOLVED},
        {"fcr rule=survey", UINT64_MAX,
         CXM_FIELD_RESOLVED | CXM_FIELD_CONTACTS},
        {"fcr rule=one-touch",
         CXM_FIELD_REPLIES | CXM_FIELD_STATUS | CXM_FIELD_AGENTS,
         CXM_FIELD_REPLIES | CXM_FIELD_STATUS},
        {"fcr rule=one-touch",
         CXM_FIELD_REPLIES | CXM_FIELD_STATUS | CXM_FIELD_SOLVED,
         CXM_FIELD_REPLIES | CXM_FIELD_SOLVED},
        {"fcr rule=within", SOLVED_TIMES | CXM_FIELD_REPLIED, SOLVED_TIMES},
        {"reopen", UINT64_MAX, CXM_FIELD_REOPENS},
        {"transfers", UINT64_MAX, CXM_FIELD_AGENTS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_def *def = def_of(rows[i].def);
        ck_assert_msg(cxm_def_fields(def, rows[i].fields) == rows[i].rests_on,
                      "%s", rows[i].def);
        cxm_def_free(def, NULL);
    }
}
END_TEST

START_TEST(a_ticket_belongs_to_the_period_of_its_date)
{
    struct cxm_def *def = def_of("fcr");
    ck_assert_uint_eq(cxm_def_place(def), CXM_FIELD_CREATED);
    cxm_def_free(def, NULL);
    def = def_of("transfers");
    ck_assert_uint_eq(cxm_def_place(def), CXM_FIELD_CREATED);
    cxm_def_free(def, NULL);
    def = def_of("reopen");
    ck_assert_uint_eq(cxm_def_place(def), CXM_FIELD_SOLVED | CXM_FIELD_CLOSED);
    cxm_def_free(def, NULL);
}
END_TEST

#define ROWS(table) (int)(sizeof table / sizeof *table)

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, published_definitions_come_out, 0, ROWS(figures));
    tcase_add_test(tc, the_figure_of_sqm_is_70_percent);
    tcase_add_loop_test(tc, each_ticket_has_one_verdict, 0, ROWS(verdicts));
    tcase_add_test(tc, a_ticket_without_its_options_is_refused);
    tcase_add_loop_test(tc, definitions_have_one_text_or_are_refused, 0,
                        ROWS(texts));
    tcase_add_test(tc, an_open_rule_is_what_the_fields_allow);
    tcase_add_loop_test(tc, a_source_that_lacks_something_is_told_what, 0,
                        ROWS(sources));
    tcase_add_test(tc, a_verdict_rests_on_the_fields_of_its_rule);
    tcase_add_test(tc, a_ticket_belongs_to_the_period_of_its_date);
}

TEST_MAIN(tests)
