/* SPDX-License-Identifier: MIT */
#include "planned.h"

#include "message.h"
#include "wording.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int planned_refuse(const char *kpi, const struct cxm_error *error)
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
        return planned_refuse(p->kpi->name, &error);
    p->reading.confidence = settings->confidence;
    const char *interval = options_setting(options, p->kpi, "interval");
    if (interval &&
        cxm_reading_set_interval(&p->reading, p->def, interval, &error) < 0)
        return planned_refuse(p->kpi->name, &error);
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
    int64_t ms = 0;
    const int is_time = strcmp(p->kpi->unit, "s") == 0;
    if (!text)
        return EXIT_DONE;
    *has = 1;
    if (cxm_decimal_parse(&plain, text, strlen(text), &millionths, NULL,
                          NULL) == CXM_OK) {
        *number = (double)millionths / CXM_MILLION;
        return EXIT_DONE;
    }
    if (is_time &&
        cxm_duration_parse(text, strlen(text), &ms, NULL) == CXM_OK) {
        *number = (double)ms / 1000;
        return EXIT_DONE;
    }
    message_error("--%s %s: it should be a number%s", name, text,
                  is_time ? " of seconds, or a time like 2h" : "");
    return EXIT_USAGE;
}

/* A median's limits are ranks, whatever else there is to rank. */
static int is_rank(const struct planned *p)
{
    struct cxm_reading reading = p->reading;
    return cxm_reading_set_interval(
               &reading, p->def,
               cxm_interval_name(CXM_INTERVAL_ORDER_STATISTIC), NULL) >= 0;
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
    if (has && is_rank(p)) {
        message_error("%s --population: a median's interval knows no "
                      "correction for a finite population; use --figure mean",
                      p->kpi->name);
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
            return planned_refuse(p->kpi->name, &error);
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

int planned_make(struct plan *plan, const struct options *options,
                 const struct settings *settings, const struct cxm_kpi *kpi,
                 struct cxm_def *def)
{
    struct planned *p = new_kpi(plan, kpi, def);
    int end = plan_exprs(p, settings);
    if (end == EXIT_DONE)
        end = plan_reading(p, options, settings);
    if (end == EXIT_DONE)
        end = plan_numbers(p, options);
    return end;
}
