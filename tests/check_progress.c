/* SPDX-License-Identifier: MIT */
#include "run.h"

#include "examples/cxm/progress.h"

#include <string.h>

#define S INT64_C(1000000000)

static const struct {
    const char *name;
    int64_t total;
    int64_t bytes;
    int64_t ns;
    const char *text;
} lines[] = {
    {"t.csv", 800000000, 360000000, 3 * S, "t.csv  45%  120 MB/s  4 s left"},
    {"a/b/t.csv", 100, 100, S, "t.csv  100%  100 B/s  0 s left"},
    {"stdin", -1, 1200000000, 10 * S, "stdin  1.2 GB  120 MB/s"},
    {"t.csv", 1000, 10, S, "t.csv  1%  10 B/s  1:39 min left"},
    {"t.csv", 1000, 0, 0, "t.csv  0%"},
    {"t.csv", 0, 0, S, "t.csv  0 B  0 B/s"},
    {"t.csv", 10, 20, S, "t.csv  20 B  20 B/s"}, /* the file has grown */
    {"t\033.csv", -1, 999, S, "t\\x1b.csv  999 B  999 B/s"},
    {"t.csv", -1, 9990, S, "t.csv  10 kB  10 kB/s"},
    {"t.csv", -1, 999600, S, "t.csv  1.0 MB  1.0 MB/s"},
    {"123456789012345678901234567890.csv", -1, 0, 0,
     "123456789012345678901234567890  0 B"},
    {"1234567890123456789012345678\xe6\x97\xa5", -1, 0, 0,
     "1234567890123456789012345678  0 B"},
    {"t.csv", INT64_MAX, 1, S, "t.csv  0%  1 B/s"},
};

START_TEST(a_line_says_how_far_how_fast_and_how_long)
{
    struct progress progress;
    char text[PROGRESS_ROOM];
    progress_start(&progress, lines[_i].name, lines[_i].total, PROGRESS_NEVER);
    const size_t n =
        progress_text(&progress, lines[_i].bytes, lines[_i].ns, text);
    ck_assert_str_eq(text, lines[_i].text);
    ck_assert_uint_eq(n, strlen(text));
}
END_TEST

START_TEST(a_hostile_name_has_room)
{
    struct progress progress;
    char text[PROGRESS_ROOM];
    char name[400];
    memset(name, '\033', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    progress_start(&progress, name, INT64_MAX, PROGRESS_NEVER);
    ck_assert_uint_lt(progress_text(&progress, INT64_MAX, 1, text),
                      PROGRESS_ROOM - 1);
}
END_TEST

START_TEST(modes_have_names)
{
    ck_assert_int_eq(progress_mode("auto"), PROGRESS_AUTO);
    ck_assert_int_eq(progress_mode("always"), PROGRESS_ALWAYS);
    ck_assert_int_eq(progress_mode("never"), PROGRESS_NEVER);
    ck_assert_int_eq(progress_mode("sometimes"), -1);
}
END_TEST

START_TEST(a_line_is_drawn_rarely_and_erased)
{
    struct progress progress;
    progress_start(&progress, "t.csv", 100, PROGRESS_ALWAYS);
    ck_assert_int_eq(progress.on, 1);
    progress_update(&progress, 1);
    ck_assert_int_eq(progress.visible, 0);
    progress.drawn -= S;
    progress_update(&progress, 50);
    ck_assert_int_eq(progress.visible, 1);
    progress_end(&progress);
    ck_assert_int_eq(progress.visible, 0);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_line_says_how_far_how_fast_and_how_long, 0,
                        sizeof lines / sizeof *lines);
    tcase_add_test(tc, a_hostile_name_has_room);
    tcase_add_test(tc, modes_have_names);
    tcase_add_test(tc, a_line_is_drawn_rarely_and_erased);
}

TEST_MAIN(tests)
