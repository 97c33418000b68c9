/* SPDX-License-Identifier: MIT */
/*
 * bench_csv.c - both engines of the reader, beside libcsv alone with empty
 * callbacks and beside nothing but counting newlines, on 64 KiB chunks.
 *
 *     bench_csv FILE [COLUMN...]        (0-based; default 1 2 4)
 *
 * All read the file again and again, taking turns; medians are printed.
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
#define WAYS    4

struct job {
    struct source source;
    uint32_t column[COLUMNS];
    size_t n;
    uint64_t check; /* so that nothing is left out */
};

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

static uint64_t newlines(struct job *job)
{
    static char chunk[CSV_PEEK];
    uint64_t found = 0;
    ssize_t n;
    ssize_t i;

    while ((n = source_read(&job->source, chunk, sizeof chunk)) > 0) {
        for (i = 0; i < n; i++) {
            found += chunk[i] == '\n';
        }
    }
    job->check += found;
    return 0;
}

static uint64_t libcsv(struct job *job)
{
    static char chunk[CSV_PEEK];
    struct csv_parser parser;
    uint64_t rows = 0;
    ssize_t n;

    (void)csv_init(&parser, 0);
    while ((n = source_read(&job->source, chunk, sizeof chunk)) > 0) {
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

static uint64_t ours(struct job *job, int engine)
{
    const struct csv_source s = {source_read, &job->source};
    struct csv_batch batch;
    struct csv *csv;
    uint64_t rows = 1;

    if (csv_open(&csv, &s, engine, 0) != CSV_OK ||
        csv_begin(csv, NULL) != CSV_OK || csv_next(csv, &batch) != CSV_ROWS ||
        csv_project(csv, job->column, job->n) != CSV_OK) {
        exit(EXIT_FAILURE);
    }
    while (csv_next(csv, &batch) == CSV_ROWS) {
        rows += batch.rows;
        job->check += sum(&batch);
    }
    csv_close(csv);
    return rows;
}

static uint64_t with_libcsv(struct job *job)
{
    return ours(job, CSV_LIB);
}

static uint64_t fast(struct job *job)
{
    return ours(job, CSV_FAST);
}

static const struct way {
    const char *name;
    uint64_t (*read)(struct job *job);
} ways[WAYS] = {
    {"newlines", newlines},
    {"libcsv alone", libcsv},
    {"reader with libcsv", with_libcsv},
    {"fast reader", fast},
};

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static void read_columns(struct job *job, int n, char **text)
{
    int i;

    for (i = 0; i < n && job->n < COLUMNS; i++) {
        job->column[job->n++] = (uint32_t)strtoul(text[i], NULL, 10);
    }
    if (n == 0) {
        job->column[0] = 1;
        job->column[1] = 2;
        job->column[2] = 4;
        job->n = 3;
    }
}

/* Seconds that one way takes; its rows must be the others'. */
static double measure(const struct way *way, struct job *job, uint64_t *rows)
{
    const double start = now();
    const uint64_t found = way->read(job);
    const double time = now() - start;

    if (found != 0 && *rows != 0 && found != *rows) {
        fprintf(stderr, "bench_csv: the row counts differ\n");
        exit(EXIT_FAILURE);
    }
    *rows = found != 0 ? found : *rows;
    (void)source_rewind(&job->source);
    return time;
}

int main(int argc, char **argv)
{
    static struct job job;
    double time[WAYS][ROUNDS];
    uint64_t rows = 0;
    int round;
    int i;

    if (argc < 2 || source_open(&job.source, argv[1]) != SOURCE_OK) {
        fprintf(stderr, "usage: bench_csv FILE [COLUMN...]\n");
        return EXIT_FAILURE;
    }
    read_columns(&job, argc - 2, argv + 2);
    for (round = 0; round < ROUNDS; round++) {
        for (i = 0; i < WAYS; i++) {
            time[i][round] = measure(&ways[i], &job, &rows);
        }
    }
    for (i = 0; i < WAYS; i++) {
        qsort(time[i], ROUNDS, sizeof(double), ascending);
        printf("%-20s %7.1f ns/row (%.1f to %.1f)\n", ways[i].name,
               time[i][ROUNDS / 2] * 1e9 / (double)rows,
               time[i][0] * 1e9 / (double)rows,
               time[i][ROUNDS - 1] * 1e9 / (double)rows);
    }
    printf("%" PRIu64 " rows [%" PRIu64 "]\n", rows, job.check);
    source_close(&job.source);
    return EXIT_SUCCESS;
}
