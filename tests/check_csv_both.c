/* SPDX-License-Identifier: MIT */
/*
 * Both engines of the csv reader make the same of every text: rows, fields,
 * lines, and how it ends.
 */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "csv_both.h"

#include "examples/cxm/csv_masks.h"

#include <dirent.h>
#include <sys/stat.h>

static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 6364136223846793005 + 1442695040888963407;
    return (uint32_t)((random_state >> 33) % n);
}

static void same(const struct both *both, const char *what)
{
    char *report = both_compare(both);

    if (report != NULL) {
        ck_abort_msg("%s: %s", what, report);
    }
}

/* ---- Files ------------------------------------------------------------- */

static char *read_whole(const char *path, size_t *n)
{
    FILE *const file = fopen(path, "rb");
    const size_t room = (size_t)1 << 22;
    char *const text = malloc(room);

    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(text);
    *n = fread(text, 1, room, file);
    fclose(file);
    return text;
}

/* Dialects and sizes in turn, so that every file meets some of each. */
static void read_alike(const char *path)
{
    static const char delimiter[] = ",;\t,|";
    static const size_t step[] = {65536, 7, 64, 4096, 1000, 1 << 20};
    struct both both = {0};
    char *const text = read_whole(path, &both.n);
    const size_t most = both.n < 20000 ? 12 : both.n < 200000 ? 4 : 2;
    size_t i;

    both.text = text;
    for (i = 0; i < most; i++) {
        both.dialect.delimiter = delimiter[i % 5];
        both.dialect.quote = i % 11 == 10 ? '\'' : '"';
        both.dialect.within = i % 4 == 3;
        both.max_field = i % 6 == 5 ? 40 : 0;
        both.step = step[i % 6];
        both.stutter = i % 2;
        both.headers = i % 3;
        both.columns = i % 4 + 1;
        both.repeat = both.n < 5000 ? 1 + i : 1;
        both.before = i * 5;
        same(&both, path);
    }
    free(text);
}

static int read_tree(const char *path, int depth)
{
    struct stat st;
    struct dirent *entry;
    char below[1024];
    int files = 0;
    DIR *dir;

    if (stat(path, &st) != 0 || st.st_size > 1 << 22 || depth > 6) {
        return 0;
    }
    if (S_ISREG(st.st_mode)) {
        read_alike(path);
        return 1;
    }
    dir = opendir(path);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] != '.') {
            (void)snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
            files += read_tree(below, depth + 1);
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return files;
}

static const char *const trees[] = {"tests/corpus/csv", "tests/corpus/csv_both",
                                    "examples/data", "tests/cli"};

START_TEST(every_file_of_ours_reads_alike)
{
    ck_assert_int_gt(read_tree(trees[_i], 0), 5);
}
END_TEST

START_TEST(every_shared_file_reads_alike)
{
    const char *const shared = getenv("CXM_SHARED");
    char path[1024];

    (void)snprintf(path, sizeof path, "%s/data",
                   shared != NULL ? shared : "../shared");
    if (read_tree(path, 0) == 0) {
        printf("skipped: no %s\n", path);
    }
}
END_TEST

/* ---- Texts ------------------------------------------------------------- */

/* What tests of CSV readers usually ask, and what libcsv makes a point of. */
static const char *const texts[] = {
    "first,last,address\nJohn,Doe,\"120 any st., Anytown, WW\"\n",
    "a,b,c\n1,\"\",\"\"\n2,3,4\n",
    "a,b,c\r\n1,\"\",\"\"\r\n2,3,4\r\n",
    "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [1.5, 2]}\"\n",
    "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n",
    "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
    "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
    "a,b,c\n1,2,\xca\xa4\n4,5,\xe2\x82\xac\n",
    "a,b\n\"1\"\"\",\"\"\"2\"\n\"\"\"\",\"\"\"\"\"\"\n",
    "a\n\"x\"y,z\"\nb\n",
    "1, \"a\" , \"b,c\"\t\n2,\t \"d\"\n",
    "\"a\" \"b\"\n\"a\" \"\"b\"\n\"a\" \"\" ,c\n",
    "\"a\"\"\" ,x\n\"\" \"\",y\n",
    "   \n\t\n \"\" \n",
    " ,\n, \n , \n",
    "\r\r\n\n\r\n\r a\r \rb",
    "27\" monitor,5'4\" tall,x\n1,2,3\n",
    "'a,''b','c'\n\"a,b\",'d\n e'\n",
    "\"open\n1,2\n3,4\n",
    "a\"\n\"b\n",
    ",\",\n\",\"\n\"\n",
};

#define TEXTS (int)(sizeof texts / sizeof texts[0])

START_TEST(texts_read_alike_wherever_blocks_and_reads_begin)
{
    static const char delimiter[] = ",\t '";
    struct both both = {0};
    size_t d;

    both.text = texts[_i];
    both.n = strlen(texts[_i]);
    both.headers = 1;
    for (d = 0; d < 4; d++) {
        both.dialect.delimiter = delimiter[d];
        both.dialect.quote = d == 2 ? '\'' : '"';
        for (both.before = 0; both.before < 67; both.before++) {
            both.columns = both.before % 5;
            both.repeat = both.before % 3 * 7 + 1;
            both.stutter = both.before % 2;
            both.step = both.before % 7 == 0 ? 3 : 61 + both.before % 9;
            same(&both, texts[_i]);
        }
    }
}
END_TEST

/* ---- Garbage ----------------------------------------------------------- */

static const char *const alphabets[] = {
    "aaaaaaaaaaa,,,,\n",
    "aaab,,\"\"\n",
    "a,\"\n",
    "aab,,  \t\"\"\"\"\n\r",
    ",\n",
    "a,,\"\r\n\r\n",
    "abcdefgh,,\"\n;\t'\xc3\xa4",
    "aaaaaaaaaaaaaa\"",
    ",\"\n ' \t;\r",
};

#define ALPHABETS (sizeof alphabets / sizeof alphabets[0])

/* Fields as a program writes them, and now and then a byte of the alphabet. */
static size_t write_rows(char *text, size_t n, const char *alphabet)
{
    const uint32_t letters = (uint32_t)strlen(alphabet);
    const uint32_t noise = random_below(3) == 0 ? 0 : 1 + random_below(400);
    const uint32_t width = 1 + random_below(12);
    const int crlf = random_below(2) != 0;
    size_t at = 0;
    uint32_t field = 0;

    while (at + 80 < n) {
        const int quoted = random_below(4) == 0;
        uint32_t length = random_below(14);

        if (quoted)
            text[at++] = '"';
        for (; length > 0; length--) {
            text[at++] = (char)('a' + random_below(26));
            if (quoted && random_below(12) == 0)
                text[at++] = ",\n\r "[random_below(4)];
            if (quoted && random_below(12) == 0)
                text[at++] = '"', text[at++] = '"';
        }
        if (quoted)
            text[at++] = '"';
        if (noise > 0 && random_below(noise) == 0)
            text[at++] = alphabet[random_below(letters + 1)];
        if (++field % width != 0) {
            text[at++] = ',';
        } else {
            if (crlf)
                text[at++] = '\r';
            text[at++] = '\n';
        }
    }
    return at;
}

static size_t write_noise(char *text, size_t n, const char *alphabet)
{
    const uint32_t letters = (uint32_t)strlen(alphabet);
    const uint32_t zero = random_below(4) == 0 ? 1 : 0;
    size_t i;

    for (i = 0; i < n; i++) {
        text[i] = alphabet[random_below(letters + zero)];
    }
    return n;
}

static size_t random_step(void)
{
    const uint32_t kind = random_below(4);

    return kind == 0   ? 1 + random_below(5)
           : kind == 1 ? 60 + random_below(10)
           : kind == 2 ? 1 + random_below(5000)
                       : (size_t)1 << 20;
}

/* Several rounds, each with a seed of its own that is told when it fails. */
static void garbage(uint64_t seed, size_t most)
{
    char what[64];
    char *const text = malloc(most + 16);
    struct both both = {0};
    const char *alphabet;

    ck_assert_ptr_nonnull(text);
    random_state = seed;
    alphabet = alphabets[random_below(ALPHABETS)];
    both.n = 1 + random_below((uint32_t)most);
    both.n = random_below(2) ? write_rows(text, both.n, alphabet)
                             : write_noise(text, both.n, alphabet);
    both.text = text;
    both.dialect.delimiter = ",,,;\t "[random_below(6)];
    both.dialect.quote = "\"\"\"'"[random_below(4)];
    both.dialect.within = random_below(2) != 0;
    both.max_field = random_below(4) == 0 ? 1 + random_below(300) : 0;
    both.step = random_step();
    both.stutter = random_below(2) != 0;
    both.headers = random_below(3);
    both.columns = random_below(6);
    both.repeat = 1;
    (void)snprintf(what, sizeof what, "seed %" PRIu64, seed);
    same(&both, what);
    free(text);
}

START_TEST(garbage_reads_alike)
{
    uint64_t seed;

    for (seed = 0; seed < 1500; seed++) {
        garbage((uint64_t)_i << 32 | seed, 1500);
    }
    for (; seed < 1502; seed++) {
        garbage((uint64_t)_i << 32 | seed, 800000);
    }
}
END_TEST

/* ---- The buffer -------------------------------------------------------- */

/* A field so long that the row's end comes near the buffer's, or the bound. */
START_TEST(rows_around_the_size_of_the_buffer_read_alike)
{
    static const size_t around[] = {1 << 16, 1 << 17, 1 << 18};
    const size_t room = ((size_t)1 << 19) + 4096;
    char *const text = malloc(room);
    struct both both = {0};
    const size_t middle = around[_i / 3];
    size_t n;

    ck_assert_ptr_nonnull(text);
    both.text = text;
    both.dialect.delimiter = ',';
    both.dialect.quote = '"';
    both.headers = _i % 2;
    both.columns = 3;
    both.step = _i % 3 == 1 ? 4000 : (size_t)1 << 20;
    both.repeat = 3;
    for (n = middle - 140; n < middle + 140; n += 19) {
        memcpy(text, "id,\"", 4);
        memset(text + 4, 'x', n - 4);
        if (_i % 3 == 2) {
            memset(text + n / 2, '\n', n / 4);
        }
        memcpy(text + n, "\"\"\",z\r\n1,2,3\n", 13);
        both.n = n + 13;
        same(&both, "long");
    }
    free(text);
}
END_TEST

/* Rows as long as a block, after one that puts their CR at a block's end: when
 * the buffer is full, the LF behind it has not been seen. */
START_TEST(a_line_end_parted_by_the_buffers_end_is_one)
{
    const size_t rows = 10000;
    char *const text = malloc(64 * rows + 256);
    struct both both = {0};
    size_t i;

    ck_assert_ptr_nonnull(text);
    both.text = text;
    both.dialect.delimiter = ',';
    both.dialect.quote = '"';
    both.headers = 1;
    both.columns = 2;
    both.repeat = 1;
    both.step = (size_t)1 << 20;
    memcpy(text, "id,\r\n", 5);
    memset(text + 5, 'x', (size_t)_i);
    both.n = 5 + (size_t)_i;
    for (i = 0; i < rows; i++) {
        both.n += (size_t)sprintf(text + both.n, "%062zu\r\n", i);
    }
    same(&both, "parted");
    free(text);
}
END_TEST

/* ---- Masks ------------------------------------------------------------- */

START_TEST(masks_are_the_same_with_and_without_vectors)
{
    struct csv_masks a;
    struct csv_masks b;
    char block[CSV_SCAN_BLOCK + 16];
    uint32_t round;
    uint32_t i;

    random_state = 7;
    for (round = 0; round < 20000; round++) {
        const uint32_t few = 1 + random_below(256);
        const char delimiter = (char)random_below(256);
        const char quote = (char)random_below(few);
        const char *const at = block + round % 16;

        for (i = 0; i < sizeof block; i++) {
            block[i] = (char)random_below(few);
        }
        a = csv_masks_block(at, delimiter, quote);
        csv_masks_plain(at, delimiter, quote, &b);
        ck_assert(a.mark == b.mark && a.end == b.end && a.quote == b.quote);
        for (i = 0; i < CSV_SCAN_BLOCK; i++) {
            const int end = at[i] == '\n' || at[i] == '\r';

            ck_assert_int_eq((int)(a.end >> i & 1), end);
            ck_assert_int_eq((int)(a.mark >> i & 1), end || at[i] == delimiter);
            ck_assert_int_eq((int)(a.quote >> i & 1), at[i] == quote);
        }
    }
}
END_TEST

static void tests(TCase *tc)
{
    tcase_set_timeout(tc, 120);
    tcase_add_loop_test(tc, every_file_of_ours_reads_alike, 0, 4);
    tcase_add_test(tc, every_shared_file_reads_alike);
    tcase_add_loop_test(tc, texts_read_alike_wherever_blocks_and_reads_begin, 0,
                        TEXTS);
    tcase_add_loop_test(tc, garbage_reads_alike, 0, 4);
    tcase_add_loop_test(tc, rows_around_the_size_of_the_buffer_read_alike, 0,
                        9);
    tcase_add_loop_test(tc, a_line_end_parted_by_the_buffers_end_is_one, 0, 4);
    tcase_add_test(tc, masks_are_the_same_with_and_without_vectors);
}

TEST_MAIN(tests)
