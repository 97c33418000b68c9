/* SPDX-License-Identifier: MIT */
/*
 * CSV by RFC 4180 with LF line ends.  The columns `running` and `open_until`
 * depend on what was asked for, never on the data.  Text is guarded against
 * spreadsheets that would run it; numbers never are.
 */
#include "output.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "outbuf.h"
#include "shown.h"

/* What is written, and which figures there are. */
struct sheet {
    struct outbuf buf;
    const struct report *report;
    const char **figure; /* names of all KPIs' figures, each once */
    size_t n_figures;
};

static int has_figure(const struct sheet *sheet, const char *name)
{
    for (size_t i = 0; i < sheet->n_figures; i++)
        if (strcmp(sheet->figure[i], name) == 0)
            return 1;
    return 0;
}

/* 0, or -1 where memory runs out. */
static int plan(struct sheet *sheet, const struct report *report)
{
    sheet->report = report;
    sheet->figure =
        calloc(report->n_kpis * CXM_FIGURE_MAX + 1, sizeof *sheet->figure);
    if (!sheet->figure)
        return -1;
    for (size_t i = 0; i < report->n_kpis; i++) {
        const struct cxm_kpi *kpi = cxm_def_kpi(report->kpis[i].def);
        for (size_t j = 0; j < CXM_FIGURE_MAX && kpi->figure[j].name; j++)
            if (!has_figure(sheet, kpi->figure[j].name))
                sheet->figure[sheet->n_figures++] = kpi->figure[j].name;
    }
    return 0;
}

/* Every cell but the first of its row. */
static void put_text(struct sheet *sheet, const char *text)
{
    outbuf_text(&sheet->buf, ",");
    outbuf_csv(&sheet->buf, text, strlen(text));
}

static void put_number(struct sheet *sheet, int shown, double value)
{
    char text[NUMBER_ROOM];
    outbuf_text(&sheet->buf, ",");
    if (shown && number_shortest(value, text))
        outbuf_text(&sheet->buf, text);
}

static void put_head(struct sheet *sheet)
{
    const struct report *report = sheet->report;
    outbuf_text(&sheet->buf, "kpi");
    for (size_t i = 0; i < report->columns; i++)
        put_text(sheet, report->by[i]);
    outbuf_text(&sheet->buf, ",period,period_start,period_end,n,value,unit,"
                             "ci_low,ci_high,ci_level,ci_method");
    for (size_t i = 0; i < sheet->n_figures; i++)
        put_text(sheet, sheet->figure[i]);
    outbuf_text(&sheet->buf, sheet->report->has_running ? ",running" : "");
    outbuf_text(&sheet->buf, sheet->report->has_due ? ",open_until" : "");
    outbuf_text(&sheet->buf, ",definition,reading\n");
}

static void put_place(struct sheet *sheet, const struct report_result *result)
{
    struct shown_period period;
    const char *name = shown_kpi(sheet->report, result)->name;
    outbuf_csv(&sheet->buf, name, strlen(name));
    for (size_t i = 0; i < sheet->report->columns; i++) {
        const struct cxm_bytes key = shown_group(sheet->report, result, i);
        outbuf_text(&sheet->buf, ",");
        outbuf_csv(&sheet->buf, key.bytes, key.length);
    }
    shown_period(sheet->report, result, &period);
    put_text(sheet, period.label);
    put_text(sheet, period.start);
    put_text(sheet, period.end);
}

static void put_value(struct sheet *sheet, const struct report_result *result)
{
    const struct report *report = sheet->report;
    const struct cxm_result *figures = &result->figures;
    const int shown = shown_interval(report, result);
    outbuf_format(&sheet->buf, ",%" PRIu64, figures->n);
    put_number(sheet, 1, shown_value(report, result));
    put_text(sheet, shown_unit(report, result));
    put_number(sheet, shown, figures->low);
    put_number(sheet, shown, figures->high);
    put_number(sheet, shown, figures->level);
    put_text(sheet, shown ? cxm_interval_name(figures->method) : "");
}

/* One text cell, 1:16;2:38. */
static void put_distribution(struct sheet *sheet,
                             const struct report_result *result)
{
    struct shown_points points;
    struct outbuf cell = {0};
    shown_points(sheet->report, result, &points);
    for (uint32_t i = 0; i < points.n; i++) {
        char point[32];
        int64_t millionths = 0;
        uint64_t count = 0;
        shown_point(sheet->report, result, &points, i, &millionths, &count);
        cxm_decimal_text(millionths, point, sizeof point);
        outbuf_format(&cell, "%s%s:%" PRIu64, i ? ";" : "", point, count);
    }
    outbuf_text(&sheet->buf, ",");
    outbuf_csv(&sheet->buf, cell.bytes, cell.used);
    sheet->buf.failed |= cell.failed;
    outbuf_free(&cell);
}

/* One text cell, 20:80;60:95: seconds and percent, or the count. */
static void put_within(struct sheet *sheet, const struct report_result *result,
                       int counts)
{
    struct shown_within within;
    struct outbuf cell = {0};
    char text[NUMBER_ROOM];
    for (uint32_t i = 0; shown_within(sheet->report, result, i, &within); i++) {
        number_shortest(within.seconds, text);
        outbuf_format(&cell, "%s%s:", i ? ";" : "", text);
        number_shortest(within.percent, text);
        if (counts)
            outbuf_format(&cell, "%" PRIu64, within.hits);
        else
            outbuf_text(&cell, text);
    }
    outbuf_text(&sheet->buf, ",");
    outbuf_csv(&sheet->buf, cell.bytes, cell.used);
    sheet->buf.failed |= cell.failed;
    outbuf_free(&cell);
}

static void put_figure(struct sheet *sheet, const struct report_result *result,
                       const char *name)
{
    const struct cxm_figure *figure = shown_kpi(sheet->report, result)->figure;
    uint32_t i = 0;
    while (figure[i].name && strcmp(figure[i].name, name) != 0)
        i++;
    if (!figure[i].name || !shown_figure(sheet->report, result, i))
        outbuf_text(&sheet->buf, ",");
    else if (figure[i].type == CXM_FIGURE_DISTRIBUTION)
        put_distribution(sheet, result);
    else if (shown_is_within(&figure[i]))
        put_within(sheet, result, figure[i].type == CXM_FIGURE_WITHIN_N);
    else if (figure[i].type == CXM_FIGURE_COUNT)
        outbuf_format(&sheet->buf, ",%" PRIu64,
                      result->figures.figure[i].count);
    else
        put_number(sheet, 1, result->figures.figure[i].real);
}

static void put_result(struct sheet *sheet, const struct report_result *result)
{
    const struct report_kpi *kpi = &sheet->report->kpis[result->kpi];
    char until[CXM_TIME_TEXT] = "";
    put_place(sheet, result);
    put_value(sheet, result);
    for (size_t i = 0; i < sheet->n_figures; i++)
        put_figure(sheet, result, sheet->figure[i]);
    if (sheet->report->has_running)
        put_text(sheet, result->running ? "true" : "");
    if (result->open_until)
        cxm_time_format(result->open_until, sheet->report->zone, until,
                        sizeof until);
    if (sheet->report->has_due)
        put_text(sheet, until);
    put_text(sheet, cxm_def_text(kpi->def));
    put_text(sheet, kpi->reading);
    outbuf_text(&sheet->buf, "\n");
}

int output_csv(FILE *out, const struct report *report,
               const struct output_style *style)
{
    struct sheet sheet = {{0}, NULL, NULL, 0};
    int status = plan(&sheet, report);
    (void)style;
    if (status == 0) {
        put_head(&sheet);
        status = outbuf_flush(&sheet.buf, out);
    }
    for (size_t i = 0; status == 0 && i < report->n_results; i++) {
        put_result(&sheet, &report->results[i]);
        status = outbuf_flush(&sheet.buf, out);
    }
    free(sheet.figure);
    outbuf_free(&sheet.buf);
    return status;
}
