/* SPDX-License-Identifier: MIT */
#include <cxm/scale.h>

#include <cxm/decimal.h>

#include "../base/base.h"

#include <stdio.h>
#include <string.h>

static const struct cxm_decimal_style plain = {'.', 0, 0, 0};

static int refuse(struct cxm_error *error, const char *text, const char *why)
{
    return cxm__fail(error, CXM_EOPTION, "scale",
                     "scale \"%.*s\" %s; write WORST:BEST or "
                     "WORST:BEST:STEP, for example 1:5, 0:10 or 0.5:5:0.5",
                     cxm__clip(text, strlen(text), 40), text, why);
}

/* Read up to three decimals separated by colons; returns how many, or -1. */
static int read_parts(const char *text, int64_t part[3])
{
    int n = 0;
    for (;;) {
        const size_t length = strcspn(text, ":");
        int rounded = 0;
        if (n == 3 || cxm_decimal_parse(&plain, text, length, &part[n],
                                        &rounded, NULL) < 0)
            return -1;
        if (rounded)
            return -1;
        n++;
        if (text[length] == '\0')
            return n;
        text += length + 1;
    }
}

int cxm_scale_parse(struct cxm_scale *scale, const char *text,
                    struct cxm_error *error)
{
    int64_t part[3] = {0, 0, CXM_MILLION};
    if (read_parts(text, part) < 2)
        return refuse(error, text, "cannot be read");
    const int64_t step = part[2];
    if (step <= 0 || CXM_MILLION % step != 0)
        return refuse(error, text, "has a step that is not 1 or 1/k");
    if (part[0] % step != 0 || part[1] % step != 0)
        return refuse(error, text,
                      "has ends that are no multiples of its step");
    const int64_t worst = part[0] / step;
    const int64_t best = part[1] / step;
    if (worst == best || worst > 1000000 || worst < -1000000 ||
        best > worst + CXM_SCALE_POINTS - 1 ||
        worst > best + CXM_SCALE_POINTS - 1)
        return refuse(error, text, "does not have 2 to 1001 points");
    scale->worst = worst;
    scale->best = best;
    scale->per_unit = (uint32_t)(CXM_MILLION / step);
    scale->points =
        (uint32_t)((best > worst ? best - worst : worst - best) + 1);
    return CXM_OK;
}

size_t cxm_scale_text(const struct cxm_scale *scale, char *out, size_t capacity)
{
    const int64_t step = CXM_MILLION / scale->per_unit;
    char worst[32];
    char best[32];
    char each[32];
    cxm_decimal_text(scale->worst * step, worst, sizeof worst);
    cxm_decimal_text(scale->best * step, best, sizeof best);
    cxm_decimal_text(step, each, sizeof each);
    const int n = scale->per_unit == 1
                      ? snprintf(out, capacity, "%s:%s", worst, best)
                      : snprintf(out, capacity, "%s:%s:%s", worst, best, each);
    return (size_t)n;
}

/* In steps, where the score is a whole number of them. */
static int steps(const struct cxm_scale *scale, int64_t millionths, int64_t *n)
{
    /* The compiler turns a division by a constant into a multiplication. */
    if (scale->per_unit == 1) {
        *n = millionths / CXM_MILLION;
        return *n * CXM_MILLION == millionths;
    }
    const int64_t step = CXM_MILLION / scale->per_unit;
    *n = millionths / step;
    return *n * step == millionths;
}

int cxm_scale_class(const struct cxm_scale *scale, int64_t millionths,
                    uint32_t *index)
{
    int64_t n;
    if (!steps(scale, millionths, &n))
        return CXM_ERANGE;
    const int64_t from_worst =
        scale->best > scale->worst ? n - scale->worst : scale->worst - n;
    if (from_worst < 0 || from_worst >= (int64_t)scale->points)
        return CXM_ERANGE;
    *index = (uint32_t)from_worst;
    return CXM_OK;
}

int64_t cxm_scale_point(const struct cxm_scale *scale, uint32_t index)
{
    const int64_t step = CXM_MILLION / scale->per_unit;
    const int64_t n = scale->best > scale->worst
                          ? scale->worst + (int64_t)index
                          : scale->worst - (int64_t)index;
    return n * step;
}
