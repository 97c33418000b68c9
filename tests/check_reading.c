/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include <cxm/interval.h>
#include <cxm/reading.h>

#include "run.h"

static struct cxm_def *made(const char *text)
{
    struct cxm_def *def = NULL;
    struct cxm_error error;
    const int status = cxm_def_new(&def, text, NULL, &error);
    ck_assert_msg(status == CXM_OK, "%s: %s", text, error.text);
    return def;
}

/* Which points are "top" where nothing is said: 1 of 2-3, 2 of 4-7, else to
 * be given; the bands of NPS are those of 0..10 and 1..10 (Reichheld 2003). */
static const struct {
    const char *def;
    const char *text;
    const char *canonical;
} readings[] = {
    {"csat", NULL, "figure=top top=2"},
    {"csat", "", "figure=top top=2"},
    {"csat", "  figure=mean ", "figure=mean top=2"},
    {"csat", "top=3", "figure=top top=3"},
    {"csat", "top=3 figure=net", "figure=net top=3"},
    {"csat", "figure=\"median\"", "figure=median top=2"},
    {"csat scale=0:1", "", "figure=top top=1"},
    {"csat scale=1:3", "", "figure=top top=1"},
    {"csat scale=1:4", "", "figure=top top=2"},
    {"csat scale=5:1", "", "figure=top top=2"},
    {"csat scale=1:7", "", "figure=top top=2"},
    {"csat scale=1:8", "top=3", "figure=top top=3"},
    {"csat scale=1:8", "figure=mean", "figure=mean"},
    {"csat scale=0:10", "figure=median", "figure=median"},
    {"csat scale=0.5:5:0.5", "top=3", "figure=top top=3"},
    {"csat scale=0:100", "figure=net top=20", "figure=net top=20"},
    {"ces", "", "figure=mean top=2"},
    {"ces scale=1:7", "", "figure=mean top=2"},
    {"ces scale=0:100", "", "figure=mean"},
    {"nps", "", "promoters=9 detractors=6"},
    {"nps", "detractors=5", "promoters=9 detractors=5"},
    {"nps", "promoters=8", "promoters=8 detractors=6"},
    {"nps scale=1:10", "", "promoters=9 detractors=6"},
    {"nps scale=1:5", "promoters=5 detractors=3", "promoters=5 detractors=3"},
    {"nps scale=0.5:5:0.5", "promoters=4.5 detractors=3",
     "promoters=4.5 detractors=3"},
    {"nps scale=5:1", "promoters=1 detractors=3", "promoters=1 detractors=3"},
    {"response", "", ""},
    {"rate hit=a", NULL, ""},
    {"volume", "", ""},
    {"amount", "", ""},
};

START_TEST(a_reading_has_one_canonical_text)
{
    struct cxm_def *def = made(readings[_i].def);
    struct cxm_reading reading;
    struct cxm_error error;
    char text[256];
    memset(&error, 0, sizeof error);
    const int status =
        cxm_reading_init(&reading, def, readings[_i].text, &error);
    ck_assert_msg(status == CXM_OK, "%s: %s", readings[_i].text, error.text);
    const size_t length = strlen(readings[_i].canonical);
    ck_assert_uint_eq(cxm_reading_text(&reading, def, text, sizeof text),
                      length);
    ck_assert_str_eq(text, readings[_i].canonical);
    ck_assert_uint_eq(cxm_reading_text(&reading, def, NULL, 0), length);
    ck_assert_uint_eq(cxm_reading_text(&reading, def, text, 3), length);
    ck_assert_int_eq(strncmp(text, readings[_i].canonical, 2), 0);
    ck_assert_int_eq(
        cxm_reading_init(&reading, def, readings[_i].canonical, NULL), CXM_OK);
    cxm_reading_text(&reading, def, text, sizeof text);
    ck_assert_str_eq(text, readings[_i].canonical);
    cxm_def_free(def, NULL);
}
END_TEST

static const struct {
    const char *def;
    const char *text;
    int status;
    const char *says[2];
} refused[] = {
    {"csat",
     "windw=1",
     CXM_EOPTION,
     {"unknown option windw; csat has figure, top"}},
    {"csat", "scale=1:5", CXM_EOPTION, {"unknown option scale"}},
    {"nps",
     "top=2",
     CXM_EOPTION,
     {"unknown option top; nps has promoters, detractors"}},
    {"amount", "top=2", CXM_EOPTION, {"unknown option top; amount has none"}},
    {"csat",
     "figure=mode",
     CXM_EOPTION,
     {"top|mean|bottom|net|median", "mode"}},
    {"csat", "figure=", CXM_EOPTION, {"top|mean|bottom|net|median"}},
    {"csat", "top=0", CXM_EOPTION, {"top", "\"0\""}},
    {"csat", "top=-1", CXM_EOPTION, {"top"}},
    {"csat", "top=two", CXM_EOPTION, {"top", "\"two\""}},
    {"csat", "top=2.5", CXM_EOPTION, {"top"}},
    {"csat", "top=", CXM_EOPTION, {"top"}},
    {"csat", "top=99999999999999999999", CXM_EOPTION, {"top"}},
    {"csat", "top=5", CXM_EOPTION, {"top", "below the 5 points"}},
    {"csat", "top=1000", CXM_EOPTION, {"top"}},
    {"csat scale=1:8", "", CXM_EOPTION, {"8 points", "top"}},
    {"csat scale=1:8", "figure=net", CXM_EOPTION, {"8 points", "top"}},
    {"ces scale=0:10", "figure=bottom", CXM_EOPTION, {"11 points", "top"}},
    {"nps", "promoters=11", CXM_EOPTION, {"promoters", "0:10"}},
    {"nps", "detractors=-1", CXM_EOPTION, {"detractors", "0:10"}},
    {"nps", "detractors=6.5", CXM_EOPTION, {"detractors", "0:10"}},
    {"nps", "promoters=6", CXM_EOPTION, {"detractors", "below"}},
    {"nps", "promoters=6 detractors=8", CXM_EOPTION, {"detractors", "below"}},
    {"nps scale=1:5", "", CXM_EOPTION, {"promoters", "1:5"}},
    {"nps scale=1:5", "promoters=5", CXM_EOPTION, {"detractors", "1:5"}},
    {"nps scale=0:100", "", CXM_EOPTION, {"promoters", "0:100"}},
    {"nps scale=10:0", "", CXM_EOPTION, {"promoters", "10:0"}},
    {"nps scale=5:1", "promoters=3 detractors=1", CXM_EOPTION, {"below"}},
    /* By halves, 6.5 to 8.5 would be passives as nobody has defined them. */
    {"nps scale=0.5:10:0.5", "", CXM_EOPTION, {"promoters", "0.5:10:0.5"}},
    {"nps scale=0:10:0.5", "", CXM_EOPTION, {"promoters", "0:10:0.5"}},
    {"csat", "top=2 top=3", CXM_EOPTION, {"top is given twice"}},
    {"csat", "top=2 figure=mean top=2", CXM_EOPTION, {"top is given twice"}},
    {"csat", "figure", CXM_ESYNTAX, {"name=value"}},
    {"csat", "figure=\"top", CXM_ESYNTAX, {"quotes"}},
};

START_TEST(what_is_no_reading_is_refused_with_help)
{
    struct cxm_def *def = made(refused[_i].def);
    struct cxm_reading reading;
    struct cxm_error error;
    memset(&error, 0, sizeof error);
    const int status =
        cxm_reading_init(&reading, def, refused[_i].text, &error);
    ck_assert_msg(status == refused[_i].status, "%s, %s: %d, %s",
                  refused[_i].def, refused[_i].text, status, error.text);
    ck_assert_int_eq(error.status, status);
    for (size_t i = 0; i < 2 && refused[_i].says[i]; i++)
        ck_assert_msg(strstr(error.text, refused[_i].says[i]) != NULL,
                      "\"%s\" is refused with: %s", refused[_i].text,
                      error.text);
    ck_assert_int_eq(cxm_reading_init(&reading, def, refused[_i].text, NULL),
                     status);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_reading_of_any_length_is_refused_or_read)
{
    struct cxm_def *def = made("csat");
    struct cxm_reading reading;
    char text[3000];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    ck_assert_int_lt(cxm_reading_init(&reading, def, text, NULL), 0);
    memcpy(text, "figure=", 7);
    ck_assert_int_lt(cxm_reading_init(&reading, def, text, NULL), 0);
    text[500] = '\0';
    ck_assert_int_eq(cxm_reading_init(&reading, def, text, NULL), CXM_EOPTION);
    cxm_def_free(def, NULL);
}
END_TEST

/* Which interval a value has follows from what it is: share, NPS or mean. */
static const struct {
    const char *def;
    const char *reading;
    const char *interval;
    int status;
    const char *says; /* the methods there are, where it is refused */
} intervals[] = {
    {"csat", "", "wilson", CXM_OK, NULL},
    {"csat", "", "none", CXM_OK, NULL},
    {"csat", "figure=bottom", "wilson", CXM_OK, NULL},
    {"csat", "", "t", CXM_EOPTION, "wilson and none"},
    {"csat", "", "wald", CXM_EOPTION, "wilson and none"},
    {"csat", "", "jeffreys", CXM_EOPTION, "wilson and none"},
    {"csat", "", "Wilson", CXM_EOPTION, "wilson and none"},
    {"csat", "", "", CXM_EOPTION, "wilson and none"},
    {"csat", "figure=mean", "t", CXM_OK, NULL},
    {"csat", "figure=mean", "wilson", CXM_EOPTION, "t and none"},
    {"csat", "figure=net", "adjusted-wald", CXM_OK, NULL},
    {"csat", "figure=net", "wilson", CXM_EOPTION, "adjusted-wald and none"},
    {"csat", "figure=median", "none", CXM_OK, NULL},
    {"csat", "figure=median", "t", CXM_EOPTION, "it has none"},
    {"ces", "", "t", CXM_OK, NULL},
    {"ces", "figure=top", "wilson", CXM_OK, NULL},
    {"nps", "", "adjusted-wald", CXM_OK, NULL},
    {"nps", "", "t", CXM_EOPTION, "adjusted-wald and none"},
    {"response", "", "wilson", CXM_OK, NULL},
    {"rate hit=a", "", "wilson", CXM_OK, NULL},
    {"amount", "", "t", CXM_OK, NULL},
    {"amount", "", "wilson", CXM_EOPTION, "t and none"},
    {"volume", "", "none", CXM_OK, NULL},
    {"volume", "", "t", CXM_EOPTION, "it has none"},
};

START_TEST(an_interval_fits_the_figure_or_is_refused)
{
    struct cxm_def *def = made(intervals[_i].def);
    struct cxm_reading reading;
    struct cxm_reading before;
    struct cxm_error error;
    memset(&error, 0, sizeof error);
    cxm_reading_init(&reading, def, intervals[_i].reading, NULL);
    before = reading;
    const int status =
        cxm_reading_set_interval(&reading, def, intervals[_i].interval, &error);
    ck_assert_int_eq(status, intervals[_i].status);
    if (status < 0) {
        ck_assert_msg(strstr(error.text, intervals[_i].says) != NULL, "%s",
                      error.text);
        ck_assert_mem_eq(&reading, &before, sizeof reading);
    } else {
        ck_assert_str_eq(cxm_interval_name(reading.interval),
                         intervals[_i].interval);
    }
    cxm_def_free(def, NULL);
}
END_TEST

/* One answer, or what counts as one. */
static int64_t kpi_value(const char *text)
{
    return strncmp(text, "r", 1) == 0 ? 1 : CXM_MILLION;
}

static void count(const struct cxm_def *def, void *state, int64_t score,
                  uint64_t n)
{
    const int64_t v = score * CXM_MILLION;
    ck_assert_int_eq(cxm_state_add_n(def, state, &v, n, NULL), CXM_OK);
}

START_TEST(confidence_interval_and_population_are_obeyed)
{
    struct cxm_def *def = made("csat");
    uint64_t state[5] = {0};
    struct cxm_reading reading;
    struct cxm_result wide;
    struct cxm_result result;
    count(def, state, 5, 57);
    count(def, state, 1, 93);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &wide), CXM_OK);
    ck_assert(wide.level == 0.95);
    ck_assert_uint_eq(wide.method, CXM_INTERVAL_WILSON);
    cxm_reading_init(&reading, def, "", NULL);
    reading.confidence = 0.5;
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &result), CXM_OK);
    ck_assert(result.level == 0.5 && result.value == wide.value);
    ck_assert(result.low > wide.low && result.high < wide.high);
    reading.population = 150; /* all of them were asked: nothing is unsure */
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &result), CXM_OK);
    ck_assert(result.low == result.value && result.high == result.value);
    reading.interval = CXM_INTERVAL_NONE;
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &result), CXM_OK);
    ck_assert(isnan(result.low) && isnan(result.high) && isnan(result.level));
    ck_assert(result.value == wide.value);
    cxm_def_free(def, NULL);
}
END_TEST

/* A reading goes with the definition it was made for: what it says of another
 * one might be points beyond its scale. */
static const struct {
    const char *made_for;
    const char *text;
    const char *read_with;
} foreign[] = {
    {"csat scale=0:10", "top=9", "csat scale=1:5"},
    {"csat scale=0:10", "top=9 figure=net", "ces scale=1:5"},
    {"csat scale=0:10", "top=5", "csat scale=1:5"},
    {"csat scale=1:8", "figure=mean", "csat scale=1:5"},
    {"nps scale=0:100", "promoters=90 detractors=60", "nps"},
    {"nps", "", "nps scale=1:5"},
    {"nps", "", "csat scale=0:10"},
    {"nps", "promoters=3 detractors=0", "volume"},
    {"csat", "", "amount"},
    {"volume", "", "csat"},
    {"volume", "", "nps"},
};

START_TEST(a_reading_of_another_definition_is_refused)
{
    struct cxm_def *theirs = NULL;
    struct cxm_def *def = made(foreign[_i].read_with);
    uint64_t *state = calloc(1, cxm_def_state_size(def));
    struct cxm_reading reading;
    struct cxm_result result;
    struct cxm_result before;
    memset(&result, 7, sizeof result);
    before = result;
    ck_assert_int_eq(cxm_def_new(&theirs, foreign[_i].made_for, NULL, NULL),
                     CXM_OK);
    ck_assert_int_eq(cxm_reading_init(&reading, theirs, foreign[_i].text, NULL),
                     CXM_OK);
    state[0] = 1;
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &result),
                     CXM_EINVAL);
    ck_assert_mem_eq(&result, &before, sizeof result);
    free(state);
    cxm_def_free(def, NULL);
    cxm_def_free(theirs, NULL);
}
END_TEST

/* Each option by hand, from its least to its greatest, in and out of bounds. */
static const struct {
    const char *def;
    int64_t option[2];
    int status;
} by_hand[] = {
    {"csat", {0, 4}, CXM_OK},
    {"csat", {4, 1}, CXM_OK},
    {"csat", {0, 5}, CXM_EINVAL},
    {"csat", {0, 0}, CXM_EINVAL},
    {"csat", {0, -1}, CXM_EINVAL},
    {"csat", {0, INT64_C(1) << 32 | 1}, CXM_EINVAL},
    {"csat", {0, CXM_READING_UNSET}, CXM_EINVAL},
    {"csat", {5, 2}, CXM_EINVAL},
    {"csat", {-1, 2}, CXM_EINVAL},
    {"csat", {INT64_MAX, 2}, CXM_EINVAL},
    {"csat", {CXM_READING_UNSET, 2}, CXM_EINVAL},
    {"csat scale=0:1000", {0, 1000}, CXM_OK},
    {"csat scale=0:1000", {0, 1001}, CXM_EINVAL},
    {"csat scale=0:1000", {1, CXM_READING_UNSET}, CXM_OK},
    {"csat scale=0:1000", {3, CXM_READING_UNSET}, CXM_EINVAL},
    {"nps", {10, 9}, CXM_OK},
    {"nps", {1, 0}, CXM_OK},
    {"nps", {11, 6}, CXM_EINVAL},
    {"nps", {INT64_C(1) << 32 | 9, 6}, CXM_EINVAL},
    {"nps", {9, -1}, CXM_EINVAL},
    {"nps", {6, 6}, CXM_EINVAL},
    {"nps", {6, 9}, CXM_EINVAL},
    {"nps", {CXM_READING_UNSET, 6}, CXM_EINVAL},
    {"volume", {0, CXM_READING_UNSET}, CXM_EINVAL},
};

START_TEST(options_by_hand_are_checked_like_those_of_a_text)
{
    struct cxm_def *def = made(by_hand[_i].def);
    uint64_t *state = calloc(1, cxm_def_state_size(def));
    struct cxm_reading reading;
    struct cxm_result result;
    cxm_reading_init(&reading, def, strlen(by_hand[_i].def) > 10 ? "top=1" : "",
                     NULL);
    memcpy(reading.option, by_hand[_i].option, sizeof by_hand[_i].option);
    state[0] = 3;
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &result),
                     by_hand[_i].status);
    free(state);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_text_that_is_refused_leaves_the_reading_alone)
{
    static const char *const refused_texts[] = {
        "top=5", "top=3 top=3", "figure=mode", "figure", "top=3 figure"};
    struct cxm_def *def = made("csat");
    struct cxm_reading reading;
    struct cxm_reading before;
    memset(&reading, 7, sizeof reading);
    before = reading;
    for (size_t i = 0; i < sizeof refused_texts / sizeof *refused_texts; i++) {
        ck_assert_int_lt(
            cxm_reading_init(&reading, def, refused_texts[i], NULL), 0);
        ck_assert_mem_eq(&reading, &before, sizeof reading);
    }
    cxm_def_free(def, NULL);
}
END_TEST

/* Of no answer and of one, what is undefined is no number: not a 0. */
START_TEST(a_real_without_a_value_is_nan)
{
    const struct cxm_kpi *kpi;
    static const char *const texts[] = {
        "csat", "ces", "nps", "response", "volume", "amount", "rate hit=a"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cxm_def *def = made(texts[i]);
        const int64_t v[2] = {kpi_value(texts[i]), 0};
        uint64_t state[16] = {0};
        struct cxm_result result;
        uint32_t seen = 0;
        kpi = cxm_def_kpi(def);
        for (int n = 0; n < 2; n++) {
            ck_assert_int_ge(cxm_state_figures(def, state, NULL, &result), 0);
            for (uint32_t f = 0; kpi->figure[f].name; f++) {
                if (kpi->figure[f].type != CXM_FIGURE_REAL)
                    continue;
                seen++;
                ck_assert_msg((isnan(result.figure[f].real) != 0) ==
                                  (int)(result.undefined >> f & 1),
                              "%s, %s of %d", texts[i], kpi->figure[f].name, n);
            }
            ck_assert_int_eq(cxm_state_add(def, state, v, NULL), CXM_OK);
        }
        ck_assert(seen || kpi->figure[0].type == CXM_FIGURE_COUNT);
        cxm_def_free(def, NULL);
    }
}
END_TEST

START_TEST(an_impossible_reading_leaves_the_result_alone)
{
    struct cxm_def *def = made("csat");
    uint64_t state[5] = {0};
    struct cxm_reading reading;
    struct cxm_result result;
    struct cxm_result before;
    memset(&result, 7, sizeof result);
    before = result;
    count(def, state, 5, 10);
    const double confidences[] = {0, 1, -1, 2, NAN, INFINITY};
    for (size_t i = 0; i < sizeof confidences / sizeof *confidences; i++) {
        cxm_reading_init(&reading, def, "", NULL);
        reading.confidence = confidences[i];
        ck_assert_int_eq(cxm_state_figures(def, state, &reading, &result),
                         CXM_EINVAL);
    }
    cxm_reading_init(&reading, def, "", NULL);
    reading.population = 9;
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &result),
                     CXM_EINVAL);
    cxm_reading_init(&reading, def, "", NULL);
    reading.interval = CXM_INTERVAL_T;
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &result),
                     CXM_EINVAL);
    ck_assert_mem_eq(&result, &before, sizeof result);
    cxm_def_free(def, NULL);
}
END_TEST

/* One in a hundred, and five, are the limits: more than both is no figure. */
static const struct {
    const char *def;
    uint64_t counted;
    uint64_t off;
    uint64_t rejected;
    int status;
} guards[] = {
    {"csat", 100, 0, 0, CXM_OK},        {"csat", 0, 0, 0, CXM_OK},
    {"csat", 0, 5, 5, CXM_OK},          {"csat", 100, 5, 5, CXM_OK},
    {"csat", 0, 6, 6, CXM_ENOFIGURE},   {"csat", 100, 6, 6, CXM_ENOFIGURE},
    {"csat", 593, 6, 6, CXM_ENOFIGURE}, {"csat", 594, 6, 6, CXM_OK},
    {"csat", 9900, 100, 100, CXM_OK},   {"csat", 9899, 100, 100, CXM_ENOFIGURE},
    {"csat", 100, 0, 50, CXM_OK},       {"csat", 594, 6, 5000, CXM_OK},
    {"ces", 10, 10, 10, CXM_ENOFIGURE}, {"nps", 10, 10, 10, CXM_ENOFIGURE},
    {"rate hit=a", 10, 0, 50, CXM_OK},  {"amount", 10, 0, 50, CXM_OK},
};

START_TEST(many_scores_off_the_scale_mean_no_figure)
{
    struct cxm_def *def = made(guards[_i].def);
    struct cxm_tally tally;
    struct cxm_error error;
    memset(&tally, 0, sizeof tally);
    memset(&error, 0, sizeof error);
    tally.counted = guards[_i].counted;
    tally.off_scale = guards[_i].off;
    tally.counted_n = guards[_i].counted;
    tally.off_scale_n = guards[_i].off;
    tally.rejected = guards[_i].rejected;
    ck_assert_int_eq(cxm_reading_guard(def, &tally, &error), guards[_i].status);
    ck_assert_int_eq(cxm_reading_guard(def, &tally, NULL), guards[_i].status);
    if (guards[_i].status < 0)
        ck_assert_ptr_nonnull(strstr(error.text, cxm_def_option(def, "scale")));
    cxm_def_free(def, NULL);
}
END_TEST

/* A row may stand for many answers: it is these that are judged. */
START_TEST(the_guard_counts_answers_and_not_rows)
{
    struct cxm_def *def = made("csat");
    struct cxm_tally tally = {.counted = 5,
                              .rejected = 2,
                              .off_scale = 2,
                              .counted_n = 9,
                              .off_scale_n = 11};
    ck_assert_int_eq(cxm_reading_guard(def, &tally, NULL), CXM_ENOFIGURE);
    tally.counted = 1;
    tally.counted_n = 594;
    tally.off_scale = tally.off_scale_n = tally.rejected = 6;
    ck_assert_int_eq(cxm_reading_guard(def, &tally, NULL), CXM_OK);
    cxm_def_free(def, NULL);
}
END_TEST

#define N(table) sizeof table / sizeof *table

/* Limits are counted exactly, whatever a histogram says (1/128 off). */
START_TEST(limits_are_shown_one_by_one)
{
    static const char *const texts[] = {"frt within=1h,1m,4h",
                                        "frt within=1h,1m,4h quantiles=no"};
    for (size_t i = 0; i < 2; i++) {
        struct cxm_def *def = made(texts[i]);
        const int64_t minutes[] = {1, 59, 60, 61, 239};
        uint64_t state[20] = {0};
        const struct {
            int64_t limit;
            uint64_t hits;
        } rows[] = {{60000, 1}, {3600000, 3}, {14400000, 5}};
        int64_t limit = 77;
        uint64_t hits = 77;
        uint64_t n = 77;
        for (size_t k = 0; k < 5; k++) {
            const int64_t v = minutes[k] * 60000;
            ck_assert_int_eq(cxm_state_add(def, state, &v, NULL), CXM_OK);
        }
        for (uint32_t k = 0; k < 3; k++) {
            ck_assert_int_eq(cxm_state_within(def, state, k, &limit, &hits, &n),
                             CXM_OK);
            ck_assert_int_eq(limit, rows[k].limit);
            ck_assert_uint_eq(hits, rows[k].hits);
            ck_assert_uint_eq(n, 5);
        }
        hits = limit = 77;
        n = 77;
        ck_assert_int_eq(cxm_state_within(def, state, 3, &limit, &hits, &n),
                         CXM_EINVAL);
        ck_assert_int_eq(
            cxm_state_within(def, state, UINT32_MAX, &limit, &hits, &n),
            CXM_EINVAL);
        ck_assert(limit == 77 && hits == 77 && n == 77);
        cxm_state_drop(def, state, NULL);
        cxm_def_free(def, NULL);
    }
}
END_TEST

/* The limit of service-level is no list of limits, nor has csat any. */
START_TEST(without_limits_there_is_nothing_to_be_within)
{
    static const char *const texts[] = {"frt", "service-level within=20s",
                                        "csat"};
    for (size_t i = 0; i < 3; i++) {
        struct cxm_def *def = made(texts[i]);
        const uint64_t state[20] = {0};
        int64_t limit;
        uint64_t hits;
        uint64_t n;
        ck_assert_int_eq(cxm_state_within(def, state, 0, &limit, &hits, &n),
                         CXM_EINVAL);
        cxm_def_free(def, NULL);
    }
}
END_TEST

/* Figures of limits are undefined just where there is no limit. */
START_TEST(figures_of_limits_need_limits)
{
    static const char *const texts[] = {"frt", "frt within=1m", "asa",
                                        "asa within=1m"};
    for (size_t i = 0; i < 4; i++) {
        struct cxm_def *def = made(texts[i]);
        const struct cxm_figure *figure = cxm_def_kpi(def)->figure;
        uint64_t state[20] = {0};
        struct cxm_result r;
        const int64_t v = 5000;
        int seen = 0;
        cxm_state_add(def, state, &v, NULL);
        ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
        for (uint32_t k = 0; figure[k].name; k++)
            if (figure[k].type == CXM_FIGURE_WITHIN ||
                figure[k].type == CXM_FIGURE_WITHIN_N) {
                ck_assert_int_eq(r.undefined >> k & 1, i % 2 == 0);
                seen++;
            }
        ck_assert_int_eq(seen, 2);
        cxm_state_drop(def, state, NULL);
        cxm_def_free(def, NULL);
    }
}
END_TEST

/* Each figure has the intervals of its family, the first by itself. */
static const struct {
    const char *def;
    const char *reading;
    uint32_t usual;
    const char *refused;
    const char *says;
} families[] = {
    {"frt", "", CXM_INTERVAL_ORDER_STATISTIC, "t", "it has order-statistic"},
    {"frt", "figure=p90", CXM_INTERVAL_ORDER_STATISTIC, "wilson", "and none"},
    {"frt", "figure=mean", CXM_INTERVAL_T, "order-statistic", "it has t"},
    {"asa", "", CXM_INTERVAL_T, "linearised", "it has t and none"},
    {"handle-per-resolution", "", CXM_INTERVAL_LINEARISED, "t",
     "it has linearised and none"},
    {"fcr", "", CXM_INTERVAL_WILSON, "linearised", "it has wilson and none"},
    {"volume", "", CXM_INTERVAL_NONE, "linearised", "it has none"},
};

START_TEST(a_figure_has_the_intervals_of_its_family)
{
    struct cxm_def *def = made(families[_i].def);
    const int64_t v[CXM_ARITY_MAX] = {1, 1};
    uint64_t state[20] = {0};
    struct cxm_reading reading;
    struct cxm_result r;
    struct cxm_error error;
    for (int i = 0; i < 20; i++)
        ck_assert_int_eq(cxm_state_add(def, state, v, NULL), CXM_OK);
    ck_assert_int_eq(
        cxm_reading_init(&reading, def, families[_i].reading, NULL), CXM_OK);
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &r), CXM_OK);
    ck_assert_uint_eq(r.method, families[_i].usual);
    ck_assert_int_eq(
        cxm_reading_set_interval(&reading, def, families[_i].refused, &error),
        CXM_EOPTION);
    ck_assert_msg(strstr(error.text, families[_i].says) != NULL, "%s",
                  error.text);
    ck_assert_int_eq(cxm_reading_set_interval(
                         &reading, def, cxm_interval_name(r.method), NULL),
                     CXM_OK);
    ck_assert_int_eq(cxm_reading_set_interval(&reading, def, "none", NULL),
                     CXM_OK);
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &r), CXM_OK);
    ck_assert(r.method == CXM_INTERVAL_NONE && isnan(r.low) && isnan(r.level));
    cxm_state_drop(def, state, NULL);
    cxm_def_free(def, NULL);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, limits_are_shown_one_by_one);
    tcase_add_test(tc, without_limits_there_is_nothing_to_be_within);
    tcase_add_test(tc, figures_of_limits_need_limits);
    tcase_add_loop_test(tc, a_figure_has_the_intervals_of_its_family, 0,
                        sizeof families / sizeof *families);
    tcase_add_loop_test(tc, a_reading_has_one_canonical_text, 0, N(readings));
    tcase_add_loop_test(tc, what_is_no_reading_is_refused_with_help, 0,
                        N(refused));
    tcase_add_test(tc, a_reading_of_any_length_is_refused_or_read);
    tcase_add_loop_test(tc, an_interval_fits_the_figure_or_is_refused, 0,
                        N(intervals));
    tcase_add_test(tc, confidence_interval_and_population_are_obeyed);
    tcase_add_loop_test(tc, a_reading_of_another_definition_is_refused, 0,
                        N(foreign));
    tcase_add_loop_test(tc, options_by_hand_are_checked_like_those_of_a_text, 0,
                        N(by_hand));
    tcase_add_test(tc, a_text_that_is_refused_leaves_the_reading_alone);
    tcase_add_test(tc, a_real_without_a_value_is_nan);
    tcase_add_test(tc, an_impossible_reading_leaves_the_result_alone);
    tcase_add_loop_test(tc, many_scores_off_the_scale_mean_no_figure, 0,
                        N(guards));
    tcase_add_test(tc, the_guard_counts_answers_and_not_rows);
}

TEST_MAIN(tests)
