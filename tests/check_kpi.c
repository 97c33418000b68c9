/* SPDX-License-Identifier: MIT */
/*
 * What each KPI makes of records, and what others' tests and manuals say that
 * it is.  In the sources, V is a row of the list of published vectors that
 * the project was started from; it names where they stand.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cxm.h>

#include "run.h"

#define NOTHING NAN /* a row that says nothing of this figure */

static struct cxm_def *made(const char *text)
{
    struct cxm_def *def = NULL;
    struct cxm_error error;
    const int status = cxm_def_new(&def, text, NULL, &error);
    ck_assert_msg(status == CXM_OK, "%s: %s", text, error.text);
    return def;
}

static int near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}

/* The index of a figure by its name. */
static uint32_t figure_at(const struct cxm_def *def, const char *name)
{
    const struct cxm_figure *figure = cxm_def_kpi(def)->figure;
    uint32_t i = 0;
    while (figure[i].name && strcmp(figure[i].name, name) != 0)
        i++;
    ck_assert_msg(figure[i].name != NULL, "no figure %s", name);
    return i;
}

static double real_of(const struct cxm_def *def, const struct cxm_result *r,
                      const char *name)
{
    const uint32_t i = figure_at(def, name);
    return r->undefined >> i & 1 ? NAN : r->figure[i].real;
}

static uint64_t count_of(const struct cxm_def *def, const struct cxm_result *r,
                         const char *name)
{
    const uint32_t i = figure_at(def, name);
    ck_assert_msg((r->undefined >> i & 1) == 0, "%s is undefined", name);
    return r->figure[i].count;
}

/* "9 10*3": scores, each with how often it was given. */
static void add_scores(const struct cxm_def *def, uint64_t *state,
                       const char *text)
{
    char *at;
    for (; *text; text = at + strspn(at, " ")) {
        const int64_t v = (int64_t)rint(CXM_MILLION * strtod(text, &at));
        uint64_t n = 1;
        if (*at == '*')
            n = strtoull(at + 1, &at, 10);
        ck_assert_int_eq(cxm_state_add_n(def, state, &v, n, NULL), CXM_OK);
    }
}

static const struct {
    const char *source;
    const char *def;
    const char *reading;
    const char *scores;
    uint64_t n;
    double value; /* NaN: empty */
    double mean;
    double std_error;
} vectors[] = {
    {"V1, V2, V23: R package NPS, test_01_basics", "nps", "", "0 7*2 9*3", 6,
     100 / 3.0, 41 / 6.0, 30.429030972509227},
    {"V2: R package NPS", "nps", "", "0 7 7 9 9 9", 6, 100 / 3.0, NOTHING,
     NOTHING},
    {"V3, V4, V24: R package NPS", "nps", "", "0", 1, -100, 0, 0},
    {"V3, V4, V24: R package NPS", "nps", "", "10", 1, 100, 10, 0},
    {"V3, V4, V24: R package NPS", "nps", "", "7", 1, 0, 7, 0},
    {"V25: R package NPS", "nps", "", "0 10", 2, 0, 5, 70.710678118654755},
    {"V26: R package NPS", "nps", "", "7 10", 2, 50, 8.5, 35.355339059327378},
    {"V9: formbricks surveySummary.test.ts", "nps", "", "10 7 3 9", 4, 25, 7.25,
     NOTHING},
    {"V11: formbricks, answers only", "nps", "", "10", 1, 100, 10, NOTHING},
    {"V12: formbricks, what can be read", "nps", "", "5", 1, -100, 5, NOTHING},
    {"V13, V8: no answers have no score", "nps", "", "", 0, NAN, NOTHING,
     NOTHING},
    {"V15: PostHog utils.test.ts", "nps", "", "9*5 10*5", 10, 100, 9.5, 0},
    {"V16: PostHog utils.test.ts", "nps", "", "7*5 8*5", 10, 0, 7.5, 0},
    {"V17: PostHog utils.test.ts", "nps", "", "0*2 1*2 2*2 3*2 4*2 5*2 6*2", 14,
     -100, 3, 0},
    {"V20: django-netpromoterscore", "nps", "", "10*50 7*25 0*25", 100, 25,
     NOTHING, NOTHING},
    {"V22: 80 % promoters, 5 % detractors", "nps", "", "9*80 8*15 6*5", 100, 75,
     NOTHING, NOTHING},
    {"bands of a question of five points", "nps scale=1:5",
     "promoters=5 detractors=3", "5*3 4*2 3*1", 6, 100 / 3.0, NOTHING, NOTHING},
    {"V30: formbricks", "csat", "", "5 4 2 1", 4, 50, 3, NOTHING},
    {"V31: formbricks, answers only", "csat", "", "5", 1, 100, 5, NOTHING},
    {"V33: no answers have no share", "csat", "", "", 0, NAN, NOTHING, NOTHING},
    {"V34: chatwoot csat/getters.spec.js", "csat", "", "4*12 5*15 1*27", 54, 50,
     NOTHING, NOTHING},
    {"V37: 8 good and 2 bad, Assembled", "csat scale=0:1", "", "1*8 0*2", 10,
     80, 0.8, NOTHING},
    {"V38: Odoo test_rating.py", "csat", "figure=mean", "3 1 5", 3, 3, 3,
     NOTHING},
    {"V40: 3 of 1 to 5 is not satisfied, Zendesk", "csat", "", "3", 1, 0, 3,
     NOTHING},
    {"V40: 2 of 1 to 2 is, Zendesk", "csat scale=1:2", "", "2", 1, 100, 2,
     NOTHING},
    {"V40: 3 of 1 to 3 is, 2 is not, Zendesk", "csat scale=1:3", "", "3 2", 2,
     50, 2.5, NOTHING},
    {"V46: formbricks", "csat", "figure=mean", "5 4 3 5", 4, 4.25, 4.25,
     NOTHING},
    {"V41: formbricks CES", "ces", "", "5 4 2 3", 4, 3.5, 3.5, NOTHING},
    {"V43: formbricks CES, answers only", "ces", "", "3", 1, 3, 3, NOTHING},
    {"V45: Qualtrics community, top 3 of 7", "ces scale=1:7",
     "figure=top top=3", "5*20 6*20 7*25 4*35", 100, 65, NOTHING, NOTHING},
    {"Mopinion, net of top and bottom 2", "ces", "figure=net",
     "5*4 4*2 3*1 2*2 1*1", 10, 30, NOTHING, NOTHING},
    {"published answers, dplyover item 1", "csat", "",
     "1*16 2*38 3*39 4*41 5*16", 150, 38, 3.02, NOTHING},
    {"school grades: 1 and 2 are the best", "csat scale=6:1", "", "1*2 2 5 6",
     5, 60, 3, NOTHING},
    {"half stars, 4.5 and 5 are the top 2", "csat scale=0.5:5:0.5", "top=2",
     "4.5 5 4 0.5", 4, 50, 3.5, NOTHING},
    {"a median between two scores", "csat", "figure=median", "1 2 4 5", 4, 3, 3,
     NOTHING},
};

START_TEST(published_figures_come_out)
{
    struct cxm_def *def = made(vectors[_i].def);
    uint64_t state[101] = {0};
    struct cxm_reading reading;
    struct cxm_result r;
    ck_assert_int_eq(cxm_reading_init(&reading, def, vectors[_i].reading, NULL),
                     CXM_OK);
    add_scores(def, state, vectors[_i].scores);
    const int status = cxm_state_figures(def, state, &reading, &r);
    ck_assert_uint_eq(r.n, vectors[_i].n);
    if (isnan(vectors[_i].value)) {
        ck_assert_int_eq(status, CXM_EMPTY);
        ck_assert(isnan(r.value) && isnan(r.low) && isnan(r.high));
    } else {
        ck_assert_int_eq(status, CXM_OK);
        ck_assert_msg(near(r.value, vectors[_i].value), "%s: %.17g",
                      vectors[_i].source, r.value);
    }
    if (!isnan(vectors[_i].mean))
        ck_assert_msg(near(real_of(def, &r, "mean"), vectors[_i].mean), "%s",
                      vectors[_i].source);
    if (!isnan(vectors[_i].std_error))
        ck_assert_msg(
            near(real_of(def, &r, "std_error"), vectors[_i].std_error), "%s",
            vectors[_i].source);
    cxm_def_free(def, NULL);
}
END_TEST

/* ---- One rating, every figure --------------------------------------------- */

START_TEST(one_rating_answers_every_question)
{
    static const struct {
        const char *reading;
        const char *unit;
        double value;
    } rows[] = {
        {"figure=top", "percent", 38},
        {"figure=bottom", "percent", 36},
        {"figure=net", "points", 2},
        {"figure=mean", "score", 3.02},
        {"figure=median", "score", 3},
        {"figure=top top=1", "percent", 100 * 16 / 150.0},
    };
    struct cxm_def *def = made("csat");
    uint64_t state[5] = {0};
    add_scores(def, state, "1*16 2*38 3*39 4*41 5*16");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_reading reading;
        struct cxm_result r;
        cxm_reading_init(&reading, def, rows[i].reading, NULL);
        ck_assert_int_eq(cxm_state_figures(def, state, &reading, &r), CXM_OK);
        ck_assert_msg(near(r.value, rows[i].value), "%s: %.17g",
                      rows[i].reading, r.value);
        ck_assert_str_eq(r.unit, rows[i].unit);
        ck_assert(near(real_of(def, &r, "mean"), 3.02));
        ck_assert(real_of(def, &r, "median") == 3);
        ck_assert(near(real_of(def, &r, "std_dev"), sqrt(206.94 / 149)));
        if (!strstr(rows[i].reading, "top=1")) {
            ck_assert_uint_eq(count_of(def, &r, "top"), 57);
            ck_assert_uint_eq(count_of(def, &r, "bottom"), 54);
        }
    }
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(nps_shows_its_bands)
{
    struct cxm_def *def = made("nps");
    uint64_t state[11] = {0};
    struct cxm_result r;
    add_scores(def, state, "10*3 9*2 8*4 7 6*2 0");
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert_uint_eq(count_of(def, &r, "promoters"), 5);
    ck_assert_uint_eq(count_of(def, &r, "passives"), 5);
    ck_assert_uint_eq(count_of(def, &r, "detractors"), 3);
    ck_assert_uint_eq(count_of(def, &r, "top"), 5);
    ck_assert_uint_eq(count_of(def, &r, "bottom"), 3);
    ck_assert_str_eq(r.unit, "points");
    ck_assert(near(r.value, 100 * 2 / 13.0));
    cxm_def_free(def, NULL);
}
END_TEST

/* V46: 5, 4, 3, 5 is 50, 25 and 25 percent of 5, 4 and 3. */
START_TEST(a_distribution_has_all_points_worst_first)
{
    struct cxm_def *def = made("csat scale=5:1");
    uint64_t state[5] = {0};
    const uint64_t expected[] = {2, 1, 1, 0, 0};
    add_scores(def, state, "5 4 3 5");
    for (uint32_t i = 0; i < 5; i++) {
        int64_t millionths = 0;
        uint64_t count = 77;
        ck_assert_int_eq(cxm_state_point(def, state, i, &millionths, &count),
                         CXM_OK);
        ck_assert_int_eq(millionths, (5 - (int64_t)i) * CXM_MILLION);
        ck_assert_uint_eq(count, expected[i]);
    }
    int64_t millionths = 0;
    uint64_t count = 0;
    ck_assert_int_eq(cxm_state_point(def, state, 5, &millionths, &count),
                     CXM_EINVAL);
    cxm_def_free(def, NULL);
    def = made("amount");
    ck_assert_int_eq(cxm_state_point(def, state, 0, &millionths, &count),
                     CXM_EINVAL);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(one_answer_has_no_deviation_and_more_answers_than_64_bits_none)
{
    struct cxm_def *def = made("ces");
    uint64_t state[5] = {0, 0, 1, 0, 0};
    struct cxm_result r;
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert(r.value == 3 && isnan(r.low) && isnan(r.high) && isnan(r.level));
    ck_assert(isnan(real_of(def, &r, "std_dev")));
    state[0] = UINT64_MAX;
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_EOVERFLOW);
    cxm_def_free(def, NULL);
}
END_TEST

/* ---- The two ways in agree -------------------------------------------------- */

static const char *const shared[] = {
    "1", "5*3", "1 2 3 4 5", "1*16 2*38 3*39 4*41 5*16", "4*1000000 1*3", "",
};

static void add_typed(struct cxm_rating *rating, const char *text)
{
    char *at;
    for (; *text; text = at + strspn(at, " ")) {
        const int32_t score = (int32_t)strtol(text, &at, 10);
        uint64_t n = 1;
        if (*at == '*')
            n = strtoull(at + 1, &at, 10);
        ck_assert_int_eq(cxm_rating_add_n(rating, score, n), CXM_OK);
    }
}

/* Equal to the bit, or both NaN. */
static int equal(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

START_TEST(typed_and_generic_csat_agree)
{
    struct cxm_def *def = made("csat");
    uint64_t state[5] = {0};
    struct cxm_rating rating;
    struct cxm_csat_result typed;
    struct cxm_result r;
    cxm_csat_init(&rating);
    add_typed(&rating, shared[_i]);
    add_scores(def, state, shared[_i]);
    const int status = cxm_csat_result(&rating, NULL, &typed);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), status);
    ck_assert_uint_eq(typed.n, r.n);
    ck_assert(equal(100 * typed.value, r.value));
    ck_assert(equal(100 * typed.low, r.low));
    ck_assert(equal(100 * typed.high, r.high));
    if (status == CXM_OK) {
        ck_assert_uint_eq(typed.satisfied, count_of(def, &r, "top"));
        ck_assert(equal(typed.mean, real_of(def, &r, "mean")));
    }
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(typed_and_generic_ces_agree)
{
    struct cxm_def *def = made("ces");
    uint64_t state[5] = {0};
    struct cxm_rating rating;
    struct cxm_ces_result typed;
    struct cxm_result r;
    cxm_ces_init(&rating);
    add_typed(&rating, shared[_i]);
    add_scores(def, state, shared[_i]);
    const int status = cxm_ces_result(&rating, NULL, &typed);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), status);
    ck_assert_uint_eq(typed.n, r.n);
    ck_assert(equal(typed.value, r.value));
    ck_assert(equal(typed.low, r.low));
    ck_assert(equal(typed.high, r.high));
    if (status == CXM_OK) {
        ck_assert(equal(typed.median, real_of(def, &r, "median")));
        ck_assert(equal(typed.std_dev, real_of(def, &r, "std_dev")));
    }
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(typed_and_generic_nps_agree)
{
    struct cxm_def *def = made("nps");
    uint64_t state[11] = {0};
    struct cxm_rating rating;
    struct cxm_nps_result typed;
    struct cxm_nps_reading typed_reading = CXM_NPS_READING_INIT;
    struct cxm_reading reading;
    struct cxm_result r;
    typed_reading.promoters = 5;
    typed_reading.detractors = 3;
    cxm_nps_init(&rating);
    add_typed(&rating, shared[_i]);
    add_scores(def, state, shared[_i]);
    cxm_reading_init(&reading, def, "promoters=5 detractors=3", NULL);
    const int status = cxm_nps_result(&rating, &typed_reading, &typed);
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &r), status);
    ck_assert_uint_eq(typed.n, r.n);
    ck_assert(equal(100 * typed.value, r.value));
    ck_assert(equal(100 * typed.low, r.low));
    ck_assert(equal(100 * typed.high, r.high));
    if (status == CXM_OK) {
        ck_assert_uint_eq(typed.promoters, count_of(def, &r, "promoters"));
        ck_assert_uint_eq(typed.passives, count_of(def, &r, "passives"));
        ck_assert_uint_eq(typed.detractors, count_of(def, &r, "detractors"));
        ck_assert(equal(100 * typed.std_error, real_of(def, &r, "std_error")));
    }
    cxm_def_free(def, NULL);
}
END_TEST

/* R package NPS: 30 detractors, 20 passives, 50 promoters. */
START_TEST(typed_figures_are_shares)
{
    struct cxm_rating rating;
    struct cxm_nps_result nps;
    struct cxm_csat_result csat;
    cxm_nps_init(&rating);
    add_typed(&rating, "0*30 7*20 10*50");
    ck_assert_int_eq(cxm_nps_result(&rating, NULL, &nps), CXM_OK);
    ck_assert(near(nps.value, 0.2));
    ck_assert(near(nps.low, 0.0265307986622));
    ck_assert(near(nps.high, 0.3618187159009));
    ck_assert(near(nps.std_error, 0.0871779788708));
    cxm_csat_init(&rating);
    add_typed(&rating, "1*16 2*38 3*39 4*41 5*16");
    ck_assert_int_eq(cxm_csat_result(&rating, NULL, &csat), CXM_OK);
    ck_assert_uint_eq(csat.satisfied, 57);
    ck_assert(near(csat.value, 0.38));
}
END_TEST

/* design.md 3: all-zero bytes are an equally valid empty state. */
START_TEST(zero_bytes_are_an_empty_rating_to_every_reading)
{
    const struct cxm_rating none = {0, 0, {0}};
    struct cxm_nps_result nps = {0};
    struct cxm_csat_result csat = {0};
    struct cxm_ces_result ces = {0};
    ck_assert_int_eq(cxm_nps_result(&none, NULL, &nps), CXM_EMPTY);
    ck_assert_int_eq(cxm_csat_result(&none, NULL, &csat), CXM_EMPTY);
    ck_assert_int_eq(cxm_ces_result(&none, NULL, &ces), CXM_EMPTY);
    ck_assert(nps.n == 0 && isnan(nps.value) && isnan(nps.low));
    ck_assert(csat.n == 0 && isnan(csat.value) && isnan(csat.mean));
    ck_assert(ces.n == 0 && isnan(ces.value) && isnan(ces.median));
}
END_TEST

/* A struct of more points than it has counters is not read to its end. */
START_TEST(a_rating_of_more_points_than_there_can_be_is_refused)
{
    const struct cxm_rating wide = {0, 5000, {0, 0, 0, 1}};
    const struct cxm_rating over = {0, 12, {0, 0, 0, 1}};
    const struct cxm_rating *const ratings[] = {&wide, &over};
    const struct cxm_nps_reading bands = {0.95, 4999, 100, 0};
    for (size_t i = 0; i < 2; i++) {
        struct cxm_nps_result nps = {0};
        struct cxm_csat_result csat = {0};
        struct cxm_ces_result ces = {0};
        ck_assert_int_eq(cxm_nps_result(ratings[i], NULL, &nps), CXM_EINVAL);
        ck_assert_int_eq(cxm_nps_result(ratings[i], &bands, &nps), CXM_EINVAL);
        ck_assert_int_eq(cxm_csat_result(ratings[i], NULL, &csat), CXM_EINVAL);
        ck_assert_int_eq(cxm_ces_result(ratings[i], NULL, &ces), CXM_EINVAL);
    }
}
END_TEST

START_TEST(typed_readings_outside_their_domain_are_refused)
{
    struct cxm_rating rating;
    struct cxm_nps_result nps = {0};
    struct cxm_csat_result csat = {0};
    struct cxm_ces_result ces = {0};
    struct cxm_nps_reading bands[] = {
        {0.95, 6, 6, 0}, {0.95, 11, 6, 0}, {0.95, 9, -1, 0}, {0, 9, 6, 0},
        {1, 9, 6, 0},    {NAN, 9, 6, 0},   {0.95, 9, 6, 1},
    };
    struct cxm_csat_reading tops[] = {
        {0.95, 0, 0, 0}, {0.95, 5, 0, 0}, {2, 2, 0, 0}, {0.95, 2, 0, 1}};
    struct cxm_ces_reading sure = {-1, 0};
    cxm_nps_init(&rating);
    add_typed(&rating, "9 9 9");
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        ck_assert_int_eq(cxm_nps_result(&rating, &bands[i], &nps), CXM_EINVAL);
    cxm_csat_init(&rating);
    add_typed(&rating, "5 5 5");
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
        ck_assert_int_eq(cxm_csat_result(&rating, &tops[i], &csat), CXM_EINVAL);
    ck_assert_int_eq(cxm_ces_result(&rating, &sure, &ces), CXM_EINVAL);
}
END_TEST

/* ---- Measuring answers ------------------------------------------------------ */

#define NPS     CXM_FIELD_NPS
#define SENT_AT CXM_FIELD_SENT_AT
#define SENT    CXM_FIELD_SENT
#define AT      CXM_FIELD_AT

/* What a survey export says of its answers; scores are in whole points. */
static const struct {
    const char *what;
    const char *def;
    uint64_t mapped;
    uint64_t have;
    int64_t nps;
    int64_t sent;
    const char *survey;
    int verdict;
    int64_t v;
} answers[] = {
    {"a score", "nps", NPS, NPS, 9, 0, NULL, CXM_COUNTED, 9 * CXM_MILLION},
    {"the worst score", "nps", NPS, NPS, 0, 0, NULL, CXM_COUNTED, 0},
    {"no score", "nps", NPS, 0, 9, 0, NULL, CXM_MISSING, 0},
    {"V6: -1", "nps", NPS, NPS, -1, 0, NULL, CXM_ERANGE, 0},
    {"V6: 11", "nps", NPS, NPS, 11, 0, NULL, CXM_ERANGE, 0},
    {"another survey's", "nps", NPS, NPS, 9, 0, "ces", CXM_INELIGIBLE, 0},
    {"another survey's, off the scale", "nps", NPS, NPS, 99, 0, "ces",
     CXM_INELIGIBLE, 0},
    {"its own survey's", "nps", NPS, NPS, 9, 0, "nps", CXM_COUNTED,
     9 * CXM_MILLION},
    {"its own survey's, without score", "nps", NPS, 0, 0, 0, "nps", CXM_MISSING,
     0},
    {"sent and answered", "response", NPS | SENT_AT, NPS | SENT_AT, 9, 0, NULL,
     CXM_COUNTED, 1},
    {"sent, not answered", "response", NPS | SENT_AT, SENT_AT, 0, 0, NULL,
     CXM_COUNTED, 0},
    {"answered, when sent is not known", "response", NPS | SENT_AT, NPS, 9, 0,
     NULL, CXM_MISSING, 0},
    {"nothing known", "response", NPS | SENT_AT, 0, 0, 0, NULL, CXM_MISSING, 0},
    {"answered by date alone", "response", SENT_AT | AT, SENT_AT | AT, 0, 0,
     NULL, CXM_COUNTED, 1},
    {"not answered, by date alone", "response", SENT_AT | AT, SENT_AT, 0, 0,
     NULL, CXM_COUNTED, 0},
    {"a date of an unanswered survey", "response", NPS | SENT_AT | AT,
     SENT_AT | AT, 0, 0, NULL, CXM_COUNTED, 0},
    {"Zendesk: Good", "response", NPS | SENT, NPS | SENT, 1, CXM_SENT_YES, NULL,
     CXM_COUNTED, 1},
    {"Zendesk: Offered", "response", NPS | SENT, SENT, 0, CXM_SENT_YES, NULL,
     CXM_COUNTED, 0},
    {"Zendesk: Unoffered", "response", NPS | SENT, SENT, 0, CXM_SENT_NO, NULL,
     CXM_INELIGIBLE, 0},
    {"Zendesk: empty", "response", NPS | SENT, 0, 0, 0, NULL, CXM_MISSING, 0},
    {"unoffered with a date", "response", NPS | SENT | SENT_AT, SENT | SENT_AT,
     0, CXM_SENT_NO, NULL, CXM_INELIGIBLE, 0},
};

START_TEST(an_answer_is_counted_or_the_reason_is_told)
{
    struct cxm_def *def = made(answers[_i].def);
    struct cxm_response response = CXM_RESPONSE_INIT;
    struct cxm_observation o;
    struct cxm_error error;
    memset(&error, 0, sizeof error);
    response.mapped = answers[_i].mapped;
    response.have = answers[_i].have;
    response.nps = answers[_i].nps * CXM_MILLION;
    response.sent = answers[_i].sent;
    response.survey = answers[_i].survey;
    const int verdict = cxm_def_measure_response(def, &response, &o, &error);
    ck_assert_msg(verdict == answers[_i].verdict, "%s: %d", answers[_i].what,
                  verdict);
    ck_assert_int_eq(o.verdict, verdict);
    ck_assert_uint_eq(o.n, 1);
    if (verdict == CXM_COUNTED)
        ck_assert_int_eq(o.v[0], answers[_i].v);
    if (verdict < 0)
        ck_assert_int_eq(error.status, verdict);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_score_off_the_scale_is_named_with_the_scale)
{
    static const struct {
        const char *def;
        int64_t millionths;
        const char *text;
    } rows[] = {
        {"csat", 11000000, "score \"11\" is outside 1..5"},
        {"csat", -1000000, "score \"-1\" is outside 1..5"},
        {"csat scale=5:1", 0, "score \"0\" is outside 1..5"},
        {"csat scale=0.5:5:0.5", 5500000, "score \"5.5\" is outside 0.5..5"},
        {"csat", 1500000, "score \"1.5\" is between the points of 1..5"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_def *def = made(rows[i].def);
        struct cxm_response response = CXM_RESPONSE_INIT;
        struct cxm_observation o;
        struct cxm_error error;
        response.mapped = response.have = CXM_FIELD_CSAT;
        response.csat = rows[i].millionths;
        ck_assert_int_eq(cxm_def_measure_response(def, &response, &o, &error),
                         CXM_ERANGE);
        ck_assert_str_eq(error.text, rows[i].text);
        cxm_def_free(def, NULL);
    }
}
END_TEST

START_TEST(one_row_can_stand_for_many_answers)
{
    struct cxm_def *def = made("nps");
    struct cxm_response response = CXM_RESPONSE_INIT;
    struct cxm_observation o;
    struct cxm_error error;
    response.mapped = response.have = NPS | CXM_FIELD_COUNT;
    response.nps = 9 * CXM_MILLION;
    response.count = 40;
    ck_assert_int_eq(cxm_def_measure_response(def, &response, &o, NULL),
                     CXM_COUNTED);
    ck_assert_uint_eq(o.n, 40);
    response.count = 0;
    ck_assert_int_eq(cxm_def_measure_response(def, &response, &o, NULL),
                     CXM_COUNTED);
    ck_assert_uint_eq(o.n, 0);
    response.count = -1;
    ck_assert_int_eq(cxm_def_measure_response(def, &response, &o, &error),
                     CXM_EINVAL);
    ck_assert_ptr_nonnull(strstr(error.text, "count"));
    response.have = NPS;
    ck_assert_int_eq(cxm_def_measure_response(def, &response, &o, NULL),
                     CXM_COUNTED);
    ck_assert_uint_eq(o.n, 1);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_record_of_the_wrong_kind_is_refused)
{
    struct cxm_response response = CXM_RESPONSE_INIT;
    struct cxm_row row = CXM_ROW_INIT;
    struct cxm_observation o;
    struct cxm_def *def = made("nps");
    ck_assert_int_eq(cxm_def_measure_row(def, &row, &o, NULL), CXM_EINVAL);
    ck_assert_int_eq(o.verdict, CXM_EINVAL);
    cxm_def_free(def, NULL);
    def = made("volume");
    ck_assert_int_eq(cxm_def_measure_response(def, &response, &o, NULL),
                     CXM_EINVAL);
    cxm_def_free(def, NULL);
}
END_TEST

/* V36: 20 answers of 50 that were sent; of 0 sent there is no rate. */
START_TEST(a_response_rate_is_answers_of_those_sent)
{
    struct cxm_def *def = made("response");
    uint64_t state[2] = {0};
    struct cxm_reading reading;
    struct cxm_result r;
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_EMPTY);
    ck_assert(isnan(r.value));
    add_scores(def, state, "0.000001*20 0*30");
    cxm_reading_init(&reading, def, "", NULL);
    reading.undecided = 7;
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &r), CXM_OK);
    ck_assert_uint_eq(r.n, 50);
    ck_assert(near(r.value, 40));
    ck_assert_str_eq(r.unit, "percent");
    ck_assert_uint_eq(count_of(def, &r, "hits"), 20);
    ck_assert_uint_eq(count_of(def, &r, "undecided"), 7);
    cxm_def_free(def, NULL);
}
END_TEST

/* ---- Measuring rows --------------------------------------------------------- */

#define COLUMNS "rate numerator=a denominator=b"

/* have and value of hit, numerator and denominator. */
static const struct {
    const char *def;
    struct cxm_row_value option[3];
    int verdict;
    int64_t v[2];
} rows[] = {
    {"rate hit=a", {{1, 0, 1}}, CXM_COUNTED, {1, 0}},
    {"rate hit=a", {{1, 0, 0}}, CXM_COUNTED, {0, 0}},
    {"rate hit=a", {{0, 0, 1}}, CXM_MISSING, {0, 0}},
    {"rate hit=a", {{CXM_ESYNTAX, 0, 1}}, CXM_ESYNTAX, {0, 0}},
    {COLUMNS,
     {{0, 0, 0}, {1, 0, 3000000}, {1, 0, 10000000}},
     CXM_COUNTED,
     {3, 10}},
    {COLUMNS, {{0, 0, 0}, {1, 0, 0}, {1, 0, 0}}, CXM_COUNTED, {0, 0}},
    {COLUMNS,
     {{0, 0, 0}, {1, 0, 11000000}, {1, 0, 10000000}},
     CXM_EINVAL,
     {0, 0}},
    {COLUMNS,
     {{0, 0, 0}, {1, 0, 2500000}, {1, 0, 10000000}},
     CXM_EINVAL,
     {0, 0}},
    {COLUMNS,
     {{0, 0, 0}, {1, 0, -1000000}, {1, 0, 10000000}},
     CXM_EINVAL,
     {0, 0}},
    {COLUMNS, {{0, 0, 0}, {0, 0, 0}, {1, 0, 10000000}}, CXM_MISSING, {0, 0}},
    {COLUMNS, {{0, 0, 0}, {1, 0, 3000000}, {0, 0, 0}}, CXM_MISSING, {0, 0}},
    {COLUMNS,
     {{0, 0, 0}, {1, 0, 3000000}, {CXM_EINVAL, 0, 0}},
     CXM_EINVAL,
     {0, 0}},
};

START_TEST(a_row_is_a_hit_or_the_reason_is_told)
{
    struct cxm_def *def = made(rows[_i].def);
    struct cxm_row row = CXM_ROW_INIT;
    struct cxm_observation o;
    struct cxm_error error;
    memset(&error, 0, sizeof error);
    row.n = 3;
    row.option = rows[_i].option;
    ck_assert_int_eq(cxm_def_measure_row(def, &row, &o, NULL),
                     rows[_i].verdict);
    cxm_def_measure_row(def, &row, &o, &error);
    ck_assert_int_eq(error.status, o.verdict < 0 ? o.verdict : 0);
    ck_assert_int_eq(*error.text != '\0', o.verdict < 0);
    if (o.verdict == CXM_COUNTED)
        ck_assert_mem_eq(o.v, rows[_i].v, sizeof rows[_i].v);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_row_without_its_options_is_refused)
{
    struct cxm_def *def = made("rate hit=a");
    struct cxm_row row = CXM_ROW_INIT;
    struct cxm_observation o;
    ck_assert_int_eq(cxm_def_measure_row(def, &row, &o, NULL), CXM_EINVAL);
    cxm_def_free(def, NULL);
}
END_TEST

/* V84: of 400 asked, 280 were helped in the first call: 70 %. */
START_TEST(a_rate_of_columns_is_the_quotient_of_the_sums)
{
    struct cxm_def *def = made(COLUMNS);
    uint64_t state[4] = {0};
    struct cxm_result r;
    const int64_t days[][2] = {{200, 250}, {80, 150}, {0, 0}};
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_EMPTY);
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(cxm_state_add(def, state, days[i], NULL), CXM_OK);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert_uint_eq(r.n, 400);
    ck_assert_uint_eq(count_of(def, &r, "hits"), 280);
    ck_assert(near(r.value, 70));
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_volume_is_a_count_and_a_share_of_the_whole)
{
    struct cxm_def *def = made("volume");
    uint64_t state[1] = {0};
    uint64_t whole[1] = {40};
    struct cxm_reading reading;
    struct cxm_result r;
    /* Where nothing came, nothing came: 0 is a figure here. */
    ck_assert_int_ge(cxm_state_figures(def, state, NULL, &r), 0);
    ck_assert(r.n == 0 && r.value == 0);
    ck_assert_int_eq(cxm_state_add_n(def, state, NULL, 10, NULL), CXM_OK);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert(r.n == 10 && r.value == 10);
    ck_assert(isnan(real_of(def, &r, "share")));
    cxm_reading_init(&reading, def, "", NULL);
    reading.whole = whole;
    ck_assert_int_eq(cxm_state_figures(def, state, &reading, &r), CXM_OK);
    ck_assert(real_of(def, &r, "share") == 25);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(amounts_are_added_exactly)
{
    struct cxm_def *def = made("amount");
    uint64_t state[5] = {0};
    struct cxm_result r;
    const int64_t tenth = CXM_MILLION / 10;
    const int64_t huge = INT64_C(9000000000000000000); /* 9e12 */
    const int64_t less = -huge;
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_EMPTY);
    ck_assert(isnan(r.value));
    for (int i = 0; i < 10; i++)
        cxm_state_add(def, state, &tenth, NULL);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert(real_of(def, &r, "sum") == 1 && r.value == 0.1);
    ck_assert(real_of(def, &r, "std_dev") == 0);
    ck_assert_int_eq(cxm_state_add(def, state, &huge, NULL), CXM_OK);
    ck_assert_int_eq(cxm_state_add(def, state, &less, NULL), CXM_OK);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert(real_of(def, &r, "sum") == 1);
    cxm_def_free(def, NULL);
}
END_TEST

/* V47: -10, -50, -100 have the mean -53.33 (SurveyJS number.test.ts). */
START_TEST(amounts_may_be_negative)
{
    struct cxm_def *def = made("amount");
    uint64_t state[5] = {0};
    struct cxm_result r;
    add_scores(def, state, "-10 -50 -100");
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert(near(r.value, -160 / 3.0));
    ck_assert(near(real_of(def, &r, "std_dev"), sqrt(6100 / 3.0)));
    cxm_def_free(def, NULL);
}
END_TEST

#define N(table) sizeof table / sizeof *table

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, published_figures_come_out, 0, N(vectors));
    tcase_add_test(tc, one_rating_answers_every_question);
    tcase_add_test(tc, nps_shows_its_bands);
    tcase_add_test(tc, a_distribution_has_all_points_worst_first);
    tcase_add_test(
        tc, one_answer_has_no_deviation_and_more_answers_than_64_bits_none);
    tcase_add_loop_test(tc, typed_and_generic_csat_agree, 0, N(shared));
    tcase_add_loop_test(tc, typed_and_generic_ces_agree, 0, N(shared));
    tcase_add_loop_test(tc, typed_and_generic_nps_agree, 0, N(shared));
    tcase_add_test(tc, typed_figures_are_shares);
    tcase_add_test(tc, zero_bytes_are_an_empty_rating_to_every_reading);
    tcase_add_test(tc, a_rating_of_more_points_than_there_can_be_is_refused);
    tcase_add_test(tc, typed_readings_outside_their_domain_are_refused);
    tcase_add_loop_test(tc, an_answer_is_counted_or_the_reason_is_told, 0,
                        N(answers));
    tcase_add_test(tc, a_score_off_the_scale_is_named_with_the_scale);
    tcase_add_test(tc, one_row_can_stand_for_many_answers);
    tcase_add_test(tc, a_record_of_the_wrong_kind_is_refused);
    tcase_add_test(tc, a_response_rate_is_answers_of_those_sent);
    tcase_add_loop_test(tc, a_row_is_a_hit_or_the_reason_is_told, 0, N(rows));
    tcase_add_test(tc, a_row_without_its_options_is_refused);
    tcase_add_test(tc, a_rate_of_columns_is_the_quotient_of_the_sums);
    tcase_add_test(tc, a_volume_is_a_count_and_a_share_of_the_whole);
    tcase_add_test(tc, amounts_are_added_exactly);
    tcase_add_test(tc, amounts_may_be_negative);
}

TEST_MAIN(tests)
