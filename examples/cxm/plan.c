/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include "able.h"
#include "columns.h"
#include "lacking.h"
#include "message.h"
#include "planned.h"
#include "omitted.h"
#include "wording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a plan is made from. */
struct wanted {
    const struct options *options;
    const struct settings *settings;
    const struct input *inputs;
    size_t n;
};

/* ---- Definitions -------------------------------------------------------- */

/* 1 where some file can be measured; else *error says what the first lacks. */
static int any_able(const struct wanted *w, const struct cxm_def *def,
                    struct cxm_error *error)
{
    for (size_t i = 0; i < w->n; i++)
        if (able_measure(def, &w->inputs[i], i ? NULL : error))
            return 1;
    return 0;
}

/* A definition for a source of these fields.  The statuses of define. */
static int define_for(const struct wanted *w, const char *text, uint64_t fields,
                      struct cxm_def **def, struct cxm_error *error)
{
    const int status = cxm_def_new_for(def, text, fields, NULL, error);
    if (status < 0 || any_able(w, *def, error))
        return status;
    cxm_def_free(*def, NULL);
    *def = NULL;
    return CXM_EFIELD;
}

/*
 * The definition of a KPI; what its defaults are depends on the fields.  These
 * are first those of all files, so that the order of the files says nothing,
 * and then, where no one file has what that takes, those of each in turn.  0;
 * CXM_EFIELD where none can be measured; or another negative status.
 */
static int define(const struct wanted *w, const char *text,
                  struct cxm_def **def, struct cxm_error *error)
{
    struct cxm_error other;
    uint64_t all = 0;
    for (size_t i = 0; i < w->n; i++)
        all |= able_fields(&w->inputs[i]);
    int status = define_for(w, text, all, def, error);
    for (size_t i = 0; status == CXM_EFIELD && w->n > 1 && i < w->n; i++) {
        status = define_for(w, text, able_fields(&w->inputs[i]), def, &other);
        if (status < 0 && status != CXM_EFIELD)
            *error = other;
    }
    return status;
}

/* The same from the command line; *given is raised where it has an option. */
static int define_asked(const struct wanted *w, const struct cxm_kpi *kpi,
                        struct cxm_def **def, int *given,
                        struct cxm_error *error)
{
    char *text = wording_definition(kpi, w->options, w->settings, w->inputs,
                                    w->n, given);
    const int status = define(w, text, def, error);
    free(text);
    return status;
}

/* ---- All --------------------------------------------------------------- */

static int lacks(const struct cxm_kpi *kpi, const struct input *input,
                 const struct cxm_error *error)
{
    char columns[400];
    if (strncmp(error->text, ABLE_FOLDED, strlen(ABLE_FOLDED)) == 0) {
        message_error("%s: %s %s", input->name, kpi->name, error->text);
        return EXIT_USAGE;
    }
    columns_names(input, columns, sizeof columns);
    message_error("%s: %s %s; its columns: %s; use --map FIELD=COLUMN",
                  input->name, kpi->name, error->text, columns);
    return EXIT_USAGE;
}

/* Two columns of one name that the KPI would read: which is meant? */
static int doubt(const struct cxm_kpi *kpi, const struct wanted *w)
{
    struct cxm_error error;
    for (size_t i = 0; i < w->n; i++) {
        const struct input *input = &w->inputs[i];
        if (layout_doubt(&input->binding, &input->header,
                         kpi->needs | kpi->uses, &error) >= 0)
            continue;
        message_place("%s: %s", input->name, error.text);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static int plan_single(struct plan *plan, const struct wanted *w)
{
    struct cxm_error error;
    struct cxm_def *def = NULL;
    const struct cxm_kpi *kpi = w->options->kpi;
    int given = 1;
    if (doubt(kpi, w) != EXIT_DONE)
        return EXIT_USAGE;
    const int status = define_asked(w, kpi, &def, &given, &error);
    if (status == CXM_EFIELD)
        return lacks(kpi, &w->inputs[0], &error);
    if (status < 0)
        return planned_refuse(kpi->name, &error);
    const int end = planned_make(plan, w->options, w->settings, kpi, def);
    for (size_t i = 0; i < w->n && end == EXIT_DONE; i++)
        if (!able_measure(def, &w->inputs[i], &error))
            return lacks(kpi, &w->inputs[i], &error);
    return end;
}

/* May a report have the KPI?  One that needs options may, if they come. */
static int is_possible(const struct wanted *w, const struct cxm_kpi *kpi)
{
    struct cxm_error error;
    struct cxm_def *def = NULL;
    const int status = define(w, kpi->name, &def, &error);
    cxm_def_free(def, NULL);
    return status >= 0 || status == CXM_EOPTION;
}

/* In a report, an option that several KPIs would take must say whose it is. */
static int check_prefixes(const struct wanted *w)
{
    const struct cxm_kpi *kpi;
    for (size_t i = 0; i < w->options->n_settings; i++) {
        const struct setting *s = &w->options->settings[i];
        size_t takers = 0;
        if (strcmp(s->value, "none") == 0)
            continue; /* --interval none means the same to every KPI. */
        for (size_t k = 0; (kpi = cxm_kpi_at(k)) != NULL && !s->kpi; k++)
            takers += options_takes(kpi, s->name) && is_possible(w, kpi);
        if (takers < 2)
            continue;
        message_error("--%s: several KPIs take it; write --%s KPI=%s", s->name,
                      s->name, s->value);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

/* 1 where some file's rows can be placed in time, if they must; else why. */
static int is_placed(const struct wanted *w, const struct cxm_def *def,
                     struct cxm_error *why)
{
    for (size_t i = w->n; i-- > 0;) {
        const struct input *input = &w->inputs[i];
        if (!able_measure(def, input, NULL))
            continue;
        if (!able_needs_times(w->settings) ||
            able_place(def, w->settings, input) != 0)
            return 1;
        able_no_place(def, w->settings, input, why->text, sizeof why->text);
    }
    return 0;
}

static int takes_targets(const struct cxm_kpi *kpi)
{
    for (const struct cxm_option *o = kpi->define; o->name; o++)
        if (strcmp(o->type, "targets") == 0)
            return 1;
    return 0;
}

/* Targets that nobody gave would let some ticket file be measured: say so. */
static void want_targets(const struct wanted *w, const struct cxm_kpi *kpi,
                         struct lacking *lacking)
{
    static const char example[] = "channel=email:4h";
    char text[100];
    struct cxm_error error;
    struct cxm_def *def = NULL;
    int tickets = 0;
    for (size_t i = 0; i < w->n; i++)
        tickets |= w->inputs[i].layout->record == CXM_RECORD_TICKET;
    snprintf(text, sizeof text, "%s target=%s", kpi->name, example);
    if (!tickets || !takes_targets(kpi) || define(w, text, &def, &error) < 0)
        return;
    cxm_def_free(def, NULL);
    snprintf(text, sizeof text, "needs --target, for example %s", example);
    lacking_add(lacking, kpi, 0, text);
}

/*
 * A KPI of a report.  One that means nothing without options that nobody gave
 * is there only when it is asked for by them.
 */
static int plan_any(struct plan *plan, const struct wanted *w,
                    const struct cxm_kpi *kpi, struct lacking *lacking)
{
    struct cxm_error error;
    struct cxm_def *def = NULL;
    int given = 0;
    const int status = define_asked(w, kpi, &def, &given, &error);
    if (status == CXM_EOPTION && !given) {
        want_targets(w, kpi, lacking);
        return EXIT_DONE;
    }
    if (status < 0 && status != CXM_EFIELD)
        return planned_refuse(kpi->name, &error);
    if (status >= 0 && is_placed(w, def, &error))
        return planned_make(plan, w->options, w->settings, kpi, def);
    lacking_add(lacking, kpi, status == CXM_EFIELD, error.text);
    cxm_def_free(def, NULL);
    return EXIT_DONE;
}

static int plan_report(struct plan *plan, const struct wanted *w)
{
    const struct cxm_kpi *kpi;
    struct lacking lacking = {NULL, 0};
    int end = check_prefixes(w);
    for (size_t i = 0; end == EXIT_DONE && (kpi = cxm_kpi_at(i)) != NULL; i++) {
        end = doubt(kpi, w);
        if (end == EXIT_DONE)
            end = plan_any(plan, w, kpi, &lacking);
    }
    if (end == EXIT_DONE) {
        lacking_say(&lacking, plan, w->inputs, w->n);
        omitted_report(plan, w->inputs, w->n);
    }
    free(lacking.lack);
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
    const struct wanted w = {options, settings, inputs, n_inputs};
    memset(plan, 0, sizeof *plan);
    plan->single = options->kpi != NULL;
    int end = options->kpi ? plan_single(plan, &w) : plan_report(plan, &w);
    if (end == EXIT_DONE && plan->n == 0) {
        message_error("no KPI can be computed from these files");
        end = EXIT_USAGE;
    }
    if (end == EXIT_DONE)
        end = check_unused(options);
    if (end == EXIT_DONE)
        end = columns_check(plan, settings, inputs, n_inputs);
    if (end == EXIT_DONE && plan->single)
        omitted_twice(plan, inputs, n_inputs);
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
