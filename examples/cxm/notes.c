/* SPDX-License-Identifier: MIT */
#include "notes.h"

#include <inttypes.h>
#include <string.h>

#include "shown.h"

/* A note being written; text in it comes from options and files. */
struct note {
    struct outbuf *buf;
    int markdown;
    int color;
};

static void put(const struct note *note, const char *text)
{
    if (note->markdown)
        outbuf_markdown(note->buf, text, strlen(text));
    else
        outbuf_escaped(note->buf, text, strlen(text));
}

/* Lines of Markdown would run together: there, notes are paragraphs. */
static void begin(const struct note *note)
{
    outbuf_text(note->buf, note->markdown ? "\n" : "");
    outbuf_text(note->buf, note->color ? "\033[2m" : "");
}

static void end(const struct note *note)
{
    outbuf_text(note->buf, note->color ? "\033[0m\n" : "\n");
}

/* The method and level of the intervals that are shown. */
static void put_method(const struct note *note, const struct report *report,
                       size_t kpi)
{
    for (size_t i = 0; i < report->n_results; i++) {
        const struct report_result *result = &report->results[i];
        char level[SHOWN_LEVEL];
        if (result->kpi != kpi || !shown_interval(report, result))
            continue;
        shown_level(result->figures.level, level);
        outbuf_format(note->buf, "; interval: %s %s %%",
                      cxm_interval_name(result->figures.method), level);
        return;
    }
}

static int ends_in_point(const char *text)
{
    const size_t n = strlen(text);
    return n > 0 && text[n - 1] == '.';
}

static void put_definition(const struct note *note, const struct report *report,
                           size_t i)
{
    const struct report_kpi *kpi = &report->kpis[i];
    const struct cxm_kpi *info = cxm_def_kpi(kpi->def);
    begin(note);
    put(note, info->name);
    outbuf_text(note->buf, ": ");
    put(note, info->title);
    outbuf_text(note->buf, ", ");
    put(note, info->about);
    outbuf_text(note->buf, ". Definition: ");
    put(note, cxm_def_text(kpi->def));
    if (*kpi->reading) {
        outbuf_text(note->buf, "; reading: ");
        put(note, kpi->reading);
    }
    if (kpi->placed) {
        outbuf_text(note->buf, "; placed by ");
        put(note, kpi->placed);
    }
    put_method(note, report, i);
    outbuf_text(note->buf, ".");
    if (kpi->no_figure) {
        outbuf_text(note->buf, " No figure: ");
        put(note, kpi->no_figure);
        outbuf_text(note->buf, ends_in_point(kpi->no_figure) ? "" : ".");
    }
    end(note);
}

static void put_tally(const struct note *note, const struct report_kpi *kpi)
{
    const struct cxm_tally *tally = &kpi->tally;
    outbuf_text(note->buf, "; ");
    put(note, cxm_def_kpi(kpi->def)->name);
    outbuf_format(note->buf,
                  ": %" PRIu64 " counted, %" PRIu64 " missing, %" PRIu64
                  " rejected",
                  tally->counted, tally->missing, tally->rejected);
    if (tally->off_scale)
        outbuf_format(note->buf, " (%" PRIu64 " off the scale)",
                      tally->off_scale);
    if (tally->undecided)
        outbuf_format(note->buf, ", %" PRIu64 " undecided", tally->undecided);
    if (tally->ineligible)
        outbuf_format(note->buf, ", %" PRIu64 " ineligible", tally->ineligible);
}

static void put_account(const struct note *note, const struct report *report)
{
    const struct cxm_rows *rows = &report->rows;
    begin(note);
    outbuf_format(note->buf,
                  "rows: %" PRIu64 " read, %" PRIu64 " filtered, %" PRIu64
                  " duplicate, %" PRIu64 " late",
                  rows->read, rows->filtered, rows->duplicate, rows->late);
    for (size_t i = 0; i < report->n_kpis; i++)
        put_tally(note, &report->kpis[i]);
    end(note);
}

static void put_remarks(const struct note *note, const struct report *report)
{
    int n_only = 0;
    int running = 0;
    char as_of[CXM_TIME_TEXT];
    for (size_t i = 0; i < report->n_results; i++) {
        n_only |= report->results[i].n_only &&
                  !report->kpis[report->results[i].kpi].no_figure;
        running |= report->results[i].running;
    }
    if (n_only) {
        begin(note);
        outbuf_text(note->buf, "Where n stands alone, it is too small for a "
                               "figure (--min-n).");
        end(note);
    }
    if (running && report->has_as_of) {
        cxm_time_format(report->as_of, report->zone, as_of, sizeof as_of);
        begin(note);
        outbuf_format(note->buf, "running: not over as of %s.", as_of);
        end(note);
    }
}

void notes_put(struct outbuf *buf, const struct report *report,
               const struct output_style *style, int markdown)
{
    const struct note note = {buf, markdown, !markdown && style->color};
    for (size_t i = 0; i < report->n_kpis; i++)
        put_definition(&note, report, i);
    put_account(&note, report);
    put_remarks(&note, report);
}
