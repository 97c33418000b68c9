/* SPDX-License-Identifier: MIT */
/*
 * JSON: one document with one result a line, so that it can be compared line
 * by line; and JSON lines, where every line stands for itself.
 */
#include "output.h"

#include <inttypes.h>
#include <string.h>

#include "number.h"
#include "outbuf.h"
#include "shown.h"

static void put_text(struct outbuf *buf, const char *text)
{
    outbuf_json(buf, text, strlen(text));
}

/* ,"name": */
static void put_name(struct outbuf *buf, const char *name)
{
    outbuf_text(buf, ",");
    put_text(buf, name);
    outbuf_text(buf, ":");
}

/* NULL and "" are null. */
static void put_member(struct outbuf *buf, const char *name, const char *text)
{
    put_name(buf, name);
    if (text && *text)
        put_text(buf, text);
    else
        outbuf_text(buf, "null");
}

static void put_number(struct outbuf *buf, const char *name, int shown,
                       double value)
{
    char text[NUMBER_ROOM];
    put_name(buf, name);
    outbuf_text(buf, shown && number_shortest(value, text) ? text : "null");
}

static void put_time(struct outbuf *buf, const char *name, int known,
                     int64_t ms, const struct cxm_zone *zone)
{
    char text[CXM_TIME_TEXT] = "";
    if (known)
        cxm_time_format(ms, zone, text, sizeof text);
    put_member(buf, name, text);
}

static void put_input(struct outbuf *buf, const struct report *report)
{
    outbuf_text(buf, " \"input\":{\"files\":[");
    for (size_t i = 0; i < report->n_inputs; i++) {
        outbuf_text(buf, i ? "," : "");
        put_text(buf, report->inputs[i].file);
    }
    outbuf_text(buf, "],\"layouts\":[");
    for (size_t i = 0; i < report->n_inputs; i++) {
        outbuf_text(buf, i ? "," : "");
        put_text(buf, report->inputs[i].layout);
    }
    outbuf_text(buf, "]");
    put_time(buf, "first", report->has_times, report->first, report->zone);
    put_time(buf, "last", report->has_times, report->last, report->zone);
    put_time(buf, "as_of", report->has_as_of, report->as_of, report->zone);
    put_member(buf, "zone", cxm_zone_name(report->zone));
    outbuf_text(buf, "},\n");
}

static void put_rows(struct outbuf *buf, const struct cxm_rows *rows)
{
    outbuf_format(buf,
                  " \"rows\":{\"read\":%" PRIu64 ",\"filtered\":%" PRIu64
                  ",\"duplicate\":%" PRIu64 ",\"late\":%" PRIu64 "},\n",
                  rows->read, rows->filtered, rows->duplicate, rows->late);
}

static void put_kpi(struct outbuf *buf, const struct report_kpi *kpi)
{
    const struct cxm_tally *tally = &kpi->tally;
    put_text(buf, cxm_def_kpi(kpi->def)->name);
    outbuf_text(buf, ":{\"definition\":");
    put_text(buf, cxm_def_text(kpi->def));
    outbuf_text(buf, ",\"reading\":");
    put_text(buf, kpi->reading);
    outbuf_format(buf,
                  ",\"counted\":%" PRIu64 ",\"missing\":%" PRIu64
                  ",\"rejected\":%" PRIu64 ",\"off_scale\":%" PRIu64
                  ",\"undecided\":%" PRIu64 ",\"ineligible\":%" PRIu64,
                  tally->counted, tally->missing, tally->rejected,
                  tally->off_scale, tally->undecided, tally->ineligible);
    if (kpi->placed)
        put_member(buf, "placed_by", kpi->placed);
    if (kpi->no_figure)
        put_member(buf, "no_figure", kpi->no_figure);
    outbuf_text(buf, "}");
}

static void put_kpis(struct outbuf *buf, const struct report *report)
{
    outbuf_text(buf, " \"kpis\":{");
    for (size_t i = 0; i < report->n_kpis; i++) {
        outbuf_text(buf, i ? ",\n  " : "");
        put_kpi(buf, &report->kpis[i]);
    }
    outbuf_text(buf, "},\n");
}

static void put_group(struct outbuf *buf, const struct report *report,
                      const struct report_result *result)
{
    outbuf_text(buf, ",\"group\":{");
    for (size_t i = 0; i < report->columns; i++) {
        const struct cxm_bytes key = shown_group(report, result, i);
        outbuf_text(buf, i ? "," : "");
        put_text(buf, report->by[i]);
        outbuf_text(buf, ":");
        outbuf_json(buf, key.bytes, key.length);
    }
    outbuf_text(buf, "}");
    /* A group may be called "(other)", too. */
    if (!result->group)
        outbuf_text(buf, ",\"other\":true");
}

static void put_distribution(struct outbuf *buf, const struct report *report,
                             const struct report_result *result)
{
    struct shown_points points;
    shown_points(report, result, &points);
    outbuf_text(buf, "{");
    for (uint32_t i = 0; i < points.n; i++) {
        char point[32];
        int64_t millionths = 0;
        uint64_t count = 0;
        shown_point(report, result, &points, i, &millionths, &count);
        cxm_decimal_text(millionths, point, sizeof point);
        outbuf_format(buf, "%s\"%s\":%" PRIu64, i ? "," : "", point, count);
    }
    outbuf_text(buf, "}");
}

/* {"20":80,"60":95}: what is at most so many seconds long. */
static void put_within(struct outbuf *buf, const struct report *report,
                       const struct report_result *result, int counts)
{
    struct shown_within within;
    char text[NUMBER_ROOM];
    outbuf_text(buf, "{");
    for (uint32_t i = 0; shown_within(report, result, i, &within); i++) {
        number_shortest(within.seconds, text);
        outbuf_format(buf, "%s\"%s\":", i ? "," : "", text);
        number_shortest(within.percent, text);
        if (counts)
            outbuf_format(buf, "%" PRIu64, within.hits);
        else
            outbuf_text(buf, text);
    }
    outbuf_text(buf, "}");
}

static void put_figure(struct outbuf *buf, const struct report *report,
                       const struct report_result *result, uint32_t i)
{
    const struct cxm_figure *figure = &shown_kpi(report, result)->figure[i];
    char text[NUMBER_ROOM];
    put_text(buf, figure->name);
    outbuf_text(buf, ":");
    if (!shown_figure(report, result, i)) {
        outbuf_text(buf, "null");
    } else if (figure->type == CXM_FIGURE_DISTRIBUTION) {
        put_distribution(buf, report, result);
    } else if (shown_is_within(figure)) {
        put_within(buf, report, result, figure->type == CXM_FIGURE_WITHIN_N);
    } else if (figure->type == CXM_FIGURE_COUNT) {
        outbuf_format(buf, "%" PRIu64, result->figures.figure[i].count);
    } else {
        number_shortest(result->figures.figure[i].real, text);
        outbuf_text(buf, text);
    }
}

static void put_detail(struct outbuf *buf, const struct report *report,
                       const struct report_result *result)
{
    const struct cxm_figure *figure = shown_kpi(report, result)->figure;
    outbuf_text(buf, ",\"detail\":");
    if (shown_withheld(report, result)) {
        outbuf_text(buf, "null");
        return;
    }
    outbuf_text(buf, "{");
    for (uint32_t i = 0; figure[i].name; i++) {
        outbuf_text(buf, i ? "," : "");
        put_figure(buf, report, result, i);
    }
    outbuf_text(buf, "}");
}

static void put_interval(struct outbuf *buf, const struct report *report,
                         const struct report_result *result)
{
    const struct cxm_result *figures = &result->figures;
    const int shown = shown_interval(report, result);
    put_number(buf, "ci_low", shown, figures->low);
    put_number(buf, "ci_high", shown, figures->high);
    put_number(buf, "ci_level", shown, figures->level);
    put_member(buf, "ci_method",
               shown ? cxm_interval_name(figures->method) : NULL);
}

/* A result but for its closing brace. */
static void put_result(struct outbuf *buf, const struct report *report,
                       const struct report_result *result)
{
    struct shown_period period;
    shown_period(report, result, &period);
    outbuf_text(buf, "{\"kpi\":");
    put_text(buf, shown_kpi(report, result)->name);
    put_group(buf, report, result);
    put_member(buf, "period", period.label);
    put_member(buf, "period_start", period.start);
    put_member(buf, "period_end", period.end);
    if (result->running)
        outbuf_text(buf, ",\"running\":true");
    if (result->open_until)
        put_time(buf, "open_until", 1, result->open_until, report->zone);
    outbuf_format(buf, ",\"n\":%" PRIu64, result->figures.n);
    put_number(buf, "value", 1, shown_value(report, result));
    put_member(buf, "unit", shown_unit(report, result));
    put_interval(buf, report, result);
    put_detail(buf, report, result);
}

int output_json(FILE *out, const struct report *report,
                const struct output_style *style)
{
    struct outbuf buf = {0};
    int status = 0;
    (void)style;
    outbuf_format(&buf, "{\"cxm\":\"%s\",\n", cxm_version());
    put_input(&buf, report);
    put_rows(&buf, &report->rows);
    put_kpis(&buf, report);
    outbuf_text(&buf, " \"results\":[");
    for (size_t i = 0; status == 0 && i < report->n_results; i++) {
        outbuf_text(&buf, i ? ",\n  " : "\n  ");
        put_result(&buf, report, &report->results[i]);
        outbuf_text(&buf, "}");
        status = outbuf_flush(&buf, out);
    }
    outbuf_text(&buf, "]}\n");
    if (status == 0)
        status = outbuf_flush(&buf, out);
    outbuf_free(&buf);
    return status;
}

int output_jsonl(FILE *out, const struct report *report,
                 const struct output_style *style)
{
    struct outbuf buf = {0};
    int status = 0;
    (void)style;
    for (size_t i = 0; status == 0 && i < report->n_results; i++) {
        const struct report_result *result = &report->results[i];
        const struct report_kpi *kpi = &report->kpis[result->kpi];
        put_result(&buf, report, result);
        put_name(&buf, "definition");
        put_text(&buf, cxm_def_text(kpi->def));
        put_name(&buf, "reading");
        put_text(&buf, kpi->reading);
        if (kpi->placed)
            put_member(&buf, "placed_by", kpi->placed);
        if (kpi->no_figure)
            put_member(&buf, "no_figure", kpi->no_figure);
        outbuf_text(&buf, "}\n");
        status = outbuf_flush(&buf, out);
    }
    outbuf_free(&buf);
    return status;
}
