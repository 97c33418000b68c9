/* SPDX-License-Identifier: MIT */
#include "number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * printf and strtod follow LC_NUMERIC, which is "C" in a program that never
 * calls setlocale; this one does not.  The point is put back all the same, so
 * that a library that calls it cannot spoil the output.
 */
static size_t written(char *out, int n)
{
    char *mark = strchr(out, ',');
    if (mark)
        *mark = '.';
    return (size_t)n;
}

static size_t nothing(char *out)
{
    *out = '\0';
    return 0;
}

size_t number_shortest(double value, char *out)
{
    /* Fifteen digits hold for every normal double that has so few. */
    int digits = fabs(value) < DBL_MIN ? 1 : 15;
    int n;
    if (!isfinite(value))
        return nothing(out);
    if (fabs(value) < 1e21 && value == floor(value)) /* + 0: never -0 */
        return written(out, snprintf(out, NUMBER_ROOM, "%.0f", value + 0.0));
    do
        n = snprintf(out, NUMBER_ROOM, "%.*g", digits, value);
    while (digits++ < 17 && strtod(out, NULL) != value);
    return written(out, n);
}

size_t number_fixed(double value, int digits, char *out)
{
    if (!isfinite(value))
        return nothing(out);
    if (digits < 0)
        digits = 0;
    if (digits > NUMBER_DIGITS)
        digits = NUMBER_DIGITS;
    const int n = snprintf(out, NUMBER_ROOM, "%.*f", digits, value);
    if (out[0] == '-' && strspn(out, "-0.,") == (size_t)n) {
        memmove(out, out + 1, (size_t)n);
        return written(out, n - 1);
    }
    return written(out, n);
}
