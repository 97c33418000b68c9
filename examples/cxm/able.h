/* SPDX-License-Identifier: MIT */
/*
 * able.h - what a file allows: which KPIs it can be measured by, as what kind
 * of record, and by which date its rows are placed.
 */
#ifndef ABLE_H
#define ABLE_H

#include "input.h"

/* The fields a file has, those that its cells or its layout bring, too. */
uint64_t able_fields(const struct input *input);

/* What a KPI of tickets says of a file of events. */
#define ABLE_FOLDED "needs tickets folded from events, which is not built yet"

/* 1 where the file has what a definition needs; else *error says what not. */
int able_measure(const struct cxm_def *def, const struct input *input,
                 struct cxm_error *error);

/* As what the rows of the file are measured: CXM_RECORD_... */
uint32_t able_kind(const struct cxm_def *def, const struct input *input);

/* 1 where every row needs a date: periods, --since, --by hour ... */
int able_needs_times(const struct settings *settings);

/* The bit of the date that places a KPI's rows: --date, else its own. */
uint64_t able_place(const struct cxm_def *def, const struct settings *settings,
                    const struct input *input);

/*
 * Why rows cannot be placed: "no column is solved or closed to place it:
 * --date created".
 */
void able_no_place(const struct cxm_def *def, const struct settings *settings,
                   const struct input *input, char *out, size_t size);

/* The names of the fields in a set: "solved or closed". */
void able_names(uint64_t set, char *out, size_t size);

/* The number of the lowest bit in a set: 3 for 1 << 3; of an empty one 0. */
uint32_t bit_number(uint64_t set);

#endif
