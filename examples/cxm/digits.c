/* SPDX-License-Identifier: MIT */
#include "digits.h"

#include <math.h>
#include <string.h>

#include "shown.h"

#define DIGITS_MOST 6

int digits_of_unit(const char *unit)
{
    static const struct {
        const char *unit;
        int digits;
    } usual[] = {{"percent", 1}, {"points", 1}, {"s", 1}, {"count", 0}};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(usual[i].unit, unit) == 0)
            return usual[i].digits;
    return 2;
}

/* The fewest decimals, from `least` on, that show a result faithfully. */
static int needed(const struct report *report,
                  const struct report_result *result, int least)
{
    const double value = shown_value(report, result);
    const double width = result->figures.high - result->figures.low;
    if (least == 0 && !isnan(value) && value != floor(value))
        least = 2;
    if (shown_interval(report, result) && width > 0)
        while (least < DIGITS_MOST && width < 4 * pow(10, -least))
            least++;
    return least;
}

int digits_of_kpi(const struct report *report, size_t kpi,
                  const struct output_style *style)
{
    int digits = -1;
    if (style->digits >= 0)
        return style->digits;
    for (size_t i = 0; i < report->n_results; i++) {
        const struct report_result *result = &report->results[i];
        if (result->kpi != kpi)
            continue;
        if (digits < 0)
            digits = digits_of_unit(shown_unit(report, result));
        digits = needed(report, result, digits);
    }
    return digits < 0 ? 0 : digits;
}
