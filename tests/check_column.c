/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

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

/* The scores 9, 3, 10, 10 in every type a column can have. */
static const int8_t i8[] = {9, 3, 10, 10};
static const int16_t i16[] = {9, 3, 10, 10};
static const int32_t i32[] = {9, 3, 10, 10};
static const int64_t i64[] = {9, 3, 10, 10};
static const uint8_t u8[] = {9, 3, 10, 10};
static const uint16_t u16[] = {9, 3, 10, 10};
static const uint32_t u32[] = {9, 3, 10, 10};
static const uint64_t u64[] = {9, 3, 10, 10};
static const float f32[] = {9, 3, 10, 10};
static const double f64[] = {9, 3, 10, 10};

static const struct {
    const void *data;
    uint32_t type;
} types[] = {
    {i8, CXM_COLUMN_I8},   {i16, CXM_COLUMN_I16}, {i32, CXM_COLUMN_I32},
    {i64, CXM_COLUMN_I64}, {u8, CXM_COLUMN_U8},   {u16, CXM_COLUMN_U16},
    {u32, CXM_COLUMN_U32}, {u64, CXM_COLUMN_U64}, {f32, CXM_COLUMN_F32},
    {f64, CXM_COLUMN_F64},
};

START_TEST(a_column_of_any_type_is_counted)
{
    struct cxm_def *def = made("nps");
    uint64_t state[11] = {0};
    struct cxm_tally tally = {.counted = 100, .missing = 200};
    const struct cxm_column column = {types[_i].data, NULL, 0, types[_i].type,
                                      0};
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 4, NULL, &tally, NULL), CXM_OK);
    ck_assert(state[9] == 1 && state[3] == 1 && state[10] == 2);
    ck_assert(tally.counted == 104 && tally.missing == 200);
    /* From the third on, by an offset in elements. */
    const struct cxm_column rest = {types[_i].data, NULL, 2, types[_i].type, 0};
    ck_assert_int_eq(cxm_state_add_many(def, state, &rest, 2, NULL, NULL, NULL),
                     CXM_OK);
    ck_assert(state[9] == 1 && state[3] == 1 && state[10] == 4);
    cxm_def_free(def, NULL);
}
END_TEST

/* The member of a struct, read where it lies. */
START_TEST(a_column_may_be_strided_and_unaligned)
{
    struct cxm_def *def = made("nps");
    uint64_t state[11] = {0};
    unsigned char bytes[3 * 11 + 1];
    memset(bytes, 0xee, sizeof bytes);
    for (int32_t i = 0; i < 3; i++) {
        const int32_t score = 8 + i;
        memcpy(bytes + 1 + 11 * i, &score, sizeof score);
    }
    const struct cxm_column column = {bytes + 1, NULL, 1, CXM_COLUMN_I32, 11};
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 2, NULL, NULL, NULL), CXM_OK);
    ck_assert(state[8] == 0 && state[9] == 1 && state[10] == 1);
    cxm_def_free(def, NULL);
}
END_TEST

/* Arrow: least significant bit first, and the offset applies to it, too. */
START_TEST(what_the_bitmap_leaves_out_is_missing)
{
    struct cxm_def *def = made("nps");
    uint64_t state[11] = {0};
    int64_t scores[20];
    struct cxm_tally tally = {0};
    const uint8_t valid[3] = {0xf0, 0x81, 0x04}; /* 4-7, 8, 15, 18 */
    for (int i = 0; i < 20; i++)
        scores[i] = i < 4 ? 99 : i % 11; /* what is left out is not read */
    const struct cxm_column column = {scores, valid, 3, CXM_COLUMN_I64, 0};
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 16, NULL, &tally, NULL),
        CXM_OK);
    const uint64_t expected[11] = {0, 0, 0, 0, 2, 1, 1, 2, 1, 0, 0};
    ck_assert_mem_eq(state, expected, sizeof state);
    ck_assert(tally.counted == 7 && tally.missing == 9);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(nan_is_missing_and_half_stars_are_points)
{
    struct cxm_def *def = made("csat scale=0.5:5:0.5");
    uint64_t state[10] = {0};
    struct cxm_tally tally = {0};
    const double stars[] = {4.5, NAN, 0.5, 5, 4.5, NAN};
    const float same[] = {4.5f, NAN, 0.5f, 5, 4.5f, NAN};
    const struct cxm_column column = {stars, NULL, 0, CXM_COLUMN_F64, 0};
    const struct cxm_column single = {same, NULL, 0, CXM_COLUMN_F32, 0};
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 6, NULL, &tally, NULL), CXM_OK);
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &single, 6, NULL, &tally, NULL), CXM_OK);
    const uint64_t expected[10] = {2, 0, 0, 0, 0, 0, 0, 0, 4, 2};
    ck_assert_mem_eq(state, expected, sizeof state);
    ck_assert(tally.counted == 8 && tally.missing == 4);
    cxm_def_free(def, NULL);
}
END_TEST

/* 0.7 has no exact double: the nearest millionth is meant. */
START_TEST(decimals_are_rounded_to_millionths)
{
    struct cxm_def *def = made("amount");
    uint64_t state[5] = {0};
    struct cxm_result r;
    const double amounts[] = {0.1, 0.7, 0.2, -1e-9, 2.5e-7, 1234567.891011};
    const struct cxm_column column = {amounts, NULL, 0, CXM_COLUMN_F64, 0};
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 6, NULL, NULL, NULL), CXM_OK);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert(r.n == 6 && r.figure[0].real == 1234568.891011);
    cxm_def_free(def, NULL);
}
END_TEST

/* Scores that are no points of 0 to 10, behind two that are. */
static const int8_t bad_i8[] = {9, 3, -1, 10};
static const int16_t bad_i16[] = {9, 3, 11, 10};
static const int32_t bad_i32[] = {9, 3, INT32_MIN, 10};
static const int64_t bad_i64[] = {9, 3, INT64_MIN, 10};
static const int64_t high_i64[] = {9, 3, INT64_MAX, 10};
static const uint8_t bad_u8[] = {9, 3, 255, 10};
static const uint16_t bad_u16[] = {9, 3, 65535, 10};
static const uint32_t bad_u32[] = {9, 3, UINT32_MAX, 10};
static const uint64_t bad_u64[] = {9, 3, UINT64_MAX, 10};
static const float bad_f32[] = {9, 3, 6.5f, 10};
static const double bad_f64[] = {9, 3, 6.5, 10};
static const double above_f64[] = {9, 3, INFINITY, 10};
static const double below_f64[] = {9, 3, -INFINITY, 10};
static const double high_f64[] = {9, 3, 1e300, 10};

static const struct {
    const void *data;
    uint32_t type;
} bad[] = {
    {bad_i8, CXM_COLUMN_I8},     {bad_i16, CXM_COLUMN_I16},
    {bad_i32, CXM_COLUMN_I32},   {bad_i64, CXM_COLUMN_I64},
    {high_i64, CXM_COLUMN_I64},  {bad_u8, CXM_COLUMN_U8},
    {bad_u16, CXM_COLUMN_U16},   {bad_u32, CXM_COLUMN_U32},
    {bad_u64, CXM_COLUMN_U64},   {bad_f32, CXM_COLUMN_F32},
    {bad_f64, CXM_COLUMN_F64},   {above_f64, CXM_COLUMN_F64},
    {below_f64, CXM_COLUMN_F64}, {high_f64, CXM_COLUMN_F64},
};

START_TEST(a_bad_row_is_named_and_nothing_is_counted)
{
    struct cxm_def *def = made("nps");
    uint64_t state[11] = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0, UINT64_MAX};
    uint64_t before[11];
    struct cxm_tally tally = {1, 2, 3, 4, 5, 6, 7, 8};
    const struct cxm_tally same = tally;
    struct cxm_error error;
    const struct cxm_column column = {bad[_i].data, NULL, 0, bad[_i].type, 0};
    memset(&error, 0, sizeof error);
    memcpy(before, state, sizeof state);
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 4, NULL, &tally, &error),
        CXM_ERANGE);
    ck_assert_uint_eq(error.record, 2);
    ck_assert_int_eq(error.status, CXM_ERANGE);
    ck_assert_mem_eq(state, before, sizeof state);
    ck_assert_mem_eq(&tally, &same, sizeof tally);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_full_counter_refuses_the_whole_column)
{
    struct cxm_def *def = made("nps");
    uint64_t state[11] = {0};
    uint64_t before[11];
    struct cxm_error error;
    const struct cxm_column column = {i32, NULL, 0, CXM_COLUMN_I32, 0};
    state[10] = UINT64_MAX - 1;
    memcpy(before, state, sizeof state);
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 4, NULL, NULL, &error),
        CXM_EOVERFLOW);
    ck_assert_uint_eq(error.record, 3);
    ck_assert_mem_eq(state, before, sizeof state);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_column_that_is_none_is_refused)
{
    struct cxm_def *def = made("nps");
    uint64_t state[11] = {0};
    const uint64_t empty[11] = {0};
    const struct cxm_column columns[] = {
        {i8, NULL, 0, 0, 0},
        {i8, NULL, 0, CXM_COLUMN_F64 + 1, 0},
        {i8, NULL, 0, UINT32_MAX, 0},
        {NULL, NULL, 0, CXM_COLUMN_I8, 0},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        ck_assert_int_eq(
            cxm_state_add_many(def, state, &columns[i], 1, NULL, NULL, NULL),
            CXM_EINVAL);
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &columns[3], 0, NULL, NULL, NULL),
        CXM_OK);
    ck_assert_mem_eq(state, empty, sizeof state);
    cxm_def_free(def, NULL);
}
END_TEST

/* Two columns are one observation a row; a row that lacks either is missing. */
START_TEST(several_columns_make_an_observation)
{
    struct cxm_def *def = made("rate numerator=a denominator=b");
    uint64_t state[4] = {0};
    struct cxm_tally tally = {0};
    struct cxm_result r;
    const uint8_t solved[] = {3, 9, 0, 1};
    const double all[] = {10, NAN, 0, 4};
    const uint8_t valid = 0x07;
    const struct cxm_column columns[] = {
        {solved, &valid, 0, CXM_COLUMN_U8, 0},
        {all, NULL, 0, CXM_COLUMN_F64, 0},
    };
    ck_assert_int_eq(
        cxm_state_add_many(def, state, columns, 4, NULL, &tally, NULL), CXM_OK);
    ck_assert(tally.counted == 2 && tally.missing == 2);
    ck_assert_int_eq(cxm_state_figures(def, state, NULL, &r), CXM_OK);
    ck_assert(r.n == 10 && r.value == 30);
    cxm_def_free(def, NULL);
}
END_TEST

/* Counts are whole: half a ticket is no ticket. */
START_TEST(a_count_that_is_not_whole_is_a_bad_row)
{
    struct cxm_def *def = made("rate numerator=a denominator=b");
    uint64_t state[4] = {0};
    const uint64_t empty[4] = {0};
    struct cxm_error error;
    const double solved[] = {3, 2.5};
    const double all[] = {10, 10};
    const struct cxm_column columns[] = {
        {solved, NULL, 0, CXM_COLUMN_F64, 0},
        {all, NULL, 0, CXM_COLUMN_F64, 0},
    };
    ck_assert_int_eq(
        cxm_state_add_many(def, state, columns, 2, NULL, NULL, &error),
        CXM_ERANGE);
    ck_assert_uint_eq(error.record, 1);
    ck_assert_mem_eq(state, empty, sizeof state);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(rows_without_columns_are_counted)
{
    struct cxm_def *def = made("volume");
    uint64_t state[1] = {3};
    struct cxm_tally tally = {0};
    ck_assert_int_eq(
        cxm_state_add_many(def, state, NULL, 1000, NULL, &tally, NULL), CXM_OK);
    ck_assert(state[0] == 1003 && tally.counted == 1000);
    state[0] = UINT64_MAX - 5;
    ck_assert_int_eq(
        cxm_state_add_many(def, state, NULL, 6, NULL, &tally, NULL),
        CXM_EOVERFLOW);
    ck_assert(state[0] == UINT64_MAX - 5 && tally.counted == 1000);
    cxm_def_free(def, NULL);
}
END_TEST

/* A bad row behind what is missing, and behind the first block. */
START_TEST(a_bad_row_behind_missing_ones_is_named)
{
    static const size_t at[] = {3, 2047, 2500, 5999};
    static const char *const texts[] = {"nps", "frt", "frt quantiles=no",
                                        "csat scale=0:20"};
    struct cxm_def *def = made(texts[_i]);
    uint64_t state[32] = {0};
    const uint64_t empty[32] = {0};
    int32_t values[6000];
    uint8_t valid[750];
    struct cxm_error error;
    const struct cxm_column column = {values, valid, 0, CXM_COLUMN_I32, 0};
    ck_assert_uint_le(cxm_def_state_size(def), sizeof state);
    memset(valid, 0x6d, sizeof valid);
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        memset(values, 0, sizeof values);
        values[at[i]] = -1;
        values[at[i] < 5998 ? at[i] + 2 : 1] = -1;
        valid[5] = 0x6d;
        valid[at[i] / 8] |= (uint8_t)(1 << at[i] % 8);
        valid[0] &= (uint8_t)~2;
        ck_assert_int_eq(
            cxm_state_add_many(def, state, &column, 6000, NULL, NULL, &error),
            CXM_ERANGE);
        ck_assert_uint_eq(error.record, at[i]);
        ck_assert_mem_eq(state, empty, sizeof state);
    }
    cxm_def_free(def, NULL);
}
END_TEST

#define STACK_ROWS 100000

#ifdef __OPTIMIZE__
#define IS_OPTIMIZED 1
#else
#define IS_OPTIMIZED 0
#endif

#if defined(__SANITIZE_ADDRESS__)
#define ADDRESSES_ARE_CHECKED 1
#elif defined(__has_feature)
#define ADDRESSES_ARE_CHECKED __has_feature(address_sanitizer)
#else
#define ADDRESSES_ARE_CHECKED 0
#endif

/* Every way a column goes: bytes, ints, made, spread, and one that is bad. */
static void *count_columns(void *values)
{
    static const char *const texts[] = {"nps",
                                        "frt within=20s,60s",
                                        "aht handle=segments",
                                        "handle-per-resolution handle=column",
                                        "csat scale=0:100",
                                        "amount",
                                        "rate numerator=a denominator=b"};
    static const uint32_t type[] = {CXM_COLUMN_I64, CXM_COLUMN_I32,
                                    CXM_COLUMN_I8};
    for (size_t i = 0; i < 3 * sizeof texts / sizeof *texts; i++) {
        const struct cxm_column one = {values, NULL, 0, type[i % 3], 0};
        const struct cxm_column column[] = {one, one, one, one};
        struct cxm_def *def = NULL;
        if (cxm_def_new(&def, texts[i / 3], NULL, NULL) < 0)
            return NULL;
        uint64_t *state = calloc(1, cxm_def_state_size(def));
        const int status = cxm_state_add_many(def, state, column, STACK_ROWS,
                                              NULL, NULL, NULL);
        cxm_state_drop(def, state, NULL);
        free(state);
        cxm_def_free(def, NULL);
        if (status < 0)
            return NULL;
    }
    return values;
}

/* The header promises 40 KB; the system takes some of what a thread has. */
START_TEST(a_thread_of_little_stack_can_count_columns)
{
    pthread_attr_t attributes;
    pthread_t thread;
    void *done = NULL;
    int64_t *values = calloc(STACK_ROWS, sizeof *values);
    ck_assert_int_eq(pthread_attr_init(&attributes), 0);
    ck_assert_int_eq(pthread_attr_setstacksize(&attributes, 65536), 0);
    ck_assert_int_eq(
        pthread_create(&thread, &attributes, count_columns, values), 0);
    ck_assert_int_eq(pthread_join(thread, &done), 0);
    ck_assert_ptr_eq(done, values);
    pthread_attr_destroy(&attributes);
    free(values);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_column_of_any_type_is_counted, 0,
                        sizeof types / sizeof *types);
    tcase_add_test(tc, a_column_may_be_strided_and_unaligned);
    tcase_add_test(tc, what_the_bitmap_leaves_out_is_missing);
    tcase_add_test(tc, nan_is_missing_and_half_stars_are_points);
    tcase_add_test(tc, decimals_are_rounded_to_millionths);
    tcase_add_loop_test(tc, a_bad_row_is_named_and_nothing_is_counted, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(tc, a_full_counter_refuses_the_whole_column);
    tcase_add_test(tc, a_column_that_is_none_is_refused);
    tcase_add_test(tc, several_columns_make_an_observation);
    tcase_add_test(tc, a_count_that_is_not_whole_is_a_bad_row);
    tcase_add_test(tc, rows_without_columns_are_counted);
    tcase_add_loop_test(tc, a_bad_row_behind_missing_ones_is_named, 0, 4);
    if (IS_OPTIMIZED && !ADDRESSES_ARE_CHECKED)
        tcase_add_test(tc, a_thread_of_little_stack_can_count_columns);
    else
        printf("skip - a stack that is not optimized may be larger\n");
}

TEST_MAIN(tests)
