/* SPDX-License-Identifier: MIT */
#include "lacking.h"

#include "able.h"
#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void lacking_add(struct lacking *lacking, const struct cxm_kpi *kpi, int field,
                 const char *why)
{
    lacking->lack =
        message_alloc(lacking->lack, (lacking->n + 1) * sizeof *lacking->lack);
    struct lack *lack = &lacking->lack[lacking->n++];
    lack->kpi = kpi;
    lack->field = field;
    snprintf(lack->why, sizeof lack->why, "%s", why);
}

/* The kinds of record there are, 1 << CXM_RECORD_...: as files or measured. */
static uint32_t kinds_of(const struct plan *plan, const struct input *inputs,
                         size_t n)
{
    uint32_t kinds = 0;
    for (size_t i = 0; i < n; i++) {
        kinds |= 1u << inputs[i].layout->record;
        if (inputs[i].layout->record == CXM_RECORD_EVENT)
            kinds |= 1u << CXM_RECORD_TICKET;
        for (size_t k = 0; k < plan->n; k++)
            if (able_measure(plan->kpi[k].def, &inputs[i], NULL))
                kinds |= 1u << able_kind(plan->kpi[k].def, &inputs[i]);
    }
    return kinds;
}

/* "csat (needs csat)" would tell nothing. */
static int is_plain(const struct lack *lack)
{
    const struct cxm_field *own = cxm_field_find(lack->kpi->name);
    return lack->field && own && lack->kpi->needs == own->bit;
}

static int is_of_events(const struct lack *lack)
{
    return strncmp(lack->why, ABLE_FOLDED, strlen(ABLE_FOLDED)) == 0;
}

/* A dozen KPIs lack the same of events: one line. */
static void say_folded(const struct lacking *lacking)
{
    char names[400] = "";
    size_t at = 0;
    for (size_t i = 0; i < lacking->n && at < sizeof names; i++)
        if (is_of_events(&lacking->lack[i]))
            at += (size_t)snprintf(names + at, sizeof names - at, "%s%s",
                                   at ? ", " : "", lacking->lack[i].kpi->name);
    if (at)
        message_note("not computed, as each " ABLE_FOLDED ": %s", names);
}

void lacking_say(struct lacking *lacking, const struct plan *plan,
                 const struct input *inputs, size_t n)
{
    const uint32_t kinds = kinds_of(plan, inputs, n);
    char others[400] = "";
    size_t at = 0;
    say_folded(lacking);
    for (size_t i = 0; i < lacking->n; i++) {
        const struct lack *lack = &lacking->lack[i];
        if (is_of_events(lack))
            continue;
        if (lack->kpi->records & kinds && !is_plain(lack))
            message_note("not computed: %s (%s)", lack->kpi->name, lack->why);
        else if (at < sizeof others)
            at += (size_t)snprintf(others + at, sizeof others - at, "%s%s",
                                   at ? ", " : "", lack->kpi->name);
    }
    if (at)
        message_note("not computed, for want of their columns: %s", others);
    free(lacking->lack);
    memset(lacking, 0, sizeof *lacking);
}
