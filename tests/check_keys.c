/* SPDX-License-Identifier: MIT */
/* The hash and the table of keys. */
#include "run.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/keys.h"
#include "lib/base/siphash.h"
#include "memory.h"

/* SipHash-c-d as its paper writes it down, one byte after another. */
static uint64_t rotl(uint64_t x, int b)
{
    return x << b | x >> (64 - b);
}

static void reference_rounds(uint64_t v[4], int n)
{
    while (n-- > 0) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = rotl(v[1], 13);
        v[3] = rotl(v[3], 16);
        v[1] ^= v[0];
        v[3] ^= v[2];
        v[0] = rotl(v[0], 32);
        v[2] += v[1];
        v[0] += v[3];
        v[1] = rotl(v[1], 17);
        v[3] = rotl(v[3], 21);
        v[1] ^= v[2];
        v[3] ^= v[0];
        v[2] = rotl(v[2], 32);
    }
}

static uint64_t reference(int c, int d, const uint64_t key[2],
                          const unsigned char *bytes, size_t length)
{
    uint64_t v[4] = {
        key[0] ^ UINT64_C(0x736f6d6570736575),
        key[1] ^ UINT64_C(0x646f72616e646f6d),
        key[0] ^ UINT64_C(0x6c7967656e657261),
        key[1] ^ UINT64_C(0x7465646279746573),
    };
    uint64_t word = 0;
    /* Padded with zeros up to one byte before a whole word, then length. */
    for (size_t i = 0; i < length / 8 * 8 + 8; i++) {
        unsigned char byte = i < length ? bytes[i] : 0;
        if (i == length / 8 * 8 + 7)
            byte = (unsigned char)length;
        word |= (uint64_t)byte << (i % 8 * 8);
        if (i % 8 == 7) {
            v[3] ^= word;
            reference_rounds(v, c);
            v[0] ^= word;
            word = 0;
        }
    }
    v[2] ^= 0xff;
    reference_rounds(v, d);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static const uint64_t paper_key[2] = {UINT64_C(0x0706050403020100),
                                      UINT64_C(0x0f0e0d0c0b0a0908)};

START_TEST(the_reference_gives_the_published_vectors_of_siphash_2_4)
{
    static const struct {
        size_t length;
        uint64_t hash;
        const char *source;
    } rows[] = {
        {15, UINT64_C(0xa129ca6149be45e5), "the paper, appendix A"},
        {0, UINT64_C(0x726fdb47dd0e0e31), "the authors' vectors, first"},
    };
    unsigned char bytes[16];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)i;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(reference(2, 4, paper_key, bytes, rows[i].length) ==
                          rows[i].hash,
                      "%s", rows[i].source);
}
END_TEST

START_TEST(the_hash_is_siphash_1_3)
{
    uint64_t seed = 13;
    for (size_t length = 0; length < 600; length++) {
        unsigned char bytes[600];
        const uint64_t key[2] = {random_next(&seed), random_next(&seed)};
        for (size_t i = 0; i < length; i++)
            bytes[i] = (unsigned char)random_next(&seed);
        ck_assert_uint_eq(cxm__siphash(key, bytes, length),
                          reference(1, 3, key, bytes, length));
    }
}
END_TEST

#define KEYS 700

/* The i-th of many different keys: empty, short, long, with NUL bytes. */
static size_t some_key(uint32_t i, unsigned char *out)
{
    const size_t length = i == 0 ? 0 : 4 + i % 33;
    memset(out, i % 3 ? 'x' : 0, length);
    if (length)
        memcpy(out + length - 4, &i, 4);
    return length;
}

struct model {
    uint32_t number[KEYS]; /* or CXM__KEYS_NONE */
    uint32_t count;
    uint32_t most;
};

static void compare(const struct cxm__keys *keys, const struct model *model)
{
    ck_assert_uint_eq(keys->count, model->count);
    for (uint32_t i = 0; i < KEYS; i++) {
        unsigned char bytes[64];
        size_t n;
        const size_t length = some_key(i, bytes);
        must(cxm__keys_find(keys, bytes, length) == model->number[i],
             "a key has its number");
        if (model->number[i] == CXM__KEYS_NONE)
            continue;
        must(model->number[i] < model->most, "numbers are dense");
        const void *kept = cxm__keys_bytes(keys, model->number[i], &n);
        must(kept && n == length && memcmp(kept, bytes, n) == 0,
             "a number has its key");
    }
}

static void put(struct cxm__keys *keys, struct model *model, uint32_t i,
                const struct cxm_alloc *alloc)
{
    unsigned char bytes[64];
    uint32_t number = 0;
    int fresh = -1;
    const size_t length = some_key(i, bytes);
    const uint32_t next = cxm__keys_next(keys);
    const int is_new = model->number[i] == CXM__KEYS_NONE;
    ck_assert_int_eq(cxm__keys_put(keys, bytes, length, &number, &fresh, alloc),
                     CXM_OK);
    ck_assert_int_eq(fresh, is_new);
    ck_assert_uint_eq(number, is_new ? next : model->number[i]);
    model->number[i] = number;
    model->count += (uint32_t)is_new;
    if (model->most < model->count)
        model->most = model->count;
}

static void take(struct cxm__keys *keys, struct model *model, uint32_t i,
                 const struct cxm_alloc *alloc)
{
    size_t length;
    if (model->number[i] == CXM__KEYS_NONE)
        return;
    cxm__keys_remove(keys, model->number[i], alloc);
    ck_assert_ptr_null(cxm__keys_bytes(keys, model->number[i], &length));
    model->number[i] = CXM__KEYS_NONE;
    model->count--;
}

START_TEST(keys_come_and_go_as_in_a_naive_model)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    uint64_t seed = (uint64_t)_i;
    const uint64_t hash_seed[2] = {random_next(&seed), random_next(&seed)};
    struct cxm__keys keys;
    struct model model;
    memset(&model, 0, sizeof model);
    memset(model.number, 0xff, sizeof model.number);
    cxm__keys_init(&keys, hash_seed);
    compare(&keys, &model);
    for (int step = 0; step < 6000; step++) {
        const uint32_t i = random_below(&seed, KEYS);
        /* Tides: it fills up, and runs nearly empty again. */
        if (random_below(&seed, 100) < (step / 1500 % 2 ? 20u : 80u))
            put(&keys, &model, i, &alloc);
        else
            take(&keys, &model, i, &alloc);
        if (step % 100 == 0)
            compare(&keys, &model);
    }
    compare(&keys, &model);
    cxm__keys_free(&keys, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
}
END_TEST

START_TEST(a_key_that_finds_no_memory_changes_nothing)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    const uint64_t hash_seed[2] = {1, 2};
    struct cxm__keys keys;
    struct model model;
    int failures = 0;
    memset(&model, 0, sizeof model);
    memset(model.number, 0xff, sizeof model.number);
    cxm__keys_init(&keys, hash_seed);
    for (uint32_t i = 0; i < KEYS; i++) {
        unsigned char bytes[64];
        uint32_t number;
        int fresh;
        const size_t length = some_key(i, bytes);
        for (uint64_t n = 0;; n++) {
            const uint64_t before = memory.calls;
            memory_fail(&memory, n);
            const int status =
                cxm__keys_put(&keys, bytes, length, &number, &fresh, &alloc);
            memory_fail(&memory, MEMORY_NEVER);
            if (status == CXM_OK) {
                ck_assert_uint_le(memory.calls - before, n);
                cxm__keys_remove(&keys, number, &alloc);
                break;
            }
            ck_assert_int_eq(status, CXM_ENOMEM);
            ck_assert_int_eq(fresh, 0);
            failures++;
            compare(&keys, &model);
        }
        put(&keys, &model, i, &alloc);
    }
    ck_assert_int_gt(failures, 100);
    cxm__keys_free(&keys, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
}
END_TEST

START_TEST(a_short_key_costs_24_bytes_and_its_share_of_the_index)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    const uint64_t hash_seed[2] = {1, 2};
    const uint32_t n = 1 << 16;
    struct cxm__keys keys;
    cxm__keys_init(&keys, hash_seed);
    for (uint32_t i = 0; i < n; i++) {
        char bytes[17];
        uint32_t number;
        int fresh;
        snprintf(bytes, sizeof bytes, "%016u", i);
        must(cxm__keys_put(&keys, bytes, 16, &number, &fresh, &alloc) == CXM_OK,
             "a key is put");
    }
    ck_assert_uint_eq(memory.bytes, (size_t)n * (24 + 16));
    cxm__keys_free(&keys, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
}
END_TEST

START_TEST(what_was_freed_is_empty_with_the_seed_it_had)
{
    const uint64_t hash_seed[2] = {1, 2};
    struct cxm__keys keys;
    uint32_t number;
    int fresh;
    cxm__keys_init(&keys, hash_seed);
    ck_assert_int_eq(cxm__keys_put(&keys, "a", 1, &number, &fresh, NULL),
                     CXM_OK);
    cxm__keys_free(&keys, NULL);
    ck_assert_mem_eq(keys.seed, hash_seed, sizeof hash_seed);
    ck_assert_uint_eq(keys.count, 0);
    ck_assert_uint_eq(cxm__keys_find(&keys, "a", 1), CXM__KEYS_NONE);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc,
                   the_reference_gives_the_published_vectors_of_siphash_2_4);
    tcase_add_test(tc, the_hash_is_siphash_1_3);
    tcase_add_loop_test(tc, keys_come_and_go_as_in_a_naive_model, 0, 8);
    tcase_add_test(tc, a_key_that_finds_no_memory_changes_nothing);
    tcase_add_test(tc, what_was_freed_is_empty_with_the_seed_it_had);
    tcase_add_test(tc, a_short_key_costs_24_bytes_and_its_share_of_the_index);
}

TEST_MAIN(tests)
