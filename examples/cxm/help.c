/* SPDX-License-Identifier: MIT */
#include "help.h"

#include "message.h"
#include "suggest.h"

#include <string.h>

#define COLUMN 32 /* where the explanations begin */
#define WIDTH  80 /* and where they end */

struct command {
    const char *name;
    const char *help;
};

static const struct command commands[] = {
    {"report", "every KPI that the files' fields allow"},
    {"check", "read, validate, print what was understood"},
    {"layouts", "the export layouts it knows and how it tells them"},
    {NULL, NULL},
};

/*
 * Commands of the agreed interface that are still to come.  A KPI that the
 * registry gains is found before this list is looked at.
 */
static const char planned[] =
    "|compare|plan|watch|tickets|merge|show|"
    "|next-reply|requester-wait|agent-work|on-hold|contacts-per-issue|"
    "|bot-resolved|backlog-age|";

int help_is_command(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return 1;
    return 0;
}

int help_is_planned(const char *name)
{
    char word[64];
    if (strlen(name) + 3 > sizeof word)
        return 0;
    snprintf(word, sizeof word, "|%s|", name);
    return strstr(planned, word) != NULL;
}

void help_unknown(const char *name)
{
    struct suggest best;
    const struct cxm_kpi *kpi;
    if (help_is_planned(name)) {
        message_error("%s is not built yet; see `cxm --help`", name);
        return;
    }
    suggest_start(&best, name);
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++)
        suggest_offer(&best, kpi->name);
    for (const struct command *c = commands; c->name; c++)
        suggest_offer(&best, c->name);
    if (best.name)
        message_error("unknown command \"%s\"; did you mean %s?", name,
                      best.name);
    else
        message_error("unknown command \"%s\"; see `cxm --help`", name);
}

/* A text in lines of its own column, broken at blanks. */
static void wrapped(FILE *out, const char *text)
{
    const size_t width = WIDTH - COLUMN;
    while (strlen(text) > width) {
        size_t n = width;
        while (n > 0 && text[n] != ' ')
            n--;
        if (n == 0)
            n = strcspn(text, " ");
        fprintf(out, "%.*s\n%*s", (int)n, text, COLUMN, "");
        text += n + strspn(text + n, " ");
    }
    fprintf(out, "%s\n", text);
}

/* "  left          text", the text on a line of its own where left is long. */
static void line(FILE *out, const char *left, const char *text)
{
    const size_t length = strlen(left);
    if (length + 4 > COLUMN)
        fprintf(out, "  %s\n%*s", left, COLUMN, "");
    else
        fprintf(out, "  %-*s", COLUMN - 2, left);
    wrapped(out, text);
}

/* What stands for the value of an option of a type. */
static void placeholder(const struct cxm_option *o, char *out, size_t size)
{
    static const struct {
        const char *type;
        const char *text;
    } usual[] = {{"scale", "WORST:BEST[:STEP]"},
                 {"point", "POINT"},
                 {"int", "N"},
                 {"expr", "EXPR"},
                 {"column", "COLUMN"},
                 {"duration", "D"},
                 {"durations", "D[,D...]"},
                 {"targets", "NAME=VALUE:[CLOCK:]LIMIT,..."}};
    snprintf(out, size, "%s", "VALUE");
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(o->type, usual[i].type) == 0)
            snprintf(out, size, "%s", usual[i].text);
    if (strcmp(o->type, "choice") == 0)
        snprintf(out, size, "%s", o->domain);
    if (strcmp(o->type, "list") == 0) {
        char name[40];
        size_t n = 0;
        for (; o->name[n] && n + 1 < sizeof name; n++)
            name[n] = (char)(o->name[n] >= 'a' && o->name[n] <= 'z'
                                 ? o->name[n] - 'a' + 'A'
                                 : o->name[n]);
        name[n] = '\0';
        snprintf(out, size, "%s[,%s...]", name, name);
    }
}

/* "a,b" as "a, b". */
static void spaced(const char *list, char *out, size_t size)
{
    size_t n = 0;
    for (; *list && n + 3 < size; list++) {
        out[n++] = *list;
        if (*list == ',')
            out[n++] = ' ';
    }
    out[n] = '\0';
}

static void kpi_option(FILE *out, const struct cxm_option *o)
{
    char value[140];
    char left[200];
    char words[300] = "";
    char text[600];
    placeholder(o, value, sizeof value);
    if (strcmp(o->type, "list") == 0)
        spaced(o->domain, words, sizeof words);
    snprintf(left, sizeof left, "--%s %s", o->name, value);
    snprintf(text, sizeof text, "%s%s%s%s%s%s", o->help, *words ? ": " : "",
             words, o->fallback ? " (" : "", o->fallback ? o->fallback : "",
             o->fallback ? ")" : "");
    line(out, left, text);
}

static void about_kpi(FILE *out, const struct cxm_kpi *kpi)
{
    fprintf(out, "usage: cxm %s [options] [FILE|-]...\n\n%s: %s.\n", kpi->name,
            kpi->title, kpi->about);
    if (kpi->define->name || kpi->read->name)
        fprintf(out, "\n%s\n", kpi->title);
    for (const struct cxm_option *o = kpi->define; o->name; o++)
        kpi_option(out, o);
    for (const struct cxm_option *o = kpi->read; o->name; o++)
        kpi_option(out, o);
}

static void about_all(FILE *out)
{
    const struct cxm_kpi *kpi;
    fprintf(out, "usage: cxm COMMAND [options] [FILE|-]...\n"
                 "\nCustomer-service metrics from CSV exports, with an interval"
                 " and the definition used.\n\nKPIs\n");
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++)
        line(out, kpi->name, kpi->about);
    fprintf(out, "\nOther commands\n");
    for (const struct command *c = commands; c->name; c++)
        line(out, c->name, c->help);
    fprintf(out, "\n`cxm KPI --help` has the options of a KPI.  In `report` "
                 "they are written\n--scale KPI=VALUE.  @FILE stands for the "
                 "arguments in FILE, one a line.\n");
}

static void program_option(FILE *out, const struct option *o)
{
    char left[120];
    if (o->letter)
        snprintf(left, sizeof left, "-%c, --%s%s%s", o->letter, o->name,
                 o->argument ? " " : "", o->argument ? o->argument : "");
    else
        snprintf(left, sizeof left, "--%s%s%s", o->name, o->argument ? " " : "",
                 o->argument ? o->argument : "");
    line(out, left, o->help);
}

void help_print(FILE *out, const struct cxm_kpi *kpi)
{
    const char *heading = "";
    if (kpi)
        about_kpi(out, kpi);
    else
        about_all(out);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option *o = &option_table[i];
        if (strcmp(o->heading, heading) != 0) {
            heading = o->heading;
            fprintf(out, "\n%s\n", heading);
            for (const struct figure_option *f = figure_options;
                 f->name && strcmp(heading, "Figures") == 0; f++) {
                char left[80];
                snprintf(left, sizeof left, "--%s %s", f->name, f->argument);
                line(out, left, f->help);
            }
        }
        program_option(out, o);
    }
}
