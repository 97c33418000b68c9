/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "csv_feed.h"

#define BOM     "\xef\xbb\xbf"
#define NUL_LOG "1:2:[a\0b][\0]\n2:2:[\0][c\0]\nend"

/*
 * What the reader must make of a text; the readings are libcsv's own where
 * csv.h says so, else RFC 4180.  A length of 0 is strlen's.
 */
static const struct {
    const char *text;
    size_t n;
    const char *log;
    char delimiter;
    uint32_t skip;
    size_t log_n;
} cases[] = {
    {"", 0, "end", 0, 0, 0},
    {BOM, 0, "end", 0, 0, 0},
    {"\n\r\n\r \t\n", 0, "end", 0, 0, 0},
    {"a,b", 0, "1:2:[a][b]\nend", 0, 0, 0},
    {"a,b\n", 0, "1:2:[a][b]\nend", 0, 0, 0},
    {BOM "a,b\n" BOM "1,2\n", 0, "1:2:[a][b]\n2:2:[" BOM "1][2]\nend", 0, 0, 0},
    {"a\r\nb\r\n", 0, "1:1:[a]\n2:1:[b]\nend", 0, 0, 0},
    {"a\rb\r\rc", 0, "1:1:[a]\n2:1:[b]\n4:1:[c]\nend", 0, 0, 0},
    {"a\n\rb\r\n\n\r\nc\r", 0, "1:1:[a]\n3:1:[b]\n6:1:[c]\nend", 0, 0, 0},
    {"\n\n a , b \n\n\nc\n", 0, "3:2:[a][b]\n6:1:[c]\nend", 0, 0, 0},
    {"\" a \", \" b\" \n", 0, "1:2:[ a ][ b]\nend", 0, 0, 0},
    {"a,\"x\ny\r\nz\rw\",b\nc\n", 0, "1:3:[a][x\ny\r\nz\rw][b]\n5:1:[c]\nend",
     0, 0, 0},
    {"  \"a\n\",b\n\"c\n\nd\"\ne", 0,
     "1:2:[a\n][b]\n3:1:[c\n\nd]\n6:1:[e]\nend", 0, 0, 0},
    {"\"say \"\"so\"\"\",\"\"\"\"\n", 0, "1:2:[say \"so\"][\"]\nend", 0, 0, 0},
    {"1,27\" monitor,x\n2,a\"b\"c,y\n", 0,
     "1:3:[1][27\" monitor][x]\n2:3:[2][a\"b\"c][y]\nend", 0, 0, 0},
    {"\"a\"b,c\"\nd\n", 0, "1:1:[a\"b,c]\n2:1:[d]\nend", 0, 0, 0},
    {",\n,,\n\"\"\n\"\",\"\"", 0, "1:2:[][]\n2:3:[][][]\n3:1:[]\n4:2:[][]\nend",
     0, 0, 0},
    {"a,b,c\n1\n1,2,3,4\n", 0, "1:3:[a][b][c]\n2:1:[1]\n3:4:[1][2][3][4]\nend",
     0, 0, 0},
    {"a\0b,\0\n\"\0\",c\0", 12, NUL_LOG, 0, 0, sizeof NUL_LOG - 1},
    {"a;1,5\tx;b", 0, "1:3:[a][1,5\tx][b]\nend", ';', 0, 0},
    {"a\t b \t\t\"c\td\"", 0, "1:4:[a][b][][c\td]\nend", '\t', 0, 0},
    {"sep=;\r\na;b\r\n", 0, "2:2:[a][b]\nend", ';', 7, 0},
    {BOM "sep=|\na|b", 0, "2:2:[a][b]\nend", '|', 6, 0},
    /* A quote left open: whole rows first, then the line where it opened. */
    {"a,b\n1,\"x\n2,y\n", 0, "1:2:[a][b]\n-2@2", 0, 0, 0},
    {"a,\"b\nc\",\"d\n\ne", 0, "-2@2", 0, 0, 0},
    {"a\n\"b\"c\nd", 0, "1:1:[a]\n-2@2", 0, 0, 0},
    {"a\r\"", 0, "1:1:[a]\n-2@2", 0, 0, 0},
    {"a\r\n\n  \"\r\n\r\n", 0, "1:1:[a]\n-2@3", 0, 0, 0},
    {"\"a\"\n\"b\" ", 0, "1:1:[a]\n2:1:[b]\nend", 0, 0, 0},
    /* UTF-16 is seen by its mark. */
    {"\xff\xfe"
     "a\0,\0b\0\n\0",
     10, "-6@0", 0, 0, 0},
    {"\xfe\xff\0a\0,\0b\0\n", 10, "-6@0", 0, 0, 0},
};

#define CASES (int)(sizeof cases / sizeof cases[0])

static struct feed case_feed(int i, const struct csv_dialect *dialect)
{
    struct feed f = {0};

    f.bytes = cases[i].text;
    f.n = cases[i].n != 0 ? cases[i].n : strlen(cases[i].text);
    f.dialect = cases[i].delimiter != 0 ? dialect : NULL;
    return f;
}

START_TEST(a_text_reads_alike_at_every_chunk_size)
{
    const struct csv_dialect dialect = {cases[_i].delimiter, '"',
                                        cases[_i].skip, 0};
    const size_t n =
        cases[_i].log_n != 0 ? cases[_i].log_n : strlen(cases[_i].log);
    struct feed f = case_feed(_i, &dialect);
    struct feed_log log;
    int mode;

    for (f.step = 1; f.step <= f.n + 1; f.step++) {
        for (mode = 0; mode < 8; mode++) {
            f.peek = mode & 1;
            f.stutter = mode >> 1 & 1;
            f.engine = mode >> 2;
            log = feed_run(f);
            ck_assert_msg(
                log.used == n && memcmp(log.text, cases[_i].log, log.used) == 0,
                "case %d step %zu mode %d: %s", _i, f.step, mode, log.text);
            free(log.text);
        }
    }
}
END_TEST

/* Of both engines. */
static void expect(struct feed f, const char *wanted)
{
    struct feed_log log;

    for (f.engine = CSV_FAST; f.engine <= CSV_LIB; f.engine++) {
        log = feed_run(f);
        ck_assert_str_eq(log.text, wanted);
        free(log.text);
    }
}

START_TEST(projected_columns_come_in_any_order_and_absent_ones_are_marked)
{
    static const uint32_t column[] = {3, 0, 0, 9};
    struct feed f = {0};

    f.bytes = "a,b,c,d\n1,2\n\"x\ny\",6,7,8,9\n\n,,,\n";
    f.n = strlen(f.bytes);
    f.headers = 1;
    f.column = column;
    f.columns = 4;
    for (f.step = 1; f.step < 40; f.step++) {
        for (f.stutter = 0; f.stutter < 2; f.stutter++) {
            expect(f, "1:4:[a][b][c][d]\n2:2:-[1][1]-\n"
                      "3:5:[8][x\ny][x\ny]-\n6:4:[][][]-\nend");
        }
    }
}
END_TEST

START_TEST(several_header_rows_are_read_one_at_a_time)
{
    static const uint32_t column[] = {1};
    struct feed f = {0};

    f.bytes = "Q1,Q2\n\"Frage, 1\",\"Frage\n2\"\n{},{}\n1,2\n3,4\n";
    f.n = strlen(f.bytes);
    f.headers = 3;
    f.column = column;
    f.columns = 1;
    f.step = f.n;
    expect(f, "1:2:[Q1][Q2]\n2:2:[Frage, 1][Frage\n2]\n4:2:[{}][{}]\n"
              "5:2:[2]\n6:2:[4]\nend");
}
END_TEST

START_TEST(a_header_alone_without_a_line_end_can_be_projected)
{
    static const uint32_t column[] = {1};
    struct feed f = {0};

    f.bytes = "a,b";
    f.n = 3;
    f.step = 1;
    f.headers = 1;
    f.column = column;
    f.columns = 1;
    expect(f, "1:2:[a][b]\nend");
}
END_TEST

/* count times unit, as one malloc'ed text behind begin and before end. */
static char *repeat(const char *begin, const char *unit, size_t count,
                    const char *end, size_t *n)
{
    const size_t b = strlen(begin);
    const size_t u = strlen(unit);
    char *const text = malloc(b + u * count + strlen(end) + 1);
    size_t i;

    ck_assert_ptr_nonnull(text);
    memcpy(text, begin, b);
    for (i = 0; i < count; i++) {
        memcpy(text + b + u * i, unit, u);
    }
    strcpy(text + b + u * count, end);
    *n = b + u * count + strlen(end);
    return text;
}

/* Each row: before, fields of so many letters, behind, expected log. */
static const struct {
    const char *begin, *unit;
    size_t count;
    const char *end, *log;
} long_cases[] = {
    {"a\n", "x", 100, "\n", NULL}, /* exactly the limit */
    {"a\n\"", "x", 100, "\"\n", NULL},
    {"a\n\"", "x", 100, "\" \n", "1:1:[a]\n-3@2"}, /* the blank counts */
    {"a\n", "x", 101, "\nb\n", "1:1:[a]\n-3@2"},
    {"a\n\n\"", "x", 101, "\"\n", "1:1:[a]\n-3@3"},
    {"a\nb,\"\n", "x\n", 5000, "\"\n", "1:1:[a]\n-3@2"},
    {"a\nb,\"c\n\",\"\n", "x\n", 5000, "\"\n", "1:1:[a]\n-3@3"},
    {"a\n\"\"", " ", 5000, "\n", "1:1:[a]\n-3@2"},
    {"a\nb", ",x", 2000, "\n", "1:1:[a]\n-3@2"}, /* row > 16 x 100 */
};

START_TEST(what_is_longer_than_the_limit_is_refused_with_its_line)
{
    static const size_t step[] = {1, 2, 3, 7, 99, 100, 101, 102, 103, 65536};
    struct feed f = {0};
    size_t i;
    struct feed_log log;
    char *text = repeat(long_cases[_i].begin, long_cases[_i].unit,
                        long_cases[_i].count, long_cases[_i].end, &f.n);

    f.bytes = text;
    f.max_field = 100;
    for (i = 0; i < sizeof step / sizeof step[0]; i++) {
        f.step = step[i];
        f.engine = (int)i % 2;
        if (long_cases[_i].log != NULL) {
            expect(f, long_cases[_i].log);
            continue;
        }
        log = feed_run(f);
        ck_assert_uint_eq(log.rows, 2);
        ck_assert_str_eq(log.text + log.used - 3, "end");
        free(log.text);
    }
    free(text);
}
END_TEST

START_TEST(a_hundred_thousand_columns_are_read)
{
    static const uint32_t column[] = {99999, 5};
    struct feed f = {0};
    struct feed_log log;
    char *text = repeat("first", ",1", 99999, "\n", &f.n);
    char *twice = malloc(2 * f.n);

    ck_assert_ptr_nonnull(twice);
    memcpy(twice, text, f.n);
    memcpy(twice + f.n, text, f.n);
    f.n *= 2;
    f.bytes = twice;
    f.step = 5000;
    f.headers = 1;
    f.column = column;
    f.columns = 2;
    f.engine = _i;
    log = feed_run(f);
    ck_assert_int_eq(strncmp(log.text, "1:100000:[first][1]", 19), 0);
    ck_assert_str_eq(log.text + log.used - 20, "\n2:100000:[1][1]\nend");
    free(log.text);
    free(text);
    free(twice);
}
END_TEST

/* A header of more bytes than a batch usually has is still one row. */
START_TEST(a_header_longer_than_a_batch_is_one_row)
{
    static const uint32_t column[] = {0};
    struct feed f = {0};
    struct feed_log log;
    char *text = repeat("first", ",a name of a column", 40000, "\nx\n", &f.n);

    f.bytes = text;
    f.step = 5000;
    f.headers = 1;
    f.column = column;
    f.columns = 1;
    f.engine = _i;
    log = feed_run(f);
    ck_assert_int_eq(strncmp(log.text, "1:40001:[first][a", 17), 0);
    ck_assert_str_eq(log.text + log.used - 12, "\n2:1:[x]\nend");
    free(log.text);
    free(text);
}
END_TEST

/* A source without end: letters in one quoted field, or commas. */
static ssize_t endless(void *context, char *bytes, size_t n)
{
    uint64_t *const given = context;

    memset(bytes, *given == 0 ? '"' : 'x', 1);
    memset(bytes + 1, 'x', n - 1);
    *given += n;
    return (ssize_t)n;
}

static ssize_t commas(void *context, char *bytes, size_t n)
{
    memset(bytes, ',', n);
    *(uint64_t *)context += n;
    return (ssize_t)n;
}

START_TEST(a_field_or_row_without_end_stops_early)
{
    uint64_t given[2] = {0, 0};
    const struct csv_source source[] = {{endless, &given[0]},
                                        {commas, &given[1]}};
    struct csv_batch batch;
    struct csv *csv;
    int i;

    for (i = 0; i < 4; i++) {
        given[i / 2] = 0;
        ck_assert_int_eq(csv_open(&csv, &source[i / 2], i % 2, 0), CSV_OK);
        ck_assert_int_eq(csv_begin(csv, NULL), CSV_OK);
        ck_assert_int_eq(csv_next(csv, &batch), CSV_BAD_LENGTH);
        ck_assert_uint_eq(csv_problem(csv)->line, 1);
        ck_assert_uint_le(given[i / 2], 3 * CSV_MAX_FIELD);
        csv_close(csv);
    }
}
END_TEST

/* The n-th row of a file whose rows have very different sizes. */
static size_t row_size(size_t i)
{
    return i % 1500 == 7 ? 300000 : i % 97 * 3;
}

START_TEST(batches_stay_within_their_bounds_and_tell_offsets)
{
    const size_t rows = 6000;
    const uint32_t column[] = {0, 1};
    char *const text = malloc(4000000);
    struct feed f = {0};
    const struct csv_source source = {feed_read, &f};
    struct csv_batch b;
    struct csv *csv;
    uint64_t offset[6000];
    size_t i;
    size_t seen = 0;
    size_t used;

    ck_assert_ptr_nonnull(text);
    f.bytes = text;
    f.step = 4096;
    f.n = (size_t)sprintf(text, "a,b\n");
    for (i = 0; i < rows; i++) {
        offset[i] = f.n;
        f.n += (size_t)sprintf(text + f.n, "%zu:,", i);
        memset(text + f.n, 'z', row_size(i));
        f.n += row_size(i);
        text[f.n++] = '\n';
    }
    ck_assert_int_eq(csv_open(&csv, &source, _i % 2, 0), CSV_OK);
    ck_assert_int_eq(csv_begin(csv, NULL), CSV_OK);
    ck_assert_int_eq(csv_next(csv, &b), CSV_ROWS);
    ck_assert_int_eq(csv_project(csv, column, 2), CSV_OK);
    while (csv_next(csv, &b) == CSV_ROWS) {
        used = 0;
        ck_assert_uint_eq(b.offset, offset[seen]);
        for (i = 0; i < b.rows; i++, seen++) {
            const struct csv_span *const row = b.span + 2 * i;

            ck_assert_uint_ge(b.row_at[i], used);
            ck_assert_uint_le(b.row_at[i], row[0].at);
            ck_assert_uint_eq((unsigned)atoi(b.bytes + row[0].at), seen);
            ck_assert_uint_eq(row[1].length, row_size(seen));
            ck_assert_uint_eq(csv_line(csv, &b, (uint32_t)i), seen + 2);
            used = row[1].at + row[1].length;
        }
        ck_assert(b.rows == 1 || used <= CSV_BATCH_BYTES);
    }
    ck_assert_uint_eq(seen, rows);
    ck_assert_uint_eq(csv_consumed(csv), f.n);
    csv_close(csv);
    free(text);
}
END_TEST

START_TEST(utf16_without_a_mark_is_seen_by_peeking_but_nul_data_is_not_it)
{
    static const struct {
        const char *text;
        size_t n;
        int status;
    } t[] = {
        {"a\0,\0b\0\n\0"
         "1\0,\0"
         "2\0\n\0",
         16, CSV_UTF16},
        {"\0a\0,\0b\0\n\0"
         "1\0,\0"
         "2\0\n",
         16, CSV_UTF16},
        {"a\0b\0", 4, CSV_OK},
        {"a,b\n\0\0\0\0,\0\0\0\0\n", 14, CSV_OK},
    };
    struct feed f = {0};
    const struct csv_source source = {feed_read, &f};
    const char *bytes;
    struct csv *csv;
    size_t n;

    f.bytes = t[_i / 2].text;
    f.n = t[_i / 2].n;
    f.step = 3;
    ck_assert_int_eq(csv_open(&csv, &source, _i % 2, 0), CSV_OK);
    ck_assert_int_eq(csv_peek(csv, &bytes, &n), t[_i / 2].status);
    ck_assert_int_eq(csv_problem(csv)->status, t[_i / 2].status);
    csv_close(csv);
}
END_TEST

static ssize_t broken(void *context, char *bytes, size_t n)
{
    int *const calls = context;

    if (++*calls > 1) {
        errno = EIO;
        return -1;
    }
    ck_assert_uint_ge(n, 8);
    memcpy(bytes, "a\nb\nc,\"d", 8);
    return 8;
}

START_TEST(a_read_error_comes_after_the_rows_before_it)
{
    int calls = 0;
    const struct csv_source source = {broken, &calls};
    struct csv_batch b;
    struct csv *csv;

    ck_assert_int_eq(csv_open(&csv, &source, _i % 2, 0), CSV_OK);
    ck_assert_int_eq(csv_begin(csv, NULL), CSV_OK);
    ck_assert_int_eq(csv_next(csv, &b), CSV_ROWS);
    ck_assert_int_eq(csv_project(csv, NULL, 0), CSV_OK);
    ck_assert_int_eq(csv_next(csv, &b), CSV_ROWS);
    ck_assert_uint_eq(b.rows, 1);
    ck_assert_int_eq(csv_next(csv, &b), CSV_BAD_READ);
    ck_assert_str_eq(csv_problem(csv)->text, strerror(EIO));
    ck_assert_int_eq(csv_next(csv, &b), CSV_BAD_READ);
    csv_close(csv);
}
END_TEST

START_TEST(calls_out_of_order_are_refused)
{
    struct feed f = {0};
    const struct csv_source source = {feed_read, &f};
    const struct csv_dialect same = {'"', '"', 0, 0};
    const struct csv_dialect far = {',', '"', 9, 0};
    struct csv_batch b;
    struct csv *csv;
    int i;

    f.bytes = "";
    for (i = 0; i < 4; i++) {
        ck_assert_int_eq(csv_open(&csv, &source, _i % 2, 0), CSV_OK);
        ck_assert_int_eq(i == 0   ? csv_next(csv, &b)
                         : i == 1 ? csv_project(csv, NULL, 0)
                         : i == 2 ? csv_begin(csv, &same)
                                  : csv_begin(csv, &far),
                         CSV_BAD_ORDER);
        ck_assert_int_eq(csv_next(csv, &b), CSV_BAD_ORDER);
        csv_close(csv);
    }
    ck_assert_int_eq(csv_open(&csv, &source, CSV_FAST, (size_t)1 << 27),
                     CSV_BAD_ORDER);
    csv_close(NULL);
}
END_TEST

static void tests(TCase *tc)
{
    const int longs = (int)(sizeof long_cases / sizeof long_cases[0]);

    tcase_add_loop_test(tc, a_text_reads_alike_at_every_chunk_size, 0, CASES);
    tcase_add_test(
        tc, projected_columns_come_in_any_order_and_absent_ones_are_marked);
    tcase_add_test(tc, a_header_alone_without_a_line_end_can_be_projected);
    tcase_add_test(tc, several_header_rows_are_read_one_at_a_time);
    tcase_add_loop_test(
        tc, what_is_longer_than_the_limit_is_refused_with_its_line, 0, longs);
    tcase_add_loop_test(tc, a_hundred_thousand_columns_are_read, 0, 2);
    tcase_add_loop_test(tc, a_header_longer_than_a_batch_is_one_row, 0, 2);
    tcase_add_test(tc, a_field_or_row_without_end_stops_early);
    tcase_add_loop_test(tc, batches_stay_within_their_bounds_and_tell_offsets,
                        0, 2);
    tcase_add_loop_test(
        tc, utf16_without_a_mark_is_seen_by_peeking_but_nul_data_is_not_it, 0,
        8);
    tcase_add_loop_test(tc, a_read_error_comes_after_the_rows_before_it, 0, 2);
    tcase_add_loop_test(tc, calls_out_of_order_are_refused, 0, 2);
}

TEST_MAIN(tests)
