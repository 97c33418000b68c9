/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include <cxm/def.h>

#include "memory.h"
#include "lib/base/base.h"
#include "run.h"

/* A definition names every option, defaults too, in registry order. */
static const struct {
    const char *text;
    const char *canonical;
} texts[] = {
    {"nps", "nps scale=0:10"},
    {"  nps\t scale=0:10 \r\n", "nps scale=0:10"},
    {"nps scale=1:10", "nps scale=1:10"},
    {"csat", "csat scale=1:5"},
    {"csat scale=5:1", "csat scale=5:1"},
    {"csat scale=1:5:1", "csat scale=1:5"},
    {"csat scale=1.0:5.00", "csat scale=1:5"},
    {"csat scale=\"1:5\"", "csat scale=1:5"},
    {"csat scale=0.5:5:0.50", "csat scale=0.5:5:0.5"},
    {"ces scale=1:7", "ces scale=1:7"},
    {"ces", "ces scale=1:5"},
    {"response", "response"},
    {"volume", "volume of=created"},
    {"volume of=created", "volume of=created"},
    {"amount", "amount"},
    {"rate hit=a=1", "rate hit=a=1"},
    {"rate hit=\"a=1\"", "rate hit=a=1"},
    {"rate hit=\"status = solved\"", "rate hit=\"status = solved\""},
    {"rate hit=\"say \\\"no\\\"\"", "rate hit=\"say \\\"no\\\"\""},
    {"rate hit=\"a\\\\b c\"", "rate hit=\"a\\\\b c\""},
    {"rate hit=\"a\\\\b\"", "rate hit=a\\b"},
    {"rate hit=a\\b", "rate hit=a\\b"},
    {"rate hit=\"\\\"\"", "rate hit=\"\\\"\""},
    {"rate hit=\"a\tb\"", "rate hit=\"a\tb\""},
    {"rate hit=\xc3\xbc=\xff", "rate hit=\xc3\xbc=\xff"},
    {"rate numerator=solved denominator=all",
     "rate numerator=solved denominator=all"},
    {"rate denominator=all numerator=solved",
     "rate numerator=solved denominator=all"},
    {"fcr rule=no-reopen,one-touch", "fcr rule=one-touch,no-reopen"},
    {"fcr rule=survey,flag,survey,flag", "fcr rule=flag,survey"},
    {"fcr rule=within within=PT90M", "fcr rule=within within=1h30m"},
    {"frt", "frt start=created quantiles=yes"},
    {"frt quantiles=no within=1h,60m,1m,0:01:00",
     "frt start=created within=1m,1h quantiles=no"},
    {"frt within=2w,1.5d,24h,1440m", /* as many as there may be, and once */
     "frt start=created within=1d,1d12h,14d quantiles=yes"},
    {"frt within=104249991d,14284712.34567w,14284711.34567w,14w",
     "frt start=created within=98d,99992979d10h4m21s216ms,"
     "99992986d10h4m21s216ms,104249991d quantiles=yes"},
    {"aht handle=column cap=90m", "aht handle=column cap=1h30m quantiles=yes"},
    {"service-level within=20000ms",
     "service-level within=20s denominator=offered"},
    {"sla target=channel=email:4h", "sla target=channel=email:frt:4h"},
};

static struct cxm_def *made(const char *text)
{
    struct cxm_def *def = NULL;
    struct cxm_error error;
    const int status = cxm_def_new(&def, text, NULL, &error);
    ck_assert_msg(status == CXM_OK, "%s: %s", text, error.text);
    return def;
}

START_TEST(a_definition_has_one_canonical_text)
{
    struct cxm_def *def = made(texts[_i].text);
    ck_assert_str_eq(cxm_def_text(def), texts[_i].canonical);
    struct cxm_def *again = made(cxm_def_text(def));
    ck_assert_str_eq(cxm_def_text(again), texts[_i].canonical);
    ck_assert_uint_eq(cxm_def_state_size(again), cxm_def_state_size(def));
    ck_assert_uint_eq(cxm_def_arity(again), cxm_def_arity(def));
    cxm_def_free(again, NULL);
    cxm_def_free(def, NULL);
}
END_TEST

static const struct {
    const char *text;
    int status;
    const char *says[3];
} refused[] = {
    {"", CXM_EOPTION, {"unknown KPI", "csat", "amount"}},
    {" ", CXM_EOPTION, {"unknown KPI"}},
    {"npss", CXM_EOPTION, {"unknown KPI \"npss\"", "nps", "volume"}},
    {"NPS", CXM_EOPTION, {"unknown KPI \"NPS\""}},
    {"nps windw=1", CXM_EOPTION, {"unknown option windw; nps has scale"}},
    {"nps promoters=9", CXM_EOPTION, {"unknown option promoters"}},
    {"rate windw=1",
     CXM_EOPTION,
     {"unknown option windw; rate has hit, numerator, denominator"}},
    {"amount scale=1:5", CXM_EOPTION, {"unknown option scale; amount has"}},
    {"nps scale", CXM_ESYNTAX, {"name=value", "scale"}},
    {"nps =3", CXM_ESYNTAX, {"name=value"}},
    {"nps scale = 0:10", CXM_ESYNTAX, {"name=value"}},
    {"nps Scale=0:10", CXM_ESYNTAX, {"name=value"}},
    {"nps scale=", CXM_EOPTION, {"scale"}},
    {"nps scale=5", CXM_EOPTION, {"scale", "WORST:BEST"}},
    {"nps scale=0:10 scale=0:10", CXM_EOPTION, {"scale", "twice"}},
    {"volume of=lost", CXM_EOPTION, {"of", "created", "\"lost\""}},
    {"volume of=", CXM_EOPTION, {"of", "created"}},
    {"volume of=create", CXM_EOPTION, {"of", "created"}},
    {"rate", CXM_EOPTION, {"hit", "numerator", "denominator"}},
    {"rate hit=", CXM_EOPTION, {"hit"}},
    {"rate hit=\"\"", CXM_EOPTION, {"hit"}},
    {"rate numerator=a", CXM_EOPTION, {"denominator"}},
    {"rate denominator=a", CXM_EOPTION, {"numerator"}},
    {"rate hit=a numerator=b denominator=c", CXM_EOPTION, {"either"}},
    {"rate hit=a denominator=c", CXM_EOPTION, {"either"}},
    {"rate hit=\"a", CXM_ESYNTAX, {"quotes"}},
    {"rate hit=\"a\\", CXM_ESYNTAX, {"quotes"}},
    {"rate hit=\"a\\\"", CXM_ESYNTAX, {"quotes"}},
    {"rate hit=\"a\"b", CXM_ESYNTAX, {"quotes"}},
    {"fcr rule=flg", CXM_EOPTION, {"rule", "flag,survey", "\"flg\""}},
    {"fcr rule=flag,", CXM_EOPTION, {"rule", "flag,survey", "\"\""}},
    {"fcr rule=", CXM_EOPTION, {"rule", "flag,survey"}},
    {"fcr rule=fla", CXM_EOPTION, {"\"fla\""}},
    {"aht cap=", CXM_EOPTION, {"cap is a length of time"}},
    {"aht cap=0s", CXM_EOPTION, {"cap", "\"0s\""}},
    {"aht cap=-1s", CXM_EOPTION, {"cap", "\"-1s\""}},
    {"aht cap=20", CXM_EOPTION, {"cap", "20s, 15m or 4h", "\"20\""}},
    {"aht cap=104249992d", CXM_EOPTION, {"cap", "\"104249992d\""}},
    {"aht cap=1h,2h", CXM_EOPTION, {"cap", "\"1h,2h\""}},
    {"frt within=1h,,2h", CXM_EOPTION, {"within", "\"\""}},
    {"frt within=1h,0s", CXM_EOPTION, {"within", "\"0s\""}},
    {"frt within=1s,2s,3s,4s,5s", CXM_EOPTION, {"within has at most 4"}},
    {"sla target=", CXM_EOPTION, {"target is empty"}},
};

START_TEST(what_is_no_definition_is_refused_with_help)
{
    struct memory memory;
    struct cxm_alloc alloc = memory_start(&memory);
    struct cxm_def *def = (struct cxm_def *)&memory;
    struct cxm_error error;
    memset(&error, 0, sizeof error);
    const int status = cxm_def_new(&def, refused[_i].text, &alloc, &error);
    ck_assert_msg(status == refused[_i].status, "\"%s\": %d, %s",
                  refused[_i].text, status, error.text);
    ck_assert_ptr_null(def);
    ck_assert_int_eq(error.status, status);
    for (size_t i = 0; i < 3 && refused[_i].says[i]; i++)
        ck_assert_msg(strstr(error.text, refused[_i].says[i]) != NULL,
                      "\"%s\" is refused with: %s", refused[_i].text,
                      error.text);
    ck_assert_int_eq(cxm_def_new(&def, refused[_i].text, &alloc, NULL), status);
    ck_assert_uint_eq(memory.bytes, 0);
}
END_TEST

START_TEST(options_are_read_back)
{
    struct cxm_def *def = made("nps");
    ck_assert_str_eq(cxm_def_option(def, "scale"), "0:10");
    ck_assert_ptr_null(cxm_def_option(def, "promoters"));
    ck_assert_ptr_null(cxm_def_option(def, ""));
    ck_assert_str_eq(cxm_def_kpi(def)->name, "nps");
    ck_assert_uint_eq(cxm_def_scale(def)->points, 11);
    ck_assert_uint_eq(cxm_def_state_size(def), 88);
    cxm_def_free(def, NULL);
    def = made("rate hit=\"status = solved\"");
    ck_assert_str_eq(cxm_def_option(def, "hit"), "status = solved");
    ck_assert_ptr_null(cxm_def_option(def, "numerator"));
    ck_assert_ptr_null(cxm_def_scale(def));
    cxm_def_free(def, NULL);
    cxm_def_free(NULL, NULL);
}
END_TEST

/* State sizes are what embedders allocate: COUNTS(p) is 8p bytes, MOMENTS 40. */
START_TEST(states_have_the_sizes_of_their_parts)
{
    static const struct {
        const char *text;
        size_t size;
        uint32_t arity;
    } rows[] = {
        {"csat", 40, 1},
        {"csat scale=0.5:5:0.5", 80, 1},
        {"ces scale=0:100", 808, 1},
        {"csat scale=0:1000", 8008, 1},
        {"response", 16, 1},
        {"rate hit=a", 16, 1},
        {"rate numerator=a denominator=b", 16, 2},
        {"volume", 8, 0},
        {"amount", 40, 1},
        {"frt quantiles=no", 40, 1},
        {"frt within=1m,1h,4h,1d quantiles=no", 104, 1},
        {"frt within=1m", 64, 1},
        {"aht handle=segments", 96, 3},
        {"aht handle=column quantiles=no", 40, 1},
        {"handle-per-resolution", 96, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_def *def = made(rows[i].text);
        ck_assert_uint_eq(cxm_def_state_size(def), rows[i].size);
        ck_assert_uint_eq(cxm_def_arity(def), rows[i].arity);
        cxm_def_free(def, NULL);
    }
}
END_TEST

/* Every character quoted: the canonical text is as long as it can get. */
START_TEST(a_long_value_keeps_every_character)
{
    enum { N = 20000 };
    char *text = malloc(2 * N + 40);
    strcpy(text, "rate hit=\"");
    char *at = text + strlen(text);
    for (int i = 0; i < N; i++) {
        *at++ = '\\';
        *at++ = i % 2 ? '"' : '\\';
    }
    strcpy(at, "\"");
    struct cxm_def *def = made(text);
    ck_assert_str_eq(cxm_def_text(def), text);
    ck_assert_uint_eq(strlen(cxm_def_option(def, "hit")), N);
    cxm_def_free(def, NULL);
    free(text);
}
END_TEST

START_TEST(a_scale_that_grows_in_writing_has_room)
{
    struct cxm_def *def = made("csat scale=.000001:.001:.000001");
    ck_assert_str_eq(cxm_def_text(def), "csat scale=0.000001:0.001:0.000001");
    cxm_def_free(def, NULL);
}
END_TEST

/* What a source lacks decides an option that is left open, and only that. */
static const struct {
    const char *text;
    uint64_t fields;
    const char *canonical;
} sources[] = {
    {"fcr", UINT64_MAX, "fcr rule=flag"},
    {"fcr", CXM_FIELD_REOPENS, "fcr rule=no-reopen"},
    {"fcr", CXM_FIELD_REOPENS | CXM_FIELD_REPLIES, "fcr rule=one-touch"},
    {"fcr", 0, "fcr rule=one-touch"},
    {"fcr rule=flag", CXM_FIELD_REOPENS, "fcr rule=flag"},
    {"aht", CXM_FIELD_TALK, "aht handle=segments quantiles=yes"},
    {"aht", CXM_FIELD_HANDLE, "aht handle=column quantiles=yes"},
    {"aht quantiles=no", 0, "aht handle=elapsed quantiles=no"},
    {"nps", 0, "nps scale=0:10"},
};

START_TEST(fields_choose_what_is_left_open)
{
    struct cxm_def *def = NULL;
    struct cxm_error error;
    const int status = cxm_def_new_for(&def, sources[_i].text,
                                       sources[_i].fields, NULL, &error);
    ck_assert_msg(status == CXM_OK, "%s: %s", sources[_i].text, error.text);
    ck_assert_str_eq(cxm_def_text(def), sources[_i].canonical);
    cxm_def_free(def, NULL);
}
END_TEST

/* NULL: it can.  Without a text of its own, a KPI needs one of its fields. */
static const struct {
    const char *text;
    uint64_t fields;
    const char *says;
} needs[] = {
    {"nps", CXM_FIELD_NPS | CXM_FIELD_AT, NULL},
    {"nps", UINT64_MAX, NULL},
    {"nps", CXM_FIELD_CSAT, "needs nps"},
    {"nps", 0, "needs nps"},
    {"response", CXM_FIELD_SENT, NULL},
    {"response", CXM_FIELD_AT, "needs sent_at or sent"},
    {"volume", 0, NULL},
    {"rate hit=a", 0, NULL},
};

START_TEST(a_source_is_told_what_it_lacks)
{
    struct cxm_def *def = made(needs[_i].text);
    struct cxm_error error;
    const int status = cxm_def_can(def, needs[_i].fields, &error);
    ck_assert_int_eq(status, needs[_i].says ? CXM_EFIELD : CXM_OK);
    ck_assert_int_eq(cxm_def_can(def, needs[_i].fields, NULL), status);
    if (status < 0) {
        ck_assert_int_eq(error.status, status);
        ck_assert_str_eq(error.text, needs[_i].says);
    }
    cxm_def_free(def, NULL);
}
END_TEST

/* Whatever a KPI asks for: what it rests on is there, and one field suffices
 * to say where a record lies. */
START_TEST(what_a_verdict_rests_on_is_among_the_fields)
{
    const struct cxm_kpi *kpi;
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++) {
        char text[80];
        struct cxm_def *def = NULL;
        snprintf(text, sizeof text, "%s%s", kpi->name,
                 strcmp(kpi->name, "rate") == 0  ? " hit=a"
                 : strcmp(kpi->name, "sla") == 0 ? " target=a=b:1h"
                                                 : "");
        ck_assert_int_eq(cxm_def_new(&def, text, NULL, NULL), CXM_OK);
        ck_assert_msg(cxm_def_place(def) != 0, "%s has a place", text);
        ck_assert_msg(cxm_def_can(def, UINT64_MAX, NULL) == CXM_OK,
                      "%s can be made of all fields", text);
        ck_assert_uint_eq(cxm_def_fields(def, 0), 0);
        for (uint32_t bit = 0; bit < 64; bit++) {
            const uint64_t fields = UINT64_MAX ^ UINT64_C(1) << bit;
            ck_assert_uint_eq(cxm_def_fields(def, fields) & ~fields, 0);
        }
        cxm_def_free(def, NULL);
    }
}
END_TEST

START_TEST(a_record_of_another_kind_is_refused)
{
    static const int64_t zeros[CXM_ARITY_MAX];
    const struct cxm_ticket ticket = CXM_TICKET_INIT;
    struct cxm_observation seen;
    struct cxm_error error;
    struct cxm_def *def = made("nps");
    memset(&seen, 0xff, sizeof seen);
    ck_assert_int_eq(
        cxm_def_measure_ticket(def, &ticket, CXM_AS_OF_UNKNOWN, &seen, &error),
        CXM_EINVAL);
    ck_assert_int_eq(seen.verdict, CXM_EINVAL);
    ck_assert(seen.n == 0 && seen.due == 0);
    ck_assert_mem_eq(seen.v, zeros, sizeof zeros);
    ck_assert_ptr_nonnull(strstr(error.text, "nps"));
    cxm_def_free(def, NULL);
}
END_TEST

/* A ticket counts as often as its count says, and never less than not. */
START_TEST(a_ticket_counts_as_often_as_it_says)
{
    struct cxm_ticket ticket = CXM_TICKET_INIT;
    struct cxm_observation seen;
    struct cxm_error error;
    struct cxm_def *def = made("reopen");
    ticket.mapped = ticket.have = CXM_FIELD_REOPENS;
    ticket.reopens = 2;
    ticket.count = 5;
    memset(&seen, 0xff, sizeof seen);
    ck_assert_int_eq(
        cxm_def_measure_ticket(def, &ticket, CXM_AS_OF_UNKNOWN, &seen, &error),
        CXM_COUNTED);
    ck_assert(seen.n == 1 && seen.v[0] == 1 && seen.due == 0);
    ticket.have |= CXM_FIELD_COUNT;
    cxm_def_measure_ticket(def, &ticket, CXM_AS_OF_UNKNOWN, &seen, &error);
    ck_assert(seen.verdict == CXM_COUNTED && seen.n == 5);
    ticket.count = -1;
    ck_assert_int_eq(
        cxm_def_measure_ticket(def, &ticket, CXM_AS_OF_UNKNOWN, &seen, &error),
        CXM_EINVAL);
    ck_assert_ptr_nonnull(strstr(error.text, "count"));
    cxm_def_free(def, NULL);
}
END_TEST

/* One that was compiled against a header with fewer members. */
START_TEST(a_ticket_that_is_too_short_is_refused)
{
    struct cxm_ticket ticket = CXM_TICKET_INIT;
    struct cxm_observation seen;
    struct cxm_error error;
    struct cxm_def *def = made("volume");
    ticket.size--;
    memset(&seen, 0xff, sizeof seen);
    ck_assert_int_eq(
        cxm_def_measure_ticket(def, &ticket, CXM_AS_OF_UNKNOWN, &seen, &error),
        CXM_EINVAL);
    ck_assert(seen.verdict == CXM_EINVAL && seen.n == 0);
    ck_assert_ptr_nonnull(strstr(error.text, "struct cxm_ticket"));
    ticket.size = sizeof ticket + 8;
    ck_assert_int_eq(
        cxm_def_measure_ticket(def, &ticket, CXM_AS_OF_UNKNOWN, &seen, &error),
        CXM_COUNTED);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(an_unknown_name_of_any_length_fits_the_message)
{
    char text[2000];
    struct cxm_def *def;
    struct cxm_error error;
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    ck_assert_int_eq(cxm_def_new(&def, text, NULL, &error), CXM_EOPTION);
    memcpy(text, "nps ", 4);
    memcpy(text + 1000, "=1", 3);
    ck_assert_int_eq(cxm_def_new(&def, text, NULL, &error), CXM_EOPTION);
    ck_assert_ptr_nonnull(strstr(error.text, "nps has scale"));
}
END_TEST

/* Is it UTF-8 as far as lengths go? */
static int is_whole(const char *text)
{
    while (*text) {
        const unsigned char lead = (unsigned char)*text++;
        int more = lead < 0xc0 ? 0 : 1 + (lead >= 0xe0) + (lead >= 0xf0);
        if ((lead & 0xc0) == 0x80)
            return 0;
        for (; more > 0; more--)
            if ((*text++ & 0xc0) != 0x80)
                return 0;
    }
    return 1;
}

/* Characters of 1 to 4 bytes: a, U+00E9, U+20AC, U+1F600. */
START_TEST(no_message_cuts_a_character_in_two)
{
    static const char *const characters[] = {"a", "\xc3\xa9", "\xe2\x82\xac",
                                             "\xf0\x9f\x98\x80"};
    static const char *const before[] = {"", "nps ",
                                         "nps scale=", "nps scale=\""};
    struct cxm_error error;
    struct cxm_def *def;
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++)
            for (size_t shift = 0; shift < 4; shift++) {
                char text[800] = "";
                strcat(text, before[k]);
                strcat(text, &"xxx"[3 - shift]);
                while (strlen(text) < 700)
                    strcat(text, characters[i]);
                ck_assert_int_lt(cxm_def_new(&def, text, NULL, &error), 0);
                ck_assert_msg(is_whole(error.text), "%s", error.text);
                /* As much is shown as there is room for. */
                ck_assert_int_eq(cxm__clip(text, strlen(text), 40) > 36, 1);
                cxm__fail(&error, CXM_EINVAL, "", "%s", text);
                ck_assert(is_whole(error.text));
                ck_assert_uint_gt(strlen(error.text), 251);
            }
    /* What is no UTF-8 is cut where it must be. */
    ck_assert_int_eq(cxm__clip("\x80\x80\x80\x80\x80", 5, 4), 4);
    ck_assert_int_eq(cxm__clip("\x80\x80", 2, 1), 1);
    ck_assert_int_eq(cxm__clip("\xc3\xa9", 2, 2), 2);
    ck_assert_int_eq(cxm__clip("\xc3\xa9", 2, 1), 0);
    ck_assert_int_eq(cxm__clip("", 0, 40), 0);
}
END_TEST

/* Options, inputs and figures are what front ends print. */
START_TEST(the_registry_describes_every_kpi)
{
    const struct cxm_kpi *kpi;
    size_t i = 0;
    for (; (kpi = cxm_kpi_at(i)) != NULL; i++) {
        ck_assert_ptr_eq(cxm_kpi_find(kpi->name), kpi);
        ck_assert_uint_eq(kpi->size, sizeof *kpi);
        ck_assert(*kpi->title && *kpi->about && *kpi->unit);
        for (const struct cxm_option *o = kpi->define; o->name; o++)
            ck_assert(*o->type && *o->help);
        for (const struct cxm_option *o = kpi->read; o->name; o++)
            ck_assert(*o->type && *o->help);
        for (const struct cxm_figure *f = kpi->figure; f->name; f++)
            ck_assert(*f->unit && *f->help && f->type);
        ck_assert(!kpi->shares || !kpi->input->name);
        ck_assert_uint_eq(kpi->has_due, strcmp(kpi->name, "sla") == 0);
    }
    ck_assert_uint_ge(i, 7);
    ck_assert_ptr_null(cxm_kpi_at(i));
    ck_assert_ptr_null(cxm_kpi_at(SIZE_MAX));
    ck_assert_ptr_null(cxm_kpi_find(""));
    ck_assert_ptr_null(cxm_kpi_find("np"));
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_definition_has_one_canonical_text, 0,
                        sizeof texts / sizeof *texts);
    tcase_add_loop_test(tc, what_is_no_definition_is_refused_with_help, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(tc, options_are_read_back);
    tcase_add_test(tc, states_have_the_sizes_of_their_parts);
    tcase_add_test(tc, a_long_value_keeps_every_character);
    tcase_add_test(tc, a_scale_that_grows_in_writing_has_room);
    tcase_add_loop_test(tc, fields_choose_what_is_left_open, 0,
                        sizeof sources / sizeof *sources);
    tcase_add_loop_test(tc, a_source_is_told_what_it_lacks, 0,
                        sizeof needs / sizeof *needs);
    tcase_add_test(tc, what_a_verdict_rests_on_is_among_the_fields);
    tcase_add_test(tc, a_record_of_another_kind_is_refused);
    tcase_add_test(tc, a_ticket_counts_as_often_as_it_says);
    tcase_add_test(tc, a_ticket_that_is_too_short_is_refused);
    tcase_add_test(tc, an_unknown_name_of_any_length_fits_the_message);
    tcase_add_test(tc, no_message_cuts_a_character_in_two);
    tcase_add_test(tc, the_registry_describes_every_kpi);
}

TEST_MAIN(tests)
