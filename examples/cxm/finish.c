/* SPDX-License-Identifier: MIT */
#include "finish.h"

#include "message.h"
#include "notices.h"

#include <math.h>

static void worse(int *status, int other)
{
    if (*status == EXIT_DONE)
        *status = other;
}

/* Periods and --since are cut at a zone's midnight: say at which. */
static void note_zone(const struct run *run)
{
    const struct settings *s = &run->settings;
    if (!s->zone_given && (s->has_period || s->has_since || s->has_until))
        message_note("times without offset, and days, are in UTC; use --tz "
                     "ZONE for another zone");
}

static void note_rows(const struct run *run)
{
    const struct settings *s = &run->settings;
    if (run->share.faults > s->show_rejected)
        message_note("rejected cells: %llu, of which the first %llu are shown",
                     (unsigned long long)run->share.faults,
                     (unsigned long long)s->show_rejected);
    if (run->share.replaced)
        message_note(
            "duplicates: another row of the same id decides in place of "
            "%llu",
            (unsigned long long)run->share.replaced);
    if (run->share.rounded)
        message_note("rows with a number of more than six decimals, rounded to "
                     "six: %llu",
                     (unsigned long long)run->share.rounded);
    for (size_t i = 0; i < run->n_inputs; i++)
        if (!run->inputs[i].dialect.certain &&
            run->inputs[i].header.columns > 1)
            message_note("%s: the delimiter was guessed; use --delimiter to "
                         "be sure",
                         run->inputs[i].name);
}

/* A column of weights that nothing reads must not look as if it were. */
static void note_weights(const struct run *run)
{
    for (size_t i = 0; i < run->n_inputs; i++)
        if (run->inputs[i].binding.mapped & CXM_FIELD_WEIGHT)
            message_note("%s: the weights are not used: weighted figures are "
                         "not built yet",
                         run->inputs[i].name);
}

/* Groups beyond --max-groups are one: say so where it happened. */
static void note_groups(const struct run *run, const struct report *report)
{
    for (size_t i = 0; i < report->n_results; i++) {
        if (report->results[i].group)
            continue;
        message_note("more than %llu groups: the smallest keys are kept, the "
                     "rest is (other); see --max-groups",
                     (unsigned long long)run->settings.max_groups);
        return;
    }
}

static void judge_kpi(const struct run *run, const struct report_kpi *kpi,
                      int *status)
{
    const struct cxm_tally *t = &kpi->tally;
    const char *name = cxm_def_kpi(kpi->def)->name;
    const double judged = (double)t->counted + (double)t->rejected;
    if (kpi->no_figure) {
        message_error("%s: no figure: %s", name, kpi->no_figure);
        worse(status, EXIT_DATA);
    } else if ((double)t->rejected > run->settings.max_rejected * judged) {
        message_warning("%s: %llu of %.0f rows were rejected, more than "
                        "--max-rejected %g%%",
                        name, (unsigned long long)t->rejected, judged,
                        100 * run->settings.max_rejected);
        worse(status, EXIT_DATA);
    }
}

/* --fail-under and --fail-over hold for every figure that is shown. */
static int misses(const struct planned *p, const struct report_result *r)
{
    const double value = r->figures.value;
    if (r->n_only || isnan(value))
        return 0;
    return (p->has_under && value < p->under) ||
           (p->has_over && value > p->over);
}

static void judge_results(const struct run *run, const struct report *report,
                          int *status)
{
    for (size_t i = 0; i < report->n_results; i++) {
        const struct report_result *r = &report->results[i];
        const struct planned *p = &run->plan.kpi[r->kpi];
        if (!misses(p, r))
            continue;
        message_warning("%s: a value misses its threshold", p->kpi->name);
        worse(status, EXIT_THRESHOLD);
        return;
    }
}

int finish(const struct run *run, const struct report *report)
{
    int status = EXIT_DONE;
    note_zone(run);
    note_rows(run);
    note_groups(run, report);
    note_weights(run);
    notices(run);
    for (size_t k = 0; k < report->n_kpis; k++)
        judge_kpi(run, &report->kpis[k], &status);
    judge_results(run, report, &status);
    return status;
}
