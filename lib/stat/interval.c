/* SPDX-License-Identifier: MIT */
#include <cxm/interval.h>

#include <math.h>
#include <string.h>

#include <cxm/special.h>

#include "exact.h"

static const char *const names[] = {
    "none",
    "wilson",
    "adjusted-wald",
    "t",
    "wilson-cc",
    "agresti-coull",
    "clopper-pearson",
    "jeffreys",
    "score",
    "wald",
    "live",
    "order-statistic",
    "trimmed",
    "lognormal",
    "linearised",
};

static const uint32_t n_names = sizeof names / sizeof names[0];

const char *cxm_interval_name(uint32_t method)
{
    return method < n_names ? names[method] : NULL;
}

int cxm_interval_find(const char *name, uint32_t *method)
{
    for (uint32_t i = 0; i < n_names; i++) {
        if (strcmp(names[i], name) == 0) {
            *method = i;
            return CXM_OK;
        }
    }
    return CXM_EOPTION;
}

/* 1 - n / N; 1 for an infinite population. */
static double unseen(uint64_t n, uint64_t population)
{
    return population ? cxm__exact_share(population - n, population) : 1;
}

/* The arguments all intervals have; `own` is the method besides NONE. */
static int check(uint32_t method, uint32_t own, uint64_t n, double confidence,
                 uint64_t population)
{
    if (method != CXM_INTERVAL_NONE && method != own)
        return CXM_EINVAL;
    if (!(confidence > 0 && confidence < 1))
        return CXM_EINVAL;
    return population && population < n ? CXM_EINVAL : CXM_OK;
}

static int fill(struct cxm_interval *out, double value, double low, double high)
{
    *out = (struct cxm_interval){value, low, high};
    return isnan(value) ? CXM_EMPTY : CXM_OK;
}

/* The lower tail is asked for: 1 - confidence is small and well known. */
static double normal_width(double confidence)
{
    return -cxm_normal_quantile(0.5 * (1 - confidence));
}

/*
 * The upper end of Wilson's interval is a sum of positive terms.  The lower
 * one would be a difference; but the two ends multiply to
 * hits^2 / (n (n + z^2)), and in that form nothing cancels either.
 */
static int wilson(double hits, double n, double value, double z,
                  struct cxm_interval *out)
{
    const double misses = n - hits;
    const double root = z * sqrt(hits * (misses / n) + 0.25 * z * z);
    const double sum = hits + 0.5 * z * z + root;
    const double low = hits * (hits / n) / sum;
    const double high = misses > 0 ? sum / (n + z * z) : 1;
    return fill(out, value, fmin(low, value), fmax(high, value));
}

int cxm_interval_share(uint32_t method, uint64_t hits, uint64_t n,
                       double confidence, uint64_t population,
                       struct cxm_interval *out)
{
    const int status =
        check(method, CXM_INTERVAL_WILSON, n, confidence, population);
    if (status || hits > n)
        return CXM_EINVAL;
    const double value = cxm__exact_share(hits, n);
    if (n == 0 || method == CXM_INTERVAL_NONE)
        return fill(out, value, NAN, NAN);
    const double rest = unseen(n, population);
    if (rest <= 0)
        return fill(out, value, value, value);
    return wilson((double)hits, (double)n, value,
                  normal_width(confidence) * sqrt(rest), out);
}

double cxm_interval_share_error(uint64_t hits, uint64_t n, uint64_t population)
{
    if (hits > n || n < 2 || (population && population < n))
        return NAN;
    const double p = cxm__exact_share(hits, n);
    const double q = cxm__exact_share(n - hits, n);
    return sqrt(p * q / (double)(n - 1) * unseen(n, population));
}

/* The three counts added up. */
static int add_up(uint64_t detractors, uint64_t passives, uint64_t promoters,
                  uint64_t *n)
{
    uint64_t sum = detractors;
    if (cxm__add_u64(&sum, sum, passives) || cxm__add_u64(&sum, sum, promoters))
        return CXM_EOVERFLOW;
    *n = sum;
    return CXM_OK;
}

static double nps(uint64_t detractors, uint64_t promoters, uint64_t n)
{
    if (promoters < detractors)
        return -cxm__exact_share(detractors - promoters, n);
    return cxm__exact_share(promoters - detractors, n);
}

/* p3 + p1 - s^2, written as products of shares: nothing cancels. */
static double spread(double p1, double p2, double p3)
{
    return p2 * (p1 + p3) + 4 * p1 * p3;
}

static int adjusted_wald(const double count[3], double value, double z,
                         double rest, struct cxm_interval *out)
{
    const double more = 0.75 * rest;
    const double n = count[0] + count[1] + count[2] + 4 * more;
    const double p1 = (count[0] + more) / n;
    const double p2 = (count[1] + 2 * more) / n;
    const double p3 = (count[2] + more) / n;
    const double width = z * sqrt(spread(p1, p2, p3) / n * rest);
    const double middle = (count[2] - count[0]) / n;
    return fill(out, value, fmax(middle - width, -1), fmin(middle + width, 1));
}

int cxm_interval_nps(uint32_t method, uint64_t detractors, uint64_t passives,
                     uint64_t promoters, double confidence, uint64_t population,
                     struct cxm_interval *out)
{
    uint64_t n = 0;
    if (add_up(detractors, passives, promoters, &n))
        return CXM_EOVERFLOW;
    const int status =
        check(method, CXM_INTERVAL_ADJUSTED_WALD, n, confidence, population);
    if (status)
        return status;
    const double value = nps(detractors, promoters, n);
    if (n == 0 || method == CXM_INTERVAL_NONE)
        return fill(out, value, NAN, NAN);
    const double rest = unseen(n, population);
    if (rest <= 0)
        return fill(out, value, value, value);
    const double count[3] = {(double)detractors, (double)passives,
                             (double)promoters};
    return adjusted_wald(count, value, normal_width(confidence), rest, out);
}

double cxm_interval_nps_variance(uint64_t detractors, uint64_t passives,
                                 uint64_t promoters)
{
    uint64_t n = 0;
    if (add_up(detractors, passives, promoters, &n) || n == 0)
        return NAN;
    return spread(cxm__exact_share(detractors, n),
                  cxm__exact_share(passives, n),
                  cxm__exact_share(promoters, n));
}

double cxm_interval_nps_error(uint64_t detractors, uint64_t passives,
                              uint64_t promoters, uint64_t population)
{
    uint64_t n = 0;
    if (add_up(detractors, passives, promoters, &n) ||
        (population && population < n))
        return NAN;
    const double variance =
        cxm_interval_nps_variance(detractors, passives, promoters);
    return sqrt(variance / (double)n * unseen(n, population));
}

int cxm_interval_mean(uint32_t method, double mean, double variance, uint64_t n,
                      double confidence, uint64_t population,
                      struct cxm_interval *out)
{
    const int status = check(method, CXM_INTERVAL_T, n, confidence, population);
    if (status)
        return status;
    if (n == 0)
        return fill(out, NAN, NAN, NAN);
    if (!isfinite(mean) || (n > 1 && !(variance >= 0 && variance < INFINITY)))
        return CXM_EINVAL;
    if (n == 1 || method == CXM_INTERVAL_NONE)
        return fill(out, mean, NAN, NAN);
    const double df = (double)(n - 1);
    const double t = -cxm_t_quantile(0.5 * (1 - confidence), df);
    const double error = sqrt(variance / (double)n * unseen(n, population));
    return fill(out, mean, mean - t * error, mean + t * error);
}
