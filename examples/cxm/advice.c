/* SPDX-License-Identifier: MIT */
#include "advice.h"

#include "message.h"

#include <stdio.h>
#include <string.h>

/* Scales that questions have, from the narrowest; in halves too, if the
 * scores are: then the first point may be a half. */
static const struct {
    int64_t low;
    int64_t high;
} usual[] = {{0, 1}, {1, 2}, {1, 3},  {1, 4},  {1, 5},  {0, 5},
             {1, 6}, {1, 7}, {1, 10}, {0, 10}, {0, 100}};

/* The narrowest usual scale that holds them, with half points if they do. */
static int fitting(const struct seen *seen, char *out, size_t size)
{
    if (seen->fraction > 1)
        return 0;
    if (seen->fraction && seen->low > 0 && seen->high <= 5 * CXM_MILLION) {
        snprintf(out, size, "0.5:5:0.5");
        return 1;
    }
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (seen->low < usual[i].low * CXM_MILLION ||
            seen->high > usual[i].high * CXM_MILLION)
            continue;
        snprintf(out, size, "%lld:%lld%s", (long long)usual[i].low,
                 (long long)usual[i].high, seen->fraction ? ":0.5" : "");
        return 1;
    }
    return 0;
}

static const struct seen *seen_of(const struct cxm_kpi *kpi,
                                  const struct seen *seen)
{
    size_t bit = 0;
    for (uint64_t needs = kpi->needs; needs > 1; needs >>= 1)
        bit++;
    return &seen[bit];
}

char *advice_text(const struct planned *planned, const struct seen *seen,
                  const char *why, int prefix)
{
    char text[600];
    char low[32];
    char high[32];
    char scale[64];
    const struct seen *s = seen_of(planned->kpi, seen);
    size_t at = (size_t)snprintf(text, sizeof text, "%s", why);
    if (s->any && cxm_def_scale(planned->def)) {
        cxm_decimal_text(s->low, low, sizeof low);
        cxm_decimal_text(s->high, high, sizeof high);
        at += (size_t)snprintf(text + at, sizeof text - at,
                               "; scores from %s to %s were seen", low, high);
        if (fitting(s, scale, sizeof scale))
            snprintf(text + at, sizeof text - at,
                     ": use --scale %s%s%s (or --allow-off-scale)",
                     prefix ? planned->kpi->name : "", prefix ? "=" : "",
                     scale);
        else
            snprintf(text + at, sizeof text - at,
                     ": use --scale WORST:BEST[:STEP], or --allow-off-scale");
    }
    return message_copy(text, strlen(text));
}

char *advice_mixed(const struct planned *planned, const struct seen *seen,
                   int prefix)
{
    char text[300];
    if (!cxm_def_scale(planned->def))
        return NULL;
    const struct seen *s = seen_of(planned->kpi, seen);
    if (!s->numbers || !s->labels)
        return NULL;
    snprintf(text, sizeof text,
             "there are bare numbers as well as labels of the scale %s, and "
             "what the numbers mean is not known: use --scale %s%s%s, or "
             "--labels",
             s->labels, prefix ? planned->kpi->name : "", prefix ? "=" : "",
             "WORST:BEST");
    return message_copy(text, strlen(text));
}
