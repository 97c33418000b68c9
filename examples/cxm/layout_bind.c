/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include "layout_find.h"
#include "refuse.h"
#include "suggest.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

static int no_field(const char *text, size_t n, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    char names[768] = "";
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
    const struct column_ref ref = {found->column[0], COLUMN_NONE, NULL, 0};
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
    while (text_item(&list, &entry, &n)) {
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
static void bind_by_name(const struct header *header, uint32_t record, size_t i,
                         struct binding *binding)
{
    const struct cxm_field *field = cxm_field_at(i);
    const char *list = cxm_field_aliases(field, record);
    const char *name = field->name;
    size_t n = strlen(name);
    struct found found;
    do {
        found_in_names(header, name, n, &found);
    } while (!set_found(binding, i, &found) && text_item(&list, &name, &n));
}

/* The length of ":WORD" at the end of a text, or 0. */
static size_t word_suffix(const char *text, size_t n)
{
    size_t length = 1;
    while (length < n && text[n - length] != ':')
        length++;
    return length < n && length > 1 ? length : 0;
}

/* A duration has its units; an amount's is any word, shown with figures. */
static size_t suffix_of(const struct cxm_field *field, const char *text,
                        size_t n)
{
    const size_t length = unit_suffix(text, n);
    if (field->bit == CXM_FIELD_AMOUNT || length == 0)
        return word_suffix(text, n);
    return length;
}

static int no_unit(const struct cxm_field *field, const char *unit,
                   struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    refuse_quote(unit, strlen(unit), quote);
    if (field->type == CXM_TYPE_DURATION)
        return refuse(error, CXM_EOPTION, "map",
                      "unknown unit \"%s\" of %s; there are " UNIT_NAMES, quote,
                      field->name);
    return refuse(error, CXM_EOPTION, "map",
                  "field %s is no duration: it takes no unit \"%s\"",
                  field->name, quote);
}

/* COLUMN or COLUMN:UNIT; a column whose name has the ':' comes first. */
static int find_mapped(const struct header *header,
                       const struct cxm_field *field, const char *text,
                       struct column_ref *ref, struct cxm_error *error)
{
    const size_t n = strlen(text);
    const size_t suffix = suffix_of(field, text, n);
    const char *unit = text + n - suffix;
    const int status = column_find(header, text, n, field->name, ref, error);
    if (status == CXM_OK || !suffix ||
        column_find(header, text, n - suffix, field->name, ref, NULL) < 0)
        return status;
    unit++;
    if (field->bit != CXM_FIELD_AMOUNT &&
        (field->type != CXM_TYPE_DURATION || !unit_find(unit, suffix - 1)))
        return no_unit(field, unit, error);
    ref->unit = unit;
    if (field->type == CXM_TYPE_DURATION)
        ref->unit_from = UNIT_FROM_MAP;
    return CXM_OK;
}

/* The field of a name, or of an alias in that record, else in any. */
static size_t field_named(uint32_t record, const char *text, size_t n)
{
    static const uint32_t records[] = {CXM_RECORD_RESPONSE, CXM_RECORD_TICKET,
                                       CXM_RECORD_ROW, CXM_RECORD_EVENT};
    const struct cxm_field *field;
    size_t i = 0;
    for (; (field = cxm_field_at(i)) != NULL; i++)
        if (text_same(text, n, field->name, strlen(field->name)))
            return i;
    for (i = 0; (field = cxm_field_at(i)) != NULL; i++)
        if (names_field(field, record, text, n))
            return i;
    for (size_t k = 0; k < sizeof records / sizeof *records; k++)
        for (i = 0; (field = cxm_field_at(i)) != NULL; i++)
            if (names_field(field, records[k], text, n))
                return i;
    return i;
}

static int bind_map(const struct header *header, uint32_t record,
                    const char *map, struct binding *binding,
                    struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    const char *equals = strchr(map, '=');
    struct column_ref ref;
    if (!equals || equals == map || !equals[1])
        return refuse(error, CXM_EOPTION, "map",
                      "--map \"%s\" is not FIELD=COLUMN",
                      refuse_quote(map, strlen(map), quote));
    const size_t n = (size_t)(equals - map);
    const size_t i = field_named(record, map, n);
    const struct cxm_field *field = cxm_field_at(i);
    if (!field)
        return no_field(map, n, error);
    const int status = find_mapped(header, field, equals + 1, &ref, error);
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
    const struct column_ref none = {COLUMN_NONE, COLUMN_NONE, NULL, 0};
    const struct cxm_field *field;
    memset(binding, 0, sizeof *binding);
    for (size_t i = 0; i < FIELDS_MAX; i++)
        binding->field[i] = none;
    for (size_t i = 0; i < n_maps; i++) {
        const int status =
            bind_map(header, layout->record, maps[i], binding, error);
        if (status < 0)
            return status;
    }
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (!(binding->mapped & field->bit) &&
            !bind_by_layout(layout, header, i, binding) &&
            field->records & (1u << layout->record))
            bind_by_name(header, layout->record, i, binding);
    }
    return CXM_OK;
}

/* Whose word on the unit of a duration counts, and what it is. */
static int choose_unit(const struct layout *layout, int found, int option,
                       int *unit_from)
{
    const struct {
        int from;
        int unit;
    } said[] = {{UNIT_FROM_HEADER, found},
                {UNIT_FROM_OPTION, option},
                {UNIT_FROM_LAYOUT, layout->unit},
                {UNIT_FROM_DEFAULT, UNIT_SEC}};
    size_t i = 0;
    while (said[i].unit == UNIT_NONE)
        i++;
    *unit_from = said[i].from;
    return said[i].unit;
}

void layout_units(const struct layout *layout, const struct header *header,
                  int unit, struct binding *binding)
{
    const struct cxm_field *field;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        struct column_ref *ref = &binding->field[i];
        if (field->type != CXM_TYPE_DURATION || ref->column == COLUMN_NONE ||
            ref->unit)
            continue;
        const char *name = header->name[ref->column];
        const int found = unit_of_header(name, strlen(name));
        ref->unit =
            unit_name(choose_unit(layout, found, unit, &ref->unit_from));
    }
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
