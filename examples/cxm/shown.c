/* SPDX-License-Identifier: MIT */
#include "shown.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct report_kpi *kpi_of(const struct report *report,
                                       const struct report_result *result)
{
    return &report->kpis[result->kpi];
}

int shown_withheld(const struct report *report,
                   const struct report_result *result)
{
    return result->n_only || kpi_of(report, result)->no_figure;
}

double shown_value(const struct report *report,
                   const struct report_result *result)
{
    const double value = result->figures.value;
    return shown_withheld(report, result) || !isfinite(value) ? NAN : value;
}

int shown_interval(const struct report *report,
                   const struct report_result *result)
{
    const struct cxm_result *figures = &result->figures;
    return !isnan(shown_value(report, result)) && isfinite(figures->low) &&
           isfinite(figures->high) && isfinite(figures->level);
}

int shown_figure(const struct report *report,
                 const struct report_result *result, uint32_t i)
{
    const struct cxm_figure *figure = &shown_kpi(report, result)->figure[i];
    const struct cxm_result *figures = &result->figures;
    struct shown_within within;
    if (shown_withheld(report, result))
        return 0;
    if (figure->type == CXM_FIGURE_DISTRIBUTION && figures->n == 0)
        return 1;
    if (i >= CXM_FIGURE_MAX || figures->undefined >> i & 1)
        return 0;
    if (shown_is_within(figure))
        return shown_within(report, result, 0, &within);
    return figure->type != CXM_FIGURE_REAL || isfinite(figures->figure[i].real);
}

const struct cxm_kpi *shown_kpi(const struct report *report,
                                const struct report_result *result)
{
    return cxm_def_kpi(kpi_of(report, result)->def);
}

const char *shown_unit(const struct report *report,
                       const struct report_result *result)
{
    const char *own = kpi_of(report, result)->unit;
    if (!own)
        own = result->figures.unit;
    return own ? own : "";
}

struct cxm_bytes shown_group(const struct report *report,
                             const struct report_result *result, size_t column)
{
    static const struct cxm_bytes other = {SHOWN_OTHER, sizeof SHOWN_OTHER - 1};
    static const struct cxm_bytes empty = {"", 0};
    (void)report;
    if (!result->group)
        return other;
    return result->group[column].bytes ? result->group[column] : empty;
}

void shown_period(const struct report *report,
                  const struct report_result *result,
                  struct shown_period *period)
{
    int64_t begin;
    int64_t end;
    memset(period, 0, sizeof *period);
    if (!result->has_period || !report->period ||
        cxm_period_bounds(report->period, result->period, &begin, &end) < 0)
        return;
    cxm_period_label(report->period, result->period, period->label,
                     sizeof period->label);
    cxm_time_format(begin, report->zone, period->start, sizeof period->start);
    cxm_time_format(end, report->zone, period->end, sizeof period->end);
}

/* The i-th point, worst first; an empty result has them all, with no count. */
static int point(const struct report *report,
                 const struct report_result *result, uint32_t i,
                 int64_t *millionths, uint64_t *count)
{
    const struct cxm_def *def = kpi_of(report, result)->def;
    const struct cxm_scale *scale = cxm_def_scale(def);
    if (result->state)
        return cxm_state_point(def, result->state, i, millionths, count);
    if (!scale || i >= scale->points)
        return CXM_EINVAL;
    *millionths = cxm_scale_point(scale, i);
    *count = 0;
    return CXM_OK;
}

void shown_points(const struct report *report,
                  const struct report_result *result,
                  struct shown_points *points)
{
    int64_t first = 0;
    int64_t last = 0;
    uint64_t count;
    points->n = 0;
    while (point(report, result, points->n, &last, &count) >= 0)
        if (points->n++ == 0)
            first = last;
    points->descending = first > last;
}

void shown_point(const struct report *report,
                 const struct report_result *result,
                 const struct shown_points *points, uint32_t i,
                 int64_t *millionths, uint64_t *count)
{
    point(report, result, points->descending ? points->n - 1 - i : i,
          millionths, count);
}

int shown_is_within(const struct cxm_figure *figure)
{
    return figure->type == CXM_FIGURE_WITHIN ||
           figure->type == CXM_FIGURE_WITHIN_N;
}

int shown_within(const struct report *report,
                 const struct report_result *result, uint32_t i,
                 struct shown_within *within)
{
    int64_t limit = 0;
    uint64_t n = 0;
    if (!result->state ||
        cxm_state_within(kpi_of(report, result)->def, result->state, i, &limit,
                         &within->hits, &n) < 0 ||
        n == 0)
        return 0;
    within->seconds = (double)limit / 1000;
    within->percent = 100 * (double)within->hits / (double)n;
    cxm_duration_format(limit, within->text, sizeof within->text);
    return 1;
}

void shown_level(double level, char *out)
{
    snprintf(out, SHOWN_LEVEL, "%.10g", 100 * level);
}
