/* SPDX-License-Identifier: MIT */
/*
 * recall.h - what the texts of a column were found to mean, for columns whose
 * few words repeat row after row.  Unlike memo.h, which gives each text a
 * number for good, it forgets, asks for no memory, and takes any text.
 */
#ifndef RECALL_H
#define RECALL_H

#include <stddef.h>
#include <stdint.h>

#define RECALL_PLACES  16
#define RECALL_LONGEST 31 /* bytes of a text that is remembered */

struct recalled {
    int64_t value;
    int status;
    unsigned char n; /* 0: nothing is here */
    char text[RECALL_LONGEST];
};

/* Zeroed, it is empty. */
struct recall {
    struct recalled place[RECALL_PLACES];
};

/* What is remembered of a text, or NULL; never anything of an empty one. */
const struct recalled *recall_find(const struct recall *recall,
                                   const char *text, size_t n);

/* Remember it, unless it is too long, in the place of another. */
void recall_keep(struct recall *recall, const char *text, size_t n, int status,
                 int64_t value);

#endif
