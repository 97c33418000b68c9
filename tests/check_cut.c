/* SPDX-License-Identifier: MIT */
/* Where in the middle of a text a row begins. */
#include "run.h"

#include "examples/cxm/cut.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct csv_dialect comma = {',', '"', 0, 1};
static const struct csv_dialect semicolon = {';', '"', 0, 1};

/* The row that is to be found is marked with a '|', which is taken out. */
static const struct {
    const char *text;
    const struct csv_dialect *dialect;
} windows[] = {
    /* No line feed. */
    {"", &comma},
    {"a,b,c", &comma},
    {"a,b\rc,d\r", &comma},
    /* Nothing but the first line feed, where there are no quotes. */
    {"a,b\n|c,d\ne,f\n", &comma},
    {"\n|a,b\n", &comma},
    {"a,b\n|", &comma},
    {"a,b\r\n|c,d\r\n", &comma},
    {"\n|\n\na,b\n", &comma},
    /* A quote that can only open, or only close: the row behind it. */
    {"x\na,\"b\",c\n|d,\"e\",f\n", &comma},
    {"x\nand more\",c\n|d,\"e\",f\n", &comma},
    {"x\nand, \"\"more\"\",\nlines\",c\n|d,\"e\nf\"\n", &comma},
    {"x\n\"a\",\"b\"\n|\"c\",\"d\"\n", &comma},
    {"x\n\"a\";\"b\"\n|\"c\";\"d\"\n", &semicolon},
    {"x\na , \"b\" , c\n|d\n", &comma},
    {"x\nan end\" \t, c\n|d\n", &comma},
    {"x\nan end\" \t\r\n|d\n", &comma},
    /* The same mark is a delimiter or is not. */
    {"x\na;\"b\";c\n|d;e\n", &semicolon},
    /* Inches are data. */
    {"x\n1,a 27\" monitor,\"b\"\n|2,c\n", &comma},
    /* What may be both does not tell; the next does. */
    {"x\na,\"\",b\nc,\"d\",e\n|f\n", &comma},
    {"x\n,\"\"\"\",\ng,\"h\"\n|i,j\n", &comma},
    /* Neither way leads to the other: that with fewer odd quotes. */
    {"x\n|a,\"\",b\nc,\"\",d\n", &comma},
    {"x\n|a,\"\"\n", &comma},
};

START_TEST(a_row_is_found_where_one_begins)
{
    char text[200];
    const char *marked = windows[_i].text;
    const char *mark = strchr(marked, '|');
    const size_t want = mark ? (size_t)(mark - marked) : CUT_NONE;
    strcpy(text, marked);
    if (mark)
        strcpy(text + want, mark + 1);
    ck_assert_msg(cut_find(text, strlen(text), windows[_i].dialect) == want,
                  "%s", marked);
}
END_TEST

/* ---- Random texts ------------------------------------------------------- */

#define ROOM 8000

static uint64_t state;

static uint32_t below(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + 1;
    return (uint32_t)(state >> 33) % n;
}

struct text {
    char bytes[ROOM + 400];
    size_t n;
    char begins[ROOM + 400]; /* 1 where a row does */
};

static void put(struct text *t, const char *bytes)
{
    const size_t n = strlen(bytes);
    memcpy(t->bytes + t->n, bytes, n);
    t->n += n;
}

/* What people write: sentences, lines, words in quotes, lists. */
static void put_quoted(struct text *t)
{
    static const char *const said[] = {
        "nett",    " was, ", "\n",     "\r\n",   "\"\"so\"\"", "\"\"",
        ", ",      "danke",  "1,2,3",  ",\"\",", "27\"\" ",    " ",
        "\"\",\n", "\n\n",   ",\"\"x", "ok"};
    put(t, "\"");
    for (uint32_t i = below(12); i > 0; i--)
        put(t, said[below(sizeof said / sizeof *said)]);
    put(t, "\"");
}

static void put_plain(struct text *t)
{
    static const char *const said[] = {"1", "", "word", "27\" monitor",
                                       "a \"b\" c"};
    put(t, said[below(sizeof said / sizeof *said)]);
}

/* Rows of five fields, some quoted, in that many of a hundred. */
static void make_text(struct text *t, uint32_t quoted)
{
    t->n = 0;
    memset(t->begins, 0, sizeof t->begins);
    while (t->n < ROOM) {
        t->begins[t->n] = 1;
        for (int i = 0; i < 5; i++) {
            put(t, i ? "," : "");
            if (below(100) < quoted)
                put_quoted(t);
            else
                put_plain(t);
            if (t->n >= ROOM)
                break;
        }
        put(t, below(8) ? "\n" : "\r\n");
    }
    t->begins[t->n] = 1;
}

/*
 * Cut a text everywhere but near its end; to *wrong, how often there is no
 * row.
 */
static size_t cut_everywhere(const struct text *t, size_t *wrong)
{
    size_t cuts = 0;
    for (size_t at = 0; at + 1000 < t->n; at++) {
        const size_t found = cut_find(t->bytes + at, t->n - at, &comma);
        ck_assert_uint_le(found, t->n - at);
        cuts++;
        *wrong += !t->begins[at + found];
    }
    return cuts;
}

START_TEST(nearly_every_cut_is_a_row)
{
    static struct text t;
    const uint32_t quoted = (uint32_t[]){0, 1, 5, 20, 60, 100}[_i];
    size_t cuts = 0;
    size_t wrong = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        size_t here = 0;
        state = seed;
        make_text(&t, quoted);
        cuts += cut_everywhere(&t, &here);
        ck_assert_msg(here * 100 <= t.n,
                      "%u%% quoted, seed %" PRIu64 ": %zu of %zu wrong", quoted,
                      seed, here, t.n);
        wrong += here;
    }
    printf("note - %u%% quoted: %zu of %zu cuts are wrong\n", quoted, wrong,
           cuts);
    ck_assert_uint_gt(cuts, 20 * ROOM / 2);
}
END_TEST

START_TEST(random_bytes_are_cut_within)
{
    static const char some[] = "\"\",\n\r ax";
    char text[64];
    for (state = 1; state != 0 && below(200000) != 0;) {
        const size_t n = below(sizeof text);
        for (size_t i = 0; i < n; i++)
            text[i] = some[below(sizeof some - 1)];
        const size_t found = cut_find(text, n, &comma);
        ck_assert(found == CUT_NONE || (found > 0 && found <= n));
        ck_assert(found == CUT_NONE || text[found - 1] == '\n');
    }
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_row_is_found_where_one_begins, 0,
                        sizeof windows / sizeof *windows);
    tcase_add_loop_test(tc, nearly_every_cut_is_a_row, 0, 6);
    tcase_add_test(tc, random_bytes_are_cut_within);
}

TEST_MAIN(tests)
