/* SPDX-License-Identifier: MIT */
#include "able.h"

#include "refuse.h"

#include <stdio.h>
#include <string.h>

uint64_t able_fields(const struct input *input)
{
    const int events = input->layout->record == CXM_RECORD_EVENT;
    return input->binding.mapped | (input->states ? CXM_FIELD_SENT : 0) |
           (events ? CXM_FIELD_EVENT : 0);
}

/*
 * A single event is no ticket, and its figure must not look like one of
 * tickets: as it stands it is a row, an answer, or a leg.
 */
static int is_folded(const struct cxm_def *def, const struct input *input)
{
    const char *per = cxm_def_option(def, "per");
    return input->layout->record == CXM_RECORD_EVENT &&
           cxm_def_kpi(def)->records >> CXM_RECORD_TICKET & 1 &&
           !(per && strcmp(per, "leg") == 0);
}

int able_measure(const struct cxm_def *def, const struct input *input,
                 struct cxm_error *error)
{
    if (!is_folded(def, input))
        return cxm_def_can(def, able_fields(input), error) >= 0;
    const int of_rows = cxm_def_kpi(def)->records >> CXM_RECORD_ROW & 1;
    refuse(error, CXM_EFIELD, "event", ABLE_FOLDED "%s",
           of_rows ? "; --layout rows counts the events themselves" : "");
    return 0;
}

uint32_t bit_number(uint64_t set)
{
    uint32_t i = 0;
    while (set && !(set >> i & 1))
        i++;
    return i;
}

/* The fields that only tickets have, and the legs among their events. */
static uint64_t of_tickets(void)
{
    const uint32_t others = 1u << CXM_RECORD_RESPONSE | 1u << CXM_RECORD_ROW;
    const struct cxm_field *field;
    uint64_t set = 0;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++)
        if (field->records >> CXM_RECORD_TICKET & 1 &&
            !(field->records & others))
            set |= field->bit;
    return set;
}

/*
 * Its layout says it, where the KPI measures that; rows that were mapped by
 * hand are tickets where the verdict rests on what only tickets have.
 */
uint32_t able_kind(const struct cxm_def *def, const struct input *input)
{
    const uint32_t records = cxm_def_kpi(def)->records;
    const uint64_t rests = cxm_def_fields(def, able_fields(input));
    if (records >> CXM_RECORD_TICKET & 1 && rests & of_tickets())
        return CXM_RECORD_TICKET;
    if (records >> input->layout->record & 1)
        return input->layout->record;
    return bit_number(records);
}

int able_needs_times(const struct settings *s)
{
    for (size_t i = 0; i < s->by.n; i++)
        if (strcmp(s->by.item[i], "weekday") == 0 ||
            strcmp(s->by.item[i], "hour") == 0)
            return 1;
    return s->has_period || s->has_since || s->has_until;
}

/* The dates that may place a KPI's rows; of an event there is but one. */
static uint64_t dates_of(const struct cxm_def *def, const struct input *input)
{
    return input->layout->record == CXM_RECORD_EVENT ? CXM_FIELD_AT
                                                     : cxm_def_place(def);
}

uint64_t able_place(const struct cxm_def *def, const struct settings *settings,
                    const struct input *input)
{
    const uint64_t mapped = input->binding.mapped;
    if (settings->date)
        return settings->date->bit & mapped;
    const uint64_t there = dates_of(def, input) & mapped;
    return there & (~there + 1);
}

void able_names(uint64_t set, char *out, size_t size)
{
    const struct cxm_field *field;
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL && at < size; i++)
        if (set & field->bit)
            at += (size_t)snprintf(out + at, size - at, "%s%s",
                                   at ? " or " : "", field->name);
}

/* A date that the file has, if not the one that was looked for: created. */
static const char *other_date(const struct input *input)
{
    const struct cxm_field *field;
    const char *name = NULL;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (field->type != CXM_TYPE_TIME ||
            !(input->binding.mapped & field->bit))
            continue;
        if (!name || field->bit == CXM_FIELD_CREATED)
            name = field->name;
    }
    return name;
}

void able_no_place(const struct cxm_def *def, const struct settings *settings,
                   const struct input *input, char *out, size_t size)
{
    char names[120];
    char first[40];
    const char *other = other_date(input);
    const uint64_t dates =
        settings->date ? settings->date->bit : dates_of(def, input);
    able_names(dates, names, sizeof names);
    able_names(dates & (~dates + 1), first, sizeof first);
    snprintf(out, size, "no column is %s to place it: %s%s%s", names,
             other ? "--date " : "use --map ", other ? other : first,
             other ? "" : "=COLUMN");
}
