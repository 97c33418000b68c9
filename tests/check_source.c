/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "examples/cxm/csv.h"
#include "examples/cxm/dialect.h"
#include "examples/cxm/run.h"
#include "examples/cxm/source.h"
#include "examples/cxm/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A temporary file with these bytes, open for reading as standard input. */
static void stdin_is_file(const char *bytes, size_t n)
{
    FILE *const file = tmpfile();

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, n, file), n);
    ck_assert_int_eq(fflush(file), 0);
    ck_assert_int_eq((int)lseek(fileno(file), 0, SEEK_SET), 0);
    ck_assert_int_eq(dup2(fileno(file), STDIN_FILENO), STDIN_FILENO);
}

static void stdin_is_pipe(const char *bytes, size_t n)
{
    int end[2];

    ck_assert_int_eq(pipe(end), 0);
    if (fork() == 0) {
        while (n > 0) {
            const ssize_t put = write(end[1], bytes, n < 4096 ? n : 4096);

            if (put < 0) {
                _exit(1);
            }
            bytes += put;
            n -= (size_t)put;
        }
        _exit(0);
    }
    (void)close(end[1]);
    ck_assert_int_eq(dup2(end[0], STDIN_FILENO), STDIN_FILENO);
    (void)close(end[0]);
}

static size_t read_up_to(struct source *s, char *bytes, size_t n)
{
    size_t used = 0;
    ssize_t got = 1;

    while (used < n && got > 0) {
        got = source_read(s, bytes + used, n - used);
        ck_assert_int_ge((int)got, 0);
        used += (size_t)got;
    }
    return used;
}

static char *numbers(size_t n)
{
    char *const bytes = malloc(n);
    size_t i;

    ck_assert_ptr_nonnull(bytes);
    for (i = 0; i < n; i++) {
        bytes[i] = (char)('0' + i % 10 + i / 977 % 7);
    }
    return bytes;
}

/* Read a part, start again, read all; twice, and once more released. */
static void read_again(size_t n, size_t part)
{
    char *const bytes = numbers(n);
    char *const got = malloc(n + 1);
    struct source s;
    int i;

    stdin_is_pipe(bytes, n);
    ck_assert_int_eq(source_open(&s, "-"), SOURCE_OK);
    ck_assert_str_eq(s.name, "stdin");
    ck_assert_int_eq((int)s.size, -1);
    for (i = 0; i < 2; i++) {
        ck_assert_uint_eq(read_up_to(&s, got, part), part);
        ck_assert_int_eq(memcmp(got, bytes, part), 0);
        ck_assert_int_eq(source_rewind(&s), SOURCE_OK);
    }
    source_release(&s);
    ck_assert_uint_eq(read_up_to(&s, got, n + 1), n);
    ck_assert_int_eq(memcmp(got, bytes, n), 0);
    ck_assert_ptr_null(s.held);
    ck_assert_int_eq(source_rewind(&s), SOURCE_BAD);
    source_close(&s);
    free(bytes);
    free(got);
}

START_TEST(a_pipe_can_be_read_again_while_it_is_held)
{
    read_again(5, 3);
    read_again(5, 5);
    read_again(300000, 100000);
    read_again(3000000, SOURCE_HELD - 1);
}
END_TEST

START_TEST(a_pipe_read_too_far_cannot_start_again_but_reads_on)
{
    const size_t n = 3 * (size_t)SOURCE_HELD;
    char *const bytes = numbers(n);
    char *const got = malloc(n);
    struct source s;

    stdin_is_pipe(bytes, n);
    ck_assert_int_eq(source_open(&s, "-"), SOURCE_OK);
    ck_assert_uint_eq(read_up_to(&s, got, 2 * (size_t)SOURCE_HELD),
                      2 * (size_t)SOURCE_HELD);
    ck_assert_int_eq(source_rewind(&s), SOURCE_BAD);
    ck_assert_ptr_nonnull(strstr(s.text, "pipe"));
    ck_assert_uint_eq(read_up_to(&s, got, n), SOURCE_HELD);
    ck_assert_int_eq(memcmp(got, bytes + 2 * (size_t)SOURCE_HELD, SOURCE_HELD),
                     0);
    source_close(&s);
    free(bytes);
    free(got);
}
END_TEST

/*
 * A pipe that somebody made non-blocking, and a writer that stops to think in
 * the middle: in the header, within rows, and before the end.
 */
static void stdin_is_slow(const char *bytes, size_t n)
{
    const struct timespec pause = {0, 30000000};
    int end[2];

    ck_assert_int_eq(pipe(end), 0);
    ck_assert_int_eq(fcntl(end[0], F_SETFL, O_NONBLOCK), 0);
    if (fork() == 0) {
        const size_t stop[] = {3, 70, n / 2, n};
        size_t at = 0;
        size_t i;

        (void)close(end[0]);
        for (i = 0; i < 4; i++) {
            (void)nanosleep(&pause, NULL);
            while (at < stop[i]) {
                const ssize_t put = write(end[1], bytes + at, stop[i] - at);

                if (put < 0) {
                    _exit(1);
                }
                at += (size_t)put;
            }
        }
        (void)nanosleep(&pause, NULL);
        _exit(0);
    }
    (void)close(end[1]);
    ck_assert_int_eq(dup2(end[0], STDIN_FILENO), STDIN_FILENO);
    (void)close(end[0]);
}

START_TEST(a_pipe_with_nothing_for_now_has_not_ended)
{
    const size_t n = 200000;
    char *const bytes = numbers(n);
    char *const got = malloc(n + 1);
    struct source s;

    stdin_is_slow(bytes, n);
    ck_assert_int_eq(source_open(&s, "-"), SOURCE_OK);
    ck_assert_uint_eq(read_up_to(&s, got, n + 1), n);
    ck_assert_int_eq(memcmp(got, bytes, n), 0);
    source_close(&s);
    free(bytes);
    free(got);
}
END_TEST

START_TEST(every_row_of_a_slow_pipe_is_counted)
{
    enum { ROWS = 2000, ROW = 10 };
    static char nps[] = "nps";
    static char cxm[] = "cxm";
    char *argv[] = {cxm, nps, NULL};
    char *const bytes = malloc(4 + ROWS * ROW + 1);
    struct options options;
    struct run run;
    size_t n = 4;
    int i;

    memcpy(bytes, "nps\n", 4);
    for (i = 0; i < ROWS; i++) {
        n += (size_t)sprintf(bytes + n, "%9d\n", i % 11);
    }
    stdin_is_slow(bytes, n);
    ck_assert_int_eq(options_parse(&options, 2, argv), 0);
    ck_assert_int_eq(run_make(&run, &options), 0);
    ck_assert_uint_eq(cxm_table_rows(run.share.table)->read, ROWS);
    run_free(&run);
    options_free(&options);
    free(bytes);
}
END_TEST

START_TEST(a_file_starts_again_where_it_was_opened)
{
    struct source s;
    char got[32];

    stdin_is_file("skip,0123456789", 15);
    ck_assert_int_eq((int)lseek(STDIN_FILENO, 5, SEEK_SET), 5);
    ck_assert_int_eq(source_open(&s, "-"), SOURCE_OK);
    ck_assert_int_eq((int)s.size, 10);
    ck_assert_uint_eq(read_up_to(&s, got, sizeof got), 10);
    ck_assert_int_eq(source_rewind(&s), SOURCE_OK);
    source_release(&s);
    ck_assert_int_eq(source_rewind(&s), SOURCE_OK);
    ck_assert_uint_eq(read_up_to(&s, got, sizeof got), 10);
    ck_assert_int_eq(memcmp(got, "0123456789", 10), 0);
    source_close(&s);
}
END_TEST

/* First bytes by the formats' own documents (RFC 1952, RFC 8878, APPNOTE). */
static const struct {
    const char *bytes;
    size_t n;
    const char *word;
} no_texts[] = {
    {"PK\3\4xl", 6, "workbook"},
    {"\xd0\xcf\x11\xe0\xa1\xb1", 6, "xls"},
    {"BZh9", 4, "bzcat"},
    {"\xfd"
     "7zXZ",
     5, "xzcat"},
};

START_TEST(what_is_no_text_is_refused_with_advice)
{
    struct source s;
    int pipe_too;

    for (pipe_too = 0; pipe_too < 2; pipe_too++) {
        if (pipe_too) {
            stdin_is_pipe(no_texts[_i].bytes, no_texts[_i].n);
        } else {
            stdin_is_file(no_texts[_i].bytes, no_texts[_i].n);
        }
        ck_assert_int_eq(source_open(&s, "-"), SOURCE_BAD);
        ck_assert_msg(strstr(s.text, no_texts[_i].word) != NULL, "%s", s.text);
    }
}
END_TEST

/* A text, packed by gzip -n and by zstd; a frame to be skipped (RFC 8878). */
#define ONE "id,x\n1,2\n"
#define GZIP                                                                   \
    "\037\213\010\000\000\000\000\000\000\003\313\114\321\251\340\062"         \
    "\324\061\342\002\000\332\324\321\223\011\000\000\000"
#define ZSTD                                                                   \
    "\050\265\057\375\004\130\111\000\000\151\144\054\170\012\061\054"         \
    "\062\012\061\354\335\271"
#define SKIPPED "\x5f\x2a\x4d\x18\x03\0\0\0abc"

static const struct {
    int kind;
    const char *bytes;
    size_t n;
    const char *text; /* what is read */
    const char *fault;
} packs[] = {
    {UNPACK_GZIP, GZIP, sizeof GZIP - 1, ONE, NULL},
    {UNPACK_GZIP, GZIP GZIP, sizeof GZIP GZIP - 1, ONE ONE, NULL},
    {UNPACK_GZIP, GZIP "\0\0\0", sizeof GZIP + 2, ONE, NULL},
    {UNPACK_GZIP, GZIP "\0x", sizeof GZIP + 1, ONE, "something else"},
    {UNPACK_GZIP, GZIP "\0" GZIP, sizeof GZIP GZIP, ONE, "something else"},
    {UNPACK_GZIP, GZIP "x", sizeof GZIP, ONE, "something else"},
    {UNPACK_GZIP, GZIP "\x1f", sizeof GZIP, ONE, "early"},
    {UNPACK_GZIP, GZIP "\x1f\x8c", sizeof GZIP + 1, ONE, "damaged"},
    {UNPACK_GZIP, GZIP, sizeof GZIP - 2, ONE, "early"},
    {UNPACK_GZIP, GZIP, 10, "", "early"},
    {UNPACK_GZIP, GZIP, 2, "", "early"},
    {UNPACK_GZIP, "\x1f\x8b\x07 what method", 14, "", "damaged"},
    {UNPACK_ZSTD, ZSTD, sizeof ZSTD - 1, ONE, NULL},
    {UNPACK_ZSTD, ZSTD ZSTD, sizeof ZSTD ZSTD - 1, ONE ONE, NULL},
    {UNPACK_ZSTD, SKIPPED ZSTD, sizeof SKIPPED ZSTD - 1, ONE, NULL},
    {UNPACK_ZSTD, ZSTD SKIPPED, sizeof SKIPPED ZSTD - 1, ONE, NULL},
    {UNPACK_ZSTD, SKIPPED, sizeof SKIPPED - 1, "", NULL},
    {UNPACK_ZSTD, ZSTD "xxxxxxxx", sizeof ZSTD + 7, ONE, "something else"},
    {UNPACK_ZSTD, ZSTD, sizeof ZSTD - 2, ONE, "early"},
    {UNPACK_ZSTD, ZSTD, 5, "", "early"},
    {UNPACK_ZSTD, SKIPPED, sizeof SKIPPED - 2, "", "early"},
};

/* Read to the end or a fault; how much, and -1 or 0. */
static ssize_t read_all(struct source *s, char *bytes, size_t n, size_t *used)
{
    ssize_t got = 1;

    *used = 0;
    while (*used < n && got > 0) {
        got = source_read(s, bytes + *used, n - *used < 3 ? n - *used : 3);
        *used += got > 0 ? (size_t)got : 0;
    }
    return got;
}

START_TEST(packed_text_is_read_and_read_again)
{
    const char *const lacks = unpack_lacks(packs[_i].kind);
    struct source s;
    char text[64];
    size_t used;
    int round;

    for (round = 0; round < 4; round++) {
        if (round / 2) {
            stdin_is_pipe(packs[_i].bytes, packs[_i].n);
        } else {
            stdin_is_file(packs[_i].bytes, packs[_i].n);
        }
        if (lacks) {
            ck_assert_int_eq(source_open(&s, "-"), SOURCE_BAD);
            ck_assert_str_eq(s.text, lacks);
            continue;
        }
        ck_assert_int_eq(source_open(&s, "-"), SOURCE_OK);
        ck_assert_int_eq((int)s.size, -1);
        if (round % 2) {
            (void)read_all(&s, text, 4, &used);
            ck_assert_int_eq(source_rewind(&s), SOURCE_OK);
        }
        ck_assert_int_eq((int)read_all(&s, text, sizeof text, &used),
                         packs[_i].fault ? -1 : 0);
        ck_assert_uint_eq(used, strlen(packs[_i].text));
        ck_assert_int_eq(memcmp(text, packs[_i].text, used), 0);
        if (packs[_i].fault) {
            ck_assert_msg(strstr(s.text, packs[_i].fault) != NULL, "%s",
                          s.text);
        }
        ck_assert_int_eq((int)source_read(&s, text, 1),
                         packs[_i].fault ? -1 : 0);
        source_close(&s);
    }
}
END_TEST

/* Every byte of a packed text that is wrong is found, if it matters at all. */
START_TEST(a_damaged_byte_is_never_another_text)
{
    const char *const whole[] = {GZIP, ZSTD};
    const size_t size[] = {sizeof GZIP - 1, sizeof ZSTD - 1};
    const int kind[] = {UNPACK_GZIP, UNPACK_ZSTD};
    char bytes[64];
    char text[64];
    struct source s;
    size_t used;
    size_t k;
    size_t i;

    for (k = 0; k < 2; k++) {
        for (i = 4; i < size[k] && !unpack_lacks(kind[k]); i++) {
            memcpy(bytes, whole[k], size[k]);
            bytes[i] ^= 0x15;
            stdin_is_file(bytes, size[k]);
            ck_assert_int_eq(source_open(&s, "-"), SOURCE_OK);
            ck_assert(read_all(&s, text, sizeof text, &used) != 0 ||
                      (used == strlen(ONE) && memcmp(text, ONE, used) == 0));
            source_close(&s);
        }
    }
}
END_TEST

START_TEST(directories_and_missing_files_are_refused)
{
    struct source s;

    ck_assert_int_eq(source_open(&s, "tests"), SOURCE_BAD);
    ck_assert_str_eq(s.text, strerror(EISDIR));
    ck_assert_int_eq(source_open(&s, "no such file"), SOURCE_BAD);
    ck_assert_str_eq(s.text, strerror(ENOENT));
}
END_TEST

static const struct {
    const char *text;
    char delimiter;
    int certain;
    uint32_t skip;
    int cut; /* the text goes on behind its end */
} guesses[] = {
    {"", ',', 1, 0, 0},
    {"score\n9\n10\n", ',', 1, 0, 0},
    {"a,b\n1,2\n", ',', 1, 0, 0},
    {"a;b\n1;2\n", ';', 1, 0, 0},
    {"a\tb\n1\t2\n", '\t', 1, 0, 0},
    {"a|b\n1|2\n", '|', 1, 0, 0},
    {"a;b", ';', 1, 0, 0},
    /* decimal commas */
    {"id;score\n1;4,5\n2;3,0\n", ';', 1, 0, 0},
    {"Score, total;Date\n4,5;1\n3,5;2\n", ';', 0, 0, 0},
    {"Score, total;Date;Team\n4,5;1;A\n3,5;2;B\n", ';', 0, 0, 0},
    {"Name, first;Score\nA;4\nB;5\n", ';', 1, 0, 0},
    /* several values in a cell */
    {"id,tags,x;y\n1,a;b,2\n2,a;b;c,3\n3,,4\n", ',', 1, 0, 0},
    {"id,n,tags;x\n1,2,a;b\n2,2,c;d\n", ',', 0, 0, 0},
    /* quoted header texts, as survey tools export them */
    {"Id,\"How likely; from 0 to 10,\n11?\",\"Why; a, b\"\n1,9,\"x;y\"\n", ',',
     1, 0, 0},
    {"\"Id\";\"How, likely,\n(\"\"0\"\")\";\"Why\"\n1;9;\"a,b\"\n", ';', 1, 0,
     0},
    {"a,\"b;c;d\"\n1,\"2;3;4\"\n", ',', 1, 0, 0},
    {"Q1,Q2\n\"A, b\",\"C\nd;e\"\n\"{\"\"ImportId\"\":\"\"x\"\"}\",\"{}\"\n1,2"
     "\n",
     ',', 1, 0, 0},
    {"\n \na|b\n\n1|2\n", '|', 1, 0, 0},
    /* ragged rows */
    {"a;b;c\n1;2\n1;2;3\n1;2;3;4\n", ';', 0, 0, 0},
    /* a row cut by the end of the peek is not judged */
    {"a,b,c\n1,2,3\n4,5", ',', 1, 0, 1},
    {"text\nHello, you; there\n", ',', 0, 0, 0},
    {"Why; say it\ngood\nbad\n", ',', 0, 0, 0},
    {"a;b\n1;2;\n3;4;\n", ';', 0, 0, 0}, /* a trailing delimiter */
    {"a,b\n1,27\" tv\n2,32\" tv\n", ',', 1, 0, 0},
    {"sep=;\r\na,b;c\r\n", ';', 1, 7, 0},
    {"sep=\t\na,b\tc\n", '\t', 1, 6, 0},
    {"\"sep=:\"\ra:b\r", ':', 1, 8, 0},
    {"SEP=|\na|b\n", '|', 1, 6, 0},
    {"sep=\r\na,b\n", ',', 0, 0, 0},
    {"sep,ten\n1,2\n", ',', 1, 0, 0},
    {"sep=;x\n1\n", ',', 0, 0, 0},
};

START_TEST(the_delimiter_is_found)
{
    const char *const text = guesses[_i].text;
    struct dialect_guess g;

    dialect_guess(text, strlen(text), !guesses[_i].cut, &g);
    ck_assert_int_eq(g.dialect.delimiter, guesses[_i].delimiter);
    ck_assert_int_eq(g.dialect.quote, '"');
    ck_assert_uint_eq(g.dialect.skip, guesses[_i].skip);
    ck_assert_int_eq(g.certain, guesses[_i].certain);
}
END_TEST

static const char *shared(void)
{
    const char *const dir = getenv("CXM_SHARED");

    return dir != NULL ? dir : "../shared";
}

/* Rows and fields counted with Python's csv module. */
static const struct {
    const char *name;
    char delimiter;
    uint64_t rows;
    uint32_t fields;
} files[] = {
    {"s01_nps_garden_retail_fr_latin1.csv", ',', 13955, 9},
    {"s05_csat_dplyover_raw_na.csv", ',', 151, 15},
    {"s06_csat_dplyover_textlabels.csv", ',', 151, 15},
    {"s09_qualtrics_export_3header_de.csv", ',', 4, 20},
    {"s10_qualtrics_legacy_bom.csv", ',', 3, 16},
    {"r03_repurchase_transactions.csv", ',', 15274, 2},
    {"t10_italian_helpdesk_coded_semicolon.csv", ';', 21349, 3},
};

START_TEST(a_file_that_became_shorter_is_no_whole_file)
{
    struct input input;

    memset(&input, 0, sizeof input);
    input.name = "a.csv";
    input.source.seekable = 1;
    input.source.size = 100;
    input.read = 100;
    ck_assert_int_eq(input_shrank(&input), 0);
    input.read = 99;
    ck_assert_int_eq(input_shrank(&input), 1);
    input.source.seekable = 0;
    ck_assert_int_eq(input_shrank(&input), 0);
}
END_TEST

/* Open, peek, guess, begin, as the program does. */
static struct csv *open_csv(struct source *s, const char *path,
                            struct dialect_guess *g)
{
    const struct csv_source source = {source_read, s};
    const char *bytes;
    struct csv *csv;
    size_t n;

    ck_assert_int_eq(source_open(s, path), SOURCE_OK);
    ck_assert_int_eq(csv_open(&csv, &source, CSV_FAST, 0), CSV_OK);
    ck_assert_int_eq(csv_peek(csv, &bytes, &n), CSV_OK);
    dialect_guess(bytes, n, n < CSV_PEEK - 3, g);
    ck_assert_int_eq(csv_begin(csv, &g->dialect), CSV_OK);
    return csv;
}

START_TEST(published_files_have_the_rows_they_have)
{
    const uint32_t column[] = {0};
    struct dialect_guess g;
    struct csv_batch b;
    struct source s;
    struct csv *csv;
    uint64_t rows = 1;
    char path[1024];
    uint32_t i;

    (void)snprintf(path, sizeof path, "%s/data/%s", shared(), files[_i].name);
    if (access(path, R_OK) != 0) {
        printf("skipped: %s is absent\n", path);
        return;
    }
    csv = open_csv(&s, path, &g);
    ck_assert_int_eq(g.certain, 1);
    ck_assert_int_eq(g.dialect.delimiter, files[_i].delimiter);
    ck_assert_int_eq(csv_next(csv, &b), CSV_ROWS);
    ck_assert_int_eq(csv_project(csv, column, 1), CSV_OK);
    while (csv_next(csv, &b) == CSV_ROWS) {
        rows += b.rows;
        for (i = 0; i < b.rows; i++) {
            ck_assert_uint_eq(b.fields[i], files[_i].fields);
        }
    }
    ck_assert_uint_eq(rows, files[_i].rows);
    ck_assert_int_eq(csv_problem(csv)->status, CSV_OK);
    ck_assert_uint_eq(csv_consumed(csv), (uint64_t)s.size);
    csv_close(csv);
    source_close(&s);
}
END_TEST

/* Without location_coordinates: its json has another telephone number. */
static const char *const spectrum[] = {
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "newlines",
    "newlines_crlf",
    "quotes_and_newlines",
    "simple",
    "simple_crlf",
    "utf8",
};

/* The next string of a json text, unescaped; 0 at the end. */
static int json_string(const char **at, char *out)
{
    const char *p = strchr(*at, '"');

    if (p == NULL) {
        return 0;
    }
    for (p++; *p != '"' && *p != '\0'; p++) {
        if (*p == '\\') {
            p++;
            *out++ = *p == 'n' ? '\n' : *p == 'r' ? '\r' : *p;
        } else {
            *out++ = *p;
        }
    }
    *out = '\0';
    *at = p + 1;
    return 1;
}

/* The text of a cell, which is at most so large. */
static void text_of(const struct csv_batch *b, uint32_t i, char text[256])
{
    const struct csv_span span = b->span[i];

    ck_assert_uint_lt(span.length, 256);
    memcpy(text, b->bytes + span.at, span.length);
    text[span.length] = '\0';
}

/* Rows as json has them: name, value, name, value ... */
static void compare_rows(struct csv *csv, const char *json)
{
    char names[16][256];
    char name[256];
    char value[256];
    char got[256];
    struct csv_batch b;
    uint32_t i;

    ck_assert_int_eq(csv_next(csv, &b), CSV_ROWS);
    ck_assert_uint_le(b.columns, 16);
    for (i = 0; i < b.columns; i++) {
        text_of(&b, i, names[i]);
    }
    while (csv_next(csv, &b) == CSV_ROWS) {
        for (i = 0; i < b.columns; i++) {
            ck_assert(json_string(&json, name) && json_string(&json, value));
            text_of(&b, i, got);
            ck_assert_str_eq(names[i], name);
            ck_assert_str_eq(got, value);
        }
    }
    ck_assert(!json_string(&json, name));
}

START_TEST(each_csv_of_the_spectrum_equals_its_json)
{
    struct dialect_guess g;
    struct source s;
    struct csv *csv;
    char path[1024];
    char json[4096];

    (void)snprintf(path, sizeof path, "%s/data/c02_csv_spectrum/json/%s.json",
                   shared(), spectrum[_i]);
    if (access(path, R_OK) != 0) {
        printf("skipped: %s is absent\n", path);
        return;
    }
    ck_assert_int_eq(source_open(&s, path), SOURCE_OK);
    json[read_up_to(&s, json, sizeof json - 1)] = '\0';
    source_close(&s);
    (void)snprintf(path, sizeof path, "%s/data/c02_csv_spectrum/csvs/%s.csv",
                   shared(), spectrum[_i]);
    csv = open_csv(&s, path, &g);
    compare_rows(csv, json);
    csv_close(csv);
    source_close(&s);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, a_pipe_can_be_read_again_while_it_is_held);
    tcase_add_test(tc, a_pipe_read_too_far_cannot_start_again_but_reads_on);
    tcase_add_test(tc, a_pipe_with_nothing_for_now_has_not_ended);
    tcase_add_test(tc, every_row_of_a_slow_pipe_is_counted);
    tcase_add_test(tc, a_file_that_became_shorter_is_no_whole_file);
    tcase_add_test(tc, a_file_starts_again_where_it_was_opened);
    tcase_add_loop_test(tc, what_is_no_text_is_refused_with_advice, 0,
                        (int)(sizeof no_texts / sizeof no_texts[0]));
    tcase_add_loop_test(tc, packed_text_is_read_and_read_again, 0,
                        (int)(sizeof packs / sizeof packs[0]));
    tcase_add_test(tc, a_damaged_byte_is_never_another_text);
    tcase_add_test(tc, directories_and_missing_files_are_refused);
    tcase_add_loop_test(tc, the_delimiter_is_found, 0,
                        (int)(sizeof guesses / sizeof guesses[0]));
    tcase_add_loop_test(tc, published_files_have_the_rows_they_have, 0,
                        (int)(sizeof files / sizeof files[0]));
    tcase_add_loop_test(tc, each_csv_of_the_spectrum_equals_its_json, 0,
                        (int)(sizeof spectrum / sizeof spectrum[0]));
}

TEST_MAIN(tests)
