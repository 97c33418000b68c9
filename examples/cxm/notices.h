/* SPDX-License-Identifier: MIT */
/*
 * notices.h - what was read in a way that nobody had to agree with: rows
 * without a date, words that are not known, numbers without a unit.
 */
#ifndef NOTICES_H
#define NOTICES_H

#include "run.h"

/* Say it, on stderr; nothing where there is nothing to say. */
void notices(const struct run *run);

#endif
