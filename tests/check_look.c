/* SPDX-License-Identifier: MIT */
/* What is understood of a file before its rows are counted. */
#include "run.h"

#include "examples/cxm/input.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char path[] = P_tmpdir "/cxm-check-look-XXXXXX";

static void write_file(const char *text)
{
    strcpy(path + strlen(path) - 6, "XXXXXX");
    const int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

/* Open a file of that text with up to three more arguments. */
static int open_text(struct input *input, struct settings *settings,
                     struct options *options, const char *text,
                     const char *const *more)
{
    const char *argv[8] = {"cxm", "check", path};
    int argc = 3;
    write_file(text);
    while (more && *more)
        argv[argc++] = *more++;
    ck_assert_int_eq(options_parse(options, argc, (char **)(uintptr_t)argv), 0);
    ck_assert_int_eq(settings_make(settings, options), 0);
    return input_open(input, path, settings, &options->list[OPTION_MAP], 0, 0);
}

static void close_all(struct input *input, struct settings *settings,
                      struct options *options)
{
    input_close(input);
    settings_free(settings);
    options_free(options);
    unlink(path);
}

/* cli.md, Numbers: a decimal comma anywhere makes 1.234 doubtful. */
static const struct {
    const char *text;
    int strict;
} commas[] = {
    {"id,csat\n1,4\n2,\"4,5\"\n", 1},
    {"id,csat\n1,4\n2,4.5\n", 0},
    {"id,solved,wait\n1,,1.234\n2,,\"0,5\"\n", 1},
    {"id,solved,wait\n1,,1.234\n2,,0.5\n", 0},
    {"id,solved,wait\n1,,0:00:01\n2,,1h30m\n", 0},
    {"id,solved,wait\n1,,\"0:00:01,5\"\n", 1},
    {"id,solved,comment\n1,,\"0,5\"\n", 0},
    {"id;solved;wait\n1;;2\n", 1},
};

START_TEST(a_decimal_comma_is_seen_in_ratings_and_durations)
{
    struct input input;
    struct settings settings;
    struct options options;
    ck_assert_int_eq(
        open_text(&input, &settings, &options, commas[_i].text, NULL), 0);
    ck_assert_int_eq(input.style.decimal.strict, commas[_i].strict);
    close_all(&input, &settings, &options);
}
END_TEST

static const struct {
    const char *text;
    const char *more[4];
    const char *layout;
    const char *unit; /* of wait, or NULL */
    uint64_t in_utc;
} files[] = {
    {"id,q\n1,2\n", {NULL}, "rows", NULL, 0},
    {"id,q\n1,2\n", {"--map=wait=q", NULL}, "tickets", "s", 0},
    {"id,q\n1,2\n", {"--map=wait=q:m", "--unit=h", NULL}, "tickets", "m", 0},
    {"id,q\n1,2\n", {"--map=wait=q", "--unit=h", NULL}, "tickets", "h", 0},
    {"id,q\n1,2\n", {"--map=wait=q", "--layout=rows", NULL}, "rows", "s", 0},
    {"id,wait_s\n1,2\n", {"--unit=m", NULL}, "tickets", "s", 0},
    {"id,solved (UTC)\n1,\n",
     {"--map=solved=#2", NULL},
     "tickets",
     NULL,
     CXM_FIELD_SOLVED},
    /* Its documentation says so of all of them (7.9) */
    {"request_id,request_sent_at,response_received_at,star_rating\n1,,,5\n",
     {NULL},
     "medallia",
     NULL,
     CXM_FIELD_SENT_AT | CXM_FIELD_AT},
};

START_TEST(a_file_is_what_its_header_and_the_maps_say)
{
    struct input input;
    struct settings settings;
    struct options options;
    size_t wait = 0;
    while (cxm_field_at(wait)->bit != CXM_FIELD_WAIT)
        wait++;
    ck_assert_int_eq(
        open_text(&input, &settings, &options, files[_i].text, files[_i].more),
        0);
    ck_assert_str_eq(input.layout->name, files[_i].layout);
    ck_assert_pstr_eq(input.binding.field[wait].unit, files[_i].unit);
    ck_assert_uint_eq(input.in_utc & input.binding.mapped, files[_i].in_utc);
    close_all(&input, &settings, &options);
}
END_TEST

static void tests(TCase *tc)
{
#define ROWS(table) (int)(sizeof table / sizeof *table)
    tcase_add_loop_test(tc, a_decimal_comma_is_seen_in_ratings_and_durations, 0,
                        ROWS(commas));
    tcase_add_loop_test(tc, a_file_is_what_its_header_and_the_maps_say, 0,
                        ROWS(files));
}

TEST_MAIN(tests)
