/* SPDX-License-Identifier: MIT */
/*
 * Targets as text, and which tickets met theirs.  In the sources, V is a row
 * of the list of published vectors that the project was started from.
 */
#include "tickets.h"

/* ---- The text of targets -------------------------------------------------- */

static const struct {
    const char *text;
    const char *canonical; /* or what the message says */
    int status;
} texts[] = {
    {"sla target=channel=email:4h", "sla target=channel=email:frt:4h", CXM_OK},
    {"sla target=Channel=E-Mail:frt:240m", "sla target=channel=e-mail:frt:4h",
     CXM_OK},
    {"sla target=channel=phone:wait:90s", "sla target=channel=phone:wait:1m30s",
     CXM_OK},
    {"sla clock=wait target=channel=phone:90s",
     "sla target=channel=phone:wait:1m30s", CXM_OK},
    {"sla target=channel=phone:90s clock=wait",
     "sla target=channel=phone:wait:1m30s", CXM_OK},
    {"sla clock=resolution target=priority=high:1d,channel=chat:frt:PT2M",
     "sla target=priority=high:resolution:1d,channel=chat:frt:2m", CXM_OK},
    {"sla target=\" channel = live chat : 1:30:00 , a=b:wait: 0:02:00\"",
     "sla target=\"channel=live chat:frt:1h30m,a=b:wait:2m\"", CXM_OK},
    {"sla target=TEAM=KÄSE:4h", "sla target=team=käse:frt:4h", CXM_OK},
    {"sla target=a=À×Þß÷ŒŸẞ:4h", "sla target=a=à×þß÷œÿß:frt:4h", CXM_OK},
    {"sla target=a=ÉTÉ:4h,A=été:5h", "target \"A=été:5h\" comes after another",
     CXM_EOPTION},
    {"sla target=x:y=a=b:4h", "sla target=x:y=a=b:frt:4h", CXM_OK},
    {"sla target=\"plan=\\\"gold\\\":4h\"",
     "sla target=\"plan=\\\"gold\\\":frt:4h\"", CXM_OK},
    {"sla target=channel=email:1h,preset:articles,channel=fax:1d",
     "sla target=\"channel=email:frt:1h,channel=e-mail:frt:4h,"
     "channel=mail:frt:4h,channel=chat:frt:2m,channel=live chat:frt:2m,"
     "channel=twitter:frt:1h,channel=x:frt:1h,channel=facebook:frt:15m,"
     "channel=facebook post:frt:15m,channel=phone:wait:1m30s,"
     "channel=phone call:wait:1m30s,channel=voice:wait:1m30s,"
     "channel=call:wait:1m30s,channel=fax:frt:1d\"",
     CXM_OK},
    {"sla", "sla needs target=..., for example channel=email:4h", CXM_EOPTION},
    {"sla clock=wait", "sla needs target=", CXM_EOPTION},
    {"sla target=", "target", CXM_EOPTION},
    {"sla target=email:4h", "target \"email:4h\" has no NAME=", CXM_EOPTION},
    {"sla target==email:4h", "target \"=email:4h\" has no NAME=", CXM_EOPTION},
    {"sla target=channel=email",
     "target \"channel=email\" has no limit as in channel=email:4h",
     CXM_EOPTION},
    {"sla target=a=b:1h,channel=:4h", "target \"channel=:4h\" has no value",
     CXM_EOPTION},
    {"sla target=channel=email:frtt:4h",
     "names the clock \"frtt\"; there are frt, resolution and wait",
     CXM_EOPTION},
    {"sla target=channel=email:4", "target \"channel=email:4\": ", CXM_EOPTION},
    {"sla target=channel=email:frt:", "target \"channel=email:frt:\": ",
     CXM_EOPTION},
    {"sla target=channel=email:frt:-4h", "\"channel=email:frt:-4h\"",
     CXM_EOPTION},
    {"sla target=channel=email:0s",
     "target \"channel=email:0s\" has no time at all: its limit must be above "
     "0",
     CXM_EOPTION},
    {"sla target=a=b:999999999w",
     "\"a=b:999999999w\" has a limit beyond any length of time", CXM_EOPTION},
    {"sla target=a=b:4h,,c=d:4h", "the list of targets has an empty part",
     CXM_EOPTION},
    {"sla target=a=b:4h,", "the list of targets has an empty part",
     CXM_EOPTION},
    {"sla target=a=b:4h,A=B:resolution:1d",
     "target \"A=B:resolution:1d\" comes after another of that name and value",
     CXM_EOPTION},
    /* In small letters it would be read as a preset. */
    {"sla target=Preset:a=b:4h", "target \"Preset:a=b:4h\" is no preset",
     CXM_EOPTION},
    {"sla target=preset:article",
     "target \"preset:article\" is no preset; there is preset:articles",
     CXM_EOPTION},
    {"sla target=preset:articles,channel=x:2h", "\"channel=x:2h\" comes after",
     CXM_EOPTION},
    {"sla target=a=b:4h clock=reply", "frt|resolution|wait", CXM_EOPTION},
};

START_TEST(targets_have_one_text_or_are_refused)
{
    struct cxm_def *def = NULL;
    struct cxm_error error = {0};
    const int status = cxm_def_new(&def, texts[_i].text, NULL, &error);
    ck_assert_msg(status == texts[_i].status, "%s: %s", texts[_i].text,
                  error.text);
    if (status == CXM_OK) {
        struct cxm_def *again = def_of(cxm_def_text(def));
        ck_assert_str_eq(cxm_def_text(def), texts[_i].canonical);
        ck_assert_str_eq(cxm_def_text(again), texts[_i].canonical);
        cxm_def_free(again, NULL);
    } else {
        ck_assert_msg(strstr(error.text, texts[_i].canonical) != NULL, "%s: %s",
                      texts[_i].text, error.text);
        ck_assert_str_eq(error.field,
                         strstr(texts[_i].canonical, "|") ? "clock" : "target");
    }
    cxm_def_free(def, NULL);
}
END_TEST

#define MINUTE INT64_C(60000)
#define HOUR   (60 * MINUTE)

/* The limits of the articles; the seed texts name e-mail to phone. */
static const struct {
    const char *channel;
    uint32_t clock;
    int64_t limit;
} articles[] = {
    {"email", CXM_CLOCK_FRT, 4 * HOUR},
    {"e-mail", CXM_CLOCK_FRT, 4 * HOUR},
    {"mail", CXM_CLOCK_FRT, 4 * HOUR},
    {"chat", CXM_CLOCK_FRT, 2 * MINUTE},
    {"live chat", CXM_CLOCK_FRT, 2 * MINUTE},
    {"twitter", CXM_CLOCK_FRT, HOUR},
    {"x", CXM_CLOCK_FRT, HOUR},
    {"facebook", CXM_CLOCK_FRT, 15 * MINUTE},
    {"facebook post", CXM_CLOCK_FRT, 15 * MINUTE},
    {"phone", CXM_CLOCK_WAIT, 90000},
    {"phone call", CXM_CLOCK_WAIT, 90000},
    {"voice", CXM_CLOCK_WAIT, 90000},
    {"call", CXM_CLOCK_WAIT, 90000},
};

START_TEST(the_preset_is_the_list_of_the_articles)
{
    const size_t n = sizeof articles / sizeof *articles;
    struct cxm_def *def = def_of("sla target=preset:articles");
    struct cxm_target target;
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(cxm_def_target(def, i, &target), CXM_OK);
        ck_assert_uint_eq(target.name_length, strlen("channel"));
        ck_assert(memcmp(target.name, "channel", 7) == 0);
        ck_assert_msg(target.value_length == strlen(articles[i].channel) &&
                          memcmp(target.value, articles[i].channel,
                                 target.value_length) == 0,
                      "%.*s", (int)target.value_length, target.value);
        ck_assert_uint_eq(target.clock, articles[i].clock);
        ck_assert_int_eq(target.limit, articles[i].limit);
    }
    ck_assert_int_eq(cxm_def_target(def, n, &target), CXM_EINVAL);
    ck_assert_int_eq(cxm_def_target(def, SIZE_MAX, &target), CXM_EINVAL);
    cxm_def_free(def, NULL);
    def = def_of("fcr");
    ck_assert_int_eq(cxm_def_target(def, 0, &target), CXM_EINVAL);
    cxm_def_free(def, NULL);
}
END_TEST

/* Two ways to write the same limits are one definition. */
START_TEST(the_preset_equals_the_list_that_spells_it_out)
{
    struct cxm_def *preset = def_of("sla clock=wait target=preset:articles");
    char text[800];
    size_t at = (size_t)snprintf(text, sizeof text, "sla target=\"");
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        at += (size_t)snprintf(
            text + at, sizeof text - at, "%sCHANNEL=%s:%s:%dms", i ? ", " : "",
            articles[i].channel, articles[i].clock ? "wait" : "frt",
            (int)articles[i].limit);
    snprintf(text + at, sizeof text - at, "\"");
    struct cxm_def *list = def_of(text);
    ck_assert_str_eq(cxm_def_text(list), cxm_def_text(preset));
    ck_assert_ptr_null(cxm_def_option(preset, "clock"));
    cxm_def_free(list, NULL);
    cxm_def_free(preset, NULL);
}
END_TEST

/* The longest growth: short limits that become long texts, all quoted. */
START_TEST(many_targets_fit_their_definition_and_more_are_refused)
{
    for (int n = 255; n <= 257; n++) {
        char text[8000] = "sla clock=resolution target=\"";
        struct cxm_def *def = NULL;
        struct cxm_error error = {0};
        size_t at = strlen(text);
        for (int i = 0; i < n; i++)
            at += (size_t)snprintf(text + at, sizeof text - at,
                                   "%s\\\"=%d:9.123456789W", i ? "," : "", i);
        snprintf(text + at, sizeof text - at, "\"");
        const int status = cxm_def_new(&def, text, NULL, &error);
        ck_assert_int_eq(status, n > 256 ? CXM_EOPTION : CXM_OK);
        if (def)
            ck_assert_uint_gt(strlen(cxm_def_text(def)), 30 * (size_t)n);
        else
            ck_assert_str_eq(error.text, "there are more than 256 targets");
        cxm_def_free(def, NULL);
    }
}
END_TEST

/* ---- What one ticket says ------------------------------------------------- */

#define NEVER CXM_AS_OF_UNKNOWN
#define FRT   "sla target=channel=email:4h"
#define RES   "sla target=channel=email:resolution:4h"
#define WAIT  "sla target=channel=phone:wait:90s"

static const struct {
    const char *def;
    const char *ticket;
    int64_t as_of;
    int verdict;
    int hit;     /* of counted */
    int64_t due; /* of undecided */
} verdicts[] = {
    /* First reply: met at exactly the limit (Chatwoot: reply <= due). */
    {FRT, "#0=0 created=1h replied=5h", NEVER, CXM_COUNTED, 1, 0},
    {FRT, "#0=0 created=1h replied=5h1ms", NEVER, CXM_COUNTED, 0, 0},
    {FRT, "#0=0 first_reply_time=4h", NEVER, CXM_COUNTED, 1, 0},
    {FRT, "#0=0 first_reply_time=5h", NEVER, CXM_COUNTED, 0, 0},
    {FRT, "#0=0 created=2h replied=1h", NEVER, CXM_ERANGE, 0, 0},
    {FRT, "#0= created=1h replied=2h", NEVER, CXM_INELIGIBLE, 0, 0},
    {FRT, "#0=! created=1h replied=2h", NEVER, CXM_ESYNTAX, 0, 0},
    {FRT, "#0=1 created=1h replied=2h", NEVER, CXM_EINVAL, 0, 0},
    {FRT, "#0=-1 created=1h replied=2h", NEVER, CXM_EINVAL, 0, 0},
    {FRT, "#0=0 created=1h replied=2h status=3", NEVER, CXM_INELIGIBLE, 0, 0},
    /* V76, Zammad: target 60, reply at t0 + 75 min, diff -15. */
    {"sla target=channel=email:60m", "#0=0 created=1h replied=2h15m", NEVER,
     CXM_COUNTED, 0, 0},
    /* No reply yet. */
    {FRT, "#0=0 created=1h replied=", NEVER, CXM_UNDECIDED, 0, 5 * HOUR},
    {FRT, "#0=0 created=1h replied=", 4 * HOUR, CXM_UNDECIDED, 0, 5 * HOUR},
    {FRT, "#0=0 created=1h replied=", 5 * HOUR, CXM_UNDECIDED, 0, 5 * HOUR},
    {FRT, "#0=0 created=1h replied=", 5 * HOUR + 1, CXM_COUNTED, 0, 0},
    {FRT, "#0=0 created= replied=3h", 9 * HOUR, CXM_MISSING, 0, 0},
    {FRT, "#0=0 created= replied=3h resolution_time=1h", 9 * HOUR, CXM_MISSING,
     0, 0},
    {FRT, "#0=0 created= replied=", 9 * HOUR, CXM_UNDECIDED, 0, 0},
    {FRT, "#0=0 first_reply_time=", 9 * HOUR, CXM_UNDECIDED, 0, 0},
    /* dbt_zendesk: a solved ticket needs no reply any more. */
    {FRT, "#0=0 created=1h replied= solved=5h", NEVER, CXM_COUNTED, 1, 0},
    {FRT, "#0=0 created=1h replied= solved=6h", NEVER, CXM_COUNTED, 0, 0},
    {FRT, "#0=0 created=1h replied= closed=2h", NEVER, CXM_COUNTED, 1, 0},
    {FRT, "#0=0 created=1h replied= first_solved=2h solved=9h", NEVER,
     CXM_COUNTED, 1, 0},
    {FRT, "#0=0 created=1h replied= status=1", 9 * HOUR, CXM_MISSING, 0, 0},
    {FRT, "#0=0 created=1h replied= status=0", 9 * HOUR, CXM_COUNTED, 0, 0},
    /* A source without replies does not make them late. */
    {FRT, "#0=0 created=1h status=0", 9 * HOUR, CXM_MISSING, 0, 0},
    /* Resolution.  V79, Zammad: target 75, closed at t0 + 70, diff 5. */
    {"sla target=channel=email:resolution:75m", "#0=0 created=0s closed=1h10m",
     NEVER, CXM_COUNTED, 1, 0},
    {RES, "#0=0 created=1h solved=5h", NEVER, CXM_COUNTED, 1, 0},
    {RES, "#0=0 created=1h solved=5h1ms", NEVER, CXM_COUNTED, 0, 0},
    {RES, "#0=0 resolution_time=1h", NEVER, CXM_COUNTED, 1, 0},
    {RES, "#0=0 created=1h solved=", 2 * HOUR, CXM_UNDECIDED, 0, 5 * HOUR},
    {RES, "#0=0 created=1h solved=", 6 * HOUR, CXM_COUNTED, 0, 0},
    {RES, "#0=0 created=1h solved=2h status=0", 6 * HOUR, CXM_COUNTED, 0, 0},
    {RES, "#0=0 created=1h solved=2h status=0", NEVER, CXM_UNDECIDED, 0,
     5 * HOUR},
    {RES, "#0=0 created=1h status=1 solved=", 6 * HOUR, CXM_MISSING, 0, 0},
    {RES, "#0=0 created=1h status=1", 6 * HOUR, CXM_MISSING, 0, 0},
    {RES, "#0=0 resolution_time= status=0", 6 * HOUR, CXM_UNDECIDED, 0, 0},
    {RES, "#0=0 created=3h solved=1h", NEVER, CXM_ERANGE, 0, 0},
    /* Waiting. */
    {WAIT, "#0=0 wait=90s answered=1", NEVER, CXM_COUNTED, 1, 0},
    {WAIT, "#0=0 wait=91s answered=1", NEVER, CXM_COUNTED, 0, 0},
    {WAIT, "#0=0 wait=90s", NEVER, CXM_COUNTED, 1, 0},
    {WAIT, "#0=0 wait=91s", NEVER, CXM_COUNTED, 0, 0},
    {WAIT, "#0=0 wait=", NEVER, CXM_MISSING, 0, 0},
    {WAIT, "#0=0 wait= answered=1", NEVER, CXM_MISSING, 0, 0},
    {WAIT, "#0=0 wait=91s abandoned=1", NEVER, CXM_COUNTED, 0, 0},
    {WAIT, "#0=0 wait=90s abandoned=1", NEVER, CXM_INELIGIBLE, 0, 0},
    {WAIT, "#0=0 wait= abandoned=1", NEVER, CXM_MISSING, 0, 0},
    /* Who was sent elsewhere is decided at once, as who gave up is. */
    {WAIT, "#0=0 wait=91s answered=0 abandoned=0 offered_at=1h", NEVER,
     CXM_COUNTED, 0, 0},
    {WAIT, "#0=0 wait=90s answered=0 abandoned=0 offered_at=1h", 9 * HOUR,
     CXM_INELIGIBLE, 0, 0},
    {WAIT, "#0=0 wait=91s answered=0 abandoned= offered_at=1h", NEVER,
     CXM_COUNTED, 0, 0},
    {WAIT, "#0=0 wait=91s answered= abandoned= offered_at=1h ended_at=2h",
     9 * HOUR, CXM_MISSING, 0, 0},
    {WAIT, "#0=0 wait= abandoned=0 answered= offered_at=1h", NEVER,
     CXM_UNDECIDED, 0, HOUR + 90000},
    {WAIT, "#0=0 wait=1s answered=1 direction=1", NEVER, CXM_INELIGIBLE, 0, 0},
    {WAIT, "#0=0 wait=1s answered=1 direction=0", NEVER, CXM_COUNTED, 1, 0},
    {WAIT, "#0=0 offered_at=1h answered_at=1h1m", NEVER, CXM_COUNTED, 1, 0},
    {WAIT, "#0=0 offered_at=1h answered_at=", NEVER, CXM_UNDECIDED, 0,
     HOUR + 90000},
    {WAIT, "#0=0 offered_at=1h answered_at=", 2 * HOUR, CXM_COUNTED, 0, 0},
    {WAIT, "#0=0 answered= wait=", 2 * HOUR, CXM_UNDECIDED, 0, 0},
    {WAIT, "#0=0 answered_at=2h offered_at=3h", NEVER, CXM_ERANGE, 0, 0},
    {WAIT, "#0=0 created=1h status=0", 9 * HOUR, CXM_MISSING, 0, 0},
    /* Each target has its clock. */
    {"sla target=a=b:1h,a=c:resolution:1d",
     "#0=1 created=0s replied=9h solved=20h", NEVER, CXM_COUNTED, 1, 0},
    {"sla target=a=b:1h,a=c:resolution:1d",
     "#0=0 created=0s replied=9h solved=20h", NEVER, CXM_COUNTED, 0, 0},
};

START_TEST(a_target_is_met_missed_or_open)
{
    struct cxm_def *def = def_of(verdicts[_i].def);
    struct cxm_error error = {0};
    const struct cxm_observation o =
        ticket_measure(def, verdicts[_i].ticket, verdicts[_i].as_of, &error);
    ck_assert_msg(o.verdict == verdicts[_i].verdict, "%s, %s: %s %s",
                  verdicts[_i].def, verdicts[_i].ticket,
                  verdict_name(o.verdict), error.text);
    if (o.verdict == CXM_COUNTED)
        ck_assert_msg(o.v[0] == verdicts[_i].hit, "%s, %s", verdicts[_i].def,
                      verdicts[_i].ticket);
    if (o.verdict == CXM_UNDECIDED)
        ck_assert_msg(o.due == verdicts[_i].due && o.v[0] == 0, "%s, %s",
                      verdicts[_i].def, verdicts[_i].ticket);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_limit_beyond_all_time_is_never_passed)
{
    struct cxm_def *def = def_of(FRT);
    struct some_ticket made;
    struct cxm_observation o;
    ticket_read(&made, "#0=0 created=1h replied=");
    made.ticket.created = INT64_MAX - 4 * HOUR + 1;
    ck_assert_int_eq(
        cxm_def_measure_ticket(def, &made.ticket, INT64_MAX, &o, NULL),
        CXM_UNDECIDED);
    ck_assert_int_eq(o.due, 0);
    cxm_def_free(def, NULL);
}
END_TEST

/* ---- Figures -------------------------------------------------------------- */

/* V73: Chatwoot, applied_slas_controller_spec.rb, hit rates. */
static const struct {
    uint64_t applied;
    uint64_t missed;
    double value; /* NaN: nothing applied; Chatwoot says 100 % there */
} rates[] = {
    {3, 1, 200 / 3.0}, {1, 1, 0}, {2, 1, 50}, {2, 0, 100}, {0, 0, NAN},
};

START_TEST(attainment_is_the_share_of_the_decided)
{
    struct cxm_def *def = def_of(FRT);
    uint64_t state[2] = {0};
    uint64_t others = 0;
    struct cxm_result r;
    char text[200];
    snprintf(text, sizeof text,
             "#0=0 first_reply_time=1h count=%d;"
             "#0=0 first_reply_time=5h count=%d;"
             "#0=0 first_reply_time= count=3; #0= first_reply_time=1h count=4",
             (int)(rates[_i].applied - rates[_i].missed),
             (int)rates[_i].missed);
    ticket_add_all(def, state, text, &others);
    ck_assert_uint_eq(others, 7);
    const int status = cxm_state_figures(def, state, NULL, &r);
    ck_assert_uint_eq(r.n, rates[_i].applied);
    if (isnan(rates[_i].value)) {
        ck_assert_int_eq(status, CXM_EMPTY);
        ck_assert(isnan(r.value));
    } else {
        ck_assert_int_eq(status, CXM_OK);
        ck_assert(fabs(r.value - rates[_i].value) < 1e-12);
    }
    cxm_def_free(def, NULL);
}
END_TEST

/*
 * Deciding at the end of the input is measuring with that moment.  Due at 5 h:
 * two tickets without a reply, one with.
 */
START_TEST(the_end_of_the_input_decides_what_is_late)
{
    static const int64_t ends[] = {2 * HOUR, 5 * HOUR, 5 * HOUR + 1, 9 * HOUR};
    struct cxm_def *def = def_of(FRT);
    const struct cxm_def *const defs[] = {def};
    struct cxm_table_config config = {.size = sizeof config, .revisable = 1};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct cxm_table *table = NULL;
        struct cxm_observation o =
            ticket_measure(def, "#0=0 created=1h replied=2h", NEVER, NULL);
        uint32_t cell;
        ck_assert_int_eq(cxm_table_new(&table, defs, 1, &config, NULL), CXM_OK);
        ck_assert_int_eq(cxm_table_cell(table, NULL, 0, &cell, NULL), CXM_OK);
        ck_assert_int_eq(cxm_table_add(table, cell, 0, &o, NULL), CXM_OK);
        o = ticket_measure(def, "#0=0 created=1h replied= count=2", NEVER,
                           NULL);
        ck_assert_int_eq(cxm_table_add(table, cell, 0, &o, NULL), CXM_OK);
        ck_assert_int_eq(cxm_table_open_until(table, cell, 0), 5 * HOUR);
        ck_assert_int_eq(cxm_table_decide(table, ends[i], NULL), CXM_OK);
        const uint64_t *state = cxm_table_state(table, cell, 0);
        o = ticket_measure(def, "#0=0 created=1h replied= count=2", ends[i],
                           NULL);
        ck_assert_uint_eq(state[0], o.verdict == CXM_COUNTED ? 2 : 0);
        ck_assert_uint_eq(state[1], 1);
        cxm_table_free(table, NULL);
    }
    cxm_def_free(def, NULL);
}
END_TEST

/* ---- What a source must have ---------------------------------------------- */

#define TWO         "sla target=channel=email:4h,channel=phone:wait:90s"
#define REPLY_TIMES (CXM_FIELD_CREATED | CXM_FIELD_REPLIED)
#define CALL_TIMES  (CXM_FIELD_OFFERED_AT | CXM_FIELD_ANSWERED_AT)

static const struct {
    const char *def;
    uint64_t fields;
    const char *lacks; /* NULL: it can */
} sources[] = {
    {FRT, CXM_FIELD_FIRST_REPLY_TIME, NULL},
    {FRT, REPLY_TIMES, NULL},
    {FRT, CXM_FIELD_REPLIED | CXM_FIELD_SOLVED,
     "needs first_reply_time, or created and replied (clock frt)"},
    {RES, CXM_FIELD_RESOLUTION_TIME, NULL},
    {RES, CXM_FIELD_CREATED | CXM_FIELD_CLOSED, NULL},
    {RES, CXM_FIELD_CREATED | CXM_FIELD_STATUS,
     "needs resolution_time, or created and solved or closed (clock "
     "resolution)"},
    {WAIT, CXM_FIELD_WAIT, NULL},
    {WAIT, CALL_TIMES, NULL},
    {WAIT, CXM_FIELD_ANSWERED,
     "needs wait, or offered_at and answered_at (clock wait)"},
    {TWO, CXM_FIELD_WAIT, NULL},
    {TWO, REPLY_TIMES, NULL},
    {TWO, CXM_FIELD_STATUS,
     "needs first_reply_time, or created and replied (clock frt)"},
};

START_TEST(a_source_that_lacks_its_clock_is_told_so)
{
    struct cxm_def *def = def_of(sources[_i].def);
    struct cxm_error error = {0};
    const int status = cxm_def_can(def, sources[_i].fields, &error);
    ck_assert_int_eq(status, sources[_i].lacks ? CXM_EFIELD : CXM_OK);
    if (sources[_i].lacks)
        ck_assert_str_eq(error.text, sources[_i].lacks);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_verdict_rests_on_the_fields_of_its_clocks)
{
    static const uint64_t mapped = REPLY_TIMES | CALL_TIMES |
                                   CXM_FIELD_DIRECTION | CXM_FIELD_SOLVED |
                                   CXM_FIELD_STATUS | CXM_FIELD_PRIORITY;
    static const struct {
        const char *def;
        uint64_t rests_on;
    } rows[] = {
        {FRT, REPLY_TIMES | CXM_FIELD_SOLVED},
        {RES, CXM_FIELD_CREATED | CXM_FIELD_SOLVED},
        {WAIT, CALL_TIMES | CXM_FIELD_DIRECTION},
        {TWO,
         REPLY_TIMES | CXM_FIELD_SOLVED | CALL_TIMES | CXM_FIELD_DIRECTION},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_def *def = def_of(rows[i].def);
        ck_assert_msg(cxm_def_fields(def, mapped) == rows[i].rests_on, "%s",
                      rows[i].def);
        cxm_def_free(def, NULL);
    }
}
END_TEST

#define ROWS(table) (int)(sizeof table / sizeof *table)

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, targets_have_one_text_or_are_refused, 0,
                        ROWS(texts));
    tcase_add_test(tc, the_preset_is_the_list_of_the_articles);
    tcase_add_test(tc, the_preset_equals_the_list_that_spells_it_out);
    tcase_add_test(tc, many_targets_fit_their_definition_and_more_are_refused);
    tcase_add_loop_test(tc, a_target_is_met_missed_or_open, 0, ROWS(verdicts));
    tcase_add_test(tc, a_limit_beyond_all_time_is_never_passed);
    tcase_add_loop_test(tc, attainment_is_the_share_of_the_decided, 0,
                        ROWS(rates));
    tcase_add_test(tc, the_end_of_the_input_decides_what_is_late);
    tcase_add_loop_test(tc, a_source_that_lacks_its_clock_is_told_so, 0,
                        ROWS(sources));
    tcase_add_test(tc, a_verdict_rests_on_the_fields_of_its_clocks);
}

TEST_MAIN(tests)
