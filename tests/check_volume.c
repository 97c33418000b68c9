/* SPDX-License-Identifier: MIT */
/* Volumes of tickets and rows, and how KPIs place the rows of ticket files. */
#include "tickets.h"

static const struct {
    const char *of;
    const char *ticket;
    int verdict;
} verdicts[] = {
    {"created", "status=0", CXM_COUNTED},
    {"created", "status=3", CXM_COUNTED}, /* it was work when it came */
    {"created", "", CXM_COUNTED},
    {"solved", "status=1", CXM_COUNTED},
    {"solved", "status=2", CXM_COUNTED},
    {"solved", "created=0s solved=1h", CXM_COUNTED},
    {"solved", "created=0s solved=", CXM_INELIGIBLE},
    {"solved", "created=0s solved=1h status=0", CXM_INELIGIBLE}, /* reopened */
    {"solved", "status=3", CXM_INELIGIBLE},
    {"solved", "status=", CXM_MISSING},
    {"backlog", "status=0", CXM_COUNTED},
    {"backlog", "created=0s closed=", CXM_COUNTED},
    {"backlog", "created=0s solved=1h status=0", CXM_COUNTED},
    {"backlog", "status=2", CXM_INELIGIBLE},
    {"backlog", "status=4", CXM_INELIGIBLE},
    {"backlog", "status=", CXM_MISSING},
    {"backlog", "created=0s", CXM_MISSING},
};

static struct cxm_def *volume_of(const char *of)
{
    char text[40];
    snprintf(text, sizeof text, "volume of=%s", of);
    return def_of(text);
}

START_TEST(a_ticket_is_in_a_volume_or_not)
{
    struct cxm_def *def = volume_of(verdicts[_i].of);
    const struct cxm_observation o =
        ticket_measure(def, verdicts[_i].ticket, CXM_AS_OF_UNKNOWN, NULL);
    ck_assert_msg(o.verdict == verdicts[_i].verdict, "%s: %s is %s",
                  verdicts[_i].of, verdicts[_i].ticket,
                  verdict_name(o.verdict));
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(solved_and_backlog_are_the_created_that_are_left)
{
    static const char *const names[] = {"created", "solved", "backlog"};
    static const uint64_t expected[] = {17, 9, 4};
    for (size_t i = 0; i < 3; i++) {
        struct cxm_def *def = volume_of(names[i]);
        uint64_t state[1] = {0};
        uint64_t others = 0;
        struct cxm_result r;
        ticket_add_all(def, state,
                       "status=0 count=4; status=1 count=7; status=2 count=2;"
                       "status=3; status=4 count=2; status=",
                       &others);
        ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
        ck_assert_msg(r.n == expected[i], "%s: %d", names[i], (int)r.n);
        ck_assert_uint_eq(r.n + others, 17);
        cxm_def_free(def, NULL);
    }
}
END_TEST

START_TEST(a_row_is_created_and_nothing_else)
{
    const struct cxm_row row = CXM_ROW_INIT;
    struct cxm_observation o;
    struct cxm_error error = {0};
    struct cxm_def *def = def_of("volume");
    ck_assert_int_eq(cxm_def_measure_row(def, &row, &o, NULL), CXM_COUNTED);
    ck_assert_uint_eq(o.n, 1);
    cxm_def_free(def, NULL);
    def = def_of("volume of=backlog");
    ck_assert_int_eq(cxm_def_measure_row(def, &row, &o, &error), CXM_EINVAL);
    ck_assert_str_eq(error.text,
                     "volume of=backlog counts tickets, which a row is not");
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(what_is_solved_must_be_told_by_the_source)
{
    static const char *const names[] = {"solved", "backlog"};
    static const uint64_t tell[] = {CXM_FIELD_SOLVED, CXM_FIELD_CLOSED,
                                    CXM_FIELD_STATUS,
                                    CXM_FIELD_RESOLUTION_TIME};
    struct cxm_error error = {0};
    struct cxm_def *def = volume_of("created");
    ck_assert_int_eq(cxm_def_can(def, 0, NULL), CXM_OK);
    ck_assert_uint_eq(cxm_def_fields(def, UINT64_MAX), 0);
    cxm_def_free(def, NULL);
    for (size_t i = 0; i < 2; i++) {
        def = volume_of(names[i]);
        ck_assert_int_eq(cxm_def_can(def, CXM_FIELD_CREATED, &error),
                         CXM_EFIELD);
        ck_assert_str_eq(error.text, "needs solved, closed or status");
        for (size_t k = 0; k < sizeof tell / sizeof *tell; k++) {
            ck_assert_int_eq(cxm_def_can(def, tell[k], NULL), CXM_OK);
            ck_assert_uint_eq(cxm_def_fields(def, tell[k]), tell[k]);
        }
        ck_assert_uint_eq(
            cxm_def_fields(def, CXM_FIELD_STATUS | CXM_FIELD_CLOSED),
            CXM_FIELD_CLOSED);
        cxm_def_free(def, NULL);
    }
}
END_TEST

START_TEST(volume_names_what_it_can_be_of)
{
    struct cxm_def *def = NULL;
    struct cxm_error error = {0};
    ck_assert_int_eq(cxm_def_new(&def, "volume of=open", NULL, &error),
                     CXM_EOPTION);
    ck_assert_str_eq(error.text,
                     "of is one of created|solved|backlog, not \"open\"");
    def = def_of("volume");
    ck_assert_str_eq(cxm_def_text(def), "volume of=created");
    cxm_def_free(def, NULL);
}
END_TEST

/* Bits, lowest first choice. */
static const struct {
    const char *def;
    uint32_t records;
    uint64_t place;
} places[] = {
    {"volume", 1u << CXM_RECORD_ROW | 1u << CXM_RECORD_TICKET,
     CXM_FIELD_AT | CXM_FIELD_CREATED},
    {"volume of=solved", 1u << CXM_RECORD_ROW | 1u << CXM_RECORD_TICKET,
     CXM_FIELD_SOLVED | CXM_FIELD_CLOSED},
    {"volume of=backlog", 1u << CXM_RECORD_ROW | 1u << CXM_RECORD_TICKET,
     CXM_FIELD_CREATED},
    {"csat", 1u << CXM_RECORD_RESPONSE, CXM_FIELD_AT | CXM_FIELD_CREATED},
    {"ces", 1u << CXM_RECORD_RESPONSE, CXM_FIELD_AT | CXM_FIELD_CREATED},
    {"nps", 1u << CXM_RECORD_RESPONSE, CXM_FIELD_AT | CXM_FIELD_CREATED},
    {"response", 1u << CXM_RECORD_RESPONSE,
     CXM_FIELD_SENT_AT | CXM_FIELD_AT | CXM_FIELD_CREATED},
    {"rate hit=x", 1u << CXM_RECORD_ROW, CXM_FIELD_AT | CXM_FIELD_CREATED},
    {"amount", 1u << CXM_RECORD_ROW, CXM_FIELD_AT | CXM_FIELD_CREATED},
    {"sla target=channel=email:4h", 1u << CXM_RECORD_TICKET, CXM_FIELD_CREATED},
};

START_TEST(kpis_say_what_they_measure_and_where_it_belongs)
{
    struct cxm_def *def = def_of(places[_i].def);
    ck_assert_uint_eq(cxm_def_kpi(def)->records, places[_i].records);
    ck_assert_uint_eq(cxm_def_place(def), places[_i].place);
    cxm_def_free(def, NULL);
}
END_TEST

#define ROWS(table) (int)(sizeof table / sizeof *table)

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_ticket_is_in_a_volume_or_not, 0, ROWS(verdicts));
    tcase_add_test(tc, solved_and_backlog_are_the_created_that_are_left);
    tcase_add_test(tc, a_row_is_created_and_nothing_else);
    tcase_add_test(tc, what_is_solved_must_be_told_by_the_source);
    tcase_add_test(tc, volume_names_what_it_can_be_of);
    tcase_add_loop_test(tc, kpis_say_what_they_measure_and_where_it_belongs, 0,
                        ROWS(places));
}

TEST_MAIN(tests)
