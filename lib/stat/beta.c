/* SPDX-License-Identifier: MIT */
/*
 * The incomplete beta function, its inverse, and Student's t, which is one.
 *
 * Everything is done on the logit scale, s = log(x / (1 - x)), and with the
 * logarithm of the probability.  There x and 1 - x are both known to full
 * precision; the probability is log-concave, so that Newton's iteration needs
 * no good start; and its derivative is the density's factor that had to be
 * computed anyway:  d log I / d s = x^a (1-x)^b / (B(a,b) I).
 */
#include <cxm/special.h>

#include <math.h>

static const double tau = 6.2831853071795864769;

/* x, y = 1 - x and their logarithms, none made from another by subtraction. */
struct point {
    double x;
    double y;
    double log_x;
    double log_y;
};

static struct point from_logit(double s)
{
    const double small = exp(-fabs(s));
    const double minor = small / (1 + small);
    const double major = 1 / (1 + small);
    const double log_major = -log1p(small);
    const double log_minor = log_major - fabs(s);
    if (s < 0)
        return (struct point){minor, major, log_minor, log_major};
    return (struct point){major, minor, log_major, log_minor};
}

static struct point swapped(struct point p)
{
    return (struct point){p.y, p.x, p.log_y, p.log_x};
}

/*
 * What Stirling's formula leaves of log Gamma(z):
 *     log Gamma(z) - (z - 1/2) log z + z - log(2 pi) / 2.
 * The C library's lgamma would set a global, and would lose for large z what
 * has to cancel in a beta function.
 */
static double stirling_rest(double z)
{
    double shift = 0;
    for (; z < 12; z += 1)
        shift += (z + 0.5) * log1p(1 / z) - 1;
    const double w = 1 / (z * z);
    double sum = -691.0 / 360360 + w / 156;
    sum = 1.0 / 1188 + w * sum;
    sum = -1.0 / 1680 + w * sum;
    sum = 1.0 / 1260 + w * sum;
    sum = -1.0 / 360 + w * sum;
    return shift + (1.0 / 12 + w * sum) / z;
}

/* log(1 + u) - u for |u| <= 1/2, without the cancellation. */
static double log_rest(double u)
{
    const double w = u / (2 + u);
    const double square = w * w;
    double sum = 0;
    for (int k = 37; k >= 3; k -= 2)
        sum = square * (sum + 1.0 / k);
    return 2 * w * sum - u * w;
}

/* a * (log(x / mean) - (x - mean) / mean), given the last quotient u. */
static double deviance(double a, double log_ratio, double u)
{
    return a * (fabs(u) <= 0.5 ? log_rest(u) : log_ratio - u);
}

/* a y - b x: how far x lies below the mean, a / (a + b), times a + b. */
static double below_mean(struct point p, double a, double b)
{
    return a * p.y - b * p.x;
}

/*
 * log(x^a y^b / B(a,b)).  About the mean the two powers are huge and nearly
 * cancel; what is left are the two deviances (Loader 2000 does so for the
 * binomial), for a u + b v = 0.
 */
static double log_front(struct point p, double a, double b)
{
    const double lambda = below_mean(p, a, b);
    const double of_x = deviance(a, p.log_x + log1p(b / a), -lambda / a);
    const double of_y = deviance(b, p.log_y + log1p(a / b), lambda / b);
    const double rest =
        stirling_rest(a + b) - stirling_rest(a) - stirling_rest(b);
    return of_x + of_y + rest + 0.5 * log(a / (a + b) * (b / tau));
}

/* I B / (x^a y^b) as a power series of positive terms (DLMF 8.17.8). */
static double series(struct point p, double a, double b)
{
    double term = 1 / a;
    double sum = term;
    for (double n = 0; n < 1e4 && term > 1e-17 * sum; n += 1) {
        term *= (a + b + n) / (a + 1 + n) * p.x;
        sum += term;
    }
    return sum;
}

/*
 * The same as the continued fraction of DiDonato and Morris (1992, ACM TOMS
 * 18:360-373), evaluated forwards (Lentz 1976).  For x at or below the mean
 * its terms do not cancel.
 */
static double fraction(struct point p, double a, double b)
{
    const double lambda = below_mean(p, a, b);
    double c = a / (a + 1) * (lambda + 1);
    double d = 0;
    double value = 1 / c;
    for (double n = 1; n < 1e7; n += 1) {
        const double k = a + 2 * n - 1;
        const double w = n * (b - n) * p.x;
        const double above = (a + n - 1) / k * ((a + b + n - 1) / k) * w * p.x;
        const double beside =
            n + w / k + (a + n) / (k + 2) * (lambda + 1 + n * (1 + p.y));
        d = 1 / (beside + above * d);
        c = beside + above / c;
        const double factor = c * d;
        value /= factor;
        if (fabs(factor - 1) < 2e-16)
            return value;
    }
    return NAN;
}

/* The log of a probability, and its derivative by the logit. */
struct log_probability {
    double value;
    double slope;
};

static struct log_probability lower_tail(struct point p, double a, double b)
{
    /* After 30 terms the series halves at least: that is quick enough. */
    const int quick = p.x * (a + b + 30) < 0.5 * (a + 31);
    const double rest = quick ? series(p, a, b) : fraction(p, a, b);
    return (struct log_probability){log_front(p, a, b) + log(rest), 1 / rest};
}

/* log I_x(a, b): above the mean by way of the other tail. */
static struct log_probability log_beta_cdf(struct point p, double a, double b)
{
    if (below_mean(p, a, b) >= 0)
        return lower_tail(p, a, b);
    const struct log_probability other = lower_tail(swapped(p), b, a);
    const double value = log1p(-exp(other.value));
    const double density = exp(other.value) * other.slope;
    return (struct log_probability){value, density * exp(-value)};
}

/*
 * The logit with log I = log_p.  The function is concave, so that from the
 * mean one step leads to the root or below it, and all others upwards.
 */
static double solve(double log_p, double a, double b)
{
    double s = log(a) - log(b);
    for (int i = 0; i < 200; i++) {
        const struct log_probability at = log_beta_cdf(from_logit(s), a, b);
        const double off = at.value - log_p;
        s -= off / at.slope;
        if (!(fabs(off) > 1e-9))
            return s;
    }
    return NAN;
}

/* The logit of the p-quantile, from p and q = 1 - p. */
static double quantile_logit(double p, double q, double a, double b)
{
    return p <= q ? solve(log(p), a, b) : -solve(log(q), b, a);
}

static int in_domain(double share, double a, double b)
{
    return share >= 0 && share <= 1 && a > 0 && b > 0 && a + b < INFINITY;
}

double cxm_beta_cdf(double x, double a, double b)
{
    if (!in_domain(x, a, b))
        return NAN;
    if (x == 0 || x == 1)
        return x;
    const struct point p = {x, 1 - x, log(x), log1p(-x)};
    return exp(log_beta_cdf(p, a, b).value);
}

double cxm_beta_quantile(double p, double a, double b)
{
    if (!in_domain(p, a, b))
        return NAN;
    if (p == 0 || p == 1)
        return p;
    return from_logit(quantile_logit(p, 1 - p, a, b)).x;
}

/* The probability above t > 0: half of I_x(df / 2, 1/2), x = df/(df + t^2). */
static double upper_t(double t, double df)
{
    const struct point p = from_logit(log(df) - 2 * log(t));
    return 0.5 * exp(log_beta_cdf(p, 0.5 * df, 0.5).value);
}

double cxm_t_cdf(double t, double df)
{
    if (isnan(t) || !(df > 0))
        return NAN;
    if (df == INFINITY)
        return cxm_normal_cdf(t);
    if (t == 0)
        return 0.5;
    if (isinf(t))
        return t > 0;
    return t > 0 ? 1 - upper_t(t, df) : upper_t(-t, df);
}

double cxm_t_quantile(double p, double df)
{
    if (!(p >= 0 && p <= 1) || !(df > 0))
        return NAN;
    if (p == 0 || p == 1 || p == 0.5 || df == INFINITY)
        return cxm_normal_quantile(p);
    const double tail = p < 0.5 ? p : 1 - p;
    const double s = quantile_logit(2 * tail, 1 - 2 * tail, 0.5 * df, 0.5);
    const double t = exp(0.5 * (log(df) - s));
    return p < 0.5 ? -t : t;
}
