/* SPDX-License-Identifier: MIT */
/*
 * cxm/special.h - the distributions that intervals and tests are made of.
 *
 * Relative error is below 1e-12 (of the smaller tail: ask for the lower one
 * where the upper is small).  An argument outside its domain, NaN included,
 * gives NaN.  There is no state and nothing is allocated.  Results depend on
 * the C library's log, exp and erfc: 1e-12 across machines, the same bits on
 * one.
 *
 * t and beta take microseconds for any a and b that counts can give.  For
 * beta the error is kept up to a + b = 1e8; beyond, the last bit of x alone
 * makes a larger difference.
 */
#ifndef CXM_SPECIAL_H
#define CXM_SPECIAL_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The probability that a standard normal variable is at most x. */
CXM_API double cxm_normal_cdf(double x);

/* The x with cxm_normal_cdf(x) = p, for p in [0, 1]; infinite at the ends. */
CXM_API double cxm_normal_quantile(double p);

/*
 * The probability that Student's t with df degrees of freedom is at most t;
 * df is above 0 and need not be whole, infinity is the normal distribution.
 */
CXM_API double cxm_t_cdf(double t, double df);

/* The t with cxm_t_cdf(t, df) = p, for p in [0, 1]; infinite at the ends. */
CXM_API double cxm_t_quantile(double p, double df);

/*
 * The regularised incomplete beta function I_x(a, b), for x in [0, 1] and
 * finite a, b > 0: the probability that a beta variable is at most x.
 * Continued fraction by DiDonato and Morris (1992), power series elsewhere.
 */
CXM_API double cxm_beta_cdf(double x, double a, double b);

/* The x with cxm_beta_cdf(x, a, b) = p, for p in [0, 1]. */
CXM_API double cxm_beta_quantile(double p, double a, double b);

#ifdef __cplusplus
}
#endif

#endif
