/* SPDX-License-Identifier: MIT */
#include "vectors.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

FILE *vectors_open(const char *path)
{
    char name[1024];
    const char *folder = getenv("CXM_SHARED");
    snprintf(name, sizeof name, "%s/%s", folder ? folder : "../shared", path);
    FILE *file = fopen(name, "r");
    if (!file)
        fprintf(stderr, "skipped: there is no %s\n", name);
    return file;
}

/* One CSV field of a line; returns where the next one begins. */
static const char *take_field(const char *at, char *out, size_t capacity)
{
    size_t length = 0;
    int quoted = 0;
    for (; *at && *at != '\n' && (quoted || *at != ','); at++) {
        if (*at == '"' && quoted && at[1] == '"')
            at++;
        else if (*at == '"') {
            quoted = !quoted;
            continue;
        }
        if (length + 1 < capacity)
            out[length++] = *at;
    }
    out[length] = '\0';
    return *at == ',' ? at + 1 : at;
}

size_t vectors_each(const char *prefix, void (*visit)(const struct vector *))
{
    char line[4096];
    size_t n = 0;
    FILE *file = vectors_open("vectors/statistics.csv");
    while (file && fgets(line, sizeof line, file)) {
        struct vector row;
        const char *at = take_field(line, row.id, sizeof row.id);
        at = take_field(at, row.method, sizeof row.method);
        at = take_field(at, row.inputs, sizeof row.inputs);
        take_field(at, row.expected, sizeof row.expected);
        row.value = strtod(row.expected, NULL);
        if (strncmp(row.id, prefix, strlen(prefix)) != 0)
            continue;
        visit(&row);
        n++;
    }
    if (!file)
        return 0;
    fclose(file);
    ck_assert_msg(n > 0, "no row begins with %s", prefix);
    return n;
}

double vector_number(const struct vector *row, const char *key)
{
    const size_t length = strlen(key);
    const char *at = row->inputs;
    while (at) {
        if (strncmp(at, key, length) == 0 && at[length] == '=')
            return strtod(at + length + 1, NULL);
        at = strchr(at, ';');
        at = at ? at + 1 : NULL;
    }
    ck_abort_msg("row %s has no input %s", row->id, key);
    return 0;
}

int vector_ends(const struct vector *row, const char *suffix)
{
    const size_t all = strlen(row->id);
    const size_t end = strlen(suffix);
    return all >= end && strcmp(row->id + all - end, suffix) == 0;
}

void vector_close(const struct vector *row, double got, double relative,
                  double absolute)
{
    const double off = fabs(got - row->value);
    ck_assert_msg(off <= relative * fabs(row->value) + absolute,
                  "%s: %.17g, not %s", row->id, got, row->expected);
}

void close_to(const char *name, double got, double expected, double relative)
{
    ck_assert_msg(fabs(got - expected) <= relative * fabs(expected),
                  "%s: %.17g, not %.17g", name, got, expected);
}
