/* SPDX-License-Identifier: MIT */
/*
 * csv_spans.h - the fields of a regular row, whose ends are known, as spans
 * of their text: without blanks and quotes around it, and with one quote for
 * two, for which the bytes of the fields that are wanted are changed.
 */
#ifndef CXM_EXAMPLES_CSV_SPANS_H
#define CXM_EXAMPLES_CSV_SPANS_H

#include "csv.h"
#include "csv_rows.h"

struct csv_spans {
    char quote;
    uint8_t odd[256]; /* what a byte at either end of a field means */
};

void csv_spans_open(struct csv_spans *s, const struct csv_dialect *dialect);

/*
 * The wanted fields of the first n rows, whose numbers of fields are known.
 * mark[] are the ends of all fields, mark[-1] is the end of the row before;
 * first[] is where each row has its first of them, and first[n] how many they
 * are.  The bytes keep their length and line ends.
 */
void csv_spans_take(const struct csv_spans *s, char *bytes,
                    const uint32_t *mark, const uint32_t *first, uint32_t n,
                    struct csv_rows *rows);

/* 1 for a line of blanks, or nothing: it is no row. */
int csv_spans_blank(const struct csv_spans *s, const char *bytes,
                    uint32_t begin, uint32_t end);

#endif
