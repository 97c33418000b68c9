/* SPDX-License-Identifier: MIT */
/*
 * bench_add.c - counting columns that lie in memory, in bulk and one by one,
 * against merely reading as many bytes.  The columns exceed the caches as a
 * rule (100 MB of one byte a value, 80 MB of eight).  Every job is measured
 * once a round, so that all see the same noise; what is printed is the least
 * time of RUNS rounds, as noise only ever adds.
 */
#include <cxm.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BYTES 100000000 /* values of one byte */
#define WORDS 10000000  /* of four or eight */
#define RUNS  7

static int8_t *bytes;
static int32_t *scores;
static int32_t *ints;
static int64_t *amounts;
static int64_t *durations;
static uint8_t *valid;         /* nine of ten rows, for all columns */
static volatile uint64_t sink; /* keeps the work from being optimised away */

/* Four words at a time, which is as fast as it goes without effort. */
static void read_memory(const void *from, size_t n)
{
    const unsigned char *at = from;
    uint64_t sum[4] = {0};
    for (size_t i = 0; i + 32 <= n; i += 32) {
        uint64_t word[4];
        memcpy(word, at + i, sizeof word);
        for (int k = 0; k < 4; k++)
            sum[k] ^= word[k];
    }
    sink = sum[0] ^ sum[1] ^ sum[2] ^ sum[3];
}

static void read_bytes(void)
{
    read_memory(bytes, BYTES);
}

static void read_ints(void)
{
    read_memory(ints, WORDS * sizeof *ints);
}

static void read_words(void)
{
    read_memory(durations, WORDS * sizeof *durations);
}

static void bands(const uint8_t *bitmap)
{
    struct cxm_nps_bands b;
    cxm_nps_bands_init(&b, 9, 6);
    cxm_nps_bands_add_many(&b, bytes, bitmap, BYTES, NULL);
    sink = b.promoters;
}

static void bands_all(void)
{
    bands(NULL);
}

static void bands_valid(void)
{
    bands(valid);
}

static void rating_bytes(const uint8_t *bitmap)
{
    struct cxm_rating r;
    cxm_nps_init(&r);
    cxm_rating_add_many_i8(&r, bytes, bitmap, BYTES, NULL);
    sink = r.count[9];
}

static void rating_bytes_all(void)
{
    rating_bytes(NULL);
}

static void rating_bytes_valid(void)
{
    rating_bytes(valid);
}

static void rating_bytes_loop(void)
{
    struct cxm_rating r;
    cxm_nps_init(&r);
    for (size_t i = 0; i < BYTES; i++)
        cxm_rating_add(&r, bytes[i]);
    sink = r.count[9];
}

static void rating_add_many(void)
{
    struct cxm_rating r;
    cxm_nps_init(&r);
    cxm_rating_add_many(&r, scores, WORDS, NULL);
    sink = r.count[9];
}

static void moments_i32(void)
{
    struct cxm_moments m = {0};
    cxm_moments_add_many_i32(&m, ints, WORDS, NULL);
    sink = m.sum[0];
}

static void moments_i64(void)
{
    struct cxm_moments m = {0};
    cxm_moments_add_many(&m, durations, WORDS, NULL);
    sink = m.sum[0];
}

static void moments_wide(void)
{
    struct cxm_moments m = {0};
    cxm_moments_add_many(&m, amounts, WORDS, NULL);
    sink = m.sum[0];
}

static void moments_loop(void)
{
    struct cxm_moments m = {0};
    for (size_t i = 0; i < WORDS; i++)
        cxm_moments_add(&m, durations[i]);
    sink = m.sum[0];
}

static void histogram_add_many(void)
{
    struct cxm_histogram h = {NULL};
    cxm_histogram_add_many(&h, durations, WORDS, NULL, NULL);
    sink = cxm_histogram_n(&h);
    cxm_histogram_drop(&h, NULL);
}

static void histogram_loop(void)
{
    struct cxm_histogram h = {NULL};
    for (size_t i = 0; i < WORDS; i++)
        cxm_histogram_add(&h, durations[i], NULL);
    sink = cxm_histogram_n(&h);
    cxm_histogram_drop(&h, NULL);
}

/* A column by the generic interface. */
static void state(const char *text, const void *data, uint32_t type, size_t n,
                  const uint8_t *bitmap)
{
    uint64_t words[32] = {0};
    struct cxm_def *def = NULL;
    const struct cxm_column column = {
        .data = data, .valid = bitmap, .type = type};
    if (cxm_def_new(&def, text, NULL, NULL) < 0 ||
        cxm_def_state_size(def) > sizeof words ||
        cxm_state_add_many(def, words, &column, n, NULL, NULL, NULL) < 0)
        exit(1);
    sink = words[0];
    cxm_state_drop(def, words, NULL);
    cxm_def_free(def, NULL);
}

static void state_nps_bytes(void)
{
    state("nps", bytes, CXM_COLUMN_I8, BYTES, NULL);
}

static void state_nps_ints(void)
{
    state("nps", scores, CXM_COLUMN_I32, WORDS, NULL);
}

static void state_mean(void)
{
    state("frt quantiles=no", durations, CXM_COLUMN_I64, WORDS, NULL);
}

static void state_mean_valid(void)
{
    state("frt quantiles=no", durations, CXM_COLUMN_I64, WORDS, valid);
}

static void state_frt(void)
{
    state("frt", durations, CXM_COLUMN_I64, WORDS, NULL);
}

static void state_frt_valid(void)
{
    state("frt", durations, CXM_COLUMN_I64, WORDS, valid);
}

static uint64_t some_bits(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return *seed;
}

/* Milliseconds about five minutes, nearly lognormal: 18.75 s * 2^(0 to 8). */
static int64_t some_duration(uint64_t *seed)
{
    int64_t sum = 0;
    for (int i = 0; i < 4; i++)
        sum += (int64_t)(some_bits(seed) >> 45); /* below 2^19 */
    const int octave = (int)(sum >> 18);         /* 0 to 7 */
    return (INT64_C(18750) << octave) +
           (18750 * (sum & 262143) >> 18 << octave);
}

static int make_columns(void)
{
    uint64_t seed = 1;
    bytes = malloc(BYTES * sizeof *bytes);
    valid = calloc(BYTES / 8 + 1, 1);
    scores = malloc(WORDS * sizeof *scores);
    ints = malloc(WORDS * sizeof *ints);
    amounts = malloc(WORDS * sizeof *amounts);
    durations = malloc(WORDS * sizeof *durations);
    if (!bytes || !valid || !scores || !ints || !amounts || !durations)
        return 0;
    for (size_t i = 0; i < BYTES; i++) {
        const uint64_t bits = some_bits(&seed) >> 32;
        bytes[i] = (int8_t)(bits % 11);
        valid[i / 8] |= (uint8_t)((bits >> 8) % 10 > 0) << i % 8;
    }
    for (size_t i = 0; i < WORDS; i++) {
        scores[i] = (int32_t)(some_bits(&seed) >> 33) % 11;
        amounts[i] = (int64_t)(some_bits(&seed) >> 24);
        durations[i] = some_duration(&seed);
        ints[i] = (int32_t)durations[i];
    }
    return 1;
}

static double seconds(void (*work)(void))
{
    struct timespec a;
    struct timespec b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    work();
    clock_gettime(CLOCK_MONOTONIC, &b);
    return (double)(b.tv_sec - a.tv_sec) +
           1e-9 * (double)(b.tv_nsec - a.tv_nsec);
}

/* What is read stands before the jobs that are compared with it. */
static const struct {
    const char *name;
    void (*work)(void);
    size_t values;
    size_t width;
} jobs[] = {
    {"reading bytes", read_bytes, BYTES, 1},
    {"nps_bands_add_many", bands_all, BYTES, 1},
    {"  with a bitmap", bands_valid, BYTES, 1},
    {"rating_add_many_i8", rating_bytes_all, BYTES, 1},
    {"  with a bitmap", rating_bytes_valid, BYTES, 1},
    {"  one by one", rating_bytes_loop, BYTES, 1},
    {"state_add_many, nps, i8", state_nps_bytes, BYTES, 1},
    {"reading int32s", read_ints, WORDS, 4},
    {"moments_add_many_i32", moments_i32, WORDS, 4},
    {"rating_add_many", rating_add_many, WORDS, 4},
    {"state_add_many, nps, i32", state_nps_ints, WORDS, 4},
    {"reading int64s", read_words, WORDS, 8},
    {"moments_add_many", moments_i64, WORDS, 8},
    {"  beyond 32 bits", moments_wide, WORDS, 8},
    {"  one by one", moments_loop, WORDS, 8},
    {"histogram_add_many", histogram_add_many, WORDS, 8},
    {"  one by one", histogram_loop, WORDS, 8},
    {"state_add_many, frt mean", state_mean, WORDS, 8},
    {"  with a bitmap", state_mean_valid, WORDS, 8},
    {"state_add_many, frt", state_frt, WORDS, 8},
    {"  with a bitmap", state_frt_valid, WORDS, 8},
};

#define JOBS (sizeof jobs / sizeof *jobs)

int main(void)
{
    double best[JOBS];
    size_t reading = 0;
    if (!make_columns())
        return 1;
    for (size_t i = 0; i < JOBS; i++)
        best[i] = seconds(jobs[i].work);
    for (int run = 1; run < RUNS; run++)
        for (size_t i = 0; i < JOBS; i++) {
            const double s = seconds(jobs[i].work);
            best[i] = s < best[i] ? s : best[i];
        }
    printf("%-26s %8s %8s %16s\n", "values in memory", "ns each", "GB/s",
           "against reading");
    for (size_t i = 0; i < JOBS; i++) {
        const double ns = 1e9 * best[i] / (double)jobs[i].values;
        reading = strncmp(jobs[i].name, "reading", 7) == 0 ? i : reading;
        printf("%-26s %8.3f %8.2f %16.2f\n", jobs[i].name, ns,
               (double)jobs[i].width / ns, best[i] / best[reading]);
    }
    free(bytes);
    free(valid);
    free(scores);
    free(ints);
    free(amounts);
    free(durations);
    return 0;
}
