/* SPDX-License-Identifier: MIT */
/*
 * lacking.h - what a report leaves out, and why: who reads a handle time must
 * see that the first-contact resolution beside it is not there.
 */
#ifndef LACKING_H
#define LACKING_H

#include "plan.h"

struct lack {
    const struct cxm_kpi *kpi;
    int field; /* for want of a field, not of a date */
    char why[256];
};

struct lacking {
    struct lack *lack;
    size_t n;
};

void lacking_add(struct lacking *lacking, const struct cxm_kpi *kpi, int field,
                 const char *why);

/*
 * Say it: one line for each KPI of the kinds of record that are there, one for
 * all that events must be folded for, one for all others, and for those that
 * just lack their own column, together.  Frees what was collected.
 */
void lacking_say(struct lacking *lacking, const struct plan *plan,
                 const struct input *inputs, size_t n);

#endif
