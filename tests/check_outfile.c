/* SPDX-License-Identifier: MIT */
#include "run.h"

#include "examples/cxm/outfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Every test has a directory of its own and works in it. */
static char place[200];
static char before[200];

static void enter(void)
{
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    snprintf(place, sizeof place, "%s/cxm-outfile-XXXXXX", P_tmpdir);
    ck_assert_ptr_nonnull(mkdtemp(place));
    ck_assert_int_eq(chdir(place), 0);
}

/* The directory must hold nothing but what the test expects. */
static int entries(void)
{
    int n = 0;
    DIR *const dir = opendir(".");
    const struct dirent *entry;
    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL)
        n +=
            strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return n;
}

static void leave(void)
{
    DIR *const dir = opendir(".");
    const struct dirent *entry;
    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlink(entry->d_name);
    closedir(dir);
    ck_assert_int_eq(chdir(before), 0);
    rmdir(place);
}

static void make(const char *path, const char *text)
{
    FILE *const f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

static void holds(const char *path, const char *text)
{
    char got[100] = "";
    FILE *const f = fopen(path, "r");
    ck_assert_msg(f != NULL, "no file %s", path);
    got[fread(got, 1, sizeof got - 1, f)] = '\0';
    fclose(f);
    ck_assert_str_eq(got, text);
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    ck_assert_int_eq(stat(path, &st), 0);
    return st.st_mode & 07777;
}

static void write_whole(const char *path, const char *text)
{
    struct outfile file;
    ck_assert_msg(outfile_open(&file, path) == 0, "%s", file.text);
    fputs(text, file.stream);
    ck_assert_msg(outfile_close(&file, 0) == 0, "%s", file.text);
}

START_TEST(a_new_file_has_the_mode_of_the_umask)
{
    enter();
    const mode_t old = umask(027);
    write_whole("out", "new");
    umask(old);
    holds("out", "new");
    ck_assert_int_eq(mode_of("out"), 0640);
    ck_assert_int_eq(entries(), 1);
    leave();
}
END_TEST

START_TEST(a_replaced_file_keeps_its_mode)
{
    enter();
    make("out", "old");
    ck_assert_int_eq(chmod("out", 0604), 0);
    write_whole("out", "new");
    holds("out", "new");
    ck_assert_int_eq(mode_of("out"), 0604);
    ck_assert_int_eq(entries(), 1);
    leave();
}
END_TEST

START_TEST(until_it_is_closed_the_old_file_stands)
{
    struct outfile file;
    enter();
    make("out", "old");
    ck_assert_int_eq(outfile_open(&file, "out"), 0);
    fputs("half", file.stream);
    fflush(file.stream);
    holds("out", "old");
    outfile_abandon(&file);
    holds("out", "old");
    ck_assert_int_eq(entries(), 1);
    leave();
}
END_TEST

START_TEST(a_failed_write_leaves_the_old_file)
{
    struct outfile file;
    enter();
    make("out", "old");
    ck_assert_int_eq(outfile_open(&file, "out"), 0);
    fputs("half", file.stream);
    errno = ENOSPC;
    ck_assert_int_eq(outfile_close(&file, -1), -1);
    ck_assert_ptr_nonnull(strstr(file.text, "could not write"));
    ck_assert_ptr_nonnull(strstr(file.text, strerror(ENOSPC)));
    holds("out", "old");
    ck_assert_int_eq(entries(), 1);
    leave();
}
END_TEST

START_TEST(a_write_error_nobody_looked_at_is_found)
{
    struct outfile file;
    enter();
    make("out", "old");
    ck_assert_int_eq(outfile_open(&file, "out"), 0);
    /* The descriptor becomes one that cannot be written. */
    const int fd = open("out", O_RDONLY);
    ck_assert_int_ge(dup2(fd, fileno(file.stream)), 0);
    close(fd);
    fputs("half", file.stream);
    ck_assert_int_eq(outfile_close(&file, 0), -1);
    ck_assert_ptr_nonnull(strstr(file.text, strerror(EBADF)));
    holds("out", "old");
    ck_assert_int_eq(entries(), 1);
    leave();
}
END_TEST

START_TEST(a_full_device_is_an_error)
{
    struct outfile file;
    ck_assert_int_eq(outfile_open(&file, "/dev/full"), 0);
    ck_assert_ptr_null(file.temporary);
    fputs("much", file.stream);
    ck_assert_int_eq(outfile_close(&file, 0), -1);
    ck_assert_ptr_nonnull(strstr(file.text, strerror(ENOSPC)));
}
END_TEST

/* The exit status of a child that writes to such a standard output. */
static int to_stdout(int fd, int *quiet)
{
    int status = 0;
    fflush(NULL);
    const pid_t pid = fork();
    if (pid == 0) {
        struct outfile file;
        signal(SIGPIPE, SIG_DFL);
        dup2(fd, STDOUT_FILENO);
        outfile_open(&file, NULL);
        fputs("much", file.stream);
        const int failed = outfile_close(&file, 0) != 0;
        _exit(failed ? 1 + 2 * file.quiet : 0);
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_msg(WIFEXITED(status), "it died of a signal");
    *quiet = WEXITSTATUS(status) >> 1;
    return WEXITSTATUS(status) & 1;
}

START_TEST(a_full_standard_output_is_an_error)
{
    int quiet = 0;
    const int fd = open("/dev/full", O_WRONLY);
    ck_assert_int_eq(to_stdout(fd, &quiet), 1);
    ck_assert_int_eq(quiet, 0);
    close(fd);
}
END_TEST

START_TEST(a_reader_who_leaves_makes_a_quiet_error)
{
    int quiet = 0;
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    close(ends[0]);
    ck_assert_int_eq(to_stdout(ends[1], &quiet), 1);
    ck_assert_int_eq(quiet, 1);
    close(ends[1]);
}
END_TEST

START_TEST(a_fifo_is_written_directly)
{
    struct outfile file;
    char got[10] = "";
    enter();
    ck_assert_int_eq(mkfifo("out", 0600), 0);
    const int fd = open("out", O_RDWR);
    ck_assert_int_eq(outfile_open(&file, "out"), 0);
    fputs("new", file.stream);
    ck_assert_int_eq(outfile_close(&file, 0), 0);
    ck_assert_int_eq(read(fd, got, sizeof got - 1), 3);
    ck_assert_str_eq(got, "new");
    close(fd);
    leave();
}
END_TEST

START_TEST(through_a_link_the_file_is_replaced)
{
    struct stat st;
    enter();
    make("real", "old");
    ck_assert_int_eq(symlink("real", "out"), 0);
    write_whole("out", "new");
    holds("real", "new");
    ck_assert_int_eq(lstat("out", &st), 0);
    ck_assert(S_ISLNK(st.st_mode));
    ck_assert_int_eq(entries(), 2);
    leave();
}
END_TEST

START_TEST(what_cannot_be_a_file_is_refused)
{
    static const struct {
        const char *path;
        int why;
    } bad[] = {
        {".", EISDIR}, {"no/such", ENOENT}, {"file/x", ENOTDIR}, {"", ENOENT}};
    struct outfile file;
    enter();
    make("file", "old");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(outfile_open(&file, bad[i].path), -1);
        ck_assert_msg(strstr(file.text, strerror(bad[i].why)) != NULL, "%s",
                      file.text);
        ck_assert_int_eq(entries(), 1);
    }
    leave();
}
END_TEST

START_TEST(a_write_protected_file_is_not_replaced)
{
    struct outfile file;
    enter();
    make("out", "old");
    ck_assert_int_eq(chmod("out", 0444), 0);
    if (access("out", W_OK) == 0) /* root may write everything */
        printf("skipped: everything may be written by this user\n");
    else
        ck_assert_int_eq(outfile_open(&file, "out"), -1);
    holds("out", "old");
    leave();
}
END_TEST

#define LENGTH 20000

static void rewrite_for_ever(void)
{
    for (char c = 'a';; c = c == 'a' ? 'b' : 'a') {
        struct outfile file;
        if (outfile_open(&file, "out") != 0)
            _exit(2);
        for (int i = 0; i < LENGTH; i++)
            putc(c, file.stream);
        if (outfile_close(&file, 0) != 0)
            _exit(3);
    }
}

static void is_whole(void)
{
    char got[LENGTH + 1];
    FILE *const f = fopen("out", "r");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fread(got, 1, sizeof got, f), LENGTH);
    fclose(f);
    for (int i = 1; i < LENGTH; i++)
        ck_assert(got[i] == got[0]);
}

START_TEST(a_killed_program_leaves_the_old_or_the_new_file)
{
    struct outfile old;
    enter();
    /* Where all is slow, no new file may be done before the kill. */
    ck_assert_int_eq(outfile_open(&old, "out"), 0);
    for (int i = 0; i < LENGTH; i++)
        putc('o', old.stream);
    ck_assert_int_eq(outfile_close(&old, 0), 0);
    for (int i = 0; i < 60; i++) {
        const struct timespec pause = {0, 5000000 + 317000 * i};
        int status;
        fflush(NULL);
        const pid_t pid = fork();
        if (pid == 0)
            rewrite_for_ever();
        nanosleep(&pause, NULL);
        kill(pid, SIGKILL);
        ck_assert_int_eq(waitpid(pid, &status, 0), pid);
        ck_assert(WIFSIGNALED(status));
        is_whole();
    }
    is_whole();
    leave();
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, a_new_file_has_the_mode_of_the_umask);
    tcase_add_test(tc, a_replaced_file_keeps_its_mode);
    tcase_add_test(tc, until_it_is_closed_the_old_file_stands);
    tcase_add_test(tc, a_failed_write_leaves_the_old_file);
    tcase_add_test(tc, a_write_error_nobody_looked_at_is_found);
    tcase_add_test(tc, a_full_device_is_an_error);
    tcase_add_test(tc, a_full_standard_output_is_an_error);
    tcase_add_test(tc, a_reader_who_leaves_makes_a_quiet_error);
    tcase_add_test(tc, a_fifo_is_written_directly);
    tcase_add_test(tc, through_a_link_the_file_is_replaced);
    tcase_add_test(tc, what_cannot_be_a_file_is_refused);
    tcase_add_test(tc, a_write_protected_file_is_not_replaced);
    tcase_add_test(tc, a_killed_program_leaves_the_old_or_the_new_file);
}

TEST_MAIN(tests)
