/* SPDX-License-Identifier: MIT */
/* Which files several threads read; that it does not show, threads.sh says. */
#define _GNU_SOURCE /* for the size of a thread's stack */

#include "run.h"

#include "examples/cxm/message.h"
#include "examples/cxm/run.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ROWS 30000 /* of about 40 bytes: four stretches and more */

static char path[] = P_tmpdir "/cxm-check-threads-XXXXXX";

static void write_file(const char *text, const char *last)
{
    strcpy(path + strlen(path) - 6, "XXXXXX");
    const int fd = mkstemp(path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    ck_assert_ptr_nonnull(file);
    fputs("response_id,csat,comment\n", file);
    for (int i = 0; i < ROWS; i++)
        fprintf(file, "R%08d,%d,\"%s\"\n", i, 1 + i % 5, text);
    fputs(last, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* Read the file in so many threads; to *divided, whether more than one did:
 * then the first has not read it all. */
static int read_in(const char *jobs, const char *more, struct run *run,
                   int *divided)
{
    struct options options;
    const char *argv[8] = {"cxm", "csat", "-j", jobs, path, more};
    ck_assert_int_eq(
        options_parse(&options, more ? 6 : 5, (char **)(uintptr_t)argv), 0);
    const int end = run_make(run, &options);
    *divided = run->inputs[0].read < (uint64_t)run->inputs[0].source.size;
    unlink(path);
    options_free(&options);
    return end;
}

static const struct {
    const char *text;
    const char *last;
    const char *jobs;
    const char *more;
    int divided;
    int end;
} files[] = {
    {"a text of some length", "", "1", NULL, 0, EXIT_DONE},
    {"a text of some length", "", "2", NULL, 1, EXIT_DONE},
    {"a text of some length", "", "3", NULL, 1, EXIT_DONE},
    {"of two\nlines, \"\"quoted\"\"", "", "3", NULL, 1, EXIT_DONE},
    {"a text of some length", "", "256", NULL, 1, EXIT_DONE},
    /* Of each row another may come to matter. */
    {"a text of some length", "", "2", "--duplicates=last", 0, EXIT_DONE},
    /* Nothing that went wrong is told by several. */
    {"a text of some length", "x,1,\"open\n", "2", NULL, 0, EXIT_DATA},
    {"a text of some length", "x,1?,\n", "2", "--strict", 0, EXIT_DATA},
    {"a text of some length", "x,1?,\n", "2", NULL, 1, EXIT_DONE},
    {"short", "", "4", NULL, 1, EXIT_DONE},
    /* Small ones do not deserve it. */
    {"", "", "2", NULL, 0, EXIT_DONE},
};

START_TEST(files_that_can_be_are_divided)
{
    struct run run;
    int divided = 0;
    write_file(files[_i].text, files[_i].last);
    ck_assert_int_eq(read_in(files[_i].jobs, files[_i].more, &run, &divided),
                     files[_i].end);
    ck_assert_int_eq(divided, files[_i].divided);
    if (files[_i].end == EXIT_DONE)
        ck_assert_uint_eq(cxm_table_rows(run.share.table)->read,
                          ROWS + (*files[_i].last != '\0'));
    run_free(&run);
}
END_TEST

#ifdef __GLIBC__
static void *nothing(void *context)
{
    return context;
}

/* No thread has a stack of so many bytes: none can be made. */
START_TEST(where_there_are_no_threads_one_does_all)
{
    struct run run;
    pthread_attr_t attributes;
    pthread_t thread;
    int divided = 0;
    ck_assert_int_eq(pthread_attr_init(&attributes), 0);
    ck_assert_int_eq(pthread_attr_setstacksize(&attributes, (size_t)1 << 60),
                     0);
    ck_assert_int_eq(pthread_setattr_default_np(&attributes), 0);
    ck_assert_int_ne(pthread_create(&thread, NULL, nothing, NULL), 0);
    write_file("a text of some length", "");
    ck_assert_int_eq(read_in("4", NULL, &run, &divided), EXIT_DONE);
    ck_assert_int_eq(divided, 1);
    ck_assert_uint_eq(cxm_table_rows(run.share.table)->read, ROWS);
    run_free(&run);
}
END_TEST
#endif

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, files_that_can_be_are_divided, 0,
                        sizeof files / sizeof *files);
#ifdef __GLIBC__
    tcase_add_test(tc, where_there_are_no_threads_one_does_all);
#endif
}

TEST_MAIN(tests)
