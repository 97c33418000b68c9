/* SPDX-License-Identifier: MIT */
/* An option that is not there: the one that was meant, or all there are. */
#include "options.h"

#include "message.h"
#include "suggest.h"

#include <stdio.h>
#include <string.h>

/* Named in the interface, and not built yet. */
static const char planned[] =
    "|one-per|calendar|compare|correction|explain|final|key|lateness|load|"
    "|order|save|window|from|to|first|complement|pause|bots|headless|"
    "|settle|follow|";

static int is_planned(const char *name)
{
    char word[64];
    const int n = snprintf(word, sizeof word, "|%s|", name);
    return n < (int)sizeof word && strstr(planned, word) != NULL;
}

static size_t append_options(const struct cxm_option *list, char *text,
                             size_t at, size_t size)
{
    for (; list->name && at < size; list++)
        at += (size_t)snprintf(text + at, size - at, " --%s", list->name);
    return at;
}

/* No option is near: name them all. */
static void list_options(const struct cxm_kpi *kpi, const char *name)
{
    char text[1200] = "";
    size_t at = 0;
    if (kpi) {
        at = append_options(kpi->define, text, at, sizeof text);
        at = append_options(kpi->read, text, at, sizeof text);
    }
    for (const struct figure_option *o = figure_options; o->name; o++)
        at += (size_t)snprintf(text + at, sizeof text - at, " --%s", o->name);
    for (int i = 0; i < OPTION_COUNT && at < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, " --%s",
                               option_table[i].name);
    message_error("unknown option --%s; there are%s", name, text);
}

int options_unknown(const struct options *options, const char *name)
{
    if (is_planned(name)) {
        message_error("--%s is not built yet", name);
        return -1;
    }
    struct suggest best;
    suggest_start(&best, name);
    for (int i = 0; i < OPTION_COUNT; i++)
        suggest_offer(&best, option_table[i].name);
    const struct cxm_kpi *kpi;
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++) {
        for (const struct cxm_option *o = kpi->define; o->name; o++)
            suggest_offer(&best, o->name);
        for (const struct cxm_option *o = kpi->read; o->name; o++)
            suggest_offer(&best, o->name);
    }
    if (best.name)
        message_error("unknown option --%s; did you mean --%s?", name,
                      best.name);
    else
        list_options(options->kpi, name);
    return -1;
}
