/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include "layout_find.h"
#include "refuse.h"
#include "suggest.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

/* Is the text of n bytes the field's name or one of its aliases? */
static int names_field(const struct cxm_field *field, const char *text,
                       size_t n)
{
    const char *list = field->aliases;
    const char *alias;
    size_t length;
    if (text_same(text, n, field->name, strlen(field->name)))
        return 1;
    while (list_next(&list, &alias, &length)) {
        if (text_same(text, n, alias, length))
            return 1;
    }
    return 0;
}

static int no_field(const char *text, size_t n, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    char names[256] = "";
    size_t used = 0;
    struct suggest best;
    const struct cxm_field *field;
    suggest_start(&best, refuse_quote(text, n, quote));
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        suggest_offer(&best, field->name);
        if (used < sizeof names)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                     i ? ", " : "", field->name);
    }
    if (best.name)
        return refuse(error, CXM_EOPTION, "map",
                      "there is no field \"%s\"; did you mean \"%s\"?", quote,
                      best.name);
    return refuse(error, CXM_EOPTION, "map",
                  "there is no field \"%s\"; there are: %s", quote, names);
}

static void set(struct binding *binding, size_t i, struct column_ref ref)
{
    const uint64_t bit = cxm_field_at(i)->bit;
    binding->field[i] = ref;
    binding->mapped |= bit;
    binding->doubtful &= ~bit;
}

/* Bind, or note that the name is two columns'; whether there was one. */
static int set_found(struct binding *binding, size_t i,
                     const struct found *found)
{
    const struct column_ref ref = {found->column[0], COLUMN_NONE, NULL};
    if (found->n == 1)
        set(binding, i, ref);
    if (found->n > 1) {
        binding->doubtful |= cxm_field_at(i)->bit;
        memcpy(binding->twice[i], found->column, sizeof found->column);
    }
    return found->n > 0;
}

/*
 * The columns that the layout says: 1 where that is the last word, be it that
 * the field shall not be bound by its name.
 */
static int bind_by_layout(const struct layout *layout,
                          const struct header *header, size_t i,
                          struct binding *binding)
{
    const char *list = layout->fields;
    const char *name = cxm_field_at(i)->name;
    const size_t length = strlen(name);
    const char *entry;
    size_t n;
    while (list_next(&list, &entry, &n)) {
        struct found found;
        if (n <= length || memcmp(entry, name, length) != 0 ||
            entry[length] != '=')
            continue;
        if (n == length + 1)
            return 1;
        found_in_header(header, entry + length + 1, n - length - 1, &found);
        if (set_found(binding, i, &found))
            return 1;
    }
    return 0;
}

/* The column with the field's name, else with one of its aliases. */
static void bind_by_name(const struct header *header, size_t i,
                         struct binding *binding)
{
    const struct cxm_field *field = cxm_field_at(i);
    const char *list = field->aliases;
    const char *name = field->name;
    size_t n = strlen(name);
    struct found found;
    do {
        found_in_names(header, name, n, &found);
    } while (!set_found(binding, i, &found) && list_next(&list, &name, &n));
}

/* An amount's unit is any word; it is shown with the figures. */
static size_t amount_unit_length(const char *text, size_t n)
{
    size_t length = 1;
    while (length < n && text[n - length] != ':')
        length++;
    return length < n && length > 1 ? length : 0;
}

/* Durations have units; the fields there are so far have none. */
static size_t unit_length(const char *text, size_t n)
{
    static const char *const units[] = {":s", ":m",     ":h",    ":ms",
                                        ":d", ":mm:ss", ":hh:mm"};
    size_t longest = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const size_t length = strlen(units[i]);
        if (length < n && length > longest &&
            memcmp(text + n - length, units[i], length) == 0)
            longest = length;
    }
    return longest;
}

static int bind_map(const struct header *header, const char *map,
                    struct binding *binding, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    const char *equals = strchr(map, '=');
    const struct cxm_field *field;
    struct column_ref ref;
    size_t i = 0;
    if (!equals || equals == map || !equals[1])
        return refuse(error, CXM_EOPTION, "map",
                      "--map \"%s\" is not FIELD=COLUMN",
                      refuse_quote(map, strlen(map), quote));
    const size_t n = (size_t)(equals - map);
    while ((field = cxm_field_at(i)) != NULL && !names_field(field, map, n))
        i++;
    if (!field)
        return no_field(map, n, error);
    const size_t length = strlen(equals + 1);
    const int is_amount = field->bit == CXM_FIELD_AMOUNT;
    const size_t unit = is_amount ? amount_unit_length(equals + 1, length)
                                  : unit_length(equals + 1, length);
    int status =
        column_find(header, equals + 1, length, field->name, &ref, error);
    const int with_unit = status < 0 && unit &&
                          column_find(header, equals + 1, length - unit,
                                      field->name, &ref, NULL) == CXM_OK;
    if (with_unit && is_amount) {
        ref.unit = equals + 1 + length - unit + 1;
        status = CXM_OK;
    } else if (with_unit) {
        return refuse(error, CXM_EOPTION, "map",
                      "field %s is no duration: it takes no unit \"%s\"",
                      field->name, equals + 1 + length - unit);
    }
    if (status < 0)
        return status;
    set(binding, i, ref);
    binding->explicit_ |= field->bit;
    return CXM_OK;
}

int layout_bind(const struct layout *layout, const struct header *header,
                const char *const *maps, size_t n_maps, struct binding *binding,
                struct cxm_error *error)
{
    const struct column_ref none = {COLUMN_NONE, COLUMN_NONE, NULL};
    const struct cxm_field *field;
    memset(binding, 0, sizeof *binding);
    for (size_t i = 0; i < FIELDS_MAX; i++)
        binding->field[i] = none;
    for (size_t i = 0; i < n_maps; i++) {
        const int status = bind_map(header, maps[i], binding, error);
        if (status < 0)
            return status;
    }
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (!(binding->mapped & field->bit) &&
            !bind_by_layout(layout, header, i, binding) && field->records)
            bind_by_name(header, i, binding);
    }
    return CXM_OK;
}

/* The index of the field whose bit it is. */
static size_t index_of(uint64_t bit)
{
    const struct cxm_field *field;
    size_t i = 0;
    while ((field = cxm_field_at(i)) != NULL && field->bit != bit)
        i++;
    return i;
}

void layout_spread_score(struct binding *binding, uint64_t ratings)
{
    const size_t score = index_of(CXM_FIELD_SCORE);
    const uint64_t known = binding->mapped | binding->doubtful;
    const struct cxm_field *field;
    const uint64_t kept =
        binding->explicit_ & CXM_FIELD_SCORE ? binding->explicit_ : known;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (field->type != CXM_TYPE_RATING || i == score ||
            !(field->bit & ratings & ~kept))
            continue;
        if (binding->mapped & CXM_FIELD_SCORE) {
            set(binding, i, binding->field[score]);
        } else if (binding->doubtful & CXM_FIELD_SCORE) {
            binding->doubtful |= field->bit;
            memcpy(binding->twice[i], binding->twice[score],
                   sizeof binding->twice[i]);
        }
    }
}

int layout_doubt(const struct binding *binding, const struct header *header,
                 uint64_t used, struct cxm_error *error)
{
    const struct cxm_field *field;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (field->bit & used & binding->doubtful)
            return column_twice(header, binding->twice[i], field->name, error);
    }
    return CXM_OK;
}
