/* SPDX-License-Identifier: MIT */
#include "suggest.h"

#include <string.h>

#define LENGTH_MAX 48

static size_t least(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Insertions, deletions and replacements from a to b (Levenshtein 1966). */
static size_t distance_of(const char *a, const char *b)
{
    size_t row[LENGTH_MAX + 1];
    const size_t na = strlen(a);
    const size_t nb = strlen(b);
    if (na > LENGTH_MAX || nb > LENGTH_MAX)
        return LENGTH_MAX;
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            const size_t above = row[j];
            const size_t change = diagonal + (a[i - 1] != b[j - 1]);
            row[j] = least(above + 1, row[j - 1] + 1, change);
            diagonal = above;
        }
    }
    return row[nb];
}

void suggest_start(struct suggest *best, const char *wanted)
{
    best->wanted = wanted;
    best->name = NULL;
    /* A third of the letters wrong is a slip, more is another word. */
    best->distance = strlen(wanted) / 3 + 1;
}

void suggest_offer(struct suggest *best, const char *name)
{
    const size_t distance = distance_of(best->wanted, name);
    if (distance < best->distance ||
        (distance == best->distance && !best->name && distance <= 2)) {
        best->name = name;
        best->distance = distance;
    }
}
