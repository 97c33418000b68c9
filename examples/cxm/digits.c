/* SPDX-License-Identifier: MIT */
#include "digits.h"

#include <math.h>
#include <string.h>

#include "number.h"
#include "shown.h"

#define DIGITS_MOST 6

/* Units of time, each from the seconds on that read better in it. */
static const struct {
    double from;
    struct digits digits;
} times[] = {
    {3 * 86400.0, {"d", 86400, 1}},
    {3 * 3600.0, {"h", 3600, 1}},
    {600, {"min", 60, 1}},
    {0, {"s", 1, 1}},
};

struct digits digits_of_unit(const char *unit)
{
    static const struct {
        const char *unit;
        struct digits digits;
    } usual[] = {
        {"percent", {"%", 1, 1}},
        {"points", {"points", 1, 1}},
        {"s", {"s", 1, 1}},
        {"count", {"count", 1, 0}},
    };
    const struct digits other = {unit, 1, 2};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(usual[i].unit, unit) == 0)
            return usual[i].digits;
    return other;
}

static struct digits digits_of_time(double seconds)
{
    size_t i = 0;
    while (fabs(seconds) < times[i].from)
        i++;
    return times[i].digits;
}

/* The fewest decimals, from `least` on, that show a result faithfully. */
static int needed(const struct report *report,
                  const struct report_result *result,
                  const struct digits *digits)
{
    int least = digits->decimals;
    const double value = shown_value(report, result) / digits->divisor;
    const double width =
        (result->figures.high - result->figures.low) / digits->divisor;
    if (least == 0 && !isnan(value) && value != floor(value))
        least = 2;
    if (shown_interval(report, result) && width > 0)
        while (least < DIGITS_MOST && width < 4 * pow(10, -least))
            least++;
    return least;
}

struct digits digits_of_kpi(const struct report *report, size_t kpi,
                            const struct output_style *style)
{
    struct digits digits = {"", 1, 0};
    int found = 0;
    for (size_t i = 0; i < report->n_results; i++) {
        const struct report_result *result = &report->results[i];
        if (result->kpi != kpi)
            continue;
        if (!found++)
            digits = digits_of_unit(shown_unit(report, result));
        digits.decimals = needed(report, result, &digits);
    }
    if (style->digits >= 0)
        digits.decimals = style->digits;
    return digits;
}

struct digits digits_of_result(const struct report *report,
                               const struct report_result *result,
                               const struct digits *kpi,
                               const struct output_style *style)
{
    const double value = shown_value(report, result);
    if (strcmp(kpi->unit, "s") != 0 || isnan(value))
        return *kpi;
    struct digits digits = digits_of_time(value);
    if (digits.divisor == 1)
        return *kpi;
    digits.decimals =
        style->digits >= 0 ? style->digits : needed(report, result, &digits);
    return digits;
}

size_t digits_text(const struct digits *digits, double value, char *out)
{
    return number_fixed(value / digits->divisor, digits->decimals, out);
}
