/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include "message.h"
#include "wording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int plan_can(const struct cxm_kpi *kpi, const struct input *input)
{
    uint64_t has = input->binding.mapped;
    if (input->states)
        has |= CXM_FIELD_SENT;
    return kpi->needs == 0 || (kpi->needs & has) != 0;
}

/* ---- One KPI ------------------------------------------------------------- */

/* The library speaks of options; on the command line they have dashes. */
static int usage(const char *kpi, const struct cxm_error *error)
{
    const int is_option =
        *error->field && options_takes(cxm_kpi_find(kpi), error->field);
    message_error("%s%s%s: %s", kpi, is_option ? " --" : "",
                  is_option ? error->field : "", error->text);
    return EXIT_USAGE;
}

static int plan_reading(struct planned *p, const struct options *options,
                        const struct settings *settings)
{
    struct cxm_error error;
    char *text = wording_reading(p->kpi, options);
    const int status = cxm_reading_init(&p->reading, p->def, text, &error);
    free(text);
    if (status < 0)
        return usage(p->kpi->name, &error);
    p->reading.confidence = settings->confidence;
    const char *interval = options_setting(options, p->kpi, "interval");
    if (interval &&
        cxm_reading_set_interval(&p->reading, p->def, interval, &error) < 0)
        return usage(p->kpi->name, &error);
    cxm_reading_text(&p->reading, p->def, p->reading_text,
                     sizeof p->reading_text);
    return EXIT_DONE;
}

static int plan_number(const struct planned *p, const struct options *options,
                       const char *name, int *has, double *number)
{
    static const struct cxm_decimal_style plain = {'.', 0, 0, 0};
    const char *text = options_setting(options, p->kpi, name);
    int64_t millionths = 0;
    int rounded = 0;
    if (!text)
        return EXIT_DONE;
    if (cxm_decimal_parse(&plain, text, strlen(text), &millionths, &rounded,
                          NULL) < 0) {
        message_error("--%s %s: it should be a number", name, text);
        return EXIT_USAGE;
    }
    *has = 1;
    *number = (double)millionths / CXM_MILLION;
    return EXIT_DONE;
}

static int plan_numbers(struct planned *p, const struct options *options)
{
    int has = 0;
    double population = 0;
    int status = plan_number(p, options, "population", &has, &population);
    if (has && (population < 1 || population > 9e15 ||
                population != floor(population))) {
        message_error("--population should be a whole number above 0");
        return EXIT_USAGE;
    }
    p->reading.population = (uint64_t)population;
    if (status == EXIT_DONE)
        status =
            plan_number(p, options, "fail-under", &p->has_under, &p->under);
    if (status == EXIT_DONE)
        status = plan_number(p, options, "fail-over", &p->has_over, &p->over);
    return status;
}

/* Conditions are evaluated here; a column is one that is always asked for. */
static int plan_exprs(struct planned *p, const struct settings *settings)
{
    struct cxm_error error;
    const struct cxm_option *define = p->kpi->define;
    while (define[p->n_options].name)
        p->n_options++;
    p->expr = message_alloc(NULL, p->n_options * sizeof *p->expr);
    memset(p->expr, 0, p->n_options * sizeof *p->expr);
    for (size_t i = 0; i < p->n_options; i++) {
        const char *value = cxm_def_option(p->def, define[i].name);
        if (!value || strcmp(define[i].type, "expr") != 0)
            continue;
        if (expr_parse(&p->expr[i], value, &settings->style, &error) < 0)
            return usage(p->kpi->name, &error);
    }
    return EXIT_DONE;
}

static struct planned *new_kpi(struct plan *plan, const struct cxm_kpi *kpi,
                               struct cxm_def *def)
{
    plan->kpi = message_alloc(plan->kpi, (plan->n + 1) * sizeof *plan->kpi);
    struct planned *p = &plan->kpi[plan->n++];
    memset(p, 0, sizeof *p);
    p->kpi = kpi;
    p->def = def;
    return p;
}

/* What a report leaves out, and why: "name (why), name (why)". */
struct lacking {
    char text[600];
    size_t length;
};

static void lack(struct lacking *lacking, const struct cxm_kpi *kpi,
                 const char *why)
{
    if (lacking->length < sizeof lacking->text)
        lacking->length += (size_t)snprintf(
            lacking->text + lacking->length,
            sizeof lacking->text - lacking->length, "%s%s (%s)",
            lacking->length ? ", " : "", kpi->name, why);
}

/*
 * Plan one KPI.  One that means nothing without options that nobody gave is
 * in a report only when it is asked for by them.
 */
static int plan_one(struct plan *plan, const struct cxm_kpi *kpi,
                    const struct options *options,
                    const struct settings *settings, const struct input *inputs,
                    size_t n)
{
    struct cxm_error error;
    struct cxm_def *def = NULL;
    int given = options->kpi == kpi;
    char *text = wording_definition(kpi, options, settings, inputs, n, &given);
    const int status = cxm_def_new(&def, text, NULL, &error);
    free(text);
    if (status == CXM_EOPTION && !given)
        return EXIT_DONE;
    if (status < 0)
        return usage(kpi->name, &error);
    struct planned *p = new_kpi(plan, kpi, def);
    int end = plan_exprs(p, settings);
    if (end == EXIT_DONE)
        end = plan_reading(p, options, settings);
    if (end == EXIT_DONE)
        end = plan_numbers(p, options);
    return end;
}

/* ---- All ------------------------------------------------------------------ */

/* The names of the fields in a set: "sent_at or sent". */
static void field_names(uint64_t set, char *out, size_t size)
{
    const struct cxm_field *field;
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL && at < size; i++)
        if (set & field->bit)
            at += (size_t)snprintf(out + at, size - at, "%s%s",
                                   at ? " or " : "", field->name);
}

static void header_names(const struct input *input, char *out, size_t size)
{
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < input->header.columns && at < size; i++)
        at += (size_t)snprintf(out + at, size - at, "%s%s", at ? ", " : "",
                               input->header.name[i]);
}

static int lacks(const struct cxm_kpi *kpi, const struct input *input)
{
    char needs[120];
    char columns[400];
    field_names(kpi->needs, needs, sizeof needs);
    header_names(input, columns, sizeof columns);
    message_error("%s: %s needs %s, and no column is that; its columns: %s; "
                  "use --map FIELD=COLUMN",
                  input->name, kpi->name, needs, columns);
    return EXIT_USAGE;
}

/* Two columns of one name that the KPI would read: which is meant? */
static int doubt(const struct cxm_kpi *kpi, const struct input *input)
{
    struct cxm_error error;
    if (layout_doubt(&input->binding, &input->header, kpi->needs | kpi->uses,
                     &error) >= 0)
        return EXIT_DONE;
    message_place("%s: %s", input->name, error.text);
    return EXIT_USAGE;
}

static int plan_single(struct plan *plan, const struct options *options,
                       const struct settings *settings,
                       const struct input *inputs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (doubt(options->kpi, &inputs[i]) != EXIT_DONE)
            return EXIT_USAGE;
        if (!plan_can(options->kpi, &inputs[i]))
            return lacks(options->kpi, &inputs[i]);
    }
    return plan_one(plan, options->kpi, options, settings, inputs, n);
}

static int any_can(const struct cxm_kpi *kpi, const struct input *inputs,
                   size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (plan_can(kpi, &inputs[i]))
            return 1;
    return 0;
}

/*
 * In a report one column must not be read as several KPIs: a `score` that
 * does not say whose it is stays unread.
 */
static void note_score(const struct input *inputs, size_t n)
{
    const struct cxm_field *field;
    for (size_t f = 0; (field = cxm_field_at(f)) != NULL; f++)
        for (size_t i = 0; i < n && field->bit == CXM_FIELD_SCORE; i++)
            if (inputs[i].binding.mapped & CXM_FIELD_SCORE &&
                !(inputs[i].binding.mapped & CXM_FIELD_SURVEY))
                message_note("%s: column \"%s\" is a score of some KPI: say "
                             "whose, with --map KPI=%s",
                             inputs[i].name,
                             input_column_name(
                                 &inputs[i], inputs[i].binding.field[f].column),
                             field->name);
}

/* In a report, an option that several KPIs would take must say whose it is. */
static int check_prefixes(const struct options *options,
                          const struct input *inputs, size_t n)
{
    const struct cxm_kpi *kpi;
    for (size_t i = 0; i < options->n_settings; i++) {
        const struct setting *s = &options->settings[i];
        size_t takers = 0;
        if (strcmp(s->value, "none") == 0)
            continue; /* --interval none means the same to every KPI. */
        for (size_t k = 0; (kpi = cxm_kpi_at(k)) != NULL && !s->kpi; k++)
            takers += any_can(kpi, inputs, n) && options_takes(kpi, s->name);
        if (takers < 2)
            continue;
        message_error("--%s: several KPIs take it; write --%s KPI=%s", s->name,
                      s->name, s->value);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static int plan_report(struct plan *plan, const struct options *options,
                       const struct settings *settings,
                       const struct input *inputs, size_t n)
{
    const struct cxm_kpi *kpi;
    struct lacking lacking = {"", 0};
    int end = check_prefixes(options, inputs, n);
    for (size_t i = 0; end == EXIT_DONE && (kpi = cxm_kpi_at(i)) != NULL; i++) {
        for (size_t f = 0; end == EXIT_DONE && f < n; f++)
            end = doubt(kpi, &inputs[f]);
        if (end == EXIT_DONE && any_can(kpi, inputs, n)) {
            end = plan_one(plan, kpi, options, settings, inputs, n);
        } else if (end == EXIT_DONE) {
            char needs[120];
            char why[160];
            field_names(kpi->needs, needs, sizeof needs);
            snprintf(why, sizeof why, "no column is %s", needs);
            lack(&lacking, kpi, why);
        }
    }
    if (end == EXIT_DONE && lacking.length)
        message_note("not computed: %s", lacking.text);
    if (end == EXIT_DONE)
        note_score(inputs, n);
    return end;
}

/*
 * An option that no KPI took.  In a report, one for a KPI that these files do
 * not allow is no mistake: another week they may.
 */
static int check_unused(const struct options *options)
{
    for (size_t i = 0; i < options->n_settings; i++) {
        const struct setting *s = &options->settings[i];
        if (s->used || (s->kpi && !options->kpi))
            continue;
        message_error("--%s: %s does not take it", s->name,
                      options->kpi ? options->kpi->name
                                   : "no KPI of these files");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

int plan_make(struct plan *plan, const struct options *options,
              const struct settings *settings, const struct input *inputs,
              size_t n_inputs)
{
    memset(plan, 0, sizeof *plan);
    int end = options->kpi
                  ? plan_single(plan, options, settings, inputs, n_inputs)
                  : plan_report(plan, options, settings, inputs, n_inputs);
    if (end == EXIT_DONE)
        end = check_unused(options);
    return end;
}

void plan_free(struct plan *plan)
{
    for (size_t k = 0; k < plan->n; k++) {
        struct planned *p = &plan->kpi[k];
        for (size_t i = 0; p->expr && i < p->n_options; i++)
            expr_free(&p->expr[i]);
        free(p->expr);
        cxm_def_free(p->def, NULL);
    }
    free(plan->kpi);
}
