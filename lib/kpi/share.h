/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/share.h - what the KPIs that are a share of n have in common.
 */
#ifndef CXM_LIB_KPI_SHARE_H
#define CXM_LIB_KPI_SHARE_H

#include "kpi.h"

/* The figures hits and undecided, which every share shows. */
extern const struct cxm_figure cxm__share_figures[];

/* Of a share that counts records: one component, hit or not. */
extern const struct cxm_input cxm__share_input[];

uint32_t cxm__share_family(const struct cxm_reading *reading);

/* Plan and read a state that is COUNTS(2): misses, hits. */
int cxm__share_plan(struct cxm_def *def, struct cxm_error *error);
int cxm__share_result(const struct cxm_def *def, const uint64_t *state,
                      const struct cxm_reading *reading,
                      struct cxm_result *result);

#endif
