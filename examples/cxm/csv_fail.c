/* SPDX-License-Identifier: MIT */
/* What may be wrong with a text, in words. */
#define _POSIX_C_SOURCE 200809L

#include "csv_engine.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int fail(struct csv *csv, int status, uint64_t line, const char *format,
                ...)
{
    va_list args;

    csv->problem.status = status;
    csv->problem.line = line;
    va_start(args, format);
    (void)vsnprintf(csv->problem.text, sizeof csv->problem.text, format, args);
    va_end(args);
    return status;
}

int csv_fail_read(struct csv *csv)
{
    char text[96];

    if (strerror_r(csv->in.error, text, sizeof text) != 0) {
        (void)snprintf(text, sizeof text, "error %d", csv->in.error);
    }
    return fail(csv, CSV_BAD_READ, csv->in.line, "%s", text);
}

int csv_fail_memory(struct csv *csv)
{
    return fail(csv, CSV_BAD_MEMORY, csv->in.line, "out of memory");
}

int csv_fail_utf16(struct csv *csv)
{
    return fail(csv, CSV_UTF16, 0,
                "the text is UTF-16, which is not read: save it as UTF-8");
}

int csv_fail_field(struct csv *csv, uint64_t line)
{
    return fail(csv, CSV_BAD_LENGTH, line,
                "field longer than %zu bytes (is a quote left open?)",
                csv->max_field);
}

int csv_fail_row(struct csv *csv)
{
    return fail(csv, CSV_BAD_LENGTH, csv->row_line,
                "row with more than %d fields or %zu bytes", CSV_MAX_FIELDS,
                csv->rows.row_max);
}

int csv_fail_quote(struct csv *csv)
{
    return fail(csv, CSV_BAD_QUOTE, csv->field_line,
                "unterminated quote opened at line %" PRIu64, csv->field_line);
}

int csv_fail_order(struct csv *csv, const char *what)
{
    return fail(csv, CSV_BAD_ORDER, 0, "%s", what);
}
