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

/* A duration is shown in the unit of the KPI's value, which then follows it. */
static void put_figure(struct outbuf *buf, const struct cxm_figure *figure,
                       const union cxm_value *value,
                       const struct digits *values,
                       const struct output_style *style)
{
    char text[NUMBER_ROOM];
    const int is_time = strcmp(figure->unit, "s") == 0;
    struct digits digits = digits_of_unit(figure->unit);
    if (is_time)
        digits = *values;
    if (style->digits >= 0)
        digits.decimals = style->digits;
    outbuf_format(buf, "%s ", figure->name);
    if (figure->type == CXM_FIGURE_COUNT) {
        outbuf_format(buf, "%" PRIu64, value->count);
        return;
    }
    digits_text(&digits, value->real, text);
    outbuf_text(buf, text);
    if (is_time || strcmp(figure->unit, "percent") == 0)
        outbuf_format(buf, " %s", digits.unit);
}

/* "within 1h 80.0 %, 4h 95.0 %", and the counts likewise. */
static void put_within(struct outbuf *buf, const struct report *report,
                       const struct report_result *result,
                       const struct cxm_figure *figure, int digits)
{
    struct shown_within within;
    char text[NUMBER_ROOM];
    outbuf_text(buf, figure->name);
    for (uint32_t i = 0; shown_within(report, result, i, &within); i++) {
        number_fixed(within.percent, digits >= 0 ? digits : 1, text);
        outbuf_format(buf, "%s%s ", i ? ", " : " ", within.text);
        if (figure->type == CXM_FIGURE_WITHIN_N)
            outbuf_format(buf, "%" PRIu64, within.hits);
        else
            outbuf_format(buf, "%s %%", text);
    }
}

static void put_figures(struct outbuf *buf, const struct report *report,
                        const struct report_result *result,
                        const struct digits *digits,
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
        if (shown_is_within(&figure[i])) {
            put_within(buf, report, result, &figure[i], style->digits);
            continue;
        }
        put_figure(buf, &figure[i], &result->figures.figure[i], digits, style);
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
    struct digits digits = digits_of_kpi(report, 0, style);
    size_t kpi = 0;
    for (size_t i = 0; i < report->n_results; i++) {
        const struct report_result *result = &report->results[i];
        if (shown_withheld(report, result) || result->figures.n == 0)
            continue;
        if (result->kpi != kpi)
            digits = digits_of_kpi(report, result->kpi, style);
        kpi = result->kpi;
        put_place(buf, report, result);
        const struct digits own =
            digits_of_result(report, result, &digits, style);
        put_figures(buf, report, result, &own, style);
        outbuf_text(buf, "\n");
    }
}
