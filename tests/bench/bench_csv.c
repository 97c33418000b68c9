/* SPDX-License-Identifier: MIT */
/*
 * bench_csv.c - the reader's time as a multiple of libcsv's own with empty
 * callbacks on the same 64 KiB chunks.
 *
 *     bench_csv FILE [COLUMN...]        (0-based; default 1 2 4)
 *
 * Both read the file again and again, alternating; medians are printed.
 */
#define _POSIX_C_SOURCE 200809L

#include "examples/cxm/csv.h"
#include "examples/cxm/source.h"

#include <csv.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS  7
#define COLUMNS 64

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void no_field(void *bytes, size_t n, void *context)
{
    (void)bytes;
    (void)n;
    (void)context;
}

static void no_row(int end, void *context)
{
    (void)end;
    ++*(uint64_t *)context;
}

static uint64_t bare(struct source *source)
{
    static char chunk[CSV_PEEK];
    struct csv_parser parser;
    uint64_t rows = 0;
    ssize_t n;

    (void)csv_init(&parser, 0);
    while ((n = source_read(source, chunk, sizeof chunk)) > 0) {
        (void)csv_parse(&parser, chunk, (size_t)n, no_field, no_row, &rows);
    }
    (void)csv_fini(&parser, no_field, no_row, &rows);
    csv_free(&parser);
    return rows;
}

static uint64_t sum(const struct csv_batch *b)
{
    uint64_t total = 0;
    size_t i;

    for (i = 0; i < (size_t)b->rows * b->columns; i++) {
        if (b->span[i].length != CSV_ABSENT && b->span[i].length > 0) {
            total += (unsigned char)b->bytes[b->span[i].at];
        }
    }
    return total;
}

static uint64_t ours(struct source *source, const uint32_t *column, size_t n,
                     uint64_t *check)
{
    const struct csv_source s = {source_read, source};
    struct csv_batch batch;
    struct csv *csv;
    uint64_t rows = 1;

    if (csv_open(&csv, &s, 0) != CSV_OK || csv_begin(csv, NULL) != CSV_OK ||
        csv_next(csv, &batch) != CSV_ROWS ||
        csv_project(csv, column, n) != CSV_OK) {
        exit(EXIT_FAILURE);
    }
    while (csv_next(csv, &batch) == CSV_ROWS) {
        rows += batch.rows;
        *check += sum(&batch);
    }
    csv_close(csv);
    return rows;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static size_t read_columns(int n, char **text, uint32_t *column)
{
    size_t used = 0;
    int i;

    for (i = 0; i < n && used < COLUMNS; i++) {
        column[used++] = (uint32_t)strtoul(text[i], NULL, 10);
    }
    return used;
}

int main(int argc, char **argv)
{
    uint32_t column[COLUMNS] = {1, 2, 4};
    double time[2][ROUNDS];
    struct source source;
    uint64_t rows = 0;
    uint64_t check = 0;
    size_t n = 3;
    double start;
    int i;

    if (argc < 2 || source_open(&source, argv[1]) != SOURCE_OK) {
        fprintf(stderr, "usage: bench_csv FILE [COLUMN...]\n");
        return EXIT_FAILURE;
    }
    if (argc > 2) {
        n = read_columns(argc - 2, argv + 2, column);
    }
    for (i = 0; i < ROUNDS; i++) {
        start = now();
        rows = bare(&source);
        time[0][i] = now() - start;
        (void)source_rewind(&source);
        start = now();
        if (ours(&source, column, n, &check) != rows) {
            fprintf(stderr, "bench_csv: the row counts differ\n");
            return EXIT_FAILURE;
        }
        time[1][i] = now() - start;
        (void)source_rewind(&source);
    }
    qsort(time[0], ROUNDS, sizeof(double), ascending);
    qsort(time[1], ROUNDS, sizeof(double), ascending);
    printf("rows %" PRIu64 ", libcsv %.1f ns/row, reader %.1f ns/row (%.1f to "
           "%.1f), ratio %.3f  [%" PRIu64 "]\n",
           rows, time[0][ROUNDS / 2] * 1e9 / (double)rows,
           time[1][ROUNDS / 2] * 1e9 / (double)rows,
           time[1][0] * 1e9 / (double)rows,
           time[1][ROUNDS - 1] * 1e9 / (double)rows,
           time[1][ROUNDS / 2] / time[0][ROUNDS / 2], check);
    source_close(&source);
    return EXIT_SUCCESS;
}
