/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "message.h"
#include "outfile.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *delimiter_name(char c)
{
    switch (c) {
    case '\t':
        return "tab";
    case ',':
        return "comma";
    case ';':
        return "semicolon";
    case '|':
        return "pipe";
    default:
        return "other";
    }
}

/* A text from outside, with nothing in it that could act on a terminal. */
static void put_safely(FILE *out, const char *text)
{
    const size_t n = strlen(text);
    char *shown = message_alloc(NULL, n * TEXT_ESCAPE_ROOM);
    fwrite(shown, 1, text_escape(text, n, shown), out);
    free(shown);
}

static void print_column(FILE *out, const char *before,
                         const struct input *input, uint32_t column)
{
    fprintf(out, "%scolumn %" PRIu32 " \"", before, column + 1);
    put_safely(out, input_column_name(input, column));
    fputc('"', out);
}

/* Of a duration: its unit, and who says so. */
static void print_unit(FILE *out, const struct column_ref *ref)
{
    static const char *const said[] = {
        "", "--map", "the column's name", "--unit", "the layout", "the default",
    };
    if (!ref->unit)
        return;
    fputs(", in ", out);
    put_safely(out, ref->unit);
    if (ref->unit_from)
        fprintf(out, " by %s", said[ref->unit_from]);
}

/* The longest name of a field that has a column. */
static int widest_name(const struct input *input)
{
    const struct cxm_field *field;
    size_t widest = 10;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++)
        if (input->binding.field[i].column != COLUMN_NONE &&
            strlen(field->name) > widest)
            widest = strlen(field->name);
    return (int)widest;
}

static void print_columns(FILE *out, const struct input *input)
{
    const struct cxm_field *field;
    const int width = widest_name(input);
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        const struct column_ref *ref = &input->binding.field[i];
        if (ref->column == COLUMN_NONE)
            continue;
        fprintf(out, "  %-*s", width, field->name);
        print_column(out, " ", input, ref->column);
        if (ref->second != COLUMN_NONE)
            print_column(out, " and ", input, ref->second);
        print_unit(out, ref);
        if (input->label_scale[i])
            fprintf(out, ", labels of the scale %s", input->label_scale[i]);
        fputc('\n', out);
    }
}

static void print_input(FILE *out, const struct input *input)
{
    put_safely(out, input->name);
    fprintf(out, "\n  layout     %s: %s\n", input->layout->name,
            input->layout->title);
    fprintf(out, "  delimiter  %s%s\n",
            delimiter_name(input->dialect.dialect.delimiter),
            input->dialect.certain ? "" : " (guessed)");
    fprintf(out, "  columns    %zu, named by %" PRIu32 " header row%s\n",
            input->header.columns, input->layout->header_rows,
            input->layout->header_rows == 1 ? "" : "s");
    print_columns(out, input);
}

static void print_account(FILE *out, const struct report *report)
{
    const struct cxm_rows *rows = &report->rows;
    char text[CXM_TIME_TEXT];
    fprintf(out,
            "rows %" PRIu64 ": %" PRIu64 " used, %" PRIu64 " filtered, %" PRIu64
            " duplicate, %" PRIu64 " late\n",
            rows->read,
            rows->read - rows->filtered - rows->duplicate - rows->late,
            rows->filtered, rows->duplicate, rows->late);
    if (report->has_times) {
        cxm_time_format(report->first, report->zone, text, sizeof text);
        fprintf(out, "times from %s", text);
        cxm_time_format(report->last, report->zone, text, sizeof text);
        fprintf(out, " to %s\n", text);
    }
    for (size_t k = 0; k < report->n_kpis; k++) {
        const struct report_kpi *kpi = &report->kpis[k];
        const struct cxm_tally *t = &kpi->tally;
        put_safely(out, cxm_def_text(kpi->def));
        fprintf(out,
                ": %" PRIu64 " counted, %" PRIu64 " missing, %" PRIu64
                " rejected (%" PRIu64 " off the scale), %" PRIu64
                " undecided, %" PRIu64 " ineligible\n",
                t->counted, t->missing, t->rejected, t->off_scale, t->undecided,
                t->ineligible);
    }
}

/* One option of the command line, as often as it was given. */
static void print_option(FILE *out, const struct options *o, int i)
{
    const struct option *option = &option_table[i];
    const size_t n = option->many ? o->list[i].n : o->value[i] != NULL;
    for (size_t k = 0; k < n; k++)
        fprintf(out, "--%s%s%s\n", option->name, option->argument ? "=" : "",
                option->many ? o->list[i].item[k] : o->value[i]);
}

/*
 * Do two times that have columns win over this duration?  With a --map of its
 * own it would win over them.
 */
static int gives_way(const struct binding *binding, uint64_t bit)
{
    return (cxm_ticket_derivable(binding->mapped) & bit &
            ~binding->explicit_) != 0;
}

static void print_map(FILE *out, const struct input *input, size_t i)
{
    const struct cxm_field *field = cxm_field_at(i);
    const struct column_ref *ref = &input->binding.field[i];
    if (gives_way(&input->binding, field->bit))
        fprintf(out,
                "# %s gives way to its two times; mapped, it would not:\n"
                "# ",
                field->name);
    fprintf(out, "--map=%s=#%" PRIu32, field->name, ref->column + 1);
    if (ref->second != COLUMN_NONE)
        fprintf(out, "+#%" PRIu32, ref->second + 1);
    fprintf(out, "%s%s\n", ref->unit ? ":" : "", ref->unit ? ref->unit : "");
}

static void print_options(FILE *out, const struct run *run)
{
    const struct input *input = &run->inputs[0];
    const struct options *o = run->options;
    fputs("# what cxm check understood of ", out);
    put_safely(out, input->name);
    fputc('\n', out);
    fprintf(out, "--layout=%s\n", input->layout->name);
    if (input->dialect.dialect.delimiter == '\t')
        fprintf(out, "--delimiter=tab\n");
    else
        fprintf(out, "--delimiter=%c\n", input->dialect.dialect.delimiter);
    for (size_t i = 0; cxm_field_at(i); i++)
        if (input->binding.field[i].column != COLUMN_NONE)
            print_map(out, input, i);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (strcmp(option_table[i].heading, "Input") == 0 && i != OPTION_MAP &&
            i != OPTION_LAYOUT && i != OPTION_DELIMITER && i != OPTION_READER &&
            i != OPTION_JOBS)
            print_option(out, o, i);
}

/* Write one text, whole or not at all. */
static int write_file(const char *path, const struct run *run,
                      const struct report *report)
{
    struct outfile out;
    if (outfile_open(&out, path) < 0) {
        message_error("%s", out.text);
        return EXIT_IO;
    }
    if (report) {
        for (size_t i = 0; i < run->n_inputs; i++)
            print_input(out.stream, &run->inputs[i]);
        print_account(out.stream, report);
    } else {
        print_options(out.stream, run);
    }
    if (outfile_close(&out, ferror(out.stream) ? -1 : 0) < 0) {
        if (!out.quiet)
            message_error("%s", out.text);
        return EXIT_IO;
    }
    return EXIT_DONE;
}

int check_print(const struct run *run, const struct report *report)
{
    const struct options *o = run->options;
    int end = write_file(o->value[OPTION_OUTPUT], run, report);
    if (end == EXIT_DONE && options_has(o, OPTION_WRITE))
        end = write_file(o->value[OPTION_WRITE], run, NULL);
    return end;
}
