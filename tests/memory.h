/* SPDX-License-Identifier: MIT */
/*
 * tests/memory.h - an allocator that fails when told to, counts what is out,
 * and checks that the sizes it is told are those it gave; and random numbers
 * from a seed that a failing test can print.
 */
#ifndef CXM_TESTS_MEMORY_H
#define CXM_TESTS_MEMORY_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cxm/base.h>

#define MEMORY_NEVER UINT64_MAX

/* ck_assert writes a record each time it holds: too slow for inner loops. */
static inline void must(int holds, const char *what)
{
    if (!holds)
        ck_abort_msg("%s", what);
}

struct memory {
    size_t bytes; /* that are out */
    size_t peak;
    uint64_t calls;   /* that asked for bytes */
    uint64_t fail_at; /* the call that gets none, and all after it */
};

static void *memory_resize(void *context, void *p, size_t old_size,
                           size_t new_size)
{
    struct memory *memory = context;
    size_t *block = p ? (size_t *)p - 2 : NULL;
    must((block ? *block : 0) == old_size,
         "the old size is what was asked for");
    if (new_size && memory->calls++ >= memory->fail_at)
        return NULL;
    memory->bytes = memory->bytes - old_size + new_size;
    if (memory->peak < memory->bytes)
        memory->peak = memory->bytes;
    if (!new_size) {
        free(block);
        return NULL;
    }
    block = realloc(block, new_size + 2 * sizeof *block);
    must(block != NULL, "the test has memory");
    *block = new_size;
    return block + 2;
}

static inline struct cxm_alloc memory_start(struct memory *memory)
{
    memset(memory, 0, sizeof *memory);
    memory->fail_at = MEMORY_NEVER;
    return (struct cxm_alloc){memory_resize, memory};
}

/* Let the n-th request from now on fail, and those after it. */
static inline void memory_fail(struct memory *memory, uint64_t n)
{
    memory->fail_at = n == MEMORY_NEVER ? n : memory->calls + n;
}

/* splitmix64 (Steele, Lea and Flood, 2014). */
static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
    return (uint32_t)((random_next(state) >> 32) * n >> 32);
}

#endif
