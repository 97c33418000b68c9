/* SPDX-License-Identifier: MIT */
/*
 * cxm - customer-service metrics from CSV exports.
 *
 * The way of the data: source.c gives bytes (unpack.c, where they are packed)
 * and csv_fast.c or csv_lib.c batches of rows.  input.c finds the layout, which
 * says what column is what field, and plan.c what is computed of all files and
 * how.  pass.c reads each file into a share (share.c): what its rows came to.
 * A large one is cut (cut.c) and read in stretches by several threads, each a
 * part (part.c) with a share of its own (threads.c, stretches.c).
 *
 * Most rows are taken together: lane*.c reads a batch column by column, and
 * bulk*.c counts rows that say the same at once.  Any row can go alone, and one
 * that is out of the ordinary or may replace another does: fields.c reads its
 * cells (cell*.c) into an answer, a row and a ticket, and derives what follows;
 * rows.c measures them, one observation a KPI; place.c finds the cell of the
 * table, by group (split.c: groups) and period; count.c counts there, each id
 * once (ids.c).
 *
 * At the end run.c has the table decide what is due, gather.c reads the
 * figures, output*.c print them and finish.c says what they leave out.
 */
#define _POSIX_C_SOURCE 200809L

#include "check.h"
#include "finish.h"
#include "gather.h"
#include "help.h"
#include "message.h"
#include "outfile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Print the report; EXIT_DONE, or EXIT_IO after a message. */
static int print_report(const struct run *run, const struct report *report)
{
    struct outfile out;
    if (outfile_open(&out, run->options->value[OPTION_OUTPUT]) < 0) {
        message_error("%s", out.text);
        return EXIT_IO;
    }
    const int written =
        run->settings.output(out.stream, report, &run->settings.look);
    if (outfile_close(&out, written) < 0) {
        if (!out.quiet)
            message_error("%s", out.text);
        return EXIT_IO;
    }
    return EXIT_DONE;
}

typedef int print_function(const struct run *run, const struct report *report);

/* Read everything, then print what it comes to. */
static int command_run(const struct options *options, print_function *print)
{
    struct run run;
    struct gathered gathered;
    int end = run_make(&run, options);
    if (end == EXIT_DONE) {
        end = gather(&gathered, &run);
        if (end == EXIT_DONE)
            end = print(&run, &gathered.report);
        if (end == EXIT_DONE)
            end = finish(&run, &gathered.report);
        gathered_free(&gathered);
    }
    run_free(&run);
    return end;
}

static int flush(void)
{
    if (fflush(stdout) == 0)
        return EXIT_DONE;
    message_error("cannot write: %s", strerror(errno));
    return EXIT_IO;
}

static int command(const struct options *options)
{
    const char *name = options->command;
    if (options_has(options, OPTION_VERSION)) {
        printf("cxm %s\n", cxm_version());
        return flush();
    }
    if (options_has(options, OPTION_HELP)) {
        help_print(stdout, options->kpi);
        return flush();
    }
    if (!name) {
        help_print(stderr, NULL);
        return EXIT_USAGE;
    }
    if (strcmp(name, "layouts") == 0) {
        layout_list(stdout);
        return flush();
    }
    if (!options->kpi && !help_is_command(name)) {
        help_unknown(name);
        return EXIT_USAGE;
    }
    if (options->files.n == 0 && isatty(STDIN_FILENO))
        message_note("reading standard input; `cxm %s --help` tells more",
                     name);
    return command_run(options,
                       strcmp(name, "check") == 0 ? check_print : print_report);
}

int main(int argc, char **argv)
{
    struct options options;
    const int end = options_parse(&options, argc, argv) < 0 ? options.status
                                                            : command(&options);
    options_free(&options);
    return end;
}
