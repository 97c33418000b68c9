/* SPDX-License-Identifier: MIT */
/*
 * shown.h - what of a result is shown, decided once for every format.
 */
#ifndef SHOWN_H
#define SHOWN_H

#include "report.h"

#define SHOWN_OTHER "(other)" /* the group of what is beyond --max-groups */

/* 1 where n alone is shown: too few, or the KPI has no figure at all. */
int shown_withheld(const struct report *report,
                   const struct report_result *result);

/* The value, or NaN where it is undefined or withheld. */
double shown_value(const struct report *report,
                   const struct report_result *result);

/* 1 where low, high and level are shown; there is a value then, too. */
int shown_interval(const struct report *report,
                   const struct report_result *result);

/* 1 where the i-th figure of the detail has a value; a distribution has one
   where nothing was counted, too: all its counts are 0. */
int shown_figure(const struct report *report,
                 const struct report_result *result, uint32_t i);

const struct cxm_kpi *shown_kpi(const struct report *report,
                                const struct report_result *result);
const char *shown_unit(const struct report *report,
                       const struct report_result *result);

/* The text of the group in a column of report->by. */
struct cxm_bytes shown_group(const struct report *report,
                             const struct report_result *result, size_t column);

struct shown_period {
    char label[CXM_PERIOD_TEXT]; /* all "" where it has no period */
    char start[CXM_TIME_TEXT];
    char end[CXM_TIME_TEXT];
};
void shown_period(const struct report *report,
                  const struct report_result *result,
                  struct shown_period *period);

/* The points of its distribution; look at them in ascending order. */
struct shown_points {
    uint32_t n;
    int descending; /* the worst point is the highest */
};
void shown_points(const struct report *report,
                  const struct report_result *result,
                  struct shown_points *points);

/* The i-th of them, i < points->n, in ascending order. */
void shown_point(const struct report *report,
                 const struct report_result *result,
                 const struct shown_points *points, uint32_t i,
                 int64_t *millionths, uint64_t *count);

/* A figure that is read limit by limit, of CXM_FIGURE_WITHIN or _WITHIN_N. */
int shown_is_within(const struct cxm_figure *figure);

/* The i-th limit of a definition with `within`; 0 past the last. */
struct shown_within {
    double seconds;
    char text[CXM_DURATION_TEXT]; /* the limit for people: "4h" */
    uint64_t hits;
    double percent;
};
int shown_within(const struct report *report,
                 const struct report_result *result, uint32_t i,
                 struct shown_within *within);

/* "95" for a level of 0.95. */
#define SHOWN_LEVEL 32
void shown_level(double level, char *out);

#endif
