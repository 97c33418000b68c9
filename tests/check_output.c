/* SPDX-License-Identifier: MIT */
/*
 * Reports made by hand over real states, and what each format makes of them.
 * The ends of intervals are replaced by short numbers: they go through libm,
 * whose last digit is not promised.
 */
#include "run.h"

#include "examples/cxm/glyph.h"
#include "examples/cxm/output.h"
#include "json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define KPIS    2
#define RESULTS 6
#define OTHER   3 /* the place of the group "(other)" */

struct fixture {
    struct cxm_def *def[KPIS];
    uint64_t state[RESULTS][16];
    struct cxm_bytes key[3];
    struct cxm_period period;
    struct report_input input[2];
    struct report_kpi kpi[KPIS];
    struct report_result result[RESULTS];
    struct report report;
};

static struct fixture fixture;
static const char *const by[] = {"channel"};

/* One result: which KPI, group and month, and up to two scores with counts. */
static const struct {
    size_t kpi;
    size_t key;
    int32_t period; /* months since 1970-01 */
    int64_t score[2];
    uint64_t count[2];
    double low, high;
} row[RESULTS] = {
    {0, 0, 681, {1, 4}, {8, 2}, 49.5, 94.25},
    {0, OTHER, 682, {0, 0}, {0, 0}, NAN, NAN},
    {1, 0, 681, {10, 0}, {750, 250}, 45.75, 54},
    {1, 1, 681, {10, 0}, {1, 0}, 0, 100},
    {1, 2, 681, {3, 0}, {7, 0}, -100, -33.3},
    {1, 2, 682, {7, 0}, {20, 0}, -10.4375, 10.4375},
};

static void fill(struct fixture *f, size_t i)
{
    struct report_result *result = &f->result[i];
    const struct cxm_def *def = f->def[row[i].kpi];
    result->kpi = row[i].kpi;
    result->group = row[i].key == OTHER ? NULL : &f->key[row[i].key];
    result->has_period = 1;
    result->period = row[i].period;
    for (int j = 0; j < 2; j++) {
        const int64_t score = row[i].score[j] * CXM_MILLION;
        if (row[i].count[j] == 0)
            continue;
        ck_assert_int_eq(
            cxm_state_add_n(def, f->state[i], &score, row[i].count[j], NULL),
            CXM_OK);
        result->state = f->state[i];
    }
    ck_assert_int_ge(
        cxm_state_figures(def, f->state[i], NULL, &result->figures), 0);
    result->figures.low = row[i].low;
    result->figures.high = row[i].high;
}

static void set_up(void)
{
    struct fixture *f = &fixture;
    memset(f, 0, sizeof *f);
    ck_assert_int_eq(cxm_def_new(&f->def[0], "csat scale=5:1", NULL, NULL), 0);
    ck_assert_int_eq(cxm_def_new(&f->def[1], "nps", NULL, NULL), 0);
    ck_assert_uint_le(cxm_def_state_size(f->def[0]), sizeof f->state[0]);
    ck_assert_uint_le(cxm_def_state_size(f->def[1]), sizeof f->state[0]);
    f->key[0] = (struct cxm_bytes){"=1|b", 4};
    f->key[1] = (struct cxm_bytes){"\xe6\x97\xa5\xe6\x9c\xac", 6};
    f->key[2] = (struct cxm_bytes){NULL, 0};
    ck_assert_int_eq(cxm_period_parse(&f->period, "month", NULL), 0);
    f->input[0] = (struct report_input){"a \"b\".csv", "responses"};
    f->input[1] = (struct report_input){"\xff\n.csv", "zendesk-ratings"};
    f->kpi[0] = (struct report_kpi){.def = f->def[0],
                                    .reading = "figure=top top=2",
                                    .tally = {10, 1, 2, 1, 3, 4, 10, 1}};
    f->kpi[1] = (struct report_kpi){.def = f->def[1],
                                    .reading = "promoters=9 detractors=6",
                                    .tally = {1028, 0, 0, 0, 0, 0, 1028, 0}};
    for (size_t i = 0; i < RESULTS; i++)
        fill(f, i);
    f->result[3].n_only = 1;
    f->result[5].running = 1;
    f->result[5].open_until = INT64_C(1795000000000);
    f->report = (struct report){.inputs = f->input,
                                .n_inputs = 2,
                                .has_times = 1,
                                .first = INT64_C(1790812800000),
                                .last = INT64_C(1793577600000),
                                .has_as_of = 1,
                                .as_of = INT64_C(1793577600250),
                                .period = &f->period,
                                .has_running = 1,
                                .has_due = 1,
                                .rows = {1045, 1, 2, 3},
                                .by = by,
                                .columns = 1,
                                .kpis = f->kpi,
                                .n_kpis = KPIS,
                                .results = f->result,
                                .n_results = RESULTS};
}

static void tear_down(void)
{
    cxm_def_free(fixture.def[0], NULL);
    cxm_def_free(fixture.def[1], NULL);
}

/* What a format writes, until the next call. */
static const char *written(const char *format, const struct output_style *style)
{
    static const struct output_style plain = {-1, 0, 0, 0};
    static char text[20000];
    FILE *const out = tmpfile();
    ck_assert_ptr_nonnull(out);
    ck_assert_ptr_nonnull(output_find(format));
    ck_assert_int_eq(
        output_find(format)(out, &fixture.report, style ? style : &plain), 0);
    rewind(out);
    const size_t n = fread(text, 1, sizeof text - 1, out);
    ck_assert_uint_lt(n, sizeof text - 1);
    text[n] = '\0';
    fclose(out);
    return text;
}

static void has(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "no %s in\n%s", part, text);
}

static void has_not(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) == NULL, "%s in\n%s", part, text);
}

/* The first three results are enough to see everything. */
static const char json_golden[] =
    "{\"cxm\":\"0.1.0\",\n"
    " \"input\":{\"files\":[\"a \\\"b\\\".csv\",\"\ufffd\\n.csv\"],\"layouts\":"
    "[\"responses\",\"zendesk-ratings\"],\"first\":\"2026-10-01T00:00:00Z\",\"l"
    "ast\":\"2026-11-02T00:00:00Z\",\"as_of\":\"2026-11-02T00:00:00.250Z\",\"zo"
    "ne\":\"UTC\"},\n"
    " \"rows\":{\"read\":1045,\"filtered\":1,\"duplicate\":2,\"late\":3},\n"
    " \"kpis\":{\"csat\":{\"definition\":\"csat scale=5:1\",\"reading\":\"figur"
    "e=top top=2\",\"counted\":10,\"missing\":1,\"rejected\":2,\"off_scale\":1,"
    "\"undecided\":3,\"ineligible\":4},\n"
    "  \"nps\":{\"definition\":\"nps scale=0:10\",\"reading\":\"promoters=9 det"
    "ractors=6\",\"counted\":1028,\"missing\":0,\"rejected\":0,\"off_scale\":0,"
    "\"undecided\":0,\"ineligible\":0}},\n"
    " \"results\":[\n"
    "  {\"kpi\":\"csat\",\"group\":{\"channel\":\"=1|b\"},\"period\":\"2026-10"
    "\",\"period_start\":\"2026-10-01T00:00:00Z\",\"period_end\":\"2026-11-01T0"
    "0:00:00Z\",\"n\":10,\"value\":80,\"unit\":\"percent\",\"ci_low\":49.5,\"ci"
    "_high\":94.25,\"ci_level\":0.95,\"ci_method\":\"wilson\",\"detail\":{\"dis"
    "tribution\":{\"1\":8,\"2\":0,\"3\":0,\"4\":2,\"5\":0},\"mean\":1.6,\"media"
    "n\":1,\"std_dev\":1.2649110640673518,\"top\":8,\"bottom\":2}},\n"
    "  {\"kpi\":\"csat\",\"group\":{\"channel\":\"(other)\"},\"other\":true,\"period\":\"2026-"
    "11\",\"period_start\":\"2026-11-01T00:00:00Z\",\"period_end\":\"2026-12-01"
    "T00:00:00Z\",\"n\":0,\"value\":null,\"unit\":\"percent\",\"ci_low\":null,"
    "\"ci_high\":null,\"ci_level\":null,\"ci_method\":null,\"detail\":{\"distri"
    "bution\":{\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0},\"mean\":null,\"median"
    "\":null,\"std_dev\":null,\"top\":null,\"bottom\":null}},\n"
    "  {\"kpi\":\"nps\",\"group\":{\"channel\":\"=1|b\"},\"period\":\"2026-10\""
    ",\"period_start\":\"2026-10-01T00:00:00Z\",\"period_end\":\"2026-11-01T00:"
    "00:00Z\",\"n\":1000,\"value\":50,\"unit\":\"points\",\"ci_low\":45.75,\"ci"
    "_high\":54,\"ci_level\":0.95,\"ci_method\":\"adjusted-wald\",\"detail\":{"
    "\"distribution\":{\"0\":250,\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":"
    "0,\"7\":0,\"8\":0,\"9\":0,\"10\":750},\"mean\":7.5,\"median\":10,\"std_dev"
    "\":4.332293707583636,\"top\":750,\"bottom\":250,\"promoters\":750,\"passiv"
    "es\":0,\"detractors\":250,\"std_error\":2.7386127875258306}}]}\n";

START_TEST(json_is_the_documented_document)
{
    fixture.report.n_results = 3;
    ck_assert_str_eq(written("json", NULL), json_golden);
}
END_TEST

static const char jsonl_golden[] =
    "{\"kpi\":\"nps\",\"group\":{\"channel\":\"\"},\"period\":\"2026-10\",\"per"
    "iod_start\":\"2026-10-01T00:00:00Z\",\"period_end\":\"2026-11-01T00:00:00Z"
    "\",\"n\":7,\"value\":-100,\"unit\":\"points\",\"ci_low\":-100,\"ci_high\":"
    "-33.3,\"ci_level\":0.95,\"ci_method\":\"adjusted-wald\",\"detail\":{\"dist"
    "ribution\":{\"0\":0,\"1\":0,\"2\":0,\"3\":7,\"4\":0,\"5\":0,\"6\":0,\"7\":"
    "0,\"8\":0,\"9\":0,\"10\":0},\"mean\":3,\"median\":3,\"std_dev\":0,\"top\":"
    "0,\"bottom\":7,\"promoters\":0,\"passives\":0,\"detractors\":7,\"std_error"
    "\":0},\"definition\":\"nps scale=0:10\",\"reading\":\"promoters=9 detracto"
    "rs=6\"}\n"
    "{\"kpi\":\"nps\",\"group\":{\"channel\":\"\"},\"period\":\"2026-11\",\"per"
    "iod_start\":\"2026-11-01T00:00:00Z\",\"period_end\":\"2026-12-01T00:00:00Z"
    "\",\"running\":true,\"open_until\":\"2026-11-18T11:06:40Z\",\"n\":20,\"val"
    "ue\":0,\"unit\":\"points\",\"ci_low\":-10.4375,\"ci_high\":10.4375,\"ci_le"
    "vel\":0.95,\"ci_method\":\"adjusted-wald\",\"detail\":{\"distribution\":{"
    "\"0\":0,\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":0,\"7\":20,\"8\":0,"
    "\"9\":0,\"10\":0},\"mean\":7,\"median\":7,\"std_dev\":0,\"top\":0,\"bottom"
    "\":0,\"promoters\":0,\"passives\":20,\"detractors\":0,\"std_error\":0},\"d"
    "efinition\":\"nps scale=0:10\",\"reading\":\"promoters=9 detractors=6\"}\n";

START_TEST(a_line_of_jsonl_stands_for_itself)
{
    fixture.report.results += 4;
    fixture.report.n_results = 2;
    ck_assert_str_eq(written("jsonl", NULL), jsonl_golden);
}
END_TEST

static const char csv_golden[] =
    "kpi,channel,period,period_start,period_end,n,value,unit,ci_low,ci_high,ci_"
    "level,ci_method,distribution,mean,median,std_dev,top,bottom,promoters,pass"
    "ives,detractors,std_error,running,open_until,definition,reading\n"
    "csat,'=1|b,2026-10,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,10,80,percent"
    ",49.5,94.25,0.95,wilson,1:8;2:0;3:0;4:2;5:0,1.6,1,1.2649110640673518,8,2,,"
    ",,,,,csat scale=5:1,figure=top top=2\n"
    "csat,(other),2026-11,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,0,,percent,"
    ",,,,1:0;2:0;3:0;4:0;5:0,,,,,,,,,,,,csat scale=5:1,figure=top top=2\n"
    "nps,'=1|b,2026-10,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,1000,50,points"
    ",45.75,54,0.95,adjusted-wald,0:250;1:0;2:0;3:0;4:0;5:0;6:0;7:0;8:0;9:0;10:"
    "750,7.5,10,4.332293707583636,750,250,750,0,250,2.7386127875258306,,,nps sc"
    "ale=0:10,promoters=9 detractors=6\n"
    "nps,\u65e5\u672c,2026-10,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,1,,poin"
    "ts,,,,,,,,,,,,,,,,,nps scale=0:10,promoters=9 detractors=6\n"
    "nps,,2026-10,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,7,-100,points,-100,"
    "-33.3,0.95,adjusted-wald,0:0;1:0;2:0;3:7;4:0;5:0;6:0;7:0;8:0;9:0;10:0,3,3,"
    "0,0,7,0,0,7,0,,,nps scale=0:10,promoters=9 detractors=6\n"
    "nps,,2026-11,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,20,0,points,-10.437"
    "5,10.4375,0.95,adjusted-wald,0:0;1:0;2:0;3:0;4:0;5:0;6:0;7:20;8:0;9:0;10:0"
    ",7,7,0,0,0,0,20,0,0,true,2026-11-18T11:06:40Z,nps scale=0:10,promoters=9 d"
    "etractors=6\n";

START_TEST(csv_has_one_row_a_result)
{
    ck_assert_str_eq(written("csv", NULL), csv_golden);
}
END_TEST

static const char table_golden[] =
    "kpi   channel  period                n   value  unit      95 % interval  o"
    "pen until\n"
    "csat  =1|b     2026-10              10    80.0  %          49.5 .. 94.2\n"
    "csat  (other)  2026-11               0       -  %                     -\n"
    "nps   =1|b     2026-10            1000    50.0  points     45.8 .. 54.0\n"
    "nps   \u65e5\u672c     2026-10               1       -  points            "
    "    -\n"
    "nps   (empty)  2026-10               7  -100.0  points  -100.0 .. -33.3\n"
    "nps   (empty)  2026-11 (running)    20     0.0  points    -10.4 .. 10.4  2"
    "026-11-18T11:06:40Z\n"
    "\n"
    "csat: Customer Satisfaction, answers in the top points of the scale, as a "
    "share of all answers. Definition: csat scale=5:1; reading: figure=top top="
    "2; interval: wilson 95 %.\n"
    "nps: Net Promoter Score, share of promoters minus share of detractors, of "
    "all who answered. Definition: nps scale=0:10; reading: promoters=9 detract"
    "ors=6; interval: adjusted-wald 95 %.\n"
    "rows: 1045 read, 1 filtered, 2 duplicate, 3 late; csat: 10 counted, 1 miss"
    "ing, 2 rejected (1 off the scale), 3 undecided, 4 ineligible; nps: 1028 co"
    "unted, 0 missing, 0 rejected\n"
    "Where n stands alone, it is too small for a figure (--min-n).\n"
    "running: not over as of 2026-11-02T00:00:00.250Z.\n";

START_TEST(a_table_ends_with_definitions_and_the_account)
{
    ck_assert_str_eq(written("table", NULL), table_golden);
}
END_TEST

static const char markdown_golden[] =
    "| kpi  | channel | period            |    n |  value | unit   |   95 % int"
    "erval | open until           |\n"
    "|:-----|:--------|:------------------|-----:|-------:|:-------|-----------"
    "-----:|:---------------------|\n"
    "| csat | =1\\|b   | 2026-10           |   10 |   80.0 | %      |    49.5 ."
    ". 94.2 |                      |\n"
    "| csat | (other) | 2026-11           |    0 |      - | %      |           "
    "    - |                      |\n"
    "| nps  | =1\\|b   | 2026-10           | 1000 |   50.0 | points |    45.8 ."
    ". 54.0 |                      |\n"
    "| nps  | \u65e5\u672c    | 2026-10           |    1 |      - | points |   "
    "            - |                      |\n"
    "| nps  | (empty) | 2026-10           |    7 | -100.0 | points | -100.0 .. "
    "-33.3 |                      |\n"
    "| nps  | (empty) | 2026-11 (running) |   20 |    0.0 | points |   -10.4 .."
    " 10.4 | 2026-11-18T11:06:40Z |\n"
    "\n"
    "csat: Customer Satisfaction, answers in the top points of the scale, as a "
    "share of all answers. Definition: csat scale=5:1; reading: figure=top top="
    "2; interval: wilson 95 %.\n"
    "\n"
    "nps: Net Promoter Score, share of promoters minus share of detractors, of "
    "all who answered. Definition: nps scale=0:10; reading: promoters=9 detract"
    "ors=6; interval: adjusted-wald 95 %.\n"
    "\n"
    "rows: 1045 read, 1 filtered, 2 duplicate, 3 late; csat: 10 counted, 1 miss"
    "ing, 2 rejected (1 off the scale), 3 undecided, 4 ineligible; nps: 1028 co"
    "unted, 0 missing, 0 rejected\n"
    "\n"
    "Where n stands alone, it is too small for a figure (--min-n).\n"
    "\n"
    "running: not over as of 2026-11-02T00:00:00.250Z.\n";

START_TEST(markdown_is_the_same_as_a_table_of_github)
{
    ck_assert_str_eq(written("markdown", NULL), markdown_golden);
}
END_TEST

static const char verbose_golden[] =
    "channel  period    n   value  unit     95 % interval\n"
    "=1|b     2026-10  10  80.000  %     49.500 .. 94.250\n"
    "(other)  2026-11   0       \u2013  %                    \u2013\n"
    "\n"
    "csat, =1|b, 2026-10:\n"
    "  1  8  80.0 %  \u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588"
    "\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588"
    "\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\n"
    "  2  0   0.0 %\n"
    "  3  0   0.0 %\n"
    "  4  2  20.0 %  \u2588\u2588\u2588\u2588\u2588\u2588\u2588\u258c\n"
    "  5  0   0.0 %\n"
    "  mean 1.600, median 1.000, std_dev 1.265, top 8, bottom 2\n"
    "\n"
    "csat: Customer Satisfaction, answers in the top points of the scale, as a "
    "share of all answers. Definition: csat scale=5:1; reading: figure=top top="
    "2; interval: wilson 95 %.\n"
    "rows: 1045 read, 1 filtered, 2 duplicate, 3 late; csat: 10 counted, 1 miss"
    "ing, 2 rejected (1 off the scale), 3 undecided, 4 ineligible\n";

START_TEST(a_verbose_table_draws_the_distribution)
{
    const struct output_style style = {3, 0, 1, 1};
    fixture.report.n_results = 2;
    fixture.report.n_kpis = 1;
    ck_assert_str_eq(written("table", &style), verbose_golden);
}
END_TEST

START_TEST(json_is_valid_whatever_the_names)
{
    char key[256];
    for (int c = 0; c < 256; c++)
        key[c] = (char)(255 - c);
    fixture.key[0] = (struct cxm_bytes){key, sizeof key};
    fixture.kpi[1].no_figure = "\"\\\t\n\x1b";
    fixture.kpi[1].unit = "\xe2\x80\xae\x7f";
    const char *text = written("json", NULL);
    ck_assert_msg(json_valid(text, strlen(text)), "%s", text);
    has(text, "\\u202e\\u007f");
    has_not(text, "\x1b");
    text = written("jsonl", NULL);
    for (int lines = 0;; lines++) {
        const size_t n = strcspn(text, "\n");
        if (n == 0) {
            ck_assert_int_eq(lines, RESULTS);
            break;
        }
        ck_assert_msg(json_valid(text, n), "%.*s", (int)n, text);
        text += n + 1;
    }
}
END_TEST

/* RFC 8259; the bad ones are what a careless writer would produce. */
static const struct {
    const char *text;
    int valid;
} jsons[] = {
    {"{}", 1},        {"[1,-0.5e+3,\"a\\u00e9\",null,{\"b\":[]}]", 1},
    {"[1,]", 0},      {"{\"a\":NaN}", 0},
    {"{\"a\" 1}", 0}, {"\"a\nb\"", 0},
    {"[1] [2]", 0},   {"\"\xff\"", 0},
    {"01", 0},        {"\"\\x1b\"", 0},
    {"{\"a\":1", 0},  {"[inf]", 0},
};

START_TEST(the_validator_knows_bad_json)
{
    ck_assert_int_eq(json_valid(jsons[_i].text, strlen(jsons[_i].text)),
                     jsons[_i].valid);
}
END_TEST

/* OWASP ASVS 1.2.10: what a spreadsheet runs is guarded, where it is text. */
static const struct {
    const char *key;
    const char *cell;
} cells[] = {
    {"=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"},
    {"+1", "'+1"},
    {"-5", "'-5"},
    {"@x", "'@x"},
    {"\tx", "\"'\tx\""},
    {"\rx", "\"'\rx\""},
    {"a,b", "\"a,b\""},
    {"a\"b", "\"a\"\"b\""},
    {"a\nb", "\"a\nb\""},
    {"a-b", "a-b"},
    {"M\xfcller", "M\xef\xbf\xbdller"},
};

START_TEST(text_in_csv_is_guarded_and_numbers_are_not)
{
    char wanted[100];
    fixture.report.results += 4;
    fixture.report.n_results = 1;
    fixture.key[2] = (struct cxm_bytes){cells[_i].key, strlen(cells[_i].key)};
    snprintf(wanted, sizeof wanted, "\nnps,%s,2026-10,", cells[_i].cell);
    const char *text = written("csv", NULL);
    has(text, wanted);
    has(text, ",7,-100,points,-100,-33.3,");
}
END_TEST

/* A group's name reaches people harmlessly. */
static const struct {
    const char *format;
    const char *key;
    const char *cell;
} shown[] = {
    {"table", "\033[2J", "\\x1b[2J"},
    {"table",
     "\xc2\x9b"
     "2J",
     "\\u009b2J"},
    {"table", "a\nb", "a\\x0ab"},
    {"table", "a|b", "a|b"},
    {"markdown", "a|b", "a\\|b"},
    {"markdown", "<b>&*", "&lt;b&gt;&amp;\\*"},
    {"markdown", "a\nb", "a\\\\x0ab"},
};

START_TEST(text_for_people_cannot_act)
{
    fixture.key[0] = (struct cxm_bytes){shown[_i].key, strlen(shown[_i].key)};
    has(written(shown[_i].format, NULL), shown[_i].cell);
}
END_TEST

START_TEST(a_kpi_without_a_figure_shows_none)
{
    static const char *const formats[] = {"table", "json", "jsonl", "csv",
                                          "markdown"};
    fixture.kpi[1].no_figure = "most scores are off the scale";
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const char *text = written(formats[i], NULL);
        has_not(text, "-100");
        has_not(text, "54");
        has(text, "80");
        if (i != 3)
            has(text, "most scores are off the scale");
    }
}
END_TEST

START_TEST(narrow_intervals_get_more_digits)
{
    fixture.report.results += 2;
    fixture.report.n_results = 1;
    fixture.result[2].figures.low = 49.998;
    fixture.result[2].figures.high = 50.002;
    has(written("table", NULL), " 50.000  points  49.998 .. 50.002\n");
}
END_TEST

START_TEST(digits_can_be_chosen)
{
    const struct output_style style = {0, 0, 0, 1};
    const char *text = written("table", &style);
    has(text, "80  %");
    has(text, "\u2013"); /* where there is no figure */
}
END_TEST

START_TEST(colour_is_only_there_if_wanted)
{
    const struct output_style style = {-1, 1, 1, 1};
    has_not(written("table", NULL), "\033");
    has(written("table", &style), "\033[1mkpi");
    has_not(written("markdown", &style), "\033");
}
END_TEST

START_TEST(a_report_without_results_has_its_account)
{
    fixture.report.n_results = 0;
    has(written("json", NULL), "\"results\":[]}\n");
    ck_assert_str_eq(written("jsonl", NULL), "");
    has(written("csv", NULL), "kpi,channel,period,");
    ck_assert_int_eq(strncmp(written("table", NULL), "csat: ", 6), 0);
    has(written("markdown", NULL), "rows: 1045 read");
}
END_TEST

START_TEST(without_groups_and_periods_there_are_no_columns_for_them)
{
    fixture.report.period = NULL;
    fixture.report.columns = 0;
    fixture.report.results += 2;
    fixture.report.n_results = 1;
    fixture.result[2].has_period = 0;
    has(written("json", NULL),
        "\"group\":{},\"period\":null,\"period_start\":null,"
        "\"period_end\":null,\"n\":1000");
    has(written("csv", NULL), "kpi,period,period_start,period_end,n,");
    has(written("csv", NULL), "\nnps,,,,1000,50,points,");
    has(written("table", NULL), "kpi     n  value  unit");
}
END_TEST

START_TEST(a_unit_of_the_users_own_stands_for_the_figures_unit)
{
    fixture.kpi[1].unit = "EUR";
    has(written("json", NULL), "\"unit\":\"EUR\"");
    has(written("table", NULL), "  EUR  ");
}
END_TEST

START_TEST(a_stream_that_fails_is_an_error)
{
    static const char *const formats[] = {"table", "json", "jsonl", "csv",
                                          "markdown"};
    const struct output_style plain = {-1, 0, 0, 0};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        FILE *const out = fopen("/dev/full", "w");
        ck_assert_ptr_nonnull(out);
        setvbuf(out, NULL, _IONBF, 0);
        ck_assert_int_eq(output_find(formats[i])(out, &fixture.report, &plain),
                         -1);
        fclose(out);
    }
}
END_TEST

START_TEST(every_format_has_a_name)
{
    ck_assert_str_eq(output_formats(), "table, json, jsonl, csv, markdown");
    ck_assert_ptr_null(output_find("xml"));
    ck_assert_ptr_null(output_find(""));
}
END_TEST

/* Unicode 15, EastAsianWidth.txt and the general categories Mn, Me, Cf. */
static const struct {
    const char *text;
    size_t width;
} widths[] = {
    {"", 0},
    {"abc", 3},
    {"M\u00fcller", 6},
    {"Mu\u0308ller", 6},
    {"\u65e5\u672c", 4},
    {"\ud55c", 2},
    {"\u0e01\u0e34\u0e19", 2},
    {"\uff21", 2},
    {"\U0001f600", 2},
    {"\u2764\ufe0f", 1},
    {"\u20ac", 1},
    {"\u2588\u258f", 2},
    {"\xff\xfe", 2},
};

START_TEST(width_is_what_a_terminal_takes)
{
    ck_assert_uint_eq(glyph_width(widths[_i].text, strlen(widths[_i].text)),
                      widths[_i].width);
}
END_TEST

/* ---- Durations --------------------------------------------------------- */

/* A report of one KPI of durations, whose limits are counted exactly. */
struct waits {
    struct cxm_def *def;
    uint64_t state[64];
    struct report_kpi kpi;
    struct report_result result[2]; /* four waits, and none */
    struct report report;
};

static void make_waits(struct waits *w)
{
    static const int64_t waits[] = {5000, 20000, 20001, 90000};
    memset(w, 0, sizeof *w);
    ck_assert_int_eq(
        cxm_def_new(&w->def, "asa within=0.5s,20s,1m quantiles=no", NULL, NULL),
        0);
    ck_assert_uint_le(cxm_def_state_size(w->def), sizeof w->state);
    for (size_t i = 0; i < 2; i++) {
        w->result[i].group = &fixture.key[0];
        for (size_t j = 0; i == 0 && j < 4; j++)
            ck_assert_int_eq(cxm_state_add(w->def, w->state, &waits[j], NULL),
                             CXM_OK);
    }
    ck_assert_int_eq(
        cxm_state_figures(w->def, w->state, NULL, &w->result[0].figures), 0);
    static const uint64_t empty[64];
    ck_assert_int_eq(
        cxm_state_figures(w->def, empty, NULL, &w->result[1].figures),
        CXM_EMPTY);
    w->result[0].state = w->state;
    w->kpi = (struct report_kpi){
        .def = w->def, .reading = "figure=mean", .placed = "offered_at"};
    w->report = (struct report){
        .kpis = &w->kpi, .n_kpis = 1, .results = w->result, .n_results = 2};
    fixture.report = w->report;
}

START_TEST(limits_stand_by_their_seconds)
{
    struct waits w;
    make_waits(&w);
    const char *json = written("json", NULL);
    has(json, "\"within\":{\"0.5\":0,\"20\":50,\"60\":75},\"within_n\":"
              "{\"0.5\":0,\"20\":2,\"60\":3}}}");
    has(json, "\"within\":null,\"within_n\":null}}");
    const char *csv = written("csv", NULL);
    has(csv, ",0.5:0;20:50;60:75,0.5:0;20:2;60:3,");
    cxm_def_free(w.def, NULL);
}
END_TEST

START_TEST(limits_are_durations_for_people)
{
    static const struct output_style style = {-1, 0, 1, 1};
    struct waits w;
    make_waits(&w);
    const char *text = written("table", &style);
    has(text, "within 500ms 0.0 %, 20s 50.0 %, 1m 75.0 %");
    has(text, "within_n 500ms 0, 20s 2, 1m 3");
    cxm_def_free(w.def, NULL);
}
END_TEST

START_TEST(a_definition_says_by_which_date_rows_are_placed)
{
    struct waits w;
    make_waits(&w);
    has(written("table", NULL), "reading: figure=mean; placed by offered_at; "
                                "interval: t 95 %.");
    w.kpi.placed = NULL;
    has_not(written("table", NULL), "placed");
    cxm_def_free(w.def, NULL);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, json_is_the_documented_document);
    tcase_add_test(tc, a_line_of_jsonl_stands_for_itself);
    tcase_add_test(tc, csv_has_one_row_a_result);
    tcase_add_test(tc, a_table_ends_with_definitions_and_the_account);
    tcase_add_test(tc, markdown_is_the_same_as_a_table_of_github);
    tcase_add_test(tc, a_verbose_table_draws_the_distribution);
    tcase_add_test(tc, json_is_valid_whatever_the_names);
    tcase_add_loop_test(tc, the_validator_knows_bad_json, 0,
                        sizeof jsons / sizeof *jsons);
    tcase_add_loop_test(tc, text_in_csv_is_guarded_and_numbers_are_not, 0,
                        sizeof cells / sizeof *cells);
    tcase_add_loop_test(tc, text_for_people_cannot_act, 0,
                        sizeof shown / sizeof *shown);
    tcase_add_test(tc, a_kpi_without_a_figure_shows_none);
    tcase_add_test(tc, narrow_intervals_get_more_digits);
    tcase_add_test(tc, digits_can_be_chosen);
    tcase_add_test(tc, colour_is_only_there_if_wanted);
    tcase_add_test(tc, a_report_without_results_has_its_account);
    tcase_add_test(tc,
                   without_groups_and_periods_there_are_no_columns_for_them);
    tcase_add_test(tc, a_unit_of_the_users_own_stands_for_the_figures_unit);
    tcase_add_test(tc, limits_stand_by_their_seconds);
    tcase_add_test(tc, limits_are_durations_for_people);
    tcase_add_test(tc, a_definition_says_by_which_date_rows_are_placed);
    tcase_add_test(tc, a_stream_that_fails_is_an_error);
    tcase_add_test(tc, every_format_has_a_name);
    tcase_add_loop_test(tc, width_is_what_a_terminal_takes, 0,
                        sizeof widths / sizeof *widths);
}

TEST_MAIN(tests)
