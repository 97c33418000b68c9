/* SPDX-License-Identifier: MIT */
/*
 * digits.h - how people see the figures of a KPI: in which unit and with how
 * many decimals; machine formats have seconds and all digits.
 */
#ifndef DIGITS_H
#define DIGITS_H

#include "output.h"

struct digits {
    const char *unit; /* "%", "min", ... */
    double divisor;   /* of figures in the KPI's unit, to be in that */
    int decimals;
};

/* A figure of the detail in its own unit, of no KPI's scale. */
struct digits digits_of_unit(const char *unit);

/*
 * The values of a KPI: the decimals of its unit, and more where intervals are
 * so narrow that their ends would look the same.
 */
struct digits digits_of_kpi(const struct report *report, size_t kpi,
                            const struct output_style *style);

/*
 * Those of one of its results: seconds become minutes, hours or days where
 * the value is that long, for 0.0 d says nothing of a chat.
 */
struct digits digits_of_result(const struct report *report,
                               const struct report_result *result,
                               const struct digits *kpi,
                               const struct output_style *style);

/* number_fixed as people see it; 0 where the value is no number. */
size_t digits_text(const struct digits *digits, double value, char *out);

#endif
