/* SPDX-License-Identifier: MIT */
#include "memo.h"

#include "message.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_BITS 8 /* of the number of places, at first */

#define ONES(n) (~UINT64_C(0) >> (64 - 8 * (n)))
#define ALL     ~UINT64_C(0)

const uint64_t memo_mask[2][MEMO_PAD + 1] = {
    {0, ONES(1), ONES(2), ONES(3), ONES(4), ONES(5), ONES(6), ONES(7), ALL, ALL,
     ALL, ALL, ALL, ALL, ALL, ALL, ALL},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, ONES(1), ONES(2), ONES(3), ONES(4), ONES(5),
     ONES(6), ONES(7), ALL},
};

static size_t places(const struct memo *memo)
{
    return (size_t)1 << (64 - memo->shift);
}

/* Seven places in eight stay free, so that most searches end at once. */
static void make_places(struct memo *memo, uint32_t bits)
{
    memo->shift = 64 - bits;
    memo->place =
        message_alloc(memo->place, places(memo) * sizeof *memo->place);
    memset(memo->place, 0xff, places(memo) * sizeof *memo->place);
}

void memo_make(struct memo *memo, uint32_t most)
{
    memset(memo, 0, sizeof *memo);
    memo->most = most;
    make_places(memo, FIRST_BITS);
    memo->text = message_alloc(NULL, most * sizeof *memo->text);
}

static void forget_texts(struct memo *memo)
{
    for (uint32_t i = 0; i < memo->n; i++)
        free((void *)(uintptr_t)memo->text[i].bytes);
    memo->n = 0;
}

void memo_clear(struct memo *memo)
{
    forget_texts(memo);
    memset(memo->place, 0xff, places(memo) * sizeof *memo->place);
}

void memo_free(struct memo *memo)
{
    forget_texts(memo);
    free(memo->place);
    free(memo->text);
}

/* The first words are compared; what is longer, byte by byte. */
static int is_at(const struct memo *memo, const struct memo_place *place,
                 const struct memo_place *key, const char *text)
{
    if (place->first != key->first || place->second != key->second ||
        place->length != key->length)
        return 0;
    return key->length <= MEMO_PAD ||
           memcmp(memo->text[place->number].bytes, text, key->length) == 0;
}

static struct memo_place key_of(const char *text, size_t n)
{
    struct memo_place key = {memo_load(text), 0, (uint32_t)n, MEMO_NONE};
    if (n > MEMO_PAD) {
        key.second = memo_load(text + n - 8);
    } else {
        key.first &= memo_mask[0][n];
        key.second = memo_load(text + 8) & memo_mask[1][n];
    }
    return key;
}

/* The place of a text, or the free one where it would be. */
static struct memo_place *find(const struct memo *memo, const char *text,
                               const struct memo_place *key)
{
    size_t at = memo_hash(memo, key->first, key->second, key->length);
    while (memo->place[at].length != MEMO_NONE &&
           !is_at(memo, &memo->place[at], key, text))
        at = (at + 1) & (places(memo) - 1);
    return &memo->place[at];
}

uint32_t memo_search(const struct memo *memo, const char *text, size_t n)
{
    const struct memo_place key = key_of(text, n);
    return find(memo, text, &key)->number;
}

/* Give each text its place again, among more of them. */
static void grow(struct memo *memo)
{
    make_places(memo, 64 - memo->shift + 1);
    for (uint32_t i = 0; i < memo->n; i++) {
        struct memo_place key =
            key_of(memo->text[i].bytes, memo->text[i].length);
        struct memo_place *place = find(memo, memo->text[i].bytes, &key);
        *place = key;
        place->number = i;
    }
}

/* The copy can be loaded as any text can. */
static struct memo_text copy_of(const char *text, size_t n)
{
    char *copy = message_alloc(NULL, n + MEMO_PAD);
    memcpy(copy, text, n);
    memset(copy + n, 0, MEMO_PAD);
    return (struct memo_text){copy, n};
}

uint32_t memo_add(struct memo *memo, const char *text, size_t n)
{
    if (memo->n == memo->most || n > MEMO_LONGEST)
        return MEMO_NONE;
    if (8 * ((size_t)memo->n + 1) > places(memo))
        grow(memo);
    struct memo_place key = key_of(text, n);
    struct memo_place *place = find(memo, text, &key);
    memo->text[memo->n] = copy_of(text, n);
    key.number = memo->n++;
    *place = key;
    return key.number;
}
