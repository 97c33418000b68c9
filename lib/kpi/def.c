/* SPDX-License-Identifier: MIT */
#include "kpi.h"

#include "../base/base.h"
#include "option.h"
#include "pairs.h"
#include "part.h"
#include "target.h"

#include <stdio.h>
#include <string.h>

/* What an option is where it is left open, or NULL. */
static const char *fallback_of(const struct cxm__kpi *kpi, size_t i,
                               uint64_t fields)
{
    const char *chosen = kpi->fallback ? kpi->fallback(i, fields) : NULL;
    return chosen ? chosen : kpi->info.define[i].fallback;
}

/*
 * A definition is one allocation: the struct and its targets, then room for
 * the values as they are read, then the canonical text.  `size` is known from
 * the text alone: canonical forms are bounded, see room_for.
 */
static size_t room_for(const struct cxm__kpi *kpi, const char *text,
                       uint64_t fields)
{
    size_t n = sizeof(struct cxm_def) + strlen(kpi->info.name) + 1;
    n += cxm__target_most(&kpi->info, text) * sizeof(struct cxm_target);
    for (size_t i = 0; kpi->info.define[i].name; i++) {
        const struct cxm_option *option = &kpi->info.define[i];
        const char *fallback = fallback_of(kpi, i, fields);
        n += strlen(option->name) + 4;
        n += 2 * (fallback ? strlen(fallback) + 1 : 0);
        n += 2 * cxm__option_growth(option);
        if (strcmp(option->type, "targets") == 0)
            n += 3 * cxm__target_room(text);
    }
    /* Values once as they are, once quoted at worst twice as long; a scale
     * may grow to 3 decimals of 22 digits. */
    return n + 3 * strlen(text) + 160;
}

static const struct cxm__kpi *find_kpi(const char *name, size_t length)
{
    const struct cxm__kpi *kpi;
    for (size_t i = 0; (kpi = cxm__kpi_at(i)) != NULL; i++)
        if (strlen(kpi->info.name) == length &&
            memcmp(kpi->info.name, name, length) == 0)
            return kpi;
    return NULL;
}

static int unknown_kpi(const char *name, size_t length, struct cxm_error *error)
{
    char names[200] = "";
    const struct cxm_kpi *kpi;
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++) {
        strncat(names, i ? " " : "", sizeof names - strlen(names) - 1);
        strncat(names, kpi->name, sizeof names - strlen(names) - 1);
    }
    return cxm__fail(error, CXM_EOPTION, "",
                     "unknown KPI \"%.*s\"; there are %s",
                     cxm__clip(name, length, 40), name, names);
}

void cxm__def_part(struct cxm_def *def, const char *name, uint16_t kind,
                   uint16_t count)
{
    struct cxm__part *part = &def->part[def->n_parts++];
    part->name = name;
    part->kind = kind;
    part->count = count;
    part->offset = def->words;
    def->words += cxm__part_words(kind, count);
}

static int canonical_int(const struct cxm_option *option, char *value,
                         int64_t *number, struct cxm_error *error)
{
    const int status = cxm__option_int(option, value, number, error);
    if (status == CXM_OK)
        snprintf(value, strlen(value) + 1, "%lld", (long long)*number);
    return status;
}

/* Bring the i-th value that was given into its one canonical form. */
static int canonical(struct cxm_def *def, int i, char *value,
                     struct cxm_error *error)
{
    const struct cxm_option *option = &def->kpi->info.define[i];
    int64_t *number = &def->number[i];
    if (strcmp(option->type, "scale") == 0) {
        const int status = cxm_scale_parse(&def->scale, value, error);
        if (status == CXM_OK)
            cxm_scale_text(&def->scale, value, 80);
        return status;
    }
    if (strcmp(option->type, "choice") == 0)
        return cxm__option_choice(option, value, number, error);
    if (strcmp(option->type, "int") == 0)
        return canonical_int(option, value, number, error);
    if (strcmp(option->type, "list") == 0)
        return cxm__option_list(option, value, number, error);
    if (strcmp(option->type, "duration") == 0)
        return cxm__option_duration(option, value, number, error);
    if (strcmp(option->type, "durations") == 0)
        return cxm__option_durations(option, value, def->limit, &def->n_limits,
                                     error);
    if (*value == '\0')
        return cxm__fail(error, CXM_EOPTION, option->name, "%s is empty",
                         option->name);
    return CXM_OK;
}

/* Take the value at *heap for the i-th option's. */
static int keep(struct cxm_def *def, int i, char **heap,
                struct cxm_error *error)
{
    const int status = canonical(def, i, *heap, error);
    if (status < 0)
        return status;
    def->value[i] = *heap;
    *heap += strlen(*heap) + 1;
    return CXM_OK;
}

/* Read the pairs into def->value; *heap is where the next value may go. */
static int read_values(struct cxm_def *def, const char *text, char **heap,
                       struct cxm_error *error)
{
    const struct cxm_option *define = def->kpi->info.define;
    const char *name = NULL;
    size_t length = 0;
    int more;
    while ((more = cxm__pairs_next(&text, &name, &length, *heap, error)) > 0) {
        const int i = cxm__option_find(define, name, length);
        if (i < 0)
            return cxm__option_unknown(def->kpi->info.name, define, NULL, name,
                                       length, error);
        if (def->value[i])
            return cxm__fail(error, CXM_EOPTION, define[i].name,
                             "%s is given twice", define[i].name);
        const int status = keep(def, i, heap, error);
        if (status < 0)
            return status;
    }
    return more;
}

static int default_values(struct cxm_def *def, uint64_t fields, char **heap,
                          struct cxm_error *error)
{
    int status = CXM_OK;
    for (int i = 0; status == CXM_OK && def->kpi->info.define[i].name; i++) {
        const char *fallback = fallback_of(def->kpi, (size_t)i, fields);
        if (def->value[i] || !fallback)
            continue;
        strcpy(*heap, fallback);
        status = keep(def, i, heap, error);
    }
    return status;
}

static void write_text(struct cxm_def *def, char *heap, size_t room)
{
    const struct cxm_option *define = def->kpi->info.define;
    def->text = heap;
    size_t at = strlen(def->kpi->info.name);
    memcpy(heap, def->kpi->info.name, at);
    for (int i = 0; define[i].name; i++)
        if (def->value[i])
            at += cxm__pairs_write(define[i].name, def->value[i], heap + at,
                                   room - at - 1);
    heap[at] = '\0';
}

static int build(struct cxm_def *def, const char *text, uint64_t fields,
                 struct cxm_error *error)
{
    def->target = (struct cxm_target *)(def + 1);
    char *heap =
        (char *)(def->target + cxm__target_most(&def->kpi->info, text));
    int status = read_values(def, text, &heap, error);
    if (status == CXM_OK)
        status = default_values(def, fields, &heap, error);
    if (status == CXM_OK)
        status = cxm__target_settle(def, &heap, error);
    if (status == CXM_OK)
        status = def->kpi->plan(def, error);
    if (status == CXM_OK)
        write_text(def, heap, def->bytes - (size_t)(heap - (char *)def));
    return status;
}

int cxm_def_new_for(struct cxm_def **def, const char *text, uint64_t fields,
                    const struct cxm_alloc *alloc, struct cxm_error *error)
{
    *def = NULL;
    text += strspn(text, " \t\r\n");
    const size_t length = strcspn(text, " \t\r\n");
    const struct cxm__kpi *kpi = find_kpi(text, length);
    if (!kpi)
        return unknown_kpi(text, length, error);
    const size_t bytes = room_for(kpi, text, fields);
    struct cxm_def *made = cxm__resize(alloc, NULL, 0, bytes);
    if (!made)
        return cxm__fail(error, CXM_ENOMEM, "", "out of memory");
    memset(made, 0, bytes);
    made->kpi = kpi;
    made->bytes = bytes;
    const int status = build(made, text + length, fields, error);
    if (status < 0) {
        cxm_def_free(made, alloc);
        return status;
    }
    *def = made;
    return CXM_OK;
}

int cxm_def_new(struct cxm_def **def, const char *text,
                const struct cxm_alloc *alloc, struct cxm_error *error)
{
    return cxm_def_new_for(def, text, UINT64_MAX, alloc, error);
}

void cxm_def_free(struct cxm_def *def, const struct cxm_alloc *alloc)
{
    if (def)
        cxm__resize(alloc, def, def->bytes, 0);
}

const char *cxm_def_text(const struct cxm_def *def)
{
    return def->text;
}

const struct cxm_kpi *cxm_def_kpi(const struct cxm_def *def)
{
    return &def->kpi->info;
}

const char *cxm_def_option(const struct cxm_def *def, const char *name)
{
    const int i = cxm__option_find(def->kpi->info.define, name, strlen(name));
    return i < 0 ? NULL : def->value[i];
}

size_t cxm_def_state_size(const struct cxm_def *def)
{
    return def->words * sizeof(uint64_t);
}

uint32_t cxm_def_arity(const struct cxm_def *def)
{
    return def->arity;
}

const struct cxm_scale *cxm_def_scale(const struct cxm_def *def)
{
    return def->scale.points ? &def->scale : NULL;
}
