/* SPDX-License-Identifier: MIT */
#include "omitted.h"

#include "able.h"
#include "columns.h"
#include "message.h"

#include <string.h>

/*
 * In a report one column must not be read as several KPIs: a `score` that
 * does not say whose it is stays unread.
 */
static int has_nobodys_score(const struct input *input)
{
    const uint64_t mapped = input->binding.mapped;
    return mapped & CXM_FIELD_SCORE && !(mapped & CXM_FIELD_SURVEY);
}

static void note_score(const struct input *input)
{
    const uint32_t score = bit_number(CXM_FIELD_SCORE);
    const uint32_t column = input->binding.field[score].column;
    message_note("%s: column \"%s\" is a score of some KPI: say whose, "
                 "with --map KPI=score",
                 input->name, input_column_name(input, column));
}

/* ---- Files that a KPI leaves out ---------------------------------------- */

/*
 * The option that the fields have chosen otherwise; the last, for whose sake
 * those before it are chosen anew.  What was given is no such option: a
 * definition of the fields alone has none.
 */
static const struct cxm_option *differing(const struct cxm_def *def,
                                          const struct cxm_def *own)
{
    const struct cxm_option *found = NULL;
    for (const struct cxm_option *o = cxm_def_kpi(def)->define; o->name; o++) {
        const char *one = cxm_def_option(def, o->name);
        const char *two = cxm_def_option(own, o->name);
        if (!o->fallback && two && (!one || strcmp(one, two) != 0))
            found = o;
    }
    return found;
}

static void say_omitted(const struct cxm_def *def, const struct cxm_def *own,
                        const struct input *input, const char *option,
                        const char *why)
{
    const char *name = cxm_def_kpi(def)->name;
    const char *value = cxm_def_option(def, option);
    message_note("%s is not in %s%s%s%s%s%s: it %s; --%s %s=%s would read it",
                 input->name, name, value ? " (" : "", value ? option : "",
                 value ? "=" : "", value ? value : "", value ? ")" : "", why,
                 option, name, cxm_def_option(own, option));
}

/* 1 where a file would be measured if it alone decided on the definition. */
static int note_omitted(const struct cxm_def *def, const struct input *input)
{
    struct cxm_error error;
    struct cxm_def *own = NULL;
    const char *name = cxm_def_kpi(def)->name;
    if (able_measure(def, input, &error) ||
        cxm_def_new_for(&own, name, able_fields(input), NULL, NULL) < 0)
        return 0;
    const struct cxm_option *o = differing(def, own);
    const int omitted = o && able_measure(own, input, NULL);
    if (omitted)
        say_omitted(def, own, input, o->name, error.text);
    cxm_def_free(own, NULL);
    return omitted;
}

/* ---- Files that say too little ------------------------------------------ */

/* Shares of the rows take nothing but rows: they say nothing of a file. */
static int is_read(const struct plan *plan, const struct input *input)
{
    for (size_t k = 0; k < plan->n; k++)
        if (!plan->kpi[k].kpi->shares &&
            able_measure(plan->kpi[k].def, input, NULL))
            return 1;
    return 0;
}

static void note_columns(const struct input *input)
{
    char columns[300];
    columns_names(input, columns, sizeof columns);
    message_note("%s: its columns are %s; say which is which with --map "
                 "FIELD=COLUMN, see cxm layouts",
                 input->name, columns);
}

/* ---- Ratings that are there twice --------------------------------------- */

/* The first file of that kind of record that has all these fields. */
static const struct input *first_of(const struct input *inputs, size_t n,
                                    uint32_t record, uint64_t fields)
{
    for (size_t i = 0; i < n; i++)
        if (inputs[i].layout->record == record &&
            (able_fields(&inputs[i]) & fields) == fields)
            return &inputs[i];
    return NULL;
}

static int is_rating(uint64_t set)
{
    const struct cxm_field *field;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++)
        if (field->bit == set)
            return field->type == CXM_TYPE_RATING;
    return 0;
}

void omitted_twice(const struct plan *plan, const struct input *inputs,
                   size_t n)
{
    for (size_t k = 0; k < plan->n; k++) {
        const struct cxm_kpi *kpi = plan->kpi[k].kpi;
        if (!is_rating(kpi->needs))
            continue;
        const struct input *tickets =
            first_of(inputs, n, CXM_RECORD_TICKET, kpi->needs);
        const struct input *answers = first_of(inputs, n, CXM_RECORD_RESPONSE,
                                               kpi->needs | CXM_FIELD_TICKET);
        if (tickets && answers)
            message_warning("%s is counted from %s and from %s: a ticket's "
                            "rating may be in both",
                            kpi->name, tickets->name, answers->name);
    }
}

static void note_file(const struct plan *plan, const struct input *input)
{
    int said = 0;
    for (size_t k = 0; k < plan->n; k++)
        said |= note_omitted(plan->kpi[k].def, input);
    if (has_nobodys_score(input))
        note_score(input);
    else if (!said && !is_read(plan, input))
        note_columns(input);
}

void omitted_report(const struct plan *plan, const struct input *inputs,
                    size_t n)
{
    for (size_t i = 0; i < n; i++)
        note_file(plan, &inputs[i]);
    omitted_twice(plan, inputs, n);
}
