/* SPDX-License-Identifier: MIT */
#include "timing.h"

#include <cxm/histogram.h>
#include <cxm/interval.h>
#include <cxm/moments.h>
#include <cxm/quantile.h>

#include "../base/base.h"
#include "../stat/exact.h"
#include "../stat/histogram.h"

#include <math.h>
#include <string.h>

#define MS_PER_S 1000

const struct cxm_figure cxm__timing_figures[] = {
    CXM__TIMING_DETAIL,
    {"within", "percent", "at most so long", CXM_FIGURE_WITHIN, 0},
    {"within_n", "count", "how many are", CXM_FIGURE_WITHIN_N, 0},
    {NULL, NULL, NULL, 0, 0},
};

const struct cxm_option cxm__timing_read_median[] = {
    {"figure", "choice", "median|mean|p90|p95|p99", NULL,
     "what is shown: median, or mean with quantiles=no"},
    {NULL, NULL, NULL, NULL, NULL},
};

const struct cxm_option cxm__timing_read_mean[] = {
    {"figure", "choice", "mean|median|p90|p95|p99", "mean", "what is shown"},
    {NULL, NULL, NULL, NULL, NULL},
};

const struct cxm_input cxm__timing_input[] = {
    {"duration", "ms", 0, CXM__DURATION_MAX},
    {NULL, NULL, 0, 0},
};

/* The order statistics among the figures, in their order. */
static const double quantile[] = {0.5, 0.9, 0.95, 0.99};

static int has_quantiles(const struct cxm_def *def)
{
    return def->part[def->n_parts - 1].kind == CXM__PART_HIST;
}

static int mean_is_first(const struct cxm_def *def)
{
    return def->kpi->info.read == cxm__timing_read_mean;
}

/* The figure a reading asks for, by the place of its word. */
static int figure_of(int64_t word, int mean_first)
{
    if (word >= 2)
        return CXM__TIMING_P90 + (int)(word - 2);
    return (word == 0) == mean_first ? CXM__TIMING_MEAN : CXM__TIMING_MEDIAN;
}

int cxm__timing_plan(struct cxm_def *def, struct cxm_error *error)
{
    (void)error;
    def->arity = 1;
    cxm__def_part(def, "moments", CXM__PART_MOMENTS, 1);
    def->limit_part = def->n_parts;
    for (uint32_t i = 0; i < def->n_limits; i++)
        cxm__def_part(def, "within", CXM__PART_COUNTS, 2);
    cxm__timing_plan_quantiles(def);
    return CXM_OK;
}

void cxm__timing_plan_quantiles(struct cxm_def *def)
{
    if (strcmp(cxm_def_option(def, "quantiles"), "yes") == 0)
        cxm__def_part(def, "histogram", CXM__PART_HIST, 1);
}

void cxm__timing_count(const struct cxm_def *def, int64_t ms,
                       struct cxm__step *step)
{
    step[0].value = ms;
    for (uint32_t i = 0; i < def->n_limits; i++)
        step[1 + i].value = ms <= def->limit[i];
    if (has_quantiles(def))
        step[def->n_parts - 1].value = ms;
}

int cxm__timing_spread(const struct cxm_def *def, const int64_t *v,
                       struct cxm__step *step)
{
    cxm__timing_count(def, v[0], step);
    return CXM_OK;
}

int cxm__timing_resolve(const struct cxm_def *def, struct cxm_reading *reading,
                        struct cxm_error *error)
{
    const int first = mean_is_first(def);
    if (reading->option[0] == CXM_READING_UNSET)
        reading->option[0] = has_quantiles(def) || first ? 0 : 1;
    if (!has_quantiles(def) &&
        figure_of(reading->option[0], first) != CXM__TIMING_MEAN)
        return cxm__fail(error, CXM_EOPTION, "figure",
                         "with quantiles=no the only figure is mean");
    return CXM_OK;
}

static uint32_t family(int figure)
{
    return figure == CXM__TIMING_MEAN ? CXM__FAMILY_MEAN : CXM__FAMILY_RANK;
}

uint32_t cxm__timing_family_median(const struct cxm_reading *reading)
{
    return family(figure_of(reading->option[0], 0));
}

uint32_t cxm__timing_family_mean(const struct cxm_reading *reading)
{
    return family(figure_of(reading->option[0], 1));
}

double cxm__timing_seconds(const uint64_t sum[2], uint64_t n)
{
    const struct cxm__i128 ms = {sum[0], sum[1]};
    if (n <= UINT64_MAX / MS_PER_S)
        return cxm__exact_mean(ms, n * MS_PER_S);
    return cxm__exact_mean(ms, n) / MS_PER_S;
}

/* In seconds squared. */
static double variance_of(const struct cxm_moments *m)
{
    const struct cxm__i128 sum = {m->sum[0], m->sum[1]};
    const struct cxm__u128 squares = {m->sumsq[0], m->sumsq[1]};
    return cxm__exact_variance(cxm__u128_of(m->n), cxm__i128_magnitude(sum),
                               squares, MS_PER_S);
}

static void read_moments(const struct cxm_moments *m, struct cxm_result *result)
{
    union cxm_value *const figure = result->figure;
    figure[CXM__TIMING_SUM].real = cxm__timing_seconds(m->sum, 1);
    figure[CXM__TIMING_MEAN].real = cxm__timing_seconds(m->sum, m->n);
    figure[CXM__TIMING_STD_DEV].real = sqrt(variance_of(m));
    if (m->n < 2)
        result->undefined |= 1u << CXM__TIMING_STD_DEV;
}

/*
 * The ranks that a result rests on: of each quantile the two it lies between,
 * the ends, and the ends of an interval.  The histogram is long, so all are
 * read in one pass.
 */
enum {
    LEAST = 2 * sizeof quantile / sizeof *quantile,
    GREATEST,
    LOW,
    HIGH,
    RANKS
};

struct ranks {
    uint64_t rank[RANKS];
    double ms[RANKS];         /* the values there; NaN for rank 0 */
    double weight[LEAST / 2]; /* of the second rank of a quantile */
    double mean;              /* of all, in seconds */
    double most;              /* no value is above it, in milliseconds */
};

static void ask_ranks(uint64_t n, struct ranks *ranks)
{
    for (int i = 0; i < LEAST / 2; i++) {
        uint64_t *const rank = &ranks->rank[2 * i];
        cxm_quantile_rank(n, quantile[i], CXM_QUANTILE_DEFAULT, rank,
                          &ranks->weight[i]);
        rank[1] = rank[0] + (ranks->weight[i] > 0);
    }
    ranks->rank[LEAST] = 1;
    ranks->rank[GREATEST] = n;
}

static void find_ranks(const struct cxm_histogram *h, struct ranks *ranks)
{
    uint64_t sorted[RANKS];
    double ms[RANKS];
    int place[RANKS] = {0}; /* in the order of the ranks */
    for (int i = 0; i < RANKS; i++) {
        int at = i;
        for (; at > 0 && ranks->rank[place[at - 1]] > ranks->rank[i]; at--)
            place[at] = place[at - 1];
        place[at] = i;
    }
    for (int i = 0; i < RANKS; i++)
        sorted[i] = ranks->rank[place[i]];
    cxm__histogram_ranks(h, sorted, RANKS, ms);
    for (int i = 0; i < RANKS; i++)
        ranks->ms[place[i]] = ms[i];
}

/*
 * A rank in seconds.  The middle of the bin that holds the bound may lie above
 * it, though no value does.  Where all values lie in one bin, their mean, which
 * is known exactly, stands for each better than the bin's middle: one call of
 * 300 s has a median of 300.
 */
static double seconds(const struct ranks *ranks, int i, double weight)
{
    double ms = ranks->ms[i];
    if (ranks->ms[LEAST] == ranks->ms[GREATEST])
        return ranks->mean;
    if (weight > 0)
        ms += weight * (ranks->ms[i + 1] - ms);
    return (ms < ranks->most ? ms : ranks->most) / MS_PER_S;
}

/* Ask for the ends of the interval, where the figure has one. */
static int ask_interval(uint64_t n, int figure,
                        const struct cxm_reading *reading,
                        const struct cxm_result *result, struct ranks *ranks)
{
    if (figure == CXM__TIMING_MEAN || result->method == CXM_INTERVAL_NONE)
        return CXM_OK;
    return cxm_quantile_interval(n, quantile[figure - CXM__TIMING_MEDIAN],
                                 reading->confidence, &ranks->rank[LOW],
                                 &ranks->rank[HIGH]);
}

/* The figures that rest on ranks and, of a figure among them, the interval. */
static int read_ranks(const struct cxm_def *def, const struct cxm_histogram *h,
                      int figure, const struct cxm_reading *reading,
                      struct cxm_result *result)
{
    struct ranks ranks;
    memset(&ranks, 0, sizeof ranks);
    ranks.mean = result->figure[CXM__TIMING_MEAN].real;
    ranks.most = def->most ? (double)def->most : INFINITY;
    ask_ranks(result->n, &ranks);
    const int status = ask_interval(result->n, figure, reading, result, &ranks);
    if (status < 0)
        return status;
    find_ranks(h, &ranks);
    for (int i = 0; i < LEAST / 2; i++)
        result->figure[CXM__TIMING_MEDIAN + i].real =
            seconds(&ranks, 2 * i, ranks.weight[i]);
    result->figure[CXM__TIMING_MIN].real = seconds(&ranks, LEAST, 0);
    result->figure[CXM__TIMING_MAX].real = seconds(&ranks, GREATEST, 0);
    if (ranks.rank[LOW]) {
        result->low = seconds(&ranks, LOW, 0);
        result->high = seconds(&ranks, HIGH, 0);
    }
    return CXM_OK;
}

static int mean_interval(const struct cxm_moments *m,
                         const struct cxm_reading *reading,
                         struct cxm_result *result)
{
    struct cxm_interval interval;
    const int status = cxm_interval_mean(
        result->method, result->figure[CXM__TIMING_MEAN].real, variance_of(m),
        m->n, reading->confidence, reading->population, &interval);
    if (status < 0)
        return status;
    result->low = interval.low;
    result->high = interval.high;
    return CXM_OK;
}

/*
 * Ranks know no correction for a finite population, but one that is smaller
 * than what was counted is refused for them, too.
 */
int cxm__timing_result(const struct cxm_def *def, const uint64_t *state,
                       const struct cxm_reading *reading,
                       struct cxm_result *result)
{
    const int figure = figure_of(reading->option[0], mean_is_first(def));
    struct cxm_histogram h = {NULL};
    struct cxm_moments m;
    int status = CXM_OK;
    memcpy(&m, state, sizeof m);
    if (m.n == 0)
        return CXM_EMPTY;
    if (reading->population && reading->population < m.n)
        return CXM_EINVAL;
    result->n = m.n;
    read_moments(&m, result);
    if (has_quantiles(def)) {
        memcpy(&h, cxm__part_of(def, state, def->n_parts - 1), sizeof h);
        status = read_ranks(def, &h, figure, reading, result);
    } else {
        for (int i = CXM__TIMING_MEDIAN; i < CXM__TIMING_MORE; i++)
            result->undefined |= 1u << i;
    }
    result->value = result->figure[figure].real;
    if (status == CXM_OK && figure == CXM__TIMING_MEAN)
        status = mean_interval(&m, reading, result);
    return status;
}
