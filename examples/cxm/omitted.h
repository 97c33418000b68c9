/* SPDX-License-Identifier: MIT */
/*
 * omitted.h - what is worth saying about the files of a plan before they are
 * read: who looks at a figure must know what is not in it, or twice.
 */
#ifndef OMITTED_H
#define OMITTED_H

#include "plan.h"

/* A rating that the tickets have, and the answers to the same survey too. */
void omitted_twice(const struct plan *plan, const struct input *inputs,
                   size_t n);

/* The same for a report, where a file may be left out of a KPI or of all. */
void omitted_report(const struct plan *plan, const struct input *inputs,
                    size_t n);

#endif
