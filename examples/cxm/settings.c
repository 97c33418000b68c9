/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "settings.h"

#include "csv.h"

#include "message.h"
#include "progress.h"
#include "settings_style.h"
#include "text.h"
#include "value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int read_layout(struct settings *s, const struct options *options)
{
    const char *name = options->value[OPTION_LAYOUT];
    if (!name || strcmp(name, "auto") == 0)
        return 0;
    s->layout = layout_find(name);
    if (s->layout)
        return 0;
    if (layout_is_planned(name))
        message_error("layout %s is not built yet; see `cxm layouts`", name);
    else
        message_error("unknown layout \"%s\"; there are %s", name,
                      layout_names());
    return -1;
}

static int moment(const struct settings *s, const struct options *options,
                  int option, int *has, int64_t *ms)
{
    struct cxm_error error;
    const char *value = options->value[option];
    if (!value)
        return 0;
    *has = 1;
    if (option == OPTION_AS_OF && strcmp(value, "now") == 0) {
        *ms = (int64_t)time(NULL) * 1000;
        return 0;
    }
    if (cxm_time_parse(&s->style.time, value, strlen(value), ms, &error) < 0) {
        message_error("--%s: %s", option_table[option].name, error.text);
        return -1;
    }
    return 0;
}

static int read_exprs(const struct settings *s, const struct texts *texts,
                      struct expr **exprs, size_t *n)
{
    struct cxm_error error;
    *exprs = message_alloc(NULL, texts->n * sizeof **exprs);
    for (size_t i = 0; i < texts->n; i++) {
        if (expr_parse(&(*exprs)[i], texts->item[i], &s->style, &error) < 0) {
            message_error("%s", error.text);
            return -1;
        }
        *n = i + 1;
    }
    return 0;
}

static int read_choice_of_rows(struct settings *s,
                               const struct options *options)
{
    static const uint32_t policies[] = {CXM_REVISE_LAST, CXM_REVISE_FIRST,
                                        DUPLICATES_ALL, CXM_REVISE_ERROR};
    if (options_has(options, OPTION_DUPLICATES)) {
        const int i =
            value_choose(options, OPTION_DUPLICATES, "last|first|all|error");
        if (i < 0)
            return -1;
        s->duplicates = policies[i];
    }
    if (read_exprs(s, &options->list[OPTION_WHERE], &s->where, &s->n_where) <
            0 ||
        read_exprs(s, &options->list[OPTION_DROP], &s->drop, &s->n_drop) < 0)
        return -1;
    if (moment(s, options, OPTION_SINCE, &s->has_since, &s->since) < 0 ||
        moment(s, options, OPTION_UNTIL, &s->has_until, &s->until) < 0)
        return -1;
    if (value_count(options, OPTION_LAST, 1, &s->last) < 0)
        return -1;
    if (s->last > PERIODS_MAX)
        return value_refuse(OPTION_LAST, options->value[OPTION_LAST],
                            "at most 100000");
    return 0;
}

static int is_among(const struct texts *texts, const char *name)
{
    for (size_t i = 0; i < texts->n; i++)
        if (strcmp(texts->item[i], name) == 0)
            return 1;
    return 0;
}

/*
 * "NAME,NAME" behind what is in the list.  A name twice would be one group
 * under two keys.
 */
static int read_names(struct texts *names, int option, const char *text)
{
    const char *at = text;
    for (;;) {
        const size_t length = strcspn(at, ",");
        char *name = message_copy(at, length);
        const int good = length > 0 && !is_among(names, name);
        names->item =
            message_alloc(names->item, (names->n + 1) * sizeof *names->item);
        names->item[names->n++] = name;
        if (!good)
            return value_refuse(option, text,
                                "names, separated by commas, each once");
        if (at[length] == '\0')
            return 0;
        at += length + 1;
    }
}

static int read_by(struct settings *s, const struct options *options)
{
    const struct texts *split = &options->list[OPTION_SPLIT];
    if (options_has(options, OPTION_BY) &&
        read_names(&s->by, OPTION_BY, options->value[OPTION_BY]) < 0)
        return -1;
    for (size_t i = 0; i < split->n; i++)
        if (read_names(&s->split, OPTION_SPLIT, split->item[i]) < 0)
            return -1;
    for (size_t i = 0; i < s->split.n; i++)
        if (!is_among(&s->by, s->split.item[i]))
            return value_refuse(OPTION_SPLIT, s->split.item[i],
                                "one of the names of --by");
    return 0;
}

/* The names of the fields that are times: "at or sent_at". */
static int refuse_date(const char *value)
{
    const struct cxm_field *field;
    char text[300] = "a time field:";
    size_t at = strlen(text);
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL && at < sizeof text;
         i++)
        if (field->type == CXM_TYPE_TIME)
            at += (size_t)snprintf(text + at, sizeof text - at, " %s",
                                   field->name);
    return value_refuse(OPTION_DATE, value, text);
}

static int read_every(struct settings *s, const struct options *options)
{
    struct cxm_error error;
    s->running = options_has(options, OPTION_RUNNING);
    s->fill = options_has(options, OPTION_FILL);
    if (options_has(options, OPTION_EVERY)) {
        if (cxm_period_parse(&s->period, options->value[OPTION_EVERY], &error) <
            0) {
            message_error("--every: %s", error.text);
            return -1;
        }
        s->period.zone = s->zone;
        s->has_period = 1;
    } else if (s->last || s->running || s->fill) {
        message_error("--last, --running and --fill need --every");
        return -1;
    }
    return moment(s, options, OPTION_AS_OF, &s->has_as_of, &s->as_of);
}

static int read_groups(struct settings *s, const struct options *options)
{
    s->max_groups = 10000;
    if (read_by(s, options) < 0)
        return -1;
    if (options_has(options, OPTION_DATE)) {
        s->date = cxm_field_find(options->value[OPTION_DATE]);
        if (!s->date || s->date->type != CXM_TYPE_TIME)
            return refuse_date(options->value[OPTION_DATE]);
    }
    if (read_every(s, options) < 0)
        return -1;
    return value_count(options, OPTION_MAX_GROUPS, 1, &s->max_groups);
}

static int read_figures(struct settings *s, const struct options *options)
{
    int64_t millionths = 0;
    s->confidence = 0.95;
    s->max_rejected = 0.10;
    s->show_rejected = 5;
    s->allow_off_scale = options_has(options, OPTION_ALLOW);
    s->strict = options_has(options, OPTION_STRICT);
    s->min_n_given = options_has(options, OPTION_MIN_N);
    if (options_has(options, OPTION_CONFIDENCE)) {
        if (value_number(options, OPTION_CONFIDENCE, 1, CXM_MILLION - 1,
                         "between 0 and 1", &millionths) < 0)
            return -1;
        s->confidence = (double)millionths / CXM_MILLION;
    }
    if (options_has(options, OPTION_MAX_REJECTED)) {
        if (value_number(options, OPTION_MAX_REJECTED, 0, 100 * CXM_MILLION,
                         "a percentage from 0% to 100%", &millionths) < 0)
            return -1;
        s->max_rejected = (double)millionths / (100.0 * CXM_MILLION);
    }
    if (value_count(options, OPTION_MIN_N, 0, &s->min_n) < 0)
        return -1;
    return value_count(options, OPTION_SHOW, 0, &s->show_rejected);
}

/* auto, always or never: PROGRESS_... serves colour as well. */
static int read_when(const struct options *options, int option, int *when)
{
    const char *value = options->value[option];
    *when = value ? progress_mode(value) : PROGRESS_AUTO;
    return *when < 0 ? value_refuse(option, value, "auto, always or never") : 0;
}

/* Colour on a terminal, unless the environment asks for none. */
static int wants_color(const struct options *options, int when)
{
    const char *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (when != PROGRESS_AUTO)
        return when == PROGRESS_ALWAYS;
    if ((no && *no) || !term || strcmp(term, "dumb") == 0)
        return 0;
    return !options_has(options, OPTION_OUTPUT) && isatty(STDOUT_FILENO);
}

/*
 * A terminal of another encoding gets ASCII.  Into a file or a pipe always
 * UTF-8: output does not depend on the locale.
 */
static int wants_utf8(const struct options *options)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    if (options_has(options, OPTION_OUTPUT) || !isatty(STDOUT_FILENO))
        return 1;
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strstr(value, "UTF-8") || strstr(value, "utf8");
    }
    return 0;
}

static int read_output(struct settings *s, const struct options *options)
{
    const char *format = options->value[OPTION_FORMAT];
    s->check = options->command && strcmp(options->command, "check") == 0;
    if (format && s->check) {
        message_error("check prints text only: --format is not for it");
        return -1;
    }
    if (options_has(options, OPTION_WRITE) && !s->check) {
        message_error("--write-options belongs to check");
        return -1;
    }
    if (options_has(options, OPTION_WRITE) &&
        strcmp(options->value[OPTION_WRITE], "-") == 0) {
        message_error("--write-options needs a file: what check understood is "
                      "on standard output");
        return -1;
    }
    uint64_t digits = 0;
    int when = 0;
    s->output = output_find(format ? format : "table");
    if (!s->output)
        return value_refuse(OPTION_FORMAT, format, output_formats());
    s->look.digits = -1;
    if (value_count(options, OPTION_DIGITS, 0, &digits) < 0)
        return -1;
    if (options_has(options, OPTION_DIGITS)) {
        if (digits > 15)
            return value_refuse(OPTION_DIGITS, options->value[OPTION_DIGITS],
                                "at most 15");
        s->look.digits = (int)digits;
    }
    if (read_when(options, OPTION_COLOR, &when) < 0 ||
        read_when(options, OPTION_PROGRESS, &s->progress) < 0)
        return -1;
    s->look.color = wants_color(options, when);
    s->look.verbose = options_has(options, OPTION_VERBOSE);
    s->look.utf8 = wants_utf8(options);
    s->quiet = options_has(options, OPTION_QUIET);
    return 0;
}

/* How the text is read: by which engine, and in how many threads. */
static int read_engine(struct settings *s, const struct options *options)
{
    s->engine = CSV_FAST;
    if (options_has(options, OPTION_READER)) {
        const int i = value_choose(options, OPTION_READER, "auto|fast|libcsv");
        if (i < 0)
            return -1;
        s->engine = i == 2 ? CSV_LIB : CSV_FAST;
    }
    if (value_count(options, OPTION_JOBS, 1, &s->jobs) < 0)
        return -1;
    if (s->jobs > JOBS_MOST)
        return value_refuse(OPTION_JOBS, options->value[OPTION_JOBS],
                            "at most 256");
    return 0;
}

int settings_make(struct settings *s, const struct options *options)
{
    memset(s, 0, sizeof *s);
    if (read_engine(s, options) < 0 || read_layout(s, options) < 0 ||
        settings_style(s, options) < 0 || read_choice_of_rows(s, options) < 0 ||
        read_groups(s, options) < 0 || read_figures(s, options) < 0)
        return -1;
    return read_output(s, options);
}

static void free_exprs(struct expr *exprs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        expr_free(&exprs[i]);
    free(exprs);
}

static void free_names(struct texts *names)
{
    for (size_t i = 0; i < names->n; i++)
        free((void *)(uintptr_t)names->item[i]);
    free(names->item);
}

void settings_free(struct settings *s)
{
    free_exprs(s->where, s->n_where);
    free_exprs(s->drop, s->n_drop);
    free_names(&s->by);
    free_names(&s->split);
    free(s->label_names);
    free(s->label_values);
    free(s->label_states);
    free(s->memory);
    cxm_zone_free(s->zone, NULL);
}
