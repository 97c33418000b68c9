/* SPDX-License-Identifier: MIT */
/*
 * suggest.h - "did you mean": the nearest of the names there are.
 */
#ifndef SUGGEST_H
#define SUGGEST_H

#include <stddef.h>

struct suggest {
    const char *wanted;
    const char *name; /* the nearest so far, NULL: none is near */
    size_t distance;
};

void suggest_start(struct suggest *best, const char *wanted);
void suggest_offer(struct suggest *best, const char *name);

#endif
