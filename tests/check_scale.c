/* SPDX-License-Identifier: MIT */
#include <string.h>

#include <cxm/scale.h>

#include "run.h"

#define HALF 500000

/* The notation is that of the program's --scale and of a definition's scale. */
static const struct {
    const char *text;
    const char *canonical;
    uint32_t points;
    int64_t worst; /* in millionths */
    int64_t second;
    int64_t best;
} scales[] = {
    {"0:10", "0:10", 11, 0, CXM_MILLION, 10 * CXM_MILLION},
    {"1:5", "1:5", 5, CXM_MILLION, 2 * CXM_MILLION, 5 * CXM_MILLION},
    {"5:1", "5:1", 5, 5 * CXM_MILLION, 4 * CXM_MILLION, CXM_MILLION},
    {"6:1", "6:1", 6, 6 * CXM_MILLION, 5 * CXM_MILLION, CXM_MILLION},
    {"0:1", "0:1", 2, 0, CXM_MILLION, CXM_MILLION},
    {"-1:1", "-1:1", 3, -CXM_MILLION, 0, CXM_MILLION},
    {"-1.5:1:0.5", "-1.5:1:0.5", 6, -3 * HALF, -CXM_MILLION, CXM_MILLION},
    {"0.5:5:0.5", "0.5:5:0.5", 10, HALF, CXM_MILLION, 5 * CXM_MILLION},
    {"5:0.5:0.5", "5:0.5:0.5", 10, 5 * CXM_MILLION, 9 * HALF, HALF},
    {"0:100", "0:100", 101, 0, CXM_MILLION, 100 * CXM_MILLION},
    {"0:1000", "0:1000", 1001, 0, CXM_MILLION, INT64_C(1000) * CXM_MILLION},
    {"0:1:0.001", "0:1:0.001", 1001, 0, 1000, CXM_MILLION},
    {"1:5:1", "1:5", 5, CXM_MILLION, 2 * CXM_MILLION, 5 * CXM_MILLION},
    {"1.0:5.0:1.00", "1:5", 5, CXM_MILLION, 2 * CXM_MILLION, 5 * CXM_MILLION},
    {"1:5:0.25", "1:5:0.25", 17, CXM_MILLION, 1250000, 5 * CXM_MILLION},
};

#define N_SCALES (sizeof scales / sizeof *scales)

START_TEST(a_scale_is_read_and_written_in_one_form)
{
    struct cxm_scale scale;
    struct cxm_error error;
    char text[80];
    ck_assert_msg(cxm_scale_parse(&scale, scales[_i].text, &error) == CXM_OK,
                  "%s: %s", scales[_i].text, error.text);
    ck_assert_uint_eq(cxm_scale_text(&scale, text, sizeof text),
                      strlen(scales[_i].canonical));
    ck_assert_str_eq(text, scales[_i].canonical);
    ck_assert_uint_eq(scale.points, scales[_i].points);
    ck_assert_int_eq(cxm_scale_point(&scale, 0), scales[_i].worst);
    ck_assert_int_eq(cxm_scale_point(&scale, 1), scales[_i].second);
    ck_assert_int_eq(cxm_scale_point(&scale, scale.points - 1),
                     scales[_i].best);
}
END_TEST

START_TEST(every_point_has_its_class_and_nothing_else_has_one)
{
    struct cxm_scale scale;
    uint32_t index = 77;
    ck_assert_int_eq(cxm_scale_parse(&scale, scales[_i].text, NULL), CXM_OK);
    for (uint32_t i = 0; i < scale.points; i++) {
        ck_assert_int_eq(
            cxm_scale_class(&scale, cxm_scale_point(&scale, i), &index),
            CXM_OK);
        ck_assert_uint_eq(index, i);
    }
    const int64_t step = CXM_MILLION / scale.per_unit;
    const int64_t a = scales[_i].worst;
    const int64_t b = scales[_i].best;
    const int64_t low = a < b ? a : b;
    const int64_t high = a < b ? b : a;
    const int64_t off[] = {low - step,      high + step, low - 1,
                           low + 1,         high - 1,    low + step / 2,
                           high - step / 2, INT64_MIN,   INT64_MAX};
    index = 77;
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        ck_assert_int_eq(cxm_scale_class(&scale, off[i], &index), CXM_ERANGE);
    ck_assert_uint_eq(index, 77);
}
END_TEST

static const char *const refused[] = {
    "",
    "5",
    "1:",
    ":5",
    ":",
    "1:1",
    "1:5:0",
    "1:5:-1",
    "1:5:2",
    "1:5:0.3",
    "0.5:5",
    "1:5:0.75",
    "1:5:1:1",
    "a:b",
    "1-5",
    "1..5",
    "1,5",
    "nan:5",
    "1:inf",
    "0x1:5",
    "1:5x",
    "0:1001",
    "1001:0",
    "0:1:0.0009",
    "1,5:5",
    "1:5:0.0000001",
    "9999999:10000000",
    "99999999999999999999:1",
};

START_TEST(what_is_no_scale_is_refused_and_changes_nothing)
{
    struct cxm_scale scale = {1, 5, 1, 5};
    struct cxm_error error;
    memset(&error, 0, sizeof error);
    ck_assert_msg(cxm_scale_parse(&scale, refused[_i], &error) == CXM_EOPTION,
                  "\"%s\" is taken", refused[_i]);
    ck_assert_int_eq(error.status, CXM_EOPTION);
    ck_assert_ptr_nonnull(strstr(error.text, "scale"));
    ck_assert_int_eq(cxm_scale_parse(&scale, refused[_i], NULL), CXM_EOPTION);
    ck_assert_int_eq(scale.worst, 1);
    ck_assert_int_eq(scale.best, 5);
    ck_assert_uint_eq(scale.per_unit, 1);
    ck_assert_uint_eq(scale.points, 5);
}
END_TEST

START_TEST(a_refusal_says_how_to_write_it)
{
    struct cxm_scale scale;
    struct cxm_error error;
    cxm_scale_parse(&scale, "1-5", &error);
    ck_assert_ptr_nonnull(strstr(error.text, "\"1-5\""));
    ck_assert_ptr_nonnull(strstr(error.text, "WORST:BEST"));
    ck_assert_ptr_nonnull(strstr(error.text, "0.5:5:0.5"));
}
END_TEST

START_TEST(a_text_that_does_not_fit_is_cut_and_its_length_is_told)
{
    struct cxm_scale scale;
    char text[4] = "xyz";
    cxm_scale_parse(&scale, "0.5:5:0.5", NULL);
    ck_assert_uint_eq(cxm_scale_text(&scale, NULL, 0), 9);
    ck_assert_uint_eq(cxm_scale_text(&scale, text, sizeof text), 9);
    ck_assert_str_eq(text, "0.5");
}
END_TEST

static void tests(TCase *tc)
{
    const int n_refused = sizeof refused / sizeof *refused;
    tcase_add_loop_test(tc, a_scale_is_read_and_written_in_one_form, 0,
                        N_SCALES);
    tcase_add_loop_test(tc, every_point_has_its_class_and_nothing_else_has_one,
                        0, N_SCALES);
    tcase_add_loop_test(tc, what_is_no_scale_is_refused_and_changes_nothing, 0,
                        n_refused);
    tcase_add_test(tc, a_refusal_says_how_to_write_it);
    tcase_add_test(tc, a_text_that_does_not_fit_is_cut_and_its_length_is_told);
}

TEST_MAIN(tests)
