/* SPDX-License-Identifier: MIT */
/*
 * tests/bench/libcsv.c - libcsv with empty callbacks: what reading the file
 * costs at least, and so the bound the program is measured against.
 */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

static void field(void *s, size_t n, void *context)
{
    (void)s;
    (void)n;
    (void)context;
}

static void row(int c, void *context)
{
    (void)c;
    ++*(unsigned long *)context;
}

int main(int argc, char **argv)
{
    static char buffer[1 << 16];
    struct csv_parser parser;
    unsigned long rows = 0;
    size_t n;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;

    if (!file || csv_init(&parser, 0) != 0)
        return EXIT_FAILURE;
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0)
        if (csv_parse(&parser, buffer, n, field, row, &rows) != n)
            return EXIT_FAILURE;
    csv_fini(&parser, field, row, &rows);
    csv_free(&parser);
    fclose(file);
    printf("%lu rows\n", rows);
    return EXIT_SUCCESS;
}
