/* SPDX-License-Identifier: MIT */
/* The options that say how cells are read. */
#include "settings_style.h"

#include "message.h"
#include "text.h"
#include "value.h"
#include "zonefile.h"

#include <string.h>

static const struct cxm_decimal_style plain = {'.', 0, 0, 0};

static int read_delimiter(struct settings *s, const struct options *options)
{
    const char *value = options->value[OPTION_DELIMITER];
    if (!value || strcmp(value, "auto") == 0)
        return 0;
    if (strcmp(value, "tab") == 0 || strcmp(value, "\\t") == 0)
        s->delimiter = '\t';
    else if (strlen(value) == 1 && !strchr("\"\r\n ", *value))
        s->delimiter = *value;
    else
        return value_refuse(OPTION_DELIMITER, value, "one character, or tab");
    return 0;
}

static int read_numbers(struct settings *s, const struct options *options)
{
    s->style.decimal.mark = '.';
    if (options_has(options, OPTION_DECIMAL)) {
        const int i = value_choose(options, OPTION_DECIMAL, ".|,");
        if (i < 0)
            return -1;
        s->style.decimal.mark = i ? ',' : '.';
        s->decimal_given = 1;
    }
    s->style.decimal.thousands = (char)options_has(options, OPTION_THOUSANDS);
    s->style.zero_is_missing = options_has(options, OPTION_ZERO);
    struct texts *null =
        (struct texts *)(uintptr_t)&options->list[OPTION_NULL_TEXT];
    if (null->n) {
        null->item =
            message_alloc(null->item, (null->n + 1) * sizeof *null->item);
        null->item[null->n] = NULL;
        s->style.null = null->item;
    }
    return 0;
}

/* What stands behind a label: a score, or one of the states' own words. */
static int label_value(const char *text, int64_t *value, int *is_status)
{
    static const char *const states[] = {"open", "solved", "closed", "merged",
                                         "deleted"};
    int rounded = 0;
    *is_status = 0;
    if (cxm_decimal_parse(&plain, text, strlen(text), value, &rounded, NULL) ==
        CXM_OK)
        return 0;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (!text_same(text, strlen(text), states[i], strlen(states[i])))
            continue;
        *is_status = 1;
        return cxm_status_find(states[i], strlen(states[i]), value);
    }
    return -1;
}

static void add_label(struct settings *s, size_t n, char *name, int64_t value,
                      int is_status)
{
    s->label_names =
        message_alloc(s->label_names, (n + 2) * sizeof *s->label_names);
    s->label_values =
        message_alloc(s->label_values, (n + 1) * sizeof *s->label_values);
    s->label_states =
        message_alloc(s->label_states, (n + 1) * sizeof *s->label_states);
    s->label_names[n] = name;
    s->label_values[n] = value;
    s->label_states[n] = is_status;
    s->label_names[n + 1] = NULL;
}

/* "A=5,Fixed=solved": the last '=' of each part, for labels may hold one. */
static int read_labels(struct settings *s, const struct options *options)
{
    const char *text = options->value[OPTION_LABELS];
    size_t n = 0;
    if (!text)
        return 0;
    s->memory = message_copy(text, strlen(text));
    for (char *part = s->memory; part;) {
        char *next = strchr(part, ',');
        if (next)
            *next++ = '\0';
        char *equals = strrchr(part, '=');
        int64_t value = 0;
        int is_status = 0;
        if (!equals || equals == part ||
            label_value(equals + 1, &value, &is_status) < 0)
            return value_refuse(OPTION_LABELS, text,
                                "LABEL=SCORE,LABEL=SCORE, or LABEL=open, "
                                "solved, closed, merged or deleted");
        *equals = '\0';
        add_label(s, n++, part, value, is_status);
        part = next;
    }
    s->style.label = (const char *const *)s->label_names;
    s->style.label_value = s->label_values;
    s->style.label_is_status = s->label_states;
    return 0;
}

static int read_unit(struct settings *s, const struct options *options)
{
    const char *value = options->value[OPTION_UNIT];
    s->unit = value ? unit_find(value, strlen(value)) : UNIT_NONE;
    return value && !s->unit ? value_refuse(OPTION_UNIT, value, UNIT_NAMES) : 0;
}

static int read_dates(struct settings *s, const struct options *options)
{
    static const uint32_t kinds[] = {
        CXM_DATES_AUTO,  CXM_DATES_DMY,      CXM_DATES_MDY,    CXM_DATES_UNIX,
        CXM_DATES_EXCEL, CXM_DATES_YYYYMMDD, CXM_DATES_UNIX_MS};
    if (options_has(options, OPTION_DATES)) {
        const int i = value_choose(options, OPTION_DATES,
                                   "auto|dmy|mdy|unix|excel|yyyymmdd|unix-ms");
        if (i < 0)
            return -1;
        s->style.time.dates = kinds[i];
        s->dates_given = i > 0;
    }
    if (options_has(options, OPTION_TZ)) {
        s->zone_given = 1;
        if (zonefile_load(options->value[OPTION_TZ], &s->zone) < 0)
            return -1;
    }
    s->style.time.zone = s->zone;
    return 0;
}

int settings_style(struct settings *s, const struct options *options)
{
    if (options_has(options, OPTION_ENCODING)) {
        s->encoding = text_encoding(options->value[OPTION_ENCODING]);
        if (s->encoding < 0)
            return value_refuse(OPTION_ENCODING,
                                options->value[OPTION_ENCODING],
                                "auto, utf-8, windows-1252, latin-1 or cp850");
        s->style.encoding = s->encoding;
    }
    if (read_delimiter(s, options) < 0 || read_numbers(s, options) < 0 ||
        read_labels(s, options) < 0 || read_unit(s, options) < 0)
        return -1;
    return read_dates(s, options);
}
