/* SPDX-License-Identifier: MIT */
/*
 * bench_add.c - counting values that lie in memory, one by one and in bulk,
 * against merely reading them.  Prints the least time of RUNS runs: noise
 * only ever adds.
 */
#include <cxm.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define VALUES 10000000
#define RUNS   7

static int32_t *scores;
static int64_t *amounts;
static int64_t *durations;
static volatile uint64_t sink; /* keeps the work from being optimised away */

static void read_memory(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < VALUES; i++)
        sum += (uint64_t)scores[i];
    sink = sum;
}

static void rating_add(void)
{
    struct cxm_rating r;
    cxm_nps_init(&r);
    for (size_t i = 0; i < VALUES; i++)
        cxm_rating_add(&r, scores[i]);
    sink = r.count[9];
}

static void rating_add_many(void)
{
    struct cxm_rating r;
    cxm_nps_init(&r);
    cxm_rating_add_many(&r, scores, VALUES, NULL);
    sink = r.count[9];
}

static void moments_add(void)
{
    struct cxm_moments m = {0};
    for (size_t i = 0; i < VALUES; i++)
        cxm_moments_add(&m, amounts[i]);
    sink = m.sum[0];
}

static void moments_add_many(void)
{
    struct cxm_moments m = {0};
    cxm_moments_add_many(&m, amounts, VALUES, NULL);
    sink = m.sum[0];
}

static void histogram_add(void)
{
    struct cxm_histogram h = {NULL};
    for (size_t i = 0; i < VALUES; i++)
        cxm_histogram_add(&h, durations[i], NULL);
    sink = cxm_histogram_n(&h);
    cxm_histogram_drop(&h, NULL);
}

static void histogram_add_many(void)
{
    struct cxm_histogram h = {NULL};
    cxm_histogram_add_many(&h, durations, VALUES, NULL, NULL);
    sink = cxm_histogram_n(&h);
    cxm_histogram_drop(&h, NULL);
}

static void state_add_many(void)
{
    uint64_t state[16] = {0};
    struct cxm_def *def;
    const struct cxm_column column = {.data = scores, .type = CXM_COLUMN_I32};
    if (cxm_def_new(&def, "nps", NULL, NULL) < 0)
        exit(1);
    cxm_state_add_many(def, state, &column, VALUES, NULL, NULL, NULL);
    cxm_def_free(def, NULL);
    sink = state[9];
}

/* Milliseconds about five minutes, nearly lognormal: 18.75 s * 2^(0 to 8). */
static int64_t some_duration(uint64_t *seed)
{
    int64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
        sum += (int64_t)(*seed >> 45); /* below 2^19 */
    }
    const int octave = (int)(sum >> 18); /* 0 to 7 */
    return (INT64_C(18750) << octave) +
           (18750 * (sum & 262143) >> 18 << octave);
}

static double least(void (*work)(void))
{
    double best = 1e9;
    for (int run = 0; run < RUNS; run++) {
        struct timespec a;
        struct timespec b;
        clock_gettime(CLOCK_MONOTONIC, &a);
        work();
        clock_gettime(CLOCK_MONOTONIC, &b);
        const double s = (double)(b.tv_sec - a.tv_sec) +
                         1e-9 * (double)(b.tv_nsec - a.tv_nsec);
        best = s < best ? s : best;
    }
    return 1e9 * best / VALUES;
}

int main(void)
{
    static const struct {
        const char *name;
        void (*work)(void);
    } jobs[] = {
        {"cxm_rating_add", rating_add},
        {"cxm_rating_add_many", rating_add_many},
        {"cxm_moments_add", moments_add},
        {"cxm_moments_add_many", moments_add_many},
        {"cxm_histogram_add", histogram_add},
        {"cxm_histogram_add_many", histogram_add_many},
        {"cxm_state_add_many, nps", state_add_many},
    };
    uint64_t seed = 1;
    scores = malloc(VALUES * sizeof *scores);
    amounts = malloc(VALUES * sizeof *amounts);
    durations = malloc(VALUES * sizeof *durations);
    if (!scores || !amounts || !durations)
        return 1;
    for (size_t i = 0; i < VALUES; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
        scores[i] = (int32_t)(seed >> 33) % 11;
        amounts[i] = (int64_t)(seed >> 40);
        durations[i] = some_duration(&seed);
    }
    const double reading = least(read_memory);
    printf("%-26s %8s %16s\n", "values in memory", "ns each",
           "against reading");
    printf("%-26s %8.3f %16.2f\n", "reading alone", reading, 1.0);
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        const double ns = least(jobs[i].work);
        printf("%-26s %8.3f %16.2f\n", jobs[i].name, ns, ns / reading);
    }
    free(scores);
    free(amounts);
    free(durations);
    return 0;
}
