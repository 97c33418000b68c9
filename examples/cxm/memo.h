/* SPDX-License-Identifier: MIT */
/*
 * memo.h - the texts of a column, each with a small number: what was found out
 * about one of them holds for all rows that say the same.
 *
 * It is no table of keys: texts that are made to collide are found as slowly as
 * in a list, but there are never many.
 */
#ifndef MEMO_H
#define MEMO_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define MEMO_NONE    UINT32_MAX
#define MEMO_LONGEST 255 /* bytes of a text that is remembered */
#define MEMO_PAD     16  /* bytes from a text's beginning that can be loaded */

struct memo_text {
    const char *bytes;
    size_t length;
};

struct memo_place {
    uint64_t first;  /* eight bytes each, 0 where the text has ended */
    uint64_t second; /* or the last eight of a longer text */
    uint32_t length; /* MEMO_NONE: nothing is here */
    uint32_t number;
};

struct memo {
    struct memo_place *place;
    struct memo_text *text; /* by number; owned */
    uint32_t n;
    uint32_t most;
    uint32_t shift; /* of a hash, to the number of a place */
};

/* Room for so many texts. */
void memo_make(struct memo *memo, uint32_t most);
void memo_clear(struct memo *memo);
void memo_free(struct memo *memo);

/* Give a text that is not there the next number; MEMO_NONE: there is none. */
uint32_t memo_add(struct memo *memo, const char *text, size_t n);

/* Eight bytes as a number, the first the lowest. */
static inline uint64_t memo_load(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Which of them are of a text of n bytes, n up to MEMO_PAD: of the first
 * eight, and of the second. */
extern const uint64_t memo_mask[2][MEMO_PAD + 1];

/* Where the search for a text begins. */
static inline size_t memo_hash(const struct memo *memo, uint64_t first,
                               uint64_t second, size_t n)
{
    const uint64_t mixed = first ^ n ^ second * UINT64_C(0xff51afd7ed558ccd);
    return (size_t)(mixed * UINT64_C(0x9e3779b97f4a7c15) >> memo->shift);
}

/* memo_find for longer texts, and those that do not stand where they are
 * looked for first. */
uint32_t memo_search(const struct memo *memo, const char *text, size_t n);

/* The number of a text, of which MEMO_PAD bytes can be loaded, or MEMO_NONE.
 * How long it is must not be a matter of branches. */
static inline uint32_t memo_find(const struct memo *memo, const char *text,
                                 size_t n)
{
    if (n > MEMO_PAD)
        return memo_search(memo, text, n);
    const uint64_t first = memo_load(text) & memo_mask[0][n];
    const uint64_t second = memo_load(text + 8) & memo_mask[1][n];
    const struct memo_place *place =
        &memo->place[memo_hash(memo, first, second, n)];
    if (place->first == first && place->second == second && place->length == n)
        return place->number;
    return memo_search(memo, text, n);
}

#endif
