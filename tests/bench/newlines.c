/* SPDX-License-Identifier: MIT */
/*
 * newlines.c - counts newlines through read(), 64 KiB at a time: the least
 * that looking at every byte of a file costs.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define CHUNK 65536

static uint64_t count_one_by_one(const char *bytes, size_t n)
{
    uint64_t found = 0;

    for (const char *p = bytes;
         (p = memchr(p, '\n', n - (size_t)(p - bytes))) != NULL; p++)
        found++;
    return found;
}

#ifdef __SSE2__
/* At most 255 blocks of 16 bytes: the counters are bytes. */
static uint64_t count_blocks(const char *bytes, size_t blocks)
{
    const __m128i newline = _mm_set1_epi8('\n');
    __m128i count = _mm_setzero_si128();
    uint64_t half[2];

    for (size_t i = 0; i < blocks; i++) {
        const __m128i block =
            _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
        count = _mm_sub_epi8(count, _mm_cmpeq_epi8(block, newline));
    }
    _mm_storeu_si128((__m128i *)(void *)half,
                     _mm_sad_epu8(count, _mm_setzero_si128()));
    return half[0] + half[1];
}

static uint64_t count(const char *bytes, size_t n)
{
    uint64_t found = 0;
    size_t at = 0;

    while (n - at >= 16) {
        const size_t blocks = (n - at) / 16 < 255 ? (n - at) / 16 : 255;
        found += count_blocks(bytes + at, blocks);
        at += 16 * blocks;
    }
    return found + count_one_by_one(bytes + at, n - at);
}
#else
static uint64_t count(const char *bytes, size_t n)
{
    return count_one_by_one(bytes, n);
}
#endif

int main(int argc, char **argv)
{
    static char chunk[CHUNK];
    const int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    uint64_t found = 0;
    ssize_t n = -1;

    while (file >= 0 && (n = read(file, chunk, sizeof chunk)) > 0)
        found += count(chunk, (size_t)n);
    if (n < 0) {
        fprintf(stderr, "usage: newlines FILE\n");
        return EXIT_FAILURE;
    }
    printf("%llu\n", (unsigned long long)found);
    return EXIT_SUCCESS;
}
