/* SPDX-License-Identifier: MIT */
#include "recall.h"

#include <string.h>

/* Words of one column mostly differ in these three. */
static size_t place_of(const char *text, size_t n)
{
    const uint32_t key = (uint32_t)(unsigned char)text[0] |
                         (uint32_t)(unsigned char)text[n - 1] << 8 |
                         (uint32_t)n << 16;
    return (key * UINT32_C(2654435769) >> 16) % RECALL_PLACES;
}

const struct recalled *recall_find(const struct recall *recall,
                                   const char *text, size_t n)
{
    if (n == 0 || n > RECALL_LONGEST)
        return NULL;
    const struct recalled *known = &recall->place[place_of(text, n)];
    return known->n == n && memcmp(known->text, text, n) == 0 ? known : NULL;
}

void recall_keep(struct recall *recall, const char *text, size_t n, int status,
                 int64_t value)
{
    if (n == 0 || n > RECALL_LONGEST)
        return;
    struct recalled *known = &recall->place[place_of(text, n)];
    known->value = value;
    known->status = status;
    known->n = (unsigned char)n;
    memcpy(known->text, text, n);
}
