/* SPDX-License-Identifier: MIT */
/*
 * Columns counted in bulk, against their plain twins and against counting row
 * by row.  What is read lies in blocks of just its size, so that a sanitizer
 * sees what is read beyond.
 */
#include <stdio.h>
#include <string.h>

#include <cxm/nps.h>
#include <cxm/reading.h>

#include "lib/stat/counts_bytes.h"
#include "lib/stat/histogram.h"
#include "memory.h"
#include "run.h"

/* A column of bytes at some alignment, and a bitmap with some offset. */
struct bytes {
    uint8_t *block;
    uint8_t *bits;
    uint8_t *values;
    size_t n;
    struct cxm__validity valid;
};

static struct bytes some_bytes(uint64_t *seed, uint8_t first, uint32_t points)
{
    struct bytes b;
    const size_t shift = random_below(seed, 33);
    const size_t offset = random_below(seed, 70);
    b.n = random_below(seed, random_below(seed, 2) ? 1001 : 9000);
    b.block = malloc(shift + b.n + 1);
    b.bits = malloc((offset + b.n + 7) / 8 + 1);
    must(b.block && b.bits, "the test has memory");
    b.values = b.block + shift;
    for (size_t i = 0; i < b.n; i++)
        b.values[i] = (uint8_t)(first + random_below(seed, points));
    for (size_t i = 0; i < (offset + b.n + 7) / 8; i++)
        b.bits[i] = (uint8_t)random_next(seed);
    b.block = realloc(b.block, shift + b.n ? shift + b.n : 1);
    b.values = b.block + shift;
    b.bits = realloc(b.bits, (offset + b.n + 7) / 8 + (offset + b.n == 0));
    b.valid.bits = random_below(seed, 3) ? b.bits : NULL;
    b.valid.offset = offset;
    return b;
}

static void drop_bytes(struct bytes *b)
{
    free(b->block);
    free(b->bits);
}

START_TEST(bytes_are_counted_as_by_the_plain_twin)
{
    uint64_t seed = 1;
    for (int round = 0; round < test_rounds(5000); round++) {
        uint64_t count[CXM__BYTES_POINTS];
        uint64_t plain[CXM__BYTES_POINTS];
        const uint8_t first = (uint8_t)random_next(&seed);
        const uint32_t points = 1 + random_below(&seed, CXM__BYTES_POINTS);
        const uint32_t width = round % 3 ? points : 256;
        struct bytes b = some_bytes(&seed, first, width);
        if (b.n && round % 2)
            b.values[random_below(&seed, (uint32_t)b.n)] = (uint8_t)round;
        const uint64_t known =
            cxm__count_bytes(b.values, &b.valid, b.n, first, points, count);
        must(known == cxm__count_bytes_plain(b.values, &b.valid, b.n, first,
                                             points, plain) &&
                 memcmp(count, plain, points * sizeof *count) == 0,
             "both count the same");
        drop_bytes(&b);
    }
}
END_TEST

/* The twin itself, against the definition. */
START_TEST(the_plain_twin_counts_what_is_valid)
{
    uint64_t seed = 2;
    for (int round = 0; round < test_rounds(300); round++) {
        uint64_t plain[CXM__BYTES_POINTS];
        uint64_t count[CXM__BYTES_POINTS] = {0};
        uint64_t known = 0;
        struct bytes b = some_bytes(&seed, 250, 20);
        for (size_t i = 0; i < b.n; i++) {
            const size_t at = b.valid.offset + i;
            if (b.valid.bits && !(b.valid.bits[at / 8] >> at % 8 & 1))
                continue;
            known++;
            const uint8_t class = (uint8_t)(b.values[i] - 250);
            if (class < CXM__BYTES_POINTS)
                count[class]++;
        }
        must(known == cxm__count_bytes_plain(b.values, &b.valid, b.n, 250,
                                             CXM__BYTES_POINTS, plain) &&
                 memcmp(count, plain, sizeof count) == 0,
             "it counts what is valid");
        drop_bytes(&b);
    }
}
END_TEST

START_TEST(bands_are_counted_as_by_the_plain_twin)
{
    uint64_t seed = 3;
    for (int round = 0; round < test_rounds(5000); round++) {
        uint64_t above[2];
        uint64_t plain[2];
        struct bytes b = some_bytes(&seed, 0, round % 3 ? 11 : 256);
        const struct cxm__bands bands = {
            (uint8_t)random_below(&seed, 12), (uint8_t)random_below(&seed, 12),
            (uint8_t)(round % 5 ? 10 : random_below(&seed, 128))};
        if (b.n && round % 2)
            b.values[random_below(&seed, (uint32_t)b.n)] = (uint8_t)round;
        const uint64_t known =
            cxm__count_bands(b.values, &b.valid, b.n, &bands, above);
        must(known ==
                 cxm__count_bands_plain(b.values, &b.valid, b.n, &bands, plain),
             "both find the same valid ones");
        must(known == UINT64_MAX ||
                 (above[0] == plain[0] && above[1] == plain[1]),
             "both count the same");
        drop_bytes(&b);
    }
}
END_TEST

/* No byte of a vector overflows before it is emptied. */
START_TEST(a_long_column_of_one_byte_is_counted)
{
    enum { N = 100000 };
    const struct cxm__bands bands = {6, 8, 10};
    uint8_t *values = malloc(N);
    uint8_t *bits = malloc(N / 8);
    must(values && bits, "the test has memory");
    memset(values, 9, N);
    memset(bits, 255, N / 8);
    for (int i = 0; i < 2; i++) {
        const struct cxm__validity valid = {i ? bits : NULL, 0};
        uint64_t count[11];
        uint64_t above[2];
        ck_assert_uint_eq(cxm__count_bytes(values, &valid, N, 0, 11, count), N);
        ck_assert_uint_eq(count[9], N);
        ck_assert_uint_eq(cxm__count_bands(values, &valid, N, &bands, above),
                          N);
        ck_assert(above[0] == N && above[1] == N);
    }
    free(values);
    free(bits);
}
END_TEST

/* A point that is none, in the column of another width. */
START_TEST(a_class_that_is_none_is_refused_in_any_width)
{
    struct cxm_def *def = NULL;
    uint64_t state[2] = {0};
    const int64_t hits[] = {1, 0, 2};
    const struct cxm_column column = {hits, NULL, 0, CXM_COLUMN_I64, 0};
    ck_assert_int_eq(cxm_def_new(&def, "rate hit=\"a = 1\"", NULL, NULL),
                     CXM_OK);
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 3, NULL, NULL, NULL),
        CXM_ERANGE);
    ck_assert(state[0] == 0 && state[1] == 0);
    ck_assert_int_eq(
        cxm_state_add_many(def, state, &column, 2, NULL, NULL, NULL), CXM_OK);
    ck_assert(state[0] == 1 && state[1] == 1);
    cxm_def_free(def, NULL);
}
END_TEST

/* The same NPS as from all eleven points. */
START_TEST(three_bands_give_the_nps_of_eleven_points)
{
    uint64_t seed = 4;
    for (int round = 0; round < test_rounds(300); round++) {
        const struct cxm_nps_reading reading = {0.9, 8 + round % 3, round % 7,
                                                0};
        struct cxm_nps_bands bands = {reading.promoters, reading.detractors, 1,
                                      2, 3};
        struct cxm_rating rating;
        struct cxm_nps_result a;
        struct cxm_nps_result b;
        struct bytes c = some_bytes(&seed, 0, 11);
        const int8_t *scores = (const int8_t *)c.values;
        cxm_nps_init(&rating);
        cxm_rating_add(&rating, 0);
        cxm_rating_add_n(&rating, reading.detractors + 1, 2);
        cxm_rating_add_n(&rating, 10, 3);
        ck_assert_int_eq(
            cxm_rating_add_many_i8(&rating, scores, c.valid.bits, c.n, NULL),
            CXM_OK);
        ck_assert_int_eq(
            cxm_nps_bands_add_many(&bands, scores, c.valid.bits, c.n, NULL),
            CXM_OK);
        memset(&a, 0, sizeof a);
        memset(&b, 0, sizeof b);
        ck_assert_int_eq(cxm_nps_result(&rating, &reading, &a), CXM_OK);
        ck_assert_int_eq(cxm_nps_bands_result(&bands, &reading, &b), CXM_OK);
        ck_assert_mem_eq(&a, &b, sizeof a);
        ck_assert_int_eq(cxm_nps_bands_result(&bands, NULL, &b), CXM_OK);
        ck_assert(b.value == a.value && b.low <= a.low);
        drop_bytes(&c);
    }
}
END_TEST

START_TEST(bands_refuse_what_is_no_answer_and_change_nothing)
{
    int8_t scores[1100];
    uint8_t valid[138];
    struct cxm_nps_bands bands = {9, 6, 7, UINT64_MAX - 3, 9};
    const struct cxm_nps_bands before = bands;
    struct cxm_nps_bands wrong[] = {
        {9, 9, 7, 0, 0}, {11, 6, 7, 0, 0}, {9, -1, 7, 0, 0}, {0, 0, 0, 0, 0}};
    struct cxm_error error;
    memset(scores, 9, sizeof scores);
    memset(valid, 255, sizeof valid);
    for (size_t i = 0; i < sizeof scores; i++) {
        scores[i] = i % 2 ? -1 : 11;
        ck_assert_int_eq(cxm_nps_bands_add_many(&bands, scores,
                                                i % 3 ? valid : NULL, 1100,
                                                &error),
                         CXM_ERANGE);
        must(error.record == i, "the bad answer is named");
        scores[i] = 9;
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const struct cxm_nps_bands same = wrong[i];
        ck_assert_int_eq(
            cxm_nps_bands_add_many(&wrong[i], scores, NULL, 1100, &error),
            CXM_EINVAL);
        ck_assert_int_eq(
            cxm_nps_bands_init(&wrong[i], same.promoter, same.detractor),
            CXM_EINVAL);
        ck_assert_mem_eq(&wrong[i], &same, sizeof same);
    }
    memset(scores, 7, 4);
    ck_assert_int_eq(cxm_nps_bands_add_many(&bands, scores, NULL, 1100, &error),
                     CXM_EOVERFLOW);
    ck_assert_mem_eq(&bands, &before, sizeof bands);
    ck_assert_int_eq(cxm_nps_bands_add_many(&bands, NULL, NULL, 0, NULL),
                     CXM_OK);
    valid[0] = 0xf7; /* one of the four sevens is missing */
    ck_assert_int_eq(
        cxm_nps_bands_add_many(&bands, scores, valid, 1100, &error), CXM_OK);
    ck_assert(bands.passives == UINT64_MAX && bands.promoters == 9 + 1096);
}
END_TEST

START_TEST(bands_of_other_cut_points_are_refused)
{
    const struct cxm_nps_bands others[] = {
        {8, 6, 1, 2, 3}, {9, 5, 1, 2, 3}, {10, 4, 0, 0, 0}};
    struct cxm_nps_bands bands = {9, 6, 4, 5, 6};
    const struct cxm_nps_bands before = bands;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct cxm_nps_reading reading = {0.95, others[i].promoter,
                                                others[i].detractor, 0};
        struct cxm_nps_result result = {.n = 77};
        ck_assert_int_eq(cxm_nps_bands_merge(&bands, &others[i]), CXM_EINVAL);
        ck_assert_int_eq(cxm_nps_bands_unmerge(&bands, &others[i]), CXM_EINVAL);
        ck_assert_int_eq(cxm_nps_bands_result(&bands, &reading, &result),
                         CXM_EINVAL);
        ck_assert_uint_eq(result.n, 77);
    }
    ck_assert_mem_eq(&bands, &before, sizeof bands);
}
END_TEST

START_TEST(zero_bytes_are_the_identity_of_bands)
{
    const struct cxm_nps_reading reading = {0.9, 8, 5, 0};
    const struct cxm_nps_bands zero = {0, 0, 0, 0, 0};
    const struct cxm_nps_bands some = {8, 5, 1, 2, 3};
    struct cxm_nps_bands bands = zero;
    struct cxm_nps_result result;
    ck_assert_int_eq(cxm_nps_bands_result(&bands, &reading, &result),
                     CXM_EMPTY);
    ck_assert_int_eq(cxm_nps_bands_result(&bands, NULL, &result), CXM_EMPTY);
    ck_assert_int_eq(cxm_nps_bands_unmerge(&bands, &some), CXM_EINVAL);
    ck_assert_int_eq(cxm_nps_bands_merge(&bands, &zero), CXM_OK);
    ck_assert_mem_eq(&bands, &zero, sizeof bands);
    ck_assert_int_eq(cxm_nps_bands_merge(&bands, &some), CXM_OK);
    ck_assert_mem_eq(&bands, &some, sizeof bands);
    ck_assert_int_eq(cxm_nps_bands_merge(&bands, &zero), CXM_OK);
    ck_assert_int_eq(cxm_nps_bands_unmerge(&bands, &zero), CXM_OK);
    ck_assert_mem_eq(&bands, &some, sizeof bands);
}
END_TEST

START_TEST(bands_merge_as_if_counted_at_once)
{
    uint64_t seed = 9;
    for (int round = 0; round < test_rounds(200); round++) {
        struct bytes c = some_bytes(&seed, 0, 11);
        const int8_t *scores = (const int8_t *)c.values;
        const size_t half = c.n / 2;
        struct cxm_nps_bands a;
        struct cxm_nps_bands b;
        struct cxm_nps_bands all;
        ck_assert_int_eq(cxm_nps_bands_init(&a, 9, 6), CXM_OK);
        b = all = a;
        cxm_nps_bands_add_many(&a, scores, NULL, half, NULL);
        cxm_nps_bands_add_many(&b, scores + half, NULL, c.n - half, NULL);
        const int status =
            cxm_nps_bands_add_many(&all, scores, NULL, c.n, NULL);
        if (status == CXM_OK) {
            const struct cxm_nps_bands first = a;
            struct cxm_nps_bands turned = b;
            must(cxm_nps_bands_merge(&a, &b) == CXM_OK &&
                     memcmp(&a, &all, sizeof a) == 0,
                 "two halves make the whole");
            must(cxm_nps_bands_merge(&turned, &first) == CXM_OK &&
                     memcmp(&turned, &all, sizeof a) == 0,
                 "in any order");
            must(cxm_nps_bands_unmerge(&a, &b) == CXM_OK &&
                     memcmp(&a, &first, sizeof a) == 0,
                 "unmerging undoes merging");
        }
        drop_bytes(&c);
    }
}
END_TEST

START_TEST(bands_never_wrap)
{
    const struct cxm_nps_bands one = {9, 6, 0, 1, 0};
    struct cxm_nps_bands bands = {9, 6, 7, UINT64_MAX, 9};
    const struct cxm_nps_bands before = bands;
    struct cxm_nps_bands empty = {9, 6, 5, 0, 5};
    const struct cxm_nps_bands few = empty;
    ck_assert_int_eq(cxm_nps_bands_merge(&bands, &one), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_nps_bands_merge(&bands, &bands), CXM_EOVERFLOW);
    ck_assert_mem_eq(&bands, &before, sizeof bands);
    ck_assert_int_eq(cxm_nps_bands_unmerge(&empty, &one), CXM_EABSENT);
    ck_assert_mem_eq(&empty, &few, sizeof few);
    ck_assert_int_eq(cxm_nps_bands_merge(&empty, &empty), CXM_OK);
    ck_assert(empty.detractors == 10 && empty.promoters == 10);
    ck_assert_int_eq(cxm_nps_bands_unmerge(&empty, &empty), CXM_OK);
    ck_assert(empty.detractors == 0 && empty.promoters == 0);
}
END_TEST

/* Values around every edge of a bin and of what the tables have a place for. */
static int64_t some_value(uint64_t *seed, int round)
{
    const int64_t any = (int64_t)(random_next(seed) >> 1);
    switch (round % 4) {
    case 0:
        return any % 300;
    case 1:
        return any >> (12 + random_below(seed, 51));
    case 2:
        return (INT64_C(1) << random_below(seed, 51)) -
               (int64_t)random_below(seed, 2);
    default:
        return 60000 + any % 5000000;
    }
}

START_TEST(a_long_column_fills_a_histogram_like_its_values)
{
    uint64_t seed = 5;
    for (int round = 0; round < test_rounds(400); round++) {
        const size_t n = random_below(&seed, 9000);
        int64_t *values = malloc((n + 1) * sizeof *values);
        struct cxm_histogram a = {NULL};
        struct cxm_histogram b = {NULL};
        struct cxm_error x = {0};
        struct cxm_error y = {0};
        for (size_t i = 0; i < n; i++)
            values[i] = some_value(&seed, round);
        if (n && round % 5 == 0)
            values[random_below(&seed, (uint32_t)n)] =
                round % 2 ? INT64_C(1) << 51 : INT64_MAX;
        for (int pass = 0; pass < 3; pass++) {
            if (n && pass == 2)
                values[random_below(&seed, (uint32_t)n)] =
                    round % 2 ? -1 : INT64_MIN;
            const int status = cxm_histogram_add_many(&a, values, n, NULL, &x);
            must(status == cxm__histogram_add_many_plain(&b, values, n, NULL,
                                                         &y) &&
                     x.record == y.record && x.status == y.status,
                 "both have the same status");
            must(cxm_histogram_equal(&a, &b), "both count the same");
        }
        cxm_histogram_drop(&a, NULL);
        cxm_histogram_drop(&b, NULL);
        free(values);
    }
}
END_TEST

/* More than counters of 16 bits can hold, all in one bin, and a bad end. */
START_TEST(a_column_beyond_one_table_is_counted_or_undone)
{
    const size_t n = 200000;
    int64_t *values = malloc(n * sizeof *values);
    struct cxm_histogram h = {NULL};
    struct cxm_histogram same = {NULL};
    struct cxm_error error;
    for (size_t i = 0; i < n; i++)
        values[i] = 300;
    ck_assert_int_eq(cxm_histogram_add_many(&h, values, n, NULL, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_add_n(&same, 300, n, NULL), CXM_OK);
    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
    values[n - 30000] = -1;
    ck_assert_int_eq(cxm_histogram_add_many(&h, values, n, NULL, &error),
                     CXM_ERANGE);
    ck_assert_uint_eq(error.record, n - 30000);
    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
    values[n - 30000] = INT64_C(1) << 60;
    ck_assert_int_eq(cxm_histogram_add_many(&h, values, n, NULL, NULL), CXM_OK);
    cxm_histogram_add_n(&same, 300, n - 1, NULL);
    cxm_histogram_add_n(&same, INT64_C(1) << 60, 1, NULL);
    ck_assert_int_eq(cxm_histogram_equal(&h, &same), 1);
    cxm_histogram_drop(&h, NULL);
    cxm_histogram_drop(&same, NULL);
    free(values);
}
END_TEST

START_TEST(a_long_column_without_memory_or_room_changes_nothing)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct cxm_histogram h = {NULL};
    struct cxm_error error;
    int64_t *values = malloc(9000 * sizeof *values);
    for (int i = 0; i < 9000; i++)
        values[i] = INT64_C(1) << i % 40;
    memory_fail(&memory, 0);
    ck_assert_int_eq(cxm_histogram_add_many(&h, values, 9000, &alloc, &error),
                     CXM_ENOMEM);
    ck_assert(h.span == NULL && memory.bytes == 0);
    memory_fail(&memory, MEMORY_NEVER);
    ck_assert_int_eq(cxm_histogram_add_n(&h, 5, UINT64_MAX - 8999, &alloc),
                     CXM_OK);
    ck_assert_int_eq(cxm_histogram_add_many(&h, values, 9000, &alloc, &error),
                     CXM_EOVERFLOW);
    ck_assert_uint_eq(error.record, 8999);
    ck_assert_uint_eq(cxm_histogram_n(&h), UINT64_MAX - 8999);
    ck_assert_int_eq(cxm_histogram_add_many(&h, values, 8999, &alloc, &error),
                     CXM_OK);
    cxm_histogram_drop(&h, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
    free(values);
}
END_TEST

/* Definitions of every shape of a state, and what their columns may hold. */
static const struct {
    const char *text;
    uint32_t arity;
    int low; /* of the values */
    uint32_t width;
} kinds[] = {
    {"nps", 1, 0, 11},
    {"csat scale=5:1", 1, 1, 5},
    {"ces scale=-3:3", 1, -3, 7},
    {"csat scale=120:130", 1, 120, 8},
    {"csat scale=0:100", 1, 0, 101},
    {"csat scale=0:5:0.5", 1, 0, 6},
    {"amount", 1, -100, 200},
    {"frt start=created within=20ms,60ms", 1, 0, 120},
    {"frt start=created quantiles=no", 1, 0, 120},
    {"aht handle=segments cap=100ms", 3, 0, 120},
    {"aht handle=segments quantiles=no", 3, 0, 120},
    {"aht handle=column", 1, 0, 120},
    {"aht handle=column cap=50ms", 1, 0, 120},
    {"handle-per-resolution handle=column", 2, 0, 2},
    {"rate numerator=a denominator=b", 2, 5, 1},
    {"volume", 0, 0, 1},
};

static const struct {
    uint32_t type;
    size_t width;
    int is_signed;
} types[] = {
    {CXM_COLUMN_I8, 1, 1},  {CXM_COLUMN_I16, 2, 1}, {CXM_COLUMN_I32, 4, 1},
    {CXM_COLUMN_I64, 8, 1}, {CXM_COLUMN_U8, 1, 0},  {CXM_COLUMN_U16, 2, 0},
    {CXM_COLUMN_U32, 4, 0}, {CXM_COLUMN_U64, 8, 0}, {CXM_COLUMN_F32, 4, 1},
    {CXM_COLUMN_F64, 8, 1},
};

static void store(void *at, uint32_t type, int64_t value)
{
    const float f32 = (float)value;
    const double f64 = (double)value;
    if (type == CXM_COLUMN_F32)
        memcpy(at, &f32, sizeof f32);
    else if (type == CXM_COLUMN_F64)
        memcpy(at, &f64, sizeof f64);
    else /* little endian and big: a value is stored in its own width */
        switch (type) {
        case CXM_COLUMN_I8:
        case CXM_COLUMN_U8:
            memcpy(at, &(uint8_t){(uint8_t)value}, 1);
            break;
        case CXM_COLUMN_I16:
        case CXM_COLUMN_U16:
            memcpy(at, &(uint16_t){(uint16_t)value}, 2);
            break;
        case CXM_COLUMN_I32:
        case CXM_COLUMN_U32:
            memcpy(at, &(uint32_t){(uint32_t)value}, 4);
            break;
        default:
            memcpy(at, &value, 8);
        }
}

/* A table of some columns, and the same numbers to be added row by row. */
struct table {
    struct cxm_column column[CXM_ARITY_MAX];
    uint8_t *bits[CXM_ARITY_MAX];
    int64_t *value[CXM_ARITY_MAX];
    uint8_t *there; /* 1: no column misses the row */
    size_t rows;
};

static struct table some_table(uint64_t *seed, int kind, int round)
{
    struct table t;
    memset(&t, 0, sizeof t);
    t.rows = random_below(seed, round % 4 ? 1001 : 6000);
    t.there = malloc(t.rows + 1);
    memset(t.there, 1, t.rows);
    for (uint32_t i = 0; i < kinds[kind].arity; i++) {
        struct cxm_column *c = &t.column[i];
        size_t k = random_below(seed, sizeof types / sizeof *types);
        if (kinds[kind].low < 0 && !types[k].is_signed)
            k -= 4;
        const size_t offset = random_below(seed, 20);
        const size_t stride =
            types[k].width + (round % 5 ? 0 : random_below(seed, 4));
        const size_t all = offset + t.rows;
        unsigned char *data = malloc(all * stride + 1);
        uint8_t *bits = malloc(all / 8 + 1);
        *c = (struct cxm_column){data, round % 3 ? bits : NULL, offset,
                                 types[k].type, (uint32_t)stride};
        if (stride == types[k].width && round % 2)
            c->stride = 0;
        t.bits[i] = bits;
        memset(data, 0xee, all * stride); /* what is missing is no number */
        t.value[i] = malloc((t.rows + 1) * sizeof *t.value[i]);
        for (size_t byte = 0; byte < all / 8 + 1; byte++)
            bits[byte] = (uint8_t)(random_next(seed) | random_next(seed));
        for (size_t row = 0; row < t.rows; row++) {
            const size_t at = offset + row;
            const int64_t value =
                kinds[kind].low +
                (int64_t)random_below(seed, kinds[kind].width);
            t.value[i][row] = value;
            if (!c->valid || (bits[at / 8] >> at % 8 & 1))
                store(data + at * stride, c->type, value);
            else
                t.there[row] = 0;
        }
    }
    return t;
}

static void drop_table(struct table *t)
{
    for (int i = 0; i < CXM_ARITY_MAX; i++) {
        free((void *)(uintptr_t)t->column[i].data);
        free(t->value[i]);
        free(t->bits[i]);
    }
    free(t->there);
}

/* A row's observation. */
static void row_of(const struct cxm_def *def, const struct table *t, size_t row,
                   int64_t *v)
{
    const struct cxm_input *input = cxm_def_kpi(def)->input;
    for (uint32_t i = 0; i < cxm_def_arity(def); i++)
        v[i] = t->value[i][row] *
               (strcmp(input[i].unit, "millionths") == 0 ? CXM_MILLION : 1);
}

START_TEST(columns_are_counted_like_their_rows)
{
    uint64_t seed = 6 + (uint64_t)_i;
    struct cxm_def *def = NULL;
    struct cxm_error error;
    ck_assert_msg(cxm_def_new(&def, kinds[_i].text, NULL, &error) == CXM_OK,
                  "%s: %s", kinds[_i].text, error.text);
    ck_assert_uint_eq(cxm_def_arity(def), kinds[_i].arity);
    uint64_t *bulk = calloc(1, cxm_def_state_size(def));
    uint64_t *rows = calloc(1, cxm_def_state_size(def));
    for (int round = 0; round < test_rounds(150); round++) {
        struct table t = some_table(&seed, _i, round);
        struct cxm_tally tally = {0};
        uint64_t counted = 0;
        for (size_t row = 0; row < t.rows; row++) {
            int64_t v[CXM_ARITY_MAX];
            row_of(def, &t, row, v);
            counted += t.there[row];
            if (t.there[row])
                must(cxm_state_add(def, rows, v, NULL) == CXM_OK,
                     "each row can be counted");
        }
        ck_assert_int_eq(cxm_state_add_many(def, bulk, t.column, t.rows, NULL,
                                            &tally, &error),
                         CXM_OK);
        ck_assert_msg(cxm_state_equal(def, bulk, rows), "%s, round %d",
                      kinds[_i].text, round);
        ck_assert(tally.counted == counted &&
                  tally.missing == t.rows - counted);
        drop_table(&t);
    }
    cxm_state_drop(def, bulk, NULL);
    cxm_state_drop(def, rows, NULL);
    free(bulk);
    free(rows);
    cxm_def_free(def, NULL);
}
END_TEST

/* A bad value in one row of many, behind whole blocks, too. */
START_TEST(a_bad_row_of_many_is_named_and_nothing_is_counted)
{
    static const char *texts[] = {"nps", "csat scale=0:100", "frt",
                                  "aht handle=column", "frt quantiles=no"};
    static const uint32_t some[] = {CXM_COLUMN_I8, CXM_COLUMN_I32,
                                    CXM_COLUMN_I64};
    struct cxm_error error;
    struct cxm_def *def = NULL;
    ck_assert_int_eq(cxm_def_new(&def, texts[_i / 3], NULL, &error), CXM_OK);
    const uint32_t type = some[_i % 3];
    const size_t width = (size_t[]){1, 4, 8}[_i % 3];
    const size_t n = 9500;
    unsigned char *data = malloc(n * width);
    uint64_t *state = calloc(1, cxm_def_state_size(def));
    uint64_t *same = calloc(1, cxm_def_state_size(def));
    const struct cxm_column column = {data, NULL, 0, type, 0};
    for (size_t i = 0; i < n; i++)
        store(data + i * width, type, (int64_t)(i % 11));
    for (size_t bad = 0; bad < n; bad += bad < 1200 ? 41 : 997) {
        store(data + bad * width, type, -1);
        ck_assert_int_eq(
            cxm_state_add_many(def, state, &column, n, NULL, NULL, &error),
            CXM_ERANGE);
        ck_assert_uint_eq(error.record, bad);
        ck_assert_mem_eq(state, same, cxm_def_state_size(def));
        store(data + bad * width, type, 7);
    }
    free(data);
    free(state);
    free(same);
    cxm_def_free(def, NULL);
}
END_TEST

/* Each segment is in bounds, but not their sum. */
START_TEST(segments_that_are_too_long_together_are_refused_in_a_column)
{
    static const char *texts[] = {"aht handle=segments",
                                  "aht handle=segments cap=5m quantiles=no"};
    static const size_t sizes[] = {1, 7, 64, 127, 128, 5000};
    const size_t n = sizes[_i % 6];
    const uint64_t empty[64] = {0};
    uint64_t state[64] = {0};
    struct cxm_def *def = NULL;
    struct cxm_error error;
    struct cxm_column column[3];
    int64_t *value = malloc(3 * n * sizeof *value);
    ck_assert_int_eq(cxm_def_new(&def, texts[_i / 6], NULL, &error), CXM_OK);
    for (size_t i = 0; i < 3 * n; i++)
        value[i] = (int64_t)i * 1000;
    for (size_t i = 0; i < 3; i++)
        column[i] =
            (struct cxm_column){value + i * n, NULL, 0, CXM_COLUMN_I64, 0};
    for (size_t bad = 0; bad < n; bad += 1 + n / 9) {
        const int64_t before = value[bad];
        value[bad] = (INT64_C(1) << 53) - value[n + bad] - value[2 * n + bad];
        ck_assert_int_eq(
            cxm_state_add_many(def, state, column, n, NULL, NULL, &error),
            CXM_ERANGE);
        ck_assert_uint_eq(error.record, bad);
        ck_assert_mem_eq(state, empty, sizeof state);
        value[bad]--; /* now it is just in bounds */
        ck_assert_int_eq(
            cxm_state_add_many(def, state, column, n, NULL, NULL, &error),
            CXM_OK);
        cxm_state_drop(def, state, NULL);
        value[bad] = before;
    }
    free(value);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(a_table_without_memory_changes_nothing)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct cxm_def *def = NULL;
    uint64_t state[64] = {0};
    const uint64_t empty[64] = {0};
    int64_t *data = malloc(9000 * sizeof *data);
    const struct cxm_column column = {data, NULL, 0, CXM_COLUMN_I64, 0};
    ck_assert_int_eq(cxm_def_new(&def, "frt within=4h", NULL, NULL), CXM_OK);
    ck_assert_uint_le(cxm_def_state_size(def), sizeof state);
    for (int i = 0; i < 9000; i++)
        data[i] = INT64_C(1) << i / 250;
    uint64_t n = 0;
    int status = CXM_ENOMEM;
    for (; status == CXM_ENOMEM; n++) {
        memory_fail(&memory, n);
        status =
            cxm_state_add_many(def, state, &column, 9000, &alloc, NULL, NULL);
        if (status == CXM_ENOMEM)
            ck_assert_mem_eq(state, empty, sizeof state);
        ck_assert(status == CXM_OK || memory.bytes == 0);
    }
    ck_assert_int_eq(status, CXM_OK);
    ck_assert_uint_gt(n, 1);
    cxm_state_drop(def, state, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
    free(data);
    cxm_def_free(def, NULL);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, bytes_are_counted_as_by_the_plain_twin);
    tcase_add_test(tc, the_plain_twin_counts_what_is_valid);
    tcase_add_test(tc, bands_are_counted_as_by_the_plain_twin);
    tcase_add_test(tc, a_long_column_of_one_byte_is_counted);
    tcase_add_test(tc, a_class_that_is_none_is_refused_in_any_width);
    tcase_add_test(tc, three_bands_give_the_nps_of_eleven_points);
    tcase_add_test(tc, bands_refuse_what_is_no_answer_and_change_nothing);
    tcase_add_test(tc, bands_of_other_cut_points_are_refused);
    tcase_add_test(tc, zero_bytes_are_the_identity_of_bands);
    tcase_add_test(tc, bands_merge_as_if_counted_at_once);
    tcase_add_test(tc, bands_never_wrap);
    tcase_add_test(tc, a_long_column_fills_a_histogram_like_its_values);
    tcase_add_test(tc, a_column_beyond_one_table_is_counted_or_undone);
    tcase_add_test(tc, a_long_column_without_memory_or_room_changes_nothing);
    tcase_add_loop_test(tc, columns_are_counted_like_their_rows, 0,
                        sizeof kinds / sizeof *kinds);
    tcase_add_loop_test(
        tc, segments_that_are_too_long_together_are_refused_in_a_column, 0, 12);
    tcase_add_loop_test(tc, a_bad_row_of_many_is_named_and_nothing_is_counted,
                        0, 5 * 3);
    tcase_add_test(tc, a_table_without_memory_changes_nothing);
}

TEST_MAIN(tests)
