/* SPDX-License-Identifier: MIT */
/*
 * unit.h - the units of durations that are written as plain numbers.
 */
#ifndef UNIT_H
#define UNIT_H

#include <stddef.h>
#include <stdint.h>

#define UNIT_NONE  0
#define UNIT_MS    1
#define UNIT_SEC   2
#define UNIT_MIN   3
#define UNIT_HOUR  4
#define UNIT_DAY   5 /* 24 hours */
#define UNIT_MM_SS 6 /* clocks of two parts */
#define UNIT_HH_MM 7

/* All of them, for messages. */
#define UNIT_NAMES "s, m, h, ms, d, mm:ss or hh:mm"

/* UNIT_... of a name as in --unit and --map F=C:UNIT, or UNIT_NONE. */
int unit_find(const char *name, size_t n);

/* "s", "mm:ss"; "" for UNIT_NONE. */
const char *unit_name(int unit);

/* Its length in milliseconds; of a clock 0. */
int64_t unit_ms(int unit);

/* The length of ":UNIT" at the end of a text, or 0. */
size_t unit_suffix(const char *text, size_t n);

/*
 * The unit that a column's name tells, in English or German: behind "in"
 * ("in minutes"), anywhere in brackets ("(in hrs)", "[Std.]", "(mm:ss)",
 * "(calendar hours)"), or as its last word ("wait_ms", "Dauer Sek.").
 * UNIT_NONE where it tells none; the hours of "within business hours" are no
 * unit, in brackets neither.
 */
int unit_of_header(const char *name, size_t n);

#endif
