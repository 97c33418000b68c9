/* SPDX-License-Identifier: MIT */
/*
 * gather.h - from the table of a run to the report that is printed.
 */
#ifndef GATHER_H
#define GATHER_H

#include "report.h"
#include "run.h"

/* A report and what it points into. */
struct gathered {
    struct report report;
    struct report_input *inputs;
    struct report_kpi *kpis;
    struct report_result *results;
    size_t results_room;
    struct cxm_bytes *keys; /* of the groups */
    uint64_t least_n;       /* a figure of fewer is not shown */
    char **advice;          /* [kpi] texts of no_figure */
    char **placed;          /* [kpi] and of placed */
    char **whole; /* [kpi] a state a period, all groups together; or NULL */
};

/* EXIT_DONE, or an exit status after a message.  gathered_free in any case. */
int gather(struct gathered *gathered, struct run *run);
void gathered_free(struct gathered *gathered);

#endif
