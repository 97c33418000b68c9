/* SPDX-License-Identifier: MIT */
/*
 * check.h - `cxm check`: what was understood of the files.
 */
#ifndef CHECK_H
#define CHECK_H

#include "report.h"
#include "run.h"

/*
 * Print each file's delimiter, layout and columns, then the accounts; write
 * the options file that was asked for.  EXIT_DONE or EXIT_IO.
 */
int check_print(const struct run *run, const struct report *report);

#endif
