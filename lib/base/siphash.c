/* SPDX-License-Identifier: MIT */
#include "siphash.h"

struct lanes {
    uint64_t a, b, c, d;
};

static inline uint64_t turn(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void siphash_round(struct lanes *v)
{
    v->a += v->b;
    v->c += v->d;
    v->b = turn(v->b, 13) ^ v->a;
    v->d = turn(v->d, 16) ^ v->c;
    v->a = turn(v->a, 32);
    v->c += v->b;
    v->a += v->d;
    v->b = turn(v->b, 17) ^ v->c;
    v->d = turn(v->d, 21) ^ v->a;
    v->c = turn(v->c, 32);
}

/* Compilers make one load of this where the machine allows it. */
static inline uint64_t eight_bytes(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
           (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
           (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/*
 * The `left` bytes that fill no word.  Where a whole word lies before them,
 * one load that ends where they end spares a loop whose length nobody can
 * predict.
 */
static inline uint64_t last_bytes(const unsigned char *p, size_t left,
                                  size_t length)
{
    uint64_t word = 0;
    if (left && length >= 8)
        word = eight_bytes(p + left - 8) >> (64 - 8 * left);
    else
        for (size_t i = left; i-- > 0;)
            word |= (uint64_t)p[i] << (8 * i);
    return word | (uint64_t)(length & 255) << 56;
}

static inline void siphash_word(struct lanes *v, uint64_t word)
{
    v->d ^= word;
    siphash_round(v);
    v->a ^= word;
}

uint64_t cxm__siphash(const uint64_t seed[2], const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    struct lanes v = {
        seed[0] ^ UINT64_C(0x736f6d6570736575),
        seed[1] ^ UINT64_C(0x646f72616e646f6d),
        seed[0] ^ UINT64_C(0x6c7967656e657261),
        seed[1] ^ UINT64_C(0x7465646279746573),
    };
    size_t left = length;
    for (; left >= 8; left -= 8, p += 8)
        siphash_word(&v, eight_bytes(p));
    siphash_word(&v, last_bytes(p, left, length));
    v.c ^= 255;
    siphash_round(&v);
    siphash_round(&v);
    siphash_round(&v);
    return v.a ^ v.b ^ v.c ^ v.d;
}
