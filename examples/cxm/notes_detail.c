/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "digits.h"
#include "grid.h"
#include "notes.h"
#include "number.h"
#include "shown.h"

#define BAR 30 /* columns of the longest bar */

/* A bar of `count` of `most`: eighths of a column where they can be shown. */
static void put_bar(struct outbuf *buf, uint64_t count, uint64_t most, int utf8)
{
    static const char *const part[] = {
        "",       "\u258f", "\u258e", "\u258d",
        "\u258c", "\u258b", "\u258a", "\u2589",
    };
    const double length = most ? BAR * ((double)count / (double)most) : 0;
    const uint32_t eighths = (uint32_t)(8 * length + 0.5);
    uint32_t n = utf8 ? eighths / 8 : (uint32_t)(length + 0.5);
    while (n-- > 0)
        outbuf_text(buf, utf8 ? "\u2588" : "#");
    if (utf8)
        outbuf_text(buf, part[eighths % 8]);
}

static uint64_t largest(const struct report *report,
                        const struct report_result *result,
                        const struct shown_points *points)
{
    uint64_t most = 0;
    for (uint32_t i = 0; i < points->n; i++) {
        int64_t millionths;
        uint64_t count = 0;
        shown_point(report, result, points, i, &millionths, &count);
        if (count > most)
            most = count;
    }
    return most;
}

static void put_point(struct grid *grid, int64_t millionths, uint64_t count,
                      uint64_t most, uint64_t n, int utf8)
{
    char point[32];
    char share[NUMBER_ROOM];
    cxm_decimal_text(millionths, point, sizeof point);
    number_fixed(100 * ((double)count / (double)n), 1, share);
    outbuf_format(&grid->text, "  %s", point);
    grid_cell(grid, GRID_RIGHT);
    outbuf_format(&grid->text, "%" PRIu64, count);
    grid_cell(grid, GRID_RIGHT);
    outbuf_format(&grid->text, "%s %%", share);
    grid_cell(grid, GRID_RIGHT);
    put_bar(&grid->text, count, most, utf8);
    grid_cell(grid, GRID_LEFT);
}

static void put_distribution(struct outbuf *buf, const struct report *report,
                             const struct report_result *result, int utf8)
{
    struct grid grid = {.columns = 4};
    struct shown_points points;
    shown_points(report, result, &points);
    const uint64_t most = largest(report, result, &points);
    for (uint32_t i = 0; i < points.n; i++) {
        int64_t millionths = 0;
        uint64_t count = 0;
        shown_point(report, result, &points, i, &millionths, &count);
        put_point(&grid, millionths, count, most, result->figures.n, utf8);
    }
    grid_write(&grid, buf);
    grid_free(&grid);
}

static void put_figure(struct outbuf *buf, const struct cxm_figure *figure,
                       const union cxm_value *value, int digits)
{
    char text[NUMBER_ROOM];
    outbuf_format(buf, "%s ", figure->name);
    if (figure->type == CXM_FIGURE_COUNT) {
        outbuf_format(buf, "%" PRIu64, value->count);
        return;
    }
    number_fixed(value->real,
                 digits >= 0 ? digits : digits_of_unit(figure->unit), text);
    outbuf_text(buf, text);
    outbuf_text(buf, strcmp(figure->unit, "percent") == 0 ? " %" : "");
}

static void put_figures(struct outbuf *buf, const struct report *report,
                        const struct report_result *result,
                        const struct output_style *style)
{
    const struct cxm_figure *figure = shown_kpi(report, result)->figure;
    int n = 0;
    for (uint32_t i = 0; figure[i].name; i++)
        if (figure[i].type == CXM_FIGURE_DISTRIBUTION &&
            shown_figure(report, result, i))
            put_distribution(buf, report, result, style->utf8);
    for (uint32_t i = 0; figure[i].name; i++) {
        if (figure[i].type == CXM_FIGURE_DISTRIBUTION ||
            !shown_figure(report, result, i))
            continue;
        outbuf_text(buf, n++ ? ", " : "  ");
        put_figure(buf, &figure[i], &result->figures.figure[i], style->digits);
    }
    outbuf_text(buf, n ? "\n" : "");
}

static void put_place(struct outbuf *buf, const struct report *report,
                      const struct report_result *result)
{
    struct shown_period period;
    shown_period(report, result, &period);
    outbuf_text(buf, shown_kpi(report, result)->name);
    for (size_t i = 0; i < report->columns; i++) {
        const struct cxm_bytes key = shown_group(report, result, i);
        outbuf_text(buf, key.length ? ", " : ", (empty)");
        outbuf_escaped(buf, key.bytes, key.length);
    }
    outbuf_text(buf, *period.label ? ", " : "");
    outbuf_text(buf, period.label);
    outbuf_text(buf, ":\n");
}

void notes_put_detail(struct outbuf *buf, const struct report *report,
                      const struct output_style *style)
{
    for (size_t i = 0; i < report->n_results; i++) {
        const struct report_result *result = &report->results[i];
        if (shown_withheld(report, result) || result->figures.n == 0)
            continue;
        put_place(buf, report, result);
        put_figures(buf, report, result, style);
        outbuf_text(buf, "\n");
    }
}
