/* SPDX-License-Identifier: MIT */
/*
 * output.h - a report in one of the formats.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdio.h>

#include "report.h"

struct output_style {
    int digits;  /* decimals in table and markdown; -1: chosen per figure */
    int color;   /* table: ANSI colour */
    int verbose; /* table: the distribution too */
    int utf8;    /* table: the terminal shows UTF-8 */
};

/* Each writes the whole report; 0, or -1 where the stream failed. */
int output_table(FILE *out, const struct report *report,
                 const struct output_style *style);
int output_markdown(FILE *out, const struct report *report,
                    const struct output_style *style);
int output_json(FILE *out, const struct report *report,
                const struct output_style *style);
int output_jsonl(FILE *out, const struct report *report,
                 const struct output_style *style);
int output_csv(FILE *out, const struct report *report,
               const struct output_style *style);

typedef int output_function(FILE *out, const struct report *report,
                            const struct output_style *style);

/* 1 where the first and the last time of the input are printed. */
int output_shows_times(output_function *function);

/* The function of a --format, or NULL; output_formats() lists the names. */
output_function *output_find(const char *format);
const char *output_formats(void);

#endif
