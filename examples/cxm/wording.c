/* SPDX-License-Identifier: MIT */
#include "wording.h"

#include "message.h"

#include <stdlib.h>
#include <string.h>

struct writer {
    char *text;
    size_t length;
};

static void append(struct writer *w, const char *text, size_t length)
{
    w->text = message_alloc(w->text, w->length + length + 1);
    memcpy(w->text + w->length, text, length);
    w->length += length;
    w->text[w->length] = '\0';
}

/* ` name="value"` with the quoting that cxm/def.h describes. */
static void append_pair(struct writer *w, const char *name, const char *value)
{
    append(w, " ", 1);
    append(w, name, strlen(name));
    append(w, "=\"", 2);
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            append(w, "\\", 1);
        append(w, value, 1);
    }
    append(w, "\"", 1);
}

/* The scale that the first text label of the KPI's column brings. */
static const char *label_scale(const struct cxm_kpi *kpi,
                               const struct input *inputs, size_t n)
{
    const struct cxm_field *field;
    for (size_t i = 0; i < n; i++)
        for (size_t f = 0; (field = cxm_field_at(f)) != NULL; f++)
            if (kpi->needs == field->bit && inputs[i].label_scale[f])
                return inputs[i].label_scale[f];
    return NULL;
}

/* A condition in its one form, so that equal ones have equal definitions. */
static void append_expr(struct writer *w, const char *name, const char *value,
                        const struct cell_style *style)
{
    struct expr expr;
    if (expr_parse(&expr, value, style, NULL) < 0) {
        append_pair(w, name, value); /* Refused when it is planned. */
        return;
    }
    char *canonical = expr_canonical(&expr);
    append_pair(w, name, canonical);
    free(canonical);
    expr_free(&expr);
}

char *wording_definition(const struct cxm_kpi *kpi,
                         const struct options *options,
                         const struct settings *settings,
                         const struct input *inputs, size_t n, int *given)
{
    struct writer w = {NULL, 0};
    append(&w, kpi->name, strlen(kpi->name));
    for (const struct cxm_option *o = kpi->define; o->name; o++) {
        const char *value = options_setting(options, kpi, o->name);
        *given |= value != NULL;
        if (!value && strcmp(o->type, "scale") == 0)
            value = label_scale(kpi, inputs, n);
        if (value && strcmp(o->type, "expr") == 0)
            append_expr(&w, o->name, value, &settings->style);
        else if (value)
            append_pair(&w, o->name, value);
    }
    return w.text;
}

char *wording_reading(const struct cxm_kpi *kpi, const struct options *options)
{
    struct writer w = {NULL, 0};
    append(&w, "", 0);
    for (const struct cxm_option *o = kpi->read; o->name; o++) {
        const char *value = options_setting(options, kpi, o->name);
        if (value)
            append_pair(&w, o->name, value);
    }
    return w.text;
}
