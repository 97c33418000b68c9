/* SPDX-License-Identifier: MIT */
/*
 * For people: one row a result in aligned columns, or the same as a Markdown
 * table, and below it what the figures mean and which rows they came from.
 */
#include "output.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "digits.h"
#include "grid.h"
#include "notes.h"
#include "number.h"
#include "shown.h"

struct view {
    struct grid grid;
    const struct report *report;
    const char *none;      /* stands where there is no figure */
    struct digits *digits; /* of each KPI */
    int kpis;              /* there is a column for the KPI's name */
    int intervals;         /* and for the interval, */
    int open_until;        /* and for the end of what is undecided */
    double level;          /* of all intervals; NaN where they differ */
    const struct output_style *style;
};

static void look(struct view *view)
{
    const struct report *report = view->report;
    for (size_t i = 0; i < report->n_results; i++) {
        const struct report_result *result = &report->results[i];
        view->open_until |= result->open_until != 0;
        if (!shown_interval(report, result))
            continue;
        if (!view->intervals++)
            view->level = result->figures.level;
        else if (view->level != result->figures.level)
            view->level = NAN;
    }
    view->kpis = report->n_kpis > 1;
    view->grid.columns = (size_t)view->kpis + report->columns +
                         (report->period != NULL) + 3 + (view->intervals > 0) +
                         (size_t)view->open_until;
}

/* 0, or -1 where memory runs out. */
static int plan(struct view *view, const struct report *report,
                const struct output_style *style, int markdown)
{
    memset(view, 0, sizeof *view);
    view->report = report;
    view->style = style;
    view->none = style->utf8 ? "\u2013" : "-";
    view->grid.markdown = markdown;
    view->grid.color = !markdown && style->color;
    view->digits = calloc(report->n_kpis + 1, sizeof *view->digits);
    if (!view->digits)
        return -1;
    for (size_t i = 0; i < report->n_kpis; i++)
        view->digits[i] = digits_of_kpi(report, i, style);
    look(view);
    return 0;
}

static void put_cell(struct view *view, const char *text, int align)
{
    grid_text(&view->grid, text, strlen(text));
    grid_cell(&view->grid, align);
}

static void put_head(struct view *view)
{
    char level[SHOWN_LEVEL];
    if (view->kpis)
        put_cell(view, "kpi", GRID_LEFT);
    for (size_t i = 0; i < view->report->columns; i++)
        put_cell(view, view->report->by[i], GRID_LEFT);
    if (view->report->period)
        put_cell(view, "period", GRID_LEFT);
    put_cell(view, "n", GRID_RIGHT);
    put_cell(view, "value", GRID_RIGHT);
    put_cell(view, "unit", GRID_LEFT);
    if (view->intervals) {
        shown_level(view->level, level);
        if (!isnan(view->level))
            outbuf_format(&view->grid.text, "%s %% ", level);
        put_cell(view, "interval", GRID_RIGHT);
    }
    if (view->open_until)
        put_cell(view, "open until", GRID_LEFT);
}

static void put_place(struct view *view, const struct report_result *result)
{
    const struct report *report = view->report;
    struct shown_period period;
    if (view->kpis)
        put_cell(view, shown_kpi(report, result)->name, GRID_LEFT);
    for (size_t i = 0; i < report->columns; i++) {
        const struct cxm_bytes key = shown_group(report, result, i);
        if (key.length == 0)
            outbuf_text(&view->grid.text, "(empty)");
        grid_text(&view->grid, key.bytes, key.length);
        grid_cell(&view->grid, GRID_LEFT);
    }
    if (report->period) {
        shown_period(report, result, &period);
        outbuf_text(&view->grid.text, period.label);
        put_cell(view, result->running ? " (running)" : "", GRID_LEFT);
    }
}

static void put_value(struct view *view, const struct report_result *result,
                      const struct digits *digits)
{
    const struct report *report = view->report;
    char text[NUMBER_ROOM];
    outbuf_format(&view->grid.text, "%" PRIu64, result->figures.n);
    grid_cell(&view->grid, GRID_RIGHT);
    if (digits_text(digits, shown_value(report, result), text))
        put_cell(view, text, GRID_RIGHT);
    else
        put_cell(view, view->none, GRID_RIGHT);
    put_cell(view, digits->unit, GRID_LEFT);
}

static void put_interval(struct view *view, const struct report_result *result,
                         const struct digits *digits)
{
    const struct cxm_result *figures = &result->figures;
    char low[NUMBER_ROOM];
    char high[NUMBER_ROOM];
    char level[SHOWN_LEVEL];
    if (!shown_interval(view->report, result)) {
        put_cell(view, view->none, GRID_RIGHT);
        return;
    }
    digits_text(digits, figures->low, low);
    digits_text(digits, figures->high, high);
    shown_level(figures->level, level);
    outbuf_text(&view->grid.text, low);
    outbuf_text(&view->grid.text, " .. ");
    outbuf_text(&view->grid.text, high);
    if (isnan(view->level))
        outbuf_format(&view->grid.text, " (%s %%)", level);
    grid_cell(&view->grid, GRID_RIGHT);
}

static void put_result(struct view *view, const struct report_result *result)
{
    char until[CXM_TIME_TEXT] = "";
    const struct digits digits = digits_of_result(
        view->report, result, &view->digits[result->kpi], view->style);
    put_place(view, result);
    put_value(view, result, &digits);
    if (view->intervals)
        put_interval(view, result, &digits);
    if (!view->open_until)
        return;
    if (result->open_until)
        cxm_time_format(result->open_until, view->report->zone, until,
                        sizeof until);
    put_cell(view, until, GRID_LEFT);
}

static int write_view(FILE *out, const struct report *report,
                      const struct output_style *style, int markdown)
{
    struct view view;
    struct outbuf buf = {0};
    int status = plan(&view, report, style, markdown);
    if (status == 0 && report->n_results > 0) {
        put_head(&view);
        for (size_t i = 0; i < report->n_results; i++)
            put_result(&view, &report->results[i]);
        grid_write(&view.grid, &buf);
        outbuf_text(&buf, markdown ? "" : "\n");
    }
    if (status == 0 && style->verbose && !markdown)
        notes_put_detail(&buf, report, style);
    if (status == 0) {
        notes_put(&buf, report, style, markdown);
        status = outbuf_flush(&buf, out);
    }
    grid_free(&view.grid);
    free(view.digits);
    outbuf_free(&buf);
    return status;
}

int output_table(FILE *out, const struct report *report,
                 const struct output_style *style)
{
    return write_view(out, report, style, 0);
}

int output_markdown(FILE *out, const struct report *report,
                    const struct output_style *style)
{
    return write_view(out, report, style, 1);
}
