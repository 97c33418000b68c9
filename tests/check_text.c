/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "examples/cxm/text.h"

#include <stdio.h>
#include <string.h>

#define ROOM 256

static void same(const char *got, size_t n, const char *wanted, size_t m)
{
    ck_assert_msg(n == m && memcmp(got, wanted, n) == 0,
                  "got \"%.*s\" (%zu), wanted \"%.*s\" (%zu)", (int)n, got, n,
                  (int)m, wanted, m);
}

/* Unicode 15, table 3-7 (well-formed sequences), and around its borders. */
static const struct {
    const char *text;
    int valid;
} utf8s[] = {
    {"", 1},
    {"plain", 1},
    {"M\xc3\xbcller", 1},
    {"\xc2\x80\xdf\xbf", 1},
    {"\xe0\xa0\x80\xef\xbf\xbf", 1},
    {"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 1},
    {"\xed\x9f\xbf\xee\x80\x80", 1},
    {"\x80", 0},
    {"a\xbf", 0},
    {"\xc0\x80", 0},
    {"\xc1\xbf", 0},
    {"\xe0\x9f\xbf", 0},
    {"\xed\xa0\x80", 0},
    {"\xed\xbf\xbf", 0},
    {"\xf0\x8f\xbf\xbf", 0},
    {"\xf4\x90\x80\x80", 0},
    {"\xf5\x80\x80\x80", 0},
    {"\xff", 0},
    {"\xc3", 0},
    {"\xe2\x82", 0},
    {"\xf0\x9f\x98", 0},
    {"\xc3(", 0},
    {"M\xfcller", 0},
};

START_TEST(utf8_is_what_unicode_says_it_is)
{
    const char *const t = utf8s[_i].text;

    ck_assert_int_eq(text_is_utf8(t, strlen(t)), utf8s[_i].valid);
}
END_TEST

/* Code points by the tables of the Unicode consortium (CP1252, CP850). */
static const struct {
    int encoding;
    const char *in, *out;
} cells[] = {
    {TEXT_AUTO, "M\xc3\xbcller", "M\xc3\xbcller"},
    {TEXT_AUTO, "M\xfcller", "M\xc3\xbcller"},
    {TEXT_AUTO, "\x80 5", "\xe2\x82\xac 5"},
    {TEXT_AUTO, "\x93q\x94\x85", "\xe2\x80\x9cq\xe2\x80\x9d\xe2\x80\xa6"},
    {TEXT_AUTO, "\x81\x8d\x8f\x90\x9d",
     "\xc2\x81\xc2\x8d\xc2\x8f\xc2\x90\xc2\x9d"},
    {TEXT_AUTO, "\xc3\xbc\xfc", "\xc3\x83\xc2\xbc\xc3\xbc"},
    {TEXT_WINDOWS_1252, "\xc3\xbc", "\xc3\x83\xc2\xbc"},
    {TEXT_LATIN_1, "\x80\xff", "\xc2\x80\xc3\xbf"},
    {TEXT_CP850, "M\x81ller \xe1 \x9c \xd5",
     "M\xc3\xbcller \xc3\x9f \xc2\xa3 \xc4\xb1"},
    {TEXT_CP850, "\x82t\x82 \xff", "\xc3\xa9t\xc3\xa9 \xc2\xa0"},
    {TEXT_UTF8,
     "a\xfc"
     "b",
     "a\xef\xbf\xbd"
     "b"},
    {TEXT_UTF8, "\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd"},
    {TEXT_UTF8, "\xc3\xbc\xf0\x9f\x98\x80", "\xc3\xbc\xf0\x9f\x98\x80"},
};

START_TEST(a_cell_is_read_in_its_encoding)
{
    const char *const in = cells[_i].in;
    char out[ROOM];

    same(out, text_utf8(in, strlen(in), cells[_i].encoding, out), cells[_i].out,
         strlen(cells[_i].out));
}
END_TEST

START_TEST(every_byte_becomes_valid_text_in_every_encoding)
{
    char in[2];
    char out[2 * TEXT_UTF8_ROOM];
    size_t n;
    int encoding;
    int i;

    for (encoding = TEXT_AUTO; encoding <= TEXT_CP850; encoding++) {
        for (i = 0; i < 65536; i++) {
            in[0] = (char)(i >> 8);
            in[1] = (char)i;
            n = text_utf8(in, 2, encoding, out);
            ck_assert(n >= 1 && n <= sizeof out && text_is_utf8(out, n));
        }
    }
}
END_TEST

START_TEST(encodings_have_names)
{
    ck_assert_int_eq(text_encoding("UTF-8"), TEXT_UTF8);
    ck_assert_int_eq(text_encoding("Windows-1252"), TEXT_WINDOWS_1252);
    ck_assert_int_eq(text_encoding("latin-1"), TEXT_LATIN_1);
    ck_assert_int_eq(text_encoding("cp850"), TEXT_CP850);
    ck_assert_int_eq(text_encoding("auto"), TEXT_AUTO);
    ck_assert_int_eq(text_encoding("utf-16"), -1);
    ck_assert_int_eq(text_encoding(""), -1);
}
END_TEST

static const struct {
    const char *in;
    size_t n;
    const char *out;
} shown[] = {
    {"M\xc3\xbcller \\ \"x\"", 0, "M\xc3\xbcller \\ \"x\""},
    {"\x1b[31mred\x07", 0, "\\x1b[31mred\\x07"},
    {"a\0b\n\r\t\x7f", 7, "a\\x00b\\x0a\\x0d\\x09\\x7f"},
    {"\xc2\x9b"
     "31m\xc2\x85",
     0, "\\u009b31m\\u0085"},
    {"\xe2\x80\xaa\xe2\x80\xae\xe2\x81\xa6\xe2\x81\xa9", 0,
     "\\u202a\\u202e\\u2066\\u2069"},
    {"\xe2\x80\xa9\xe2\x80\x8f", 0, "\\u2029\\u200f"},
    {"\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa", 0,
     "\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa"},
    {"\xff\xc3", 0, "\\xff\\xc3"},
    {"\xf0\x9f\x98\x80", 0, "\xf0\x9f\x98\x80"},
};

START_TEST(what_acts_on_a_terminal_is_made_visible)
{
    const char *const in = shown[_i].in;
    const size_t n = shown[_i].n != 0 ? shown[_i].n : strlen(in);
    char out[ROOM];

    same(out, text_escape(in, n, out), shown[_i].out, strlen(shown[_i].out));
}
END_TEST

static const struct {
    const char *a, *b;
    int same;
} names[] = {
    {"Score", "sCORE", 1},
    {" score\t", "score", 1},
    {"\xc2\xa0Kanal\xc2\xa0 ", "kanal", 1},
    {"\xef\xbb\xbfid", "ID", 1},
    {"GR\xc3\x96SSE", "gr\xc3\xb6sse", 1},
    {"\xc3\x80\xc3\x9e", "\xc3\xa0\xc3\xbe", 1},
    {"\xc5\x92uvre \xc5\xb8", "\xc5\x93UVRE \xc3\xbf", 1},
    {"STRA\xe1\xba\x9e"
     "E",
     "stra\xc3\x9f"
     "e",
     1},
    {"", " \xc2\xa0", 1},
    {"\xc3\x97", "\xc3\xb7", 0}, /* times is not a capital division */
    {"a b", "ab", 0},
    {"score", "scores", 0},
    {"k", "\xe2\x84\xaa", 0}, /* Kelvin */
    {"I", "\xc4\xb1", 0},     /* dotless i: no locale */
    {"\xff", "\xfe", 0},
    {"\xff", "\xff", 1},
    {"\xf0\x9f\x98\x80x", "\xf0\x9f\x98\x80X", 1},
    {"a\xa0", "a", 0},
};

START_TEST(header_names_compare_without_case_and_outer_space)
{
    const char *const a = names[_i].a;
    const char *const b = names[_i].b;
    char fold_a[ROOM];
    char fold_b[ROOM];
    const size_t na = text_fold(a, strlen(a), fold_a);
    const size_t nb = text_fold(b, strlen(b), fold_b);

    ck_assert_uint_le(na, strlen(a));
    ck_assert_int_eq(text_same(a, strlen(a), b, strlen(b)), names[_i].same);
    ck_assert_int_eq(text_same(b, strlen(b), a, strlen(a)), names[_i].same);
    ck_assert_int_eq(na == nb && memcmp(fold_a, fold_b, na) == 0,
                     names[_i].same);
}
END_TEST

/* OWASP ASVS 5 1.2.10 and RFC 4180 2.6, 2.7. */
static const struct {
    const char *in;
    const char *guarded, *raw;
} outs[] = {
    {"", "", ""},
    {"email", "email", "email"},
    {"=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0", "=cmd|'/C calc'!A0"},
    {"+1", "'+1", "+1"},
    {"-5", "'-5", "-5"},
    {"@x", "'@x", "@x"},
    {"\tx", "\"'\tx\"", "\"\tx\""},
    {"\rx", "\"'\rx\"", "\"\rx\""},
    {"=1,\"2\"", "\"'=1,\"\"2\"\"\"", "\"=1,\"\"2\"\"\""},
    {"a,b", "\"a,b\"", "\"a,b\""},
    {"a\nb", "\"a\nb\"", "\"a\nb\""},
    {" a", "\" a\"", "\" a\""},
    {"1-2", "1-2", "1-2"},
    {"\"", "\"\"\"\"", "\"\"\"\""},
};

START_TEST(csv_cells_are_quoted_and_formulas_guarded)
{
    const char *const in = outs[_i].in;
    char out[ROOM];

    same(out, text_csv(in, strlen(in), 1, out), outs[_i].guarded,
         strlen(outs[_i].guarded));
    same(out, text_csv(in, strlen(in), 0, out), outs[_i].raw,
         strlen(outs[_i].raw));
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, utf8_is_what_unicode_says_it_is, 0,
                        (int)(sizeof utf8s / sizeof utf8s[0]));
    tcase_add_loop_test(tc, a_cell_is_read_in_its_encoding, 0,
                        (int)(sizeof cells / sizeof cells[0]));
    tcase_add_test(tc, every_byte_becomes_valid_text_in_every_encoding);
    tcase_add_test(tc, encodings_have_names);
    tcase_add_loop_test(tc, what_acts_on_a_terminal_is_made_visible, 0,
                        (int)(sizeof shown / sizeof shown[0]));
    tcase_add_loop_test(tc, header_names_compare_without_case_and_outer_space,
                        0, (int)(sizeof names / sizeof names[0]));
    tcase_add_loop_test(tc, csv_cells_are_quoted_and_formulas_guarded, 0,
                        (int)(sizeof outs / sizeof outs[0]));
}

TEST_MAIN(tests)
