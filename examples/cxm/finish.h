/* SPDX-License-Identifier: MIT */
/*
 * finish.h - what is said once everything was read, and the exit status.
 */
#ifndef FINISH_H
#define FINISH_H

#include "report.h"
#include "run.h"

/* Notes on how the run went, on stderr; the exit status it comes to. */
int finish(const struct run *run, const struct report *report);

#endif
