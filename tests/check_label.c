/* SPDX-License-Identifier: MIT */
/* Ratings in words. */
#include "run.h"

#include <stdio.h>
#include <string.h>

#include <cxm/label.h>

#define CLI    "cli.md Ratings"
#define HEADER "cxm/label.h"

struct rating {
    const char *text;
    const char *scale;
    int point;
    const char *source;
};

static const struct rating ratings[] = {
    {"Bad", "0:1", 0, CLI},
    {"Good", "0:1", 1, CLI},
    {"good with comment", "0:1", 1, "kpis.md, Zendesk's states"},
    {"bad with comment", "0:1", 0, "kpis.md, Zendesk's states"},
    {"good without comment", "0:1", 1, "kpis.md, Zendesk's states"},
    {"bad_without_comment", "0:1", 0, "the API's spelling"},
    {"Unhappy", "1:3", 1, CLI},
    {"Happy", "1:3", 3, CLI},
    {"Very dissatisfied", "1:5", 1, CLI},
    {"Very unsatisfied", "1:5", 1, CLI},
    {"Dissatisfied", "1:5", 2, HEADER},
    {"Unsatisfied", "1:5", 2, HEADER},
    {"Neither satisfied nor dissatisfied", "1:5", 3, HEADER},
    {"Neither dissatisfied nor satisfied", "1:5", 3, HEADER},
    {"Neither satisfied nor unsatisfied", "1:5", 3, HEADER},
    {"Satisfied", "1:5", 4, HEADER},
    {"Very satisfied", "1:5", 5, CLI},
    {"Strongly disagree", "1:5", 1, CLI},
    {"Disagree", "1:5", 2, HEADER},
    {"Neither agree nor disagree", "1:5", 3, HEADER},
    {"Agree", "1:5", 4, HEADER},
    {"Strongly agree", "1:5", 5, CLI},
    {"Very difficult", "1:5", 1, CLI},
    {"Difficult", "1:5", 2, HEADER},
    {"Neither easy nor difficult", "1:5", 3, HEADER},
    {"Easy", "1:5", 4, HEADER},
    {"Very easy", "1:5", 5, CLI},
    {"sehr unzufrieden", "1:5", 1, CLI},
    {"unzufrieden", "1:5", 2, HEADER},
    {"weder zufrieden noch unzufrieden", "1:5", 3, HEADER},
    {"zufrieden", "1:5", 4, HEADER},
    {"sehr zufrieden", "1:5", 5, CLI},
    {"stimme gar nicht zu", "1:5", 1, CLI},
    {"Stimme überhaupt nicht zu", "1:5", 1, HEADER},
    {"stimme eher nicht zu", "1:5", 2, HEADER},
    {"teils/teils", "1:5", 3, HEADER},
    {"Teils, teils", "1:5", 3, HEADER},
    {"weder noch", "1:5", 3, HEADER},
    {"stimme eher zu", "1:5", 4, HEADER},
    {"stimme voll zu", "1:5", 5, CLI},
    {"stimme völlig zu", "1:5", 5, HEADER},
    {"stimme voll und ganz zu", "1:5", 5, HEADER},
    {"sehr schwierig", "1:5", 1, CLI},
    {"sehr schwer", "1:5", 1, HEADER},
    {"schwierig", "1:5", 2, HEADER},
    {"weder einfach noch schwierig", "1:5", 3, HEADER},
    {"einfach", "1:5", 4, HEADER},
    {"leicht", "1:5", 4, HEADER},
    {"sehr einfach", "1:5", 5, CLI},
    /* the same label, written otherwise */
    {"VERY SATISFIED", "1:5", 5, HEADER},
    {"  very \t satisfied . ", "1:5", 5, HEADER},
    {"Very\xc2\xa0satisfied.", "1:5", 5, HEADER},
    {"very\nsatisfied\r\n", "1:5", 5, HEADER},
    {"very_satisfied", "1:5", 5, HEADER},
    {"STIMME VÖLLIG ZU", "1:5", 5, HEADER},
    {"Stimme Überhaupt nicht zu", "1:5", 1, HEADER},
};

START_TEST(a_label_is_a_point_of_its_scale)
{
    for (size_t i = 0; i < sizeof ratings / sizeof *ratings; i++) {
        const struct rating *row = &ratings[i];
        struct cxm_label label;
        memset(&label, 0x77, sizeof label);
        ck_assert_msg(cxm_label_find(row->text, strlen(row->text), &label) ==
                          CXM_OK,
                      "\"%s\" (%s)", row->text, row->source);
        ck_assert_uint_eq(label.kind, CXM_LABEL_RATING);
        ck_assert_uint_eq(label.reserved, 0);
        ck_assert_str_eq(label.scale, row->scale);
        ck_assert_msg(label.millionths == row->point * INT64_C(1000000),
                      "\"%s\" (%s)", row->text, row->source);
    }
}
END_TEST

static const struct {
    const char *text;
    uint32_t kind;
} states[] = {
    {"Neutral", CXM_LABEL_NEUTRAL},     {"neutral.", CXM_LABEL_NEUTRAL},
    {"Offered", CXM_LABEL_OFFERED},     {"offered", CXM_LABEL_OFFERED},
    {"Unoffered", CXM_LABEL_UNOFFERED}, {"UNOFFERED", CXM_LABEL_UNOFFERED},
};

START_TEST(neutral_and_the_states_have_no_scale)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        struct cxm_label label;
        memset(&label, 0x77, sizeof label);
        ck_assert_int_eq(
            cxm_label_find(states[i].text, strlen(states[i].text), &label),
            CXM_OK);
        ck_assert_uint_eq(label.kind, states[i].kind);
        ck_assert_ptr_null(label.scale);
        ck_assert_int_eq(label.millionths, 0);
    }
}
END_TEST

static const char *const others[] = {
    "",
    " ",
    ".",
    "5",
    "very",
    "satisfied satisfied",
    "verysatisfied",
    "goodbad",
    "good|bad",
    "good|",
    "|",
    "no contact",
    "NA",
    /* Scales have these beside a label, whose point they would share. */
    "somewhat satisfied",
    "extremely satisfied",
    "stimme zu",
    "stimme nicht zu",
    "eher zufrieden",
    "very happy",
    "satisfied..",
    /* longer than any label */
    "neither satisfied nor dissatisfied neither satisfied nor dissatisfied",
    "stimme v\xf6llig zu",
};

START_TEST(another_word_is_no_label_and_changes_nothing)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct cxm_label label;
        struct cxm_label before;
        memset(&label, 0x77, sizeof label);
        memcpy(&before, &label, sizeof label);
        ck_assert_msg(cxm_label_find(others[i], strlen(others[i]), &label) ==
                          CXM_ESYNTAX,
                      "\"%s\"", others[i]);
        ck_assert_mem_eq(&label, &before, sizeof label);
    }
    struct cxm_label label;
    ck_assert_int_eq(cxm_label_find("good\0", 5, &label), CXM_ESYNTAX);
    ck_assert_int_eq(cxm_label_find("goodness", 4, &label), CXM_OK);
}
END_TEST

static const struct {
    const char *text;
    size_t length;
    const char *source;
} strips[] = {
    {"10 - Extremely likely", 2, CLI},
    {"0 = gar nicht", 1, HEADER},
    {"5: Sehr gut", 1, HEADER},
    {"5:Sehr gut", 1, HEADER},
    {"5 (very satisfied)", 1, HEADER},
    {"5(very satisfied) ", 1, HEADER},
    {"5 ( very satisfied)", 1, HEADER},
    {"10 \xe2\x80\x93 Äußerst wahrscheinlich", 2, "en dash"},
    {"10 \xe2\x80\x94 likely", 2, "em dash"},
    {"10\xc2\xa0- Extremely likely", 2, HEADER},
    {"10- likely", 2, HEADER},
    {"10 -likely", 2, HEADER},
    {" 3 - so so", 2, "blanks before the number count"},
    {"-1 - below", 2, HEADER},
    {"-1.5 = low", 4, HEADER},
    {"7,5 - gut", 3, HEADER},
    {"1 - Less than 5 minutes", 1, HEADER},
    {"5 stars", 1, HEADER},
    {"10 Extremely likely", 2, HEADER},
    {"4 Überdurchschnittlich", 1, HEADER},
    /* numbers as they are */
    {"10", 0, HEADER},
    {"\n5: good", 0, "a number may not either"},
    {"7.5", 0, HEADER},
    {"-1", 0, HEADER},
    {"1e5", 0, HEADER},
    {"", 0, HEADER},
    {"   ", 0, HEADER},
    /* two numbers */
    {"9-10", 0, HEADER},
    {"9 - 10", 0, HEADER},
    {"9\xe2\x80\x93"
     "10",
     0, HEADER},
    {"1/2", 0, HEADER},
    {"5 6", 0, HEADER},
    {"5 or 6", 0, HEADER},
    {"9 bis 10", 0, HEADER},
    {"5:30", 0, HEADER},
    {"5 = 6", 0, HEADER},
    {"5 (100)", 0, HEADER},
    {"7 of 10", 0, HEADER},
    {"1 234", 0, HEADER},
    {"1 e5", 0, HEADER},
    /* dates */
    {"2026-01-15", 0, HEADER},
    {"1.5.2024", 0, HEADER},
    {"01/15/2026", 0, HEADER},
    {"3-Oct", 0, "a spreadsheet's 3/10"},
    {"3. Okt", 0, "a spreadsheet's 3/10"},
    {"3 Oct 2024", 0, HEADER},
    /* nothing that means anything, or no number */
    {"10 -", 0, HEADER},
    {"10 - -", 0, HEADER},
    {"10%", 0, HEADER},
    {"10 %", 0, HEADER},
    {"5 \xe2\x82\xac", 0, "a euro sign is no letter"},
    {"20 \xc2\xb0", 0, "nor is a degree sign"},
    {"5 ()", 0, HEADER},
    {"5 (", 0, HEADER},
    {"5 (good", 0, HEADER},
    {"5x", 0, HEADER},
    {"5.", 0, HEADER},
    {"5. good", 0, HEADER},
    {".5 - low", 0, HEADER},
    {"- good", 0, HEADER},
    {"very - 5", 0, HEADER},
};

START_TEST(the_number_before_a_label_is_found)
{
    for (size_t i = 0; i < sizeof strips / sizeof *strips; i++) {
        const size_t length =
            cxm_label_strip(strips[i].text, strlen(strips[i].text));
        ck_assert_msg(length == strips[i].length, "\"%s\" (%s): %zu",
                      strips[i].text, strips[i].source, length);
    }
}
END_TEST

/* The text of the k-th cell; every cell of that file is quoted, or NA. */
static size_t cell(const char *line, int k, const char **text)
{
    for (; k > 0; k--) {
        const char *end = strstr(line, *line == '"' ? "\"," : ",");
        ck_assert_ptr_nonnull(end);
        line = end + (*line == '"' ? 2 : 1);
    }
    *text = line + (*line == '"');
    return strcspn(*text, *line == '"' ? "\"" : ",\n");
}

START_TEST(published_labels_give_the_published_counts)
{
    const char *shared = getenv("CXM_SHARED");
    char path[512];
    char line[4096];
    int count[6] = {0, 0, 0, 0, 0, 0};
    snprintf(path, sizeof path, "%s/data/s06_csat_dplyover_textlabels.csv",
             shared ? shared : "../shared");
    FILE *file = fopen(path, "r");
    if (!file) {
        printf("skip - published labels: no %s\n", path);
        return;
    }
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        struct cxm_label label;
        const char *text;
        const size_t n = cell(line, 3, &text);
        ck_assert_msg(cxm_label_find(text, n, &label) == CXM_OK, "%s", line);
        count[label.kind == CXM_LABEL_NEUTRAL ? 3
                                              : label.millionths / 1000000]++;
    }
    fclose(file);
    /* shared/data/README.md, s06: TimTeaFan/dplyover */
    ck_assert_int_eq(count[1], 16);
    ck_assert_int_eq(count[2], 38);
    ck_assert_int_eq(count[3], 39);
    ck_assert_int_eq(count[4], 41);
    ck_assert_int_eq(count[5], 16);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, a_label_is_a_point_of_its_scale);
    tcase_add_test(tc, neutral_and_the_states_have_no_scale);
    tcase_add_test(tc, another_word_is_no_label_and_changes_nothing);
    tcase_add_test(tc, the_number_before_a_label_is_found);
    tcase_add_test(tc, published_labels_give_the_published_counts);
}

TEST_MAIN(tests)
