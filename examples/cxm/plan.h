/* SPDX-License-Identifier: MIT */
/*
 * plan.h - which KPIs a run computes, with what definition and reading.
 */
#ifndef PLAN_H
#define PLAN_H

#include "input.h"

struct planned {
    const struct cxm_kpi *kpi;
    struct cxm_def *def;
    struct cxm_reading reading;
    char reading_text[512];
    struct expr *expr; /* [options of define]; name NULL where it is none */
    size_t n_options;
    int has_under; /* --fail-under, --fail-over */
    double under;
    int has_over;
    double over;
};

struct plan {
    struct planned *kpi;
    size_t n;
    int single; /* the command was a KPI, not `report` */
};

/*
 * Plan the command's KPI, or for `report` and `check` every KPI that the
 * files allow (saying which they do not).  EXIT_DONE, or EXIT_USAGE after a
 * message.  plan_free in either case.
 */
int plan_make(struct plan *plan, const struct options *options,
              const struct settings *settings, const struct input *inputs,
              size_t n_inputs);
void plan_free(struct plan *plan);

#endif
