/* SPDX-License-Identifier: MIT */
#include <cxm/reading.h>

#include <cxm/decimal.h>
#include <cxm/interval.h>

#include "../base/base.h"
#include "kpi.h"
#include "option.h"
#include "pairs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define VALUE_MAX 64 /* no value of a reading option is longer */

/* The methods of each family, the default first. */
static const uint32_t methods[][3] = {
    [CXM__FAMILY_NONE] = {CXM_INTERVAL_NONE},
    [CXM__FAMILY_SHARE] = {CXM_INTERVAL_WILSON, CXM_INTERVAL_NONE},
    [CXM__FAMILY_NPS] = {CXM_INTERVAL_ADJUSTED_WALD, CXM_INTERVAL_NONE},
    [CXM__FAMILY_MEAN] = {CXM_INTERVAL_T, CXM_INTERVAL_NONE},
    [CXM__FAMILY_RANK] = {CXM_INTERVAL_ORDER_STATISTIC, CXM_INTERVAL_NONE},
    [CXM__FAMILY_RATIO] = {CXM_INTERVAL_LINEARISED, CXM_INTERVAL_NONE},
};

static int read_point(const struct cxm_def *def,
                      const struct cxm_option *option, const char *value,
                      int64_t *number, struct cxm_error *error)
{
    static const struct cxm_decimal_style plain = {'.', 0, 0, 0};
    int64_t millionths = 0;
    int rounded = 0;
    uint32_t index = 0;
    char scale[80];
    if (cxm_decimal_parse(&plain, value, strlen(value), &millionths, &rounded,
                          NULL) == CXM_OK &&
        !rounded &&
        cxm_scale_class(&def->scale, millionths, &index) == CXM_OK) {
        *number = index;
        return CXM_OK;
    }
    cxm_scale_text(&def->scale, scale, sizeof scale);
    return cxm__fail(error, CXM_EOPTION, option->name,
                     "%s is a point of the scale %s, not \"%.*s\"",
                     option->name, scale, cxm__clip(value, strlen(value), 40),
                     value);
}

static int read_value(const struct cxm_def *def,
                      const struct cxm_option *option, const char *value,
                      int64_t *number, struct cxm_error *error)
{
    if (strcmp(option->type, "choice") == 0)
        return cxm__option_choice(option, value, number, error);
    if (strcmp(option->type, "point") == 0)
        return read_point(def, option, value, number, error);
    return cxm__option_int(option, value, number, error);
}

/* Texts are as long as the caller likes, values of readings are not. */
static int check_length(const char *text, struct cxm_error *error)
{
    if (strlen(text) < VALUE_MAX * CXM_READING_MAX)
        return CXM_OK;
    return cxm__fail(error, CXM_ESYNTAX, "", "the reading is too long");
}

static int read_pairs(struct cxm_reading *reading, const struct cxm_def *def,
                      const char *text, struct cxm_error *error)
{
    const struct cxm_kpi *kpi = &def->kpi->info;
    char value[VALUE_MAX * CXM_READING_MAX];
    const char *name = NULL;
    size_t length = 0;
    int status = check_length(text, error);
    while (status >= 0 && (status = cxm__pairs_next(&text, &name, &length,
                                                    value, error)) > 0) {
        const int i = cxm__option_find(kpi->read, name, length);
        if (i < 0)
            return cxm__option_unknown(kpi->name, kpi->read, NULL, name, length,
                                       error);
        if (reading->option[i] != CXM_READING_UNSET)
            return cxm__fail(error, CXM_EOPTION, kpi->read[i].name,
                             "%s is given twice", kpi->read[i].name);
        status =
            read_value(def, &kpi->read[i], value, &reading->option[i], error);
    }
    return status;
}

static int read_defaults(struct cxm_reading *reading, const struct cxm_def *def,
                         struct cxm_error *error)
{
    const struct cxm_option *read = def->kpi->info.read;
    for (int i = 0; read[i].name; i++) {
        if (reading->option[i] != CXM_READING_UNSET || !read[i].fallback)
            continue;
        const int status = read_value(def, &read[i], read[i].fallback,
                                      &reading->option[i], error);
        if (status < 0)
            return status;
    }
    return CXM_OK;
}

int cxm_reading_init(struct cxm_reading *reading, const struct cxm_def *def,
                     const char *text, struct cxm_error *error)
{
    struct cxm_reading made;
    memset(&made, 0, sizeof made);
    made.size = sizeof made;
    made.interval = CXM_INTERVAL_DEFAULT;
    made.confidence = 0.95;
    for (int i = 0; i < CXM_READING_MAX; i++)
        made.option[i] = CXM_READING_UNSET;
    int status = read_pairs(&made, def, text ? text : "", error);
    if (status == CXM_OK)
        status = read_defaults(&made, def, error);
    if (status == CXM_OK && def->kpi->resolve)
        status = def->kpi->resolve(def, &made, error);
    if (status == CXM_OK)
        *reading = made;
    return status;
}

static int holds(const struct cxm_def *def, const struct cxm_option *option,
                 int64_t number)
{
    if (number == CXM_READING_UNSET)
        return !option->fallback;
    if (strcmp(option->type, "point") == 0)
        return number >= 0 && number < (int64_t)def->scale.points;
    return cxm__option_holds(option, number);
}

/*
 * Could cxm_reading_init have made these options for this definition?  Then
 * they are what `resolve` leaves as it is.  A reading made for another
 * definition may name points that there are not.
 */
static int fits(const struct cxm_def *def, const struct cxm_reading *reading)
{
    const struct cxm_option *read = def->kpi->info.read;
    struct cxm_reading resolved = *reading;
    int i = 0;
    for (; read[i].name; i++)
        if (!holds(def, &read[i], reading->option[i]))
            return 0;
    for (; i < CXM_READING_MAX; i++)
        if (reading->option[i] != CXM_READING_UNSET)
            return 0;
    if (def->kpi->resolve && def->kpi->resolve(def, &resolved, NULL) < 0)
        return 0;
    return memcmp(resolved.option, reading->option, sizeof resolved.option) ==
           0;
}

static void value_text(const struct cxm_def *def,
                       const struct cxm_option *option, int64_t number,
                       char out[VALUE_MAX])
{
    const char *word = NULL;
    if (strcmp(option->type, "choice") == 0) {
        const size_t length = cxm__option_word(option, number, &word);
        snprintf(out, VALUE_MAX, "%.*s", (int)length, word);
    } else if (strcmp(option->type, "point") == 0) {
        cxm_decimal_text(cxm_scale_point(&def->scale, (uint32_t)number), out,
                         VALUE_MAX);
    } else {
        snprintf(out, VALUE_MAX, "%lld", (long long)number);
    }
}

size_t cxm_reading_text(const struct cxm_reading *reading,
                        const struct cxm_def *def, char *out, size_t capacity)
{
    const struct cxm_option *read = def->kpi->info.read;
    char all[CXM_READING_MAX * (VALUE_MAX + 24)] = "";
    size_t at = 0;
    for (int i = 0; read[i].name; i++) {
        char value[VALUE_MAX];
        if (reading->option[i] == CXM_READING_UNSET)
            continue;
        value_text(def, &read[i], reading->option[i], value);
        at += cxm__pairs_write(read[i].name, value, all + at,
                               sizeof all - at - 1);
    }
    /* Every pair begins with the blank that parts it from the one before. */
    const char *text = at ? all + 1 : all;
    return (size_t)snprintf(out, capacity, "%s", text);
}

static int offers(uint32_t family, uint32_t method)
{
    for (size_t i = 0; i < sizeof methods[0] / sizeof methods[0][0]; i++)
        if (methods[family][i] == method)
            return 1;
    return 0;
}

int cxm_reading_set_interval(struct cxm_reading *reading,
                             const struct cxm_def *def, const char *name,
                             struct cxm_error *error)
{
    const uint32_t family = def->kpi->family(reading);
    uint32_t method = 0;
    if (cxm_interval_find(name, &method) == CXM_OK && offers(family, method)) {
        reading->interval = method;
        return CXM_OK;
    }
    return cxm__fail(error, CXM_EOPTION, "interval",
                     "no interval \"%.*s\" for %s; it has %s%s",
                     cxm__clip(name, strlen(name), 40), name,
                     def->kpi->info.name, cxm_interval_name(methods[family][0]),
                     family == CXM__FAMILY_NONE ? "" : " and none");
}

/* A result without figures, in the unit that they would have. */
static void empty(struct cxm_result *result, const char *unit)
{
    memset(result, 0, sizeof *result);
    result->value = result->low = result->high = result->level = NAN;
    result->unit = unit;
    result->undefined = UINT32_MAX;
}

/* Without limits there is nothing to be within. */
static uint32_t unlimited(const struct cxm_def *def)
{
    const struct cxm_figure *figure = def->kpi->info.figure;
    uint32_t bits = 0;
    for (uint32_t i = 0; def->n_limits == 0 && figure[i].name; i++)
        if (figure[i].type == CXM_FIGURE_WITHIN ||
            figure[i].type == CXM_FIGURE_WITHIN_N)
            bits |= UINT32_C(1) << i;
    return bits;
}

/* A real that has no value is NaN, so that nobody takes it for a 0. */
static void undefine(struct cxm_result *result, const struct cxm_figure *figure)
{
    for (uint32_t i = 0; figure[i].name; i++)
        if (result->undefined >> i & 1 && figure[i].type == CXM_FIGURE_REAL)
            result->figure[i].real = NAN;
}

int cxm_state_figures(const struct cxm_def *def, const void *state,
                      const struct cxm_reading *reading,
                      struct cxm_result *result)
{
    struct cxm_reading standard;
    if (!reading) {
        const int status = cxm_reading_init(&standard, def, NULL, NULL);
        if (status < 0)
            return status;
        reading = &standard;
    }
    if (!fits(def, reading))
        return CXM_EINVAL;
    const uint32_t family = def->kpi->family(reading);
    struct cxm_result read;
    empty(&read, def->kpi->info.unit);
    read.method = reading->interval == CXM_INTERVAL_DEFAULT ? methods[family][0]
                                                            : reading->interval;
    if (!offers(family, read.method) ||
        !(reading->confidence > 0 && reading->confidence < 1))
        return CXM_EINVAL;
    read.undefined = 0;
    const int status = def->kpi->figures(def, state, reading, &read);
    if (status < 0)
        return status;
    if (status == CXM_EMPTY) {
        read.method = CXM_INTERVAL_NONE;
        if (read.undefined == 0)
            read.undefined = UINT32_MAX;
    } else if (!isnan(read.low)) {
        read.level = reading->confidence;
    }
    read.undefined |= unlimited(def);
    undefine(&read, def->kpi->info.figure);
    *result = read;
    return status;
}

int cxm_state_point(const struct cxm_def *def, const void *state, uint32_t i,
                    int64_t *millionths, uint64_t *count)
{
    const uint64_t *words = state;
    if (i >= def->scale.points)
        return CXM_EINVAL;
    *millionths = cxm_scale_point(&def->scale, i);
    *count = cxm__part_of(def, words, 0)[i];
    return CXM_OK;
}

int cxm_state_within(const struct cxm_def *def, const void *state, uint32_t i,
                     int64_t *limit_ms, uint64_t *hits, uint64_t *n)
{
    if (i >= def->n_limits)
        return CXM_EINVAL;
    const uint64_t *words = cxm__part_of(def, state, def->limit_part + i);
    const int status = cxm__add_u64(n, words[0], words[1]);
    if (status < 0)
        return status;
    *limit_ms = def->limit[i];
    *hits = words[1];
    return CXM_OK;
}

int cxm_reading_guard(const struct cxm_def *def, const struct cxm_tally *tally,
                      struct cxm_error *error)
{
    return def->kpi->guard ? def->kpi->guard(def, tally, error) : CXM_OK;
}
