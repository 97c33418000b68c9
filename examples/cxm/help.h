/* SPDX-License-Identifier: MIT */
/*
 * help.h - `cxm --help` and `cxm KPI --help`, printed from the tables.
 */
#ifndef HELP_H
#define HELP_H

#include <stdio.h>

#include "options.h"

/* All commands and options; for a KPI its definition and options first. */
void help_print(FILE *out, const struct cxm_kpi *kpi);

/* The commands besides the KPIs. */
int help_is_command(const char *name);
int help_is_planned(const char *name);

/* "unknown command ...; did you mean ...?" */
void help_unknown(const char *name);

#endif
