/* SPDX-License-Identifier: MIT */
/*
 * wording.h - from options to the texts the library reads: `nps scale="0:10"`
 * and `promoters="9"`.
 */
#ifndef WORDING_H
#define WORDING_H

#include "input.h"

/*
 * The definition of a KPI; a scale that is not given is that of the first
 * text label in its column.  *given is raised where an option was.  To be
 * freed.
 */
char *wording_definition(const struct cxm_kpi *kpi,
                         const struct options *options,
                         const struct settings *settings,
                         const struct input *inputs, size_t n, int *given);

/* The reading of a KPI; to be freed. */
char *wording_reading(const struct cxm_kpi *kpi, const struct options *options);

#endif
