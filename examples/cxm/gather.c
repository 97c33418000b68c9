/* SPDX-License-Identifier: MIT */
#include "gather.h"

#include "able.h"
#include "account.h"
#include "advice.h"
#include "cells.h"
#include "message.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* ---- Results ----------------------------------------------------------- */

static struct report_result *new_result(struct gathered *g)
{
    struct report *r = &g->report;
    if (r->n_results == g->results_room) {
        g->results_room = g->results_room ? 2 * g->results_room : 64;
        g->results =
            message_alloc(g->results, g->results_room * sizeof *g->results);
        r->results = g->results;
    }
    struct report_result *result = &g->results[r->n_results++];
    memset(result, 0, sizeof *result);
    return result;
}

/* Is the name that of the field, or of the column that is the field? */
static int names_field(const struct run *run, const char *name, uint64_t bit)
{
    const size_t index = bit_number(bit);
    if (strcmp(name, cxm_field_at(index)->name) == 0)
        return 1;
    for (size_t i = 0; i < run->n_inputs; i++) {
        const struct input *input = &run->inputs[i];
        const char *column =
            input_column_name(input, input->binding.field[index].column);
        if (*column && text_same(name, strlen(name), column, strlen(column)))
            return 1;
    }
    return 0;
}

/* A figure of few answers says more about a person than it should. */
static uint64_t least_n(const struct run *run)
{
    const struct settings *s = &run->settings;
    if (s->min_n_given)
        return s->min_n;
    for (size_t i = 0; i < s->by.n; i++)
        if (names_field(run, s->by.item[i], CXM_FIELD_AGENT) ||
            names_field(run, s->by.item[i], CXM_FIELD_CUSTOMER))
            return 5;
    return 1;
}

/* Was it asked which period has not ended? */
static int marks_running(const struct settings *s)
{
    return s->has_period && (s->running || s->has_as_of);
}

/* Is the period the one that has not ended, and worth a mark? */
static int is_running(const struct run *run, int32_t period)
{
    const struct settings *s = &run->settings;
    int64_t now = 0;
    int64_t begin = 0;
    int64_t end = 0;
    if (!marks_running(s) || !run_as_of(run, &now) ||
        cxm_period_bounds(&s->period, period, &begin, &end) < 0)
        return 0;
    return begin <= now && now < end;
}

/* Where the whole of a period is, for a KPI that shows shares of it. */
static void *whole_at(const struct gathered *g, const struct run *run,
                      const struct cells *cells, size_t k, int32_t period)
{
    if (!g->whole[k])
        return NULL;
    const size_t i = cells->has_range ? (size_t)(period - cells->from) : 0;
    return g->whole[k] + i * cxm_def_state_size(run->plan.kpi[k].def);
}

/*
 * A row of several groups is but one of the whole.  KPIs that show shares have
 * no components, so any observation will do to take it out.
 */
static int part_unions(const struct gathered *g, const struct run *run,
                       const struct cells *cells, size_t k)
{
    static const int64_t v[CXM_ARITY_MAX];
    const struct cxm_def *def = run->plan.kpi[k].def;
    struct union_at at;
    if (cxm_def_arity(def) != 0 && account_union(run, 0, &at))
        return run_failure(CXM_EINVAL);
    for (size_t i = 0; account_union(run, i, &at); i++) {
        const struct cxm_tally *tally =
            cxm_table_tally(run->share.table, at.number, k);
        if (!cells_report(run, cells, at.period))
            continue;
        const int status =
            cxm_state_remove_n(def, whole_at(g, run, cells, k, at.period), v,
                               (at.cells - 1) * tally->counted_n, NULL);
        if (status < 0)
            return run_failure(status);
    }
    return EXIT_DONE;
}

/* All groups of each period together. */
static int add_wholes(struct gathered *g, const struct run *run,
                      const struct cells *cells, size_t k)
{
    const struct cxm_def *def = run->plan.kpi[k].def;
    const size_t n =
        cells->has_range ? (size_t)(cells->to - cells->from) + 1 : 1;
    if (!run->plan.kpi[k].kpi->shares)
        return EXIT_DONE;
    g->whole[k] = message_alloc(NULL, n * cxm_def_state_size(def));
    memset(g->whole[k], 0, n * cxm_def_state_size(def));
    for (size_t i = 0; i < cells->n; i++) {
        const int32_t period =
            cxm_table_period(run->share.table, cells->cell[i]);
        if (!cells_report(run, cells, period))
            continue;
        const int status = cxm_state_merge(
            def, whole_at(g, run, cells, k, period),
            cxm_table_state(run->share.table, cells->cell[i], k), NULL);
        if (status < 0)
            return run_failure(status);
    }
    return part_unions(g, run, cells, k);
}

static int read_figures(struct gathered *g, const struct run *run,
                        const struct cells *cells, size_t k, const void *state,
                        uint64_t undecided, struct report_result *result)
{
    struct cxm_reading reading = run->plan.kpi[k].reading;
    reading.whole = whole_at(g, run, cells, k, result->period);
    reading.undecided = undecided;
    const int status = cxm_state_figures(run->plan.kpi[k].def, state, &reading,
                                         &result->figures);
    if (status == CXM_EINVAL && reading.population) {
        message_error("--population is below n");
        return EXIT_USAGE;
    }
    if (status < 0)
        return run_failure(status);
    result->state = state;
    result->n_only = g->kpis[k].no_figure != NULL ||
                     (result->figures.n > 0 && result->figures.n < g->least_n);
    return EXIT_DONE;
}

/* A clock change can skip a whole period: it never was. */
static int never_was(const struct run *run, int32_t period)
{
    int64_t begin = 0;
    int64_t end = 0;
    return run->settings.has_period &&
           cxm_period_bounds(&run->settings.period, period, &begin, &end) ==
               CXM_OK &&
           begin == end;
}

/* One result; cell 0 stands for a group or period that holds nothing. */
static int add_result(struct gathered *g, const struct run *run,
                      const struct cells *cells, size_t k,
                      const struct cxm_bytes *group, uint32_t cell,
                      int32_t period)
{
    if (!cell && never_was(run, period))
        return EXIT_DONE;
    struct report_result *result = new_result(g);
    result->kpi = k;
    result->group = group;
    result->has_period = run->settings.has_period;
    result->period = period;
    result->running = is_running(run, period);
    if (!cell)
        return read_figures(
            g, run, cells, k,
            cxm_table_state(run->share.table, CXM_CELL_UNPLACED, k), 0, result);
    result->open_until = cxm_table_open_until(run->share.table, cell, k);
    return read_figures(
        g, run, cells, k, cxm_table_state(run->share.table, cell, k),
        cxm_table_tally(run->share.table, cell, k)->undecided, result);
}

static const struct cxm_bytes *key_of(struct gathered *g, const struct run *run,
                                      const struct cells *cells, size_t i)
{
    const size_t columns = run->settings.by.n;
    static const struct cxm_bytes no_columns;
    if (cxm_table_is_other(run->share.table, cells->cell[i]))
        return NULL;
    if (columns == 0)
        return &no_columns;
    struct cxm_bytes *key = &g->keys[i * columns];
    for (uint32_t c = 0; c < columns; c++)
        key[c] = cxm_table_key(run->share.table, cells->cell[i], c);
    return key;
}

static int same_group(const struct cxm_bytes *a, const struct cxm_bytes *b,
                      size_t columns)
{
    if (!a || !b)
        return a == b;
    for (size_t c = 0; c < columns; c++)
        if (a[c].length != b[c].length ||
            memcmp(a[c].bytes, b[c].bytes, a[c].length) != 0)
            return 0;
    return 1;
}

/* The results of one KPI: group after group, period after period. */
static int add_kpi(struct gathered *g, const struct run *run,
                   const struct cells *cells, size_t k)
{
    const struct settings *s = &run->settings;
    const int fill = s->has_period && (s->by.n == 0 || s->fill);
    const struct cxm_bytes *group = NULL;
    int end = add_wholes(g, run, cells, k);
    size_t i = 0;
    while (i < cells->n && end == EXIT_DONE) {
        group = key_of(g, run, cells, i);
        int32_t period = cells->from;
        for (; i < cells->n && end == EXIT_DONE; i++) {
            const int32_t at =
                cxm_table_period(run->share.table, cells->cell[i]);
            if (!same_group(group, key_of(g, run, cells, i), s->by.n))
                break;
            if (!cells_report(run, cells, at))
                continue;
            for (; fill && period < at && end == EXIT_DONE; period++)
                end = add_result(g, run, cells, k, group, 0, period);
            if (end == EXIT_DONE)
                end = add_result(g, run, cells, k, group, cells->cell[i], at);
            period = at + 1;
        }
        for (; fill && cells->has_range && period <= cells->to &&
               end == EXIT_DONE;
             period++)
            end = add_result(g, run, cells, k, group, 0, period);
    }
    return end;
}

/* Nothing was placed at all: n is 0, in one result or in each period. */
static int add_nothing(struct gathered *g, const struct run *run,
                       const struct cells *cells, size_t k)
{
    static const struct cxm_bytes no_columns;
    int end = EXIT_DONE;
    if (run->settings.by.n)
        return EXIT_DONE;
    if (!run->settings.has_period)
        return add_result(g, run, cells, k, &no_columns, 0, 0);
    for (int32_t p = cells->from;
         cells->has_range && p <= cells->to && end == EXIT_DONE; p++)
        end = add_result(g, run, cells, k, &no_columns, 0, p);
    return end;
}

/* ---- The report -------------------------------------------------------- */

static void describe_inputs(struct gathered *g, const struct run *run)
{
    struct report *r = &g->report;
    g->inputs = message_alloc(NULL, run->n_inputs * sizeof *g->inputs);
    for (size_t i = 0; i < run->n_inputs; i++) {
        g->inputs[i].file = run->inputs[i].name;
        g->inputs[i].layout = run->inputs[i].layout->name;
    }
    r->inputs = g->inputs;
    r->n_inputs = run->n_inputs;
    r->has_times = run->share.has_times;
    r->first = run->share.first;
    r->last = run->share.last;
    r->has_as_of = run_as_of(run, &r->as_of);
    r->zone = run->settings.zone;
    r->period = run->settings.has_period ? &run->settings.period : NULL;
    r->has_running = marks_running(&run->settings);
    r->has_due = run->decides;
    r->by = run->settings.by.item;
    r->columns = run->settings.by.n;
}

static const char *amount_unit(const struct run *run, const struct cxm_kpi *kpi)
{
    const struct cxm_field *field;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++)
        for (size_t f = 0; f < run->n_inputs; f++)
            if (kpi->needs == field->bit && field->type == CXM_TYPE_DECIMAL &&
                run->inputs[f].binding.field[i].unit)
                return run->inputs[f].binding.field[i].unit;
    return NULL;
}

/* The date that places the rows in time, where that makes a difference. */
static char *placed_by(const struct run *run, const struct cxm_def *def)
{
    char names[120];
    uint64_t dates = 0;
    for (size_t i = 0; i < run->n_inputs; i++)
        if (able_measure(def, &run->inputs[i], NULL))
            dates |= able_place(def, &run->settings, &run->inputs[i]);
    if (!able_needs_times(&run->settings) || dates == 0)
        return NULL;
    able_names(dates, names, sizeof names);
    return message_copy(names, strlen(names));
}

static void describe_kpis(struct gathered *g, struct run *run,
                          const struct cells *cells)
{
    const size_t n = run->plan.n;
    g->kpis = message_alloc(NULL, n * sizeof *g->kpis);
    g->advice = message_alloc(NULL, n * sizeof *g->advice);
    g->whole = message_alloc(NULL, n * sizeof *g->whole);
    memset(g->kpis, 0, n * sizeof *g->kpis);
    memset(g->advice, 0, n * sizeof *g->advice);
    memset(g->whole, 0, n * sizeof *g->whole);
    g->placed = message_alloc(NULL, n * sizeof *g->placed);
    account(run, cells, g->kpis);
    for (size_t k = 0; k < n; k++) {
        const struct planned *p = &run->plan.kpi[k];
        struct cxm_error error;
        struct report_kpi *kpi = &g->kpis[k];
        kpi->def = p->def;
        kpi->reading = p->reading_text;
        kpi->unit = amount_unit(run, p->kpi);
        kpi->placed = g->placed[k] = placed_by(run, p->def);
        const int prefix = run->options->kpi == NULL;
        if (!run->settings.allow_off_scale &&
            cxm_reading_guard(p->def, &kpi->tally, &error) < 0)
            g->advice[k] = advice_text(p, run->share.seen, error.text, prefix);
        else if (!options_setting(run->options, p->kpi, "scale") &&
                 !options_has(run->options, OPTION_LABELS))
            g->advice[k] = advice_mixed(p, run->share.seen, prefix);
        kpi->no_figure = g->advice[k];
    }
    g->report.kpis = g->kpis;
    g->report.n_kpis = n;
    g->report.rows = *cxm_table_rows(run->share.table);
}

int gather(struct gathered *g, struct run *run)
{
    struct cells cells;
    memset(g, 0, sizeof *g);
    g->least_n = least_n(run);
    int end = cells_list(run, &cells);
    if (end == EXIT_DONE)
        end = cells_choose(run, &cells);
    if (end == EXIT_DONE) {
        g->keys = message_alloc(NULL, (cells.n * run->settings.by.n + 1) *
                                          sizeof *g->keys);
        describe_inputs(g, run);
        describe_kpis(g, run, &cells);
    }
    for (size_t k = 0; k < run->plan.n && end == EXIT_DONE; k++)
        end = cells.n ? add_kpi(g, run, &cells, k)
                      : add_nothing(g, run, &cells, k);
    free(cells.cell);
    return end;
}

void gathered_free(struct gathered *g)
{
    for (size_t k = 0; k < g->report.n_kpis; k++) {
        free(g->advice[k]);
        free(g->whole[k]);
        free(g->placed[k]);
    }
    free(g->placed);
    free(g->advice);
    free(g->whole);
    free(g->inputs);
    free(g->kpis);
    free(g->results);
    free(g->keys);
}
