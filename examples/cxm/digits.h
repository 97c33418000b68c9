/* SPDX-License-Identifier: MIT */
/*
 * digits.h - how many decimals people see; machine formats have them all.
 */
#ifndef DIGITS_H
#define DIGITS_H

#include "output.h"

/* Decimals for figures of a unit. */
int digits_of_unit(const char *unit);

/*
 * Decimals for a KPI's values: those of its unit, and more where intervals
 * are so narrow that their ends would look the same.
 */
int digits_of_kpi(const struct report *report, size_t kpi,
                  const struct output_style *style);

#endif
