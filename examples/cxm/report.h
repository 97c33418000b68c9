/* SPDX-License-Identifier: MIT */
/*
 * report.h - what is printed, whatever the format: every KPI with its
 * definition and account, and the figures by group and period.
 */
#ifndef REPORT_H
#define REPORT_H

#include <cxm.h>

struct report_input {
    const char *file;
    const char *layout;
};

struct report_kpi {
    const struct cxm_def *def;
    const char *reading;    /* canonical text, may be "" */
    const char *unit;       /* of the values, where it is not the figures' own;
                               NULL otherwise */
    struct cxm_tally tally; /* of what is reported */
    const char *placed;    /* "created": the date that places its rows, where it
                           matters; or NULL */
    const char *no_figure; /* why no figure may be shown, or NULL */
};

struct report_result {
    size_t kpi;                    /* index into kpis */
    const struct cxm_bytes *group; /* [report.columns]; NULL: "(other)" */
    int has_period;
    int32_t period;     /* index of report.period */
    int running;        /* the period has not ended as of report.as_of */
    int64_t open_until; /* until then it holds undecided rows; 0: it does not */
    int n_only;         /* figures are withheld: n alone is shown */
    struct cxm_result figures;
    const void *state; /* for cxm_state_point; NULL where n is 0 */
};

struct report {
    const struct report_input *inputs;
    size_t n_inputs;
    int has_times; /* first and last are set */
    int64_t first; /* earliest and latest time read */
    int64_t last;
    int has_as_of;
    int64_t as_of;
    const struct cxm_zone *zone;     /* NULL: UTC */
    const struct cxm_period *period; /* NULL without --every */
    int has_running; /* a period can be marked as running, if none is */
    int has_due;     /* a result can be open until then, if none is */
    struct cxm_rows rows;
    const char *const *by; /* names of the group columns, UTF-8 */
    size_t columns;
    const struct report_kpi *kpis; /* in registry order */
    size_t n_kpis;
    const struct report_result *results; /* by KPI, then group, then period */
    size_t n_results;
};

#endif
