/* SPDX-License-Identifier: MIT */
/*
 * planned.h - one KPI of a plan: what its options say beside the definition.
 */
#ifndef PLANNED_H
#define PLANNED_H

#include "plan.h"

/*
 * Add the KPI to the plan, which owns the definition from now on.  EXIT_DONE,
 * or EXIT_USAGE after a message.
 */
int planned_make(struct plan *plan, const struct options *options,
                 const struct settings *settings, const struct cxm_kpi *kpi,
                 struct cxm_def *def);

/*
 * Say what is wrong with an option of the KPI: EXIT_USAGE.  The library speaks
 * of options; on the command line they have dashes.
 */
int planned_refuse(const char *kpi, const struct cxm_error *error);

#endif
