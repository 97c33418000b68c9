/* SPDX-License-Identifier: MIT */
/*
 * csv_scan.h - where fields and rows end, 64 bytes at a time.
 *
 * A quote opens or closes by parity alone.  That is the right reading only of
 * regular text: an opening quote stands behind a delimiter, a line's end or a
 * closing quote, a closing one before a delimiter, a line's end or a quote.
 * The scan stops at the first byte that breaks this rule.
 */
#ifndef CXM_EXAMPLES_CSV_SCAN_H
#define CXM_EXAMPLES_CSV_SCAN_H

#include <stddef.h>
#include <stdint.h>

#define CSV_SCAN_BLOCK 64
#define CSV_SCAN_MARKS 16384 /* the scan stops when it has found so many */
#define CSV_SCAN_ROWS  256

/* One bit a byte of a block. */
struct csv_masks {
    uint64_t mark; /* delimiters and line ends */
    uint64_t end;  /* line ends */
    uint64_t quote;
};

struct csv_scan {
    char delimiter;
    char quote;
    uint32_t at;     /* of the next block */
    uint64_t inside; /* all bits set: a quote is open */
    uint64_t closed; /* 1: the last byte was a closing quote */
    int odd;         /* the byte at `at` breaks the rule */
    uint64_t quoted; /* line ends inside quotes (CRLF is one) */

    uint32_t *block; /* what is allocated for the marks */

    /* Ends of fields; mark[-1] is the byte before the first row. */
    uint32_t *mark;
    uint32_t marks;
    uint32_t *row; /* ends of rows: those of the marks that are line ends */
    uint32_t rows;
};

/* CSV_OK or CSV_BAD_MEMORY; close also what failed. */
int csv_scan_open(struct csv_scan *scan);
void csv_scan_close(struct csv_scan *scan);

/* Start anew with the row at bytes + at. */
void csv_scan_start(struct csv_scan *scan, uint32_t at);

/*
 * Scan whole blocks of bytes up to have, until there are `rows` (<=
 * CSV_SCAN_ROWS) rows, too many marks or an irregular byte.  bytes[-1] is
 * looked at.
 */
void csv_scan_run(struct csv_scan *scan, const char *bytes, size_t have,
                  uint32_t rows);

/* Forget the first rows, with so many marks. */
void csv_scan_drop(struct csv_scan *scan, uint32_t rows, uint32_t marks);

/* The bytes were moved down by so many. */
void csv_scan_shift(struct csv_scan *scan, uint32_t by);

/* Line ends in bytes[from..to), a LF behind a CR not counted. */
uint64_t csv_scan_lines(const char *bytes, size_t from, size_t to);

#endif
